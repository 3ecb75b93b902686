"""What the rep adds to records of any kind: tags, own fields, pairs that are no duplicates."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Text

from salesdesk.store.schema.columns import instant, new_table, number, one_of, ref, uid, words

tag = new_table("tag", uid(), Column("name", Text, nullable=False, unique=True))

tagging = new_table(
    "tagging",
    ref("tag_id", "tag", nullable=False),
    ref("lead_id", "lead"),
    ref("opportunity_id", "opportunity"),
    ref("account_id", "account"),
)

custom_field = new_table(
    "custom_field",
    uid(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    words("choices"),
    number("position", 0),
    one_of("kind", "lead", "account", "contact", "opportunity"),
    one_of("type", "text", "number", "money", "date", "choice", "yes_no"),
)

custom_value = new_table(
    "custom_value",
    ref("custom_field_id", "custom_field", nullable=False),
    *(ref(f"{kind}_id", kind, index=False) for kind in ("lead", "opportunity", "account", "contact")),
    Column("value", Text, nullable=False),
    *(
        Index(f"custom_value_of_{kind}", f"{kind}_id", "custom_field_id", unique=True)
        for kind in ("lead", "opportunity", "account", "contact")
    ),
)

not_duplicate = new_table(
    "not_duplicate",
    Column("first_uid", Text, nullable=False),
    Column("second_uid", Text, nullable=False),
    instant("at", nullable=False),
    CheckConstraint("first_uid < second_uid", name="pair_in_order"),
    Index("not_duplicate_pair", "first_uid", "second_uid", unique=True),
)
