"""The menus of the opportunity page: which opportunities, in which order, and what can be done with one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.opportunities import Closing, OpportunityFilter, OpportunitySort
from ui import resources
from ui.models.opportunities import OpportunityListModel
from ui.views.record.opportunity_fields import MORE
from ui.views.record.opportunity_pane import OpportunityPane

translate = QCoreApplication.translate


class OpportunityDeeds(Protocol):
    """What the page of opportunities can do, as its menus call it."""

    model: OpportunityListModel
    opportunity_pane: OpportunityPane

    def set_filter(self, chosen: OpportunityFilter) -> None:
        """Narrow the list."""

    def set_order(self, order: OpportunitySort) -> None:
        """Order the list."""

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""

    def ask_export(self) -> None:
        """Export what the list shows."""

    def compose(self, tab: str) -> None:
        """Put the cursor into the composer."""

    def move_to(self, stage_id: int) -> None:
        """Take the opportunity to another stage."""

    def reopen(self) -> None:
        """Open the opportunity again."""

    def unpromote(self, lead: int | None = None) -> None:
        """Ask whether the promotion is to be taken back."""

    def delete(self) -> None:
        """Put the opportunity in the trash."""


ORDERS: tuple[OpportunitySort, ...] = ("stage", "amount", "expected_close", "name", "newest")
CLOSINGS: tuple[Closing, ...] = ("open", "won", "lost", "all")


def filter_name(closing: Closing) -> str:
    """Return what opportunities that are open or closed in a way are called together."""
    return {
        "open": translate("opportunities", "Open opportunities"),
        "won": translate("opportunities", "Won opportunities"),
        "lost": translate("opportunities", "Lost opportunities"),
        "all": translate("opportunities", "All opportunities"),
    }[closing]


def order_name(order: OpportunitySort) -> str:
    """Return what an order is called."""
    return {
        "stage": translate("opportunities", "Stage"),
        "amount": translate("opportunities", "Amount"),
        "expected_close": translate("opportunities", "Close date"),
        "name": translate("opportunities", "Name"),
        "newest": translate("opportunities", "Newest first"),
    }[order]


def filter_menu(page: OpportunityDeeds, parent: QWidget) -> QMenu:
    """Return the menu that narrows the list to open or closed opportunities."""
    menu = QMenu(parent)
    menu.setObjectName("filter_menu")
    group = QActionGroup(menu)
    for closing in CLOSINGS:
        action = menu.addAction(filter_name(closing))
        action.setCheckable(True)
        action.setData(closing)
        group.addAction(action)
        action.triggered.connect(
            lambda _checked=False, chosen=closing: page.set_filter(OpportunityFilter(chosen, page.model.filter.text))
        )
    menu.addSeparator()
    find = menu.addAction(resources.icon("search"), translate("opportunities", "Find in this list") + "\t/")
    find.triggered.connect(page.focus_filter)
    export = menu.addAction(resources.icon("download"), translate("opportunities", "Export what is shown…"))
    export.triggered.connect(page.ask_export)
    menu.aboutToShow.connect(lambda: _check(group, page.model.filter.closing))
    return menu


def order_menu(page: OpportunityDeeds, parent: QWidget) -> QMenu:
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


def record_menu(page: OpportunityDeeds, parent: QWidget) -> QMenu:
    """Return the menu of the opportunity that is shown, for one use."""
    menu = QMenu(parent)
    menu.setObjectName("opportunity_menu")
    menu.aboutToHide.connect(menu.deleteLater)
    pane, opportunity = page.opportunity_pane, page.opportunity_pane.page
    if opportunity is None:
        return menu
    if opportunity.lead_id is not None and opportunity.lead_name:
        said = translate("opportunities", "Show lead {name}").format(name=opportunity.lead_name)
        _add(menu, "inbox", said).triggered.connect(pane.show_lead)
    log = _add(menu, "log-activity", translate("opportunities", "Log activity"), "A")
    log.triggered.connect(lambda: page.compose("call"))
    task = _add(menu, "circle-check", translate("opportunities", "New task"), "T")
    task.triggered.connect(lambda: page.compose("task"))
    menu.addSeparator()
    _add_closing(menu, page)
    if pane.sources.leads:
        back = _add(menu, "undo", translate("opportunities", "Take promotion back…"))
        back.triggered.connect(lambda: page.unpromote())
    menu.addSeparator()
    is_whole = pane.form.section(MORE).isVisibleTo(pane)
    fewer, everything = translate("opportunities", "Show fewer fields"), translate("opportunities", "Show all fields")
    said = fewer if is_whole else everything
    _add(menu, "list-panel", said).triggered.connect(pane.toggle_more)
    menu.addSeparator()
    delete = _add(menu, "trash", translate("opportunities", "Delete"), "Del")
    delete.setProperty("destructive", True)
    delete.triggered.connect(page.delete)
    return menu


def _add_closing(menu: QMenu, page: OpportunityDeeds) -> None:
    pane, opportunity = page.opportunity_pane, page.opportunity_pane.page
    assert opportunity is not None
    if opportunity.stage_kind != "open":
        _add(menu, "undo", translate("opportunities", "Reopen")).triggered.connect(page.reopen)
        return
    stages = menu.addMenu(resources.icon("arrow-right"), translate("opportunities", "Move to stage"))
    for stay in opportunity.stays:
        if stay.kind == "open" and stay.id != opportunity.stage_id:
            action = stages.addAction(stay.name)
            action.triggered.connect(lambda _checked=False, stage=stay.id: page.move_to(stage))
    _add(menu, "trophy", translate("opportunities", "Mark as won"), "W").triggered.connect(pane.win)
    _add(menu, "circle-x", translate("opportunities", "Mark as lost"), "L").triggered.connect(pane.lose)


def _add(menu: QMenu, icon: str, text: str, keys: str = "") -> QAction:
    return menu.addAction(resources.icon(icon), f"{text}\t{keys}" if keys else text)
