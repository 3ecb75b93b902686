"""What happened, what is to come, and what hygiene leaves out for a while."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Text, text

from salesdesk.store.conditions import PLANNED, TICKED, TWO_WAY, TWO_WAY_COLUMNS
from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words
from salesdesk.store.types import Day

activity = new_table(
    "activity",
    uid(),
    Column("kind", Text, nullable=False),
    Column("direction", Text, nullable=False, server_default="outbound"),
    words("subject"),
    words("notes"),
    instant("at", nullable=False),
    Column("due_on", Day),
    instant("due_at"),
    instant("done_at"),
    words("outcome"),
    number("duration_min"),
    words("recurrence"),
    number("recurs_on"),
    instant("remind_at"),
    ref("lead_id", "lead", index=False),
    ref("opportunity_id", "opportunity", index=False),
    ref("account_id", "account"),
    ref("contact_id", "contact"),
    instant("created_at", nullable=False),
    instant("deleted_at"),
    one_of("kind", "call", "email", "meeting", "demo", "document", "note", "task"),
    one_of("direction", "outbound", "inbound"),
    one_of("recurrence", "", "daily", "weekdays", "weekly", "monthly"),
    CheckConstraint("recurs_on BETWEEN 1 AND 31", name="recurs_on_in_month"),
    Index("activity_of_lead", "lead_id", "at"),
    Index("activity_of_opportunity", "opportunity_id", "at"),
    Index(
        "activity_next_of_lead",
        "lead_id",
        "due_on",
        "due_at",
        sqlite_where=text(PLANNED),
    ),
    Index(
        "activity_next_of_opportunity",
        "opportunity_id",
        "due_on",
        "due_at",
        sqlite_where=text(PLANNED),
    ),
    # All that the agenda is ordered, counted and narrowed by: the rows themselves are read as they come into sight.
    Index(
        "activity_due",
        *("due_on", "due_at", "id", "remind_at", "lead_id", "opportunity_id", "account_id", "contact_id"),
        *("done_at", "deleted_at"),
        sqlite_where=text(PLANNED),
    ),
    Index(
        "activity_ticked",
        *("done_at", "due_on", "due_at", "id", "lead_id", "opportunity_id", "account_id", "contact_id", "deleted_at"),
        sqlite_where=text(TICKED),
    ),
    # Where a partial index stands on columns, it holds them too: else SQLite reads each row to see them once more.
    Index("activity_two_way_of_lead", "lead_id", "at", *TWO_WAY_COLUMNS, sqlite_where=text(TWO_WAY)),
    Index("activity_two_way_of_opportunity", "opportunity_id", "at", *TWO_WAY_COLUMNS, sqlite_where=text(TWO_WAY)),
)

hygiene_ignore = new_table(
    "hygiene_ignore",
    uid(),
    Column("category", Text, nullable=False),
    ref("lead_id", "lead"),
    ref("opportunity_id", "opportunity"),
    ref("contact_id", "contact"),
    Column("until", Day, nullable=False),
    one_of(
        "category",
        *("rotting", "going_dark", "no_next_step", "close_date_past", "bant_gaps", "aged_evidence", "duplicates"),
        "unverified",
    ),
)
