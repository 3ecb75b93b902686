"""The score of a lead, explained: the facts on record and what each of them earned."""

from __future__ import annotations

from sqlalchemy import Connection

from salesdesk.domain.scoring import Contacted, Facts, Score, score
from salesdesk.store.types import read_instant


def facts_of(connection: Connection, lead_id: int) -> Facts | None:
    """Return what the scoring rules look at, or None where there is no such lead."""
    found = connection.exec_driver_sql(
        "SELECT title, email, phone, employees, industry, source, campaign, high_intent FROM lead "
        "WHERE id = ? AND deleted_at IS NULL",
        (lead_id,),
    ).first()
    if found is None:
        return None
    title, email, phone, employees, industry, source, campaign, high_intent = found
    happened = connection.exec_driver_sql(
        "SELECT kind, direction, outcome, at FROM activity WHERE lead_id = ? AND deleted_at IS NULL "
        "AND (due_on IS NULL OR done_at IS NOT NULL) ORDER BY at, id",
        (lead_id,),
    )
    activities = tuple(
        Contacted(kind, direction, outcome, read_instant(at)) for kind, direction, outcome, at in happened
    )
    return Facts(title, email, phone, employees, industry, source, campaign, bool(high_intent), activities)


def explained(connection: Connection, lead_id: int) -> Score | None:
    """Return a lead's score with every rule that applied and its fact, or None where there is no such lead."""
    facts = facts_of(connection, lead_id)
    return None if facts is None else score(facts)
