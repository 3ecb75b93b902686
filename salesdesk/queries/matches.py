"""Accounts, contacts and open opportunities that a lead may belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal_column, or_, select

from salesdesk.domain.errors import NotFound
from salesdesk.domain.keys import company_key
from salesdesk.domain.matching import (
    ORDER,
    Difference,
    Likeness,
    Person,
    Strength,
    account_likeness,
    contact_likeness,
    differences,
)
from salesdesk.domain.phrases import counted
from salesdesk.store.schema import account, contact, lead, opportunity, stage

SHOWN = 5
BLOCK = 500
PREFIX = 3
NOTHING: ColumnElement[str] = literal_column("''")
ACCOUNT_FIELDS: dict[str, str] = {
    "name": "company",
    "website": "website",
    "phone": "phone",
    "industry": "industry",
    "employees": "employees",
    "annual_revenue_minor": "annual_revenue_minor",
    "street": "street",
    "city": "city",
    "region": "region",
    "postal_code": "postal_code",
    "country": "country",
}
"""Fields that an account takes over from a lead, and what they are called there."""
CONTACT_FIELDS = ("first_name", "last_name", "title", "email", "phone", "mobile")


@dataclass(frozen=True, slots=True)
class OpenOpportunity:
    """An open opportunity that a lead could be attached to."""

    id: int
    name: str
    stage: str
    amount_minor: int
    currency: str
    expected_close: date | None


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """An account that may be the lead's company; `detail` says in a sentence what is on file there."""

    id: int
    name: str
    strength: Strength
    reason: str
    detail: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ContactMatch:
    """A contact that may be the lead's person."""

    id: int
    name: str
    title: str
    account_id: int | None
    account: str
    strength: Strength
    reason: str
    differences: tuple[Difference, ...]


def accounts(connection: Connection, lead_id: int) -> list[AccountMatch]:
    """Return the accounts that may be the lead's company, surest first. Raises: NotFound."""
    person = _lead(connection, lead_id)
    ours = {field: person[name] for field, name in ACCOUNT_FIELDS.items()}
    found = []
    for record in _account_candidates(connection, person):
        likeness = account_likeness(person["company"], person["domain"], record["name"], record["domain"])
        if likeness is not None:
            found.append((_rank(likeness), likeness, record))
    found.sort(key=lambda one: (one[0], one[2]["id"]))
    return [
        AccountMatch(
            record["id"],
            record["name"],
            likeness.strength,
            likeness.reason,
            _detail(connection, record),
            tuple(differences(ours, record, ACCOUNT_FIELDS)),
        )
        for _, likeness, record in found[:SHOWN]
    ]


def contacts(connection: Connection, lead_id: int, account_id: int | None) -> list[ContactMatch]:
    """Return the contacts that may be the lead's person, surest first; names count at `account_id` only."""
    person = _lead(connection, lead_id)
    ours = _person(person)
    found = []
    for record in _contact_candidates(connection, person, account_id):
        is_at_account = account_id is not None and record["account_id"] == account_id
        likeness = contact_likeness(ours, _person(record), is_at_account=is_at_account or record["account_id"] is None)
        if likeness is not None:
            found.append((_rank(likeness), not is_at_account, likeness, record))
    found.sort(key=lambda one: (one[0], one[1], one[3]["id"]))
    return [
        ContactMatch(
            record["id"],
            f"{record['first_name']} {record['last_name']}".strip(),
            record["title"],
            record["account_id"],
            record["account"] or "",
            likeness.strength,
            likeness.reason,
            tuple(differences(person, record, CONTACT_FIELDS)),
        )
        for _, _, likeness, record in found[:SHOWN]
    ]


def open_opportunities(connection: Connection, account_id: int) -> list[OpenOpportunity]:
    """Return the open opportunities at an account, newest first."""
    query = (
        select(
            opportunity.c.id,
            opportunity.c.name,
            stage.c.name,
            opportunity.c.amount_minor,
            opportunity.c.currency,
            opportunity.c.expected_close,
        )
        .join(stage, stage.c.id == opportunity.c.stage_id)
        .where(opportunity.c.account_id == account_id, opportunity.c.deleted_at.is_(None), stage.c.kind == "open")
        .order_by(opportunity.c.id.desc())
    )
    return [OpenOpportunity(*row) for row in connection.execute(query)]


def _account_candidates(connection: Connection, person: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return accounts of the same domain or name, and those whose name starts alike, which is what may be nearly so."""
    key = company_key(person["company"])
    same = []
    if person["domain"]:
        # Said twice, because only then does SQLite use the index, which leaves out accounts without a domain.
        same.append(and_(account.c.domain == person["domain"], account.c.domain != NOTHING))
    if key:
        same.append(account.c.name_key == key)
    if not same:
        return []
    sure = select(account).where(account.c.deleted_at.is_(None), or_(*same)).order_by(account.c.id)
    records = _all(connection, sure.limit(BLOCK))
    start = key[:PREFIX]
    if len(start) == PREFIX:
        block = account.c.name_key.between(start, start + "\U0010ffff")
        near = select(account).where(account.c.deleted_at.is_(None), block).order_by(account.c.name_key).limit(BLOCK)
        known = {record["id"] for record in records}
        records += [record for record in _all(connection, near) if record["id"] not in known]
    return records


def _contact_candidates(
    connection: Connection, person: Mapping[str, Any], account_id: int | None
) -> list[Mapping[str, Any]]:
    phones = [number for number in (person["phone"], person["mobile"]) if number]
    alike = []
    if person["email_key"]:
        alike.append(and_(contact.c.email_key == person["email_key"], contact.c.email_key != NOTHING))
    if phones:
        alike += [contact.c.phone.in_(phones), contact.c.mobile.in_(phones)]
    if account_id is not None:
        alike.append(contact.c.account_id == account_id)
    if not alike:
        return []
    query = (
        select(contact, account.c.name.label("account"))
        .outerjoin(account, account.c.id == contact.c.account_id)
        .where(contact.c.deleted_at.is_(None), or_(*alike))
        .order_by(contact.c.id)
    )
    return _all(connection, query.limit(BLOCK))


def _detail(connection: Connection, record: Mapping[str, Any]) -> str:
    people = _count(connection, contact, record["id"])
    by_kind = (
        select(stage.c.kind, func.count(), func.max(opportunity.c.closed_at))
        .join(opportunity, opportunity.c.stage_id == stage.c.id)
        .where(opportunity.c.account_id == record["id"], opportunity.c.deleted_at.is_(None))
        .group_by(stage.c.kind)
    )
    closed = {kind: (int(count), last) for kind, count, last in connection.execute(by_kind)}
    parts = [record["city"], counted(people, "contact") if people else "no contacts"]
    parts += [_dealt(kind, *closed[kind]) for kind in ("open", "won", "lost") if kind in closed]
    text = ", ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}."


def _dealt(kind: str, count: int, last: datetime | None) -> str:
    said = f"{counted(count, 'opportunity', 'opportunities')} {kind}"
    if last is None:
        return said
    return f"{said} in {last:%B %Y}" if count == 1 else f"{said}, the last in {last:%B %Y}"


def _count(connection: Connection, table: Table, account_id: int) -> int:
    query = select(func.count()).where(table.c.account_id == account_id, table.c.deleted_at.is_(None))
    return connection.execute(query).scalar() or 0


def _lead(connection: Connection, lead_id: int) -> Mapping[str, Any]:
    found = _all(connection, select(lead).where(lead.c.id == lead_id, lead.c.deleted_at.is_(None)))
    if not found:
        raise NotFound("lead", lead_id)
    return found[0]


def _person(record: Mapping[str, Any]) -> Person:
    phones = tuple(number for number in (record["phone"], record["mobile"]) if number)
    return Person(record["first_name"], record["last_name"], record["email"], phones)


def _rank(likeness: Likeness) -> int:
    return ORDER.index(likeness.strength)


def _all(connection: Connection, query: Any) -> list[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(query).mappings()]
