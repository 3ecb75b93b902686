"""Linking a lead to its account and contact: the one chosen, the surest match, or a new one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping, update

from salesdesk.domain.errors import BadValue
from salesdesk.domain.leads import full_name
from salesdesk.queries import matches
from salesdesk.queries.matches import ACCOUNT_FIELDS, CONTACT_FIELDS
from salesdesk.services import contacts
from salesdesk.services.commands import AccountChoice, ContactChoice
from salesdesk.services.loading import live
from salesdesk.services.transaction import Transaction
from salesdesk.store.schema import account, contact


def choose_account(tx: Transaction, lead: RowMapping, choice: AccountChoice | None, at_account: int | None) -> int:
    """Return the account a lead goes to; without a choice it is `at_account`, else the surest match, else a new one."""
    link = choice.link if choice is not None else at_account or _surest_account(tx, lead["id"])
    ours = {field: lead[name] for field, name in ACCOUNT_FIELDS.items()}
    ours["name"] = ours["name"] or full_name(lead["first_name"], lead["last_name"], "", lead["email"])
    if link is None:
        return contacts.add_account(tx, _filled(ours) | _beside_account(lead))
    record = live(tx, account, link)
    taken = _taken(ours, record, choice.take if choice is not None else ())
    if "annual_revenue_minor" in taken or not record["domain"]:
        taken |= {name: value for name, value in _beside_account(lead).items() if name != "domain" or not record[name]}
    contacts.write_account(tx, record, taken)
    return int(record["id"])


def choose_contact(tx: Transaction, lead: RowMapping, choice: ContactChoice | None, account_id: int) -> int | None:
    """Return the contact a lead becomes; None where the lead names no person and none was chosen."""
    link = choice.link if choice is not None else _surest_contact(tx, lead["id"], account_id)
    ours = {name: lead[name] for name in CONTACT_FIELDS}
    if link is None:
        if not any((ours["first_name"], ours["last_name"], ours["email"])):
            return None
        return contacts.add_contact(tx, _filled(ours) | {"account_id": account_id})
    record = live(tx, contact, link)
    contacts.write_contact(tx, record, _taken(ours, record, choice.take if choice is not None else ()))
    if record["account_id"] is None:
        tx.connection.execute(update(contact).where(contact.c.id == record["id"]).values(account_id=account_id))
    return int(record["id"])


def add_named_contact(tx: Transaction, first_name: str, last_name: str, title: str, account_id: int) -> int:
    """Add a contact of whom no more is known than a name; return its id."""
    names = {"first_name": first_name, "last_name": last_name, "title": title, "account_id": account_id}
    return contacts.add_contact(tx, names)


def _surest_account(tx: Transaction, lead_id: int) -> int | None:
    found = matches.accounts(tx.connection, lead_id)
    return found[0].id if found and found[0].strength != "possible" else None


def _surest_contact(tx: Transaction, lead_id: int, account_id: int) -> int | None:
    found = matches.contacts(tx.connection, lead_id, account_id)
    return found[0].id if found and found[0].strength != "possible" else None


def _beside_account(lead: RowMapping) -> dict[str, Any]:
    """Return what goes along without being a field of the comparison: the domain, and the currency of the revenue."""
    values = {"domain": lead["domain"]} if lead["domain"] else {}
    return values | ({"currency": lead["currency"]} if lead["currency"] else {})


def _filled(ours: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in ours.items() if value not in (None, "")}


def _taken(ours: dict[str, Any], record: RowMapping, take: Iterable[str]) -> dict[str, Any]:
    """Return the lead's values that the record takes over: those named, and those it has none for."""
    wanted = set(take)
    unknown = sorted(wanted - ours.keys())
    if unknown:
        raise BadValue("field to take over", unknown[0], f"use one of: {', '.join(ours)}.")
    return {name: value for name, value in _filled(ours).items() if name in wanted or record[name] in (None, "")}
