"""The hygiene of Today: which records have something wrong with them, by category, and what each row shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.activities import GRACE
from salesdesk.domain.hygiene import CATEGORIES, DARK_LIFECYCLES, VERIFIED_DAYS, Category
from salesdesk.domain.money import Money
from salesdesk.domain.periods import day_start
from salesdesk.domain.stages import BANT_EXPECTED_PERCENT
from salesdesk.queries import settings
from salesdesk.store.conditions import PLANNED, TWO_WAY
from salesdesk.store.types import instant_text

Key = tuple[str, int]
"""Kind and id of a record."""


@dataclass(frozen=True, slots=True)
class Findings:
    """One category: the records that belong to it, the worst first, and the open amount by currency."""

    category: Category
    keys: tuple[Key, ...]
    amounts: tuple[Money, ...] = ()

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.keys)


_CARDS = f"""
SELECT o.id, o.currency, o.amount_minor, o.expected_close,
       max(o.entered_stage_at, coalesce(o.touched_at, '')) AS since, o.bant <> 'yyyy' AS has_gap,
       coalesce(o.snoozed_until, '') > :today AS is_snoozed, o.stage_id,
       (SELECT min(due_on || coalesce(due_at, '~')) FROM activity WHERE opportunity_id = o.id AND {PLANNED}) AS step,
       (SELECT max(at) FROM activity INDEXED BY activity_two_way_of_opportunity
        WHERE opportunity_id = o.id AND {TWO_WAY}) AS heard_at
FROM opportunity AS o INDEXED BY opportunity_on_board
WHERE o.deleted_at IS NULL AND o.stage_id IN (SELECT value FROM json_each(:stages))
"""
_TROUBLED = f"""
WITH c AS MATERIALIZED ({_CARDS})
SELECT json_group_array(json_array(c.id, c.currency, c.amount_minor, c.expected_close, c.heard_at,
       julianday(json_extract(:limits, '$."' || c.stage_id || '"')) - julianday(c.since),
       NOT c.is_snoozed AND coalesce(c.since < json_extract(:limits, '$."' || c.stage_id || '"'), 0)
       AND coalesce(substr(c.step, 1, 10) < :today OR substr(c.step, 11) < :late, 1),
       coalesce(c.heard_at < :dark, 0), c.step IS NULL, coalesce(c.expected_close < :today, 0),
       c.has_gap AND s.probability >= :expected))
FROM c JOIN stage AS s ON s.id = c.stage_id
"""


def findings(connection: Connection, now: datetime) -> list[Findings]:
    """Return every category as of a local moment, without what is ignored for now."""
    ignored = _ignored(connection, now.date())
    found, amounts = _of_opportunities(connection, now)
    found["going_dark"] += [("lead", one) for one in _dark_leads(connection, now)]
    found["aged_evidence"] = _aged(connection, now)
    found["duplicates"] = [("lead", one) for one in _alike(connection)]
    found["unverified"] = [("contact", one) for one in _unverified(connection, now)]
    result = []
    for category in CATEGORIES:
        left_out = ignored.get(category)
        keys = tuple(found[category] if left_out is None else (key for key in found[category] if key not in left_out))
        sums: dict[str, int] = {}
        for kind, record in keys:
            if kind == "opportunity":
                amount = amounts[record]
                sums[amount.currency] = sums.get(amount.currency, 0) + amount.amount_minor
        result.append(Findings(category, keys, tuple(Money(sums[code], code) for code in sorted(sums))))
    return result


def dark_before(connection: Connection, now: datetime) -> datetime:
    """Return the moment since which someone must have been heard of, so as not to be going dark."""
    days = settings.dark_days(connection)
    return day_start(now.date() - timedelta(days=days - 1), now.tzinfo)


def _of_opportunities(connection: Connection, now: datetime) -> tuple[dict[str, list[Key]], dict[int, Money]]:
    """Return the open opportunities of each category, the worst first, and the amount of each."""
    today = now.date()
    stages = connection.exec_driver_sql(
        "SELECT id, rot_limit_days FROM stage WHERE kind = 'open' AND deleted_at IS NULL"
    ).all()
    limits = {
        stage: instant_text(day_start(today - timedelta(days=days), now.tzinfo))
        for stage, days in stages
        if days is not None
    }
    values = {
        "today": today.isoformat(),
        "late": today.isoformat() + instant_text(now - GRACE),
        "dark": instant_text(dark_before(connection, now)),
        "expected": BANT_EXPECTED_PERCENT,
        "stages": json.dumps([stage for stage, _ in stages]),
        "limits": json.dumps(limits),
    }
    rows = json.loads(connection.exec_driver_sql(_TROUBLED, values).scalar_one())
    amounts = {row[0]: Money(row[2], row[1]) for row in rows}
    orders: dict[str, Callable[[list[Any]], Any]] = {
        "rotting": lambda row: (-row[5], row[0]),
        "going_dark": lambda row: (row[4], row[0]),
        "no_next_step": lambda row: (-row[2], row[0]),
        "close_date_past": lambda row: (row[3], row[0]),
        "bant_gaps": lambda row: (-row[2], row[0]),
    }
    found: dict[str, list[Key]] = {}
    for place, (category, order) in enumerate(orders.items(), start=6):
        found[category] = [("opportunity", row[0]) for row in sorted((r for r in rows if r[place]), key=order)]
    return found, amounts


def _dark_leads(connection: Connection, now: datetime) -> list[int]:
    """Return the leads on their way who once answered and are silent, the longest silent first."""
    rows = connection.exec_driver_sql(
        "SELECT json_group_array(id) FROM (SELECT l.id FROM "
        "(SELECT lead_id, max(at) AS heard_at FROM activity INDEXED BY activity_two_way_of_lead "
        f"WHERE {TWO_WAY} AND lead_id IS NOT NULL GROUP BY lead_id HAVING max(at) < ?) AS heard "
        "JOIN lead AS l ON l.id = heard.lead_id "
        "WHERE l.deleted_at IS NULL AND l.lifecycle IN (SELECT value FROM json_each(?)) ORDER BY heard_at, l.id)",
        (instant_text(dark_before(connection, now)), json.dumps(DARK_LIFECYCLES)),
    )
    return list(json.loads(rows.scalar_one()))


def _aged(connection: Connection, now: datetime) -> list[Key]:
    """Return the open records whose confirmed evidence is too old to count, the oldest first."""
    days = _evidence_days(connection)
    rows = connection.exec_driver_sql(
        "SELECT iif(o.id IS NULL, 'lead', 'opportunity'), coalesce(o.id, l.id), min(a.answered_at) "
        "FROM answer AS a INDEXED BY answer_by_age JOIN criterion AS c ON c.id = a.criterion_id "
        "JOIN dimension AS d ON d.id = c.dimension_id "
        "LEFT JOIN opportunity AS o ON o.id = a.opportunity_id AND o.deleted_at IS NULL "
        "AND o.stage_id IN (SELECT id FROM stage WHERE kind = 'open' AND deleted_at IS NULL) "
        "LEFT JOIN lead AS l ON l.id = a.lead_id AND a.opportunity_id IS NULL AND l.deleted_at IS NULL "
        "AND l.lifecycle IN (SELECT value FROM json_each(?)) "
        "WHERE a.state = 'confirmed' AND a.answered_at < ? AND coalesce(o.id, l.id) IS NOT NULL "
        "AND d.playbook_id = (SELECT id FROM playbook ORDER BY is_default DESC, id LIMIT 1) "
        "GROUP BY 1, 2 ORDER BY 3, 1, 2",
        (json.dumps(DARK_LIFECYCLES), instant_text(now - timedelta(days=days))),
    )
    return [(kind, record) for kind, record, _ in rows]


def _evidence_days(connection: Connection) -> int:
    query = "SELECT evidence_days FROM playbook ORDER BY is_default DESC, id LIMIT 1"
    return int(connection.exec_driver_sql(query).scalar_one())


def _alike(connection: Connection) -> list[int]:
    """Return the newest lead of each that share an address, or a name at the same company, and were not set apart."""
    rows = connection.exec_driver_sql(
        "SELECT json_group_array(newest) FROM (SELECT DISTINCT newest FROM ("
        "SELECT max(id) AS newest FROM lead WHERE email_key <> '' "
        "AND id NOT IN (SELECT id FROM lead WHERE deleted_at > '') GROUP BY email_key HAVING count(*) > 1 "
        "UNION ALL SELECT max(id) FROM lead INDEXED BY lead_by_name WHERE name_key > '' AND company_key > '' "
        "AND id NOT IN (SELECT id FROM lead WHERE deleted_at > '') GROUP BY name_key, company_key HAVING count(*) > 1"
        f") WHERE NOT EXISTS (SELECT 1 FROM not_duplicate) OR {_NOT_SET_APART} ORDER BY newest DESC)"
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
_NOT_SET_APART = f"{_SAME_ADDRESS} OR {_SAME_NAME}"


def _unverified(connection: Connection, now: datetime) -> list[int]:
    """Return the contacts that were neither verified nor added within a year, the oldest first."""
    last = now.date() - timedelta(days=VERIFIED_DAYS - 1)
    rows = connection.exec_driver_sql(
        "SELECT json_group_array(id) FROM (SELECT id FROM contact INDEXED BY contact_by_verification "
        "WHERE deleted_at IS NULL AND (verified_on < ? OR verified_on IS NULL AND created_at < ?) "
        "ORDER BY coalesce(verified_on, created_at), id)",
        (last.isoformat(), instant_text(day_start(last, now.tzinfo))),
    )
    return list(json.loads(rows.scalar_one()))


def _ignored(connection: Connection, today: date) -> dict[str, set[Key]]:
    """Return by category what is left alone for now."""
    rows = connection.exec_driver_sql(
        "SELECT category, lead_id, opportunity_id, contact_id FROM hygiene_ignore WHERE until > ?", (today.isoformat(),)
    )
    found: dict[str, set[Key]] = {}
    for category, *owners in rows:
        kind, record = next(pair for pair in zip(("lead", "opportunity", "contact"), owners, strict=True) if pair[1])
        found.setdefault(category, set()).add((kind, record))
    return found
