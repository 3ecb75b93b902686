"""Opportunities and where they stood."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words
from salesdesk.store.types import Day

opportunity = new_table(
    "opportunity",
    uid(),
    words("name"),
    ref("account_id", "account"),
    ref("contact_id", "contact"),
    ref("lead_id", "lead"),
    ref("pipeline_id", "pipeline", nullable=False, index=False),
    ref("stage_id", "stage", nullable=False, index=False),
    Column("rank", Text, nullable=False),
    number("amount_minor", 0),
    Column("currency", Text, nullable=False),
    number("mrr_minor"),
    number("term_months"),
    number("probability", 0),
    number("probability_by_hand", 0),
    Column("expected_close", Day),
    words("source"),
    words("pain"),
    words("product"),
    number("seats"),
    words("term"),
    Column("bant", Text, nullable=False, server_default="????"),
    words("lost_reason"),
    words("lost_kind"),
    words("competitor"),
    Column("retry_on", Day),
    Column("contract_on", Day),
    instant("created_at", nullable=False),
    instant("entered_stage_at", nullable=False),
    instant("touched_at"),
    Column("snoozed_until", Day),
    instant("closed_at"),
    instant("deleted_at"),
    one_of("lost_kind", "", "declined", "disqualified"),
    CheckConstraint("probability BETWEEN 0 AND 100", name="probability_in_percent"),
    # Beside the order of the cards, this holds all that filters look at: they never read the rows themselves.
    Index(
        "opportunity_on_board",
        *("deleted_at", "stage_id", "rank", "id", "currency", "amount_minor", "probability", "expected_close"),
        *("source", "bant", "entered_stage_at", "touched_at", "snoozed_until", "created_at", "closed_at"),
        *("pipeline_id", "account_id"),
    ),
    Index("opportunity_totals", "deleted_at", "stage_id", "currency", "amount_minor", "probability"),
)

stage_history = new_table(
    "stage_history",
    ref("opportunity_id", "opportunity", nullable=False),
    ref("stage_id", "stage", nullable=False, index=False),
    instant("entered_at", nullable=False),
    instant("left_at"),
    number("probability_by_hand"),
)
