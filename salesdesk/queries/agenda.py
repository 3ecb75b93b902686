"""The agenda of Today: what is overdue, due today and in the coming days, and who comes back from Nurture."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from salesdesk.domain.activities import GRACE, NextStep
from salesdesk.domain.leads import full_name
from salesdesk.domain.periods import day_start
from salesdesk.store.conditions import ASLEEP, PLANNED, TICKED
from salesdesk.store.types import instant_text, read_instant

DAYS_AHEAD = 7
# An activity is as alive as the record it is shown under; one under nothing but a contact or an account, as these.
_ALIVE = (
    "(opportunity_id NOT IN (SELECT id FROM opportunity WHERE deleted_at > '') "
    "OR lead_id NOT IN (SELECT id FROM lead WHERE deleted_at > '') "
    "OR opportunity_id IS NULL AND lead_id IS NULL "
    "AND coalesce(contact_id NOT IN (SELECT id FROM contact WHERE deleted_at > ''), 1) "
    "AND coalesce(account_id NOT IN (SELECT id FROM account WHERE deleted_at > ''), 1))"
)
_LATE = "coalesce(due_on = :today AND due_at < :late, 0)"
# Walked along the index, each day comes in the order of time, so that twenty thousand rows need not be sorted.
_OPEN = f"""
SELECT due_on, json_group_array(id) FILTER (WHERE {_LATE}),
       json_group_array(id) FILTER (WHERE due_at IS NOT NULL AND NOT {_LATE}),
       json_group_array(id) FILTER (WHERE due_at IS NULL)
FROM activity INDEXED BY activity_due WHERE {PLANNED} AND due_on <= :last AND {_ALIVE}
GROUP BY due_on ORDER BY due_on
"""
# Only the days on which something was ticked off today.
_MIXED = f"""
WITH ticked AS MATERIALIZED (
    SELECT id, due_on, due_at FROM activity WHERE {TICKED} AND done_at >= :morning AND due_on <= :last AND {_ALIVE})
SELECT due_on, id FROM (
    SELECT * FROM ticked
    UNION ALL
    SELECT id, due_on, due_at FROM activity
    WHERE {PLANNED} AND due_on IN (SELECT due_on FROM ticked) AND {_ALIVE} AND NOT {_LATE})
ORDER BY due_on, due_at IS NULL, due_at, id
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the agenda and the activities under it: overdue where `day` is None, else due on that day.

    `open_count` leaves out what was ticked off today and still stands there.
    """

    day: date | None
    ids: tuple[int, ...]
    open_count: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sections in their order, and the leads whose wake-up day has come, the longest awake first."""

    sections: tuple[Section, ...]
    awake_ids: tuple[int, ...]

    @property
    def late_count(self) -> int:
        """How many activities are overdue."""
        return sum(section.open_count for section in self.sections if section.day is None)

    def due_count(self, today: date) -> int:
        """Return how many activities are overdue or due today, and leads awake."""
        due = sum(one.open_count for one in self.sections if one.day is None or one.day == today)
        return due + len(self.awake_ids)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """What a row of the agenda shows: the activity, and the record that it is about."""

    id: int
    kind: str
    subject: str
    due_on: date
    due_at: datetime | None
    done_at: datetime | None
    recurrence: str
    opens: tuple[str, int] | None
    name: str
    company: str
    amount_minor: int | None = None
    currency: str = ""
    score: int | None = None

    @property
    def step(self) -> NextStep:
        """The activity as a next step."""
        return NextStep(self.kind, self.subject, self.due_on, self.due_at)


@dataclass(frozen=True, slots=True)
class AwakeRow:
    """A lead whose wake-up day has come."""

    lead_id: int
    name: str
    company: str
    score: int
    wake_on: date
    reason: str


def agenda(connection: Connection, now: datetime, days_ahead: int = DAYS_AHEAD) -> Agenda:
    """Return what is to be done up to some days ahead, as of a local moment; the rows are read apart."""
    today = now.date()
    values = {
        "today": today.isoformat(),
        "last": (today + timedelta(days=days_ahead)).isoformat(),
        "late": instant_text(now - GRACE),
        "morning": instant_text(day_start(today, now.tzinfo)),
    }
    awake = connection.exec_driver_sql(
        f"SELECT id FROM lead INDEXED BY lead_asleep WHERE {ASLEEP} AND wake_on <= ? ORDER BY wake_on, id",
        (today.isoformat(),),
    )
    return Agenda(_sections(connection, values), tuple(awake.scalars()))


def _sections(connection: Connection, values: dict[str, str]) -> tuple[Section, ...]:
    """Return what is open and what was ticked off today, by day, with everything overdue in the first."""
    # One row a day: twenty thousand rows of one number each take ten times as long to fetch.
    still_open = {day: [*map(json.loads, arrays)] for day, *arrays in connection.exec_driver_sql(_OPEN, values)}
    mixed: dict[str, list[int]] = {}
    for day, record in connection.exec_driver_sql(_MIXED, values):
        mixed.setdefault(day, []).append(record)
    overdue: list[int] = []
    overdue_count = 0
    sections = []
    for day in sorted({*still_open, *mixed}):
        late, timed, untimed = still_open.get(day, ([], [], []))
        ids, count = mixed.get(day, timed + untimed), len(timed) + len(untimed)
        if day < values["today"]:
            overdue, overdue_count = overdue + ids, overdue_count + count
            continue
        overdue, overdue_count = overdue + late, overdue_count + len(late)
        if ids:
            sections.append(Section(date.fromisoformat(day), tuple(ids), count))
    return (*([Section(None, tuple(overdue), overdue_count)] if overdue else []), *sections)


def due_count(connection: Connection, now: datetime) -> int:
    """Return how many activities are overdue or due today, and leads awake."""
    today = now.date().isoformat()
    found = connection.exec_driver_sql(
        f"SELECT (SELECT count(*) FROM activity WHERE {PLANNED} AND due_on <= ? AND {_ALIVE}) + "
        f"(SELECT count(*) FROM lead WHERE {ASLEEP} AND wake_on <= ?)",
        (today, today),
    )
    return int(found.scalar() or 0)


def next_at(connection: Connection, now: datetime) -> datetime | None:
    """Return when the next activity with a time of day is due today, None where there is none."""
    found = connection.exec_driver_sql(
        f"SELECT min(due_at) FROM activity WHERE {PLANNED} AND due_on = ? AND due_at >= ? AND {_ALIVE}",
        (now.date().isoformat(), instant_text(now)),
    ).scalar()
    return read_instant(found) if found else None


def rows(connection: Connection, ids: Iterable[int]) -> list[AgendaRow]:
    """Return the rows of these activities, in no particular order; ids that are gone are left out."""
    found = connection.exec_driver_sql(
        "SELECT a.id, a.kind, a.subject, a.due_on, a.due_at, a.done_at, a.recurrence, o.id, o.name, o.amount_minor, "
        "o.currency, l.id, l.first_name, l.last_name, l.company, l.email, l.score, c.id, c.first_name, c.last_name, "
        "acc.id, acc.name FROM activity AS a "
        "LEFT JOIN opportunity AS o ON o.id = a.opportunity_id AND o.deleted_at IS NULL "
        "LEFT JOIN lead AS l ON l.id = a.lead_id AND l.deleted_at IS NULL "
        "LEFT JOIN contact AS c ON c.id = a.contact_id LEFT JOIN account AS acc ON acc.id = a.account_id "
        "WHERE +a.deleted_at IS NULL AND a.due_on IS NOT NULL AND a.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return [_row(row) for row in found]


def awake_rows(connection: Connection, ids: Iterable[int]) -> list[AwakeRow]:
    """Return the rows of these leads, in no particular order."""
    found = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, email, score, wake_on, closed_reason FROM lead "
        "WHERE +deleted_at IS NULL AND wake_on IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return [
        AwakeRow(record, full_name(first, last, company, email), company, score, date.fromisoformat(wake), reason)
        for record, first, last, company, email, score, wake, reason in found
    ]


def _row(row: Row[Any]) -> AgendaRow:
    values: list[Any] = list(row)
    record, kind, subject, due_on, due_at, done_at, recurrence = values[:7]
    opportunity, title, amount, currency, lead, first, last, company, email, score = values[7:17]
    contact, contact_first, contact_last, account, account_name = values[17:]
    due = read_instant(due_at) if due_at else None
    done = read_instant(done_at) if done_at else None
    head = (record, kind, subject, date.fromisoformat(due_on), due, done, recurrence)
    if opportunity is not None:
        return AgendaRow(*head, ("opportunity", opportunity), title, "", amount, currency)
    if lead is not None:
        name = full_name(first, last, company, email)
        return AgendaRow(*head, ("lead", lead), name, company if name != company else "", score=score)
    if contact is not None:
        return AgendaRow(*head, ("contact", contact), f"{contact_first} {contact_last}".strip(), account_name or "")
    return AgendaRow(*head, ("account", account) if account is not None else None, account_name or "", "")
