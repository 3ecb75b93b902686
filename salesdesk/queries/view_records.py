"""The records of a saved view, in the order it keeps."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from sqlalchemy import Connection

from salesdesk.domain.filters import scoped
from salesdesk.domain.views import RECORD_KINDS
from salesdesk.queries import board, custom_fields, lead_table, leads, opportunity_table
from salesdesk.queries.board import Sort
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.leads import LeadSort
from salesdesk.queries.pipelines import pipelines
from salesdesk.queries.views import SavedView

LIST_ORDERS: tuple[LeadSort, ...] = get_args(LeadSort)
BOARD_ORDERS: tuple[Sort, ...] = get_args(Sort)
SORTS: dict[tuple[str, str], frozenset[str]] = {
    ("leads", "list"): frozenset(LIST_ORDERS),
    ("leads", "table"): lead_table.SORTABLE,
    ("pipeline", "board"): frozenset(BOARD_ORDERS),
    ("pipeline", "table"): opportunity_table.SORTABLE,
    ("pipeline", "forecast"): frozenset(BOARD_ORDERS),
}
"""What each layout can be ordered by in any file, the way up to it included where it is a table: “-amount”."""


def sorts(connection: Connection, kind: str, layout: str) -> frozenset[str]:
    """Return what a layout can be ordered by, a table by fields of the rep's own too; nothing of no such layout."""
    shipped = SORTS.get((kind, layout), frozenset())
    if layout != "table" or not shipped:
        return shipped
    return shipped.union(one.column for one in custom_fields.fields(connection, RECORD_KINDS[kind]))


def record_ids(connection: Connection, view: SavedView, now: datetime) -> list[int]:
    """Return the ids of the records a view lets through; a view of several pipelines goes pipeline by pipeline."""
    wanted = Wanted(scoped(RECORD_KINDS[view.kind], view.filter), now)
    sortable = sorts(connection, view.kind, view.layout)
    known = [name for name in view.sort if name.removeprefix("-") in sortable]
    keys = [(name.removeprefix("-"), name.startswith("-")) for name in known]
    if view.kind == "leads":
        if view.layout == "table":
            return lead_table.lead_ids(connection, keys, wanted)
        order: LeadSort = next((one for one in LIST_ORDERS if one in view.sort[:1]), "score")
        return leads.lead_ids(connection, wanted, order)
    homes = [one.id for one in pipelines(connection) if view.pipeline_id in (None, one.id)]
    if view.layout == "table":
        return [one for home in homes for one in opportunity_table.opportunity_ids(connection, keys, wanted, home)]
    sort: Sort = next((one for one in BOARD_ORDERS if one in view.sort[:1]), "rank")
    stages = [stage.id for home in homes for stage in board.stages(connection, home)]
    cards = board.card_ids(connection, stages, sort, wanted)
    return [one for stage in stages for one in cards.get(stage, [])]
