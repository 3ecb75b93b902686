"""The journal: every row as it was and as it became, written in the transaction that changes it.

Temporary triggers on the writer's connection put one `journal_row` beside every change of a journalled table, whatever
statement made it, so a bulk write is journalled set-wise and nothing can be forgotten. `before` and `after` are JSON
objects: where the row came or went, every column that differs from its default; where it was changed, the touched
columns alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, DefaultClause, Integer, Table

from salesdesk.domain.errors import NothingToUndo
from salesdesk.store.schema import JOURNALLED
from salesdesk.store.types import instant_text

NEWEST_KEPT = 200
ROWS_KEPT = 2_000_000
NAMED_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Touched:
    """One journalled change of one row, as JSON texts; None stands for a row that was not there."""

    table: str
    row_id: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an entry changed: its rows, and apart the tables with too many to name."""

    rows: tuple[Touched, ...]
    crowded: frozenset[str] = frozenset()


def watch(connection: Connection) -> None:
    """Make this connection journal what it writes while an entry is open."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS journal_open (entry_id INTEGER)")
    connection.exec_driver_sql("INSERT INTO journal_open VALUES (NULL)")
    for statement in _trigger_statements():
        connection.exec_driver_sql(statement)


def open_entry(connection: Connection, at: datetime) -> int:
    """Start an entry; every change from here on belongs to it."""
    result = connection.exec_driver_sql("INSERT INTO journal_entry (at, label) VALUES (?, '')", (instant_text(at),))
    entry_id = int(result.lastrowid)
    connection.exec_driver_sql("UPDATE journal_open SET entry_id = ?", (entry_id,))
    return entry_id


def close_entry(connection: Connection, entry_id: int, label: str) -> Footprint:
    """End the entry under its label and end what could be redone; an entry that changed nothing is forgotten."""
    connection.exec_driver_sql("UPDATE journal_open SET entry_id = NULL")
    _fold(connection, entry_id)
    footprint = footprint_of(connection, entry_id)
    if not footprint.rows and not footprint.crowded:
        connection.exec_driver_sql("DELETE FROM journal_entry WHERE id = ?", (entry_id,))
        return footprint
    connection.exec_driver_sql("UPDATE journal_entry SET label = ? WHERE id = ?", (label, entry_id))
    if connection.exec_driver_sql("SELECT 1 FROM journal_entry WHERE is_undone = 1 LIMIT 1").first():
        _forget(connection, "is_undone = 1")
    return footprint


def next_step(connection: Connection, *, is_redo: bool) -> tuple[int, str]:
    """Return id and label of the entry that undo (or redo) would take; raises `NothingToUndo`."""
    found = connection.exec_driver_sql(
        f"SELECT id, label FROM journal_entry WHERE is_undone = ? ORDER BY id {'' if is_redo else 'DESC'} LIMIT 1",
        (int(is_redo),),
    ).first()
    if found is None:
        raise NothingToUndo("There is nothing to redo." if is_redo else "There is nothing to undo.")
    return found[0], found[1]


def mark(connection: Connection, entry_id: int, *, is_undone: bool) -> None:
    """Note that an entry has been taken back, or done again."""
    connection.exec_driver_sql("UPDATE journal_entry SET is_undone = ? WHERE id = ?", (int(is_undone), entry_id))


def footprint_of(connection: Connection, entry_id: int) -> Footprint:
    """Return what an entry changed."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM journal_row WHERE entry_id = ? LIMIT ?",
        (entry_id, NAMED_ROWS + 1),
    ).all()
    if len(rows) <= NAMED_ROWS:
        return Footprint(tuple(Touched(*row) for row in rows))
    tables = connection.exec_driver_sql(
        "SELECT DISTINCT table_name FROM journal_row WHERE entry_id = ?", (entry_id,)
    ).scalars()
    return Footprint((), frozenset(tables))


def thin(connection: Connection) -> None:
    """Drop the oldest entries once the journal is large, never the newest 200."""
    old = connection.exec_driver_sql(
        "SELECT max(entry_id) FROM journal_row WHERE id < (SELECT max(id) FROM journal_row) - ?", (ROWS_KEPT,)
    ).scalar()
    kept = connection.exec_driver_sql(
        "SELECT id FROM journal_entry ORDER BY id DESC LIMIT 1 OFFSET ?", (NEWEST_KEPT - 1,)
    ).scalar()
    if old is not None and kept is not None:
        _forget(connection, f"id < {min(int(old) + 1, int(kept))}")


def image(table: Table, row: str) -> str:
    """Return the SQL of a row's JSON image: every column that differs from its default, in table order."""
    parts = [
        f"CASE WHEN {row}.{name} IS NOT {default} THEN '\"{name}\":' || json_quote({row}.{name}) || ',' ELSE '' END"
        for name, default in defaults(table).items()
    ]
    return f"'{{' || rtrim({' || '.join(parts)}, ',') || '}}'"


def _difference(table: Table, row: str) -> str:
    parts = [
        f"CASE WHEN old.{name} IS NOT new.{name} THEN '\"{name}\":' || json_quote({row}.{name}) || ',' ELSE '' END"
        for name in defaults(table)
    ]
    return f"'{{' || rtrim({' || '.join(parts)}, ',') || '}}'"


@cache
def defaults(table: Table) -> dict[str, str]:
    """Return the SQL literal that a row image leaves out, for every column but the id."""
    found = {}
    for column in table.columns:
        default = column.server_default
        text = str(default.arg) if isinstance(default, DefaultClause) else None
        is_number = isinstance(column.type, Integer)
        found[column.name] = "NULL" if text is None else text if is_number else f"'{text}'"
    del found["id"]
    return found


@cache
def _trigger_statements() -> tuple[str, ...]:
    statements = []
    for table in JOURNALLED:
        differs = " OR ".join(f"old.{name} IS NOT new.{name}" for name in defaults(table))
        for event, row, before, after, condition in (
            ("INSERT", "new", "NULL", image(table, "new"), ""),
            ("UPDATE", "new", _difference(table, "old"), _difference(table, "new"), f" AND ({differs})"),
            ("DELETE", "old", image(table, "old"), "NULL", ""),
        ):
            statements.append(
                f"CREATE TEMP TRIGGER IF NOT EXISTS journal_{table.name}_{event.lower()} "
                f"AFTER {event} ON main.{table.name} "
                f"WHEN (SELECT entry_id FROM journal_open) IS NOT NULL{condition} "
                f"BEGIN INSERT INTO journal_row (entry_id, table_name, row_id, before, after) "
                f"SELECT entry_id, '{table.name}', {row}.id, {before}, {after} FROM journal_open; END"
            )
    return tuple(statements)


def _forget(connection: Connection, condition: str) -> None:
    connection.exec_driver_sql(
        f"DELETE FROM journal_row WHERE entry_id IN (SELECT id FROM journal_entry WHERE {condition})"
    )
    connection.exec_driver_sql(f"DELETE FROM journal_entry WHERE {condition}")


def _fold(connection: Connection, entry_id: int) -> None:
    """Leave one journal row for each record that the entry changed more than once."""
    repeated = connection.exec_driver_sql(
        "SELECT table_name, row_id FROM journal_row WHERE entry_id = ? GROUP BY table_name, row_id HAVING count(*) > 1",
        (entry_id,),
    ).all()
    for table, record in repeated:
        steps = connection.exec_driver_sql(
            "SELECT id, before, after FROM journal_row WHERE entry_id = ? AND table_name = ? AND row_id = ? "
            "ORDER BY id",
            (entry_id, table, record),
        ).all()
        before, after = _net([(step[1], step[2]) for step in steps])
        first, *surplus = [step[0] for step in steps]
        if before == after:
            surplus.append(first)
        else:
            connection.exec_driver_sql(
                "UPDATE journal_row SET before = ?, after = ? WHERE id = ?", (before, after, first)
            )
        connection.exec_driver_sql(
            "DELETE FROM journal_row WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(surplus),)
        )


def _net(steps: list[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """Return what several changes of one row come to; equal values mean that nothing is left of them."""
    is_created, is_deleted = steps[0][0] is None, steps[-1][1] is None
    if is_created and is_deleted:
        return None, None
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for old, new in steps:
        before = {**json.loads(old or "{}"), **before}
        after = {**after, **json.loads(new or "{}")}
    if is_created or is_deleted:
        whole = after if is_created else before
        text = _text({name: value for name, value in whole.items() if value is not None})
        return (None, text) if is_created else (text, None)
    changed = [name for name in after if before[name] != after[name]]
    return _text({name: before[name] for name in changed}), _text({name: after[name] for name in changed})


def _text(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
