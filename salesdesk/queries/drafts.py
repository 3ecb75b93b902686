"""Drafts of unfinished qualifications."""

from __future__ import annotations

from sqlalchemy import Connection


def of_lead(connection: Connection, lead_id: int) -> str:
    """Return the draft kept for a lead, or an empty text."""
    found = connection.exec_driver_sql("SELECT content FROM draft WHERE lead_id = ?", (lead_id,)).scalar()
    return str(found) if found is not None else ""
