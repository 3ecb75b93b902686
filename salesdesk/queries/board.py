"""The pipeline board: stages, true totals, the order of the cards, and the cards themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row

from salesdesk.domain.activities import NextStep
from salesdesk.domain.filters import Condition
from salesdesk.domain.rates import Rate, convert_minor
from salesdesk.domain.stages import StageKind
from salesdesk.queries.filtering import Wanted, Where, where
from salesdesk.store.types import read_instant

Sort = Literal["rank", "amount", "expected_close", "age", "score", "next_step"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline; probability in percent, rotting limit in days or None."""

    id: int
    name: str
    kind: StageKind
    probability: int
    rot_limit_days: int | None
    hue: str
    position: int


@dataclass(frozen=True, slots=True)
class StageTotals:
    """Count and sums over every card of a stage in one currency, in minor units."""

    stage_id: int
    currency: str
    count: int
    amount_minor: int
    weighted_minor: int


@dataclass(frozen=True, slots=True)
class StageSignals:
    """How many cards of a stage have a next step in each state, and how many are rotting."""

    stage_id: int
    overdue: int
    today: int
    planned: int
    none: int
    rotting: int


@dataclass(frozen=True, slots=True)
class Card:
    """What a card of the board shows. `bant` is four letters, one a dimension: y, n or ?."""

    id: int
    title: str
    account: str
    stage_id: int
    amount_minor: int
    currency: str
    probability: int
    expected_close: date | None
    next_step: NextStep | None
    bant: str
    entered_stage_at: datetime
    touched_at: datetime | None
    is_probability_by_hand: bool = False
    account_id: int | None = None
    snoozed_until: date | None = None


def stages(connection: Connection, pipeline_id: int | None = None) -> list[Stage]:
    """Return the stages of a pipeline in their order, of the first one where none is named."""
    rows = connection.exec_driver_sql(
        "SELECT id, name, kind, probability, rot_limit_days, hue, position FROM stage WHERE deleted_at IS NULL AND "
        "pipeline_id = coalesce(?, (SELECT id FROM pipeline WHERE deleted_at IS NULL ORDER BY position, id LIMIT 1)) "
        "ORDER BY position, id",
        (pipeline_id,),
    )
    return [Stage(*row) for row in rows]


def totals(
    connection: Connection, wanted: Wanted | None = None, stage_ids: Iterable[int] | None = None
) -> list[StageTotals]:
    """Return count, amount and weighted amount by stage and currency, over every opportunity the filter lets through.

    Of all stages, or of those named. Weighted pipeline is the sum of amount × probability, rounded half up for each
    card (product.md, section 6).
    """
    condition = where(connection, "opportunity", wanted)
    if stage_ids is not None:
        among = f"{condition.sql} AND o.stage_id IN (SELECT value FROM json_each(?))"
        condition = Where(among, (*condition.values, json.dumps(list(stage_ids))))
    return _sums(connection, condition)


def _sums(connection: Connection, condition: Where) -> list[StageTotals]:
    rows = connection.exec_driver_sql(
        "SELECT o.stage_id, o.currency, count(*), sum(o.amount_minor), "
        "sum((o.amount_minor * o.probability + 50) / 100) FROM opportunity AS o "
        f"WHERE {condition.sql} GROUP BY o.stage_id, o.currency ORDER BY o.stage_id, o.currency",
        condition.values,
    )
    return [StageTotals(*row) for row in rows]


def card_ids(
    connection: Connection, stage_ids: Sequence[int], sort: Sort = "rank", wanted: Wanted | None = None
) -> dict[int, list[int]]:
    """Return the ids of the cards of these stages that the filter lets through, in the order they stand."""
    condition = where(connection, "opportunity", wanted)
    # Naming the rank twice would hide from SQLite that an index has the cards in this order already.
    order = "" if sort == "rank" else f"{_ORDERS[sort]}, "
    # One row a stage: ten thousand rows of one number each take ten times as long to fetch.
    rows = connection.exec_driver_sql(
        "SELECT s.value, (SELECT json_group_array(id) FROM (SELECT o.id FROM opportunity AS o "
        f"{_ORDER_JOINS.get(sort, '')} WHERE {condition.sql} AND o.stage_id = s.value "
        f"ORDER BY {order}o.rank, o.id)) FROM json_each(?) AS s",
        (*condition.values, json.dumps(list(stage_ids))),
    )
    return {stage_id: json.loads(ids) for stage_id, ids in rows}


@dataclass(frozen=True, slots=True)
class Sums:
    """The totals of the cards that are shown, and how many cards each stage has altogether."""

    totals: list[StageTotals]
    whole_counts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Board:
    """The stages, and the totals and the order of the cards of those that are open, from one snapshot.

    Totals and cards are those the filter lets through; `whole_counts` says how many a stage has without it. Without a
    filter, closed stages have totals too.
    """

    stages: list[Stage]
    totals: list[StageTotals]
    card_ids: dict[int, list[int]]
    whole_counts: dict[int, int] = field(default_factory=dict)


def open_board(
    connection: Connection, sort: Sort = "rank", pipeline_id: int | None = None, wanted: Wanted | None = None
) -> Board:
    """Return what the board stands on; the cards themselves are read as they come into sight."""
    found = stages(connection, pipeline_id)
    open_ids = [stage.id for stage in found if stage.kind == "open"]
    ids = card_ids(connection, open_ids, sort, wanted)
    if wanted is None:
        shown = totals(connection)
        return Board(found, shown, ids, counted(shown))
    found_sums = sums(connection, ids)
    return Board(found, found_sums.totals, ids, found_sums.whole_counts)


def sums(connection: Connection, ids: Mapping[int, Sequence[int]]) -> Sums:
    """Return the totals over these cards of these stages, and how many cards each stage has altogether.

    The filter that found the cards is not evaluated again: the sums follow from their ids.
    """
    within, stage_ids = "o.deleted_at IS NULL AND o.stage_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
    whole = _sums(connection, Where(within, (stage_ids,)))
    listed = json.dumps([one for listed_ids in ids.values() for one in listed_ids])
    # The unary plus has SQLite walk the index of the open stages instead of fetching row by row.
    among = f"{within} AND +o.id IN (SELECT value FROM json_each(?))"
    return Sums(_sums(connection, Where(among, (stage_ids, listed))), counted(whole))


def counted(found: Iterable[StageTotals]) -> dict[int, int]:
    """Return how many cards each stage has, whatever their currency."""
    counts: dict[int, int] = {}
    for total in found:
        counts[total.stage_id] = counts.get(total.stage_id, 0) + total.count
    return counts


def signals(connection: Connection, stage_ids: Sequence[int], now: datetime, wanted: Wanted | None = None) -> Signals:
    """Return what stands out in each of these stages, over every card the filter lets through."""
    pieces, values = list[str](), list[object]()
    for part in _SIGNALS:
        condition = where(connection, "opportunity", Wanted(part, now))
        pieces.append(f"sum({condition.sql})")
        values.extend(condition.values)
    within = where(connection, "opportunity", wanted)
    rows = connection.exec_driver_sql(
        f"SELECT o.stage_id, {', '.join(pieces)} FROM opportunity AS o "
        f"WHERE {within.sql} AND o.stage_id IN (SELECT value FROM json_each(?)) GROUP BY o.stage_id",
        (*values, *within.values, json.dumps(list(stage_ids))),
    )
    return {row[0]: StageSignals(*row) for row in rows}


def in_one_currency(found: Iterable[StageTotals], into: str, known: Mapping[str, Rate]) -> list[StageTotals]:
    """Return the totals of one stage with all that has a rate added up in a currency; the rest stands apart.

    The sum of each currency is rounded once, half up.
    """
    together, apart = None, list[StageTotals]()
    for one in found:
        rate = known.get(one.currency)
        if one.currency != into and rate is None:
            apart.append(one)
            continue
        before = together or StageTotals(one.stage_id, into, 0, 0, 0)
        amount, weighted = one.amount_minor, one.weighted_minor
        if rate is not None and one.currency != into:
            amount, weighted = convert_minor(amount, rate), convert_minor(weighted, rate)
        count = before.count + one.count
        together = StageTotals(
            one.stage_id, into, count, before.amount_minor + amount, before.weighted_minor + weighted
        )
    return [together, *apart] if together is not None else apart


def sorted_place(connection: Connection, stage_id: int, card_id: int, sort: Sort, wanted: Wanted | None = None) -> int:
    """Return at which row a card would stand among the others of a stage that is sorted by a field.

    The others are those that the filter lets through. Among equals the card comes last, where a move puts it.
    """
    condition = where(connection, "opportunity", wanted)
    rows = connection.exec_driver_sql(
        f"SELECT o.id FROM opportunity AS o {_ORDER_JOINS.get(sort, '')} "
        f"WHERE ({condition.sql} AND o.stage_id = ?) OR o.id = ? "
        f"ORDER BY {_ORDERS[sort]}, o.id = ?, o.rank, o.id",
        (*condition.values, stage_id, card_id, card_id),
    )
    return [row[0] for row in rows].index(card_id)


def has_leads(connection: Connection) -> bool:
    """Tell whether there is any lead to qualify."""
    found = "SELECT EXISTS (SELECT 1 FROM lead WHERE deleted_at IS NULL)"
    return bool(connection.exec_driver_sql(found).scalar())


Signals = dict[int, StageSignals]
_SIGNALS = (
    *(Condition("next_step", "any_of", (state,)) for state in ("overdue", "today", "planned", "none")),
    Condition("rotting", "is"),
)
_ORDERS: dict[Sort, str] = {
    "rank": "o.rank",
    "amount": "o.amount_minor DESC",
    "expected_close": "o.expected_close IS NULL, o.expected_close",
    "age": "o.created_at",
    "score": "coalesce(l.score, 0) DESC",
    "next_step": "n.due_on IS NULL, n.due_on, n.due_at",
}
_NEXT_STEP = (
    "activity AS n ON n.id = (SELECT a.id FROM activity AS a WHERE a.opportunity_id = o.id AND a.done_at IS NULL "
    "AND a.due_on IS NOT NULL AND a.deleted_at IS NULL ORDER BY a.due_on, a.due_at IS NULL, a.due_at, a.id LIMIT 1)"
)
_ORDER_JOINS: dict[Sort, str] = {
    "score": "LEFT JOIN lead AS l ON l.id = o.lead_id",
    "next_step": f"LEFT JOIN {_NEXT_STEP}",
}


def cards(connection: Connection, ids: Iterable[int]) -> list[Card]:
    """Return the cards with these ids, in no particular order; ids that are gone are left out."""
    # The unary plus keeps the planner from walking all live rows instead of looking up these ids.
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.name, coalesce(acc.name, ''), o.stage_id, o.amount_minor, o.currency, o.probability, "
        "o.expected_close, o.bant, o.entered_stage_at, o.touched_at, o.probability_by_hand, "
        "o.account_id, o.snoozed_until, "
        "n.kind, n.subject, n.due_on, n.due_at "
        "FROM opportunity AS o LEFT JOIN account AS acc ON acc.id = o.account_id "
        f"LEFT JOIN {_NEXT_STEP} "
        "WHERE +o.deleted_at IS NULL AND o.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return [_card(row) for row in rows]


def _card(row: Row[Any]) -> Card:
    values: list[Any] = list(row)
    record, title, account, stage_id, amount, currency, probability, close, bant = values[:9]
    entered, touched, by_hand, account_id, snoozed = values[9:14]
    return Card(
        record,
        title,
        account,
        stage_id,
        amount,
        currency,
        probability,
        date.fromisoformat(close) if close else None,
        next_step(*values[14:]),
        bant,
        read_instant(entered),
        read_instant(touched) if touched else None,
        bool(by_hand),
        account_id,
        date.fromisoformat(snoozed) if snoozed else None,
    )


def next_step(kind: str | None, subject: str | None, due_on: str | None, due_at: str | None) -> NextStep | None:
    """Return the planned activity these stored values stand for, or None where there is none."""
    if kind is None or due_on is None:
        return None
    return NextStep(kind, subject or "", date.fromisoformat(due_on), read_instant(due_at) if due_at else None)
