"""What follows from other rows and is kept beside them, so that Today need not walk every lead: never journalled.

`store/derived.py` keeps these tables in step.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from salesdesk.store.schema.columns import instant, metadata

lead_heard = Table(
    "lead_heard",
    metadata,
    Column("lead_id", Integer, ForeignKey("lead.id"), primary_key=True),
    instant("at", nullable=False),
    Index("lead_heard_by_age", "at", "lead_id"),
    sqlite_strict=True,
)

twin_key = Table(
    "twin_key",
    metadata,
    *(Column(name, Text, primary_key=True, server_default="") for name in ("email_key", "name_key", "company_key")),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
