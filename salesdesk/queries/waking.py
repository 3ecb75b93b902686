"""Leads whose Nurture has come to its end: back in Today, with their evidence intact and aged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name


@dataclass(frozen=True, slots=True)
class Waking:
    """A lead that wakes up, since when, and why it slept."""

    lead_id: int
    name: str
    company: str
    wake_on: date
    reason: str


def waking(connection: Connection, today: date) -> list[Waking]:
    """Return the leads to wake up, the longest overdue first."""
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, email, wake_on, closed_reason FROM lead "
        "WHERE lifecycle = 'nurture' AND wake_on <= ? AND deleted_at IS NULL ORDER BY wake_on, id",
        (today.isoformat(),),
    )
    return [
        Waking(record, full_name(first, last, company, email), company, date.fromisoformat(day), reason)
        for record, first, last, company, email, day, reason in rows
    ]
