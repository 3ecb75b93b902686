"""The fields of leads and opportunities in files: their names, headers and kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | datetime | bool | tuple[str, ...] | None
"""What a cell of an export holds; a tuple is a list of tags."""


class Kind(StrEnum):
    """What the cells of a field hold."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    INSTANT = "instant"
    YES_NO = "yes or no"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `first_name` in JSON, “First name” as a header."""

    name: str
    label: str
    kind: Kind = Kind.TEXT


_LABELS = {"id": "ID", "uid": "UID", "mrr": "MRR", "bant": "BANT", "lead_uid": "Lead UID", "email": "Email"}


def _field(name: str, kind: Kind = Kind.TEXT) -> Field:
    return Field(name, _LABELS.get(name) or name.replace("_", " ").capitalize(), kind)


LEAD_FIELDS: tuple[Field, ...] = (
    _field("id", Kind.NUMBER),
    _field("uid"),
    _field("first_name"),
    _field("last_name"),
    _field("title"),
    _field("company"),
    _field("email"),
    _field("phone"),
    _field("mobile"),
    _field("website"),
    _field("street"),
    _field("city"),
    _field("region"),
    _field("postal_code"),
    _field("country"),
    _field("industry"),
    _field("employees", Kind.NUMBER),
    _field("annual_revenue", Kind.MONEY),
    _field("source"),
    _field("campaign"),
    _field("lifecycle"),
    _field("high_intent", Kind.YES_NO),
    _field("score", Kind.NUMBER),
    _field("amount", Kind.MONEY),
    _field("currency"),
    _field("tags", Kind.TAGS),
    _field("notes", Kind.LONG_TEXT),
    _field("created_at", Kind.INSTANT),
    _field("last_activity_at", Kind.INSTANT),
    _field("next_step"),
    _field("next_step_on", Kind.DATE),
)

OPPORTUNITY_FIELDS: tuple[Field, ...] = (
    _field("id", Kind.NUMBER),
    _field("uid"),
    _field("name"),
    _field("account"),
    _field("contact"),
    _field("email"),
    _field("phone"),
    _field("pipeline"),
    _field("stage"),
    _field("kind"),
    _field("amount", Kind.MONEY),
    _field("currency"),
    _field("mrr", Kind.MONEY),
    _field("probability", Kind.PERCENT),
    _field("weighted", Kind.MONEY),
    _field("expected_close", Kind.DATE),
    _field("next_step"),
    _field("next_step_on", Kind.DATE),
    _field("days_in_stage", Kind.NUMBER),
    _field("source"),
    _field("bant"),
    _field("lost_reason"),
    _field("lost_kind"),
    _field("tags", Kind.TAGS),
    _field("created_at", Kind.INSTANT),
    _field("closed_at", Kind.INSTANT),
    _field("lead_uid"),
)

FULL_NAME = Field("name", "Name")
"""Not a field of its own: it is split into first and last name."""

_DERIVED = frozenset(("id", "lifecycle", "score", "last_activity_at", "next_step", "next_step_on"))

IMPORT_FIELDS: tuple[Field, ...] = (FULL_NAME, *(field for field in LEAD_FIELDS if field.name not in _DERIVED))
"""The fields an imported lead can take, in the order to offer them."""

IMPORT_FIELD: dict[str, Field] = {field.name: field for field in IMPORT_FIELDS}
