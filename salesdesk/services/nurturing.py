"""Putting an opportunity off to a day, and taking it up again together with the lead it came from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import RowMapping, select, update

from salesdesk.domain.errors import BadValue
from salesdesk.domain.texts import clean_line
from salesdesk.services import lifecycle, opportunities, promotion
from salesdesk.services.closing import chosen, what
from salesdesk.services.commands import LoseOpportunity, NurtureOpportunities, ReopenOpportunity
from salesdesk.services.timeline import add_note
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import lead, opportunity


def nurture(tx: Transaction, command: NurtureOpportunities) -> Outcome:
    """Close each as lost with a day to try again; its lead sleeps until then with its evidence."""
    reason = clean_line(command.reason, "reason")
    if not reason:
        raise BadValue("reason", "", "say why it waits, for instance “No budget before the new year”.")
    if command.wake_on <= tx.today:
        raise BadValue("wake-up date", command.wake_on.isoformat(), "choose a day to come.")
    for one in chosen(command.opportunities):
        opportunities.lose(tx, LoseOpportunity(one, reason, retry_on=command.wake_on))
        if command.note.strip():
            add_note(tx, command.note, opportunity_id=one)
        _put_to_sleep(tx, one, reason, command.wake_on)
    return Outcome(f"Nurture {what(tx, command.opportunities)}")


def reopen(tx: Transaction, command: ReopenOpportunity) -> Outcome:
    """Reopen an opportunity; the lead that went to Nurture with it comes back too."""
    outcome = opportunities.reopen(tx, command)
    record = _origin(tx, command.opportunity)
    if record is not None and record["lifecycle"] == "nurture" and record["opportunity_id"] is None:
        lifecycle.enter(tx, record, "opportunity", "Reopened")
        joined = update(lead).where(lead.c.id == record["id"]).values(opportunity_id=command.opportunity)
        tx.connection.execute(joined)
        promotion.hand_over(tx, record["id"], command.opportunity, record["account_id"], record["contact_id"])
    return outcome


def _put_to_sleep(tx: Transaction, opportunity_id: int, reason: str, wake_on: date) -> None:
    record = _origin(tx, opportunity_id)
    if record is None or record["opportunity_id"] != opportunity_id:
        return
    lifecycle.enter(tx, record, "nurture", reason)
    asleep = {"opportunity_id": None, "wake_on": wake_on, "closed_reason": reason}
    tx.connection.execute(update(lead).where(lead.c.id == record["id"]).values(**asleep))


def _origin(tx: Transaction, opportunity_id: int) -> RowMapping | None:
    """Return the lead an opportunity came from, None where there is none or it is in the trash."""
    came_from = select(opportunity.c.lead_id).where(opportunity.c.id == opportunity_id).scalar_subquery()
    query = select(lead).where(lead.c.id == came_from, lead.c.deleted_at.is_(None))
    return tx.connection.execute(query).mappings().first()
