"""Merging accounts, and merging contacts: one keeps everything, the others go to the trash."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping, select, update

from salesdesk.queries.naming import name_of
from salesdesk.services import contacts, merging
from salesdesk.services.commands import MergeAccounts, MergeContacts
from salesdesk.services.merging import Merging
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import account, activity, attachment, committee_member, contact, lead, opportunity

_REVENUE = ("annual_revenue_minor",)
_ACCOUNT_PLAIN = tuple(name for name in contacts.ACCOUNT_FIELDS if name not in (*_REVENUE, "currency", "status"))
_CONTACT_PLAIN = tuple(name for name in contacts.CONTACT_FIELDS if name not in ("do_not_contact", "verified_on"))
_STANDING = ("prospect", "past", "customer")


def merge_accounts(tx: Transaction, command: MergeAccounts) -> Outcome:
    """Merge accounts: people, opportunities, leads and all that happened are at one account afterwards."""
    fields = contacts.ACCOUNT_FIELDS
    found = merging.load(tx, account, command.keep, command.others, command.choices, fields)
    values: dict[str, Any] = {name: merging.chosen(found, name) for name in _ACCOUNT_PLAIN}
    values |= merging.amounts(found, _REVENUE)
    lines = merging.left_out(found, values, merging.plainly) + merging.move_custom_values(tx, found)
    status = merging.chosen(found, "status") if "status" in found.choices else _furthest(found)
    contacts.write_account(tx, found.keep, values | {"status": status})
    _date(tx, found)
    merging.move(tx, found, activity, attachment, contact, opportunity, lead)
    merging.move_tags(tx, found)
    merging.put_away(tx, found)
    merging.note(tx, found, lines)
    return Outcome(merging.label(tx, found), found.keep["id"])


def merge_contacts(tx: Transaction, command: MergeContacts) -> Outcome:
    """Merge contacts: what happened with any of them, and every seat on a buying committee, is the kept one's."""
    fields = contacts.CONTACT_FIELDS
    found = merging.load(tx, contact, command.keep, command.others, command.choices, fields)
    values: dict[str, Any] = {name: merging.chosen(found, name) for name in _CONTACT_PLAIN}

    def said(field: str, record: RowMapping) -> str:
        is_account = field == "account_id"
        return name_of(tx.connection, "account", record[field]) if is_account else merging.plainly(field, record)

    lines = merging.left_out(found, values, said) + merging.move_custom_values(tx, found)
    if "do_not_contact" not in found.choices:
        values["do_not_contact"] = max(one["do_not_contact"] for one in found.records)
    else:
        values["do_not_contact"] = merging.chosen(found, "do_not_contact")
    verified = [one["verified_on"] for one in found.records if one["verified_on"] is not None]
    chosen = merging.chosen(found, "verified_on")
    values["verified_on"] = chosen if "verified_on" in found.choices else max(verified, default=None)
    contacts.write_contact(tx, found.keep, values)
    _date(tx, found)
    merging.move(tx, found, activity, attachment, opportunity, lead)
    _move_seats(tx, found)
    merging.put_away(tx, found)
    merging.note(tx, found, lines, account_id=values["account_id"])
    return Outcome(merging.label(tx, found), found.keep["id"])


def _furthest(found: Merging) -> str:
    return max((str(one["status"]) for one in found.records), key=_STANDING.index)


def _date(tx: Transaction, found: Merging) -> None:
    first = min(one["created_at"] for one in found.records)
    tx.connection.execute(update(found.table).where(found.table.c.id == found.keep["id"]).values(created_at=first))


def _move_seats(tx: Transaction, found: Merging) -> None:
    member = committee_member.c
    having = {
        (row.opportunity_id, row.role)
        for row in tx.connection.execute(select(committee_member).where(member.contact_id == found.keep["id"]))
    }
    others = select(committee_member).where(member.contact_id.in_(found.other_ids)).order_by(member.id)
    for row in tx.connection.execute(others).all():
        if (row.opportunity_id, row.role) not in having:
            having.add((row.opportunity_id, row.role))
            moved = update(committee_member).where(member.id == row.id)
            tx.connection.execute(moved.values(contact_id=found.keep["id"]))
