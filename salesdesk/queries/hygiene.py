"""The hygiene of Today: which records have something wrong with them, by category, and what each row shows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import repeat

from sqlalchemy import Connection

from salesdesk.domain.hygiene import CATEGORIES, DARK_LIFECYCLES, VERIFIED_DAYS, Category
from salesdesk.domain.money import Money
from salesdesk.domain.periods import day_start
from salesdesk.queries import hygiene_leads, hygiene_opportunities, settings
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


def findings(connection: Connection, now: datetime, among: Collection[Category] = CATEGORIES) -> list[Findings]:
    """Return the categories asked for as of a local moment, without what is ignored for now."""
    ignored = _ignored(connection, now.date())
    dark = dark_before(connection, now)
    found: dict[Category, Findings] = {}
    for category, ids, amounts in hygiene_opportunities.troubled(connection, now, dark, ignored, among):
        found[category] = Findings(category, tuple(zip(repeat("opportunity"), ids)), amounts)
    if "aged_evidence" in among:
        found["aged_evidence"] = _aged(connection, now, ignored["aged_evidence"])
    further: tuple[tuple[Category, str, Callable[[], Sequence[int]]], ...] = (
        ("going_dark", "lead", lambda: hygiene_leads.dark(connection, dark)),
        ("duplicates", "lead", lambda: hygiene_leads.alike(connection)),
        ("unverified", "contact", lambda: _unverified(connection, now)),
    )
    for category, kind, read in further:
        if category in among:
            start = found.get(category, Findings(category, ()))
            left_out = ignored[category]
            keys = zip(repeat(kind), read())
            kept = (key for key in keys if key not in left_out) if left_out else keys
            found[category] = Findings(category, (*start.keys, *kept), start.amounts)
    return [found[category] for category in CATEGORIES if category in among]


def dark_before(connection: Connection, now: datetime) -> datetime:
    """Return the moment since which someone must have been heard of, so as not to be going dark."""
    days = settings.dark_days(connection)
    return day_start(now.date() - timedelta(days=days - 1), now.tzinfo)


def _aged(connection: Connection, now: datetime, left_out: Collection[Key]) -> Findings:
    """Return the open records whose confirmed evidence is too old to count, the oldest first."""
    days = _evidence_days(connection)
    rows = connection.exec_driver_sql(
        "SELECT iif(o.id IS NULL, 'lead', 'opportunity'), coalesce(o.id, l.id), min(a.answered_at), o.currency, "
        "o.amount_minor "
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
    keys: list[Key] = []
    sums: dict[str, int] = {}
    for kind, record, _, currency, amount in rows:
        if (kind, record) not in left_out:
            keys.append((kind, record))
            if kind == "opportunity":
                sums[currency] = sums.get(currency, 0) + amount
    return Findings("aged_evidence", tuple(keys), tuple(Money(sums[code], code) for code in sorted(sums)))


def _evidence_days(connection: Connection) -> int:
    query = "SELECT evidence_days FROM playbook ORDER BY is_default DESC, id LIMIT 1"
    return int(connection.exec_driver_sql(query).scalar_one())


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


def _ignored(connection: Connection, today: date) -> defaultdict[Category, set[Key]]:
    """Return by category what is left alone for now."""
    rows = connection.exec_driver_sql(
        "SELECT category, lead_id, opportunity_id, contact_id FROM hygiene_ignore WHERE until > ?", (today.isoformat(),)
    )
    found: defaultdict[Category, set[Key]] = defaultdict(set)
    for category, *owners in rows:
        kind, record = next(pair for pair in zip(("lead", "opportunity", "contact"), owners, strict=True) if pair[1])
        found[category].add((kind, record))
    return found
