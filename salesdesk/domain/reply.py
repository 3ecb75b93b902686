"""The first-reply clock: how long a lead that showed interest may wait for the first outbound activity.

Source: product.md, section 2. Five minutes for a lead marked high intent, thirty for any MQL. Where working hours are
set, the clock stands still outside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salesdesk.domain.errors import BadValue

HIGH_INTENT_LIMIT = timedelta(minutes=5)
LIMIT = timedelta(minutes=30)

_HOURS = re.compile(r"([1-7](?:[,-][1-7])*) (\d{1,2}:\d{2})-(\d{1,2}:\d{2})")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The days of the week, Monday being 1, and the hours of each on which clocks run."""

    days: frozenset[int]
    start: time
    end: time

    def __str__(self) -> str:
        """Return the hours as they are kept, “1,2,3,4,5 09:00-17:30”."""
        return f"{','.join(map(str, sorted(self.days)))} {self.start:%H:%M}-{self.end:%H:%M}"

    def is_open(self, now: datetime) -> bool:
        """Tell whether a local moment is inside the working hours."""
        return now.isoweekday() in self.days and self.start <= now.time() < self.end

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much working time lies between two local moments, none where the end is not the later one."""
        if end <= start:
            return timedelta(0)
        weeks, rest = divmod((end.date() - start.date()).days, _WEEK)
        first = start.date() + timedelta(days=weeks * _WEEK)
        found = weeks * len(self.days) * self._length() - self._until(start.date(), start)
        for offset in range(rest):
            found += self._until(first + timedelta(days=offset), None)
        return found + self._until(end.date(), end)

    def _length(self) -> timedelta:
        return datetime.combine(date.min, self.end) - datetime.combine(date.min, self.start)

    def _until(self, day: date, moment: datetime | None) -> timedelta:
        """Return the working time of a day, up to a moment of it where one is given."""
        if day.isoweekday() not in self.days:
            return timedelta(0)
        if moment is None or moment.time() >= self.end:
            return self._length()
        opening = datetime.combine(day, self.start, moment.tzinfo)
        return max(timedelta(0), moment - opening)


@dataclass(frozen=True, slots=True)
class ReplyClock:
    """A clock that runs: its limit and what is left of it, below zero when the reply is late.

    A paused one stands still until the working hours begin.
    """

    limit: timedelta
    left: timedelta
    is_paused: bool = False

    @property
    def is_urgent(self) -> bool:
        """Tell whether half of the time or more is gone."""
        return self.left * 2 < self.limit


def parse_hours(text: str) -> WorkingHours | None:
    """Return the working hours a setting holds, None where it is empty and clocks always run. Raises: BadValue."""
    if not text.strip():
        return None
    hint = "write days and hours like “1-5 09:00-17:30”, Monday being 1."
    found = _HOURS.fullmatch(" ".join(text.split()))
    if found is None:
        raise BadValue("the working hours", text, hint)
    days: set[int] = set()
    for part in found[1].split(","):
        first, _, last = part.partition("-")
        days.update(range(int(first), int(last[-1] if last else first) + 1))
    try:
        start, end = (time.fromisoformat(clock.zfill(5)) for clock in (found[2], found[3]))
    except ValueError:
        raise BadValue("the working hours", text, hint) from None
    if start >= end or not days:
        raise BadValue("the working hours", text, "they have to end later than they begin.")
    return WorkingHours(frozenset(days), start, end)


def waiting_time(interest_at: datetime, until: datetime, hours: WorkingHours | None) -> timedelta:
    """Return how long someone waited, in working time where hours are set; `until` is local."""
    if hours is None:
        return until - interest_at
    return hours.between(interest_at.astimezone(until.tzinfo), until)


def end_of_waiting(limit: timedelta, now: datetime, hours: WorkingHours | None) -> datetime:
    """Return since when someone who has waited just so long by now has waited; to the second where hours are set."""
    if hours is None:
        return now - limit
    span = timedelta(days=1)
    while waiting_time(now - span, now, hours) <= limit:
        span *= 2
    low, high = now - span, now
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if waiting_time(middle, now, hours) > limit else (low, middle)
    return high


def reply_limit(lifecycle: str, *, is_high_intent: bool) -> timedelta | None:
    """Return how long a lead may wait for a first reply, None where no clock runs for it."""
    if is_high_intent and lifecycle in ("new", "working", "mql"):
        return HIGH_INTENT_LIMIT
    return LIMIT if lifecycle == "mql" else None


def reply_clock(
    interest_at: datetime | None,
    first_reply_at: datetime | None,
    lifecycle: str,
    *,
    is_high_intent: bool,
    now: datetime,
    hours: WorkingHours | None = None,
) -> ReplyClock | None:
    """Return the clock of a lead, or None where none runs: no interest shown, answered already, or closed."""
    if interest_at is None or first_reply_at is not None:
        return None
    limit = reply_limit(lifecycle, is_high_intent=is_high_intent)
    if limit is None:
        return None
    is_paused = hours is not None and not hours.is_open(now)
    return ReplyClock(limit, limit - waiting_time(interest_at, now, hours), is_paused)
