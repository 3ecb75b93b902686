"""What happened to an opportunity since leads were promoted into it: fields before and now, and what was added."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from salesdesk.queries.naming import name_of
from salesdesk.queries.timeline import FieldChange
from salesdesk.store.types import instant_text, read_instant

Fate = Literal["lead", "opportunity", "trash"]
TOLD = (
    *("name", "stage_id", "account_id", "contact_id", "amount_minor", "mrr_minor", "term_months", "probability"),
    *("expected_close", "source", "pain", "product", "seats", "term", "lost_reason", "competitor"),
)
"""The fields whose change is told, in this order."""
_NAMED = {"stage_id": "stage", "account_id": "account", "contact_id": "contact"}


@dataclass(frozen=True, slots=True)
class Start:
    """When a promotion was: the moment, and its entry in the journal while that is kept."""

    at: datetime
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class Added:
    """Something added since: what it is, what it is called, when it came, and where it will be afterwards."""

    kind: str
    name: str
    at: datetime | None
    fate: Fate


def changes(connection: Connection, opportunity_id: int, start: Start) -> list[FieldChange]:
    """Return every field that is not as the promotion left it, from the journal."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    condition, value = _after(start)
    rows = connection.exec_driver_sql(
        "SELECT r.before, r.after FROM journal_row AS r JOIN journal_entry AS e ON e.id = r.entry_id "
        "WHERE r.table_name = 'opportunity' AND r.row_id = ? AND r.before IS NOT NULL AND r.after IS NOT NULL "
        f"AND e.is_undone = 0 AND {condition} ORDER BY r.id",
        (opportunity_id, value),
    )
    for old, new in rows:
        before = {**json.loads(old), **before}
        after |= json.loads(new)
    currency = connection.exec_driver_sql("SELECT currency FROM opportunity WHERE id = ?", (opportunity_id,)).scalar()
    was_in = str(before.get("currency", currency))
    changed = [name for name in TOLD if name in after and before[name] != after[name]]
    if "amount_minor" not in changed and was_in != currency:
        amount = connection.exec_driver_sql("SELECT amount_minor FROM opportunity WHERE id = ?", (opportunity_id,))
        before["amount_minor"] = after["amount_minor"] = amount.scalar()
        changed.append("amount_minor")
    if "stage_id" in changed and "probability" in changed:
        # The chance follows the stage.
        changed.remove("probability")
    return [
        FieldChange(
            _NAMED.get(name, name),
            _said(connection, name, before[name]),
            _said(connection, name, after[name]),
            str(currency),
            was_in,
        )
        for name in changed
    ]


def _said(connection: Connection, name: str, value: Any) -> Any:
    if name in _NAMED and value is not None:
        return name_of(connection, _NAMED[name], value).strip("“”")
    return value


def _after(start: Start) -> tuple[str, object]:
    """Return the condition on a journal entry `e`; by its number, because clocks are set back at times."""
    if start.entry_id is not None:
        return "e.id > ?", start.entry_id
    return "e.at > ?", instant_text(start.at)


_QUERIES = {
    "activity": (
        "SELECT kind, CASE WHEN subject <> '' THEN subject ELSE notes END, at, lead_id FROM activity "
        "WHERE opportunity_id = :card AND deleted_at IS NULL"
    ),
    "attachment": "SELECT 'file', name, added_at, lead_id FROM attachment "
    "WHERE opportunity_id = :card AND deleted_at IS NULL",
    "answer": (
        "SELECT 'evidence', (SELECT d.name FROM criterion AS c JOIN dimension AS d ON d.id = c.dimension_id "
        "WHERE c.id = criterion_id), answered_at, lead_id FROM answer WHERE opportunity_id = :card"
    ),
    "opportunity_line": "SELECT 'line', description, NULL, NULL FROM opportunity_line WHERE opportunity_id = :card",
    "competitor": "SELECT 'competitor', name, NULL, NULL FROM competitor WHERE opportunity_id = :card",
    "committee_member": (
        "SELECT 'person', (SELECT trim(p.first_name || ' ' || p.last_name) FROM contact AS p WHERE p.id = contact_id), "
        "NULL, NULL FROM committee_member WHERE opportunity_id = :card"
    ),
}
_BY_TIME = {"activity": "created_at", "attachment": "added_at", "answer": "answered_at"}


def added(
    connection: Connection, opportunity_id: int, start: Start, leads: Sequence[int], *, goes: bool
) -> Iterator[Added]:
    """Yield what was added since; what belongs to one of the leads stays with it, whatever the opportunity does."""
    for table, query in _QUERIES.items():
        if start.entry_id is not None:
            # An answer that was changed since is a new one; of all else only what came counts.
            came = "" if table == "answer" else "AND r.before IS NULL "
            query += (
                " AND id IN (SELECT r.row_id FROM journal_row AS r JOIN journal_entry AS e ON e.id = r.entry_id "
                f"WHERE r.table_name = '{table}' {came}AND e.is_undone = 0 AND e.id > :start)"
            )
        elif table in _BY_TIME:
            query += f" AND {_BY_TIME[table]} > :start"
        else:
            continue
        since = start.entry_id if start.entry_id is not None else instant_text(start.at)
        rows = connection.exec_driver_sql(f"{query} ORDER BY id", {"card": opportunity_id, "start": since})
        for kind, name, at, lead_id in rows:
            fate: Fate = "lead" if lead_id in leads else "trash" if goes else "opportunity"
            yield Added(kind, str(name or "").partition("\n")[0], read_instant(at) if at else None, fate)
