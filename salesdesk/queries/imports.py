"""What an import has to know of the leads that are already there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, func, select, tuple_

from salesdesk.domain.scoring import Rule
from salesdesk.queries import scores
from salesdesk.store.schema import journal_entry, lead, playbook, setting, tag, tagging


@dataclass(frozen=True, slots=True)
class KnownLead:
    """A lead a row may be about; `values` are the columns asked for, in their order."""

    id: int
    uid: str
    email_key: str
    name_key: str
    company_key: str
    is_deleted: bool
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The settings of the file that decide how rows are read."""

    currency: str
    region: str
    mql_mark: int
    rules: tuple[Rule, ...]


Stamp = tuple[int, int]


def known_leads(
    connection: Connection,
    columns: Sequence[str],
    *,
    uids: Collection[str] = (),
    emails: Collection[str] = (),
    names: Collection[tuple[str, str]] = (),
) -> list[KnownLead]:
    """Return the leads with any of these uids, email keys, or pairs of name and company key.

    A lead in the trash is found by its uid alone. At most some thousand keys at a time.
    """
    present = lead.c.deleted_at.is_(None)
    ways: list[ColumnElement[bool]] = []
    if uids:
        ways.append(lead.c.uid.in_(uids))
    if emails:
        ways.append(and_(lead.c.email_key != "", lead.c.email_key.in_(emails), present))
    if names:
        ways.append(and_(tuple_(lead.c.name_key, lead.c.company_key).in_(names), present))
    # One statement per way: SQLite then takes the index of each.
    found = [row for way in ways for row in _fetched(connection, columns, way)]
    return list({row.id: row for row in found}.values())


def leads_with(
    connection: Connection, columns: Sequence[str], column: str, texts: Collection[str]
) -> list[tuple[str, KnownLead]]:
    """Return the leads outside the trash whose column holds one of the texts in lower case, each with that text."""
    if not texts:
        return []
    wanted = [name for name in columns if name != column]
    held = func.lower(lead.c[column])
    found = _fetched(connection, [column, *wanted], and_(held.in_(texts), lead.c.deleted_at.is_(None)))
    at = {name: place for place, name in enumerate((column, *wanted))}
    return [
        (str(one.values[0]).lower(), replace(one, values=tuple(one.values[at[name]] for name in columns)))
        for one in found
    ]


def tags_of_leads(connection: Connection, leads: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the names of the tags of each of these leads."""
    query = select(tagging.c.lead_id, tag.c.name).join(tag, tag.c.id == tagging.c.tag_id)
    names: dict[int, set[str]] = {}
    for lead_id, name in connection.execute(query.where(tagging.c.lead_id.in_(leads))):
        names.setdefault(lead_id, set()).add(name)
    return {lead_id: frozenset(found) for lead_id, found in names.items()}


def import_settings(connection: Connection) -> ImportSettings:
    """Return what of the file decides how rows are read and scored."""
    values = dict(connection.execute(select(setting.c.key, setting.c.value)).all())
    mark = select(playbook.c.mql_mark).order_by(playbook.c.is_default.desc(), playbook.c.id).limit(1)
    return ImportSettings(
        values.get("currency") or "USD",
        values.get("region") or "",
        connection.execute(mark).scalar() or 60,
        scores.rules(connection),
    )


def has_leads(connection: Connection) -> bool:
    """Tell whether there is any lead at all, in the trash or not."""
    return connection.execute(select(lead.c.id).limit(1)).first() is not None


def stamp(connection: Connection) -> Stamp:
    """Return a mark that differs once anything was changed, undone or redone; a step still open does not count."""
    entry = journal_entry.c
    marks = select(func.coalesce(func.max(entry.id), 0), func.coalesce(func.sum(entry.is_undone), 0))
    latest, undone = connection.execute(marks.where(entry.label != "")).one()
    return int(latest), int(undone)


def _fetched(connection: Connection, columns: Sequence[str], condition: ColumnElement[bool]) -> list[KnownLead]:
    keys = (lead.c.id, lead.c.uid, lead.c.email_key, lead.c.name_key, lead.c.company_key, lead.c.deleted_at)
    query = select(*keys, *(lead.c[name].label(f"value_{name}") for name in columns)).where(condition)
    return [
        KnownLead(row[0], row[1], row[2], row[3], row[4], row[5] is not None, tuple(row[6:]))
        for row in connection.execute(query)
    ]
