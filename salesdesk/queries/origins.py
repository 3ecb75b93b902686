"""The leads that opportunities came from."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from salesdesk.domain.leads import full_name


def origins(connection: Connection, opportunity_ids: Sequence[int]) -> list[str]:
    """Return the names of the leads that these opportunities came from and that are still theirs."""
    rows = connection.exec_driver_sql(
        "SELECT l.first_name, l.last_name, l.company, l.email FROM json_each(?) AS wanted "
        "JOIN opportunity AS o ON o.id = wanted.value JOIN lead AS l ON l.id = o.lead_id "
        "WHERE l.opportunity_id = o.id AND l.deleted_at IS NULL ORDER BY wanted.key",
        (json.dumps(list(opportunity_ids)),),
    )
    return [full_name(*row) for row in rows]
