"""What a promotion wrote beside the lead itself, as far as the journal still knows, and what of it still stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

_GIVEN = {
    "opportunity": ("account_id", "contact_id", "pain", "expected_close"),
    "account": (),
    "contact": (),
}
"""Records that a promotion changes, and which of their columns; none for every one."""
_ADDED = ("committee_member", "tagging", "custom_value")
"""What a promotion adds to an opportunity that was there before."""


@dataclass(frozen=True, slots=True)
class Overwritten:
    """Columns of a record that a promotion changed and nothing has changed since, as they were before."""

    table: str
    record: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """The entry of a promotion, what it overwrote, and the rows it added that are as it wrote them, by table."""

    entry_id: int
    overwritten: tuple[Overwritten, ...]
    added: dict[str, tuple[int, ...]]


def trace_of(connection: Connection, lead_id: int) -> Trace | None:
    """Return what the promotion of a lead left, or None where the journal has forgotten it."""
    entry_id = connection.exec_driver_sql(
        "SELECT r.entry_id FROM journal_row AS r JOIN journal_entry AS e ON e.id = r.entry_id AND e.is_undone = 0 "
        "WHERE r.table_name = 'lifecycle_history' AND r.before IS NULL AND r.row_id = ("
        "SELECT max(h.id) FROM lifecycle_history AS h WHERE h.lead_id = ? AND h.to_stage = 'opportunity') "
        "ORDER BY r.id DESC LIMIT 1",
        (lead_id,),
    ).scalar()
    if entry_id is None:
        return None
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM journal_row WHERE entry_id = ? AND after IS NOT NULL "
        "ORDER BY id",
        (entry_id,),
    ).all()
    return Trace(entry_id, tuple(_overwritten(connection, rows)), _added(connection, rows, lead_id))


def _overwritten(connection: Connection, rows: Sequence[Any]) -> Iterator[Overwritten]:
    for table, record, before_text, after_text in rows:
        if before_text is None or table not in _GIVEN:
            continue
        before, after = json.loads(before_text), json.loads(after_text)
        present = _row(connection, table, record)
        kept = [
            name
            for name in after
            if name in (_GIVEN[table] or after) and present is not None and present[name] == after[name]
        ]
        if kept:
            yield Overwritten(table, record, {one: before[one] for one in kept}, {one: after[one] for one in kept})


def _added(connection: Connection, rows: Sequence[Any], lead_id: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for table, record, before_text, after_text in rows:
        if before_text is not None or table not in (*_ADDED, "activity"):
            continue
        present, after = _row(connection, table, record), json.loads(after_text)
        if present is None or any(present[name] != value for name, value in after.items() if name != "rank"):
            continue
        is_plan = table != "activity" or (present["due_on"] is not None and present["lead_id"] == lead_id)
        if is_plan and present.get("deleted_at") is None and present.get("done_at") is None:
            found.setdefault(table, []).append(record)
    return {table: tuple(records) for table, records in found.items()}


def _row(connection: Connection, table: str, record: int) -> dict[str, Any] | None:
    found = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id = ?", (record,)).mappings().first()
    return dict(found) if found is not None else None
