"""Taking a promotion back, also after other work: its leads stand where they stood, and what it overwrote is back."""

from __future__ import annotations

from sqlalchemy import RowMapping, delete, select, update

from salesdesk.domain.errors import NotFound, SalesDeskError, StageClosed
from salesdesk.queries import promotions
from salesdesk.queries.naming import name_of
from salesdesk.queries.promotion_traces import Trace
from salesdesk.queries.promotions import Back, PromotedLead
from salesdesk.services import activities, letters, lifecycle
from salesdesk.services.commands import UnpromoteOpportunity
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import (
    account,
    activity,
    answer,
    attachment,
    contact,
    custom_value,
    lead,
    metadata,
    opportunity,
    stage,
)


def unpromote(tx: Transaction, command: UnpromoteOpportunity) -> Outcome:
    """Take a promotion back. An opportunity that was there before its leads joined stays, without them."""
    card = _load(tx, command.opportunity)
    back = promotions.taken_back(tx.connection, card["id"], command.lead)
    if not back.leads:
        raise SalesDeskError(_not_promoted(tx, card, command.lead))
    if card["kind"] == "won":
        raise StageClosed(f"“{card['name']}” is won. Reopen it first, then take the promotion back.")
    # The latest first, so that each finds what it overwrote as it left it.
    traces = [trace for trace in back.traces if trace is not None]
    for trace in sorted(traces, key=lambda one: -one.entry_id):
        _restore(tx, trace, stays=not back.goes)
    given = [one.id for one in back.carried]
    tx.connection.execute(delete(custom_value).where(custom_value.c.id.in_(given)))
    _trash(tx, back)
    for one in back.leads:
        _take_back(tx, card["id"], one)
    if back.goes:
        tx.connection.execute(update(opportunity).where(opportunity.c.id == card["id"]).values(deleted_at=tx.now))
    else:
        _leave_standing(tx, card, back)
    return Outcome(f"Take back promotion of “{card['name']}”")


def _not_promoted(tx: Transaction, card: RowMapping, lead_id: int | None) -> str:
    if lead_id is not None:
        return (
            f"{name_of(tx.connection, 'lead', lead_id)} was not promoted into “{card['name']}”. Nothing to take back."
        )
    return f"“{card['name']}” was not promoted from a lead. Delete it instead."


def _load(tx: Transaction, opportunity_id: int) -> RowMapping:
    query = (
        select(opportunity, stage.c.kind)
        .join(stage, stage.c.id == opportunity.c.stage_id)
        .where(opportunity.c.id == opportunity_id, opportunity.c.deleted_at.is_(None))
    )
    found = tx.connection.execute(query).mappings().first()
    if found is None:
        raise NotFound("opportunity", opportunity_id)
    return found


def _restore(tx: Transaction, trace: Trace, *, stays: bool) -> None:
    """Give back what the promotion overwrote; on an opportunity that stays, take away what it added there."""
    for one in trace.overwritten:
        if one.table != "opportunity" or stays:
            columns = ", ".join(f"{name} = ?" for name in one.before)
            statement = f"UPDATE {one.table} SET {columns} WHERE id = ?"
            tx.connection.exec_driver_sql(statement, (*one.before.values(), one.record))
    for name, records in trace.added.items():
        if stays and name != "activity":
            # What it gave to an account or a contact is taken back whether the opportunity stays or not.
            table = metadata.tables[name]
            tx.connection.execute(delete(table).where(table.c.id.in_(records), table.c.opportunity_id.is_not(None)))


def _trash(tx: Transaction, back: Back) -> None:
    rest = back.rest
    for table, ids in ((contact, rest.contacts), (account, rest.accounts), (activity, rest.plans)):
        tx.connection.execute(update(table).where(table.c.id.in_(ids)).values(deleted_at=tx.now))


def _take_back(tx: Transaction, opportunity_id: int, one: PromotedLead) -> None:
    """Unlink a lead and all that is its own, and put it where it stood, out of the trash if need be."""
    tx.connection.execute(
        update(lead)
        .where(lead.c.id == one.id)
        .values(opportunity_id=None, account_id=None, contact_id=None, deleted_at=None)
    )
    lifecycle.enter(tx, lifecycle.load(tx, one.id), one.returns_to, "Promotion taken back")
    own = (activity.c.lead_id == one.id, activity.c.opportunity_id == opportunity_id)
    for name, joined in (("account_id", one.account_id), ("contact_id", one.contact_id)):
        tx.connection.execute(update(activity).where(*own, activity.c[name] == joined).values(**{name: None}))
    tx.connection.execute(update(activity).where(*own).values(opportunity_id=None))
    shared = (answer.c.lead_id == one.id, answer.c.opportunity_id == opportunity_id)
    tx.connection.execute(update(answer).where(*shared).values(opportunity_id=None))
    files = (attachment.c.lead_id == one.id, attachment.c.opportunity_id == opportunity_id)
    tx.connection.execute(update(attachment).where(*files).values(opportunity_id=None))
    letters.refresh_lead(tx, one.id)


def _leave_standing(tx: Transaction, card: RowMapping, back: Back) -> None:
    """Let an opportunity go on without the leads that left it."""
    if back.heir is not None:
        tx.connection.execute(update(opportunity).where(opportunity.c.id == card["id"]).values(lead_id=back.heir))
    activities.recompute_opportunity(tx, card["id"])
    letters.refresh_opportunity(tx, card["id"])
