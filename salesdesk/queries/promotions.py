"""A promotion looked back at: its leads, what has changed since, and what taking it back would leave."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.errors import NotFound
from salesdesk.domain.leads import BY_HAND, LIFECYCLE_NAMES
from salesdesk.domain.money import Money
from salesdesk.domain.phrases import counted, day_phrase, money_phrase
from salesdesk.queries.naming import name_of
from salesdesk.store.types import instant_text, read_instant

_NAMES = {
    "account_id": "Account",
    "contact_id": "Contact",
    "mrr_minor": "Monthly recurring revenue",
    "pain": "Pain",
    "product": "Product",
    "seats": "Seats",
    "source": "Source",
    "term": "Term",
}


@dataclass(frozen=True, slots=True)
class PromotedLead:
    """A lead that stands behind an opportunity, and the lifecycle stage it would return to."""

    id: int
    name: str
    promoted_at: datetime
    returns_to: str
    account_id: int | None
    contact_id: int | None


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What a rep sees before a promotion is taken back, a sentence each."""

    leads: tuple[PromotedLead, ...]
    changed_since: tuple[str, ...]
    will_happen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Accounts and contacts that the promotion made and nothing else uses."""

    accounts: tuple[int, ...]
    contacts: tuple[int, ...]


def leads_of(connection: Connection, opportunity_id: int) -> list[PromotedLead]:
    """Return the leads promoted into an opportunity, the one that made it first."""
    rows = connection.exec_driver_sql(
        "SELECT l.id, l.account_id, l.contact_id, l.created_at, (SELECT max(h.at) FROM lifecycle_history AS h "
        "WHERE h.lead_id = l.id AND h.to_stage = 'opportunity') FROM lead AS l WHERE l.opportunity_id = ? "
        "ORDER BY l.id <> coalesce((SELECT lead_id FROM opportunity WHERE id = l.opportunity_id), 0), l.id",
        (opportunity_id,),
    ).all()
    found = []
    for record, account_id, contact_id, created, promoted in rows:
        at = promoted or created
        name, stage = name_of(connection, "lead", record).strip("“”"), _stage_before(connection, record, at)
        found.append(PromotedLead(record, name, read_instant(at), stage, account_id, contact_id))
    return found


def before_taking_back(connection: Connection, opportunity_id: int, now: datetime) -> TakingBack:
    """Return what has changed since the promotion and what taking it back does. Raises: NotFound."""
    card = connection.exec_driver_sql(
        "SELECT name, lead_id, currency FROM opportunity WHERE id = ? AND deleted_at IS NULL", (opportunity_id,)
    ).first()
    if card is None:
        raise NotFound("opportunity", opportunity_id)
    name, made_by, currency = card
    leads = leads_of(connection, opportunity_id)
    since = min((one.promoted_at for one in leads), default=now)
    changed = _field_changes(connection, opportunity_id, currency, since, now.date())
    changed += _additions(connection, opportunity_id, since)
    happens = [f"“{one.name}” returns to {LIFECYCLE_NAMES[one.returns_to]}." for one in leads]
    is_made = any(one.id == made_by for one in leads)
    happens.append(f"The opportunity “{name}” {'goes to the trash' if is_made else 'stays, without the lead'}.")
    rest = leftovers(connection, opportunity_id, leads)
    for kind, ids in (("account", rest.accounts), ("contact", rest.contacts)):
        happens += [
            f"The {kind} {name_of(connection, kind, one)} goes to the trash, nothing else uses it." for one in ids
        ]
    return TakingBack(tuple(leads), tuple(changed), tuple(happens))


def leftovers(connection: Connection, opportunity_id: int, leads: list[PromotedLead]) -> Leftovers:
    """Return what the promotion made and only the opportunity and its leads use."""
    contacts = [
        record
        for record in dict.fromkeys(_committee(connection, opportunity_id, leads) + [one.contact_id for one in leads])
        if record is not None and _is_made(connection, "contact", record, leads)
    ]
    ours = {"opportunity": opportunity_id, "leads": json.dumps([one.id for one in leads])}
    contacts = [record for record in contacts if not _is_used(connection, _CONTACT_USES, ours | {"record": record})]
    ours["contacts"] = json.dumps(contacts)
    accounts = [
        record
        for record in dict.fromkeys(one.account_id for one in leads)
        if record is not None
        and _is_made(connection, "account", record, leads)
        and not _is_used(connection, _ACCOUNT_USES, ours | {"record": record})
    ]
    return Leftovers(tuple(accounts), tuple(contacts))


_OTHER_ACTIVITY = (
    "SELECT 1 FROM activity WHERE {column} = :record AND deleted_at IS NULL "
    "AND opportunity_id IS NOT :opportunity AND coalesce(lead_id, 0) NOT IN (SELECT value FROM json_each(:leads))"
)
_OTHER_LEAD = (
    "SELECT 1 FROM lead WHERE {column} = :record AND deleted_at IS NULL "
    "AND id NOT IN (SELECT value FROM json_each(:leads))"
)
_OTHER_OPPORTUNITY = "SELECT 1 FROM opportunity WHERE {column} = :record AND deleted_at IS NULL AND id <> :opportunity"
_CONTACT_USES = (
    _OTHER_ACTIVITY.format(column="contact_id"),
    _OTHER_LEAD.format(column="contact_id"),
    _OTHER_OPPORTUNITY.format(column="contact_id"),
    "SELECT 1 FROM committee_member AS m JOIN opportunity AS o ON o.id = m.opportunity_id "
    "WHERE m.contact_id = :record AND o.deleted_at IS NULL AND o.id <> :opportunity",
)
_ACCOUNT_USES = (
    _OTHER_ACTIVITY.format(column="account_id"),
    _OTHER_LEAD.format(column="account_id"),
    _OTHER_OPPORTUNITY.format(column="account_id"),
    "SELECT 1 FROM contact WHERE account_id = :record AND deleted_at IS NULL "
    "AND id NOT IN (SELECT value FROM json_each(:contacts))",
    "SELECT 1 FROM tagging WHERE account_id = :record",
)


def _is_used(connection: Connection, uses: tuple[str, ...], values: dict[str, Any]) -> bool:
    return any(connection.exec_driver_sql(query, values).first() is not None for query in uses)


def _is_made(connection: Connection, table: str, record: int, leads: list[PromotedLead]) -> bool:
    """Tell whether a record was made in the very transaction of a promotion: it bears the same instant."""
    query = f"SELECT created_at FROM {table} WHERE id = ? AND deleted_at IS NULL"
    created = connection.exec_driver_sql(query, (record,)).scalar()
    return created in {instant_text(one.promoted_at) for one in leads}


def _committee(connection: Connection, opportunity_id: int, leads: list[PromotedLead]) -> list[int | None]:
    query = "SELECT contact_id FROM committee_member WHERE opportunity_id = ? ORDER BY id"
    return list(connection.exec_driver_sql(query, (opportunity_id,)).scalars()) if leads else []


def _stage_before(connection: Connection, lead_id: int, promoted_at: str) -> str:
    """Return the stage on the path that a lead stood in before its promotion, which may have passed SQL on its way."""
    rows = connection.exec_driver_sql(
        "SELECT from_stage, to_stage, at FROM lifecycle_history WHERE lead_id = ? ORDER BY id", (lead_id,)
    ).all()
    last = max((place for place, row in enumerate(rows) if row[1] == "opportunity"), default=len(rows))
    first = last
    while 0 < first < len(rows) and rows[first - 1][2] == promoted_at and rows[first - 1][1] == "sql":
        first -= 1
    stages = [rows[first][0]] if first < len(rows) else []
    stages += [stage for row in reversed(rows[:first]) for stage in (row[1], row[0])]
    return next((stage for stage in stages if stage in BY_HAND), "new")


def _field_changes(
    connection: Connection, opportunity_id: int, currency: str, since: datetime, today: date
) -> list[str]:
    """Return a sentence for every field that is not as the promotion left it, from the journal."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    rows = connection.exec_driver_sql(
        "SELECT r.before, r.after FROM journal_row AS r JOIN journal_entry AS e ON e.id = r.entry_id "
        "WHERE r.table_name = 'opportunity' AND r.row_id = ? AND r.before IS NOT NULL AND r.after IS NOT NULL "
        "AND e.is_undone = 0 AND e.at > ? ORDER BY r.id",
        (opportunity_id, instant_text(since)),
    )
    for old, new in rows:
        before = {**json.loads(old), **before}
        after |= json.loads(new)
    changed = [name for name in after if before[name] != after[name]]
    sentences = [_change(connection, name, before[name], after[name], currency, today) for name in changed]
    return [sentence for sentence in sentences if sentence]


def _change(connection: Connection, name: str, old: Any, new: Any, currency: str, today: date) -> str:
    if name == "stage_id":
        return f"Moved from {_plain(connection, old)} to {_plain(connection, new)}."
    if name == "name":
        return f"Renamed from “{old}” to “{new}”."
    if name == "amount_minor":
        return f"Amount went from {money_phrase(Money(old, currency))} to {money_phrase(Money(new, currency))}."
    if name == "expected_close":
        days = [day_phrase(date.fromisoformat(day), today) if day else "none" for day in (old, new)]
        return f"Close date went from {days[0]} to {days[1]}."
    return f"{_NAMES[name]} was changed." if name in _NAMES else ""


def _plain(connection: Connection, stage_id: int) -> str:
    return name_of(connection, "stage", stage_id).strip("“”")


def _additions(connection: Connection, opportunity_id: int, since: datetime) -> list[str]:
    sentences = []
    for table, column, one, many in (
        ("activity", "created_at", "activity was added and stays with the lead.", "activities were added and stay"),
        ("attachment", "added_at", "file was attached and stays with the lead.", "files were attached and stay"),
        ("answer", "answered_at", "answer was recorded and stays with the lead.", "answers were recorded and stay"),
    ):
        live = "AND deleted_at IS NULL" if table != "answer" else ""
        count = connection.exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE opportunity_id = ? AND {column} > ? {live}",
            (opportunity_id, instant_text(since)),
        ).scalar()
        if count:
            sentences.append(counted(count, one, f"{many} with the lead."))
    return sentences
