"""Rows are moved through, ticked, sorted and acted on by key, by mouse and from a menu."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.errors import FileFault
from salesdesk.domain.filters import Condition
from salesdesk.queries import board
from salesdesk.services.commands import AddLead, DeleteOpportunities, LoseOpportunity, SetOpportunity
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.rows import all_rows
from tests.ui.views.table.conftest import KEY, World, shown_in
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.table import acts
from ui.views.table.day_popover import DayPopover, month_end, quarter_end
from ui.views.table.opportunities import OpportunityTable
from ui.views.table.opportunity_deeds import DEEDS
from ui.views.table.tag_popover import TagPopover

# The offscreen plugin warns of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
CHECKED, PARTLY = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked


def order(world: World) -> list[tuple[str, bool]]:
    return list(world.table.model.order)


def names(world: World) -> list[str]:
    return [line.card.title.partition(" – ")[0] for line in map(world.table.model.row_at, range(5)) if line is not None]


def test_keys_move_the_current_row(world: World) -> None:
    rows = world.table.rows
    assert rows.current_id() == world.ids[0]
    for key, place in (
        (KEY.Key_Down, 1),
        (KEY.Key_End, 4),
        (KEY.Key_Up, 3),
        (KEY.Key_Home, 0),
        (KEY.Key_PageDown, 4),
        (KEY.Key_PageUp, 0),
    ):
        world.press(key)
        assert rows.current_id() == world.ids[place]
    assert rows.has_ring()


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (KEY.Key_Return, "open"),
        (KEY.Key_A, "log"),
        (KEY.Key_W, "win"),
        (KEY.Key_L, "lose"),
        (KEY.Key_P, "nurture"),
    ],
)
def test_a_key_asks_for_what_needs_a_page_or_a_sheet(world: World, key: Qt.Key, asked: str) -> None:
    world.press(KEY.Key_Down)
    world.press(key)
    wanted: object = world.ids[1] if asked in ("open", "log") else [world.ids[1]]
    assert world.asked == [(asked, wanted)]


def test_keys_for_the_page_are_passed_to_it(world: World) -> None:
    world.press(KEY.Key_Slash)
    world.press(KEY.Key_F, CONTROL)
    world.press(KEY.Key_B)
    world.press(KEY.Key_F)
    world.press(KEY.Key_End)
    world.press(KEY.Key_N)
    assert world.asked == [
        ("filters", None),
        ("filters", None),
        ("layout", "board"),
        ("layout", "forecast"),
        ("new", 1),
    ]


def test_ticks_by_key_and_mouse_choose_what_a_key_acts_on(world: World) -> None:
    world.press(KEY.Key_Space)
    world.press(KEY.Key_Down, SHIFT)
    assert world.table.model.ticked_ids() == world.ids[:2]
    world.click(world.ids[3], "tick")
    world.click(world.ids[4], "name", CONTROL)
    world.press(KEY.Key_W)
    assert world.asked == [("win", [*world.ids[:2], *world.ids[3:]])]
    world.click(world.ids[2], "name")
    world.press(KEY.Key_L)
    assert world.asked[-1] == ("lose", [world.ids[2]]), "the current row is not among the ticked ones"
    world.click(world.ids[0], "name", SHIFT)
    assert world.table.model.ticked_ids() == world.ids[:3]
    world.press(KEY.Key_A, CONTROL)
    assert world.table.model.ticked_ids() == world.ids
    world.press(KEY.Key_Escape)
    assert world.table.model.ticked_ids() == []


def test_the_bar_takes_its_own_room_and_names_what_is_ticked(world: World) -> None:
    bar, rows = world.table.bar, world.table.rows
    assert not bar.isVisible()
    world.press(KEY.Key_End)
    world.press(KEY.Key_Space)
    world.press(KEY.Key_Up, SHIFT)
    assert bar.isVisible()
    assert bar.height() == 52
    assert bar.count_label.text() == "2 selected, $132,400"
    assert world.table.delete_button.text() == "Delete 2"
    assert bar.all_button.text() == "Select all 5"
    assert rows.mapTo(world.table, QPoint(0, rows.height())).y() <= bar.y()
    QTest.mouseClick(bar.all_button, Qt.MouseButton.LeftButton)
    assert bar.count_label.text() == "5 selected, $297,900"
    assert not bar.all_button.isVisible()
    QTest.mouseClick(bar.none_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert rows.hasFocus()


def test_tab_reaches_the_bar_and_escape_comes_back(world: World) -> None:
    world.press(KEY.Key_Space)
    world.press(KEY.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is world.table.stage_button
    world.press(KEY.Key_Escape)
    assert world.table.rows.hasFocus()
    assert not world.table.bar.isVisible()


def tick(world: World, *places: int) -> tuple[int, ...]:
    chosen = tuple(world.ids[place] for place in places)
    world.table.model.set_ticks(chosen)
    return chosen


def test_the_bar_moves_all_to_a_stage_in_one_undo(world: World) -> None:
    chosen = tick(world, 0, 1, 4)
    before = all_rows(world.desk.path)
    menu = world.table.stage_menu
    menu.aboutToShow.emit()
    found = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert list(found) == ["stage_1", "stage_2", "stage_3", "stage_4", "won", "lost", "nurture"]
    found["stage_2"].trigger()
    assert [world.stored(one, "stage_id") for one in chosen] == [2, 2, 2]
    assert world.toasts == ["Moved 3 opportunities to Discovery"]
    assert world.table.model.ticked_ids() == list(chosen), "what was ticked stays so"
    world.session.undo()
    assert all_rows(world.desk.path) == before
    found["nurture"].trigger()
    assert world.asked == [("nurture", list(chosen))]


def test_the_bar_sets_one_close_date_in_one_undo(world: World) -> None:
    chosen = tick(world, 1, 2)
    before = all_rows(world.desk.path)
    QTest.mouseClick(world.child(QPushButton, "bulk_close_date"), Qt.MouseButton.LeftButton)
    popover = world.child(DayPopover, "day_popover")
    assert popover.day_field.text() == "", "they have different dates"
    QTest.keyClick(popover.day_field, KEY.Key_Return)
    assert popover.day_field.error() == "Choose a day"
    QTest.mouseClick(world.child(QPushButton, "day_quarter"), Qt.MouseButton.LeftButton)
    QTest.keyClick(popover.day_field, KEY.Key_Return)
    assert [world.stored(one, "expected_close") for one in chosen] == ["2026-12-31"] * 2
    assert world.toasts == ["Set the close date of 2 opportunities to 31 Dec"]
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_a_close_date_is_taken_away_and_a_wrong_one_is_refused(world: World) -> None:
    chosen = tick(world, 1)
    world.table.do("close_date", list(chosen))
    popover = world.child(DayPopover, "day_popover")
    assert popover.day_field.text() == "27 Nov 2026"
    QTest.mouseClick(popover.clear_button, Qt.MouseButton.LeftButton)
    assert world.stored(chosen[0], "expected_close") is None
    assert world.toasts == ["Took the close date of “Castellan – claims team” away"]


def test_the_bar_tags_in_one_undo(world: World) -> None:
    world.session.run(SetOpportunity(world.ids[0], {"tags": ("old", "Shared")}))
    world.session.run(SetOpportunity(world.ids[1], {"tags": ("Shared",)}))
    chosen = tick(world, 0, 1)
    before = all_rows(world.desk.path)
    QTest.mouseClick(world.child(QPushButton, "bulk_tag"), Qt.MouseButton.LeftButton)
    popover = world.child(TagPopover, "tag_popover")
    states = {popover.list.item(row).text(): popover.list.item(row).checkState() for row in range(popover.list.count())}
    assert states == {"old": PARTLY, "Shared": CHECKED}
    QTest.keyClick(popover.list, KEY.Key_End)
    QTest.keyClick(popover.list, KEY.Key_Space)
    popover.new_field.setFocus()
    world.write("Q4 push")
    world.press(KEY.Key_Return)
    world.write("OLD")
    world.press(KEY.Key_Return, CONTROL)
    lines = world.table.model.rows_of(chosen)
    assert {line.tags for line in lines} == {("old", "Q4 push")}
    assert world.toasts == ["Changed the tags of 2 opportunities"]
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_tags_left_as_they_were_are_no_step(world: World) -> None:
    tick(world, 0)
    label = world.session.undo_label()
    QTest.mouseClick(world.child(QPushButton, "bulk_tag"), Qt.MouseButton.LeftButton)
    popover = world.child(TagPopover, "tag_popover")
    popover.new_field.setText("x" * 6000)
    popover.save()
    assert "5,000 fit" in popover.new_field.error()
    popover.new_field.clear()
    popover.save()
    assert world.session.undo_label() == label


def test_the_bar_adds_a_task_to_each_in_one_undo(world: World) -> None:
    chosen = tick(world, 1, 3)
    before = all_rows(world.desk.path)
    QTest.mouseClick(world.child(QPushButton, "bulk_task"), Qt.MouseButton.LeftButton)
    world.write("Send prices")
    world.press(KEY.Key_Return)
    subjects = {card.next_step.subject for card in world.desk.read(board.cards, chosen) if card.next_step is not None}
    assert subjects == {"Send prices"}
    assert world.toasts == ["Planned “Send prices” for 2 opportunities"]
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_deleting_the_ticked_ones_is_one_undo_and_the_focus_stays_in_the_rows(world: World) -> None:
    tick(world, 0, 2, 4)
    world.go(world.ids[2], "name")
    before = all_rows(world.desk.path)
    world.press(KEY.Key_Delete)
    assert names_left(world) == [world.ids[1], world.ids[3]]
    assert world.toasts == ["Deleted 3 opportunities"]
    assert not world.table.bar.isVisible()
    assert world.table.rows.hasFocus()
    assert world.table.rows.current_id() in (world.ids[1], world.ids[3])
    world.session.undo()
    assert all_rows(world.desk.path) == before
    assert world.table.rows.current_id() == world.ids[2], "the row that came back is current again"


def names_left(world: World) -> list[int]:
    return world.table.shown_ids()


def test_a_title_sorts_again_reverses_and_shift_adds(world: World) -> None:
    header = world.table.header
    model = world.table.model

    def click(key: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        section = model.column_of(key)
        at = QPoint(header.sectionViewportPosition(section) + header.sectionSize(section) // 2, 16)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, keys, at)

    world.go(world.ids[1], "name")
    click("stage")
    assert names(world) == ["Lumen & Hart", "Granite Harbor", "Halvorsen", "Castellan", "Basalt"]
    click("amount", SHIFT)
    assert order(world) == [("stage", False), ("amount", True)]
    assert names(world) == ["Lumen & Hart", "Halvorsen", "Granite Harbor", "Castellan", "Basalt"]
    click("name")
    click("name")
    assert order(world) == [("name", True)]
    assert world.table.rows.current_id() == world.ids[1]
    world.table.memory.show_column("tags", True)
    click("tags")
    assert order(world) == [("name", True)], "nothing is sorted by tags"


def test_the_header_is_reached_and_worked_by_key(world: World) -> None:
    header, model = world.table.header, world.table.model
    world.press(KEY.Key_H, CONTROL | SHIFT)
    assert header.hasFocus()
    assert header.chosen() == model.column_of("expected_close")
    world.press(KEY.Key_Return)
    assert order(world) == [("expected_close", True)]
    world.press(KEY.Key_Left)
    world.press(KEY.Key_Return, SHIFT)
    assert order(world) == [("expected_close", True), ("weighted", True)]
    world.press(KEY.Key_Left, ALT)
    world.press(KEY.Key_Escape)
    assert world.table.rows.hasFocus()
    shown = [model.columns[section].key for section in header.shown_sections()]
    assert shown[4:6] == ["weighted", "amount"]


def test_the_box_in_the_head_ticks_all(world: World) -> None:
    QTest.mouseClick(world.table.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(28, 16))
    assert world.table.model.ticked_ids() == world.ids


def test_columns_are_hidden_and_moved_and_remembered(
    qtbot: QtBot, world: World, desk: Desk, session: DeskSession
) -> None:
    table = world.table
    menu = table.columns_menu
    menu.popup(QPoint(0, 0))
    found = {action.objectName(): action for action in menu.actions()}
    assert not found["column_name"].isEnabled(), "the name stays"
    menu.setActiveAction(found["column_bant"])
    QTest.keyClick(menu, KEY.Key_Space)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(found["column_tags"]).center())
    assert menu.isVisible(), "several are chosen in one go"
    QTest.keyClick(menu, KEY.Key_Escape)
    table.header.move_section(table.model.column_of("amount"), -1)
    table.rows.setColumnWidth(table.model.column_of("account"), 210)
    table.header.arranged.emit()
    table.sort_by((("amount", True), ("name", False)))

    again = shown_in(qtbot, desk, session, world.ids).table
    shown = [again.model.columns[section].key for section in again.header.shown_sections()]
    assert shown[:5] == ["tick", "name", "account", "amount", "stage"]
    assert "bant" not in shown
    assert shown[-1] == "tags"
    assert again.rows.columnWidth(again.model.column_of("account")) == 210
    assert list(again.model.order) == [("amount", True), ("name", False)]
    again.columns_menu.reset_action.trigger()
    shown = [again.model.columns[section].key for section in again.header.shown_sections()]
    assert shown == [
        *("tick", "name", "account", "stage", "amount", "weighted", "expected_close", "next_step", "in_stage", "bant")
    ]
    assert list(again.model.order) == [("expected_close", False)]


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "[]",
        '{"columns": 3, "hidden": "x", "widths": [], "order": [["nonsense", true], ["tags", true], 5]}',
        '{"hidden": ["name", "stage"], "widths": {"amount": -4, "stage": "wide"}, "columns": ["gone", 7]}',
    ],
)
def test_what_was_not_kept_by_the_table_is_passed_over(session: DeskSession, qtbot: QtBot, kept: str) -> None:
    Preferences().keep_table("opportunities", kept)
    table = OpportunityTable(session)
    qtbot.addWidget(table)
    assert not table.rows.isColumnHidden(table.model.column_of("name"))
    assert table.rows.columnWidth(table.model.column_of("amount")) == table.rows.scaled(102)
    assert table.model.order == (("expected_close", False),)


def test_every_deed_is_in_the_menu_of_a_row(world: World) -> None:
    world.go(world.ids[1], "amount")
    menu = world.table.make_menu([world.ids[1]])
    offered = {action.objectName() for action in menu.actions() if action.objectName()}
    assert offered == set(DEEDS.named)
    several = world.table.make_menu(world.ids[:2])
    left_out = {deed.name for deed in DEEDS.named.values() if deed.needs == "row"}
    assert {action.objectName() for action in several.actions() if action.objectName()} == set(DEEDS.named) - left_out
    titles = [action.text() for action in several.actions() if action.menu() is not None]
    assert titles == ["Move to"]


def test_the_menu_acts_on_the_ticked_ones_or_on_the_row_it_was_opened_at(world: World) -> None:
    tick(world, 0, 1)
    world.go(world.ids[1], "name")
    menu = world.table.make_menu(world.table.rows.chosen_ids())
    next(action for action in menu.actions() if action.objectName() == "won").trigger()
    assert world.asked == [("win", list(world.ids[:2]))]
    world.go(world.ids[3], "name")
    assert world.table.rows.chosen_ids() == [world.ids[3]]


def test_the_footer_adds_up_every_currency_apart(world: World) -> None:
    assert world.table.footer.texts() == [["5 open", "$297,900", "$108,065"]]
    world.session.run(SetOpportunity(world.ids[0], {"currency": "EUR"}))
    assert world.table.footer.texts() == [["5 open", "$268,400", "$85,940"], ["€29,500", "€22,125"]]
    assert "€29,500" in world.table.footer.accessibleDescription()


def test_a_nine_digit_amount_and_its_total_show_in_full(world: World) -> None:
    table = world.table
    world.session.run(SetOpportunity(world.ids[0], {"amount_minor": 98_765_432_100}))
    for key, row in (("amount", 0), ("weighted", 0)):
        width = table.rows.columnWidth(table.model.column_of(key))
        assert table.cells.fits(row, key, width)
        assert width >= table.footer.widths()[key]
    world.session.undo()
    assert table.rows.columnWidth(table.model.column_of("weighted")) == table.rows.scaled(92)


def test_a_narrow_bar_leaves_out_what_the_head_does_too(world: World) -> None:
    world.press(KEY.Key_Space)
    assert world.table.bar.all_button.isVisible()
    world.window.resize(640, 600)
    assert world.window.width() == 640
    assert not world.table.bar.all_button.isVisible()
    assert world.table.bar.none_button.isVisible()


def test_the_menu_says_what_its_edit_is_for(world: World) -> None:
    for key, said in (("expected_close", "Edit cell"), ("account", "Edit amount")):
        world.go(world.ids[1], key)
        menu = world.table.make_menu([world.ids[1]])
        edit = next(action for action in menu.actions() if action.objectName() == "edit")
        assert edit.text().startswith(said)
        edit.trigger()
        assert world.field().accessibleName() == ("Close date" if key == "expected_close" else "Amount")
        world.press(KEY.Key_Escape)


def test_the_filter_narrows_rows_footer_and_figures(world: World) -> None:
    world.table.set_filter(Condition("stage", "any_of", (2,)))
    assert world.table.shown_ids() == world.ids[2:4]
    assert world.table.footer.texts()[0][0] == "2 open"
    assert sum(total.count for total in world.table.all_totals()) == 2
    assert world.table.whole_count() == 5


def test_a_row_says_aloud_what_it_shows(world: World) -> None:
    index = world.table.model.index(1, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Castellan – claims team, 84,000 dollars, closes 27 November, Proposal, 0 days in stage")


def test_an_empty_table_says_what_to_do(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> None:
    world = shown_in(qtbot, desk, session, [])
    assert world.table.empty.heading.text() == "No opportunities yet"
    button = world.child(QPushButton, "empty_new_button")
    assert button.hasFocus()
    QTest.keyClick(button, KEY.Key_Return)
    assert world.asked == [("new", 1)]
    session.run(AddLead({"last_name": "Raghavan"}))
    card = add_card(desk)
    world.table.load()
    assert world.table.rows.isVisible()
    session.run(LoseOpportunity(card, "No budget"))
    assert world.table.empty.heading.text() == "No open opportunities"
    QTest.mouseClick(world.child(QPushButton, "empty_leads_button"), Qt.MouseButton.LeftButton)
    assert world.asked[-1] == ("leads", None)


def test_a_table_that_cannot_be_read_says_so_and_tries_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise FileFault("The file is gone. Put it back, then try again.")

    with monkeypatch.context() as patch:
        patch.setattr(world.session, "read", fail)
        world.table.load()
    failure = world.table.failure
    assert failure.isVisible()
    assert failure.sentence.text() == "The file is gone. Put it back, then try again."
    assert failure.retry_button.hasFocus()
    QTest.keyClick(failure.retry_button, KEY.Key_Return)
    assert world.table.rows.isVisible()
    assert world.table.rows.hasFocus()


def test_what_waits_shows_still_rows_only_after_a_while(qtbot: QtBot, session: DeskSession, still: None) -> None:
    table = OpportunityTable(session)
    qtbot.addWidget(table)
    table.resize(1000, 500)
    table.show()
    assert table.placeholder.isVisible()
    assert not table.placeholder.is_shown()
    table.placeholder.show_now()
    table.load()
    assert not table.placeholder.isVisible()


def test_the_ends_of_months_and_quarters() -> None:
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert [quarter_end(date(2026, month, 1)).isoformat()[5:] for month in (1, 3, 4, 6, 7, 9, 10, 12)] == [
        *("03-31", "03-31", "06-30", "06-30", "09-30", "09-30", "12-31", "12-31")
    ]


def test_a_close_date_that_cannot_be_kept_stays_in_its_popover(world: World) -> None:
    tick(world, 1, 2)
    before = all_rows(world.desk.path)
    QTest.mouseClick(world.child(QPushButton, "bulk_close_date"), Qt.MouseButton.LeftButton)
    popover = world.child(DayPopover, "day_popover")
    popover.day_field.setText("1 Jan 1970")
    QTest.keyClick(popover.day_field, KEY.Key_Return)
    assert "it is before the year 2000" in popover.day_field.error()
    assert popover.isVisible()
    assert all_rows(world.desk.path) == before
    assert world.refusals == []


def test_a_close_date_that_all_have_is_shown_to_start_from(world: World) -> None:
    tick(world, 0, 1, 2)
    world.session.run(SetOpportunity(world.ids[1], {"expected_close": date(2026, 11, 6)}))
    world.table.do("close_date", world.table.model.ticked_ids())
    popover = world.child(DayPopover, "day_popover")
    assert popover.day_field.text() == "", "the third closes on another day"
    popover.close()
    world.table.do("close_date", [world.ids[0], world.ids[1]])
    assert world.child(DayPopover, "day_popover").day_field.text() == "6 Nov 2026"


def test_a_tag_that_cannot_be_kept_stays_in_its_popover(world: World) -> None:
    tick(world, 1, 2)
    before = all_rows(world.desk.path)
    QTest.mouseClick(world.child(QPushButton, "bulk_tag"), Qt.MouseButton.LeftButton)
    popover = world.child(TagPopover, "tag_popover")
    popover.new_field.setText("x" * 101)
    popover.save()
    assert "keep it under 100 characters" in popover.new_field.error()
    assert popover.isVisible()
    assert all_rows(world.desk.path) == before


def test_very_many_are_done_off_the_gui_thread(world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "AT_ONCE", 2)
    chosen = tick(world, 0, 1, 2)
    before = all_rows(world.desk.path)
    world.table.do("delete", list(chosen))
    assert world.toasts == []
    qtbot.waitUntil(lambda: world.toasts == ["Deleted 3 opportunities"])
    assert world.table.shown_ids() == world.ids[3:]
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_rows_that_cannot_be_read_say_so(world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise FileFault("The file is gone. Put it back, then try again.")

    world.table.load()
    with monkeypatch.context() as patch:
        patch.setattr(world.session, "read", fail)
        assert world.table.model.row_at(0) is None
        qtbot.waitUntil(world.table.failure.isVisible)
    world.table.failure.retry_button.click()
    assert world.table.rows.isVisible()


def test_one_that_is_deleted_elsewhere_makes_an_act_refuse_and_change_nothing(world: World) -> None:
    chosen = list(world.ids[:2])
    world.desk.run(DeleteOpportunities((chosen[1],)))
    before = all_rows(world.desk.path)
    world.table.do("delete", chosen)
    assert len(world.refusals) == 1
    assert all_rows(world.desk.path) == before
