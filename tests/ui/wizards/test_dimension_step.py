"""One step of the wizard: states, evidence, and the line of dates."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from salesdesk.domain.evidence import Dimension
from salesdesk.queries import evidence
from salesdesk.services.commands import AddLead, AddOpportunity, Evidence, LogActivity, RecordEvidence, WinOpportunity
from tests.ui.wizards.conftest import TODAY, Open, alt, child, fill, go_on
from ui import wording
from ui.session import DeskSession
from ui.wizards.dimension_step import DimensionStep
from ui.wizards.qualify import QualifyDialog
from ui.wizards.timeline_step import TimelineStep


def page(dialog: QualifyDialog, key: str) -> DimensionStep:
    dialog.go_to(key)
    step = dialog.step
    assert isinstance(step, DimensionStep)
    return step


def budget(session: DeskSession, lead: int) -> Dimension:
    return session.read(evidence.of_lead, lead, session.now())[0]


def test_alt_letters_set_the_state_even_while_typing(lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    step = page(dialog, "budget")
    fill(child(dialog, "evidence_note"), "no money")
    alt(dialog, Qt.Key.Key_F)
    assert step.state() == "failed"
    alt(dialog, Qt.Key.Key_U)
    assert step.state() == "unknown"
    alt(dialog, Qt.Key.Key_C)
    assert step.state() == "confirmed"


def test_failed_asks_for_a_line_of_evidence(session: DeskSession, lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    step = page(dialog, "budget")
    QTest.mouseClick(child(dialog, "state_failed"), Qt.MouseButton.LeftButton)
    go_on(dialog)
    assert dialog.step is step
    assert step.note_edit.error() == "Say in one line what failed"
    fill(child(dialog, "evidence_note"), "Frozen until April")
    go_on(dialog)
    assert dialog.step.key == "authority"
    assert (budget(session, lead).state, budget(session, lead).note) == ("failed", "Frozen until April")
    assert dialog.rail.row("budget").mark == "failed"


def test_a_step_may_stay_unknown_and_be_passed(session: DeskSession, lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    page(dialog, "budget")
    before = session.undo_label()
    go_on(dialog)
    assert dialog.step.key == "authority"
    assert dialog.rail.row("budget").mark == "unknown"
    assert session.undo_label() == before


def test_an_answer_that_is_typed_confirms_unless_the_rep_said_otherwise(lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    step = page(dialog, "need")
    fill(child(dialog, "answer_need"), "Fewer errors")
    assert step.state() == "confirmed"
    step = page(dialog, "authority")
    alt(dialog, Qt.Key.Key_U)
    fill(child(dialog, "answer_decision_maker"), "Somebody")
    assert step.state() == "unknown"


def test_evidence_keeps_the_activity_it_came_from(session: DeskSession, lead: int, open_wizard: Open) -> None:
    called_at = session.now() - timedelta(days=4)
    call = session.run(LogActivity("call", lead=lead, subject="Intro", at=called_at))
    assert call is not None
    dialog = open_wizard(lead)
    step = page(dialog, "budget")
    fill(child(dialog, "answer_budget_amount"), "5000")
    menu = step.source_button.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert step.source_button.text() == f"Call, {wording.date_text(called_at.date(), TODAY)}"
    go_on(dialog)
    answer = budget(session, lead).primary
    assert (answer.activity_id, answer.answered_at) == (call.new_id, called_at)


def test_who_said_it_is_kept_in_the_draft_and_recorded(session: DeskSession, lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    page(dialog, "budget")
    fill(child(dialog, "evidence_person"), "Daniel Osei")
    dialog.reject()
    dialog = open_wizard(lead)
    step = page(dialog, "budget")
    assert step.person_field.text() == "Daniel Osei"
    fill(child(dialog, "answer_budget_amount"), "48000")
    go_on(dialog)
    assert budget(session, lead).primary.said_by == "Daniel Osei"
    assert page(dialog, "budget").changes() == ()


def test_an_amount_that_is_none_is_marked_and_not_left(lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    step = page(dialog, "budget")
    fill(child(dialog, "answer_budget_amount"), "a lot")
    go_on(dialog)
    assert dialog.step is step
    assert step.fields["budget_amount"].field.error().startswith("Write it as")


def test_the_talk_track_stands_beside_the_question(lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    page(dialog, "timeline")
    assert "What happens if you miss that date?" in [
        label.text() for label in dialog.step.findChildren(type(dialog.step.title_label))
    ]


def test_dates_stand_on_the_line_as_they_are_typed(lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    step = page(dialog, "timeline")
    assert isinstance(step, TimelineStep)
    assert not step.line.isVisible()
    fill(child(dialog, "answer_decision_by"), "2026-12-18")
    fill(child(dialog, "answer_contract_ends"), "2027-02-28")
    decision, end = (wording.date_text(day, day) for day in (date(2026, 12, 18), date(2027, 2, 28)))
    assert [mark.words for mark in step.line.marks] == ["Today", f"{decision} decision", f"{end} contract ends"]
    assert step.line.isVisible()
    assert step.note_bar.text() == "", "five wins are needed to know what is usual"


def test_a_decision_sooner_than_wins_usually_take_is_pointed_out(
    session: DeskSession, lead: int, open_wizard: Open
) -> None:
    for number in range(5):
        won = session.run(AddOpportunity({"name": f"Old {number}", "amount_minor": 100}))
        assert won is not None
        assert won.new_id is not None
        assert session.run(WinOpportunity(won.new_id)) is not None
    dialog = open_wizard(lead)
    step = page(dialog, "timeline")
    assert isinstance(step, TimelineStep)
    fill(child(dialog, "answer_decision_by"), "2026-11-05")
    assert step.note_bar.text() == "The decision was due 5 days ago."
    fill(child(dialog, "answer_decision_by"), "2026-12-18")
    assert step.note_bar.text() == "", "wins took a day, this takes longer"
    assert date(2026, 12, 18) in [mark.on for mark in step.line.marks]


def test_evidence_recorded_before_shows_and_is_not_recorded_again(
    session: DeskSession, lead: int, open_wizard: Open
) -> None:
    session.run(RecordEvidence((Evidence("budget_amount", "confirmed", "48000 USD", "In the plan"),), lead=lead))
    label = session.undo_label()
    dialog = open_wizard(lead)
    assert dialog.rail.row("budget").mark == "done"
    step = page(dialog, "budget")
    assert step.note_edit.toPlainText() == "In the plan"
    go_on(dialog)
    assert session.undo_label() == label


def test_aged_evidence_says_so_and_is_reaffirmed_with_one_click(
    qtbot: QtBot, tmp_path: Path, window: QMainWindow
) -> None:
    now = [datetime(2026, 5, 1, 9, 0, tzinfo=ZoneInfo("UTC"))]
    desk = open_desk(tmp_path / "aged.salesdesk", create=True, clock=lambda: now[0])
    session = DeskSession(desk)
    lead = desk.run(AddLead({"company": "Cobalt"})).new_id
    assert lead is not None
    desk.run(RecordEvidence((Evidence("budget_amount", "confirmed", "48000 USD"),), lead=lead))
    now[0] += timedelta(days=150)
    dialog = QualifyDialog(session, lead, window)
    qtbot.addWidget(dialog)
    dialog.show()
    step = page(dialog, "budget")
    assert dialog.rail.row("budget").isEnabled()
    assert step.aged_bar.isVisible()
    assert step.mark() == "unknown"
    QTest.mouseClick(step.still_true_button, Qt.MouseButton.LeftButton)
    assert not step.aged_bar.isVisible()
    assert step.mark() == "done"
    assert session.undo_label() == "Reaffirm Budget of “Cobalt”"
    dialog.reject()
    session.close()
