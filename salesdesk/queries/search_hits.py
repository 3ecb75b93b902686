"""The records that a search shows: what each is called, and what tells it apart."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

RecordKind = Literal["opportunity", "lead", "account", "contact"]
KINDS: tuple[RecordKind, ...] = ("opportunity", "account", "contact", "lead")
# The unary plus keeps the planner from walking all live rows instead of looking up these ids.
_AMONG = "+r.deleted_at IS NULL AND r.id IN (SELECT value FROM json_each(?))"
_PERSON = "trim(r.first_name || ' ' || r.last_name)"
NAMES: dict[RecordKind, str] = {
    "opportunity": "r.name",
    "account": "r.name",
    "contact": _PERSON,
    "lead": f"coalesce(nullif({_PERSON}, ''), nullif(r.company, ''), r.email)",
}
"""What a record is called, in SQL, as `r`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, with what tells it apart, and the record that opens for it.

    `role` and `company` are of people, `place` is an account’s city; the stage, how far
    it is on the way to won, and the amount are of opportunities.
    An account or a contact opens its newest opportunity, else its newest lead.
    """

    kind: RecordKind
    id: int
    name: str
    company: str = ""
    role: str = ""
    place: str = ""
    lifecycle: str = ""
    stage: str = ""
    stage_kind: str = ""
    progress: float = 0.0
    hue: str = ""
    amount_minor: int = 0
    currency: str = ""
    contacts: int = 0
    opens: tuple[str, int] = ("", 0)


def hits(connection: Connection, ids: Iterable[int], kind: RecordKind) -> list[Hit]:
    """Return the records of a kind with these ids, in no particular order; what is gone, or opens nothing, is not."""
    listed = (json.dumps(list(ids)),)
    if kind == "opportunity":
        rows = connection.exec_driver_sql(
            f"SELECT r.id, {NAMES[kind]}, coalesce(a.name, ''), s.name, s.kind, s.hue, r.amount_minor, "
            "r.currency, (SELECT 1.0 * sum(p.position <= s.position) / (count(*) + 1) FROM stage AS p "
            "WHERE p.pipeline_id = s.pipeline_id AND p.kind = 'open' AND p.deleted_at IS NULL) "
            "FROM opportunity AS r JOIN stage AS s ON s.id = r.stage_id LEFT JOIN account AS a ON a.id = r.account_id "
            f"WHERE {_AMONG}",
            listed,
        )
        return [
            Hit(
                "opportunity",
                record,
                name,
                company=company,
                stage=stage,
                stage_kind=stage_kind,
                progress=progress,
                hue=hue,
                amount_minor=amount,
                currency=currency,
                opens=("opportunity", record),
            )
            for record, name, company, stage, stage_kind, hue, amount, currency, progress in rows
        ]
    if kind == "lead":
        rows = connection.exec_driver_sql(
            f"SELECT r.id, {NAMES[kind]}, r.company, r.title, r.lifecycle FROM lead AS r WHERE {_AMONG}",
            listed,
        )
        return [
            Hit("lead", record, name, company, role, lifecycle=lifecycle, opens=("lead", record))
            for record, name, company, role, lifecycle in rows
        ]
    return _related(connection, kind, listed)


def _related(connection: Connection, kind: RecordKind, listed: tuple[str]) -> list[Hit]:
    opportunity, lead = (
        f"(SELECT max(x.id) FROM {table} AS x WHERE x.{kind}_id = r.id AND x.deleted_at IS NULL)"
        for table in ("opportunity", "lead")
    )
    if kind == "account":
        rows = connection.exec_driver_sql(
            f"SELECT r.id, {NAMES[kind]}, '', '', r.city, (SELECT count(*) FROM contact AS c WHERE c.account_id = r.id "
            f"AND c.deleted_at IS NULL), {opportunity}, {lead} FROM account AS r "
            f"WHERE {_AMONG}",
            listed,
        )
    else:
        rows = connection.exec_driver_sql(
            f"SELECT r.id, {NAMES[kind]}, coalesce(a.name, ''), r.title, '', 0, "
            f"{opportunity}, {lead} FROM contact AS r LEFT JOIN account AS a ON a.id = r.account_id "
            f"WHERE {_AMONG}",
            listed,
        )
    return [
        Hit(
            kind,
            record,
            name,
            company,
            role,
            place,
            contacts=contacts,
            opens=("opportunity", opens) if opens is not None else ("lead", lead_opens),
        )
        for record, name, company, role, place, contacts, opens, lead_opens in rows
        if opens is not None or lead_opens is not None
    ]
