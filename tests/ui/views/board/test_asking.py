"""What opens beside a card: its evidence, its fields, its next step, a snooze; each saves in one step or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from salesdesk.queries import board as queries
from salesdesk.queries import evidence
from salesdesk.queries.board import Card
from salesdesk.services.commands import (
    DeleteOpportunities,
    Evidence,
    PlanActivity,
    PlannedStep,
    RecordEvidence,
    SnoozeOpportunities,
)
from tests.ui.conftest import NOW
from tests.ui.views.board.conftest import World
from ui.views.board.editing import CardEditor
from ui.views.board.peek import PeekPopover
from ui.views.board.snooze import SnoozePopover
from ui.views.record.step_editor import StepEditor

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = NOW.date()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def write(text: str) -> None:
    """Type into the field that has the focus, in place of what is there."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


def stored(world: World, name: str) -> Card:
    """Return a card as the file has it."""
    return world.desk.read(queries.cards, [world.ids[name]])[0]


def edit(world: World, name: str) -> CardEditor:
    """Go to a card and open its fields by key."""
    world.page.board.focus_card(world.ids[name])
    press(Key.Key_E)
    editor = world.page.board.acts.asking.editor
    assert editor is not None
    assert editor.isVisible()
    return editor


def label(world: World) -> str | None:
    return world.session.undo_label()


# Editing in place


def test_amount_date_and_step_are_saved_with_enter_in_one_undo(world: World) -> None:
    before = stored(world, "Halvorsen")
    editor = edit(world, "Halvorsen")
    assert editor.amount_field.hasFocus()
    write("120,500.25")
    press(Key.Key_Tab)
    assert editor.close_field.hasFocus()
    write("2026-12-20")
    press(Key.Key_Tab)
    assert editor.kind_field.hasFocus()
    editor.kind_field.set_choice("demo")
    press(Key.Key_Tab)
    write("2026-11-13")
    press(Key.Key_Tab)
    write("Show the rollout plan")
    press(Key.Key_Return)
    after = stored(world, "Halvorsen")
    assert (after.amount_minor, after.expected_close) == (12_050_025, date(2026, 12, 20))
    assert after.next_step is not None
    assert (after.next_step.kind, after.next_step.subject) == ("demo", "Show the rollout plan")
    assert after.next_step.due_on == date(2026, 11, 13)
    assert world.toasts == ["Changed “Halvorsen”"]
    assert world.page.board.acts.asking.editor is None
    assert world.column(2).list.hasFocus()
    assert world.column(2).list.has_ring()
    world.session.undo()
    assert stored(world, "Halvorsen") == before


def test_tab_goes_round_the_fields_and_leaves_nothing(world: World) -> None:
    editor = edit(world, "Halvorsen")
    for _ in range(5):
        press(Key.Key_Tab)
    assert editor.amount_field.hasFocus()
    press(Key.Key_Backtab, SHIFT)
    assert editor.what_field.hasFocus()


def test_esc_discards_what_was_typed(world: World) -> None:
    before, undo = stored(world, "Halvorsen"), label(world)
    edit(world, "Halvorsen")
    write("1")
    press(Key.Key_Escape)
    assert stored(world, "Halvorsen") == before
    assert label(world) == undo
    assert world.toasts == []
    assert world.column(2).list.hasFocus()


def test_saving_what_was_not_changed_is_no_step(world: World) -> None:
    undo = label(world)
    edit(world, "Halvorsen")
    press(Key.Key_Return)
    assert world.page.board.acts.asking.editor is None
    assert label(world) == undo
    assert world.toasts == []


@pytest.mark.parametrize(
    ("tabs", "text", "sentence"),
    [
        (0, "12.000.0", "Write it as"),
        (0, "", "Give an amount"),
        (1, "never", "Write it as"),
        (3, "soon", "Write it as"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(world: World, tabs: int, text: str, sentence: str) -> None:
    undo = label(world)
    editor = edit(world, "Halvorsen")
    for _ in range(tabs):
        press(Key.Key_Tab)
    wrong = editor.fields[tabs]
    if text:
        write(text)
    else:
        editor.amount_field.clear()
    press(Key.Key_Return)
    assert editor.isVisible()
    assert wrong.error().startswith(sentence)
    assert wrong.hasFocus()
    assert label(world) == undo


def test_a_step_needs_a_day(world: World) -> None:
    editor = edit(world, "Halvorsen")
    editor.what_field.setFocus()
    write("Ask for the redlines")
    press(Key.Key_Return)
    assert editor.due_field.error() == "Choose a day"
    assert stored(world, "Halvorsen").next_step is None


def test_a_refusal_of_the_core_stays_beside_the_field(world: World) -> None:
    editor = edit(world, "Halvorsen")
    write("9999999999999999999")
    press(Key.Key_Return)
    assert editor.isVisible()
    assert any(field.error() for field in editor.fields)
    write("5")
    press(Key.Key_Return)
    assert stored(world, "Halvorsen").amount_minor == 500


def test_a_step_that_is_moved_keeps_its_time_of_day(world: World) -> None:
    at = datetime(2026, 11, 12, 16, 30, tzinfo=ZoneInfo("UTC"))
    step = PlannedStep("call", "Scope", at.date(), at)
    world.session.run(PlanActivity(step, opportunity=world.ids["Halvorsen"]))
    editor = edit(world, "Halvorsen")
    editor.due_field.setFocus()
    write("2026-11-17")
    press(Key.Key_Return)
    moved = stored(world, "Halvorsen").next_step
    assert moved is not None
    assert (moved.due_on, moved.due_at) == (date(2026, 11, 17), at + timedelta(days=5))


def test_going_elsewhere_saves(world: World) -> None:
    edit(world, "Halvorsen")
    write("77,000")
    world.page.new_button.setFocus()
    assert stored(world, "Halvorsen").amount_minor == 7_700_000
    assert world.page.new_button.hasFocus()


def test_going_elsewhere_with_something_wrong_says_so_and_saves_nothing(world: World) -> None:
    before = stored(world, "Halvorsen")
    edit(world, "Halvorsen")
    write("x")
    world.page.new_button.setFocus()
    assert stored(world, "Halvorsen") == before
    assert len(world.refusals) == 1
    assert world.page.board.acts.asking.editor is None


def test_fields_of_a_card_that_is_gone_go_with_it(world: World) -> None:
    edit(world, "Halvorsen")
    world.session.run(DeleteOpportunities((world.ids["Halvorsen"],)))
    assert world.page.board.acts.asking.editor is None
    assert world.current() == "Kestrel"


# Peeking


def texts(popover: QWidget) -> list[str]:
    """Return what a popover says."""
    return [one.text() for one in popover.findChildren(QLabel)]


def peek(world: World, name: str) -> PeekPopover:
    """Go to a card and peek at it by key."""
    world.page.board.focus_card(world.ids[name])
    press(Key.Key_Space)
    popover = world.page.board.acts.asking.popover
    assert isinstance(popover, PeekPopover)
    return popover


def test_a_peek_shows_what_the_evidence_says_and_what_to_ask(world: World) -> None:
    found = Evidence("budget_amount", "confirmed", "118000 USD", "Approved in the board of May")
    world.session.run(RecordEvidence((found,), opportunity=world.ids["Halvorsen"]))
    said = texts(peek(world, "Halvorsen"))
    assert "$118,000" in said
    assert "Approved in the board of May" in said
    assert "Ask who signs" in said
    assert "1 of 4 confirmed" in said
    assert "It entered Discovery today. It rots after 21 days: in 22 days from now." in said


def test_aged_evidence_is_reaffirmed_in_the_peek(world: World) -> None:
    card = world.ids["Halvorsen"]
    long_ago = world.desk.now() - timedelta(days=200)
    world.desk.run(RecordEvidence((Evidence("need", "confirmed", said_at=long_ago),), opportunity=card))
    link = peek(world, "Halvorsen").findChild(QPushButton, "reaffirm_need")
    assert link is not None
    link.click()
    assert link.text() == "Reaffirmed"
    found = {one.code: one for one in world.desk.read(evidence.of_opportunity, card, world.desk.now())}
    assert found["need"].is_satisfied


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Escape])
def test_a_peek_is_closed_by_its_key_and_the_card_has_its_ring(world: World, key: Qt.Key) -> None:
    peek(world, "Halvorsen")
    press(key)
    assert world.page.board.acts.asking.popover is None
    assert world.current() == "Halvorsen"
    assert world.column(2).list.has_ring()


def test_arrows_peek_at_the_neighbours_and_enter_opens(world: World) -> None:
    peek(world, "Granite")
    press(Key.Key_Down)
    popover = world.page.board.acts.asking.popover
    assert popover is not None
    assert "Halvorsen" in texts(popover)
    press(Key.Key_Up)
    press(Key.Key_Up)
    assert world.current() == "Granite"
    press(Key.Key_Return)
    assert world.asked == [("open", ("opportunity", world.ids["Granite"]))]
    assert world.page.board.acts.asking.popover is None


# A next step


def test_a_step_is_planned_for_all_chosen_cards_in_one_undo(world: World) -> None:
    world.page.board.focus_card(world.ids["Granite"])
    press(Key.Key_Down, SHIFT)
    press(Key.Key_T)
    popover = world.page.board.acts.asking.popover
    assert isinstance(popover, StepEditor)
    popover.subject_field.setFocus()
    write("Send the price list")
    press(Key.Key_Return)
    for name in ("Granite", "Halvorsen"):
        step = stored(world, name).next_step
        assert step is not None
        assert (step.subject, step.due_on) == ("Send the price list", TODAY + timedelta(days=1))
    assert world.toasts == ["Planned for 2 opportunities: call Wed 11 Nov"]
    assert world.column(2).list.hasFocus()
    world.session.undo()
    assert stored(world, "Granite").next_step is None
    assert stored(world, "Halvorsen").next_step is None


def test_esc_plans_nothing(world: World) -> None:
    undo = label(world)
    world.page.board.focus_card(world.ids["Granite"])
    press(Key.Key_T)
    press(Key.Key_Escape)
    assert label(world) == undo
    assert world.column(2).list.hasFocus()


# Snoozing


def snooze(world: World, name: str) -> SnoozePopover:
    """Go to a card and open the snooze by key."""
    world.page.board.focus_card(world.ids[name])
    press(Key.Key_S)
    popover = world.page.board.acts.asking.popover
    assert isinstance(popover, SnoozePopover)
    return popover


def test_enter_snoozes_for_a_week_and_the_snooze_can_be_ended(world: World) -> None:
    snooze(world, "Halvorsen")
    press(Key.Key_Return)
    assert stored(world, "Halvorsen").snoozed_until == TODAY + timedelta(days=7)
    assert world.toasts == ["Rotting of “Halvorsen” snoozed until Tue 17 Nov"]
    snooze(world, "Halvorsen").end_button.click()
    assert stored(world, "Halvorsen").snoozed_until is None
    assert world.toasts[-1] == "Rotting counts again for “Halvorsen”"
    world.session.undo()
    assert stored(world, "Halvorsen").snoozed_until == TODAY + timedelta(days=7)


def test_a_day_of_ones_own_holds_for_all_chosen_cards(world: World) -> None:
    world.page.board.focus_card(world.ids["Granite"])
    press(Key.Key_Down, SHIFT)
    press(Key.Key_S)
    popover = world.page.board.acts.asking.popover
    assert isinstance(popover, SnoozePopover)
    popover.day_field.setFocus()
    write("2026-12-01")
    press(Key.Key_Return)
    assert [stored(world, name).snoozed_until for name in ("Granite", "Halvorsen")] == [date(2026, 12, 1)] * 2
    world.session.undo()
    assert stored(world, "Granite").snoozed_until is None


@pytest.mark.parametrize("text", ["2026-11-10", "2030-01-01", "later", ""])
def test_a_day_that_cannot_be_is_refused_in_its_field(world: World, text: str) -> None:
    undo = label(world)
    popover = snooze(world, "Halvorsen")
    popover.day_field.setFocus()
    if text:
        write(text)
    press(Key.Key_Return)
    assert popover.isVisible()
    assert popover.day_field.error()
    assert label(world) == undo


def test_a_snooze_takes_the_amber_mark_away_and_the_tip_says_so(world: World) -> None:
    cards = world.column(2).list
    world.session.run(SnoozeOpportunities((world.ids["Halvorsen"],), TODAY + timedelta(days=9)))
    tip = cards.tip_at(cards.row_rect(1).center())
    assert tip[0] == "It entered Discovery today. Rotting is snoozed until Thu 19 Nov."
    said = str(cards.cards.index(1).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "rotting snoozed until 19 November" in said
