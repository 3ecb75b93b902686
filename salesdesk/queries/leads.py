"""The leads screen: which leads a list holds and in what order, its rows, and the page of one lead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from salesdesk.queries.words import matching
from salesdesk.store.schema import import_batch, lead, lifecycle_history, opportunity, playbook
from salesdesk.store.types import read_instant

LeadSort = Literal["score", "name", "newest", "company", "lifecycle"]
OPEN_LIFECYCLES = ("new", "working", "mql", "sql")
LIFECYCLES = (*OPEN_LIFECYCLES, "opportunity", "nurture", "unqualified")


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """What a list of leads is narrowed to: lifecycle stages (none means all) and words to find."""

    lifecycles: tuple[str, ...] = OPEN_LIFECYCLES
    text: str = ""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """What a row of the list shows, and what the list is ordered by."""

    id: int
    name: str
    company: str
    score: int
    lifecycle: str
    is_high_intent: bool
    interest_at: datetime | None
    first_reply_at: datetime | None
    created_at: datetime
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class LifecycleStep:
    """One dated transition of a lead."""

    from_stage: str
    to_stage: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LeadPage:
    """Everything the page of one lead shows beside its evidence and its timeline."""

    id: int
    first_name: str
    last_name: str
    title: str
    company: str
    email: str
    phone: str
    mobile: str
    website: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    language: str
    industry: str
    employees: int | None
    annual_revenue_minor: int | None
    source: str
    campaign: str
    lifecycle: str
    high_intent: int
    score: int
    amount_minor: int | None
    currency: str
    notes: str
    bant: str
    created_at: datetime
    interest_at: datetime | None
    first_reply_at: datetime | None
    wake_on: date | None
    closed_reason: str
    account_id: int | None
    contact_id: int | None
    opportunity_id: int | None
    opportunity_name: str
    imported_from: str
    mql_mark: int
    steps: tuple[LifecycleStep, ...]

    @property
    def name(self) -> str:
        """What the lead is called: the person, else the company, else the e-mail."""
        return f"{self.first_name} {self.last_name}".strip() or self.company or self.email


_ORDERS: dict[LeadSort, str] = {
    "score": "l.score DESC, l.id DESC",
    "name": "l.name_key = '', l.name_key, l.company_key, l.id",
    "newest": "l.created_at DESC, l.id DESC",
    "company": "l.company_key = '', l.company_key, l.name_key, l.id",
    "lifecycle": (
        "CASE l.lifecycle WHEN 'sql' THEN 0 WHEN 'mql' THEN 1 WHEN 'working' THEN 2 WHEN 'new' THEN 3 "
        "WHEN 'opportunity' THEN 4 WHEN 'nurture' THEN 5 ELSE 6 END, l.score DESC, l.id DESC"
    ),
}
# This index holds all that these orders look at; without the hint SQLite reads every row of a large table.
_COVERED = {"score": "INDEXED BY lead_by_lifecycle", "lifecycle": "INDEXED BY lead_by_lifecycle"}


def lead_ids(connection: Connection, chosen: LeadFilter, sort: LeadSort = "score") -> list[int]:
    """Return the ids of all leads the filter lets through, in the order of the list."""
    where, values = _where(chosen)
    hint = "" if chosen.text.strip() else _COVERED.get(sort, "")
    if sort == "name" and not chosen.text.strip():
        return _ids_by_name(connection, where, values)
    query = f"SELECT l.id FROM lead AS l {hint} WHERE {where} ORDER BY {_ORDERS[sort]}"
    return list(connection.exec_driver_sql(query, tuple(values)).scalars())


def _ids_by_name(connection: Connection, where: str, values: list[str]) -> list[int]:
    """Return the ids by name, from two indexes alone: which leads, and how all leads are ordered."""
    query = f"SELECT l.id FROM lead AS l INDEXED BY lead_by_lifecycle WHERE {where}"
    wanted = set(connection.exec_driver_sql(query, tuple(values)).scalars())
    ordered = connection.exec_driver_sql("SELECT id, name_key = '' FROM lead ORDER BY name_key, company_key, id")
    found = [(record, has_none) for record, has_none in ordered if record in wanted]
    nameless = [record for record, has_none in found if has_none]
    return [record for record, has_none in found if not has_none] + nameless


def lead_count(connection: Connection, chosen: LeadFilter) -> int:
    """Return how many leads the filter lets through."""
    where, values = _where(chosen)
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM lead AS l WHERE {where}", tuple(values)).scalar() or 0)


def _where(chosen: LeadFilter) -> tuple[str, list[str]]:
    parts, values = ["l.deleted_at IS NULL"], list[str]()
    lifecycles = chosen.lifecycles or LIFECYCLES
    parts.append(f"l.lifecycle IN ({', '.join('?' for _ in lifecycles)})")
    values.extend(lifecycles)
    if chosen.text.strip():
        condition, found = matching("lead", "l.id", chosen.text)
        parts.append(condition)
        values.extend(found)
    return " AND ".join(parts), values


def lead_rows(connection: Connection, ids: Iterable[int]) -> list[LeadRow]:
    """Return the rows with these ids, in no particular order; ids that are gone are left out."""
    # The unary plus keeps the planner from walking all live rows instead of looking up these ids.
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, score, lifecycle, high_intent, interest_at, first_reply_at, "
        "created_at, title, email FROM lead WHERE +deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return [_row(row) for row in rows]


def _row(row: Row[Any]) -> LeadRow:
    record, first, last, company, score, lifecycle, intent, interest, reply, created, title, email = tuple[Any, ...](
        row
    )
    return LeadRow(
        record,
        f"{first} {last}".strip() or company or email,
        company,
        score,
        lifecycle,
        bool(intent),
        read_instant(interest) if interest else None,
        read_instant(reply) if reply else None,
        read_instant(created),
        title,
        email,
    )


_PAGE_COLUMNS = tuple(
    name
    for name in LeadPage.__slots__
    if name not in ("opportunity_name", "imported_from", "mql_mark", "steps", "name")
)


_MQL_MARK = select(playbook.c.mql_mark).order_by(playbook.c.is_default.desc(), playbook.c.id).limit(1).scalar_subquery()


def lead_page(connection: Connection, lead_id: int) -> LeadPage | None:
    """Return the page of one lead, or None where it is gone."""
    found = (
        connection.execute(
            select(
                *(lead.c[name] for name in _PAGE_COLUMNS),
                opportunity.c.name.label("opportunity_name"),
                import_batch.c.file_name.label("imported_from"),
                _MQL_MARK.label("mql_mark"),
            )
            .outerjoin(opportunity, (opportunity.c.id == lead.c.opportunity_id) & opportunity.c.deleted_at.is_(None))
            .outerjoin(import_batch, import_batch.c.id == lead.c.import_batch_id)
            .where(lead.c.id == lead_id, lead.c.deleted_at.is_(None))
        )
        .mappings()
        .first()
    )
    if found is None:
        return None
    history = lifecycle_history.c
    steps = connection.execute(
        select(history.from_stage, history.to_stage, history.at, history.reason)
        .where(history.lead_id == lead_id)
        .order_by(history.at, history.id)
    )
    values = dict(found)
    values["opportunity_name"] = values["opportunity_name"] or ""
    values["imported_from"] = values["imported_from"] or ""
    return LeadPage(**values, steps=tuple(LifecycleStep(*step) for step in steps))
