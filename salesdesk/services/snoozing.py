"""Putting rotting off: an opportunity that may stand still until a day."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from salesdesk.domain.errors import BadValue, SalesDeskError, StageClosed
from salesdesk.domain.phrases import day_phrase
from salesdesk.services.commands import SnoozeOpportunities
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import opportunity, stage

LONGEST = timedelta(days=366)


def snooze(tx: Transaction, command: SnoozeOpportunities) -> Outcome:
    """Suspend rotting until a day to come, or let it count again; open opportunities only."""
    until = command.until
    if until is not None and until <= tx.today:
        raise BadValue("snooze date", until, "give a day to come.")
    if until is not None and until > tx.today + LONGEST:
        raise BadValue("snooze date", until, "give a day within a year.")
    if not command.opportunities:
        raise SalesDeskError("No opportunity was named. Select at least one, then snooze it.")
    records = [live(tx, opportunity, one) for one in dict.fromkeys(command.opportunities)]
    kinds = {one.id: one.kind for one in tx.connection.execute(select(stage.c.id, stage.c.kind))}
    for record in records:
        kind = kinds[record["stage_id"]]
        if kind != "open":
            raise StageClosed(f"“{record['name']}” is {kind}, and only open opportunities rot.")
    for record in records:
        if record["snoozed_until"] != until:
            row = update(opportunity).where(opportunity.c.id == record["id"])
            tx.connection.execute(row.values(snoozed_until=until))
    what = f"“{records[0]['name']}”" if len(records) == 1 else f"{len(records)} opportunities"
    return Outcome(f"Snooze {what} until {day_phrase(until, tx.today)}" if until else f"End snooze of {what}")
