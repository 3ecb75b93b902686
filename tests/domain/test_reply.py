"""The first-reply clock runs from the interest shown, in working hours where they are set."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.errors import BadValue
from salesdesk.domain.reply import ReplyClock, WorkingHours, end_of_waiting, parse_hours, reply_clock, waiting_time

OFFICE = parse_hours("1-5 09:00-17:30")
MONDAY = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))


def clock(now: datetime, **changes: object) -> ReplyClock | None:
    known: dict[str, object] = {"is_high_intent": False, "hours": OFFICE}
    return reply_clock(MONDAY, None, "mql", now=now, **(known | changes))  # type: ignore[arg-type]


def test_a_clock_without_hours_runs_day_and_night() -> None:
    late = clock(MONDAY + timedelta(days=1), hours=None)
    assert late is not None
    assert (late.left, late.is_paused) == (timedelta(minutes=30) - timedelta(days=1), False)


def test_a_clock_stands_still_outside_working_hours() -> None:
    friday = datetime(2026, 11, 13, 17, 20, tzinfo=UTC)
    for now, left, is_paused in (
        (friday + timedelta(minutes=5), 25, False),
        (friday + timedelta(hours=2), 20, True),
        (friday + timedelta(days=2), 20, True),
        (datetime(2026, 11, 16, 9, 5, tzinfo=UTC), 15, False),
        (datetime(2026, 11, 16, 9, 35, tzinfo=UTC), -15, False),
    ):
        found = reply_clock(friday, None, "mql", is_high_intent=False, now=now, hours=OFFICE)
        assert found == ReplyClock(timedelta(minutes=30), timedelta(minutes=left), is_paused)


def test_high_intent_has_five_minutes_and_some_leads_have_no_clock() -> None:
    hot = reply_clock(MONDAY, None, "new", is_high_intent=True, now=MONDAY, hours=OFFICE)
    assert hot is not None
    assert hot.limit == timedelta(minutes=5)
    assert reply_clock(MONDAY, None, "working", is_high_intent=False, now=MONDAY) is None
    assert reply_clock(MONDAY, MONDAY, "mql", is_high_intent=False, now=MONDAY) is None
    assert reply_clock(None, None, "mql", is_high_intent=False, now=MONDAY) is None


@given(MOMENTS, MOMENTS)
def test_working_time_is_what_counting_minutes_comes_to(start: datetime, end: datetime) -> None:
    assert OFFICE is not None
    first, last = (one.replace(second=0, microsecond=0, minute=one.minute // 30 * 30) for one in (start, end))
    counted = timedelta(0)
    moment = first
    while moment < last:
        if OFFICE.is_open(moment):
            counted += timedelta(minutes=30)
        moment += timedelta(minutes=30)
    assert waiting_time(first, last, OFFICE) == counted


def test_hours_are_kept_in_one_form() -> None:
    assert WorkingHours(frozenset({1, 2, 3, 4, 5}), time(9), time(17, 30)) == OFFICE
    assert str(OFFICE) == "1,2,3,4,5 09:00-17:30"
    assert parse_hours(str(OFFICE)) == OFFICE
    assert parse_hours(" ") is None


@pytest.mark.parametrize(
    "text", ["always", "1-5", "8 09:00-17:00", "1-5 17:00-09:00", "1-5 9-5", "5-1 09:00-25:00", "5-1 09:00-10:00"]
)
def test_hours_that_can_not_be_are_refused(text: str) -> None:
    with pytest.raises(BadValue, match="working hours"):
        parse_hours(text)


@given(MOMENTS, st.integers(1, 120), st.sampled_from(["1-5 09:00-17:30", "1 09:00-09:05"]))
def test_who_waits_since_the_end_of_waiting_has_waited_just_so_long(now: datetime, minutes: int, words: str) -> None:
    hours, limit, second = parse_hours(words), timedelta(minutes=minutes), timedelta(seconds=1)
    since = end_of_waiting(limit, now, hours)
    assert waiting_time(since, now, hours) <= limit
    assert waiting_time(since - second, now, hours) >= limit - second
