"""What the qualification wizard asks beside the evidence: where an answer may come from, and how long wins take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from sqlalchemy import Connection

from salesdesk.store.types import read_instant

ENOUGH_WINS = 5


@dataclass(frozen=True, slots=True)
class Source:
    """An activity that evidence may come from, with its day in the rep's local calendar."""

    id: int
    kind: str
    subject: str
    day: date
    at: datetime


def sources_of(connection: Connection, lead_id: int, now: datetime, limit: int = 12) -> list[Source]:
    """Return what happened with a lead, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, kind, subject, at FROM activity WHERE lead_id = ? AND deleted_at IS NULL "
        "AND (due_on IS NULL OR done_at IS NOT NULL) ORDER BY at DESC, id DESC LIMIT ?",
        (lead_id, limit),
    )
    return [
        Source(record, kind, subject, read_instant(at).astimezone(now.tzinfo).date(), read_instant(at))
        for record, kind, subject, at in rows
    ]


def usual_win_days(connection: Connection) -> int | None:
    """Return the median days from opportunity created to won, or None before five wins.

    Source: sales cycle, product.md section 6.
    """
    rows = connection.exec_driver_sql(
        "SELECT o.created_at, o.closed_at FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE s.kind = 'won' AND o.deleted_at IS NULL AND o.closed_at IS NOT NULL"
    )
    days = [(read_instant(closed) - read_instant(created)).days for created, closed in rows]
    return round(median(days)) if len(days) >= ENOUGH_WINS else None
