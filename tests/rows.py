"""Every journalled row of a file and its schema, to compare with another, and a file of the first version."""

from __future__ import annotations

import gzip
import re
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


def written_schema(path: Path) -> dict[str, str]:
    """Return the statement of every table, index and trigger of a file, whatever its white space."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql)).strip() for name, sql in rows}


def first_version(path: Path) -> Path:
    """Write a file as the first version of the schema left it, and return its place."""
    stored = Path(__file__).parent / "store" / "files" / "v1.salesdesk.gz"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    return path
