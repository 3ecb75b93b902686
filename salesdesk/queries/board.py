"""The pipeline board: stages, true totals, the order of the cards, and the cards themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row

from salesdesk.domain.activities import NextStep
from salesdesk.domain.stages import StageKind
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


def stages(connection: Connection) -> list[Stage]:
    """Return the stages of the first pipeline in their order."""
    rows = connection.exec_driver_sql(
        "SELECT id, name, kind, probability, rot_limit_days, hue, position FROM stage "
        "WHERE pipeline_id = (SELECT id FROM pipeline ORDER BY position, id LIMIT 1) ORDER BY position, id"
    )
    return [Stage(*row) for row in rows]


def totals(connection: Connection) -> list[StageTotals]:
    """Return count, amount and weighted amount by stage and currency, over every opportunity that is not deleted.

    Weighted pipeline is the sum of amount × probability, rounded half up for each card (product.md, section 6).
    """
    rows = connection.exec_driver_sql(
        "SELECT stage_id, currency, count(*), sum(amount_minor), sum((amount_minor * probability + 50) / 100) "
        "FROM opportunity WHERE deleted_at IS NULL GROUP BY stage_id, currency ORDER BY stage_id, currency"
    )
    return [StageTotals(*row) for row in rows]


def card_ids(connection: Connection, stage_ids: Sequence[int], sort: Sort = "rank") -> dict[int, list[int]]:
    """Return the ids of the cards of these stages, in the order they stand."""
    # One row a stage: ten thousand rows of one number each take ten times as long to fetch.
    rows = connection.exec_driver_sql(
        "SELECT s.value, (SELECT json_group_array(id) FROM (SELECT o.id FROM opportunity AS o "
        f"{_ORDER_JOINS.get(sort, '')} WHERE o.deleted_at IS NULL AND o.stage_id = s.value "
        f"ORDER BY {_ORDERS[sort]}, o.rank, o.id)) FROM json_each(?) AS s",
        (json.dumps(list(stage_ids)),),
    )
    return {stage_id: json.loads(ids) for stage_id, ids in rows}


@dataclass(frozen=True, slots=True)
class Board:
    """All stages, the totals of each, and the order of the cards of those that are open, from one snapshot."""

    stages: list[Stage]
    totals: list[StageTotals]
    card_ids: dict[int, list[int]]


def open_board(connection: Connection, sort: Sort = "rank") -> Board:
    """Return what the board stands on; the cards themselves are read as they come into sight."""
    found = stages(connection)
    open_ids = [stage.id for stage in found if stage.kind == "open"]
    return Board(found, totals(connection), card_ids(connection, open_ids, sort))


def sorted_place(connection: Connection, stage_id: int, card_id: int, sort: Sort) -> int:
    """Return at which row a card would stand among the others of a stage that is sorted by a field.

    Among equals it comes last, where a move puts it.
    """
    rows = connection.exec_driver_sql(
        f"SELECT o.id FROM opportunity AS o {_ORDER_JOINS.get(sort, '')} "
        "WHERE o.deleted_at IS NULL AND (o.stage_id = ? OR o.id = ?) "
        f"ORDER BY {_ORDERS[sort]}, o.id = ?, o.rank, o.id",
        (stage_id, card_id, card_id),
    )
    return [row[0] for row in rows].index(card_id)


def has_leads(connection: Connection) -> bool:
    """Tell whether there is any lead to qualify."""
    found = "SELECT EXISTS (SELECT 1 FROM lead WHERE deleted_at IS NULL)"
    return bool(connection.exec_driver_sql(found).scalar())


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
        "o.account_id, "
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
    entered, touched, by_hand, account_id = values[9:13]
    return Card(
        record,
        title,
        account,
        stage_id,
        amount,
        currency,
        probability,
        date.fromisoformat(close) if close else None,
        next_step(*values[13:]),
        bant,
        read_instant(entered),
        read_instant(touched) if touched else None,
        bool(by_hand),
        account_id,
    )


def next_step(kind: str | None, subject: str | None, due_on: str | None, due_at: str | None) -> NextStep | None:
    """Return the planned activity these stored values stand for, or None where there is none."""
    if kind is None or due_on is None:
        return None
    return NextStep(kind, subject or "", date.fromisoformat(due_on), read_instant(due_at) if due_at else None)
