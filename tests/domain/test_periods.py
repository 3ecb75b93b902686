"""Named days stand where the calendar puts them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesdesk.domain.periods import PERIODS, day_start, days_between, month_of, period_days


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("this_month", "2026-11-01", "2026-11-30"),
        ("next_month", "2026-12-01", "2026-12-31"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this_quarter", "2026-10-01", "2026-12-31"),
        ("next_quarter", "2027-01-01", "2027-03-31"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("next_year", "2027-01-01", "2027-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods_begin_and_end_on_their_days(period: str, first: str, last: str) -> None:
    assert period_days(period, date(2026, 11, 9)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_the_present_periods_hold_today_and_meet_their_neighbours(day: date) -> None:
    for length in ("month", "quarter", "year"):
        first, last = period_days(f"this_{length}", day)
        assert first <= day <= last
        assert period_days(f"last_{length}", day)[1] + timedelta(days=1) == first
        assert period_days(f"next_{length}", day)[0] - timedelta(days=1) == last
    assert len(PERIODS) == 9


def test_counted_days_include_today_only_where_they_touch_it() -> None:
    today = date(2026, 11, 9)
    assert days_between("next_days", (0,), today) == (today, today)
    assert days_between("last_days", (7,), today) == (date(2026, 11, 2), today)
    assert days_between("over_days_ago", (14,), today) == (None, date(2026, 10, 25))
    assert days_between("past", (), today) == (None, date(2026, 11, 8))


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert month_of(date(2026, 11, 30), 2) == date(2027, 1, 1)
    assert month_of(date(2027, 1, 31), -1) == date(2026, 12, 1)


def test_a_day_begins_at_the_first_instant_its_zone_calls_by_that_date() -> None:
    beirut = ZoneInfo("Asia/Beirut")
    started = day_start(date(2026, 3, 29), beirut).astimezone(UTC)
    assert started.astimezone(beirut).date() == date(2026, 3, 29)
    assert (started - timedelta(milliseconds=1)).astimezone(beirut).date() == date(2026, 3, 28)
    assert day_start(date(2026, 11, 9), UTC) == datetime(2026, 11, 9, tzinfo=UTC)
