"""What cannot be is met with a sentence, and never keeps the rep from saving what was typed beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from salesdesk.queries import drafts, evidence, leads, promotions
from salesdesk.services.commands import (
    AddLead,
    DeleteLeads,
    Evidence,
    PromoteLead,
    RecordEvidence,
    SetDefaultPlaybook,
    SetLead,
    SetOpportunity,
)
from salesdesk.services.desk import Desk
from tests.ui.wizards.conftest import CONFIRMED, TODAY, Open, alt, child, fill, go_on, press
from ui.session import DeskSession
from ui.views.record.lead_pane import LeadPane
from ui.wizards.qualify import QualifyDialog

pytestmark = pytest.mark.usefixtures("british")


def test_an_address_without_a_domain_keeps_no_other_field_from_being_saved(
    session: DeskSession, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    fill(child(dialog, "lead_title"), "Chief Operating Officer")
    fill(child(dialog, "lead_email"), "priya@")
    go_on(dialog)
    assert dialog.step.key == "lead"
    assert "ann@acme.example" in dialog.lead_step.fields["email"].error()
    page = session.read(leads.lead_page, lead)
    assert page is not None
    assert (page.title, page.email) == ("Chief Operating Officer", "priya@cobalt.example")
    go_on(dialog)
    assert dialog.step.key == "budget"
    press(dialog, Qt.Key.Key_Escape)
    assert "priya@" in session.read(drafts.of_lead, lead)
    assert open_wizard(lead).lead_step.fields["email"].text() == "priya@"


def test_a_phone_that_is_a_sentence_is_saved_with_a_warning(qtbot: QtBot, session: DeskSession, lead: int) -> None:
    pane = LeadPane(session, "USD")
    qtbot.addWidget(pane)
    session.run(SetLead(lead, {"phone": "ask at the desk", "mobile": "+31 6 5550 0142"}))
    pane.show_lead(lead)
    assert pane.form.field("phone").edit.text() == "ask at the desk"
    assert "could be called" in pane.form.field("phone").edit.toolTip()
    assert pane.form.field("mobile").edit.toolTip() == ""


def test_a_wake_up_day_gone_by_is_pointed_at(session: DeskSession, lead: int, open_wizard: Open) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("verdict")
    dialog.verdict_step.cards["nurture"].click()
    fill(dialog.verdict_step.nurture_edit, "No budget before spring")
    fill(dialog.verdict_step.wake_field, (TODAY - timedelta(days=1)).isoformat())
    go_on(dialog)
    assert dialog.isVisible()
    assert dialog.verdict_step.wake_field.error() == "This day is over. Choose today or a day to come"
    assert dialog.verdict_step.nurture_edit.text() == "No budget before spring"
    fill(dialog.verdict_step.wake_field, TODAY.isoformat())
    go_on(dialog)
    page = session.read(leads.lead_page, lead)
    assert page is not None
    assert (page.lifecycle, page.wake_on) == ("nurture", TODAY)


@pytest.mark.parametrize("at", ["lead", "budget", "account", "opportunity"])
def test_a_lead_deleted_elsewhere_is_a_sentence_and_esc_still_closes(
    session: DeskSession, desk: Desk, known_lead: int, open_wizard: Open, at: str
) -> None:
    dialog = open_wizard(known_lead)
    for step in ("verdict", "account", "opportunity")[: {"account": 2, "opportunity": 3}.get(at, 0)] or (at,):
        dialog.go_to(step)
    assert dialog.step.key == at
    if at == "budget":
        fill(child(dialog, "answer_budget_amount"), "52,000")
    elif at == "lead":
        fill(child(dialog, "lead_title"), "COO")
    desk.run(DeleteLeads((known_lead,)))
    go_on(dialog)
    if at == "account":
        go_on(dialog)
    assert dialog.isVisible()
    assert f"no lead {known_lead}" in dialog.refusal.text()
    press(dialog, Qt.Key.Key_Escape)
    if dialog.isVisible():
        press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_playbook_that_changes_behind_the_wizard_is_a_sentence(
    session: DeskSession, desk: Desk, lead: int, open_wizard: Open
) -> None:
    dialog = open_wizard(lead)
    dialog.go_to("budget")
    desk.run(SetDefaultPlaybook(4))
    fill(child(dialog, "answer_budget_amount"), "48,000")
    go_on(dialog)
    assert dialog.isVisible()
    assert "budget_amount" in dialog.refusal.text()
    press(dialog, Qt.Key.Key_Escape)
    assert "48,000" in session.read(drafts.of_lead, lead)


def test_ten_steps_are_reached_by_number(session: DeskSession, lead: int, open_wizard: Open) -> None:
    session.run(SetDefaultPlaybook(2))
    dialog = open_wizard(lead)
    keys = ["lead", "metrics", "economic_buyer", "decision_criteria", "decision_steps", "pain", "champion", "verdict"]
    for number, key in enumerate(keys, 1):
        alt(dialog, Qt.Key(Qt.Key.Key_0.value + number))
        assert dialog.step.key == key
        row = dialog.rail.row(key)
        assert not row.visibleRegion().isEmpty()
    dialog.verdict_step.cards["qualified"].click()
    alt(dialog, Qt.Key.Key_9)
    assert dialog.step.key == "account"
    alt(dialog, Qt.Key.Key_0)
    assert dialog.step.key == "opportunity"


def test_aged_evidence_is_reaffirmed_on_the_verdict_page(
    session: DeskSession, known_lead: int, open_wizard: Open
) -> None:
    session.run(SetLead(known_lead, {"title": "COO"}))
    long_ago = session.now() - timedelta(days=200)
    session.run(RecordEvidence((Evidence("need", "confirmed", said_at=long_ago),), lead=known_lead))
    dialog = open_wizard(known_lead)
    dialog.go_to("verdict")
    assert dialog.verdict_step.needs_override()
    button = dialog.findChild(QPushButton, "still_true_need")
    assert button is not None
    button.click()
    assert not dialog.verdict_step.needs_override()
    assert dialog.verdict_step.choice() == "qualified"
    assert {one.code: one.is_aged for one in session.read(evidence.of_lead, known_lead, session.now())}["need"] is False


def test_a_clock_that_was_set_back_hides_nothing_that_changed_since(
    qtbot: QtBot, tmp_path: Path, window: QMainWindow
) -> None:
    now = [datetime(2026, 11, 10, 9, 0, tzinfo=ZoneInfo("UTC"))]
    desk = open_desk(tmp_path / "clock.salesdesk", create=True, clock=lambda: now[0])
    session = DeskSession(desk)
    lead = desk.run(AddLead({"company": "Cobalt"})).new_id
    assert lead is not None
    desk.run(RecordEvidence(CONFIRMED, lead=lead))
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    now[0] -= timedelta(hours=3)
    desk.run(SetOpportunity(card, {"amount_minor": 100}))
    desk.run(RecordEvidence((Evidence("need", "failed"),), opportunity=card))
    found = desk.read(promotions.before_taking_back, card, desk.now())
    assert [one.field for one in found.changes] == ["amount_minor"]
    assert [one.kind for one in found.added] == ["evidence"]
    known = {one.code: one.state for one in desk.read(evidence.of_opportunity, card, desk.now())}
    assert known["need"] == "failed"
    other = desk.run(AddLead({"company": "Zinc"})).new_id
    assert other is not None
    dialog = QualifyDialog(session, other, window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.go_to("verdict")
    dialog.reject()
    session.close()
