"""The rep’s file as plain sqlite3 sees it from outside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

RECORDS = (
    "lead",
    "opportunity",
    "account",
    "contact",
    "activity",
    "answer",
    "committee_member",
    "stage_history",
    "lifecycle_history",
    "import_batch",
    "tag",
    "tagging",
)
Rows = list[tuple[Any, ...]]


def rows(path: Path, query: str, *values: object) -> Rows:
    """Return what a query finds in a file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def records(path: Path) -> dict[str, Rows]:
    """Return every row of every table that holds records."""
    return {table: rows(path, f"SELECT * FROM {table} ORDER BY id") for table in RECORDS}


def steps(path: Path) -> list[tuple[str, bool]]:
    """Return the undo steps with whether each is taken back, oldest first."""
    found = rows(path, "SELECT label, is_undone FROM journal_entry ORDER BY id")
    return [(label, bool(undone)) for label, undone in found]
