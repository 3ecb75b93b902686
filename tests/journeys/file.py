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


def told(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return every record without what differs between any two runs: moments, universal ids, spelling of ranks."""
    found = {}
    for table in RECORDS:
        names = [name for (name,) in rows(path, "SELECT name FROM pragma_table_info(?)", table)]
        kept = [name for name in names if name not in ("uid", "rank", "at") and not name.endswith("_at")]
        listed = rows(path, f"SELECT {', '.join(kept)} FROM {table} ORDER BY id")
        found[table] = [dict(zip(kept, row, strict=True)) for row in listed]
    found["order"] = [
        {"name": name, "stage": stage}
        for name, stage in rows(path, "SELECT name, stage_id FROM opportunity ORDER BY stage_id, rank, id")
    ]
    return found
