"""Rotting counts from the later of entering the stage and the last touch, and says so in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from salesdesk.domain.activities import NextStep
from salesdesk.domain.stages import Rotting, rotting, rotting_sentence

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DEMO = NextStep("meeting", "Demo", date(2026, 12, 4))


def _days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("entered", "touched", "limit", "wanted"),
    [
        (22, None, 14, Rotting(22, 22, 8)),
        (22, 3, 14, Rotting(22, 3, 0, since_touch=True)),
        (5, 40, 14, Rotting(5, 5, 0)),
        (14, None, 14, Rotting(14, 14, 0)),
        (15, None, 14, Rotting(15, 15, 1)),
        (90, None, None, Rotting(90, 90, 0)),
    ],
)
def test_the_clock_runs_from_the_later_of_stage_and_touch(
    entered: int, touched: int | None, limit: int | None, wanted: Rotting
) -> None:
    since = None if touched is None else _days_ago(touched)
    assert rotting(_days_ago(entered), since, limit, has_planned_step=False, now=NOW) == wanted


@pytest.mark.parametrize(
    ("snoozed_until", "days_over"),
    [(None, 8), (TODAY + timedelta(days=1), 0), (TODAY, 8), (TODAY - timedelta(days=1), 8)],
)
def test_a_snooze_holds_until_its_day(snoozed_until: date | None, days_over: int) -> None:
    found = rotting(_days_ago(22), None, 14, has_planned_step=False, now=NOW, snoozed_until=snoozed_until)
    assert (found.days_over, found.days_still) == (days_over, 22)


def _told(
    entered: int,
    touched: int | None = None,
    limit: int | None = 14,
    step: NextStep | None = None,
    snoozed_until: date | None = None,
) -> str:
    since = None if touched is None else _days_ago(touched)
    has_step = step is not None
    found = rotting(_days_ago(entered), since, limit, has_planned_step=has_step, now=NOW, snoozed_until=snoozed_until)
    return rotting_sentence(found, "Proposal", limit, next_step=step, today=TODAY, snoozed_until=snoozed_until)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            _told(22),
            "It has been in Proposal for 22 days without a two-way touch or a finished activity: 8 days over the limit "
            "of 14.",
        ),
        (_told(60, 15), "The last two-way touch or finished activity was 15 days ago: 1 day over the limit of 14."),
        (_told(60, 0), "It was touched today. It rots after 14 days: in 15 days from now."),
        (_told(0), "It entered Proposal today. It rots after 14 days: in 15 days from now."),
        (_told(14, limit=14).partition(". ")[2], "It rots after 14 days: in 1 day from now."),
        (_told(22, step=DEMO).partition(". ")[2], "“Demo” is planned for Fri 4 Dec, so it is not rotting."),
        (
            _told(22, snoozed_until=date(2026, 12, 10)).partition(". ")[2],
            "Rotting is snoozed until Thu 10 Dec.",
        ),
        (_told(90, limit=None), "Nothing rots in Proposal: the stage has no limit."),
    ],
)
def test_rotting_is_explained_in_a_sentence(told: str, sentence: str) -> None:
    assert told == sentence
