"""Lost reasons as the Lost sheet and their editor show them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class LostReason:
    """A reason to choose: whose decision it mostly is, whether it asks who won instead, how often it was the one."""

    id: int
    name: str
    kind: str
    names_competitor: bool
    used_count: int


def lost_reasons(connection: Connection) -> list[LostReason]:
    """Return the reasons in their order."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, r.name, r.kind, r.names_competitor, coalesce(u.times, 0) FROM lost_reason AS r "
        "LEFT JOIN (SELECT lost_reason AS name, count(*) AS times FROM opportunity "
        " WHERE deleted_at IS NULL AND lost_reason <> '' GROUP BY lost_reason) AS u ON u.name = r.name "
        "ORDER BY r.position, r.id"
    )
    return [LostReason(record, name, kind, bool(asks), times) for record, name, kind, asks, times in rows]
