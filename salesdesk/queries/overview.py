"""What the sidebar says about the whole desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records ask for attention: leads that showed interest and heard nothing yet, and what is due today."""

    leads_waiting: int
    due_today: int


def counts(connection: Connection, now: datetime) -> Counts:
    """Return the counts of the sidebar."""
    # Not imported with this module: a window asks only whether the desk is empty before its first page is seen.
    from salesdesk.queries import agenda

    waiting = connection.exec_driver_sql(
        "SELECT count(*) FROM lead WHERE lifecycle IN ('new', 'working', 'mql', 'sql') AND deleted_at IS NULL "
        "AND interest_at IS NOT NULL AND first_reply_at IS NULL"
    ).scalar_one()
    return Counts(waiting, agenda.due_count(connection, now))


def is_empty(connection: Connection) -> bool:
    """Tell whether the desk holds no lead, opportunity, account or contact outside the trash."""
    found = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM lead WHERE deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM opportunity WHERE deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM account WHERE deleted_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM contact WHERE deleted_at IS NULL)"
    ).scalar_one()
    return not found
