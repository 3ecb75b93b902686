"""Evidence is one row per question, ages by the clock, and is seen from the lead and its opportunity alike."""

from datetime import date, timedelta
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.evidence import Dimension
from salesdesk.queries import evidence, soundness
from salesdesk.services.commands import (
    AddOpportunity,
    Command,
    Evidence,
    LogActivity,
    PromoteLead,
    ReaffirmEvidence,
    RecordEvidence,
    SetLead,
    UnpromoteOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import AUTHORITY, BUDGET, MovingClock, add_lead, confirm
from tests.rows import all_rows


def panel(desk: Desk, lead: int) -> dict[str, Dimension]:
    return {one.code: one for one in desk.read(evidence.of_lead, lead, desk.now())}


def bant(desk: Desk, table: str, record: int) -> Any:
    query = f"SELECT bant FROM {table} WHERE id = ?"
    return desk.read(lambda connection: connection.exec_driver_sql(query, (record,)).scalar())


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError] = SalesDeskError) -> str:
    """Run a command that must be refused and leave every row as it was; return the sentence."""
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


def test_a_dimension_named_alone_means_its_first_required_criterion(desk: Desk) -> None:
    lead = add_lead(desk)
    done = desk.run(RecordEvidence((BUDGET,), lead=lead))
    assert done.label == "Set Budget of “Priya Raghavan” to Confirmed"
    primary = panel(desk, lead)["budget"].primary
    assert (primary.criterion, primary.value, primary.state) == ("budget_amount", "48000.00 USD", "confirmed")


def test_the_letters_of_a_lead_follow_its_evidence(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET, Evidence("authority", "failed"), Evidence("go_live", "confirmed", "2027-02-15"))
    assert bant(desk, "lead", lead) == "yn??"
    confirm(desk, lead, Evidence("budget", "unknown"), Evidence("decision_by", "confirmed", "2026-12-18"))
    assert bant(desk, "lead", lead) == "?n?y"


def test_what_an_answer_leaves_out_stays_as_it_was(desk: Desk) -> None:
    lead = add_lead(desk)
    call = desk.run(LogActivity("call", lead=lead)).new_id
    confirm(desk, lead, Evidence("budget", "confirmed", "48000 EUR", "In the opex plan", "Priya", call))
    confirm(desk, lead, Evidence("budget", "failed"))
    kept = panel(desk, lead)["budget"].primary
    assert (kept.state, kept.value, kept.note, kept.said_by, kept.activity_id) == (
        "failed",
        "48000.00 EUR",
        "In the opex plan",
        "Priya",
        call,
    )
    confirm(desk, lead, Evidence("budget", "failed", "", ""))
    assert (panel(desk, lead)["budget"].primary.value, panel(desk, lead)["budget"].note) == ("", "")


def test_amounts_are_in_the_currency_of_the_lead(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SetLead(lead, {"currency": "CHF"}))
    confirm(desk, lead, BUDGET)
    assert panel(desk, lead)["budget"].headline == "CHF 48,000"


def test_the_panel_says_where_an_answer_came_from(desk: Desk) -> None:
    lead = add_lead(desk)
    call = desk.run(LogActivity("call", lead=lead)).new_id
    confirm(desk, lead, Evidence("need", "confirmed", "Fewer returns", activity=call))
    found = panel(desk, lead)["need"].primary
    assert (found.activity_kind, found.activity_day) == ("call", date(2026, 11, 9))


def test_the_panel_shows_every_question_before_any_is_answered(desk: Desk) -> None:
    found = list(panel(desk, add_lead(desk)).values())
    assert [(one.letter, one.name, one.state, one.headline) for one in found] == [
        ("B", "Budget", "unknown", ""),
        ("A", "Authority", "unknown", ""),
        ("N", "Need", "unknown", ""),
        ("T", "Timeline", "unknown", ""),
    ]
    period = found[0].answer("budget_period")
    assert period is not None
    assert period.choices == ("per year", "per month", "one-off")
    assert len(found[0].primary.talk_track) == 4


def test_evidence_ages_after_the_limit_and_is_fresh_again_when_reaffirmed(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    clock.skip(119)
    assert panel(desk, lead)["budget"].is_satisfied
    clock.skip(2)
    aged = panel(desk, lead)["budget"]
    assert (aged.state, aged.is_aged, aged.is_satisfied) == ("confirmed", True, False)
    desk.run(ReaffirmEvidence("budget", lead=lead))
    assert panel(desk, lead)["budget"].is_satisfied
    assert panel(desk, lead)["need"].is_aged
    desk.undo()
    assert panel(desk, lead)["budget"].is_aged


def test_the_same_answer_again_does_not_make_it_younger(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET)
    clock.skip(121)
    assert desk.run(RecordEvidence((BUDGET,), lead=lead)).entry_id is None
    desk.run(RecordEvidence((Evidence("budget", "confirmed", note="A typo mended"),), lead=lead))
    assert panel(desk, lead)["budget"].is_aged
    confirm(desk, lead, Evidence("budget", "confirmed", "50000"))
    assert panel(desk, lead)["budget"].is_satisfied


def test_reaffirming_what_was_never_confirmed_is_refused(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, Evidence("budget", "failed"))
    refuse(desk, ReaffirmEvidence("budget", lead=lead))
    refuse(desk, ReaffirmEvidence("mood", lead=lead), BadValue)


def test_one_bad_answer_keeps_all_of_them_out(desk: Desk) -> None:
    lead = add_lead(desk)
    said = refuse(desk, RecordEvidence((BUDGET, Evidence("decision_by", "confirmed", "soon")), lead=lead), BadValue)
    assert "Decision by" in said
    assert bant(desk, "lead", lead) == "????"


def test_unknown_subjects_criteria_states_and_activities_are_refused(desk: Desk) -> None:
    lead = add_lead(desk)
    refuse(desk, RecordEvidence((BUDGET,)))
    refuse(desk, RecordEvidence((BUDGET,), lead=99), NotFound)
    refuse(desk, RecordEvidence((BUDGET,), opportunity=99), NotFound)
    refuse(desk, RecordEvidence((), lead=lead))
    assert "mood" in refuse(desk, RecordEvidence((Evidence("mood", "confirmed"),), lead=lead), BadValue)
    refuse(desk, RecordEvidence((Evidence("budget", "perhaps"),), lead=lead), BadValue)  # type: ignore[arg-type]
    refuse(desk, RecordEvidence((Evidence("budget", "confirmed", activity=99),), lead=lead), NotFound)


def test_an_opportunity_without_a_lead_has_evidence_of_its_own(desk: Desk) -> None:
    card = desk.run(AddOpportunity({"name": "Cobalt", "currency": "EUR"})).new_id
    assert card is not None
    desk.run(RecordEvidence((BUDGET,), opportunity=card))
    assert bant(desk, "opportunity", card) == "y???"
    found = desk.read(evidence.of_opportunity, card, desk.now())
    assert found[0].headline == "€48,000"


def test_after_promotion_both_sides_see_and_edit_the_same_rows(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    desk.run(RecordEvidence((Evidence("budget", "failed"),), opportunity=card))
    assert panel(desk, lead)["budget"].state == "failed"
    desk.run(RecordEvidence((Evidence("go_live", "confirmed", "2027-02-15"), AUTHORITY), lead=lead))
    desk.run(RecordEvidence((Evidence("signing_limit", "confirmed", "10000"),), opportunity=card))
    assert bant(desk, "lead", lead) == bant(desk, "opportunity", card) == "nyyy"
    seen = desk.read(evidence.of_opportunity, card, desk.now())
    assert seen == list(panel(desk, lead).values())
    count = "SELECT count(*) FROM answer WHERE lead_id = ? AND opportunity_id = ?"
    both = desk.read(lambda connection: connection.exec_driver_sql(count, (lead, card)).scalar())
    assert both == 6


def test_the_panel_is_one_statement(desk: Desk, count_queries: Any) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    with count_queries() as statements:
        panel(desk, lead)
    assert len(statements) == 1


def test_of_two_answers_to_one_question_the_newest_counts_for_the_opportunity(desk: Desk) -> None:
    card = desk.run(AddOpportunity({"name": "Cobalt"})).new_id
    assert card is not None
    desk.run(RecordEvidence((Evidence("budget", "failed"),), opportunity=card))
    lead = add_lead(desk)
    desk.run(PromoteLead(lead, override_reason="Known", attach_to=card))
    desk.run(RecordEvidence((BUDGET, AUTHORITY), lead=lead))
    assert bant(desk, "lead", lead) == "yy??"
    assert bant(desk, "opportunity", card) == "yy??"
    desk.run(RecordEvidence((Evidence("budget", "failed"),), opportunity=card))
    assert (bant(desk, "lead", lead), bant(desk, "opportunity", card)) == ("ny??", "ny??")
    desk.run(UnpromoteOpportunity(card))
    assert bant(desk, "opportunity", card) == "n???"
    assert desk.read(soundness.problems) == []


def test_evidence_is_as_old_as_the_day_on_which_it_was_said(desk: Desk) -> None:
    lead = add_lead(desk)
    long_ago = desk.now() - timedelta(days=130)
    desk.run(RecordEvidence((Evidence("budget", "confirmed", "48000", said_at=long_ago),), lead=lead))
    assert panel(desk, lead)["budget"].is_aged
    desk.run(RecordEvidence((Evidence("budget", "confirmed", said_at=desk.now()),), lead=lead))
    assert not panel(desk, lead)["budget"].is_aged


def test_evidence_of_a_day_to_come_is_refused(desk: Desk) -> None:
    lead = add_lead(desk)
    answer = Evidence("budget", "confirmed", said_at=desk.now() + timedelta(days=1))
    said = refuse(desk, RecordEvidence((answer,), lead=lead), BadValue)
    assert "still to come" in said


def test_a_call_is_logged_with_what_it_confirmed_in_one_step(desk: Desk) -> None:
    lead = add_lead(desk)
    answers = (Evidence("budget", "confirmed", "48000", said_by="Priya"), Evidence("authority", "failed"))
    called_at = desk.now() - timedelta(days=3)
    before = all_rows(desk.path)
    call = desk.run(LogActivity("call", lead=lead, outcome="connected", at=called_at, evidence=answers)).new_id
    budget = panel(desk, lead)["budget"].primary
    assert (budget.activity_id, budget.activity_kind, budget.said_by) == (call, "call", "Priya")
    assert budget.answered_at == called_at.replace(microsecond=called_at.microsecond // 1000 * 1000)
    assert bant(desk, "lead", lead) == "yn??"
    desk.undo()
    assert all_rows(desk.path) == before


def test_a_call_with_evidence_that_cannot_be_is_not_logged(desk: Desk) -> None:
    lead = add_lead(desk)
    refuse(desk, LogActivity("call", lead=lead, evidence=(Evidence("budget", "confirmed", "much"),)), BadValue)
