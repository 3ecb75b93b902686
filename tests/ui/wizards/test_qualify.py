"""The wizard from the first step to its ends, with real keys and clicks."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.queries import drafts, evidence, leads, opportunities
from salesdesk.services.commands import AddLead, Evidence, PromoteLead, RecordEvidence
from salesdesk.services.desk import Desk
from tests.ui.wizards.conftest import CONFIRMED, TODAY, Open, alt, child, fill, go_on, press
from ui.session import DeskSession
from ui.widgets.fields import LineField
from ui.wizards.verdict_step import NURTURE_DAYS

LEFT = Qt.MouseButton.LeftButton


def rows(desk: Desk, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{Path(desk.path)}?mode=ro", uri=True) as connection:
        return list(connection.execute(query))


def states(session: DeskSession, lead: int) -> dict[str, str]:
    return {one.code: one.state for one in session.read(evidence.of_lead, lead, session.now())}


def test_a_lead_is_qualified_and_promoted_from_the_keyboard(
    qtbot: QtBot, session: DeskSession, desk: Desk, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    go_on(dialog)
    fill(child(dialog, "answer_budget_amount"), "48,000")
    go_on(dialog)
    fill(child(dialog, "answer_decision_maker"), "Daniel Osei, CFO")
    go_on(dialog)
    fill(child(dialog, "answer_need"), "Cut dispatch time by a third")
    go_on(dialog)
    fill(child(dialog, "answer_decision_by"), "2026-12-18")
    go_on(dialog)
    assert dialog.step.key == "verdict"
    assert dialog.primary_button.text() == "Continue as Qualified"
    go_on(dialog)
    assert dialog.step.key == "account"
    go_on(dialog)
    assert dialog.step.key == "opportunity"
    assert dialog.opportunity_step.amount_minor() == 4_800_000
    fill(dialog.opportunity_step.name_edit, "Cobalt, dispatch")
    promoted: list[int] = []
    dialog.promoted.connect(promoted.append)
    with qtbot.waitSignals([dialog.promoted, dialog.accepted]):
        go_on(dialog)
    page = session.read(opportunities.opportunity_page, promoted[0], session.now())
    assert page is not None
    assert (page.name, page.amount_minor, page.expected_close) == ("Cobalt, dispatch", 4_800_000, date(2026, 12, 18))
    assert session.read(drafts.of_lead, lead) == ""
    assert session.undo_label() == "Promote “Priya Raghavan”"


def test_each_step_left_is_one_undo(session: DeskSession, lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("budget")
    fill(child(dialog, "answer_budget_amount"), "9000")
    go_on(dialog)
    fill(child(dialog, "answer_decision_maker"), "Ann Other")
    go_on(dialog)
    assert states(session, lead) == {
        "budget": "confirmed",
        "authority": "confirmed",
        "need": "unknown",
        "timeline": "unknown",
    }
    session.undo()
    assert states(session, lead)["authority"] == "unknown"
    session.undo()
    assert states(session, lead)["budget"] == "unknown"


def test_esc_half_way_leaves_only_what_was_recorded_and_reopens_there(
    session: DeskSession, desk: Desk, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("budget")
    fill(child(dialog, "answer_budget_amount"), "9000")
    dialog.go_to("timeline")
    fill(child(dialog, "answer_decision_by"), "18 Dec 202")
    fill(child(dialog, "evidence_note"), "They said so twice")
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert states(session, lead)["timeline"] == "unknown"
    assert states(session, lead)["budget"] == "confirmed"
    again = open_wizard(lead)
    assert again.step.key == "timeline"
    field = child(again, "answer_decision_by")
    assert isinstance(field, QLineEdit)
    assert field.text() == "18 Dec 202"
    assert again.rail.row("budget").line == "$9,000"
    go_on(again)
    assert again.step.key == "timeline", "a date that cannot be read is not left"


@pytest.mark.parametrize("keys", ["Ctrl+S", "button"])
def test_ctrl_s_and_the_button_save_and_close_too(
    session: DeskSession, lead: int, open_wizard: Open, keys: str
) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("need")
    fill(child(dialog, "answer_need"), "Fewer errors")
    if keys == "Ctrl+S":
        press(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.mouseClick(dialog.close_button, LEFT)
    assert not dialog.isVisible()
    assert "Fewer errors" in session.read(drafts.of_lead, lead)
    assert states(session, lead)["need"] == "unknown"


def test_what_is_typed_is_kept_at_the_next_pause_without_closing(
    qtbot: QtBot, session: DeskSession, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("timeline")
    field = child(dialog, "answer_decision_by")
    fill(field, "18 De")
    qtbot.waitUntil(lambda: "18 De" in session.read(drafts.of_lead, lead))
    assert isinstance(field, LineField)
    assert field.error() == "", "a pause is no reason to complain"


def test_looking_without_touching_keeps_no_draft(session: DeskSession, lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    press(dialog, Qt.Key.Key_Escape)
    assert session.read(drafts.of_lead, lead) == ""


def test_a_lead_waits_in_nurture_until_its_date(
    qtbot: QtBot, session: DeskSession, known_lead: int, open_wizard: Open
) -> None:
    session.run(RecordEvidence((Evidence("decision_by", "failed", note="Not before next year"),), lead=known_lead))
    dialog = open_wizard(known_lead)
    dialog.go_to("verdict")
    assert dialog.verdict_step.choice() == "nurture"
    assert dialog.primary_button.text() == "Move to Nurture"
    assert dialog.verdict_step.wake_on() == TODAY + timedelta(days=NURTURE_DAYS)
    go_on(dialog)
    assert dialog.isVisible(), "a reason is asked for"
    assert dialog.verdict_step.nurture_edit.error()
    fill(dialog.verdict_step.nurture_edit, "No project before spring")
    with qtbot.waitSignals([dialog.decided, dialog.accepted]):
        go_on(dialog)
    page = session.read(leads.lead_page, known_lead)
    assert page is not None
    assert (page.lifecycle, page.closed_reason) == ("nurture", "No project before spring")
    assert page.wake_on == TODAY + timedelta(days=NURTURE_DAYS)


def test_a_lead_is_closed_as_unqualified_with_a_reason(
    qtbot: QtBot, session: DeskSession, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    alt(dialog, Qt.Key.Key_6)
    assert dialog.step.key == "verdict"
    assert not dialog.primary_button.isEnabled()
    QTest.mouseClick(child(dialog, "verdict_unqualified"), LEFT)
    go_on(dialog)
    assert dialog.verdict_step.reason_choice.error()
    QTest.keyClicks(dialog.verdict_step.reason_choice, "Budget")
    with qtbot.waitSignals([dialog.decided, dialog.accepted]):
        QTest.mouseClick(dialog.primary_button, LEFT)
    page = session.read(leads.lead_page, lead)
    assert page is not None
    assert (page.lifecycle, page.closed_reason) == ("unqualified", "Budget too small")
    session.undo()
    page = session.read(leads.lead_page, lead)
    assert page is not None
    assert page.lifecycle == "new"


def test_a_second_click_on_promote_promotes_once(
    qtbot: QtBot, session: DeskSession, desk: Desk, known_lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(known_lead)
    for key in ("verdict", "account", "opportunity"):
        assert dialog.go_to(key)
    promoted: list[int] = []
    dialog.promoted.connect(promoted.append)
    button = dialog.primary_button
    QTest.mouseClick(button, LEFT)
    QTest.mouseDClick(button, LEFT)
    button.click()
    assert len(promoted) == 1
    assert rows(desk, "SELECT count(*) FROM opportunity") == [(1,)]


def test_going_on_against_the_gate_needs_a_reason_and_says_so(
    qtbot: QtBot, session: DeskSession, desk: Desk, lead: int, open_wizard: Open
) -> None:
    session.run(RecordEvidence(CONFIRMED[:3], lead=lead))
    dialog = open_wizard(lead)
    dialog.go_to("verdict")
    assert dialog.verdict_step.choice() == ""
    assert not dialog.rail.row("account").isEnabled()
    QTest.mouseClick(child(dialog, "verdict_qualified"), LEFT)
    go_on(dialog)
    assert dialog.step.key == "verdict"
    assert dialog.verdict_step.override_edit.error()
    fill(dialog.verdict_step.override_edit, "They start in January anyway")
    go_on(dialog)
    go_on(dialog)
    with qtbot.waitSignal(dialog.promoted):
        go_on(dialog)
    notes = rows(desk, "SELECT reason FROM lifecycle_history WHERE to_stage = 'opportunity' AND is_override = 1")
    assert notes == [("They start in January anyway",)]


def test_a_refusal_stays_in_the_dialog_with_its_sentence(
    session: DeskSession, desk: Desk, known_lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(known_lead)
    for key in ("verdict", "account", "opportunity"):
        assert dialog.go_to(key)
    assert session.run(PromoteLead(known_lead)) is not None
    refused: list[str] = []
    session.refused.connect(refused.append)
    go_on(dialog)
    assert dialog.isVisible()
    assert "is promoted already" in dialog.refusal.text()
    assert refused == []
    assert rows(desk, "SELECT count(*) FROM opportunity") == [(1,)]


def test_steps_are_reached_by_number_and_left_backwards(lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    alt(dialog, Qt.Key.Key_4)
    assert dialog.step.key == "need"
    alt(dialog, Qt.Key.Key_Left)
    assert dialog.step.key == "authority"
    alt(dialog, Qt.Key.Key_8)
    assert dialog.step.key == "authority", "what follows the verdict waits for it"
    QTest.mouseClick(dialog.rail.row("timeline"), LEFT)
    assert dialog.step.key == "timeline"


def test_a_corrected_name_is_corrected_on_the_lead_and_a_wrong_address_is_refused(
    session: DeskSession, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    fill(child(dialog, "lead_title"), "Chief Operating Officer")
    fill(child(dialog, "lead_email"), "nobody at all")
    go_on(dialog)
    assert dialog.step.key == "lead"
    assert "ann@acme.example" in dialog.lead_step.fields["email"].error()
    fill(child(dialog, "lead_email"), "priya@cobalt.example")
    go_on(dialog)
    assert dialog.step.key == "budget"
    page = session.read(leads.lead_page, lead)
    assert page is not None
    assert page.title == "Chief Operating Officer"


def test_the_account_on_file_is_linked_and_its_fields_taken_over_one_by_one(
    qtbot: QtBot, session: DeskSession, desk: Desk, known_lead: int, open_wizard: Open
) -> None:
    done = session.run(
        AddLead(
            {
                "first_name": "Old",
                "last_name": "Hand",
                "company": "Cobalt Freight Systems B.V.",
                "website": "cobalt.example",
                "title": "Buyer",
            }
        )
    )
    assert done is not None
    assert done.new_id is not None
    assert session.run(PromoteLead(done.new_id, name="Pilot", override_reason="known")) is not None
    dialog = open_wizard(known_lead)
    for key in ("verdict", "account"):
        assert dialog.go_to(key)
    page = dialog.account_step
    assert dialog.primary_button.text() == "Link and continue"
    assert page.account_choice().link is not None
    QTest.mouseClick(child(dialog, "lead_name"), LEFT, pos=child(dialog, "lead_name").rect().center())
    assert page.account_choice().take == ("name",)
    attach = next(name for record, name in page.opportunity_cards.cards.items() if record is not None)
    attach.click()
    go_on(dialog)
    assert dialog.primary_button.text() == "Attach to opportunity"
    press(dialog, Qt.Key.Key_Escape)
    again = open_wizard(known_lead)
    assert again.step.key == "opportunity"
    assert again.account_step.account_choice().take == ("name",)
    assert [again.rail.row(key).line for key in ("account", "opportunity")] == [
        "Cobalt Freight Systems B.V.",
        "In progress",
    ]
    with qtbot.waitSignal(again.promoted):
        go_on(again)
    assert rows(desk, "SELECT count(*) FROM opportunity") == [(1,)]
    assert rows(desk, "SELECT name FROM account") == [("Cobalt Freight Systems",)]


def test_a_suggested_task_can_be_unticked_and_the_others_are_planned(
    qtbot: QtBot, session: DeskSession, desk: Desk, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("verdict")
    tasks = list(dialog.verdict_step.gaps.boxes)
    assert len(tasks) == 4
    box = dialog.verdict_step.gaps.boxes[tasks[0]]
    box.click()
    dialog.verdict_step.cards["nurture"].click()
    fill(dialog.verdict_step.nurture_edit, "Too early")
    with qtbot.waitSignal(dialog.decided):
        go_on(dialog)
    planned = {str(row[0]) for row in rows(desk, "SELECT subject FROM activity WHERE due_on IS NOT NULL")}
    assert planned == set(tasks[1:])
