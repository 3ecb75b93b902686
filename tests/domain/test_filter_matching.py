"""The plain predicate that SQL is held against says what the words on the chips say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from salesdesk.domain.activities import NextStep
from salesdesk.domain.filter_matching import Facts, Searched, matches
from salesdesk.domain.filters import AllOf, AnyOf, Condition, Filter, Not

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=timezone(timedelta(hours=1)))
STILL = NOW - timedelta(days=20)
PROPOSAL = Facts(
    stage=3,
    kind="open",
    stage_probability=50,
    rot_limit_days=14,
    amount_minor=5_000_00,
    currency="USD",
    expected_close=date(2026, 11, 8),
    entered_stage_at=STILL,
    created=datetime(2026, 10, 31, 23, 30, tzinfo=UTC),
    bant="yyy?",
    tags=frozenset({"fleet"}),
    searched=(Searched("Northwind – fleet", "Northwind – fleet"),),
)


@pytest.mark.parametrize(
    "chosen",
    [
        AllOf(),
        Condition("amount", "at_least", (5_000_00, "USD")),
        Not(Condition("amount", "at_least", (1, "EUR"))),
        Condition("expected_close", "past"),
        Condition("expected_close", "during", ("this_month",)),
        Condition("created", "during", ("this_month",)),
        Condition("rotting", "is"),
        Condition("bant", "is"),
        Condition("bant", "any_of", ("timeline",)),
        Not(Condition("bant", "any_of", ("budget", "need"))),
        Condition("next_step", "any_of", ("none",)),
        Condition("closed", "empty"),
        Condition("source", "empty"),
        Condition("tag", "any_of", ("fleet", "other")),
        AnyOf((Condition("stage", "any_of", (4,)), Condition("text", "has", ("rthwi",)))),
    ],
)
def test_it_lets_through_what_it_says(chosen: Filter) -> None:
    assert matches(chosen, PROPOSAL, NOW)
    assert not matches(Not(chosen), PROPOSAL, NOW)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(kind="open", rot_limit_days=20, entered_stage_at=STILL),
        Facts(kind="open", rot_limit_days=None, entered_stage_at=STILL),
        Facts(kind="won", rot_limit_days=14, entered_stage_at=STILL),
        Facts(kind="open", rot_limit_days=14, entered_stage_at=STILL, touched=NOW - timedelta(days=3)),
        Facts(kind="open", rot_limit_days=14, entered_stage_at=STILL, snoozed_until=date(2026, 11, 10)),
        Facts(
            kind="open", rot_limit_days=14, entered_stage_at=STILL, next_step=NextStep("call", "", date(2026, 11, 9))
        ),
    ],
)
def test_what_moves_is_closed_snoozed_or_booked_does_not_rot(facts: Facts) -> None:
    assert not matches(Condition("rotting", "is"), facts, NOW)


def test_a_snooze_ends_on_its_day_and_an_overdue_step_suspends_nothing() -> None:
    late = NextStep("call", "", date(2026, 11, 8))
    facts = Facts(
        kind="open", rot_limit_days=14, entered_stage_at=STILL, snoozed_until=date(2026, 11, 9), next_step=late
    )
    assert matches(Condition("rotting", "is"), facts, NOW)


def test_a_gap_counts_from_the_stage_that_expects_bant_on() -> None:
    gap = Condition("bant", "is")
    assert not matches(gap, Facts(kind="open", stage_probability=25, bant="????"), NOW)
    assert not matches(gap, Facts(kind="won", stage_probability=100, bant="????"), NOW)
    assert matches(gap, Facts(lifecycle="new", bant="yyyn"), NOW)
