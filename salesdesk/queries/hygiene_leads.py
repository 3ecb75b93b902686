"""What is wrong with leads: who went silent, and which two may be one."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.domain.hygiene import DARK_LIFECYCLES
from salesdesk.store.conditions import TWO_WAY
from salesdesk.store.types import instant_text


def dark(connection: Connection, before: datetime) -> list[int]:
    """Return the leads on their way who once answered and have been silent since before then, the longest first."""
    # Put into its set in their order, their numbers take a third of the time that they take in that of the index.
    rows = connection.exec_driver_sql(
        "SELECT json_group_array(lead_id) FROM (SELECT lead_id, max(at) AS heard_at "
        f"FROM activity INDEXED BY activity_two_way_of_lead WHERE {TWO_WAY} AND lead_id IN "
        "(SELECT id FROM lead INDEXED BY lead_by_lifecycle WHERE deleted_at IS NULL "
        "AND lifecycle IN (SELECT value FROM json_each(?)) ORDER BY id) "
        "GROUP BY lead_id HAVING max(at) < ? ORDER BY heard_at, lead_id)",
        (json.dumps(DARK_LIFECYCLES), instant_text(before)),
    )
    return list(json.loads(rows.scalar_one()))


# Most keys are of one lead: first the keys of several, from an index alone, then which of those are still there.
_ALIVE = "id NOT IN (SELECT id FROM lead WHERE deleted_at > '') HAVING count(*) > 1"
_BY_ADDRESS = (
    f"SELECT (SELECT max(id) FROM lead WHERE email_key = g.email_key AND email_key <> '' AND {_ALIVE}) AS newest "
    "FROM (SELECT email_key FROM lead INDEXED BY lead_by_email WHERE email_key <> '' "
    "GROUP BY email_key HAVING count(*) > 1) AS g"
)
_BY_NAME = (
    "SELECT (SELECT max(id) FROM lead INDEXED BY lead_by_name "
    f"WHERE name_key = g.name_key AND company_key = g.company_key AND {_ALIVE}) "
    "FROM (SELECT name_key, company_key FROM lead INDEXED BY lead_by_name WHERE name_key > '' AND company_key > '' "
    "GROUP BY name_key, company_key HAVING count(*) > 1) AS g"
)


def alike(connection: Connection) -> list[int]:
    """Return the newest lead of each that share an address, or a name at the same company, and were not set apart."""
    rows = connection.exec_driver_sql(
        f"SELECT json_group_array(newest) FROM (SELECT DISTINCT newest FROM ({_BY_ADDRESS} UNION ALL {_BY_NAME}) "
        "WHERE newest IS NOT NULL "
        f"AND (NOT EXISTS (SELECT 1 FROM not_duplicate) OR {_NOT_SET_APART}) ORDER BY newest DESC)"
    )
    return list(json.loads(rows.scalar_one()))


def _other(alike: str) -> str:
    """Return that another lead is alike in this way, and that nobody said the two are not the same."""
    return (
        "EXISTS (SELECT 1 FROM lead AS n JOIN lead AS o ON o.id <> n.id AND o.deleted_at IS NULL "
        f"AND {alike} WHERE n.id = newest AND NOT EXISTS (SELECT 1 FROM not_duplicate AS d "
        "WHERE d.first_uid = min(n.uid, o.uid) AND d.second_uid = max(n.uid, o.uid)))"
    )


_SAME_ADDRESS = _other("o.email_key = n.email_key AND n.email_key <> ''")
_SAME_NAME = _other(
    "o.name_key = n.name_key AND o.company_key = n.company_key AND n.name_key > '' AND n.company_key > ''"
)
_NOT_SET_APART = f"({_SAME_ADDRESS} OR {_SAME_NAME})"
