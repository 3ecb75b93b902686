"""Every journalled row of a file, to compare before and after."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from salesdesk.store.schema import JOURNALLED

Rows = dict[str, list[tuple[object, ...]]]


def all_rows(path: Path) -> Rows:
    """Return the rows of every journalled table by id, read with plain sqlite3."""
    connection = sqlite3.connect(path)
    try:
        return {
            table.name: connection.execute(f"SELECT * FROM {table.name} ORDER BY id").fetchall() for table in JOURNALLED
        }
    finally:
        connection.close()
