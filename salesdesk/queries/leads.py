"""The leads screen: which leads a list holds and in what order, its rows, and the page of one lead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from salesdesk.domain.custom_fields import column_field
from salesdesk.domain.filters import EVERYTHING, LEAD_SCOPES, Condition, conditions
from salesdesk.queries.filtering import Wanted, Where, count, where
from salesdesk.store.schema import import_batch, lead, lifecycle_history, opportunity, playbook
from salesdesk.store.types import read_instant

LeadSort = Literal["score", "name", "newest", "company", "lifecycle"]


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
    wake_on: date | None


@dataclass(frozen=True, slots=True)
class LifecycleStep:
    """One dated transition of a lead."""

    from_stage: str
    to_stage: str
    at: datetime
    reason: str
    is_override: bool


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
    woke_on: date | None
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
        """What the lead is called: the person, else the company, else the email."""
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


def lead_ids(connection: Connection, wanted: Wanted, sort: LeadSort = "score") -> list[int]:
    """Return the ids of the leads a filter lets through, open ones unless it says otherwise, in the order of a list."""
    found = wanted.scoped("lead")
    condition = where(connection, "lead", found)
    if sort == "name" and _is_covered(found):
        return _ids_by_name(connection, condition)
    query = f"SELECT l.id FROM lead AS l {covering_hint(found, ((sort, True),))} WHERE {condition.sql}"
    return list(connection.exec_driver_sql(f"{query} ORDER BY {_ORDERS[sort]}", condition.values).scalars())


def covering_hint(wanted: Wanted, keys: Iterable[tuple[str, bool]]) -> str:
    """Return the hint for the index that holds all a query looks at, nothing where it looks at more.

    Without the hint SQLite reads every row of a large table.
    """
    columns = (key for key, _ in keys if column_field(key) is None)
    is_covered = _is_covered(wanted) and all(key in ("score", "lifecycle") for key in columns)
    return "INDEXED BY lead_by_lifecycle" if is_covered else ""


def _is_covered(wanted: Wanted) -> bool:
    """Tell whether a filter looks at the lifecycle stage alone."""
    return isinstance(wanted.filter, Condition) and wanted.filter.field == "lifecycle"


def _ids_by_name(connection: Connection, condition: Where) -> list[int]:
    """Return the ids by name, from two indexes alone: which leads, and how all leads are ordered."""
    query = f"SELECT l.id FROM lead AS l INDEXED BY lead_by_lifecycle WHERE {condition.sql}"
    wanted = set(connection.exec_driver_sql(query, condition.values).scalars())
    ordered = connection.exec_driver_sql("SELECT id, name_key = '' FROM lead ORDER BY name_key, company_key, id")
    found = [(record, has_none) for record, has_none in ordered if record in wanted]
    nameless = [record for record, has_none in found if has_none]
    return [record for record, has_none in found if not has_none] + nameless


def whole_count(connection: Connection, wanted: Wanted) -> int:
    """Return how many leads a filter is drawn from: the open ones, or all where it names lifecycle stages itself."""
    names_stages = any(condition.field in LEAD_SCOPES for condition in conditions(wanted.filter))
    return count(connection, "lead", None if names_stages else Wanted(EVERYTHING, wanted.now).scoped("lead"))


def lead_rows(connection: Connection, ids: Iterable[int]) -> list[LeadRow]:
    """Return the rows with these ids, in no particular order; ids that are gone are left out."""
    # The unary plus keeps the planner from walking all live rows instead of looking up these ids.
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, score, lifecycle, high_intent, interest_at, first_reply_at, "
        "created_at, title, email, wake_on FROM lead "
        "WHERE +deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return [_row(row) for row in rows]


def _row(row: Row[Any]) -> LeadRow:
    record, first, last, company, score, lifecycle, *rest = tuple[Any, ...](row)
    intent, interest, reply, created, title, email, wake = rest
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
        date.fromisoformat(wake) if wake else None,
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
        select(history.from_stage, history.to_stage, history.at, history.reason, history.is_override)
        .where(history.lead_id == lead_id)
        .order_by(history.at, history.id)
    )
    values = dict(found)
    values["opportunity_name"] = values["opportunity_name"] or ""
    values["imported_from"] = values["imported_from"] or ""
    return LeadPage(**values, steps=tuple(LifecycleStep(*step[:4], bool(step[4])) for step in steps))
