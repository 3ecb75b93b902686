"""Who else is in the running for an opportunity."""

from __future__ import annotations

from sqlalchemy import RowMapping, delete, insert, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.queries import deals
from salesdesk.services.commands import AddCompetitor, ChangeCompetitor, RemoveCompetitor
from salesdesk.services.fields import changed, checked
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import competitor, opportunity

COMPETITOR_FIELDS = {"name": "line", "notes": "text"}
NAME_LENGTH = 200


def add(tx: Transaction, command: AddCompetitor) -> Outcome:
    """Note a competitor."""
    card = live(tx, opportunity, command.opportunity)
    values = checked("competitor", {"name": command.name, "notes": command.notes}, COMPETITOR_FIELDS)
    _refuse_name(tx, card["id"], values["name"])
    row = {"uid": new_uid(), "opportunity_id": card["id"], **values}
    result = tx.connection.execute(insert(competitor).values(**row))
    return Outcome(f"Add competitor “{values['name']}”", int(result.inserted_primary_key[0]))  # type: ignore[index]


def change(tx: Transaction, command: ChangeCompetitor) -> Outcome:
    """Change name or notes."""
    record = _competitor(tx, command.competitor)
    differing = changed(record, checked("competitor", command.fields, COMPETITOR_FIELDS))
    if "name" in differing:
        _refuse_name(tx, record["opportunity_id"], differing["name"], record["id"])
    if differing:
        tx.connection.execute(update(competitor).where(competitor.c.id == record["id"]).values(**differing))
    return Outcome(f"Change competitor “{differing.get('name', record['name'])}”")


def remove(tx: Transaction, command: RemoveCompetitor) -> Outcome:
    """Forget a competitor."""
    record = _competitor(tx, command.competitor)
    tx.connection.execute(delete(competitor).where(competitor.c.id == record["id"]))
    return Outcome(f"Remove competitor “{record['name']}”")


def _competitor(tx: Transaction, record: int) -> RowMapping:
    found = tx.connection.execute(select(competitor).where(competitor.c.id == record)).mappings().first()
    if found is None:
        raise SalesDeskError(f"Competitor {record} is not there any more. Look at the opportunity again.")
    return found


def _refuse_name(tx: Transaction, opportunity_id: int, name: str, own: int | None = None) -> None:
    if not name:
        raise BadValue("competitor", "", "give a name, or remove the competitor.")
    if len(name) > NAME_LENGTH:
        raise BadValue("competitor", name, f"keep it under {NAME_LENGTH} characters.")
    others = [one.name.casefold() for one in deals.competitors(tx.connection, opportunity_id) if one.id != own]
    if name.casefold() in others:
        raise BadValue("competitor", name, "it is noted already.")
