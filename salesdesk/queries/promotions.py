"""A promotion looked back at: its leads, what has changed since, and what taking it back would leave."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import plain_text
from salesdesk.domain.errors import NotFound
from salesdesk.domain.leads import BY_HAND, LIFECYCLE_NAMES
from salesdesk.queries import since_promotion
from salesdesk.queries.matches import ACCOUNT_FIELDS, CONTACT_FIELDS
from salesdesk.queries.naming import name_of
from salesdesk.queries.promotion_traces import Overwritten, Trace, trace_of
from salesdesk.queries.since_promotion import Added
from salesdesk.queries.timeline import FieldChange
from salesdesk.store.types import instant_text, read_instant


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
    """What a rep sees before a promotion is taken back; `will_happen` has a sentence each."""

    leads: tuple[PromotedLead, ...]
    changes: tuple[FieldChange, ...]
    added: tuple[Added, ...]
    will_happen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What a promotion taken back leaves without a use: accounts and contacts it made, and steps that it planned."""

    accounts: tuple[int, ...]
    contacts: tuple[int, ...]
    plans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedValue:
    """What a lead gave to a field of the rep's own of an account or a contact that stays."""

    id: int
    kind: str
    record: int
    field: str
    text: str


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


def before_taking_back(
    connection: Connection, opportunity_id: int, now: datetime, lead_id: int | None = None
) -> TakingBack:
    """Return what has changed since the promotion and what taking it back does; of one lead where one is named.

    Raises: NotFound.
    """
    name = connection.exec_driver_sql(
        "SELECT name FROM opportunity WHERE id = ? AND deleted_at IS NULL", (opportunity_id,)
    ).scalar()
    if name is None:
        raise NotFound("opportunity", opportunity_id)
    back = taken_back(connection, opportunity_id, lead_id)
    since = min((one.promoted_at for one in back.leads), default=now)
    entries = [trace.entry_id for trace in back.traces if trace is not None]
    start = since_promotion.Start(since, min(entries) if len(entries) == len(back.leads) and entries else None)
    changes = since_promotion.changes(connection, opportunity_id, start)
    added = since_promotion.added(connection, opportunity_id, start, [one.id for one in back.leads], goes=back.goes)
    return TakingBack(back.leads, tuple(changes), tuple(added), tuple(_happens(connection, str(name), back)))


@dataclass(frozen=True, slots=True)
class Back:
    """What taking a promotion back is about: its leads with their traces, and whether the opportunity goes too."""

    leads: tuple[PromotedLead, ...]
    traces: tuple[Trace | None, ...]
    goes: bool
    heir: int | None
    """The lead that the opportunity comes from then, where the one that made it leaves and another stays."""
    rest: Leftovers
    carried: tuple[CarriedValue, ...]


def taken_back(connection: Connection, opportunity_id: int, lead_id: int | None) -> Back:
    """Return what taking back the promotion of all leads of an opportunity, or of one, is about."""
    made_by = connection.exec_driver_sql("SELECT lead_id FROM opportunity WHERE id = ?", (opportunity_id,)).scalar()
    everyone = leads_of(connection, opportunity_id)
    leads = [one for one in everyone if lead_id in (None, one.id)]
    staying = [one.id for one in everyone if one not in leads]
    is_maker_leaving = any(one.id == made_by for one in leads)
    goes = is_maker_leaving and not staying
    traces = tuple(trace_of(connection, one.id) for one in leads)
    rest = _leftovers(connection, opportunity_id, leads, traces, goes=goes)
    heir = staying[0] if is_maker_leaving and staying else None
    return Back(tuple(leads), traces, goes, heir, rest, tuple(_carried(connection, traces, rest)))


def _happens(connection: Connection, name: str, back: Back) -> list[str]:
    happens = [f"“{one.name}” returns to {LIFECYCLE_NAMES[one.returns_to]}." for one in back.leads]
    leaves = "the lead" if len(back.leads) == 1 else "the leads"
    happens.append(f"The opportunity “{name}” {'goes to the trash' if back.goes else f'stays, without {leaves}'}.")
    happens += [
        f"{name_of(connection, 'activity', one)}, planned with the promotion, goes to the trash."
        for one in back.rest.plans
    ]
    for kind, ids in (("account", back.rest.accounts), ("contact", back.rest.contacts)):
        happens += [
            f"The {kind} {name_of(connection, kind, one)} goes to the trash, nothing else uses it." for one in ids
        ]
    gone = {("account", one) for one in back.rest.accounts} | {("contact", one) for one in back.rest.contacts}
    for trace in back.traces:
        happens += [
            _restored(connection, one)
            for one in (trace.overwritten if trace is not None else ())
            if one.table != "opportunity" and (one.table, one.record) not in gone and _told(one)
        ]
    for value in back.carried:
        owner = f"{value.kind} {name_of(connection, value.kind, value.record)}"
        happens.append(f"The {owner} loses {value.field}, {value.text}: it came from the lead.")
    return happens


def _carried(connection: Connection, traces: Sequence[Trace | None], rest: Leftovers) -> Iterator[CarriedValue]:
    added = [one for trace in traces if trace is not None for one in trace.added.get("custom_value", ())]
    rows = connection.exec_driver_sql(
        "SELECT v.id, v.account_id, v.contact_id, f.name, f.type, v.value FROM custom_value AS v "
        "JOIN custom_field AS f ON f.id = v.custom_field_id WHERE v.id IN (SELECT value FROM json_each(?)) "
        "AND v.opportunity_id IS NULL ORDER BY f.kind, f.position, v.id",
        (json.dumps(added),),
    )
    for value, account, contact, field, type_name, text in rows:
        # What goes to the trash keeps what it has, should it come back.
        if account not in rest.accounts and contact not in rest.contacts:
            kind = "account" if account is not None else "contact"
            yield CarriedValue(value, kind, account or contact, field, plain_text(type_name, text))


def _told(one: Overwritten) -> list[str]:
    fields = ACCOUNT_FIELDS if one.table == "account" else CONTACT_FIELDS
    return [name for name in one.before if name in fields and name != "annual_revenue_minor"]


def _restored(connection: Connection, one: Overwritten) -> str:
    named = [f"{name.replace('_', ' ')} {one.before[name] or 'empty'}" for name in _told(one)]
    return f"The {one.table} {name_of(connection, one.table, one.record)} gets back what it had: {', '.join(named)}."


def _leftovers(
    connection: Connection,
    opportunity_id: int,
    leads: list[PromotedLead],
    traces: tuple[Trace | None, ...],
    *,
    goes: bool,
) -> Leftovers:
    """Return what the promotion made and only the opportunity and its leads use."""
    known = [trace for trace in traces if trace is not None]
    kept = set() if goes else _kept(connection, opportunity_id, known)
    contacts = [
        record
        for record in dict.fromkeys(_committee(connection, opportunity_id, leads) + [one.contact_id for one in leads])
        if record is not None and ("contact", record) not in kept and _is_made(connection, "contact", record, leads)
    ]
    ours = {"opportunity": opportunity_id, "leads": json.dumps([one.id for one in leads])}
    contacts = [record for record in contacts if not _is_used(connection, _CONTACT_USES, ours | {"record": record})]
    ours["contacts"] = json.dumps(contacts)
    accounts = [
        record
        for record in dict.fromkeys(one.account_id for one in leads)
        if record is not None
        and ("account", record) not in kept
        and _is_made(connection, "account", record, leads)
        and not _is_used(connection, _ACCOUNT_USES, ours | {"record": record})
    ]
    plans = [record for trace in known for record in trace.added.get("activity", ())]
    return Leftovers(tuple(accounts), tuple(contacts), tuple(plans))


def _kept(connection: Connection, opportunity_id: int, traces: list[Trace]) -> set[tuple[str, int]]:
    """Return the account and the contacts of an opportunity that stays, as they are once the promotion is undone."""
    held = connection.exec_driver_sql(
        "SELECT account_id, contact_id FROM opportunity WHERE id = ?", (opportunity_id,)
    ).mappings()
    card = dict(held.one())
    seated: set[int] = set()
    for trace in traces:
        seated.update(trace.added.get("committee_member", ()))
        for one in trace.overwritten:
            if (one.table, one.record) == ("opportunity", opportunity_id):
                card |= {name: old for name, old in one.before.items() if name in card}
    members = connection.exec_driver_sql(
        "SELECT id, contact_id FROM committee_member WHERE opportunity_id = ?", (opportunity_id,)
    )
    kept = {("contact", contact) for member, contact in members if member not in seated}
    return kept | {(kind, card[f"{kind}_id"]) for kind in ("account", "contact") if card[f"{kind}_id"] is not None}


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
