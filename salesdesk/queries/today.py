"""The strip above Today: how the quarter stands against its quota, and how quick the first replies were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import Connection

from salesdesk.domain.money import Money
from salesdesk.domain.periods import day_start
from salesdesk.domain.reply import HIGH_INTENT_LIMIT, LIMIT
from salesdesk.queries import forecast
from salesdesk.store.types import instant_text, read_instant

COVERAGE_NEEDED = 3


@dataclass(frozen=True, slots=True)
class Replies:
    """First replies since Monday to leads whose clock had run: how many, how many inside it, the median wait."""

    count: int
    on_time: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The quarter in the currency of the desk; what has no rate into it is in `apart`, once."""

    first: date
    last: date
    today: date
    quota_minor: int | None
    won: Money
    weighted: Money
    open_amount: Money
    apart: tuple[Money, ...]
    replies: Replies

    @property
    def missing_minor(self) -> int | None:
        """What is still to be won, None without a quota."""
        return None if self.quota_minor is None else max(0, self.quota_minor - self.won.amount_minor)

    @property
    def coverage_tenths(self) -> int | None:
        """Pipeline coverage in tenths, rounded half up: open amount closing in the quarter ÷ (quota − won).

        None without a quota, or where it is won already.
        """
        missing = self.missing_minor
        return None if not missing else (self.open_amount.amount_minor * 20 + missing) // (2 * missing)

    @property
    def short_minor(self) -> int:
        """What the open amount lacks of the coverage that is needed."""
        return max(0, COVERAGE_NEEDED * (self.missing_minor or 0) - self.open_amount.amount_minor)

    @property
    def days_left(self) -> int:
        """How many days the quarter has left after today."""
        return (self.last - self.today).days


def standing(connection: Connection, now: datetime) -> Standing:
    """Return how the present quarter stands as of a local moment."""
    found = forecast.quarter(connection, now)
    return Standing(
        found.first,
        found.last,
        found.today,
        found.quota_minor,
        found.won.total,
        found.weighted.total,
        found.open_amount.total,
        tuple(dict.fromkeys((*found.won.apart, *found.open_amount.apart))),
        replies(connection, now),
    )


def replies(connection: Connection, now: datetime) -> Replies:
    """Return how quick the first replies of this week were."""
    monday = now.date() - timedelta(days=now.weekday())
    rows = connection.exec_driver_sql(
        "SELECT interest_at, first_reply_at, high_intent FROM lead INDEXED BY lead_replied "
        "WHERE first_reply_at >= ? AND first_reply_at >= interest_at AND deleted_at IS NULL "
        "AND interest_at IS NOT NULL",
        (instant_text(day_start(monday, now.tzinfo)),),
    )
    waits = [
        (read_instant(answered) - read_instant(asked), HIGH_INTENT_LIMIT if is_high else LIMIT)
        for asked, answered, is_high in rows
    ]
    on_time = sum(wait <= limit for wait, limit in waits)
    return Replies(
        len(waits), on_time, timedelta(seconds=median(wait.total_seconds() for wait, _ in waits)) if waits else None
    )
