"""The menus of the leads screen: which leads, in which order, and what can be done with one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.leads import LIFECYCLES, OPEN_LIFECYCLES, LeadFilter, LeadSort
from ui import resources, wording
from ui.models.leads import LeadListModel
from ui.views.record.lead_fields import MORE
from ui.views.record.lead_pane import LeadPane

translate = QCoreApplication.translate


class LeadDeeds(Protocol):
    """What the page of leads can do, as its menus call it."""

    model: LeadListModel
    lead_pane: LeadPane

    def set_filter(self, chosen: LeadFilter) -> None:
        """Narrow the list."""

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


def filter_name(lifecycles: tuple[str, ...]) -> str:
    """Return what leads of these lifecycle stages are called together."""
    if lifecycles == OPEN_LIFECYCLES:
        return translate("leads", "Open leads")
    if lifecycles == LIFECYCLES or not lifecycles:
        return translate("leads", "All leads")
    return ", ".join(wording.lifecycle_word(stage) for stage in lifecycles)


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
    """Return the menu that narrows the list to lifecycle stages."""
    menu = QMenu(parent)
    menu.setObjectName("filter_menu")
    group = QActionGroup(menu)
    choices: list[tuple[str, ...] | None] = [OPEN_LIFECYCLES, LIFECYCLES, None, *((stage,) for stage in LIFECYCLES)]
    for lifecycles in choices:
        if lifecycles is None:
            menu.addSeparator()
            continue
        action = menu.addAction(filter_name(lifecycles))
        action.setCheckable(True)
        action.setData(lifecycles)
        group.addAction(action)
        action.triggered.connect(
            lambda _checked=False, chosen=lifecycles: page.set_filter(LeadFilter(chosen, page.model.filter.text))
        )
    menu.addSeparator()
    find = menu.addAction(resources.icon("search"), translate("leads", "Find in this list") + "\t/")
    find.triggered.connect(page.focus_filter)
    export = menu.addAction(resources.icon("download"), translate("leads", "Export what is shown…"))
    export.triggered.connect(page.ask_export)
    menu.aboutToShow.connect(lambda: _check(group, page.model.filter.lifecycles))
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
        held = action.data()
        action.setChecked((tuple(held) if isinstance(held, list) else held) == value)


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
