"""The few steps that tests of the pipeline start with, and plain looks into the file."""

from __future__ import annotations

import sqlite3
from typing import Any

from salesdesk.queries import board
from salesdesk.services.commands import AddOpportunity
from salesdesk.services.desk import Desk

QUALIFICATION, DISCOVERY, PROPOSAL, NEGOTIATION, WON, LOST = range(1, 7)


def add_card(desk: Desk, name: str = "Castellan – claims team", stage: int = QUALIFICATION, **fields: object) -> int:
    """Add an opportunity worth 84,000 dollars unless told otherwise; return its id."""
    known: dict[str, object] = {"name": name, "stage_id": stage, "amount_minor": 8_400_000, "currency": "USD"}
    new_id = desk.run(AddOpportunity(known | fields)).new_id
    assert new_id is not None
    return new_id


def row(desk: Desk, table: str, record: int) -> dict[str, Any]:
    """Return one row of the file as it stands, read with plain sqlite3."""
    connection = sqlite3.connect(desk.path)
    connection.row_factory = sqlite3.Row
    try:
        return dict(connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone())
    finally:
        connection.close()


def stage_names(desk: Desk, pipeline: int | None = None) -> list[str]:
    """Return the names of the stages of a pipeline in their order."""
    return [stage.name for stage in desk.read(board.stages, pipeline)]
