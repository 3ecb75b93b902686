"""A cell is edited in its place: saved at once as one step, refused beside its field, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.queries import board
from salesdesk.services.commands import DeleteOpportunities, TagOpportunities
from tests.rows import all_rows
from tests.ui.views.table.conftest import KEY, World
from ui.views.record.step_editor import StepEditor
from ui.widgets.fields import ChoiceField, LineField

# The offscreen plugin warns of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize(
    ("key", "typed", "column", "stored"),
    [
        ("name", "Castellan: all claims", "name", "Castellan: all claims"),
        ("amount", "91,200.50", "amount_minor", 9_120_050),
        ("amount", "", "amount_minor", 0),
        ("expected_close", "18 Dec 2026", "expected_close", "2026-12-18"),
        ("expected_close", "", "expected_close", None),
        ("probability", "35 %", "probability", 35),
        ("source", "  Trade   fair ", "source", "Trade fair"),
    ],
)
def test_f2_edits_a_cell_and_enter_saves_it_as_one_step(
    world: World, key: str, typed: str, column: str, stored: object
) -> None:
    world.table.memory.show_column(key, True)
    card = world.ids[1]
    before = all_rows(world.desk.path)
    world.go(card, key)
    world.press(KEY.Key_F2)
    if typed:
        world.write(typed)
    else:
        world.press(KEY.Key_Delete)
    world.press(KEY.Key_Return)
    assert world.stored(card, column) == stored
    assert world.table.editing.open_field is None
    assert world.table.rows.hasFocus()
    assert world.table.rows.current_id() == card, "the row stays current wherever it went"
    world.session.undo()
    assert all_rows(world.desk.path) == before


def test_tags_are_written_with_commas(world: World) -> None:
    card = world.ids[0]
    world.session.run(TagOpportunities((card,), ("old",)))
    world.table.memory.show_column("tags", True)
    world.go(card, "tags")
    world.press(KEY.Key_F2)
    assert world.field().text() == "old"
    world.write("hot, EMEA")
    world.press(KEY.Key_Return)
    assert world.table.model.rows_of([card])[0].tags == ("EMEA", "hot")


def test_a_double_click_edits_the_amount_and_opens_from_the_name_and_the_account(world: World) -> None:
    card = world.ids[2]
    world.double_click(card, "amount")
    assert world.field().text() == "52,000"
    world.press(KEY.Key_Escape)
    world.double_click(card, "name")
    world.double_click(card, "account")
    assert world.asked == [("open", card), ("open", card)]
    assert world.table.editing.open_field is None


def test_escape_discards_and_leaves_no_step(world: World) -> None:
    before = all_rows(world.desk.path)
    world.go(world.ids[1], "amount")
    world.press(KEY.Key_E)
    world.write("1")
    world.press(KEY.Key_Escape)
    assert world.table.editing.open_field is None
    assert world.table.rows.hasFocus()
    assert all_rows(world.desk.path) == before


def test_a_cell_left_as_it_was_is_no_step(world: World) -> None:
    label = world.session.undo_label()
    world.go(world.ids[1], "expected_close")
    world.press(KEY.Key_F2)
    world.press(KEY.Key_Return)
    assert world.session.undo_label() == label


def test_e_edits_the_amount_where_the_current_cell_has_nothing_to_edit(world: World) -> None:
    world.go(world.ids[1], "account")
    world.press(KEY.Key_E)
    assert world.field().text() == "84,000"
    assert world.field().accessibleName() == "Amount"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("amount", "1000000000000000", "The largest amount is 10,000,000,000,000"),
        ("amount", "a lot", "Write it as 48000.00"),
        ("amount", "-5", "Write it as"),
        ("expected_close", "1 Jan 1970", "it is before the year 2000"),
        ("expected_close", "soon", "Write it as"),
        ("name", "x" * 5000, "keep it under 300 characters"),
        ("name", "   ", "an opportunity needs a name"),
        ("probability", "101", "Write a whole number from 0 to 100"),
        ("probability", "²", "Write a whole number from 0 to 100"),
    ],
)
def test_a_value_that_cannot_be_kept_stays_in_its_field_with_the_reason(
    world: World, key: str, typed: str, said: str
) -> None:
    world.table.memory.show_column(key, True)
    before = all_rows(world.desk.path)
    world.go(world.ids[1], key)
    world.press(KEY.Key_F2)
    world.field().setText(typed)
    world.press(KEY.Key_Return)
    field = world.field()
    assert field.text() == typed
    assert field.hasFocus()
    bubble = world.table.editing.bubble
    assert bubble.isVisible()
    assert said in bubble.line.text()
    assert said in field.accessibleDescription()
    assert bubble.height() >= bubble.line.sizeHint().height(), "the sentence shows in full"
    assert world.table.rows.viewport().rect().contains(bubble.geometry())
    assert all_rows(world.desk.path) == before
    assert world.refusals == [], "it is said once, beside the cell"


def test_nothing_typed_is_lost_by_looking_elsewhere(world: World) -> None:
    world.go(world.ids[1], "amount")
    world.press(KEY.Key_F2)
    world.write("a lot")
    world.click(world.ids[3], "account")
    assert world.field().text() == "a lot"
    assert world.table.editing.bubble.isVisible()
    world.double_click(world.ids[3], "amount")
    assert world.field().text() == "a lot", "another cell waits until this one is right"
    assert world.field().hasFocus()
    world.field().selectAll()
    world.write("90000")
    world.press(KEY.Key_Return)
    assert world.stored(world.ids[1], "amount_minor") == 9_000_000
    assert not world.table.editing.bubble.isVisible()


def test_escape_in_the_rows_gives_up_a_field_that_stayed_open(world: World) -> None:
    world.go(world.ids[1], "amount")
    world.press(KEY.Key_F2)
    world.write("a lot")
    world.click(world.ids[3], "account")
    world.table.rows.setFocus()
    world.press(KEY.Key_Escape)
    assert world.table.editing.open_field is None


def test_clicking_elsewhere_saves_what_is_right(world: World) -> None:
    world.go(world.ids[1], "amount")
    world.press(KEY.Key_F2)
    world.write("70000")
    world.click(world.ids[3], "account")
    assert world.stored(world.ids[1], "amount_minor") == 7_000_000
    assert world.table.editing.open_field is None
    assert world.table.rows.current_id() == world.ids[3]


def test_tab_saves_and_goes_on_to_the_next_cell_and_back(world: World) -> None:
    card = world.ids[1]
    world.go(card, "amount")
    world.press(KEY.Key_F2)
    world.write("70000")
    world.press(KEY.Key_Tab)
    assert world.stored(card, "amount_minor") == 7_000_000
    assert world.field().accessibleName() == "Close date"
    world.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert world.field().accessibleName() == "Amount"


def test_a_record_that_goes_takes_its_open_field_along(world: World) -> None:
    world.go(world.ids[1], "amount")
    world.press(KEY.Key_F2)
    world.session.run(DeleteOpportunities((world.ids[1],)))
    assert world.table.editing.open_field is None
    assert not world.table.editing.bubble.isVisible()


def test_a_field_follows_its_record_to_another_place(world: World) -> None:
    world.go(world.ids[0], "name")
    world.press(KEY.Key_F2)
    world.write("half typed")
    world.session.run(_later(world.ids[0]))
    assert world.field().text() == "half typed"
    model = world.table.model
    index = model.index(model.row_of(world.ids[0]), model.column_of("name"))
    assert world.table.rows.visualRect(index).contains(world.field().geometry().center())


def _later(card: int) -> Any:
    from salesdesk.services.commands import SetOpportunity

    return SetOpportunity(card, {"expected_close": date(2027, 1, 1)})


def _stage_field(world: World) -> ChoiceField:
    found = world.table.editing.open_field
    assert found is not None
    assert isinstance(found.field, ChoiceField)
    return found.field


def test_a_stage_is_chosen_from_its_list(world: World, qtbot: QtBot) -> None:
    card = world.ids[1]
    world.go(card, "stage")
    world.press(KEY.Key_F2)
    field = _stage_field(world)
    assert [field.itemText(at) for at in range(field.count())][:2] == ["Qualification", "Discovery"]
    qtbot.waitUntil(field.view().isVisible)
    QTest.keyClick(field.view(), KEY.Key_Up)
    QTest.keyClick(field.view(), KEY.Key_Return)
    assert world.stored(card, "stage_id") == 2
    assert world.toasts == ["Moved “Castellan – claims team” to Discovery"]
    assert world.table.editing.open_field is None
    world.session.undo()
    assert world.stored(card, "stage_id") == 3


@pytest.mark.parametrize(("stage", "asked"), [("Won", "win"), ("Lost", "lose")])
def test_a_closing_stage_asks_for_its_sheet(world: World, stage: str, asked: str) -> None:
    card = world.ids[1]
    before = all_rows(world.desk.path)
    world.go(card, "stage")
    world.press(KEY.Key_F2)
    field = _stage_field(world)
    field.hidePopup()
    field.setCurrentIndex(field.findText(stage))
    field.activated.emit(field.currentIndex())
    assert world.asked == [(asked, [card])]
    assert world.table.editing.open_field is None
    assert all_rows(world.desk.path) == before


def test_the_next_step_is_edited_in_its_popover(world: World) -> None:
    card = world.ids[1]
    world.go(card, "next_step")
    world.press(KEY.Key_F2)
    editor = world.child(StepEditor, "step_editor")
    assert isinstance(editor, StepEditor)
    editor.subject_field.setText("Send redlines")
    editor.kind_field.set_choice("task")
    QTest.keyClick(editor.subject_field, KEY.Key_Return)
    (found,) = world.desk.read(board.cards, [card])
    assert found.next_step is not None
    assert (found.next_step.kind, found.next_step.subject) == ("task", "Send redlines")
    world.session.undo()
    assert world.desk.read(board.cards, [card])[0].next_step is None


def test_t_adds_a_task_to_the_current_opportunity(world: World) -> None:
    card = world.ids[1]
    world.go(card, "name")
    world.press(KEY.Key_T)
    focused = QApplication.focusWidget()
    assert isinstance(focused, LineField)
    world.write("Call Priya")
    save = world.child(QPushButton, "step_save")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert world.toasts == ["Planned “Call Priya” for “Castellan – claims team”"]
    (found,) = world.desk.read(board.cards, [card])
    assert found.next_step is not None
    assert found.next_step.due_on == date(2026, 11, 11)
