"""Pipelines, their stages, and what closing and counting lean on."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words
from salesdesk.store.types import Day

pipeline = new_table("pipeline", uid(), words("name"), number("position", 0), instant("deleted_at"))

stage = new_table(
    "stage",
    uid(),
    ref("pipeline_id", "pipeline", nullable=False),
    words("name"),
    Column("kind", Text, nullable=False),
    number("probability", 0),
    number("rot_limit_days"),
    words("hue"),
    number("position", 0),
    instant("deleted_at"),
    one_of("kind", "open", "won", "lost"),
    CheckConstraint("probability BETWEEN 0 AND 100", name="probability_in_percent"),
)

lost_reason = new_table(
    "lost_reason",
    uid(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default="declined"),
    number("names_competitor", 0),
    number("position", 0),
    one_of("kind", "declined", "disqualified"),
)

exchange_rate = new_table(
    "exchange_rate",
    uid(),
    Column("from_currency", Text, nullable=False),
    Column("to_currency", Text, nullable=False),
    Column("dated_on", Day, nullable=False),
    number("numerator", 1),
    number("denominator", 1),
    instant("entered_at", nullable=False),
    CheckConstraint("numerator > 0 AND denominator > 0", name="rate_above_zero"),
    Index("rate_of_a_day", "from_currency", "to_currency", "dated_on", unique=True),
)
