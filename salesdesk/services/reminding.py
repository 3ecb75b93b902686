"""Reminders of planned activities: putting one off to a later moment."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.queries.naming import name_of
from salesdesk.services.commands import SnoozeReminder
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import activity

LONGEST = timedelta(days=31)


def snooze(tx: Transaction, command: SnoozeReminder) -> Outcome:
    """Let a reminder come back later; the activity stays due when it was."""
    query = select(activity).where(activity.c.id == command.activity, activity.c.deleted_at.is_(None))
    record = tx.connection.execute(query).mappings().first()
    if record is None:
        raise NotFound("activity", command.activity)
    called = name_of(tx.connection, "activity", record["id"])
    if record["due_on"] is None or record["done_at"] is not None:
        raise SalesDeskError(f"{called} is not planned, so there is nothing to be reminded of.")
    if not tx.now < command.until <= tx.now + LONGEST:
        raise BadValue("reminder", command.until.isoformat(), "give a moment to come, within a month.")
    tx.connection.execute(update(activity).where(activity.c.id == record["id"]).values(remind_at=command.until))
    return Outcome(f"Snooze reminder of {called}")
