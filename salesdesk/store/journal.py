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

from sqlalchemy import Connection, DefaultClause, Integer, Table, bindparam, delete, func, insert, select, update

from salesdesk.domain.errors import NothingToUndo
from salesdesk.store.schema import JOURNALLED, journal_entry, journal_row

NEWEST_KEPT = 200
ROWS_KEPT = 2_000_000
NAMED_IDS = 5000


@dataclass(frozen=True, slots=True)
class Touched:
    """One journalled change of one row, as JSON texts; None stands for a row that was not there."""

    table: str
    row_id: int
    before: str | None
    after: str | None


def watch(connection: Connection) -> None:
    """Make this connection journal what it writes while an entry is open."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS journal_open (entry_id INTEGER NOT NULL)")
    for statement in _trigger_statements():
        connection.exec_driver_sql(statement)


def open_entry(connection: Connection, at: datetime) -> int:
    """Start an entry; every change from here on belongs to it."""
    result = connection.execute(insert(journal_entry).values(at=at, label=""))
    entry_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    connection.exec_driver_sql("DELETE FROM journal_open")
    connection.exec_driver_sql("INSERT INTO journal_open VALUES (?)", (entry_id,))
    return entry_id


def close_entry(connection: Connection, entry_id: int, label: str) -> bool:
    """End the entry under its label; return False, and forget it, where it changed nothing."""
    connection.exec_driver_sql("DELETE FROM journal_open")
    _fold(connection, entry_id)
    touched = connection.execute(select(journal_row.c.id).where(journal_row.c.entry_id == entry_id).limit(1)).first()
    if touched is None:
        connection.execute(delete(journal_entry).where(journal_entry.c.id == entry_id))
        return False
    connection.execute(update(journal_entry).where(journal_entry.c.id == entry_id).values(label=label))
    _forget(connection, select(journal_entry.c.id).where(journal_entry.c.is_undone == 1).scalar_subquery())
    return True


def next_step(connection: Connection, *, is_redo: bool) -> tuple[int, str, datetime]:
    """Return id, label and time of the entry that undo (or redo) would take; raises `NothingToUndo`."""
    entry = journal_entry.c
    query = select(entry.id, entry.label, entry.at).where(entry.is_undone == int(is_redo))
    found = connection.execute(query.order_by(entry.id if is_redo else entry.id.desc()).limit(1)).first()
    if found is None:
        raise NothingToUndo("There is nothing to redo." if is_redo else "There is nothing to undo.")
    return found.id, found.label, found.at


def mark(connection: Connection, entry_id: int, *, is_undone: bool) -> None:
    """Note that an entry has been taken back, or done again."""
    connection.execute(update(journal_entry).where(journal_entry.c.id == entry_id).values(is_undone=int(is_undone)))


def touched_ids(connection: Connection, entry_id: int) -> tuple[list[Touched], frozenset[str]]:
    """Return the entry's changes, and apart the tables with too many to name."""
    row = journal_row.c
    counts = connection.execute(
        select(row.table_name, func.count()).where(row.entry_id == entry_id).group_by(row.table_name)
    ).all()
    crowded = frozenset(table for table, count in counts if count > NAMED_IDS)
    query = select(row.table_name, row.row_id, row.before, row.after).where(
        row.entry_id == entry_id, row.table_name.not_in(crowded)
    )
    return [Touched(*found) for found in connection.execute(query)], crowded


def thin(connection: Connection) -> None:
    """Drop the oldest entries once the journal is large, never the newest 200."""
    newest = journal_row.c.id
    last = connection.execute(select(func.max(newest))).scalar() or 0
    old = connection.execute(select(func.max(journal_row.c.entry_id)).where(newest < last - ROWS_KEPT)).scalar()
    kept = connection.execute(
        select(journal_entry.c.id).order_by(journal_entry.c.id.desc()).offset(NEWEST_KEPT - 1).limit(1)
    ).scalar()
    if old is not None and kept is not None:
        bound = min(old + 1, kept)
        _forget(connection, select(journal_entry.c.id).where(journal_entry.c.id < bound).scalar_subquery())


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
                f"WHEN EXISTS (SELECT 1 FROM journal_open){condition} "
                f"BEGIN INSERT INTO journal_row (entry_id, table_name, row_id, before, after) "
                f"SELECT entry_id, '{table.name}', {row}.id, {before}, {after} FROM journal_open; END"
            )
    return tuple(statements)


def _forget(connection: Connection, entries: object) -> None:
    connection.execute(delete(journal_row).where(journal_row.c.entry_id.in_(entries)))  # type: ignore[arg-type]
    connection.execute(delete(journal_entry).where(journal_entry.c.id.in_(entries)))  # type: ignore[arg-type]


def _fold(connection: Connection, entry_id: int) -> None:
    """Leave one journal row for each record that the entry changed more than once."""
    row = journal_row.c
    repeated = connection.execute(
        select(row.table_name, row.row_id)
        .where(row.entry_id == entry_id)
        .group_by(row.table_name, row.row_id)
        .having(func.count() > 1)
    ).all()
    if not repeated:
        return
    steps_of = (
        select(row.id, row.before, row.after)
        .where(row.entry_id == entry_id, row.table_name == bindparam("table"), row.row_id == bindparam("record"))
        .order_by(row.id)
    )
    for table, record in repeated:
        steps = connection.execute(steps_of, {"table": table, "record": record}).all()
        before, after = _net([(step.before, step.after) for step in steps])
        surplus = [step.id for step in steps[1:]]
        if before == after:
            surplus.append(steps[0].id)
        else:
            connection.execute(update(journal_row).where(row.id == steps[0].id).values(before=before, after=after))
        connection.execute(delete(journal_row).where(row.id.in_(surplus)))


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
