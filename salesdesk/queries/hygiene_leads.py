"""What is wrong with leads: who went silent, and which two may be one."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.store.types import instant_text


def dark(connection: Connection, before: datetime) -> list[int]:
    """Return the leads on their way who once answered and have been silent since before then, the longest first."""
    rows = connection.exec_driver_sql(
        "SELECT json_group_array(lead_id) FROM (SELECT lead_id FROM lead_heard WHERE at < ? ORDER BY at, lead_id)",
        (instant_text(before),),
    )
    return list(json.loads(rows.scalar_one()))


# Of the rows that have a key which stands twice, some may be in the trash.
_PRESENT = "l.id NOT IN (SELECT id FROM lead WHERE deleted_at > '') GROUP BY"
_BY_ADDRESS = (
    "SELECT max(l.id) AS newest FROM twin_key AS g CROSS JOIN lead AS l INDEXED BY lead_by_email "
    "ON l.email_key = g.email_key AND l.email_key <> '' "
    f"WHERE g.email_key <> '' AND {_PRESENT} g.email_key HAVING count(*) > 1"
)
_BY_NAME = (
    "SELECT max(l.id) AS newest FROM twin_key AS g CROSS JOIN lead AS l INDEXED BY lead_by_name "
    "ON l.name_key = g.name_key AND l.company_key = g.company_key "
    f"WHERE g.email_key = '' AND {_PRESENT} g.name_key, g.company_key HAVING count(*) > 1"
)


def alike(connection: Connection) -> list[int]:
    """Return the newest lead of each that share an address, or a name at the same company, and were not set apart."""
    rows = connection.exec_driver_sql(
        f"SELECT json_group_array(newest) FROM (SELECT DISTINCT newest FROM ({_BY_ADDRESS} UNION ALL {_BY_NAME}) "
        f"WHERE NOT EXISTS (SELECT 1 FROM not_duplicate) OR {_NOT_SET_APART} ORDER BY newest DESC)"
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
