"""Saved views: saved from the filter row, shown in the sidebar, opened by click and key, changed in place."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import EVERYTHING, Condition
from salesdesk.queries import views
from salesdesk.services.commands import (
    AddCustomField,
    AddLead,
    AddOpportunity,
    AddPipeline,
    DeleteCustomField,
    DeleteOpportunities,
    SaveView,
)
from salesdesk.services.desk import Desk
from ui.main_window.places import Place
from ui.main_window.window import MainWindow
from ui.views.pipeline import PipelinePage
from ui.views.saved_views import SavedViewsSection
from ui.views.table.opportunities import OpportunityTable
from ui.widgets.name_popover import NamePopover

LARGE = Condition("amount", "at_least", (5_000_000, "USD"))
CLOSING = Condition("expected_close", "by", (date(2026, 12, 31),))
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window: MainWindow, desk: Desk, british: None) -> PipelinePage:
    """Give the pipeline page of the window, with a large and a small opportunity."""
    for name, amount in (("Large", 8_000_000), ("Small", 100_000)):
        fields = {"name": name, "stage_id": 1, "amount_minor": amount, "currency": "USD"}
        window.session.run(AddOpportunity(fields))
    window.go(Place("pipeline"))
    found = window.pages.pipeline
    assert found is not None
    return found


def section(window: MainWindow) -> SavedViewsSection:
    """Return the saved views of the sidebar."""
    found = window.sidebar.saved_views
    assert found is not None
    return found


def names(window: MainWindow) -> list[str]:
    """Return what the sidebar lists."""
    return [row.text() for row in section(window).rows.values()]


def current(window: MainWindow) -> list[str]:
    """Return which views are marked."""
    return [row.text() for row in section(window).rows.values() if row.isChecked()]


def popover(window: MainWindow) -> NamePopover:
    """Return the panel that asks for a name."""
    return next(one for one in window.findChildren(NamePopover) if one.isVisible())


def save(window: MainWindow, name: str) -> None:
    """Save what is shown, by key."""
    window.commands.save_view.trigger()
    QTest.keyClicks(popover(window).name_field, name)
    QTest.keyClick(popover(window).name_field, Qt.Key.Key_Return)


def test_a_filter_is_saved_from_its_row_and_shown_in_the_sidebar(
    window: MainWindow, page: PipelinePage, qtbot: QtBot
) -> None:
    assert not page.filters.save_button.isVisible()
    page.set_filter(LARGE)
    assert page.filters.save_button.isVisible()
    page.filters.save_button.click()
    QApplication.processEvents()
    assert QApplication.activeWindow() is window
    QTest.keyClicks(popover(window).name_field, "Large ones")
    popover(window).save_button.click()
    assert names(window) == current(window) == ["Large ones"]
    assert not page.filters.save_button.isVisible()
    assert not window.findChildren(NamePopover) or not window.findChildren(NamePopover)[0].isVisible()
    (row,) = section(window).rows.values()
    qtbot.waitUntil(lambda: row.count() == 1)
    window.undo()
    assert names(window) == []
    assert page.filters.save_button.isVisible()


def test_opening_a_view_restores_filter_order_and_layout(window: MainWindow, page: PipelinePage) -> None:
    page.set_filter(LARGE)
    page.set_sort("amount")
    save(window, "Large by amount")
    page.set_filter(EVERYTHING)
    page.set_sort("rank")
    assert current(window) == []
    page.set_layout("forecast")
    window.go(Place("leads"))
    (row,) = section(window).rows.values()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert window.page() is page
    assert page.layout_key == "board"
    assert page.filters.filter == LARGE
    assert page.sort_button.text() == "Amount"
    assert len(page.shown_ids()) == 1
    assert current(window) == ["Large by amount"]
    window.go(Place("leads"))
    assert current(window) == []


def test_views_are_opened_by_their_place(window: MainWindow, page: PipelinePage) -> None:
    for name, chosen in (("first", LARGE), ("second", CLOSING)):
        page.set_filter(chosen)
        save(window, name)
    assert [action.text() for action in window.commands.views if action.isVisible()] == ["first", "second"]
    window.go(Place("leads"))
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    assert page.filters.filter == LARGE
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert page.filters.sentence() == "Close date by 31 Dec"
    QTest.keyClick(window, Qt.Key.Key_3, ALT)
    assert current(window) == ["second"]


def test_a_name_that_exists_is_refused_beside_the_field(window: MainWindow, page: PipelinePage) -> None:
    page.set_filter(LARGE)
    save(window, "Large")
    page.set_filter(CLOSING)
    save(window, "large")
    asking = popover(window)
    assert "there is a view of that name" in asking.name_field.error()
    assert asking.name_field.hasFocus()
    QTest.keyClick(asking.name_field, Qt.Key.Key_Escape)
    assert names(window) == ["Large"]


def test_the_view_that_was_opened_can_be_updated(window: MainWindow, page: PipelinePage, desk: Desk) -> None:
    page.set_filter(LARGE)
    save(window, "Mine")
    page.set_filter(CLOSING)
    assert current(window) == []
    page.filters.save_button.click()
    asking = popover(window)
    assert asking.other_button.text() == "Update “Mine”"
    asking.other_button.click()
    assert [view.filter for view in desk.read(views.views)] == [CLOSING]
    assert current(window) == ["Mine"]
    window.undo()
    assert [view.filter for view in desk.read(views.views)] == [LARGE]


def test_a_view_is_renamed_moved_and_deleted_by_keys(window: MainWindow, page: PipelinePage) -> None:
    for name in ("a", "b", "c"):
        window.session.run(SaveView(name, "pipeline", "board", LARGE))
    first = section(window).rows[1]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Down, ALT)
    assert names(window) == ["b", "a", "c"]
    focused = QApplication.focusWidget()
    assert focused is section(window).rows[1]
    QTest.keyClick(focused, Qt.Key.Key_F2)
    assert popover(window).name_field.selectedText() == "a"
    QTest.keyClicks(popover(window).name_field, "again")
    QTest.keyClick(popover(window).name_field, Qt.Key.Key_Return)
    assert names(window) == ["b", "again", "c"]
    focused = QApplication.focusWidget()
    assert focused is section(window).rows[1]
    QTest.keyClick(focused, Qt.Key.Key_Delete)
    assert names(window) == ["b", "c"]
    assert QApplication.focusWidget() is section(window).rows[3]
    window.undo()
    assert names(window) == ["b", "again", "c"]


def test_the_menu_of_a_view_offers_what_its_keys_do(window: MainWindow, page: PipelinePage) -> None:
    for name in ("a", "b"):
        window.session.run(SaveView(name, "pipeline", "board", LARGE))
    menu = section(window).make_menu(2)
    enabled = {action.objectName(): action.isEnabled() for action in menu.actions() if not action.isSeparator()}
    assert enabled == {"open": True, "rename": True, "up": True, "down": False, "delete": True}
    up = menu.findChild(QAction, "up")
    assert up is not None
    up.trigger()
    assert names(window) == ["b", "a"]


def test_counts_follow_what_happens_and_are_read_in_one_go(
    window: MainWindow, page: PipelinePage, qtbot: QtBot
) -> None:
    window.session.run(SaveView("Large", "pipeline", "board", LARGE))
    window.session.run(SaveView("All", "pipeline", "board", EVERYTHING))
    large, everything = section(window).rows.values()
    qtbot.waitUntil(lambda: (large.count(), everything.count()) == (1, 2))
    window.session.run(DeleteOpportunities((1,)))
    qtbot.waitUntil(lambda: (large.count(), everything.count()) == (0, 1))
    assert everything.accessibleName() == "All, 1"


def test_a_view_brings_back_its_pipeline(window: MainWindow, page: PipelinePage) -> None:
    done = window.session.run(AddPipeline("Renewals"))
    assert done is not None
    page.set_pipeline(done.new_id)
    save(window, "Renewals by hand")
    page.set_pipeline(1)
    assert current(window) == []
    window.saved_views.open(1)
    assert page.pipeline_id == done.new_id
    assert current(window) == ["Renewals by hand"]


def test_folded_to_a_rail_only_icons_of_views_show(window: MainWindow, page: PipelinePage) -> None:
    window.session.run(SaveView("Large", "pipeline", "board", LARGE))
    window.toggle_sidebar()
    found = section(window)
    assert not found.add_button.isVisible()
    assert not any(label.isVisible() for label in found.findChildren(QLabel))
    (row,) = found.rows.values()
    assert row.isVisible()
    assert row.width() <= 56
    assert "Large" in row.toolTip()


def test_only_a_page_that_can_be_kept_offers_to_save_a_view(window: MainWindow, page: PipelinePage) -> None:
    assert section(window).add_button.isEnabled()
    assert window.commands.save_view.isEnabled()
    window.go(Place("opportunity"))
    assert not section(window).add_button.isEnabled()
    assert not window.commands.save_view.isEnabled()


def test_many_views_scroll_and_leave_the_foot_of_the_sidebar_alone(
    window: MainWindow, page: PipelinePage, qtbot: QtBot
) -> None:
    for number in range(40):
        window.session.run(SaveView(f"view {number}", "pipeline", "board", LARGE))
    found = section(window)
    qtbot.waitUntil(lambda: found.geometry().bottom() < window.sidebar.saved_line.y())
    whole = found.rows[1].sizeHint().height()
    qtbot.waitUntil(lambda: found.rows[40].height() == found.rows[1].height() == whole)


def test_a_view_of_the_table_keeps_the_columns_it_is_sorted_by(window: MainWindow, page: PipelinePage) -> None:
    page.set_layout("table")
    table = page.shown_layout
    assert isinstance(table, OpportunityTable)
    table.sort_by((("amount", True), ("name", False)))
    page.set_filter(LARGE)
    save(window, "Largest first")
    table.sort_by((("name", False),))
    window.saved_views.open(1)
    assert table.table.order == (("amount", True), ("name", False))
    assert current(window) == ["Largest first"]


def test_a_view_of_cards_leaves_the_order_of_the_table(window: MainWindow, page: PipelinePage) -> None:
    window.session.run(SaveView("Cards", "pipeline", "table", LARGE, ("rank",)))
    page.set_layout("table")
    table = page.shown_layout
    assert isinstance(table, OpportunityTable)
    before = table.table.order
    window.saved_views.open(1)
    assert table.table.order == before


def test_a_view_of_leads_is_saved_opened_and_counted(window: MainWindow, page: PipelinePage, qtbot: QtBot) -> None:
    for name, title in (("Ann", "Director of Operations"), ("Bea", "")):
        window.session.run(AddLead({"first_name": name, "title": title}))
    window.go(Place("leads"))
    leads = window.pages.leads
    assert leads is not None
    leads.set_layout("table")
    leads.set_filter(Condition("text", "has", ("director",)))
    leads.table_area.table.sort_by((("created", True),))
    save(window, "Directors")
    assert current(window) == ["Directors"]
    assert not leads.filters.save_button.isVisible()
    (row,) = section(window).rows.values()
    qtbot.waitUntil(lambda: row.count() == 1)
    leads.set_layout("list")
    leads.set_filter(EVERYTHING)
    assert current(window) == []
    window.go(Place("pipeline"))
    window.saved_views.open(1)
    assert window.page() is leads
    assert leads.layout_key == "table"
    assert leads.table_area.table.order() == ("-created",)
    assert len(leads.shown_ids()) == 1
    assert current(window) == ["Directors"]


def test_back_from_a_lead_opened_from_the_table_is_the_table(window: MainWindow, page: PipelinePage) -> None:
    window.session.run(AddLead({"first_name": "Ann"}))
    window.go(Place("leads"))
    leads = window.pages.leads
    assert leads is not None
    leads.set_layout("table")
    leads.table_area.table.do("open", [1])
    assert leads.layout_key == "list"
    assert window.places.here == Place("leads", 1)
    window.commands.back.trigger()
    assert leads.layout_key == "table"
    leads.table_area.table.do("log", [1])
    assert leads.layout_key == "list"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert leads.activity_pane.composer.isAncestorOf(focused)


def test_a_view_keeps_the_columns_of_its_table_and_opens_without_a_field_that_is_gone(
    window: MainWindow, page: PipelinePage, desk: Desk
) -> None:
    for name in ("Depot", "Fleet"):
        window.session.run(AddCustomField("opportunity", name, "number"))
    page.set_layout("table")
    table = page.shown_layout
    assert isinstance(table, OpportunityTable)
    plain = table.shown_columns()
    for key in ("own:1", "own:2"):
        table.columns_menu.column_toggled.emit(key, True)
    table.sort_by((("own:1", True), ("own:2", False)))
    save(window, "With depots")
    assert current(window) == ["With depots"]
    table.columns_menu.column_toggled.emit("own:2", False)
    assert current(window) == [], "other columns are another view"
    table.memory.reset()
    assert table.shown_columns() == plain
    (row,) = section(window).rows.values()
    row.click()
    assert table.shown_columns() == (*plain, "own:1", "own:2")
    assert table.order() == ("-own:1", "own:2")
    window.session.run(DeleteCustomField(1))
    assert table.shown_columns() == (*plain, "own:2")
    assert current(window) == ["With depots"]
    table.memory.reset()
    (row,) = section(window).rows.values()
    row.click()
    assert table.shown_columns() == (*plain, "own:2")
    assert table.order() == ("own:2",)
    window.undo()
    (found,) = desk.read(views.views)
    assert found.columns == (*plain, "own:1", "own:2")
