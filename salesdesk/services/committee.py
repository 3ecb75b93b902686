"""The buying committee: who has a say in an opportunity, and in which role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from salesdesk.domain.committee import ROLES
from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.keys import email_key, name_key
from salesdesk.queries.naming import name_of
from salesdesk.services import contacts
from salesdesk.services.commands import AddMember, ChangeRole, RemoveMember
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import committee_member, contact, opportunity

NAME_LENGTH = 200
PERSON_FIELDS = ("first_name", "last_name", "title", "email", "phone")


def add(tx: Transaction, command: AddMember) -> Outcome:
    """Give a person a say; one who is known at the account by email or name is not made twice."""
    card = live(tx, opportunity, command.opportunity)
    role = _role(command.role)
    if command.contact is not None:
        person = int(live(tx, contact, command.contact)["id"])
    else:
        person = _known(tx, command.person, card["account_id"]) or _made(tx, command.person, card["account_id"])
    _refuse_twice(tx, card["id"], person, role)
    values = {"uid": new_uid(), "opportunity_id": card["id"], "contact_id": person, "role": role}
    result = tx.connection.execute(insert(committee_member).values(**values))
    label = f"Add {name_of(tx.connection, 'contact', person)} to “{card['name']}”"
    return Outcome(label, int(result.inserted_primary_key[0]))  # type: ignore[index]


def change(tx: Transaction, command: ChangeRole) -> Outcome:
    """Give a member another role."""
    record = _member(tx, command.member)
    role = _role(command.role)
    if role != record["role"]:
        _refuse_twice(tx, record["opportunity_id"], record["contact_id"], role)
        where = committee_member.c.id == record["id"]
        tx.connection.execute(update(committee_member).where(where).values(role=role))
    return Outcome(f"Change role of {name_of(tx.connection, 'contact', record['contact_id'])}")


def remove(tx: Transaction, command: RemoveMember) -> Outcome:
    """Take a person off; the contact stays."""
    record = _member(tx, command.member)
    tx.connection.execute(delete(committee_member).where(committee_member.c.id == record["id"]))
    names = [name_of(tx.connection, kind, record[f"{kind}_id"]) for kind in ("contact", "opportunity")]
    return Outcome(f"Take {names[0]} off {names[1]}")


def _member(tx: Transaction, member: int) -> RowMapping:
    found = tx.connection.execute(select(committee_member).where(committee_member.c.id == member)).mappings().first()
    if found is None:
        raise SalesDeskError(f"Committee member {member} is not there any more. Look at the opportunity again.")
    return found


def _role(role: str) -> str:
    if role not in ROLES:
        raise BadValue("role", role, f"use {', '.join(ROLES[:-1])} or {ROLES[-1]}.")
    return role


def _refuse_twice(tx: Transaction, opportunity_id: int, contact_id: int, role: str) -> None:
    member = committee_member.c
    same = (member.opportunity_id == opportunity_id, member.contact_id == contact_id, member.role == role)
    if tx.connection.execute(select(member.id).where(*same)).first() is not None:
        who = name_of(tx.connection, "contact", contact_id)
        raise SalesDeskError(f"{who} is on the committee in that role already. Choose another person or role.")


def _known(tx: Transaction, person: Mapping[str, object], account_id: int | None) -> int | None:
    """Return the contact of the account who has that email, or that name and no other email."""
    if account_id is None:
        return None
    email = email_key(str(person.get("email") or ""))
    name = name_key(str(person.get("first_name") or ""), str(person.get("last_name") or ""))
    here = (contact.c.account_id == account_id, contact.c.deleted_at.is_(None))
    rows = tx.connection.execute(
        select(contact.c.id, contact.c.email_key, contact.c.name_key).where(*here).order_by(contact.c.id)
    ).all()
    by_email = [record for record, address, _ in rows if email and address == email]
    by_name = [record for record, address, key in rows if name and key == name and (not email or not address)]
    return next(iter(by_email + by_name), None)


def _made(tx: Transaction, person: Mapping[str, object], account_id: int | None) -> int:
    unknown = sorted(set(person) - set(PERSON_FIELDS))
    if unknown:
        raise BadValue("person", unknown[0], f"use {', '.join(PERSON_FIELDS[:-1])} or {PERSON_FIELDS[-1]}.")
    fields: dict[str, Any] = {name: value for name, value in person.items() if value}
    for name, value in fields.items():
        if len(str(value)) > NAME_LENGTH:
            raise BadValue(name.replace("_", " "), value, f"keep it under {NAME_LENGTH} characters.")
    if not any(str(fields.get(name, "")).strip() for name in ("first_name", "last_name", "email")):
        raise SalesDeskError("Give the person a name or an email address.")
    return contacts.add_contact(tx, {**fields, "account_id": account_id})
