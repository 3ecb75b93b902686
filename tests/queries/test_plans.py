"""Reading a few records by their ids looks those up, however many others there are."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest
from sqlalchemy import Connection

from salesdesk.queries import board, lead_table, leads, opportunities, scores, search_hits
from salesdesk.services.desk import Desk


@pytest.mark.parametrize(
    "read",
    [
        *(board.cards, leads.lead_rows, lead_table.lines, opportunities.opportunity_rows, scores.facts_of_leads),
        *(partial(search_hits.hits, kind=kind) for kind in search_hits.KINDS),
    ],
)
def test_rows_are_looked_up_by_id(
    desk: Desk,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    read: Callable[[Connection, tuple[int, ...]], object],
) -> None:
    with count_queries() as statements:
        desk.read(read, (1,))

    def plan(connection: Connection, statement: str) -> list[str]:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("[1]",))]

    for statement in statements:
        steps = desk.read(plan, statement)
        assert not [
            step for step in steps if "(deleted_at=?)" in step or step.startswith(("SCAN lead", "SCAN o", "SCAN r"))
        ]
