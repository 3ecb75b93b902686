"""Many new rows at once: journalled and made findable set-wise, not by a trigger for each row.

FTS5 writes its pending words to disk before every statement that could fail; row by row that is ten times the work.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table

from salesdesk.store import derived
from salesdesk.store.journal import image
from salesdesk.store.search import MIDDLE, WORDS


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Add rows of values as the file holds them, inside the open journal entry.

    The triggers on new rows are away meanwhile; a rollback brings them back like everything else.
    """
    if not rows:
        return
    triggers = connection.exec_driver_sql(
        "SELECT name, replace(sql, 'CREATE TRIGGER', 'CREATE TEMP TRIGGER') FROM sqlite_temp_schema "
        "WHERE type = 'trigger' AND tbl_name = ? AND sql LIKE '%AFTER INSERT%'",
        (table.name,),
    ).all()
    last = connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {table.name}").scalar_one()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER temp.{name}")
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})", [tuple(row) for row in rows]
    )
    _journal(connection, table, last)
    _index(connection, table, last)
    derived.catch_up(connection, table, last)
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def _journal(connection: Connection, table: Table, last: int) -> None:
    connection.exec_driver_sql(
        "INSERT INTO journal_row (entry_id, table_name, row_id, before, after) "
        f"SELECT entry_id, '{table.name}', new.id, NULL, {image(table, 'new')} FROM journal_open, {table.name} AS new "
        "WHERE new.id > ? AND entry_id IS NOT NULL ORDER BY new.id",
        (last,),
    )


def _index(connection: Connection, table: Table, last: int) -> None:
    for suffix, columns in (("words", WORDS.get(table.name)), ("middle", MIDDLE.get(table.name))):
        if columns:
            listed = ", ".join(columns)
            connection.exec_driver_sql(
                f"INSERT INTO {table.name}_{suffix} (rowid, {listed}) SELECT id, {listed} FROM {table.name} "
                "WHERE id > ? ORDER BY id",
                (last,),
            )
