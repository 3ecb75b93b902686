"""Editing several leads in one undo: fields, tags, and an activity to come; set-wise, however many."""

from __future__ import annotations

import json
from collections.abc import Sequence

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.queries.naming import name_of
from salesdesk.services import leads, scores, tags, timeline
from salesdesk.services.commands import PlanForLeads, ReviseLeads, TagLeads
from salesdesk.services.fields import checked
from salesdesk.services.loading import all_live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import lead

OWN = frozenset({"first_name", "last_name", "company", "email", "website", "phone", "mobile", "interest_at"})
"""Fields that are each lead's own: it is found by them, or no two share them."""


def revise(tx: Transaction, command: ReviseLeads) -> Outcome:
    """Change the same fields of all, or of none where a value cannot be used; scores follow."""
    ids = all_live(tx, lead, command.leads)
    rest, names, stage, own = leads.split(command.fields)
    alone = next((name for name in rest if name in OWN), "lifecycle" if stage else "custom" if own else "")
    if alone:
        raise BadValue("several leads", alone, "change it on each lead.")
    values = checked("lead", rest, leads.FIELDS)
    if not values and names is None:
        raise SalesDeskError("Nothing was changed. Name a field and what it is to be.")
    if values:
        scores.revise_leads(tx, ids, values)
    for one in ids if names is not None else ():
        tags.replace(tx, "lead", one, names or ())
    return Outcome(f"Change {what(tx, ids)}")


def tag(tx: Transaction, command: TagLeads) -> Outcome:
    """Put tags on and take tags off; one named on both sides is put on."""
    ids = all_live(tx, lead, command.leads)
    tags.edit(tx, "lead", ids, command.add, command.remove)
    return Outcome(f"Tag {what(tx, ids)}")


def plan(tx: Transaction, command: PlanForLeads) -> Outcome:
    """Add the activity to each, with what its promotion joined."""
    ids = all_live(tx, lead, command.leads)
    timeline.plan_each(tx, command.step, targets(tx, ids))
    return Outcome(f"Add {'task' if command.step.kind == 'task' else command.step.kind} to {what(tx, ids)}")


def targets(tx: Transaction, ids: Sequence[int]) -> list[dict[str, int | None]]:
    """Return for each lead what an activity with it belongs to."""
    found = tx.connection.exec_driver_sql(
        "SELECT id, opportunity_id, account_id, contact_id FROM lead WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    names = ("lead_id", "opportunity_id", "account_id", "contact_id")
    by_id = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    return [by_id[one] for one in ids]


def what(tx: Transaction, ids: Sequence[int]) -> str:
    """Return what a step in the Edit menu calls these leads."""
    return name_of(tx.connection, "lead", ids[0]) if len(ids) == 1 else f"{len(ids):,} leads"
