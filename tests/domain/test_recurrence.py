"""A task that comes again is due on the right day, whatever the calendar does."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.recurrence import RECURRENCES, next_due, same_clock

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LATE = st.integers(-40, 400)
BERLIN = ZoneInfo("Europe/Berlin")


@given(st.sampled_from(RECURRENCES[1:]), DAYS, LATE, st.none() | st.integers(1, 31))
def test_the_next_one_is_after_the_day_it_was_due_and_the_day_it_was_done(
    recurrence: str, due: date, late: int, month_day: int | None
) -> None:
    done = due + timedelta(days=late)
    found = next_due(recurrence, due, month_day, done)
    assert found > due
    assert found > done


@given(DAYS, LATE)
def test_weekly_keeps_the_weekday_and_skips_no_week(due: date, late: int) -> None:
    done = due + timedelta(days=late)
    found = next_due("weekly", due, None, done)
    assert found.weekday() == due.weekday()
    assert found - timedelta(weeks=1) <= max(due, done)


@given(DAYS, LATE)
def test_weekdays_never_fall_on_a_weekend_and_leave_none_out(due: date, late: int) -> None:
    after = max(due, due + timedelta(days=late))
    found = next_due("weekdays", due, None, due + timedelta(days=late))
    assert found.weekday() < 5
    between = [after + timedelta(days=one) for one in range(1, (found - after).days)]
    assert all(day.weekday() >= 5 for day in between)


@given(DAYS, st.integers(1, 31))
def test_monthly_keeps_its_day_through_short_months(start: date, month_day: int) -> None:
    due = start
    for _ in range(14):
        following = next_due("monthly", due, month_day, due)
        is_last = (following + timedelta(days=1)).month != following.month
        assert following.day == month_day or (is_last and following.day < month_day)
        assert (following.year * 12 + following.month) - (due.year * 12 + due.month) in (0, 1)
        due = following


@pytest.mark.parametrize(
    ("due", "done", "found"),
    [
        (date(2027, 1, 31), date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 2, 28), date(2027, 2, 28), date(2027, 3, 31)),
        (date(2028, 1, 31), date(2028, 1, 31), date(2028, 2, 29)),
        (date(2027, 1, 31), date(2027, 4, 30), date(2027, 5, 31)),
        (date(2026, 12, 31), date(2026, 12, 20), date(2027, 1, 31)),
    ],
)
def test_the_last_of_the_month_stays_the_last(due: date, done: date, found: date) -> None:
    assert next_due("monthly", due, 31, done) == found


@given(DAYS)
def test_the_clock_shows_the_same_time_on_both_sides_of_a_change_of_clocks(day: date) -> None:
    due = datetime(day.year, day.month, day.day, 9, 30, tzinfo=BERLIN)
    later = day + timedelta(days=1)
    found = same_clock(due, later, due)
    assert (found.date(), found.hour, found.minute) == (later, 9, 30)


def test_summer_time_begins_between_two_tasks() -> None:
    due = datetime(2027, 3, 27, 9, 0, tzinfo=BERLIN)
    found = same_clock(due, date(2027, 3, 28), due)
    assert (found.astimezone(ZoneInfo("UTC")).hour, due.astimezone(ZoneInfo("UTC")).hour) == (7, 8)
