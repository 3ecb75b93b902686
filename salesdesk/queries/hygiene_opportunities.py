"""What is wrong with open opportunities: which belong to each category of the hygiene, and what they come to."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from salesdesk.domain.activities import GRACE
from salesdesk.domain.hygiene import Category
from salesdesk.domain.money import Money
from salesdesk.domain.periods import day_start
from salesdesk.domain.stages import BANT_EXPECTED_PERCENT
from salesdesk.store.conditions import PLANNED, TWO_WAY
from salesdesk.store.types import instant_text

_CARDS = f"""
s AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS rots_before,
           json_extract(value, '$[2]') AS is_bant_expected
    FROM json_each(:stages)),
c AS MATERIALIZED (
    SELECT o.id, o.currency, o.amount_minor, o.expected_close, s.rots_before,
           max(o.entered_stage_at, coalesce(o.touched_at, '')) AS since,
           coalesce(o.snoozed_until, '') > :today AS is_snoozed, o.bant <> 'yyyy' AND s.is_bant_expected AS has_gaps,
           (SELECT min(due_on || coalesce(due_at, '~')) FROM activity INDEXED BY activity_next_of_opportunity
            WHERE opportunity_id = o.id AND {PLANNED}) AS step,
           (SELECT max(at) FROM activity INDEXED BY activity_two_way_of_opportunity
            WHERE opportunity_id = o.id AND {TWO_WAY}) AS heard_at
    FROM s CROSS JOIN opportunity AS o INDEXED BY opportunity_on_board ON o.stage_id = s.id AND o.deleted_at IS NULL)
"""
# Which cards belong to a category, and which of them come first.
_TROUBLES: dict[Category, tuple[str, str]] = {
    "rotting": (
        "NOT is_snoozed AND since < rots_before AND coalesce(step < :late, 1)",
        "julianday(rots_before) - julianday(since) DESC",
    ),
    "going_dark": ("heard_at < :dark", "heard_at"),
    "no_next_step": ("step IS NULL", "amount_minor DESC"),
    "close_date_past": ("expected_close < :today", "expected_close"),
    "bant_gaps": ("has_gaps", "amount_minor DESC"),
}
CATEGORIES = frozenset(_TROUBLES)


def _of_category(category: Category) -> str:
    """Return the SELECT of a category: its ids as one array, the worst first, and its sums by currency as one object.

    One row each: thousands of rows of one number take ten times as long to fetch.
    """
    condition, order = _TROUBLES[category]
    own = f"FROM c WHERE {condition} AND id NOT IN (SELECT value FROM json_each(:ignored, '$.{category}'))"
    return (
        f"SELECT '{category}', (SELECT json_group_array(id) FROM (SELECT id {own} ORDER BY {order}, id)), "
        "(SELECT json_group_object(currency, amount) FROM "
        f"(SELECT currency, sum(amount_minor) AS amount {own} GROUP BY currency))"
    )


def troubled(
    connection: Connection, now: datetime, dark: datetime, ignored: Mapping[Category, Collection[tuple[str, int]]]
) -> Iterator[tuple[Category, list[int], tuple[Money, ...]]]:
    """Yield the open opportunities of each category, the worst first, and their sums; `ignored` are left out."""
    today = now.date()
    stages = connection.exec_driver_sql(
        "SELECT id, rot_limit_days, probability FROM stage WHERE kind = 'open' AND deleted_at IS NULL"
    )

    def rots_before(days: int | None) -> str | None:
        return None if days is None else instant_text(day_start(today - timedelta(days=days), now.tzinfo))

    values = {
        "today": today.isoformat(),
        "late": today.isoformat() + instant_text(now - GRACE),
        "dark": instant_text(dark),
        "stages": json.dumps(
            [(stage, rots_before(days), odds >= BANT_EXPECTED_PERCENT) for stage, days, odds in stages]
        ),
        "ignored": json.dumps(
            {category: [record for kind, record in keys if kind == "opportunity"] for category, keys in ignored.items()}
        ),
    }
    for category, ids, sums in connection.exec_driver_sql(_QUERY, values):
        amounts = json.loads(sums)
        yield category, json.loads(ids), tuple(Money(amounts[code], code) for code in sorted(amounts))


_QUERY = f"WITH {_CARDS} {' UNION ALL '.join(map(_of_category, _TROUBLES))}"
