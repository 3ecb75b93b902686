"""What the rows of the hygiene show, and what the way through it asks about each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name
from salesdesk.domain.stages import rotting
from salesdesk.queries import board, evidence
from salesdesk.queries.hygiene import Key
from salesdesk.store.conditions import TWO_WAY
from salesdesk.store.types import read_instant


@dataclass(frozen=True, slots=True)
class HygieneRow:
    """One record of a category; what is not known of its kind stays empty.

    `opens` is the record whose page tells about it, None where there is none yet.
    """

    category: str
    kind: str
    id: int
    name: str
    company: str = ""
    amount_minor: int | None = None
    currency: str = ""
    score: int | None = None
    stage_id: int | None = None
    stage: str = ""
    lifecycle: str = ""
    days_in_stage: int = 0
    days_over: int = 0
    silent_days: int | None = None
    expected_close: date | None = None
    bant: str = ""
    aged: tuple[tuple[str, str, int], ...] = ()
    alike: int = 0
    has_same_email: bool = False
    verified_on: date | None = None
    known_since: date | None = None
    opens: Key | None = None

    @property
    def key(self) -> Key:
        """Kind and id of the record."""
        return self.kind, self.id


def rows(connection: Connection, category: str, keys: Sequence[Key], now: datetime) -> list[HygieneRow]:
    """Return the rows of these records in their order; records that are gone are left out."""
    found: dict[Key, HygieneRow] = {}
    by_kind = {kind: [record for of, record in keys if of == kind] for kind in ("opportunity", "lead", "contact")}
    for row in (
        *_opportunities(connection, category, by_kind["opportunity"], now),
        *_leads(connection, category, by_kind["lead"], now),
        *_contacts(connection, by_kind["contact"], now),
    ):
        found[row.key] = row
    return [found[key] for key in keys if key in found]


def _opportunities(connection: Connection, category: str, ids: list[int], now: datetime) -> Iterable[HygieneRow]:
    if not ids:
        return
    stages = {
        one[0]: one
        for one in connection.exec_driver_sql("SELECT id, name, rot_limit_days FROM stage WHERE kind = 'open'")
    }
    silent = _silent_days(connection, "opportunity", ids, now) if category == "going_dark" else {}
    for card in board.cards(connection, ids):
        _, stage, limit = stages.get(card.stage_id, (0, "", None))
        is_rotting = category == "rotting"
        still = rotting(
            card.entered_stage_at, card.touched_at, limit, has_planned_step=not is_rotting, now=now, snoozed_until=None
        )
        yield HygieneRow(
            category,
            "opportunity",
            card.id,
            card.title,
            card.account,
            card.amount_minor,
            card.currency,
            stage_id=card.stage_id,
            stage=stage,
            days_in_stage=still.days_in_stage,
            days_over=still.days_over,
            silent_days=silent.get(card.id),
            expected_close=card.expected_close,
            bant=card.bant,
            aged=_aged(connection, "opportunity", card.id, now) if category == "aged_evidence" else (),
            opens=("opportunity", card.id),
        )


def _leads(connection: Connection, category: str, ids: list[int], now: datetime) -> Iterable[HygieneRow]:
    if not ids:
        return
    silent = _silent_days(connection, "lead", ids, now) if category == "going_dark" else {}
    alike = _alike(connection, ids) if category == "duplicates" else {}
    found = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, email, score, lifecycle, bant FROM lead "
        "WHERE +deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    for record, first, last, company, email, score, lifecycle, bant in found:
        name = full_name(first, last, company, email)
        same_email, same_name = alike.get(record, (0, 0))
        yield HygieneRow(
            category,
            "lead",
            record,
            name,
            company if company != name else "",
            score=score,
            lifecycle=lifecycle,
            silent_days=silent.get(record),
            bant=bant,
            aged=_aged(connection, "lead", record, now) if category == "aged_evidence" else (),
            alike=same_email or same_name,
            has_same_email=bool(same_email),
            opens=("lead", record),
        )


def _contacts(connection: Connection, ids: list[int], now: datetime) -> Iterable[HygieneRow]:
    if not ids:
        return
    found = connection.exec_driver_sql(
        "SELECT c.id, c.first_name, c.last_name, c.email, coalesce(acc.name, ''), c.verified_on, c.created_at, "
        "(SELECT max(id) FROM opportunity WHERE contact_id = c.id AND deleted_at IS NULL), "
        "(SELECT max(id) FROM lead WHERE contact_id = c.id AND deleted_at IS NULL) "
        "FROM contact AS c LEFT JOIN account AS acc ON acc.id = c.account_id "
        "WHERE +c.deleted_at IS NULL AND c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    for record, first, last, email, account, verified, created, opportunity, lead in found:
        opens: Key | None = None
        if opportunity is not None or lead is not None:
            opens = ("opportunity", opportunity) if opportunity is not None else ("lead", lead)
        yield HygieneRow(
            "unverified",
            "contact",
            record,
            full_name(first, last, account, email),
            account,
            verified_on=date.fromisoformat(verified) if verified else None,
            known_since=read_instant(created).astimezone(now.tzinfo).date(),
            opens=opens,
        )


def _silent_days(connection: Connection, kind: str, ids: list[int], now: datetime) -> dict[int, int]:
    found = connection.exec_driver_sql(
        f"SELECT {kind}_id, max(at) FROM activity INDEXED BY activity_two_way_of_{kind} "
        f"WHERE {TWO_WAY} AND {kind}_id IN (SELECT value FROM json_each(?)) GROUP BY {kind}_id",
        (json.dumps(ids),),
    )
    return {
        record: (now.date() - read_instant(heard).astimezone(now.tzinfo).date()).days
        for record, heard in found
        if heard
    }


def _aged(connection: Connection, kind: str, record: int, now: datetime) -> tuple[tuple[str, str, int], ...]:
    """Return code, name and age in days of each dimension that leans on evidence that is too old."""
    read = evidence.of_opportunity if kind == "opportunity" else evidence.of_lead
    found = []
    for dimension in read(connection, record, now):
        ages = [
            (now - one.answered_at).days for one in dimension.answers if one.is_aged and one.answered_at is not None
        ]
        if ages:
            found.append((dimension.code, dimension.name, max(ages)))
    return tuple(sorted(found, key=lambda one: -one[2]))


def _alike(connection: Connection, ids: list[int]) -> dict[int, tuple[int, int]]:
    """Return how many others share the address, and how many the name at the same company."""
    others: Any = connection.exec_driver_sql(
        "SELECT l.id, (SELECT count(*) FROM lead AS m WHERE m.email_key = l.email_key AND m.email_key <> '' "
        "AND m.id <> l.id AND +m.deleted_at IS NULL), "
        "(SELECT count(*) FROM lead AS m WHERE m.name_key = l.name_key AND m.company_key = l.company_key "
        "AND l.name_key <> '' AND l.company_key <> '' AND m.id <> l.id AND +m.deleted_at IS NULL) "
        "FROM lead AS l WHERE l.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {record: (same_email, same_name) for record, same_email, same_name in others}


def stages_beside(connection: Connection, stage_id: int) -> list[board.Stage]:
    """Return the open stages of the pipeline that a stage belongs to, in their order."""
    pipeline = connection.exec_driver_sql("SELECT pipeline_id FROM stage WHERE id = ?", (stage_id,)).scalar()
    return [stage for stage in board.stages(connection, pipeline) if stage.kind == "open"]
