"""Editing several opportunities in one undo: fields, tags, and an activity to come; set-wise, however many."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.services import opportunities, tags, timeline
from salesdesk.services.closing import what
from salesdesk.services.commands import PlanForOpportunities, ReviseOpportunities, TagOpportunities
from salesdesk.services.loading import all_live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import opportunity, stage

OWN = frozenset({"name", "lead_id", "contact_id"})
"""Fields that are each opportunity's own: no two share them."""


def revise(tx: Transaction, command: ReviseOpportunities) -> Outcome:
    """Change the same fields of all, or of none where a value cannot be used."""
    ids = all_live(tx, opportunity, command.opportunities)
    own = next((name for name in command.fields if name in OWN and len(ids) > 1), None)
    if own is not None:
        raise BadValue("several opportunities", own.removesuffix("_id"), "it belongs to one opportunity alone.")
    rest, names = opportunities.split_tags(command.fields)
    values = opportunities.checked_fields(tx, rest)
    if not values and names is None:
        raise SalesDeskError("Nothing was changed. Name a field and what it is to be.")
    if "probability" in values:
        opportunities.refuse_chance(tx, ids, values["probability"])
    if values:
        _set(tx, ids, values)
    for one in ids if names is not None else ():
        tags.replace(tx, "opportunity", one, names or ())
    return Outcome(f"Change {what(tx, ids)}")


def _set(tx: Transaction, ids: list[int], values: dict[str, Any]) -> None:
    columns = opportunity.c
    if "probability" in values:
        is_open = select(stage.c.kind == "open").where(stage.c.id == columns.stage_id).scalar_subquery()
        values["probability_by_hand"] = is_open
    differs = or_(*(columns[name].is_distinct_from(value) for name, value in values.items()))
    among = columns.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
    tx.connection.execute(update(opportunity).where(among, differs).values(**values), {"ids": json.dumps(ids)})


def tag(tx: Transaction, command: TagOpportunities) -> Outcome:
    """Put tags on and take tags off; one named on both sides is put on."""
    ids = all_live(tx, opportunity, command.opportunities)
    tags.edit(tx, "opportunity", ids, command.add, command.remove)
    return Outcome(f"Tag {what(tx, ids)}")


def plan(tx: Transaction, command: PlanForOpportunities) -> Outcome:
    """Add the activity to each, with the lead, account and contact that the opportunity has."""
    ids = all_live(tx, opportunity, command.opportunities)
    found = tx.connection.exec_driver_sql(
        "SELECT id, lead_id, account_id, contact_id FROM opportunity WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    names = ("opportunity_id", "lead_id", "account_id", "contact_id")
    targets = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    step = command.step
    timeline.plan_each(tx, step, [targets[one] for one in ids])
    return Outcome(f"Add {'task' if step.kind == 'task' else step.kind} to {what(tx, ids)}")
