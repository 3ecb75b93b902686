"""Applying a journal entry backwards or forwards, set-wise, after checking that nothing else touched its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from salesdesk.store import journal
from salesdesk.store.schema import metadata


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that is no longer as the journal left it."""

    table: str
    row_id: int
    is_gone: bool


def find_conflict(connection: Connection, entry_id: int, *, is_redo: bool) -> Conflict | None:
    """Return the first row of the entry that something else has changed since, or None."""
    expected, _ = _sides(is_redo)
    for table in _tables(connection, entry_id):
        whole = " OR ".join(f"t.{name} IS NOT {value}" for name, value in _image_values(table, expected).items())
        touched = " OR ".join(
            f"(json_type(j.{expected}, '$.{name}') IS NOT NULL "
            f"AND t.{name} IS NOT json_extract(j.{expected}, '$.{name}'))"
            for name in _touched_columns(connection, entry_id, table)
        )
        query = (
            f"SELECT j.row_id, t.id IS NULL FROM journal_row AS j LEFT JOIN {table.name} AS t ON t.id = j.row_id "
            f"WHERE j.entry_id = ? AND j.table_name = ? AND CASE "
            f"WHEN j.{expected} IS NULL THEN t.id IS NOT NULL "
            f"WHEN t.id IS NULL THEN 1 "
            f"WHEN j.before IS NULL OR j.after IS NULL THEN {journal.image(table, 't')} <> j.{expected} AND ({whole}) "
            f"ELSE ({touched or '0'}) END LIMIT 1"
        )
        found = connection.exec_driver_sql(query, (entry_id, table.name)).first()
        if found is not None:
            return Conflict(table.name, int(found[0]), bool(found[1]))
    return None


def apply(connection: Connection, entry_id: int, *, is_redo: bool) -> None:
    """Write the entry's rows as they were (or, for a redo, as they became).

    Call inside a write transaction and after `find_conflict`. Deletes come first, so that unique values are free.
    """
    _, wanted = _sides(is_redo)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    tables = list(_tables(connection, entry_id))
    for table in tables:
        connection.exec_driver_sql(
            f"DELETE FROM {table.name} WHERE id IN (SELECT j.row_id FROM journal_row AS j "
            f"WHERE j.entry_id = ? AND j.table_name = ? AND j.{wanted} IS NULL)",
            (entry_id, table.name),
        )
    for table in tables:
        _update(connection, entry_id, table, wanted)
    for table in tables:
        values = _image_values(table, wanted)
        absent = "before" if wanted == "after" else "after"
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} (id, {', '.join(values)}) SELECT j.row_id, {', '.join(values.values())} "
            f"FROM journal_row AS j "
            f"WHERE j.entry_id = ? AND j.table_name = ? AND j.{absent} IS NULL",
            (entry_id, table.name),
        )


def _update(connection: Connection, entry_id: int, table: Table, wanted: str) -> None:
    names = _touched_columns(connection, entry_id, table)
    if not names:
        return
    changes = ", ".join(
        f"{name} = CASE WHEN json_type(j.{wanted}, '$.{name}') IS NOT NULL "
        f"THEN json_extract(j.{wanted}, '$.{name}') ELSE {table.name}.{name} END"
        for name in names
    )
    connection.exec_driver_sql(
        f"UPDATE {table.name} SET {changes} FROM journal_row AS j WHERE j.row_id = {table.name}.id "
        f"AND j.entry_id = ? AND j.table_name = ? AND j.before IS NOT NULL AND j.after IS NOT NULL",
        (entry_id, table.name),
    )


def _sides(is_redo: bool) -> tuple[str, str]:
    return ("before", "after") if is_redo else ("after", "before")


def _tables(connection: Connection, entry_id: int) -> Iterator[Table]:
    names = connection.exec_driver_sql(
        "SELECT DISTINCT table_name FROM journal_row WHERE entry_id = ? ORDER BY table_name", (entry_id,)
    ).all()
    for (name,) in names:
        yield metadata.tables[name]


def _image_values(table: Table, side: str) -> dict[str, str]:
    """Return the SQL of each column's value in a row image; what the image leaves out is the column's default."""
    return {
        name: f"coalesce(json_extract(j.{side}, '$.{name}'), {default})"
        for name, default in journal.defaults(table).items()
    }


def _touched_columns(connection: Connection, entry_id: int, table: Table) -> list[str]:
    found = connection.exec_driver_sql(
        "SELECT DISTINCT e.key FROM journal_row AS j, json_each(j.after) AS e "
        "WHERE j.entry_id = ? AND j.table_name = ? AND j.before IS NOT NULL AND j.after IS NOT NULL",
        (entry_id, table.name),
    ).all()
    known = journal.defaults(table)
    return sorted(name for (name,) in found if name in known)
