"""The menus of the leads screen: which leads, in which order, and what can be done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from salesdesk.queries.leads import LIFECYCLES, OPEN_LIFECYCLES, LeadFilter, LeadSort
from ui import resources, wording
from ui.views.record.lead_fields import MORE

if TYPE_CHECKING:
    from ui.views.leads import LeadsPage

translate = QCoreApplication.translate
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


def filter_menu(page: LeadsPage) -> QMenu:
    """Return the menu that narrows the list to lifecycle stages."""
    menu = QMenu(page)
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
    menu.aboutToShow.connect(lambda: _check(group, page.model.filter.lifecycles))
    return menu


def order_menu(page: LeadsPage) -> QMenu:
    """Return the menu that orders the list."""
    menu = QMenu(page)
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


def record_menu(page: LeadsPage) -> QMenu:
    """Return the menu of the lead that is shown, for one use."""
    menu = QMenu(page)
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
        opportunity_id = lead.opportunity_id
        show.triggered.connect(lambda: page.open_requested.emit("opportunity", opportunity_id))
    _add(menu, "log-activity", translate("leads", "Log activity"), "A").triggered.connect(lambda: page.compose("call"))
    _add(menu, "circle-check", translate("leads", "New task"), "T").triggered.connect(lambda: page.compose("task"))
    menu.addSeparator()
    if not is_promoted:
        _add_lifecycle(menu, page, lead.id, is_off_path=is_off_path)
        intent = _add(menu, "timer", translate("leads", "High intent"))
        intent.setCheckable(True)
        intent.setChecked(bool(lead.high_intent))
        intent.triggered.connect(page.set_high_intent)
        menu.addSeparator()
    more = page.lead_pane.form.section(MORE)
    said = translate("leads", "Show fewer fields") if more.isVisibleTo(page) else translate("leads", "Show all fields")
    _add(menu, "list-panel", said).triggered.connect(page.lead_pane.toggle_more)
    menu.addSeparator()
    delete = _add(menu, "trash", translate("leads", "Delete"), "Del")
    delete.setProperty("destructive", True)
    delete.triggered.connect(page.delete)
    return menu


def _add_lifecycle(menu: QMenu, page: LeadsPage, lead_id: int, *, is_off_path: bool) -> None:
    if is_off_path:
        _add(menu, "undo", translate("leads", "Reopen")).triggered.connect(page.reopen)
    nurture = _add(menu, "moon", translate("leads", "Send to Nurture…"))
    nurture.triggered.connect(lambda: page.nurture_requested.emit(lead_id))
    unqualified = _add(menu, "ban", translate("leads", "Mark as unqualified…"))
    unqualified.triggered.connect(lambda: page.disqualify_requested.emit(lead_id))


def _add(menu: QMenu, icon: str, text: str, keys: str = "") -> QAction:
    return menu.addAction(resources.icon(icon), f"{text}\t{keys}" if keys else text)
