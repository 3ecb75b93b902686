"""Changing an opportunity and its next step together, in one undo."""

from __future__ import annotations

from sqlalchemy import select, update

from salesdesk.domain.activities import KINDS
from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.texts import clean_line
from salesdesk.queries.naming import name_of
from salesdesk.services import activities, opportunities
from salesdesk.services.commands import PlanActivity, PlannedStep, RescheduleActivity, ReviseOpportunity, SetOpportunity
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import activity


def revise(tx: Transaction, command: ReviseOpportunity) -> Outcome:
    """Change fields, and move or add the next step."""
    if not command.fields and command.step is None:
        raise SalesDeskError("Nothing was changed. Change the amount, the close date or the next step.")
    if command.fields:
        opportunities.change(tx, SetOpportunity(command.opportunity, command.fields))
    if command.step is not None:
        _set_step(tx, command.opportunity, command.step)
    return Outcome(f"Change {name_of(tx.connection, 'opportunity', command.opportunity)}")


def _set_step(tx: Transaction, opportunity_id: int, step: PlannedStep) -> None:
    planned = (
        select(activity.c.id)
        .where(
            activity.c.opportunity_id == opportunity_id,
            activity.c.done_at.is_(None),
            activity.c.due_on.is_not(None),
            activity.c.deleted_at.is_(None),
        )
        .order_by(activity.c.due_on, activity.c.due_at.is_(None), activity.c.due_at, activity.c.id)
        .limit(1)
    )
    found = tx.connection.execute(planned).scalar()
    if found is None:
        activities.plan(tx, PlanActivity(step, opportunity=opportunity_id))
        return
    activities.reschedule(tx, RescheduleActivity(found, step.due_on, step.due_at))
    if step.kind not in KINDS:
        raise BadValue("kind of activity", step.kind, f"use {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    words = {"kind": step.kind, "subject": clean_line(step.subject, "subject")}
    tx.connection.execute(update(activity).where(activity.c.id == found).values(**words))
