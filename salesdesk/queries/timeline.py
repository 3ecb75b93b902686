"""What happened with a lead or an opportunity: activities, lifecycle and stage changes, field changes, the import."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from salesdesk.store.types import read_instant

Subject = Literal["lead", "opportunity"]
Cursor = tuple[str, int, int]
PAGE = 40
# A field changed so soon after something was logged shows on that activity.
BELONGS_WITHIN = timedelta(minutes=30)
ACTIVITY_KINDS = ("call", "email", "meeting", "demo", "document", "note", "task")

# Changes worth telling, by table; everything else is in the history of steps.
TOLD_FIELDS: dict[str, tuple[str, ...]] = {
    "opportunity": ("amount_minor", "currency", "mrr_minor", "term_months", "expected_close", "probability", "name"),
    "lead": ("first_name", "last_name", "title", "company", "email", "phone"),
}


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """A dimension that an activity told something about."""

    dimension: str
    state: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it was and as it became; amounts in minor units of the currency that held then."""

    field: str
    before: str | int | None
    after: str | int | None
    currency: str
    currency_before: str


FieldChanges = tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """Something that happened, with the evidence and the field changes it brought."""

    id: int
    at: datetime
    kind: str
    direction: str
    subject: str
    notes: str
    outcome: str
    duration_min: int | None
    answered_after: timedelta | None = None
    marks: tuple[EvidenceMark, ...] = ()
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LifecycleEntry:
    """A lead went from one lifecycle stage to another."""

    at: datetime
    from_stage: str
    to_stage: str
    reason: str
    is_override: bool


@dataclass(frozen=True, slots=True)
class StageEntry:
    """An opportunity entered a stage; `from_name` is empty for its first one."""

    at: datetime
    from_name: str
    to_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """An answer that came from no logged activity."""

    at: datetime
    dimension: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """Fields changed in one step."""

    at: datetime
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class OriginEntry:
    """The record came to be: from a file, or by hand where `file_name` is empty."""

    at: datetime
    file_name: str


Entry = ActivityEntry | LifecycleEntry | StageEntry | EvidenceEntry | ChangeEntry | OriginEntry


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some entries, newest first, and where the next page starts, None at the end."""

    entries: tuple[Entry, ...]
    next_cursor: Cursor | None


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity to come."""

    id: int
    kind: str
    subject: str
    due_on: date
    due_at: datetime | None


# The rank decides which of two entries of one instant came later.
_ORIGIN, _FIELDS, _STAGE, _LIFECYCLE, _EVIDENCE, _ACTIVITY = 0, 1, 2, 3, 4, 5

_ABOUT: dict[Subject, str] = {
    "lead": (
        "({0}.lead_id = :id OR {0}.opportunity_id = "
        "(SELECT opportunity_id FROM lead WHERE id = :id AND opportunity_id IS NOT NULL))"
    ),
    "opportunity": "({0}.opportunity_id = :id OR {0}.lead_id IN (SELECT id FROM lead WHERE opportunity_id = :id))",
}
_HAPPENED = "a.deleted_at IS NULL AND (a.due_on IS NULL OR a.done_at IS NOT NULL)"
_ACTIVITY_AT = "CASE WHEN a.due_on IS NULL THEN a.at ELSE a.done_at END"


def timeline(
    connection: Connection,
    subject: Subject,
    record: int,
    *,
    kinds: Sequence[str] = (),
    before: Cursor | None = None,
    limit: int = PAGE,
) -> TimelinePage:
    """Return the newest entries, or those older than the cursor; `kinds` narrows it to activities of these kinds."""
    values: dict[str, object] = {"id": record, "limit": limit + 1, "kinds": json.dumps(list(kinds))}
    query = f"SELECT at, rank, id FROM ({' UNION ALL '.join(_sources(subject, bool(kinds)))})"
    if before is not None:
        query += " WHERE (at, rank, id) < (:at, :rank, :last)"
        values |= {"at": before[0], "rank": before[1], "last": before[2]}
    query += " ORDER BY at DESC, rank DESC, id DESC LIMIT :limit"
    keys: list[Cursor] = [(at, rank, entry) for at, rank, entry in connection.exec_driver_sql(query, values)]
    shown = keys[:limit]
    entries: dict[tuple[int, int], Entry] = {}
    for rank, read in _READERS.items():
        ids = [entry for _, place, entry in shown if place == rank]
        if ids:
            entries |= {(rank, entry): found for entry, found in read(connection, subject, record, ids).items()}
    found = tuple(entries[rank, entry] for _, rank, entry in shown if (rank, entry) in entries)
    return TimelinePage(found, shown[-1] if len(keys) > limit else None)


def activity(connection: Connection, subject: Subject, record: int, activity_id: int) -> ActivityEntry | None:
    """Return one thing that happened, or None where it is gone."""
    there = connection.exec_driver_sql(
        f"SELECT 1 FROM activity AS a WHERE a.id = :activity AND {_ABOUT[subject].format('a')} AND {_HAPPENED}",
        {"id": record, "activity": activity_id},
    ).first()
    found = _read_activities(connection, subject, record, [activity_id]).get(activity_id) if there else None
    return found if isinstance(found, ActivityEntry) else None


def planned(connection: Connection, subject: Subject, record: int) -> list[Planned]:
    """Return the activities to come, the earliest first."""
    rows = connection.exec_driver_sql(
        "SELECT a.id, a.kind, a.subject, a.due_on, a.due_at FROM activity AS a "
        f"WHERE {_ABOUT[subject].format('a')} AND a.deleted_at IS NULL AND a.done_at IS NULL "
        "AND a.due_on IS NOT NULL ORDER BY a.due_on, a.due_at IS NULL, a.due_at, a.id",
        {"id": record},
    )
    return [
        Planned(entry, kind, text, date.fromisoformat(due_on), read_instant(due_at) if due_at else None)
        for entry, kind, text, due_on, due_at in rows
    ]


def _sources(subject: Subject, is_narrowed: bool) -> list[str]:
    """Return one SELECT of (at, rank, id) for each kind of entry."""
    activities = (
        f"SELECT {_ACTIVITY_AT} AS at, {_ACTIVITY} AS rank, a.id AS id FROM activity AS a "
        f"WHERE {_ABOUT[subject].format('a')} AND {_HAPPENED}"
    )
    if is_narrowed:
        return [f"{activities} AND a.kind IN (SELECT value FROM json_each(:kinds))"]
    found = [
        activities,
        f"SELECT w.answered_at, {_EVIDENCE}, w.id FROM answer AS w JOIN criterion AS c ON c.id = w.criterion_id "
        f"WHERE {_ABOUT[subject].format('w')} AND +w.activity_id IS NULL AND c.is_required = 1 "
        "AND w.state <> 'unknown'",
        f"SELECT f.at, {_FIELDS}, f.id FROM ({_field_steps(subject)}) AS f WHERE f.activity_id IS NULL",
    ]
    if subject == "lead":
        found.append(f"SELECT h.at, {_LIFECYCLE}, h.id FROM lifecycle_history AS h WHERE h.lead_id = :id")
        found.append(f"SELECT l.created_at, {_ORIGIN}, l.id FROM lead AS l WHERE l.id = :id")
    else:
        found.append(f"SELECT h.entered_at, {_STAGE}, h.id FROM stage_history AS h WHERE h.opportunity_id = :id")
    return found


def _field_steps(subject: Subject) -> str:
    """Return the journalled changes of told fields, each with the activity that was logged just before it."""
    told = ", ".join(f"'{name}'" for name in TOLD_FIELDS[subject])
    about = _ABOUT[subject].format("a")
    return (
        "SELECT j.id, e.at, j.before, j.after, (SELECT a.id FROM activity AS a "
        f"WHERE {about} AND {_HAPPENED} AND a.created_at <= e.at AND a.created_at >= "
        f"strftime('%Y-%m-%dT%H:%M:%fZ', e.at, '-{BELONGS_WITHIN.seconds} seconds') "
        "ORDER BY a.created_at DESC, a.id DESC LIMIT 1) AS activity_id "
        "FROM journal_row AS j JOIN journal_entry AS e ON e.id = j.entry_id AND e.is_undone = 0 "
        f"WHERE j.table_name = '{subject}' AND j.row_id = :id AND j.before IS NOT NULL AND j.after IS NOT NULL "
        f"AND EXISTS (SELECT 1 FROM json_each(j.after) AS k WHERE k.key IN ({told}) "
        "AND (k.key <> 'probability' OR json_type(j.after, '$.stage_id') IS NULL))"
    )


def _changes(connection: Connection, subject: Subject, record: int) -> list[tuple[int, str, int | None, FieldChanges]]:
    rows = connection.exec_driver_sql(
        f"SELECT f.id, f.at, f.activity_id, f.before, f.after, "
        f"coalesce((SELECT r.currency FROM {subject} AS r WHERE r.id = :id), '') "
        f"FROM ({_field_steps(subject)}) AS f ORDER BY f.id DESC",
        {"id": record},
    )
    found = []
    held: str | None = None
    for entry, at, activity_id, before_text, after_text, currency in rows:
        before, after = json.loads(before_text), json.loads(after_text)
        became = currency if held is None else held
        held = str(before.get("currency", became))
        told = tuple(
            FieldChange(name, before.get(name), after.get(name), became, held)
            for name in TOLD_FIELDS[subject]
            if name in after and (name != "probability" or "stage_id" not in after)
        )
        found.append((entry, at, activity_id, told))
    return found[::-1]


def _read_changes(connection: Connection, subject: Subject, record: int, ids: list[int]) -> dict[int, Entry]:
    wanted = set(ids)
    return {
        entry: ChangeEntry(read_instant(at), told)
        for entry, at, _, told in _changes(connection, subject, record)
        if entry in wanted
    }


def _read_activities(connection: Connection, subject: Subject, record: int, ids: list[int]) -> dict[int, Entry]:
    changes: dict[int, list[FieldChange]] = {}
    for _, _, activity_id, told in _changes(connection, subject, record):
        if activity_id is not None:
            changes.setdefault(activity_id, []).extend(told)
    marks: dict[int, dict[str, EvidenceMark]] = {}
    answers = connection.exec_driver_sql(
        "SELECT w.activity_id, d.name, w.state FROM answer AS w JOIN criterion AS c ON c.id = w.criterion_id "
        "JOIN dimension AS d ON d.id = c.dimension_id "
        "WHERE w.activity_id IN (SELECT value FROM json_each(?)) AND c.is_required = 1 AND w.state <> 'unknown' "
        "ORDER BY d.position, w.id",
        (json.dumps(ids),),
    )
    for activity_id, dimension, state in answers:
        marks.setdefault(activity_id, {})[dimension] = EvidenceMark(dimension, state)
    rows = connection.exec_driver_sql(
        f"SELECT a.id, {_ACTIVITY_AT}, a.kind, a.direction, a.subject, a.notes, a.outcome, a.duration_min, "
        "CASE WHEN a.outcome = 'replied' THEN (SELECT max(o.at) FROM activity AS o WHERE o.kind = a.kind "
        "AND o.direction = 'outbound' AND o.deleted_at IS NULL AND o.id <> a.id AND o.at <= a.at "
        "AND (o.lead_id = a.lead_id OR o.opportunity_id = a.opportunity_id)) END "
        "FROM activity AS a WHERE a.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {
        entry: ActivityEntry(
            entry,
            read_instant(at),
            kind,
            direction,
            title,
            notes,
            outcome,
            duration_min,
            read_instant(at) - read_instant(asked) if asked else None,
            tuple(marks.get(entry, {}).values()),
            tuple(changes.get(entry, ())),
        )
        for entry, at, kind, direction, title, notes, outcome, duration_min, asked in rows
    }


def _read_lifecycle(connection: Connection, subject: Subject, record: int, ids: list[int]) -> dict[int, Entry]:
    rows = connection.exec_driver_sql(
        "SELECT id, at, from_stage, to_stage, reason, is_override FROM lifecycle_history "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {
        entry: LifecycleEntry(read_instant(at), from_stage, to_stage, reason, bool(is_override))
        for entry, at, from_stage, to_stage, reason, is_override in rows
    }


def _read_stages(connection: Connection, subject: Subject, record: int, ids: list[int]) -> dict[int, Entry]:
    rows = connection.exec_driver_sql(
        "SELECT h.id, h.entered_at, coalesce((SELECT s.name FROM stage_history AS p JOIN stage AS s "
        "ON s.id = p.stage_id WHERE p.opportunity_id = h.opportunity_id AND p.id < h.id ORDER BY p.id DESC LIMIT 1), "
        "''), t.name, t.kind FROM stage_history AS h JOIN stage AS t ON t.id = h.stage_id "
        "WHERE h.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {entry: StageEntry(read_instant(at), old, new, kind) for entry, at, old, new, kind in rows}


def _read_evidence(connection: Connection, subject: Subject, record: int, ids: list[int]) -> dict[int, Entry]:
    rows = connection.exec_driver_sql(
        "SELECT w.id, w.answered_at, d.name, w.state, w.note FROM answer AS w "
        "JOIN criterion AS c ON c.id = w.criterion_id JOIN dimension AS d ON d.id = c.dimension_id "
        "WHERE w.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {entry: EvidenceEntry(read_instant(at), name, state, note) for entry, at, name, state, note in rows}


def _read_origin(connection: Connection, subject: Subject, record: int, ids: list[int]) -> dict[int, Entry]:
    rows = connection.exec_driver_sql(
        "SELECT l.id, l.created_at, coalesce(b.file_name, '') FROM lead AS l "
        "LEFT JOIN import_batch AS b ON b.id = l.import_batch_id WHERE l.id = ?",
        (record,),
    )
    return {entry: OriginEntry(read_instant(at), file_name) for entry, at, file_name in rows}


_READERS = {
    _ORIGIN: _read_origin,
    _FIELDS: _read_changes,
    _STAGE: _read_stages,
    _LIFECYCLE: _read_lifecycle,
    _EVIDENCE: _read_evidence,
    _ACTIVITY: _read_activities,
}
