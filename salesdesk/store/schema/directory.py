"""Accounts and contacts."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text, text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words
from salesdesk.store.types import Day

account = new_table(
    "account",
    uid(),
    words("name"),
    words("domain"),
    words("website"),
    words("phone"),
    words("industry"),
    number("employees"),
    number("annual_revenue_minor"),
    words("currency"),
    words("street"),
    words("city"),
    words("region"),
    words("postal_code"),
    words("country"),
    Column("status", Text, nullable=False, server_default="prospect"),
    words("name_key"),
    instant("created_at", nullable=False),
    instant("deleted_at"),
    number("merged_into_id"),
    one_of("status", "prospect", "customer", "past"),
    Index("account_by_name", "name_key"),
    Index("account_by_domain", "domain", sqlite_where=text("domain <> ''")),
)

contact = new_table(
    "contact",
    uid(),
    ref("account_id", "account"),
    words("first_name"),
    words("last_name"),
    words("title"),
    words("email"),
    words("phone"),
    words("mobile"),
    number("do_not_contact", 0),
    Column("verified_on", Day),
    words("name_key"),
    words("email_key"),
    instant("created_at", nullable=False),
    instant("deleted_at"),
    number("merged_into_id"),
    Index("contact_by_email", "email_key", sqlite_where=text("email_key <> ''")),
    Index("contact_by_verification", "verified_on", "created_at", sqlite_where=text("deleted_at IS NULL")),
)
