"""Reminders: planned activities whose moment has come since they were last looked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from salesdesk.queries import agenda
from salesdesk.queries.agenda import AgendaRow
from salesdesk.store.conditions import PLANNED
from salesdesk.store.types import instant_text, read_instant

SHOWN = 20
# A snoozed reminder comes at its own moment, any other when the activity is due.
_AT = "coalesce(remind_at, due_at)"


def come_due(connection: Connection, after: datetime, until: datetime) -> list[AgendaRow]:
    """Return what came due after one moment and up to another, in that order."""
    found = connection.exec_driver_sql(
        f"SELECT id FROM activity INDEXED BY activity_due WHERE {PLANNED} AND {_AT} > ? AND {_AT} <= ? "
        f"AND due_on <= ? ORDER BY {_AT}, id LIMIT ?",
        (instant_text(after), instant_text(until), until.date().isoformat(), SHOWN),
    )
    ids = list(found.scalars())
    known = {row.id: row for row in agenda.rows(connection, ids)}
    return [known[one] for one in ids if one in known and known[one].name]


def next_moment(connection: Connection, after: datetime) -> datetime | None:
    """Return when the next reminder comes, None where none is to come."""
    found = connection.exec_driver_sql(
        f"SELECT min({_AT}) FROM activity INDEXED BY activity_due WHERE {PLANNED} AND {_AT} > ?", (instant_text(after),)
    ).scalar()
    return read_instant(found) if found else None
