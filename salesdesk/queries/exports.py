"""Leads and opportunities with every field of an export, streamed in the order asked for.

Rows follow `lead_fields` and `opportunity_fields`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from salesdesk.domain.money import decimal_amount, weighted_minor
from salesdesk.formats.fields import LEAD_FIELDS, OPPORTUNITY_FIELDS, Field, Value
from salesdesk.queries import custom_fields
from salesdesk.store.schema import account, activity, contact, lead, opportunity, pipeline, stage, tag, tagging

PAGE = 1000
_NO_STEP: tuple[str, date | None] = ("", None)


def export_count(connection: Connection, table: Table) -> int:
    """Return how many records outside the trash there are."""
    query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
    return int(connection.execute(query).scalar_one())


def lead_fields(connection: Connection) -> tuple[Field, ...]:
    """Return the fields of a lead, those of the rep's own last."""
    return (*LEAD_FIELDS, *custom_fields.columns(custom_fields.fields(connection, "lead")))


def opportunity_fields(connection: Connection) -> tuple[Field, ...]:
    """Return the fields of an opportunity, those of the rep's own last."""
    return (*OPPORTUNITY_FIELDS, *custom_fields.columns(custom_fields.fields(connection, "opportunity")))


def lead_records(connection: Connection, ids: Sequence[int] | None = None) -> Iterator[tuple[Value, ...]]:
    """Yield leads in the order of `ids`, or all outside the trash."""
    query = select(
        *(lead.c[name] for name in _LEAD_COLUMNS),
    )
    known = custom_fields.fields(connection, "lead")
    for rows in _pages(connection, query, lead, ids):
        found = [row.id for row in rows]
        tags, steps = _tags(connection, "lead_id", found), _steps(connection, "lead_id", found)
        held = custom_fields.texts(connection, "lead", found) if known else {}
        for row in rows:
            own = custom_fields.cells(known, held.get(row.id, {}))
            yield (*_lead_record(row, tags.get(row.id, ()), steps.get(row.id, _NO_STEP)), *own)


def opportunity_records(
    connection: Connection, today: date, zone: tzinfo | None, ids: Sequence[int] | None = None
) -> Iterator[tuple[Value, ...]]:
    """Yield opportunities in the order of `ids`, or all outside the trash; days count in the rep's `zone`."""
    query = (
        select(
            opportunity,
            account.c.name.label("account_name"),
            contact.c.first_name,
            contact.c.last_name,
            contact.c.email,
            contact.c.phone,
            pipeline.c.name.label("pipeline_name"),
            stage.c.name.label("stage_name"),
            stage.c.kind,
            lead.c.uid.label("lead_uid"),
        )
        .join(stage, stage.c.id == opportunity.c.stage_id)
        .join(pipeline, pipeline.c.id == opportunity.c.pipeline_id)
        .outerjoin(account, account.c.id == opportunity.c.account_id)
        .outerjoin(contact, contact.c.id == opportunity.c.contact_id)
        .outerjoin(lead, lead.c.id == opportunity.c.lead_id)
    )
    known = custom_fields.fields(connection, "opportunity")
    for rows in _pages(connection, query, opportunity, ids):
        found = [row.id for row in rows]
        tags, steps = _tags(connection, "opportunity_id", found), _steps(connection, "opportunity_id", found)
        held = custom_fields.texts(connection, "opportunity", found) if known else {}
        for row in rows:
            days = (today - row.entered_stage_at.astimezone(zone).date()).days
            own = custom_fields.cells(known, held.get(row.id, {}))
            yield (*_opportunity_record(row, days, tags.get(row.id, ()), steps.get(row.id, _NO_STEP)), *own)


_LEAD_COLUMNS = (
    *("id", "uid", "first_name", "last_name", "title", "company", "email", "phone", "mobile", "website", "street"),
    *("city", "region", "postal_code", "country", "industry", "employees", "annual_revenue_minor", "source"),
    *("campaign", "lifecycle", "high_intent", "score", "amount_minor", "currency", "notes", "created_at"),
    "last_activity_at",
)


def _lead_record(row: Row[Any], tags: tuple[str, ...], step: tuple[str, date | None]) -> tuple[Value, ...]:
    return (
        *row[:17],
        _amount(row.annual_revenue_minor, row.currency),
        row.source,
        row.campaign,
        row.lifecycle,
        bool(row.high_intent),
        row.score,
        _amount(row.amount_minor, row.currency),
        row.currency,
        tags,
        row.notes,
        row.created_at,
        row.last_activity_at,
        *step,
    )


def _opportunity_record(
    row: Row[Any], days: int, tags: tuple[str, ...], step: tuple[str, date | None]
) -> tuple[Value, ...]:
    closed: datetime | None = row.closed_at
    return (
        row.id,
        row.uid,
        row.name,
        row.account_name or "",
        f"{row.first_name or ''} {row.last_name or ''}".strip(),
        row.email or "",
        row.phone or "",
        row.pipeline_name,
        row.stage_name,
        row.kind,
        _amount(row.amount_minor, row.currency),
        row.currency,
        _amount(row.mrr_minor, row.currency),
        row.probability,
        _amount(weighted_minor(row.amount_minor, row.probability), row.currency),
        row.expected_close,
        *step,
        max(0, days),
        row.source,
        row.bant,
        row.lost_reason,
        row.lost_kind,
        tags,
        row.created_at,
        closed,
        row.lead_uid or "",
    )


def _pages(
    connection: Connection, query: Select[Any], table: Table, ids: Sequence[int] | None
) -> Iterator[Sequence[Row[Any]]]:
    present = query.where(table.c.deleted_at.is_(None))
    if ids is not None:
        for start in range(0, len(ids), PAGE):
            wanted = ids[start : start + PAGE]
            rows = {row.id: row for row in connection.execute(present.where(table.c.id.in_(wanted)))}
            yield [rows[record] for record in wanted if record in rows]
        return
    last = 0
    while rows_after := connection.execute(present.where(table.c.id > last).order_by(table.c.id).limit(PAGE)).all():
        yield rows_after
        last = rows_after[-1].id


def _tags(connection: Connection, column: str, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    owner = tagging.c[column]
    query = select(owner, tag.c.name).join(tag, tag.c.id == tagging.c.tag_id).where(owner.in_(ids)).order_by(tag.c.name)
    names: dict[int, tuple[str, ...]] = {}
    for record, name in connection.execute(query):
        names[record] = (*names.get(record, ()), name)
    return names


def _steps(connection: Connection, column: str, ids: Collection[int]) -> dict[int, tuple[str, date | None]]:
    """Return the earliest planned activity of each record: its subject, else its kind, and its day."""
    owner, one = activity.c[column], activity.c
    planned = (one.done_at.is_(None), one.due_on.is_not(None), one.deleted_at.is_(None))
    query = select(owner, one.subject, one.kind, one.due_on).where(owner.in_(ids), *planned)
    steps: dict[int, tuple[str, date | None]] = {}
    for row in connection.execute(query.order_by(one.due_on, one.due_at.is_(None), one.due_at, one.id)):
        steps.setdefault(row[0], (row.subject or row.kind.capitalize(), row.due_on))
    return steps


def _amount(amount_minor: int | None, currency: str) -> Decimal | None:
    return None if amount_minor is None else decimal_amount(amount_minor, currency)
