"""The menus of the leads screen: which leads, in which order, and what can be done with one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.filters import (
    EVERYTHING,
    LEAD_SCOPES,
    AllOf,
    Condition,
    Filter,
    conditions,
    narrowed,
    parts_of,
)
from salesdesk.domain.leads import LIFECYCLE_NAMES
from salesdesk.queries.leads import LeadSort
from ui import resources, wording
from ui.models.leads import LeadListModel
from ui.views.record.lead_fields import MORE
from ui.views.record.lead_pane import LeadPane

translate = QCoreApplication.translate


class LeadDeeds(Protocol):
    """What the page of leads can do, as its menus call it."""

    model: LeadListModel
    lead_pane: LeadPane

    @property
    def chosen_filter(self) -> Filter:
        """What the leads are narrowed to, words that are looked for in the list apart."""

    def set_filter(self, chosen: Filter) -> None:
        """Narrow the leads."""

    def set_layout(self, key: str) -> None:
        """Show the leads as a list or as a table."""

    def ask_filter(self) -> None:
        """Ask what else the list is narrowed by."""

    def set_order(self, order: LeadSort) -> None:
        """Order the list."""

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""

    def ask_export(self) -> None:
        """Export what the list shows."""

    def compose(self, tab: str) -> None:
        """Put the cursor into the composer."""

    def show_opportunity(self) -> None:
        """Show what the lead became."""

    def unpromote(self) -> None:
        """Ask whether the promotion is to be taken back."""

    def nurture(self) -> None:
        """Ask when the lead comes back."""

    def disqualify(self) -> None:
        """Ask why the lead is closed."""

    def reopen(self) -> None:
        """Take the lead back to the path."""

    def set_high_intent(self, wanted: bool) -> None:
        """Mark the lead as high intent."""

    def merge(self) -> None:
        """Ask with which leads the lead is merged."""

    def delete(self) -> None:
        """Put the lead in the trash."""


ORDERS: tuple[LeadSort, ...] = ("score", "name", "newest", "company", "lifecycle")


WOKEN = Condition("woken", "is")
ALL_STAGES = Condition("lifecycle", "any_of", tuple(LIFECYCLE_NAMES))


def lifecycle_part(chosen: Filter) -> Filter:
    """Return what a filter says about lifecycle stages, everything where it says nothing."""
    return next((part for part in parts_of(chosen) if _is_about_lifecycle(part)), EVERYTHING)


def with_lifecycle(chosen: Filter, part: Filter) -> Filter:
    """Return the filter with another say about lifecycle stages, which stands first."""
    others = (one for one in parts_of(chosen) if not _is_about_lifecycle(one))
    return narrowed(AllOf(()), *([part] if part != EVERYTHING else []), *others)


def _is_about_lifecycle(part: Filter) -> bool:
    return any(condition.field in LEAD_SCOPES for condition in conditions(part))


def filter_name(part: Filter) -> str:
    """Return what leads of some lifecycle stages are called together."""
    if part == EVERYTHING:
        return translate("leads", "Open leads")
    if part == ALL_STAGES:
        return translate("leads", "All leads")
    if part == WOKEN:
        return translate("leads", "Back from Nurture")
    if not isinstance(part, Condition):
        return translate("leads", "Filtered leads")
    values = part.values
    return ", ".join(wording.lifecycle_word(str(stage)) for stage in values)


def is_named(chosen: Filter) -> bool:
    """Tell whether `filter_name` says all there is to say about a filter."""
    return isinstance(chosen, Condition) and lifecycle_part(chosen) == chosen


def order_name(order: LeadSort) -> str:
    """Return what an order is called."""
    return {
        "score": translate("leads", "Score, highest first"),
        "name": translate("leads", "Name"),
        "newest": translate("leads", "Newest first"),
        "company": translate("leads", "Company"),
        "lifecycle": translate("leads", "Lifecycle"),
    }[order]


def filter_menu(page: LeadDeeds, parent: QWidget) -> QMenu:
    """Return the menu that narrows the list, and shows it as a table."""
    menu = QMenu(parent)
    menu.setObjectName("filter_menu")
    group = QActionGroup(menu)
    stages = [Condition("lifecycle", "any_of", (stage,)) for stage in LIFECYCLE_NAMES]
    for part in (EVERYTHING, ALL_STAGES, None, *stages, WOKEN):
        if part is None:
            menu.addSeparator()
            continue
        action = menu.addAction(filter_name(part))
        action.setCheckable(True)
        action.setData(part)
        group.addAction(action)
        action.triggered.connect(
            lambda _checked=False, part=part: page.set_filter(with_lifecycle(page.chosen_filter, part))
        )
    menu.addSeparator()
    add = menu.addAction(resources.icon("filter"), translate("leads", "Add filter…"))
    add.triggered.connect(page.ask_filter)
    find = menu.addAction(resources.icon("search"), translate("leads", "Find in this list") + "\t/")
    find.triggered.connect(page.focus_filter)
    table = menu.addAction(resources.icon("table"), translate("leads", "Show as table") + "\tV")
    table.triggered.connect(lambda: page.set_layout("table"))
    export = menu.addAction(resources.icon("download"), translate("leads", "Export what is shown…"))
    export.triggered.connect(page.ask_export)
    menu.aboutToShow.connect(lambda: _check(group, lifecycle_part(page.chosen_filter)))
    return menu


def order_menu(page: LeadDeeds, parent: QWidget) -> QMenu:
    """Return the menu that orders the list."""
    menu = QMenu(parent)
    menu.setObjectName("order_menu")
    group = QActionGroup(menu)
    for order in ORDERS:
        action = menu.addAction(order_name(order))
        action.setCheckable(True)
        action.setData(order)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, chosen=order: page.set_order(chosen))
    menu.aboutToShow.connect(lambda: _check(group, page.model.order))
    return menu


def _check(group: QActionGroup, value: object) -> None:
    for action in group.actions():
        action.setChecked(action.data() == value)


def record_menu(page: LeadDeeds, parent: QWidget) -> QMenu:
    """Return the menu of the lead that is shown, for one use."""
    menu = QMenu(parent)
    menu.setObjectName("lead_menu")
    menu.aboutToHide.connect(menu.deleteLater)
    lead = page.lead_pane.page
    if lead is None:
        return menu
    is_promoted = lead.lifecycle == "opportunity"
    is_off_path = lead.lifecycle in ("nurture", "unqualified")
    if not is_promoted:
        _add(menu, "checklist", translate("leads", "Qualify"), "Q").triggered.connect(page.lead_pane.qualify)
    if lead.opportunity_id is not None:
        show = _add(menu, "columns", translate("leads", "Show opportunity"))
        show.triggered.connect(page.show_opportunity)
        _add(menu, "undo", translate("leads", "Take promotion back…")).triggered.connect(page.unpromote)
    _add(menu, "log-activity", translate("leads", "Log activity"), "A").triggered.connect(lambda: page.compose("call"))
    _add(menu, "circle-check", translate("leads", "New task"), "T").triggered.connect(lambda: page.compose("task"))
    menu.addSeparator()
    if not is_promoted:
        _add_lifecycle(menu, page, is_off_path=is_off_path)
        intent = _add(menu, "timer", translate("leads", "High intent"))
        intent.setCheckable(True)
        intent.setChecked(bool(lead.high_intent))
        intent.triggered.connect(page.set_high_intent)
        menu.addSeparator()
    more = page.lead_pane.form.section(MORE)
    said = (
        translate("leads", "Show fewer fields")
        if more.isVisibleTo(page.lead_pane)
        else translate("leads", "Show all fields")
    )
    _add(menu, "list-panel", said).triggered.connect(page.lead_pane.toggle_more)
    _add(menu, "merge", translate("leads", "Merge with other leads…"), "M").triggered.connect(page.merge)
    menu.addSeparator()
    delete = _add(menu, "trash", translate("leads", "Delete"), "Del")
    delete.setProperty("destructive", True)
    delete.triggered.connect(page.delete)
    return menu


def _add_lifecycle(menu: QMenu, page: LeadDeeds, *, is_off_path: bool) -> None:
    if is_off_path:
        _add(menu, "undo", translate("leads", "Reopen")).triggered.connect(page.reopen)
    nurture = _add(menu, "moon", translate("leads", "Send to Nurture…"))
    nurture.triggered.connect(page.nurture)
    unqualified = _add(menu, "ban", translate("leads", "Mark as unqualified…"))
    unqualified.triggered.connect(page.disqualify)


def _add(menu: QMenu, icon: str, text: str, keys: str = "") -> QAction:
    return menu.addAction(resources.icon(icon), f"{text}\t{keys}" if keys else text)
