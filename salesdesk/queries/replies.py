"""Leads that showed interest and wait for a first reply, those first whose clock can still be met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name
from salesdesk.domain.reply import (
    HIGH_INTENT_LIMIT,
    LIMIT,
    ReplyClock,
    WorkingHours,
    end_of_waiting,
    reply_clock,
    waiting_time,
)
from salesdesk.queries.settings import working_hours
from salesdesk.store.conditions import WAITING
from salesdesk.store.types import instant_text, read_instant

SHOWN = 50
# Whose clock runs, as `reply_clock` says it.
_RUNNING = f"{WAITING} AND (lifecycle = 'mql' OR high_intent = 1 AND lifecycle IN ('new', 'working'))"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lead whose clock runs."""

    lead_id: int
    name: str
    company: str
    score: int
    lifecycle: str
    is_high_intent: bool
    interest_at: datetime
    source: str
    hours: WorkingHours | None = None

    def clock(self, now: datetime) -> ReplyClock:
        """Return the clock as it stands at a moment."""
        found = reply_clock(
            self.interest_at, None, self.lifecycle, is_high_intent=self.is_high_intent, now=now, hours=self.hours
        )
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class WaitingLeads:
    """The most urgent of those that wait, and how many wait altogether."""

    rows: tuple[Waiting, ...]
    count: int


def waiting(connection: Connection, now: datetime, limit: int = SHOWN) -> WaitingLeads:
    """Return who waits: the clock that ends next first, then those that are late, the latest of them first."""
    hours = working_hours(connection)
    ends = [instant_text(end_of_waiting(one, now, hours)) for one in (HIGH_INTENT_LIMIT, LIMIT)]
    found: list[tuple[timedelta, int]] = []
    # By kind of clock and by whether it ended: each is one walk along an index.
    for is_high, since in zip((1, 0), ends, strict=True):
        kinds = ("new", "working", "mql") if is_high else ("mql",)
        for kind in kinds:
            for side, order in ((">=", "ASC"), ("<", "DESC")):
                rows = connection.exec_driver_sql(
                    f"SELECT interest_at, id FROM lead INDEXED BY lead_waiting WHERE {WAITING} AND lifecycle = ? "
                    f"AND high_intent = ? AND interest_at {side} ? ORDER BY interest_at {order} LIMIT ?",
                    (kind, is_high, since, limit),
                )
                limit_of = HIGH_INTENT_LIMIT if is_high else LIMIT
                found.extend((limit_of - waiting_time(read_instant(at), now, hours), record) for at, record in rows)
    running = sorted(one for one in found if one[0] >= timedelta())
    late = sorted((one for one in found if one[0] < timedelta()), reverse=True)
    ids = [record for _, record in (*running, *late)][:limit]
    count = (
        connection.exec_driver_sql(f"SELECT count(*) FROM lead INDEXED BY lead_waiting WHERE {_RUNNING}").scalar() or 0
    )
    known = {one.lead_id: one for one in _rows(connection, ids, hours)}
    return WaitingLeads(tuple(known[one] for one in ids if one in known), int(count))


def _rows(connection: Connection, ids: list[int], hours: WorkingHours | None) -> list[Waiting]:
    marks = ", ".join("?" for _ in ids)
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, email, score, lifecycle, high_intent, interest_at, source "
        f"FROM lead WHERE id IN ({marks})",
        tuple(ids),
    )
    return [
        Waiting(
            record,
            full_name(first, last, company, email),
            company,
            score,
            lifecycle,
            bool(high),
            read_instant(at),
            source,
            hours,
        )
        for record, first, last, company, email, score, lifecycle, high, at, source in rows
    ]
