"""Activities: logging what happened, planning what comes, and what both mean for leads and opportunities."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table, select, update

from salesdesk.domain.activities import is_outbound, is_touch
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.queries.naming import name_of
from salesdesk.services import evidence, lifecycle, repeating, scores, timeline
from salesdesk.services.commands import (
    CompleteActivity,
    DeleteActivity,
    LogActivity,
    PlanActivity,
    RecordEvidence,
    RescheduleActivity,
)
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import account, activity, contact, lead, opportunity

KIND_NAMES = {
    "call": "call",
    "email": "email",
    "meeting": "meeting",
    "demo": "demo",
    "document": "document",
    "note": "note",
    "task": "task",
}
_MINUTES = 100_000


def log(tx: Transaction, command: LogActivity) -> Outcome:
    """Record something that happened, and the next step if one was agreed."""
    targets = _targets(tx, command)
    if command.direction not in ("outbound", "inbound"):
        raise BadValue("direction", command.direction, "use outbound or inbound.")
    minutes = command.duration_min
    if minutes is not None and not 0 <= minutes <= _MINUTES:
        raise BadValue("duration", minutes, f"give minutes from 0 to {_MINUTES:,}.")
    planned = _planned(tx, command.completes) if command.completes is not None else None
    new_id = timeline.write(
        tx,
        planned,
        kind=command.kind,
        direction=command.direction,
        subject=command.subject or (planned["subject"] if planned is not None else ""),
        notes=command.notes or (planned["notes"] if planned is not None else ""),
        outcome=command.outcome,
        duration_min=minutes,
        at=command.at or tx.now,
        **targets,
    )
    if planned is not None:
        repeating.plan_next(tx, planned)
    if command.next_step is not None:
        timeline.plan(tx, (command.next_step,), notes="", **targets)
    _happened(tx, new_id)
    if command.evidence:
        told = tuple(replace(one, activity=new_id, said_at=_past(tx, command.at)) for one in command.evidence)
        about = (command.lead, None) if command.lead is not None else (None, command.opportunity)
        evidence.record(tx, RecordEvidence(told, *about))
    verb = "Add" if command.kind in ("note", "task") else "Log"
    return Outcome(f"{verb} {KIND_NAMES[command.kind]} {_with(tx, targets)}", new_id)


def _past(tx: Transaction, at: datetime | None) -> datetime | None:
    """Return a moment, or now where a clock that was set back puts it in the future."""
    return None if at is None or at > tx.now else at


def plan(tx: Transaction, command: PlanActivity) -> Outcome:
    """Add an activity to come."""
    targets = _targets(tx, command)
    (new_id,) = timeline.plan(tx, (command.step,), notes=command.notes, **targets)
    verb = "Add" if command.step.kind == "task" else "Plan"
    return Outcome(f"{verb} {KIND_NAMES[command.step.kind]} {_with(tx, targets)}", new_id)


def complete(tx: Transaction, command: CompleteActivity) -> Outcome:
    """Tick off a planned activity, or take the tick back."""
    record = _load(tx, command.activity)
    called = name_of(tx.connection, "activity", record["id"])
    if record["due_on"] is None:
        raise SalesDeskError(f"{called} was never planned, so there is nothing to tick off.")
    if command.is_done is (record["done_at"] is not None):
        raise SalesDeskError(f"{called} is {'done' if command.is_done else 'not done'} already.")
    values: dict[str, Any] = {"done_at": tx.now, "at": tx.now}
    if not command.is_done:
        values = {"done_at": None, "at": record["created_at"]}
    tx.connection.execute(update(activity).where(activity.c.id == record["id"]).values(**values))
    if command.is_done:
        _happened(tx, record["id"])
        repeating.plan_next(tx, record)
    else:
        _recompute(tx, record)
    return Outcome(f"{'Complete' if command.is_done else 'Reopen'} {called}")


def _planned(tx: Transaction, activity_id: int) -> RowMapping:
    record = _load(tx, activity_id)
    if record["due_on"] is None or record["done_at"] is not None:
        raise SalesDeskError(f"{name_of(tx.connection, 'activity', activity_id)} is not planned. Log it by itself.")
    return record


def reschedule(tx: Transaction, command: RescheduleActivity) -> Outcome:
    """Move a planned activity that is not done to another day or time."""
    record = _load(tx, command.activity)
    called = name_of(tx.connection, "activity", record["id"])
    if record["due_on"] is None or record["done_at"] is not None:
        raise SalesDeskError(f"{called} is not planned, so it has no day to move. Plan another one instead.")
    values: dict[str, Any] = {"due_on": command.due_on, "due_at": command.due_at, "remind_at": None}
    if record["recurrence"] == "monthly":
        values["recurs_on"] = command.due_on.day
    tx.connection.execute(update(activity).where(activity.c.id == record["id"]).values(**values))
    return Outcome(f"Reschedule {called}")


def remove(tx: Transaction, command: DeleteActivity) -> Outcome:
    """Put an activity in the trash; what it meant for its lead and opportunity goes with it."""
    record = _load(tx, command.activity)
    called = name_of(tx.connection, "activity", record["id"])
    tx.connection.execute(update(activity).where(activity.c.id == record["id"]).values(deleted_at=tx.now))
    _recompute(tx, record)
    return Outcome(f"Delete {called}")


def recompute_lead(tx: Transaction, lead_id: int) -> None:
    """Set first reply, last activity and score of a lead from the activities that are left."""
    happened = _happened_on(tx, activity.c.lead_id == lead_id)
    replies = [one["at"] for one in happened if is_outbound(one["kind"], one["direction"])]
    values = {
        "first_reply_at": min(replies, default=None),
        "last_activity_at": max((one["at"] for one in happened), default=None),
    }
    tx.connection.execute(update(lead).where(lead.c.id == lead_id, lead.c.deleted_at.is_(None)).values(**values))
    if _is_live(tx, lead, lead_id):
        scores.rescore(tx, lead_id)


def recompute_opportunity(tx: Transaction, opportunity_id: int) -> None:
    """Set the last touch of an opportunity from the activities that are left."""
    happened = _happened_on(tx, activity.c.opportunity_id == opportunity_id)
    latest = max((one["at"] for one in happened if _touches(one)), default=None)
    tx.connection.execute(update(opportunity).where(opportunity.c.id == opportunity_id).values(touched_at=latest))


def touch_as_lead(tx: Transaction, lead_id: int, opportunity_id: int) -> None:
    """Let an opportunity count as touched when its lead was last."""
    touches = [one["at"] for one in _happened_on(tx, activity.c.lead_id == lead_id) if _touches(one)]
    if touches:
        _touch(tx, opportunity_id, max(touches))


def _touch(tx: Transaction, opportunity_id: int, at: datetime) -> None:
    is_later = opportunity.c.touched_at.is_(None) | (opportunity.c.touched_at < at)
    touched = update(opportunity).where(opportunity.c.id == opportunity_id, is_later)
    tx.connection.execute(touched.values(touched_at=at))


def _happened(tx: Transaction, activity_id: int) -> None:
    """Let an activity that has just happened count: reply, last activity, New to Working, score, touch."""
    record = _load(tx, activity_id)
    if record["lead_id"] is not None and _is_live(tx, lead, record["lead_id"]):
        person = lifecycle.load(tx, record["lead_id"])
        values: dict[str, datetime] = {
            "last_activity_at": max(record["at"], person["last_activity_at"] or record["at"])
        }
        reaches_out = is_outbound(record["kind"], record["direction"])
        if reaches_out:
            values["first_reply_at"] = min(record["at"], person["first_reply_at"] or record["at"])
        tx.connection.execute(update(lead).where(lead.c.id == person["id"]).values(**values))
        if reaches_out and person["lifecycle"] == "new":
            lifecycle.enter(tx, person, "working")
        scores.rescore(tx, person["id"])
    if record["opportunity_id"] is not None and _touches(record):
        _touch(tx, record["opportunity_id"], record["at"])


def _recompute(tx: Transaction, record: RowMapping) -> None:
    if record["lead_id"] is not None:
        recompute_lead(tx, record["lead_id"])
    if record["opportunity_id"] is not None:
        recompute_opportunity(tx, record["opportunity_id"])


def _happened_on(tx: Transaction, owner: Any) -> list[RowMapping]:
    has_happened = activity.c.due_on.is_(None) | activity.c.done_at.is_not(None)
    query = select(activity).where(owner, has_happened, activity.c.deleted_at.is_(None))
    return list(tx.connection.execute(query).mappings())


def _touches(record: RowMapping) -> bool:
    return is_touch(record["kind"], record["direction"], record["outcome"], is_finished=record["done_at"] is not None)


def _targets(tx: Transaction, command: LogActivity | PlanActivity) -> dict[str, int | None]:
    """Return the records an activity belongs to: those named, and those that their promotion joined."""
    targets: dict[str, int | None] = {
        "lead_id": command.lead,
        "opportunity_id": command.opportunity,
        "account_id": command.account,
        "contact_id": command.contact,
    }
    if not any(targets.values()):
        raise SalesDeskError("An activity belongs to a lead, a contact, an account or an opportunity. Name one.")
    for table in (account, contact):
        named = targets[f"{table.name}_id"]
        if named is not None and not _is_live(tx, table, named):
            raise NotFound(table.name, named)
    if command.lead is not None:
        _fill(targets, lifecycle.load(tx, command.lead), "opportunity_id")
    if command.opportunity is not None:
        query = select(opportunity).where(opportunity.c.id == command.opportunity, opportunity.c.deleted_at.is_(None))
        card = tx.connection.execute(query).mappings().first()
        if card is None:
            raise NotFound("opportunity", command.opportunity)
        _fill(targets, card, "lead_id")
    return targets


def _fill(targets: dict[str, int | None], record: RowMapping, other: str) -> None:
    for name in (other, "account_id", "contact_id"):
        if targets[name] is None:
            targets[name] = record[name]


def _load(tx: Transaction, activity_id: int) -> RowMapping:
    query = select(activity).where(activity.c.id == activity_id, activity.c.deleted_at.is_(None))
    found = tx.connection.execute(query).mappings().first()
    if found is None:
        raise NotFound("activity", activity_id)
    return found


def _is_live(tx: Transaction, table: Table, record: int) -> bool:
    query = select(table.c.id).where(table.c.id == record, table.c.deleted_at.is_(None))
    return tx.connection.execute(query).first() is not None


def _with(tx: Transaction, targets: dict[str, int | None]) -> str:
    for kind in ("lead", "opportunity", "contact", "account"):
        record = targets[f"{kind}_id"]
        if record is not None:
            return f"with {name_of(tx.connection, kind, record)}"
    raise AssertionError("an activity has a target")
