"""From journalled rows to the records a view knows: the row itself, and the record it belongs to."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from salesdesk.domain.changes import Changes, gather
from salesdesk.store.journal import Footprint, Touched
from salesdesk.store.schema import JOURNALLED

PARENTS = {
    "lead_id": "lead",
    "opportunity_id": "opportunity",
    "account_id": "account",
    "contact_id": "contact",
}
_PARENT_COLUMNS: dict[str, tuple[str, ...]] = {
    table.name: tuple(name for name in PARENTS if name in table.columns) for table in JOURNALLED
}


def announcement(connection: Connection, footprint: Footprint) -> Changes:
    """Return which records the rows of an entry make look different."""
    pairs = [(row.table, row.row_id) for row in footprint.rows]
    for table in {row.table for row in footprint.rows}:
        columns = _PARENT_COLUMNS[table]
        if columns:
            rows = [row for row in footprint.rows if row.table == table]
            pairs.extend(_parents_in_images(rows, columns))
            pairs.extend(_parents_in_table(connection, table, columns, [row.row_id for row in rows]))
    wholesale = set(footprint.crowded)
    for table in footprint.crowded:
        wholesale.update(PARENTS[name] for name in _PARENT_COLUMNS[table])
    return Changes(gather(pairs), frozenset(wholesale))


def _parents_in_images(rows: list[Touched], columns: tuple[str, ...]) -> list[tuple[str, int]]:
    pairs: list[tuple[str, int]] = []
    for row in rows:
        for text in (row.before, row.after):
            values = json.loads(text) if text else {}
            pairs.extend((PARENTS[name], values[name]) for name in columns if values.get(name) is not None)
    return pairs


def _parents_in_table(
    connection: Connection, table: str, columns: tuple[str, ...], ids: list[int]
) -> list[tuple[str, int]]:
    listed = ", ".join(columns)
    found = connection.exec_driver_sql(
        f"SELECT {listed} FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    return [
        (PARENTS[name], value) for row in found for name, value in zip(columns, row, strict=True) if value is not None
    ]
