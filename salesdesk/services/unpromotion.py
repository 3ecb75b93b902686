"""Taking a promotion back, also after other work: the opportunity goes, its leads stand where they stood."""

from __future__ import annotations

from sqlalchemy import RowMapping, select, update

from salesdesk.domain.errors import NotFound, SalesDeskError, StageClosed
from salesdesk.queries import promotions
from salesdesk.queries.promotions import PromotedLead
from salesdesk.services import letters, lifecycle
from salesdesk.services.commands import UnpromoteOpportunity
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import account, activity, answer, attachment, contact, lead, opportunity, stage


def unpromote(tx: Transaction, command: UnpromoteOpportunity) -> Outcome:
    """Take a promotion back. An opportunity that was there before its leads joined stays, without them."""
    card = _load(tx, command.opportunity)
    leads = promotions.leads_of(tx.connection, card["id"])
    if not leads:
        raise SalesDeskError(f"“{card['name']}” was not promoted from a lead. Delete it instead.")
    if card["kind"] == "won":
        raise StageClosed(f"“{card['name']}” is won. Reopen it first, then take the promotion back.")
    rest = promotions.leftovers(tx.connection, card["id"], leads)
    is_made = any(one.id == card["lead_id"] for one in leads)
    for one in leads:
        _take_back(tx, card["id"], one)
    if is_made:
        tx.connection.execute(update(opportunity).where(opportunity.c.id == card["id"]).values(deleted_at=tx.now))
    else:
        letters.refresh_opportunity(tx, card["id"])
    for table, ids in ((contact, rest.contacts), (account, rest.accounts)):
        tx.connection.execute(update(table).where(table.c.id.in_(ids)).values(deleted_at=tx.now))
    return Outcome(f"Take back promotion of “{card['name']}”")


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
