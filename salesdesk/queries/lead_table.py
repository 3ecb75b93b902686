"""Leads as a table: ids in the order of several columns, rows by their ids, and how many there are in all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from salesdesk.domain.activities import NextStep
from salesdesk.domain.leads import full_name
from salesdesk.queries import custom_fields, filter_choices, filtering, leads
from salesdesk.queries.column_order import Orders, SortKeys, ordering
from salesdesk.queries.filtering import Wanted
from salesdesk.store.types import read_instant


@dataclass(frozen=True, slots=True)
class LeadLine:
    """What a row of the table shows.

    The last activity is the latest that happened, with its outcome; `wake_on` is set of a lead in Nurture. `own` has
    kept texts by the fields of the rep's own that were asked for.
    """

    id: int
    name: str
    title: str
    company: str
    score: int
    lifecycle: str
    source: str
    created_at: datetime
    is_high_intent: bool
    interest_at: datetime | None
    first_reply_at: datetime | None
    wake_on: date | None
    email: str
    phone: str
    city: str
    country: str
    industry: str
    employees: int | None
    last_kind: str
    last_outcome: str
    last_at: datetime | None
    next_step: NextStep | None
    tags: tuple[str, ...]
    own: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class LeadTable:
    """The ids of what a filter lets through, and how many leads it was drawn from, from one snapshot."""

    ids: list[int]
    whole_count: int


_NEXT_STEP = (
    "LEFT JOIN activity AS n ON n.id = (SELECT a.id FROM activity AS a WHERE a.lead_id = l.id AND a.done_at IS NULL "
    "AND a.due_on IS NOT NULL AND a.deleted_at IS NULL ORDER BY a.due_on, a.due_at IS NULL, a.due_at, a.id LIMIT 1)"
)
# One walk over the index of what is planned, in place of one look-up for each lead.
_FIRST_DUE = (
    "LEFT JOIN (SELECT lead_id, min(due_on || coalesce(due_at, '~')) AS due FROM activity WHERE done_at IS NULL "
    "AND due_on IS NOT NULL AND deleted_at IS NULL GROUP BY lead_id) AS f ON f.lead_id = l.id"
)
_LAST = (
    "LEFT JOIN activity AS p ON p.id = (SELECT a.id FROM activity AS a WHERE a.lead_id = l.id "
    "AND (a.due_on IS NULL OR a.done_at IS NOT NULL) AND a.deleted_at IS NULL ORDER BY a.at DESC, a.id DESC LIMIT 1)"
)
_STAGE = (
    "CASE l.lifecycle WHEN 'new' THEN 0 WHEN 'working' THEN 1 WHEN 'mql' THEN 2 WHEN 'sql' THEN 3 "
    "WHEN 'opportunity' THEN 4 WHEN 'nurture' THEN 5 ELSE 6 END"
)
_ORDERS: Orders = {
    "name": (("l.name_key", "l.company_key"), "l.name_key = ''"),
    "company": (("l.company_key",), "l.company_key = ''"),
    "score": (("l.score",), ""),
    "lifecycle": ((_STAGE,), ""),
    "last_activity": (("l.last_activity_at",), "l.last_activity_at IS NULL"),
    "next_step": (("f.due",), "f.due IS NULL"),
    "created": (("l.created_at",), ""),
    "employees": (("l.employees",), "l.employees IS NULL"),
    **{
        name: ((f"l.{name} COLLATE NOCASE",), f"l.{name} = ''")
        for name in ("title", "source", "email", "phone", "city", "country", "industry")
    },
}
SORTABLE = frozenset(_ORDERS)


def opened(connection: Connection, keys: SortKeys, wanted: Wanted) -> LeadTable:
    """Return what the table stands on; the filter says which lifecycle stages it means, or has open leads alone."""
    return LeadTable(lead_ids(connection, keys, wanted.scoped("lead")), leads.whole_count(connection, wanted))


def has_leads(connection: Connection) -> bool:
    """Tell whether there is any lead outside the trash."""
    return connection.exec_driver_sql("SELECT 1 FROM lead WHERE deleted_at IS NULL LIMIT 1").first() is not None


def lead_ids(connection: Connection, keys: SortKeys, wanted: Wanted) -> list[int]:
    """Return the ids of the leads that the filter lets through, ordered by columns, then the latest first."""
    condition = filtering.where(connection, "lead", wanted)
    join = _FIRST_DUE if any(key == "next_step" for key, _ in keys) else ""
    order = ordering(connection, "lead", keys, _ORDERS)
    # One row: ten thousand rows of one number each take ten times as long to fetch.
    found = connection.exec_driver_sql(
        f"SELECT json_group_array(id) FROM (SELECT l.id FROM lead AS l {leads.covering_hint(wanted, keys)} {join} "
        f"{order.joins} WHERE {condition.sql} ORDER BY {order.terms}l.id DESC)",
        condition.values,
    )
    ids: list[int] = json.loads(found.scalar_one())
    return ids


def lines(connection: Connection, ids: Iterable[int], own: Collection[int] = ()) -> list[LeadLine]:
    """Return the rows with these ids, in no particular order, with these fields of the rep's own.

    Ids that are gone are left out.
    """
    wanted = list(ids)
    # The unary plus keeps the planner from walking all live rows instead of looking up these ids.
    rows = connection.exec_driver_sql(
        "SELECT l.id, l.first_name, l.last_name, l.title, l.company, l.score, l.lifecycle, l.source, l.created_at, "
        "l.high_intent, l.interest_at, l.first_reply_at, l.wake_on, l.email, l.phone, l.city, l.country, l.industry, "
        "l.employees, p.kind, p.outcome, p.at, n.kind, n.subject, n.due_on, n.due_at, "
        "(SELECT json_group_array(name) FROM (SELECT t.name FROM tagging AS g JOIN tag AS t ON t.id = g.tag_id "
        "WHERE g.lead_id = l.id ORDER BY t.name COLLATE NOCASE)) "
        f"FROM lead AS l {_NEXT_STEP} {_LAST} "
        "WHERE +l.deleted_at IS NULL AND l.id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    held = custom_fields.texts(connection, "lead", wanted, own) if own else {}
    return [_line(row, held.get(row.id, {})) for row in rows]


def _line(row: Row[Any], own: Mapping[int, str]) -> LeadLine:
    record, first, last, title, company, score, lifecycle, source, created, *rest = tuple[Any, ...](row)
    intent, interest, reply, wake, email, phone, city, country, industry, employees, *rest = rest
    last_kind, last_outcome, last_at, step_kind, subject, due_on, due_at, tags = rest
    step = None
    if step_kind is not None:
        step = NextStep(step_kind, subject, date.fromisoformat(due_on), read_instant(due_at) if due_at else None)
    return LeadLine(
        *(record, full_name(first, last, company, email), title, company, score, lifecycle, source),
        read_instant(created),
        bool(intent),
        read_instant(interest) if interest else None,
        read_instant(reply) if reply else None,
        date.fromisoformat(wake) if wake else None,
        *(email, phone, city, country, industry, employees, last_kind or "", last_outcome or ""),
        read_instant(last_at) if last_at else None,
        step,
        tuple(json.loads(tags)),
        own,
    )


def tag_counts(connection: Connection, ids: Iterable[int]) -> dict[str, int]:
    """Return every tag that live leads have, in alphabetical order, with how many of these have it."""
    return filter_choices.tag_counts(connection, "lead", ids)
