"""Days that are named by where they stand to today: this month, the next 30 days, the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

PERIODS: dict[str, tuple[int, int]] = {
    "this_month": (1, 0),
    "next_month": (1, 1),
    "last_month": (1, -1),
    "this_quarter": (3, 0),
    "next_quarter": (3, 1),
    "last_quarter": (3, -1),
    "this_year": (12, 0),
    "next_year": (12, 1),
    "last_year": (12, -1),
}
"""Length in months, and how many of that length from the present one."""

Days = tuple[date | None, date | None]


def month_of(day: date, after: int = 0) -> date:
    """Return the first day of the month that many months after the day's own."""
    months = day.year * 12 + day.month - 1 + after
    return date(months // 12, months % 12 + 1, 1)


def month_end(day: date) -> date:
    """Return the last day of the day's own month."""
    return month_of(day, 1) - timedelta(days=1) if (day.year, day.month) != (date.max.year, 12) else date.max


def day_in_month(day: date | None, month: date, today: date) -> date:
    """Return the same day of another month, or its last where it is shorter or there was no day.

    In the present month it is never before today.
    """
    last = month_end(month)
    found = last if day is None else last.replace(day=min(day.day, last.day))
    return max(found, today) if month_of(month) == month_of(today) else found


def period_days(period: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period such as “this_quarter”."""
    length, offset = PERIODS[period]
    first = month_of(date(today.year, (today.month - 1) // length * length + 1, 1), offset * length)
    return first, month_of(first, length) - timedelta(days=1)


def days_between(operator: str, values: Sequence[object], today: date) -> Days:
    """Return the first and last day that a condition on a day lets through, None where it is open on that side."""
    match operator, tuple(values):
        case "by", (date() as last,):
            return None, last
        case "from", (date() as first,):
            return first, None
        case "between", (date() as first, date() as last):
            return first, last
        case "during", (str() as period,):
            return period_days(period, today)
        case "next_days", (int() as count,):
            return today, today + timedelta(days=count)
        case "last_days", (int() as count,):
            return today - timedelta(days=count), today
        case "over_days_ago", (int() as count,):
            return None, today - timedelta(days=count + 1)
        case "past", ():
            return None, today - timedelta(days=1)
    raise ValueError(f"no days for {operator} {values}")


def day_start(day: date, zone: tzinfo | None) -> datetime:
    """Return the instant at which a day begins where the rep is."""
    return datetime.combine(day, time(0), zone)
