"""Opportunities as records: the narrow list, and the page of one opportunity."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, select

from salesdesk.domain.stages import StageKind
from salesdesk.queries.words import matching
from salesdesk.store.schema import account, committee_member, contact, lead, opportunity, stage, stage_history
from salesdesk.store.types import read_instant

OpportunitySort = Literal["stage", "amount", "expected_close", "name", "newest"]
Closing = Literal["open", "won", "lost", "all"]


@dataclass(frozen=True, slots=True)
class OpportunityFilter:
    """What a list of opportunities is narrowed to: open, won, lost or all, and words to find."""

    closing: Closing = "open"
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """What a row of the list shows, and what the list is ordered by."""

    id: int
    name: str
    account: str
    amount_minor: int
    currency: str
    stage_id: int
    stage_name: str
    stage_kind: StageKind
    stage_hue: str
    stage_fraction: float
    expected_close: date | None
    closed_at: datetime | None
    rank: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StageStay:
    """A stage of the pipeline as one opportunity went through it; `spent_s` is None where it never stood there."""

    id: int
    name: str
    kind: StageKind
    hue: str
    probability: int
    rot_limit_days: int | None
    entered_at: datetime | None
    spent_s: float | None


@dataclass(frozen=True, slots=True)
class CommitteeMember:
    """A person with a say in the purchase."""

    id: int
    contact_id: int
    name: str
    title: str
    role: str
    email: str


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """Everything the page of one opportunity shows beside its evidence and its timeline."""

    id: int
    name: str
    account_id: int | None
    account_name: str
    contact_id: int | None
    contact_name: str
    lead_id: int | None
    lead_name: str
    stage_id: int
    stage_name: str
    stage_kind: StageKind
    amount_minor: int
    currency: str
    mrr_minor: int | None
    term_months: int | None
    probability: int
    probability_by_hand: int
    expected_close: date | None
    source: str
    pain: str
    product: str
    seats: int | None
    term: str
    bant: str
    lost_reason: str
    lost_kind: str
    competitor: str
    retry_on: date | None
    contract_on: date | None
    created_at: datetime
    entered_stage_at: datetime
    touched_at: datetime | None
    closed_at: datetime | None
    stays: tuple[StageStay, ...]
    committee: tuple[CommitteeMember, ...]


_ORDERS: dict[OpportunitySort, str] = {
    "stage": "s.kind <> 'open', s.position DESC, o.expected_close IS NULL, o.expected_close, o.id",
    "amount": "o.amount_minor DESC, o.id",
    "expected_close": "o.expected_close IS NULL, o.expected_close, o.id",
    "name": "o.name COLLATE NOCASE, o.id",
    "newest": "o.created_at DESC, o.id DESC",
}


def opportunity_ids(connection: Connection, chosen: OpportunityFilter, sort: OpportunitySort = "stage") -> list[int]:
    """Return the ids of all opportunities the filter lets through, in the order of the list."""
    parts, values = ["o.deleted_at IS NULL"], list[str]()
    if chosen.closing != "all":
        parts.append("s.kind = ?")
        values.append(chosen.closing)
    if chosen.text.strip():
        condition, found = matching("opportunity", "o.id", chosen.text)
        by_account, account_found = matching("account", "o.account_id", chosen.text)
        parts.append(f"({condition} OR {by_account})")
        values.extend([*found, *account_found])
    query = (
        "SELECT o.id FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        f"WHERE {' AND '.join(parts)} ORDER BY {_ORDERS[sort]}"
    )
    return list(connection.exec_driver_sql(query, tuple(values)).scalars())


def opportunity_rows(connection: Connection, ids: Iterable[int]) -> list[OpportunityRow]:
    """Return the rows with these ids, in no particular order; ids that are gone are left out."""
    # The unary plus keeps the planner from walking all live rows instead of looking up these ids.
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.name, coalesce(a.name, ''), o.amount_minor, o.currency, s.id, s.name, s.kind, s.hue, "
        "(SELECT count(*) FROM stage AS e WHERE e.pipeline_id = s.pipeline_id AND e.kind = 'open' "
        " AND e.deleted_at IS NULL AND e.position <= s.position), "
        "(SELECT count(*) FROM stage AS e WHERE e.pipeline_id = s.pipeline_id AND e.kind = 'open' "
        " AND e.deleted_at IS NULL), "
        "o.expected_close, o.closed_at, o.rank, o.created_at "
        "FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id LEFT JOIN account AS a ON a.id = o.account_id "
        "WHERE +o.deleted_at IS NULL AND o.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    found = []
    for record, name, company, amount, currency, at, stage_name, kind, hue, place, count, close, closed, *rest in rows:
        rank, created = rest
        fraction = 1.0 if kind == "won" else 0.0 if kind == "lost" else place / (count + 1)
        found.append(
            OpportunityRow(
                record,
                name,
                company,
                amount,
                currency,
                at,
                stage_name,
                kind,
                hue,
                fraction,
                date.fromisoformat(close) if close else None,
                read_instant(closed) if closed else None,
                rank,
                read_instant(created),
            )
        )
    return found


_PAGE_COLUMNS = tuple(
    name
    for name in OpportunityPage.__slots__
    if name not in ("account_name", "contact_name", "lead_name", "stage_name", "stage_kind", "stays", "committee")
)


def opportunity_page(connection: Connection, opportunity_id: int, now: datetime) -> OpportunityPage | None:
    """Return the page of one opportunity, or None where it is gone; stays are counted up to `now`."""
    found = (
        connection.execute(
            select(
                *(opportunity.c[name] for name in _PAGE_COLUMNS),
                account.c.name.label("account_name"),
                (contact.c.first_name + " " + contact.c.last_name).label("contact_name"),
                (lead.c.first_name + " " + lead.c.last_name).label("lead_name"),
                stage.c.name.label("stage_name"),
                stage.c.kind.label("stage_kind"),
                stage.c.pipeline_id,
            )
            .join(stage, stage.c.id == opportunity.c.stage_id)
            .outerjoin(account, account.c.id == opportunity.c.account_id)
            .outerjoin(contact, contact.c.id == opportunity.c.contact_id)
            .outerjoin(lead, (lead.c.id == opportunity.c.lead_id) & lead.c.deleted_at.is_(None))
            .where(opportunity.c.id == opportunity_id, opportunity.c.deleted_at.is_(None))
        )
        .mappings()
        .first()
    )
    if found is None:
        return None
    values = dict(found)
    pipeline_id = values.pop("pipeline_id")
    for name in ("account_name", "contact_name", "lead_name"):
        values[name] = (values[name] or "").strip()
    return OpportunityPage(
        **values,
        stays=_stays(connection, opportunity_id, pipeline_id, now),
        committee=_committee(connection, opportunity_id),
    )


def _stays(connection: Connection, opportunity_id: int, pipeline_id: int, now: datetime) -> tuple[StageStay, ...]:
    spent: dict[int, float] = {}
    entered: dict[int, datetime] = {}
    history = stage_history.c
    intervals = connection.execute(
        select(history.stage_id, history.entered_at, history.left_at)
        .where(history.opportunity_id == opportunity_id)
        .order_by(history.entered_at, history.id)
    )
    for stage_id, entered_at, left_at in intervals:
        spent[stage_id] = spent.get(stage_id, 0.0) + ((left_at or now) - entered_at).total_seconds()
        entered[stage_id] = entered_at
    stages = connection.execute(
        select(stage.c.id, stage.c.name, stage.c.kind, stage.c.hue, stage.c.probability, stage.c.rot_limit_days)
        .where(stage.c.pipeline_id == pipeline_id, stage.c.deleted_at.is_(None))
        .order_by(stage.c.position, stage.c.id)
    )
    return tuple(StageStay(*one, entered.get(one.id), spent.get(one.id)) for one in stages)


def _committee(connection: Connection, opportunity_id: int) -> tuple[CommitteeMember, ...]:
    member = committee_member.c
    rows = connection.execute(
        select(
            *(member.id, contact.c.id, contact.c.first_name, contact.c.last_name, contact.c.title, member.role),
            contact.c.email,
        )
        .join(contact, contact.c.id == member.contact_id)
        .where(member.opportunity_id == opportunity_id, contact.c.deleted_at.is_(None))
        .order_by(member.id)
    )
    return tuple(
        CommitteeMember(record, person, f"{first} {last}".strip() or email, title, role, email)
        for record, person, first, last, title, role, email in rows
    )
