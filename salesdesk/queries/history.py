"""The journal as the rep reads it: what undo and redo would take, and what was done when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.store.types import read_instant


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step; `rows` is how many records it touches."""

    id: int
    label: str
    at: datetime
    is_undone: bool
    rows: int


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The names of what undo and redo would take now, None where there is nothing."""

    undo: str | None
    redo: str | None


def next_steps(connection: Connection) -> NextSteps:
    """Return the names of the next undo and the next redo."""
    undo = connection.exec_driver_sql(
        "SELECT label FROM journal_entry WHERE is_undone = 0 ORDER BY id DESC LIMIT 1"
    ).scalar()
    redo = connection.exec_driver_sql(
        "SELECT label FROM journal_entry WHERE is_undone = 1 ORDER BY id LIMIT 1"
    ).scalar()
    return NextSteps(undo, redo)


def next_undo(connection: Connection) -> int | None:
    """Return the number of the step that undo would take back, None where there is none."""
    found = connection.exec_driver_sql("SELECT max(id) FROM journal_entry WHERE is_undone = 0").scalar()
    return None if found is None else int(found)


def rows_of_next(connection: Connection, *, is_redo: bool = False) -> int:
    """Return how many records the next undo (or redo) would touch."""
    order = "" if is_redo else "DESC"
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM journal_row WHERE entry_id = "
        f"(SELECT id FROM journal_entry WHERE is_undone = ? ORDER BY id {order} LIMIT 1)",
        (int(is_redo),),
    ).scalar()
    return int(found or 0)


def mark(connection: Connection) -> tuple[int, int]:
    """Return two numbers that differ after every command, undo and redo, whichever program ran it."""
    latest, undone = connection.exec_driver_sql(
        "SELECT coalesce((SELECT max(id) FROM journal_entry), 0), "
        "(SELECT count(*) FROM journal_entry WHERE is_undone = 1)"
    ).one()
    return latest, undone


def steps(connection: Connection, limit: int = 20) -> list[Step]:
    """Return the latest steps, newest first, those taken back included."""
    rows = connection.exec_driver_sql(
        "SELECT e.id, e.label, e.at, e.is_undone, (SELECT count(*) FROM journal_row AS r WHERE r.entry_id = e.id) "
        "FROM journal_entry AS e ORDER BY e.id DESC LIMIT ?",
        (limit,),
    )
    return [Step(record, label, read_instant(at), bool(undone), count) for record, label, at, undone, count in rows]


def step_count(connection: Connection, *, is_redo: bool = False) -> int:
    """Return how many steps can be undone (or redone)."""
    query = "SELECT count(*) FROM journal_entry WHERE is_undone = ?"
    return int(connection.exec_driver_sql(query, (int(is_redo),)).scalar() or 0)
