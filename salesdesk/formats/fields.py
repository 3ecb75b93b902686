"""The fields of leads and opportunities in files: their names, headers and kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from salesdesk.domain.custom_fields import TYPES, CustomKind, CustomType
from salesdesk.domain.errors import BadValue

Value = str | int | Decimal | date | datetime | bool | tuple[str, ...] | None
"""What a cell of an export holds; a tuple is a list of tags."""


class Kind(StrEnum):
    """What the cells of a field hold."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    DECIMAL = "decimal number"
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

CUSTOM_KINDS: dict[CustomType, Kind] = {
    "text": Kind.LONG_TEXT,
    "number": Kind.DECIMAL,
    "money": Kind.TEXT,
    "date": Kind.DATE,
    "choice": Kind.TEXT,
    "yes_no": Kind.YES_NO,
}
"""What the cells of a field of the rep's own hold in an export."""

_ALSO: dict[CustomKind, tuple[str, ...]] = {
    "lead": (*(field.name for field in LEAD_FIELDS), "name", "language", "evidence"),
    "opportunity": (*(field.name for field in OPPORTUNITY_FIELDS), "pain", "product", "seats", "term", "competitor"),
    "account": (
        *("id", "uid", "name", "domain", "website", "phone", "industry", "employees", "annual_revenue", "currency"),
        *("street", "city", "region", "postal_code", "country", "status", "tags"),
    ),
    "contact": (
        *("id", "uid", "first_name", "last_name", "name", "title", "account", "email", "phone", "mobile", "role"),
        *("do_not_contact", "verified_on"),
    ),
}
TAKEN_NAMES: dict[CustomKind, frozenset[str]] = {
    kind: frozenset(
        word.casefold() for name in (*names, "activities", "history", "custom") for word in (name, _field(name).label)
    )
    for kind, names in _ALSO.items()
}
"""What a field of the rep's own cannot be called, because its kind of record has such a field already."""

FULL_NAME = Field("name", "Name")
"""Not a field of its own: it is split into first and last name."""

_DERIVED = frozenset(("id", "lifecycle", "score", "last_activity_at", "next_step", "next_step_on"))

IMPORT_FIELDS: tuple[Field, ...] = (FULL_NAME, *(field for field in LEAD_FIELDS if field.name not in _DERIVED))
"""The fields an imported lead can take, in the order to offer them."""

IMPORT_FIELD: dict[str, Field] = {field.name: field for field in IMPORT_FIELDS}

CUSTOM = "custom"


def custom_name(type_name: CustomType, name: str) -> str:
    """Return the name under which a mapping keeps a column as a field of the rep's own."""
    return f"{CUSTOM}:{type_name}:{name}"


def custom_parts(field: str) -> tuple[CustomType, str] | None:
    """Return type and name of a field of the rep's own in a mapping, None for any other field."""
    start, _, rest = field.partition(":")
    type_name, _, name = rest.partition(":")
    return (type_name, name) if start == CUSTOM and type_name in TYPES and name else None


def import_field(name: str) -> Field:
    """Return the field that a mapping names, one of the rep's own included. Raises: BadValue."""
    parts = custom_parts(name)
    if parts is not None:
        kind = Kind.MONEY if parts[0] == "money" else CUSTOM_KINDS[parts[0]]
        return Field(name, parts[1], kind)
    if name not in IMPORT_FIELD:
        raise BadValue("a field", name, f"use one of {', '.join(IMPORT_FIELD)}.")
    return IMPORT_FIELD[name]
