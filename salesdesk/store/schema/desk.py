"""The desk itself: drafts, saved views, settings and the journal."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words

draft = new_table(
    "draft",
    # No foreign key: a draft is not journalled and must not stand in the way of an undo that takes its lead.
    Column("lead_id", Integer, nullable=False, unique=True),
    words("content"),
    instant("saved_at", nullable=False),
)

saved_view = new_table(
    "saved_view",
    uid(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("filter", Text, nullable=False),
    Column("sort", Text, nullable=False, server_default="[]"),
    Column("columns", Text, nullable=False, server_default="[]"),
    ref("pipeline_id", "pipeline", index=False),
    number("position", 0),
    instant("created_at", nullable=False),
    one_of("kind", "pipeline", "leads"),
    one_of("layout", "board", "table", "forecast", "list"),
)

setting = new_table("setting", Column("key", Text, nullable=False, unique=True), words("value"))

journal_entry = new_table(
    "journal_entry",
    instant("at", nullable=False),
    Column("label", Text, nullable=False),
    number("is_undone", 0),
    Index("journal_by_state", "is_undone", "id"),
)

journal_row = new_table(
    "journal_row",
    Column("entry_id", Integer, ForeignKey("journal_entry.id"), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("journal_of_entry", "entry_id", "table_name"),
    Index(
        "journal_of_updates",
        "table_name",
        "row_id",
        sqlite_where=text("before IS NOT NULL AND after IS NOT NULL"),
    ),
)
