"""The leads that opportunities came from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name
from salesdesk.store.types import read_instant


def origins(connection: Connection, opportunity_ids: Sequence[int]) -> list[str]:
    """Return the names of the leads that these opportunities came from and that are still theirs."""
    rows = connection.exec_driver_sql(
        "SELECT l.first_name, l.last_name, l.company, l.email FROM json_each(?) AS wanted "
        "JOIN opportunity AS o ON o.id = wanted.value JOIN lead AS l ON l.id = o.lead_id "
        "WHERE l.opportunity_id = o.id AND l.deleted_at IS NULL ORDER BY wanted.key",
        (json.dumps(list(opportunity_ids)),),
    )
    return [full_name(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class SourceLead:
    """A lead that stands behind an opportunity, and when it was promoted into it; the one that made it says so."""

    id: int
    name: str
    company: str
    source: str
    promoted_at: datetime | None
    has_made_it: bool


def source_leads(connection: Connection, opportunity_id: int) -> list[SourceLead]:
    """Return the leads behind an opportunity, the one that made it first."""
    rows = connection.exec_driver_sql(
        "SELECT l.id, l.first_name, l.last_name, l.email, l.company, l.source, "
        "(SELECT max(h.at) FROM lifecycle_history AS h WHERE h.lead_id = l.id AND h.to_stage = 'opportunity'), "
        "l.id = coalesce((SELECT o.lead_id FROM opportunity AS o WHERE o.id = l.opportunity_id), 0) AS made "
        "FROM lead AS l WHERE l.opportunity_id = ? AND l.deleted_at IS NULL ORDER BY made DESC, l.id",
        (opportunity_id,),
    )
    return [
        SourceLead(
            record,
            full_name(first, last, company, email),
            company,
            source,
            read_instant(promoted) if promoted else None,
            bool(made),
        )
        for record, first, last, email, company, source, promoted, made in rows
    ]
