"""Taking a lead from one lifecycle stage to another, with its line of history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import NotFound, SalesDeskError
from salesdesk.domain.leads import LIFECYCLE_NAMES, SQL_NEEDS, STEPS
from salesdesk.domain.verdict import unsatisfied
from salesdesk.queries import evidence
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import lead, lifecycle_history, playbook
from salesdesk.store.types import instant_text

CONFIRMED = "Budget, Authority and Need confirmed"


def load(tx: Transaction, lead_id: int) -> RowMapping:
    """Return a lead that is not in the trash. Raises: NotFound."""
    query = select(lead).where(lead.c.id == lead_id, lead.c.deleted_at.is_(None))
    found = tx.connection.execute(query).mappings().first()
    if found is None:
        raise NotFound("lead", lead_id)
    return found


def enter(tx: Transaction, record: RowMapping, to_stage: str, reason: str = "", *, is_override: bool = False) -> None:
    """Put a lead into a stage and write its history; leaving Nurture or Unqualified clears their date and reason."""
    if to_stage not in STEPS[record["lifecycle"]]:
        names = LIFECYCLE_NAMES[record["lifecycle"]], LIFECYCLE_NAMES.get(to_stage, to_stage)
        raise SalesDeskError(f"A lead does not go from {names[0]} to {names[1]}. Take it there step by step.")
    values: dict[str, Any] = {"lifecycle": to_stage}
    if record["lifecycle"] in ("nurture", "unqualified"):
        values |= {"wake_on": None, "closed_reason": ""}
        if record["wake_on"] is not None and record["wake_on"] <= tx.today:
            values["woke_on"] = record["wake_on"]
    is_forward = record["lifecycle"] in ("new", "working")
    if to_stage == "mql" and is_forward and record["interest_at"] is None and record["first_reply_at"] is None:
        values["interest_at"] = tx.now
    tx.connection.execute(update(lead).where(lead.c.id == record["id"]).values(**values))
    tx.connection.execute(
        insert(lifecycle_history).values(
            lead_id=record["id"],
            from_stage=record["lifecycle"],
            to_stage=to_stage,
            at=tx.now,
            reason=reason,
            is_override=int(is_override),
        )
    )


def lacking_for_sql(tx: Transaction, lead_id: int) -> list[str]:
    """Return which of Budget, Authority and Need are not confirmed by fresh evidence, as the playbook calls them.

    Of a playbook without counterparts to them, everything that is required is needed.
    """
    found = evidence.of_lead(tx.connection, lead_id, tx.now)
    needed = [one for one in found if one.stands in SQL_NEEDS and one.is_required] or found
    return [one.name for one in unsatisfied(needed)]


def mark_mqls(tx: Transaction, leads: Sequence[int], reason: str) -> None:
    """Make MQLs of those leads that are New or Working, set-wise.

    No reply clock starts: rules or marks have changed, nobody has shown interest just now.
    """
    rising = [(lead_id,) for lead_id in note_mqls(tx, leads, reason)]
    if rising:
        tx.connection.exec_driver_sql("UPDATE lead SET lifecycle = 'mql' WHERE id = ?", rising)


def note_mqls(tx: Transaction, leads: Sequence[int], reason: str) -> list[int]:
    """Write the history of those leads that become MQLs, New or Working as they are; return which."""
    open_ones = "id IN (SELECT value FROM json_each(?)) AND lifecycle IN ('new', 'working') AND deleted_at IS NULL"
    query = f"SELECT id, lifecycle FROM lead WHERE {open_ones} ORDER BY id"
    rising = tx.connection.exec_driver_sql(query, (json.dumps(list(leads)),)).all()
    if rising:
        tx.connection.exec_driver_sql(
            "INSERT INTO lifecycle_history (lead_id, from_stage, to_stage, at, reason) VALUES (?, ?, 'mql', ?, ?)",
            [(lead_id, stage, instant_text(tx.now), reason) for lead_id, stage in rising],
        )
    return [lead_id for lead_id, _ in rising]


def stage_before(tx: Transaction, lead_id: int) -> str:
    """Return the last stage on the path to SQL that a lead stood in."""
    history = lifecycle_history.c
    last = (
        select(history.to_stage)
        .where(history.lead_id == lead_id, history.to_stage.in_(("new", "working", "mql", "sql")))
        .order_by(history.id.desc())
        .limit(1)
    )
    return tx.connection.execute(last).scalar() or _stage_before_any_history(tx, lead_id)


def _stage_before_any_history(tx: Transaction, lead_id: int) -> str:
    history = lifecycle_history.c
    first = select(history.from_stage).where(history.lead_id == lead_id).order_by(history.id).limit(1)
    stage = tx.connection.execute(first).scalar() or "new"
    return stage if stage in ("new", "working", "mql", "sql") else "new"


def mql_mark(tx: Transaction) -> int:
    """Return the score from which the default playbook calls a lead an MQL."""
    query = select(playbook.c.mql_mark).order_by(playbook.c.is_default.desc(), playbook.c.id).limit(1)
    return tx.connection.execute(query).scalar() or 60
