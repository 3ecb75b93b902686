"""What a merge of leads has to choose from: the values of each, and how much belongs to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import plain_text
from salesdesk.domain.leads import full_name
from salesdesk.queries import custom_fields
from salesdesk.store.types import read_instant

FIELDS = (
    *("first_name", "last_name", "title", "company", "email", "phone", "mobile", "website"),
    *("street", "city", "region", "postal_code", "country", "language", "industry", "employees"),
    *("annual_revenue_minor", "source", "campaign", "amount_minor", "lifecycle"),
)
"""The fields whose value is chosen, in the order to show them."""
MONEY = ("amount_minor", "annual_revenue_minor")
_COUNTED = ("activity", "attachment", "tagging", "answer")


@dataclass(frozen=True, slots=True)
class MergeLead:
    """One of the leads: `values` by field, `own` as a rep would type it by the name of a field of the rep's own."""

    id: int
    name: str
    company: str
    lifecycle: str
    currency: str
    created_at: datetime
    has_notes: bool
    values: Mapping[str, str | int | None]
    own: Mapping[str, str]
    activities: int
    attachments: int
    tags: int
    answers: int


def merge_leads(connection: Connection, ids: Sequence[int]) -> list[MergeLead]:
    """Return the leads with these ids in their order; those that are gone are left out."""
    wanted = json.dumps(list(ids))
    counts = ", ".join(f"(SELECT count(*) FROM {table} WHERE lead_id = lead.id) AS {table}" for table in _COUNTED)
    rows = connection.exec_driver_sql(
        f"SELECT id, currency, created_at, notes, {', '.join(FIELDS)}, {counts} FROM lead "
        "WHERE +deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        (wanted,),
    ).mappings()
    known = custom_fields.fields(connection, "lead")
    texts = custom_fields.texts(connection, "lead", ids)
    found = {}
    for row in rows:
        held = texts.get(row["id"], {})
        found[row["id"]] = MergeLead(
            row["id"],
            full_name(row["first_name"], row["last_name"], row["company"], row["email"]),
            row["company"],
            row["lifecycle"],
            row["currency"],
            read_instant(row["created_at"]),
            bool(row["notes"]),
            {name: row[name] for name in FIELDS},
            {one.name: plain_text(one.type, held[one.id]) for one in known if one.id in held},
            *(row[table] for table in _COUNTED),
        )
    return [found[one] for one in ids if one in found]
