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

_STAGES = (
    "SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS rots_before, "
    "json_extract(value, '$[2]') AS is_bant_expected FROM json_each(:stages)"
)
# Every open card with its stage, from one index that holds all that is asked of it. The stages are materialized before:
# else SQLite takes them from their JSON anew for every card.
_CARDS = "s CROSS JOIN opportunity AS o INDEXED BY opportunity_on_board ON o.stage_id = s.id AND o.deleted_at IS NULL"
_SINCE = "max(o.entered_stage_at, coalesce(o.touched_at, ''))"
_PLANNED = f"FROM activity INDEXED BY activity_next_of_opportunity WHERE opportunity_id = o.id AND {PLANNED}"
_STEP = f"(SELECT min(due_on || coalesce(due_at, '~')) {_PLANNED})"
_HEARD_AT = (
    "(SELECT at FROM activity INDEXED BY activity_two_way_of_opportunity "
    f"WHERE opportunity_id = o.id AND {TWO_WAY} ORDER BY at DESC LIMIT 1)"
)
# Which cards belong to a category, and what says how bad it is, the worst first.
# What a column tells is asked before what has to be looked up.
_TROUBLES: dict[Category, tuple[str, str]] = {
    "rotting": (
        f"{_SINCE} < s.rots_before AND coalesce(o.snoozed_until, '') <= :today AND coalesce({_STEP} < :late, 1)",
        f"julianday({_SINCE}) - julianday(s.rots_before)",
    ),
    "going_dark": ("badness < :dark", _HEARD_AT),
    "no_next_step": (f"NOT EXISTS (SELECT 1 {_PLANNED})", "-o.amount_minor"),
    "close_date_past": ("o.expected_close < :today", "o.expected_close"),
    "bant_gaps": ("o.bant <> 'yyyy' AND s.is_bant_expected", "-o.amount_minor"),
}
CATEGORIES = frozenset(_TROUBLES)


def _query(category: Category) -> str:
    """Return the query of a category: its ids as one array, the worst first, and its sums by currency as one object.

    One row: thousands of rows of one number take ten times as long to fetch.
    """
    condition, badness = _TROUBLES[category]
    return (
        f"WITH s AS MATERIALIZED ({_STAGES}), found AS MATERIALIZED "
        f"(SELECT o.id, o.currency, o.amount_minor, {badness} AS badness FROM {_CARDS} WHERE {condition} "
        f"AND o.id NOT IN (SELECT value FROM json_each(:ignored)) ORDER BY badness, o.id) "
        "SELECT (SELECT json_group_array(id) FROM found), (SELECT json_group_object(currency, amount) "
        "FROM (SELECT currency, sum(amount_minor) AS amount FROM found GROUP BY currency))"
    )


def troubled(
    connection: Connection,
    now: datetime,
    dark: datetime,
    ignored: Mapping[Category, Collection[tuple[str, int]]],
    among: Collection[Category],
) -> Iterator[tuple[Category, list[int], tuple[Money, ...]]]:
    """Yield the open opportunities of each category, the worst first, and their sums; `ignored` are left out."""
    wanted = [category for category in _TROUBLES if category in among]
    if not wanted:
        return
    values = {
        "today": now.date().isoformat(),
        "late": now.date().isoformat() + instant_text(now - GRACE),
        "dark": instant_text(dark),
        "stages": _stages(connection, now),
    }
    for category in wanted:
        left_out = json.dumps([record for kind, record in ignored.get(category, ()) if kind == "opportunity"])
        ids, sums = connection.exec_driver_sql(_query(category), values | {"ignored": left_out}).one()
        amounts = json.loads(sums)
        yield category, json.loads(ids), tuple(Money(amounts[code], code) for code in sorted(amounts))


def _stages(connection: Connection, now: datetime) -> str:
    """Return the open stages as JSON: id, the moment before which a card that stands still rots, is BANT expected."""

    def rots_before(days: int | None) -> str | None:
        return None if days is None else instant_text(day_start(now.date() - timedelta(days=days), now.tzinfo))

    stages = connection.exec_driver_sql(
        "SELECT id, rot_limit_days, probability FROM stage WHERE kind = 'open' AND deleted_at IS NULL"
    )
    return json.dumps([(stage, rots_before(days), odds >= BANT_EXPECTED_PERCENT) for stage, days, odds in stages])
