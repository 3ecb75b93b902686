"""Tasks that come again: the next one is planned in the step that finishes one."""

from __future__ import annotations

from sqlalchemy import RowMapping

from salesdesk.domain.recurrence import next_due, same_clock
from salesdesk.services import timeline
from salesdesk.services.transaction import Transaction

KEPT = ("kind", "direction", "subject", "notes", "recurrence", "recurs_on")
TARGETS = ("lead_id", "opportunity_id", "account_id", "contact_id")


def plan_next(tx: Transaction, record: RowMapping) -> int | None:
    """Plan the task that follows one that was just done, at the same time of day; return its id."""
    if not record["recurrence"]:
        return None
    day = next_due(record["recurrence"], record["due_on"], record["recurs_on"], tx.today)
    due_at = same_clock(record["due_at"], day, tx.now) if record["due_at"] is not None else None
    values = {name: record[name] for name in (*KEPT, *TARGETS)}
    return timeline.add(tx, **values, due_on=day, due_at=due_at)
