"""Leads, the imports that brought them, and where they stood."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text, text

from salesdesk.store.conditions import ASLEEP, WAITING
from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words
from salesdesk.store.types import Day

import_batch = new_table(
    "import_batch",
    uid(),
    words("file_name"),
    instant("at", nullable=False),
    number("rows", 0),
    number("new", 0),
    number("updated", 0),
    number("duplicates", 0),
    number("rejected", 0),
    words("mapping"),
)

lead = new_table(
    "lead",
    uid(),
    words("first_name"),
    words("last_name"),
    words("title"),
    words("company"),
    words("email"),
    words("phone"),
    words("mobile"),
    words("website"),
    words("street"),
    words("city"),
    words("region"),
    words("postal_code"),
    words("country"),
    words("language"),
    words("industry"),
    number("employees"),
    number("annual_revenue_minor"),
    words("source"),
    words("campaign"),
    Column("lifecycle", Text, nullable=False, server_default="new"),
    number("high_intent", 0),
    number("score", 0),
    number("amount_minor"),
    words("currency"),
    words("notes"),
    Column("bant", Text, nullable=False, server_default="????"),
    instant("created_at", nullable=False),
    instant("interest_at"),
    instant("first_reply_at"),
    instant("last_activity_at"),
    Column("wake_on", Day),
    Column("woke_on", Day),
    words("closed_reason"),
    ref("import_batch_id", "import_batch"),
    ref("account_id", "account"),
    ref("contact_id", "contact"),
    Column("opportunity_id", Integer, index=True),
    words("email_key"),
    words("name_key"),
    words("company_key"),
    words("domain"),
    instant("deleted_at"),
    number("merged_into_id"),
    one_of("lifecycle", "new", "working", "mql", "sql", "opportunity", "nurture", "unqualified"),
    Index("lead_by_email", "email_key", sqlite_where=text("email_key <> ''")),
    Index("lead_by_name", "name_key", "company_key"),
    Index("lead_by_score", "deleted_at", "score", "id"),
    Index("lead_by_lifecycle", "lifecycle", "deleted_at", "score"),
    Index(
        "lead_waiting",
        *("lifecycle", "high_intent", "interest_at", "id", "first_reply_at", "deleted_at"),
        sqlite_where=text(WAITING),
    ),
    Index(
        "lead_replied",
        *("first_reply_at", "interest_at", "high_intent", "deleted_at"),
        sqlite_where=text("interest_at IS NOT NULL AND deleted_at IS NULL"),
    ),
    Index("lead_asleep", "wake_on", sqlite_where=text(ASLEEP)),
    Index("lead_merged_away", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
)

lifecycle_history = new_table(
    "lifecycle_history",
    ref("lead_id", "lead", nullable=False),
    words("from_stage"),
    Column("to_stage", Text, nullable=False),
    instant("at", nullable=False),
    words("reason"),
    number("is_override", 0),
)
