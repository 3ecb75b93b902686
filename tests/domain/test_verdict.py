"""The verdict follows the playbook, and says why and what to ask next."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from salesdesk.domain.evidence import Answer, Dimension, bant_of, headline_of, is_aged
from salesdesk.domain.playbook import BANT, AnswerState
from salesdesk.domain.verdict import Standing, Verdict, unsatisfied, verdict

TODAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, 10, tzinfo=UTC)
PRIYA = Standing(68, 60)
VALUES = {
    "budget_amount": "48000.00 USD",
    "decision_maker": "Daniel Osei, CFO",
    "need": "Cut dispatch time by a third",
    "decision_by": "2026-12-18",
}


def dimensions(state: AnswerState = "confirmed", /, **changes: Answer) -> list[Dimension]:
    """Return BANT with every required criterion in one state, then with the given answers put in by code."""
    found = []
    for plan in BANT.dimensions:
        answers = [
            Answer(
                None,
                one.code,
                one.prompt,
                one.answer_type,
                talk_track=one.talk_track,
                is_required=one.is_required,
                state=state if one.is_required else "unknown",
                value=VALUES.get(one.code, "") if state != "unknown" else "",
                answered_at=NOW,
            )
            for one in plan.criteria
        ]
        kept = tuple(changes.get(one.criterion, one) for one in answers)
        found.append(Dimension(plan.code, plan.letter, plan.name, plan.question, kept, headline_of(kept, TODAY)))
    return found


def answer(code: str, **changes: object) -> Answer:
    """Return the confirmed answer to a criterion, changed."""
    known = next(one for dimension in dimensions() for one in dimension.answers if one.criterion == code)
    return replace(known, **changes)  # type: ignore[arg-type]


def judged(found: list[Dimension], standing: Standing = PRIYA) -> Verdict:
    return verdict(found, standing, TODAY)


def test_all_four_confirmed_and_fresh_is_qualified() -> None:
    found = judged(dimensions())
    assert found.kind == "qualified"
    assert found.missing == []
    assert found.because == (
        "$48,000 is in the budget",
        "Daniel Osei, CFO, decides",
        "The need is known: Cut dispatch time by a third",
        "Decision by 18 Dec",
        "Score 68, above the MQL mark of 60",
    )


def test_nothing_known_is_incomplete_and_names_a_question_for_each() -> None:
    found = judged(dimensions("unknown"), replace(PRIYA, score=12))
    assert (found.kind, found.because) == ("incomplete", ())
    assert [gap.dimension for gap in found.gaps] == ["budget", "authority", "need", "timeline"]
    assert found.missing[0] == "Budget: What have you set aside for this, and for which year?"


@pytest.mark.parametrize("code", VALUES)
def test_one_unknown_is_incomplete(code: str) -> None:
    found = judged(dimensions(**{code: answer(code, state="unknown")}))
    assert (found.kind, len(found.gaps)) == ("incomplete", 1)


@pytest.mark.parametrize("code", ["budget_amount", "decision_maker", "need"])
def test_a_failure_that_does_not_disqualify_is_incomplete(code: str) -> None:
    assert judged(dimensions(**{code: answer(code, state="failed")})).kind == "incomplete"


def test_timing_that_alone_fails_is_nurture() -> None:
    late = answer("decision_by", state="failed", note="Nothing before 2028.")
    found = judged(dimensions(decision_by=late))
    assert found.kind == "nurture"
    assert found.because[0] == "Timeline: Nothing before 2028, and timing alone fails"


def test_timing_that_fails_beside_something_else_is_incomplete() -> None:
    late, unclear = answer("decision_by", state="failed"), answer("need", state="unknown")
    assert judged(dimensions(decision_by=late, need=unclear)).kind == "incomplete"


def test_a_disqualifying_failure_is_unqualified_whatever_else_is_known() -> None:
    spam = answer("need", state="failed", disqualifies=True, note="Only wants a price for a thesis")
    found = judged(dimensions(need=spam))
    assert (found.kind, found.because) == ("unqualified", ("Need: Only wants a price for a thesis",))


def test_a_disqualifying_criterion_disqualifies_even_where_it_is_not_required() -> None:
    blocked = answer("budget_origin", state="failed", disqualifies=True)
    assert judged(dimensions(budget_origin=blocked)).kind == "unqualified"


def test_aged_evidence_is_incomplete_and_asks_whether_it_holds() -> None:
    old = answer("budget_amount", is_aged=True, answered_at=NOW - timedelta(days=200))
    found = judged(dimensions(budget_amount=old))
    assert (found.kind, found.gaps[0].state) == ("incomplete", "aged")
    assert found.missing == ["Budget: confirmed on 23 Apr, ask whether it still holds"]


def test_a_failed_authority_suggests_meeting_who_decides() -> None:
    weak = answer("decision_maker", state="failed", note="Priya signs only up to $10,000")
    found = judged(dimensions(decision_maker=weak))
    assert found.missing == ["Authority: Priya signs only up to $10,000"]
    assert found.gaps[0].task == "Intro call with Daniel Osei"


def test_a_free_mail_address_is_a_hint_and_holds_nothing_up() -> None:
    found = judged(dimensions(), replace(PRIYA, free_mail="Gmail"))
    assert found.kind == "qualified"
    assert [hint.sentence for hint in found.hints] == ["Work email: only a Gmail address"]


def test_reasons_use_what_else_is_known() -> None:
    found = judged(
        dimensions(
            budget_period=answer("budget_period", value="per year"),
            need_impact=answer("need_impact", value="90 minutes per shift"),
            contract_ends=answer("contract_ends", value="2027-02-28"),
        )
    )
    assert "$48,000 per year is in the budget" in found.because
    assert "The need has a number: 90 minutes per shift" in found.because
    assert "Decision by 18 Dec, before their contract ends" in found.because


def test_a_bare_confirmation_is_a_reason_too() -> None:
    found = judged(dimensions(budget_amount=answer("budget_amount", value="")))
    assert found.because[0] == "Budget is confirmed"


def test_the_gate_stands_on_fresh_confirmations_only() -> None:
    old = answer("need", is_aged=True)
    failed = answer("decision_by", state="failed")
    found = dimensions(need=old, decision_by=failed)
    assert [one.code for one in unsatisfied(found)] == ["need", "timeline"]
    assert bant_of(found) == "yyyn"


def test_only_confirmed_evidence_ages_and_only_past_its_limit() -> None:
    limit = NOW - timedelta(days=120)
    assert not is_aged("confirmed", limit, 120, NOW)
    assert is_aged("confirmed", limit - timedelta(seconds=1), 120, NOW)
    assert not is_aged("failed", limit - timedelta(days=9), 120, NOW)
