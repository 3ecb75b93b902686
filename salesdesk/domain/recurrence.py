"""Tasks that come again: on which day the next one is due once one is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Literal

from salesdesk.domain.periods import month_end, month_of

Recurrence = Literal["", "daily", "weekdays", "weekly", "monthly"]
RECURRENCES: tuple[Recurrence, ...] = ("", "daily", "weekdays", "weekly", "monthly")
WORKDAYS = range(5)


def next_due(recurrence: str, due_on: date, month_day: int | None, done_on: date) -> date:
    """Return the first day of the rhythm after both the day a task was due and the day it was done.

    `month_day` is the day of the month it began on: a task of the 31st is due on the last day of a shorter month.
    """
    after = max(due_on, done_on)
    if recurrence == "weekly":
        weeks = (after - due_on).days // 7 + 1
        return due_on + timedelta(weeks=weeks)
    if recurrence == "monthly":
        return _next_in_month(month_day or due_on.day, after)
    day = after + timedelta(days=1)
    while recurrence == "weekdays" and day.weekday() not in WORKDAYS:
        day += timedelta(days=1)
    return day


def same_clock(due_at: datetime, day: date, now: datetime) -> datetime:
    """Return the instant of another day at which the rep's clock shows the same time, also across a change of it."""
    if isinstance(now.tzinfo, timezone) and now.utcoffset() == now.astimezone().utcoffset():
        # The machine's own zone: what `now` carries is only its present offset.
        return datetime.combine(day, due_at.astimezone().time()).astimezone()
    return datetime.combine(day, due_at.astimezone(now.tzinfo).time(), now.tzinfo)


def _next_in_month(month_day: int, after: date) -> date:
    month = month_of(after)
    while (day := _in_month(month, month_day)) <= after:
        month = month_of(month, 1)
    return day


def _in_month(month: date, month_day: int) -> date:
    last = month_end(month)
    return last.replace(day=min(month_day, last.day))
