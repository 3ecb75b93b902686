"""Leaving a record out of a category of the hygiene for some days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, insert, select, update

from salesdesk.domain.errors import BadValue
from salesdesk.domain.hygiene import CATEGORIES, IGNORED_DAYS, subjects
from salesdesk.queries.naming import name_of
from salesdesk.services.commands import IgnoreHygiene
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import hygiene_ignore, metadata

LONGEST = timedelta(days=366)


def ignore(tx: Transaction, command: IgnoreHygiene) -> Outcome:
    """Keep one record out of a category until a day to come."""
    if command.category not in CATEGORIES:
        raise BadValue("hygiene category", command.category, f"use one of: {', '.join(CATEGORIES)}.")
    until = command.until or tx.today + timedelta(days=IGNORED_DAYS)
    if not tx.today < until <= tx.today + LONGEST:
        raise BadValue("day to ignore until", until, "give a day to come, within a year.")
    named = {"lead": command.lead, "opportunity": command.opportunity, "contact": command.contact}
    given = [(kind, record) for kind, record in named.items() if record is not None]
    if len(given) != 1 or given[0][0] not in subjects(command.category):
        kinds = " or ".join(sorted(subjects(command.category)))
        raise BadValue("hygiene category", command.category, f"name one {kinds} with it.")
    kind, record = given[0]
    live(tx, metadata.tables[kind], record)
    owner = hygiene_ignore.c[f"{kind}_id"] == record
    known = select(hygiene_ignore.c.id).where(and_(owner, hygiene_ignore.c.category == command.category))
    present = tx.connection.execute(known).scalar()
    if present is None:
        values = {"uid": new_uid(), "category": command.category, f"{kind}_id": record, "until": until}
        tx.connection.execute(insert(hygiene_ignore).values(**values))
    else:
        tx.connection.execute(update(hygiene_ignore).where(hygiene_ignore.c.id == present).values(until=until))
    return Outcome(f"Ignore {name_of(tx.connection, kind, record)}")
