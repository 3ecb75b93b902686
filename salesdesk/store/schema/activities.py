"""What happened and what is to come."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text, text

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
    ref("lead_id", "lead", index=False),
    ref("opportunity_id", "opportunity", index=False),
    ref("account_id", "account"),
    ref("contact_id", "contact"),
    instant("created_at", nullable=False),
    instant("deleted_at"),
    one_of("kind", "call", "email", "meeting", "demo", "document", "note", "task"),
    one_of("direction", "outbound", "inbound"),
    Index("activity_of_lead", "lead_id", "at"),
    Index("activity_of_opportunity", "opportunity_id", "at"),
    Index(
        "activity_next_of_lead",
        "lead_id",
        "due_on",
        "due_at",
        sqlite_where=text("done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL"),
    ),
    Index(
        "activity_next_of_opportunity",
        "opportunity_id",
        "due_on",
        "due_at",
        sqlite_where=text("done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL"),
    ),
)
