"""Changing a lead or an opportunity and its next step together, in one undo."""

from __future__ import annotations

from sqlalchemy import select, update

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.texts import clean_line
from salesdesk.queries.naming import name_of
from salesdesk.services import activities, leads, lifecycle, opportunities
from salesdesk.services.commands import (
    PlanActivity,
    RescheduleActivity,
    ReviseLead,
    ReviseOpportunity,
    SetLead,
    SetOpportunity,
)
from salesdesk.services.timeline import known_kind
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import activity


def revise(tx: Transaction, command: ReviseOpportunity) -> Outcome:
    """Change fields, and move or add the next step."""
    if not command.fields and command.step is None:
        raise SalesDeskError("Nothing was changed. Change the amount, the close date or the next step.")
    if command.fields:
        opportunities.change(tx, SetOpportunity(command.opportunity, command.fields))
    if command.step is not None:
        _set_step(tx, PlanActivity(command.step, opportunity=command.opportunity))
    return Outcome(f"Change {name_of(tx.connection, 'opportunity', command.opportunity)}")


def revise_lead(tx: Transaction, command: ReviseLead) -> Outcome:
    """Change fields, and move or add the next step."""
    if not command.fields and command.step is None:
        raise SalesDeskError("Nothing was changed. Change a field or the next step.")
    lifecycle.load(tx, command.lead)
    if command.fields:
        leads.change(tx, SetLead(command.lead, command.fields))
    if command.step is not None:
        _set_step(tx, PlanActivity(command.step, lead=command.lead))
    return Outcome(f"Change {name_of(tx.connection, 'lead', command.lead)}")


def _set_step(tx: Transaction, wanted: PlanActivity) -> None:
    """Let the earliest planned activity of the lead or opportunity be this one, or add it where there is none."""
    owner = activity.c.lead_id == wanted.lead
    if wanted.lead is None:
        owner = activity.c.opportunity_id == wanted.opportunity
    planned = (
        select(activity.c.id)
        .where(owner, activity.c.done_at.is_(None), activity.c.due_on.is_not(None), activity.c.deleted_at.is_(None))
        .order_by(activity.c.due_on, activity.c.due_at.is_(None), activity.c.due_at, activity.c.id)
        .limit(1)
    )
    found = tx.connection.execute(planned).scalar()
    if found is None:
        activities.plan(tx, wanted)
        return
    step = wanted.step
    activities.reschedule(tx, RescheduleActivity(found, step.due_on, step.due_at))
    words = {"kind": known_kind(step.kind), "subject": clean_line(step.subject, "subject")}
    tx.connection.execute(update(activity).where(activity.c.id == found).values(**words))
