"""Accounts and contacts: adding and changing them, with the keys they are found by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Table, insert, update

from salesdesk.domain.errors import BadValue
from salesdesk.domain.keys import company_domain, company_key, email_key, name_key, web_domain
from salesdesk.queries.naming import name_of
from salesdesk.services import custom_fields
from salesdesk.services.commands import SetAccount, SetContact
from salesdesk.services.fields import changed, checked
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import account, contact

ACCOUNT_FIELDS: dict[str, str] = {
    "name": "line",
    "domain": "line",
    "website": "line",
    "phone": "line",
    "industry": "line",
    "employees": "count",
    "annual_revenue_minor": "money",
    "currency": "currency",
    "street": "line",
    "city": "line",
    "region": "line",
    "postal_code": "line",
    "country": "line",
    "status": "line",
}
CONTACT_FIELDS: dict[str, str] = {
    "account_id": "count",
    "first_name": "line",
    "last_name": "line",
    "title": "line",
    "email": "email",
    "phone": "line",
    "mobile": "line",
    "do_not_contact": "flag",
    "verified_on": "day",
}
STATUSES = ("prospect", "customer", "past")


def change_account(tx: Transaction, command: SetAccount) -> Outcome:
    """Change fields of an account."""
    record = live(tx, account, command.account)
    columns, own = custom_fields.apart(command.fields)
    write_account(tx, record, columns)
    custom_fields.write(tx, "account", record["id"], own)
    return Outcome(f"Change {name_of(tx.connection, 'account', record['id'])}")


def change_contact(tx: Transaction, command: SetContact) -> Outcome:
    """Change fields of a contact."""
    record = live(tx, contact, command.contact)
    columns, own = custom_fields.apart(command.fields)
    write_contact(tx, record, columns)
    custom_fields.write(tx, "contact", record["id"], own)
    return Outcome(f"Change {name_of(tx.connection, 'contact', record['id'])}")


def add_account(tx: Transaction, fields: Mapping[str, object]) -> int:
    """Add an account; return its id."""
    values = _account_values(fields)
    return _insert(tx, account, {**values, **_account_keys(values, fields)})


def add_contact(tx: Transaction, fields: Mapping[str, object]) -> int:
    """Add a contact; return its id."""
    values = _contact_values(tx, fields)
    return _insert(tx, contact, {**values, **_contact_keys(values)})


def write_account(tx: Transaction, record: RowMapping, fields: Mapping[str, object]) -> None:
    """Write what differs on an account; a new website brings its own domain."""
    values = changed(record, _account_values(fields))
    if "name" in values and not values["name"]:
        raise BadValue("name", "", "an account needs a name.")
    values |= changed(record, _account_keys({**record, **values}, values))
    if values:
        tx.connection.execute(update(account).where(account.c.id == record["id"]).values(**values))


def write_contact(tx: Transaction, record: RowMapping, fields: Mapping[str, object]) -> None:
    """Write what differs on a contact."""
    values = changed(record, _contact_values(tx, fields))
    values |= changed(record, _contact_keys({**record, **values}))
    if values:
        tx.connection.execute(update(contact).where(contact.c.id == record["id"]).values(**values))


def _account_values(fields: Mapping[str, object]) -> dict[str, Any]:
    values = checked("account", fields, ACCOUNT_FIELDS)
    if "status" in values and values["status"] not in STATUSES:
        raise BadValue("status", values["status"], f"use {', '.join(STATUSES[:-1])} or {STATUSES[-1]}.")
    if "domain" in values:
        values["domain"] = web_domain(values["domain"])
    return values


def _account_keys(values: Mapping[str, Any], given: Mapping[str, object]) -> dict[str, Any]:
    keys = {"name_key": company_key(values.get("name", ""))}
    own = company_domain("", values.get("website", ""))
    if own and "domain" not in given and ("website" in given or not values.get("domain")):
        keys["domain"] = own
    return keys


def _contact_values(tx: Transaction, fields: Mapping[str, object]) -> dict[str, Any]:
    values = checked("contact", fields, CONTACT_FIELDS)
    if values.get("account_id") is not None:
        live(tx, account, values["account_id"])
    return values


def _contact_keys(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name_key": name_key(values.get("first_name", ""), values.get("last_name", "")),
        "email_key": email_key(values.get("email", "")),
    }


def _insert(tx: Transaction, table: Table, values: Mapping[str, Any]) -> int:
    result = tx.connection.execute(insert(table).values(uid=new_uid(), created_at=tx.now, **values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]
