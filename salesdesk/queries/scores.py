"""The score of a lead, explained: the facts on record and what each of them earned."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection

from salesdesk.domain.scoring import Contacted, Facts, Rule, Score, score
from salesdesk.store.types import read_instant


def rules(connection: Connection) -> tuple[Rule, ...]:
    """Return the rules a lead is scored by, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT group_code, points, name, fact, test FROM score_rule ORDER BY position, id"
    )
    return tuple(Rule(*row) for row in rows)


def facts_of(connection: Connection, lead_id: int) -> Facts | None:
    """Return what the scoring rules look at, or None where there is no such lead."""
    return facts_of_leads(connection, (lead_id,)).get(lead_id)


def facts_of_leads(connection: Connection, leads: Collection[int]) -> dict[int, Facts]:
    """Return what the scoring rules look at, for up to some thousand leads outside the trash."""
    listed = json.dumps(sorted(leads))
    happened: dict[int, list[Contacted]] = {}
    for lead_id, kind, direction, outcome, at in connection.exec_driver_sql(
        "SELECT lead_id, kind, direction, outcome, at FROM activity WHERE lead_id IN (SELECT value FROM json_each(?)) "
        "AND deleted_at IS NULL AND (due_on IS NULL OR done_at IS NOT NULL) ORDER BY lead_id, at, id",
        (listed,),
    ):
        happened.setdefault(lead_id, []).append(Contacted(kind, direction, outcome, read_instant(at)))
    # The unary plus keeps the planner from walking all live rows instead of looking up these ids.
    found = connection.exec_driver_sql(
        "SELECT id, title, email, phone, employees, industry, source, campaign, high_intent, country, region FROM lead "
        "WHERE id IN (SELECT value FROM json_each(?)) AND +deleted_at IS NULL",
        (listed,),
    )
    return {
        lead_id: Facts(
            *(title, email, phone, employees, industry, source, campaign, bool(intent)),
            tuple(happened.get(lead_id, ())),
            *place,
        )
        for lead_id, title, email, phone, employees, industry, source, campaign, intent, *place in found
    }


def explained(connection: Connection, lead_id: int) -> Score | None:
    """Return a lead's score with every rule that applied and its fact, or None where there is no such lead."""
    facts = facts_of(connection, lead_id)
    return None if facts is None else score(facts, rules(connection))
