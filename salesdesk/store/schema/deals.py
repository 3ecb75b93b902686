"""What belongs to one opportunity or record: committee, lines, competitors, attachments."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words

committee_member = new_table(
    "committee_member",
    uid(),
    ref("opportunity_id", "opportunity", nullable=False),
    ref("contact_id", "contact", nullable=False),
    Column("role", Text, nullable=False),
    one_of("role", "decides", "champion", "influences", "signs", "blocks", "uses"),
)

opportunity_line = new_table(
    "opportunity_line",
    uid(),
    ref("opportunity_id", "opportunity", nullable=False),
    words("description"),
    number("quantity_thousandths", 1000),
    number("unit_price_minor", 0),
    number("discount_bp", 0),
    number("position", 0),
    CheckConstraint("quantity_thousandths > 0 AND unit_price_minor >= 0", name="line_in_bounds"),
    CheckConstraint("discount_bp BETWEEN 0 AND 10000", name="discount_in_basis_points"),
)

competitor = new_table(
    "competitor",
    uid(),
    ref("opportunity_id", "opportunity", nullable=False),
    Column("name", Text, nullable=False),
    words("notes"),
)

attachment = new_table(
    "attachment",
    uid(),
    ref("lead_id", "lead"),
    ref("opportunity_id", "opportunity"),
    ref("account_id", "account"),
    ref("contact_id", "contact"),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    number("size_bytes", 0),
    words("media_type"),
    instant("added_at", nullable=False),
    instant("deleted_at"),
    CheckConstraint("size_bytes >= 0 AND length(sha256) = 64", name="content_named"),
)
