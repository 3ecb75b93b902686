"""Opportunities as a table: ids in the order of several columns, rows by their ids, and totals over all of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from salesdesk.queries import board, custom_fields, filter_choices
from salesdesk.queries.board import Card, Stage, StageTotals
from salesdesk.queries.column_order import Orders, SortKeys, ordering
from salesdesk.queries.filtering import Wanted, where
from salesdesk.store.types import read_instant


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """What a row of the table shows: what a card does, and what only a table has room for.

    `own` has kept texts by the fields of the rep's own that were asked for.
    """

    card: Card
    source: str
    tags: tuple[str, ...]
    created_at: datetime
    own: Mapping[int, str]

    @property
    def id(self) -> int:
        """Return the opportunity’s id."""
        return self.card.id


@dataclass(frozen=True, slots=True)
class OpportunityTable:
    """The stages of a pipeline, and the ids and totals of what a filter lets through, from one snapshot.

    `totals` are of every opportunity in `ids`, `open_totals` of the open ones among them, an entry a currency, for
    stage 0; `whole_count` says how many open ones there are without the filter.
    """

    stages: list[Stage]
    ids: list[int]
    totals: list[StageTotals]
    open_totals: list[StageTotals]
    whole_count: int


_PIPELINE = (
    "o.pipeline_id = coalesce(?, (SELECT id FROM pipeline WHERE deleted_at IS NULL ORDER BY position, id LIMIT 1))"
)
_NEXT_STEP = (
    "activity AS n ON n.id = (SELECT a.id FROM activity AS a WHERE a.opportunity_id = o.id AND a.done_at IS NULL "
    "AND a.due_on IS NOT NULL AND a.deleted_at IS NULL ORDER BY a.due_on, a.due_at IS NULL, a.due_at, a.id LIMIT 1)"
)
_JOINS = {
    "account": "LEFT JOIN account AS c ON c.id = o.account_id",
    "stage": "JOIN stage AS s ON s.id = o.stage_id",
    "next_step": f"LEFT JOIN {_NEXT_STEP}",
}
_ORDERS: Orders = {
    "name": (("o.name COLLATE NOCASE",), ""),
    "account": (("c.name COLLATE NOCASE",), "coalesce(c.name, '') = ''"),
    "stage": (("s.position", "s.id"), ""),
    "amount": (("o.amount_minor",), ""),
    "weighted": (("(o.amount_minor * o.probability + 50) / 100",), ""),
    "probability": (("o.probability",), ""),
    "currency": (("o.currency",), ""),
    "expected_close": (("o.expected_close",), "o.expected_close IS NULL"),
    "next_step": (("n.due_on", "coalesce(n.due_at, '~')"), "n.due_on IS NULL"),
    # The longest in its stage is the one that entered it first.
    "in_stage": (("-unixepoch(o.entered_stage_at)",), ""),
    "bant": (("length(replace(replace(o.bant, '?', ''), 'n', ''))", "length(replace(o.bant, '?', ''))"), ""),
    "source": (("o.source COLLATE NOCASE",), "o.source = ''"),
    "touched": (("o.touched_at",), "o.touched_at IS NULL"),
    "created": (("o.created_at",), ""),
}
SORTABLE = frozenset(_ORDERS)


def opened(
    connection: Connection, keys: SortKeys = (), wanted: Wanted | None = None, pipeline_id: int | None = None
) -> OpportunityTable:
    """Return what the table of a pipeline stands on, of the first one where none is named."""
    ids = opportunity_ids(connection, keys, wanted, pipeline_id)
    totals, open_totals = sums(connection, ids)
    whole = connection.exec_driver_sql(
        "SELECT count(*) FROM opportunity AS o WHERE o.deleted_at IS NULL "
        f"AND o.stage_id IN (SELECT id FROM stage WHERE kind = 'open') AND {_PIPELINE}",
        (pipeline_id,),
    )
    return OpportunityTable(board.stages(connection, pipeline_id), ids, totals, open_totals, whole.scalar_one())


def opportunity_ids(
    connection: Connection, keys: SortKeys = (), wanted: Wanted | None = None, pipeline_id: int | None = None
) -> list[int]:
    """Return the ids of a pipeline that the filter lets through, ordered by columns, then as they were added."""
    condition = where(connection, "opportunity", wanted)
    joins = " ".join(_JOINS[key] for key in dict.fromkeys(key for key, _ in keys) if key in _JOINS)
    order = ordering(connection, "opportunity", keys, _ORDERS)
    # One row: ten thousand rows of one number each take ten times as long to fetch.
    found = connection.exec_driver_sql(
        f"SELECT json_group_array(id) FROM (SELECT o.id FROM opportunity AS o {joins} {order.joins} "
        f"WHERE {condition.sql} AND {_PIPELINE} ORDER BY {order.terms}o.id)",
        (*condition.values, pipeline_id),
    )
    ids: list[int] = json.loads(found.scalar_one())
    return ids


def sums(connection: Connection, ids: Sequence[int]) -> tuple[list[StageTotals], list[StageTotals]]:
    """Return count, amount and weighted amount of these by currency, and of the open ones among them."""
    rows = connection.exec_driver_sql(
        "SELECT o.currency, s.kind = 'open', count(*), sum(o.amount_minor), "
        "sum((o.amount_minor * o.probability + 50) / 100) "
        "FROM json_each(?) AS one JOIN opportunity AS o ON o.id = one.value JOIN stage AS s ON s.id = o.stage_id "
        "GROUP BY o.currency, s.kind = 'open' ORDER BY o.currency",
        (json.dumps(ids),),
    )
    found: dict[str, StageTotals] = {}
    of_open = []
    for code, is_open, count, amount, weighted in rows:
        if is_open:
            of_open.append(StageTotals(0, code, count, amount, weighted))
        so_far = found.get(code, StageTotals(0, code, 0, 0, 0))
        found[code] = StageTotals(
            0, code, so_far.count + count, so_far.amount_minor + amount, so_far.weighted_minor + weighted
        )
    return list(found.values()), of_open


def lines(connection: Connection, ids: Iterable[int], own: Collection[int] = ()) -> list[OpportunityLine]:
    """Return the rows with these ids, in no particular order, with these fields of the rep's own.

    Ids that are gone are left out.
    """
    cards = board.cards(connection, ids)
    held = custom_fields.texts(connection, "opportunity", [card.id for card in cards], own) if own else {}
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.source, o.created_at, "
        "(SELECT json_group_array(name) FROM (SELECT t.name FROM tagging AS g JOIN tag AS t ON t.id = g.tag_id "
        "WHERE g.opportunity_id = o.id ORDER BY t.name COLLATE NOCASE)) "
        "FROM opportunity AS o WHERE o.id IN (SELECT value FROM json_each(?))",
        (json.dumps([card.id for card in cards]),),
    )
    more = {record: (source, created, tags) for record, source, created, tags in rows}
    found = []
    for card in cards:
        source, created, tags = more[card.id]
        found.append(
            OpportunityLine(card, source, tuple(json.loads(tags)), read_instant(created), held.get(card.id, {}))
        )
    return found


def tag_counts(connection: Connection, ids: Iterable[int]) -> dict[str, int]:
    """Return every tag that live opportunities have, in alphabetical order, with how many of these have it."""
    return filter_choices.tag_counts(connection, "opportunity", ids)
