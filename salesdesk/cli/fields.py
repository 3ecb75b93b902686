"""FIELD=VALUE on the command line, read as the fields of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesdesk.cli.grammar import number
from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.dates import parse_date, parse_instant
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import parse_money
from salesdesk.formats.cells import read_count, read_yes_no, split_tags
from salesdesk.formats.fields import LEAD_FIELDS, OPPORTUNITY_FIELDS, Field, Kind

DERIVED = frozenset(
    (
        *("id", "uid", "lifecycle", "score", "last_activity_at", "next_step", "next_step_on", "created_at"),
        *("weighted", "days_in_stage", "bant", "closed_at", "lead_uid", "kind", "email", "phone", "pipeline"),
    )
)
"""Fields that follow from others and cannot be set; an opportunity's email and phone are its contact's."""

_BESIDE_OPPORTUNITY = (
    Field("term_months", "Term in months", Kind.NUMBER),
    Field("product", "Product"),
    Field("seats", "Seats", Kind.NUMBER),
    Field("term", "Term"),
    Field("pain", "Pain", Kind.LONG_TEXT),
    Field("competitor", "Competitor"),
)


def pairs(words: Sequence[str]) -> dict[str, str]:
    """Return names and values; raises `BadValue` for a word without “=”, and for a name that comes twice."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise BadValue("a field", word, "write it as FIELD=VALUE.")
        if name.strip() in found:
            raise BadValue("a field", word, f"{name.strip()} is there already. Give each field once.")
        found[name.strip()] = value
    return found


def lead_fields(given: Mapping[str, str], currency: str, own: Sequence[CustomField] = ()) -> dict[str, Any]:
    """Return typed columns of a lead, the rep's own fields under “custom”."""
    rest, custom = split_own(given, own)
    fields = (*LEAD_FIELDS, Field("language", "Language"))
    return typed("lead", rest, fields, currency, DERIVED - {"email", "phone"}) | custom


def opportunity_fields(given: Mapping[str, str], currency: str, own: Sequence[CustomField] = ()) -> dict[str, Any]:
    """Return typed columns of an opportunity; `account`, `contact` and `stage` stay as they were written."""
    rest, custom = split_own(given, own)
    return typed("opportunity", rest, (*OPPORTUNITY_FIELDS, *_BESIDE_OPPORTUNITY), currency, DERIVED) | custom


def read_day(text: str, field: str) -> date | None:
    """Return an ISO date, None where the text is empty."""
    return parse_date(text, field=field) if text.strip() else None


def read_moment(text: str, field: str) -> datetime:
    """Return the instant of a local day and time such as “2026-11-03 14:30”; raises `BadValue`."""
    return parse_instant(text, field=field)


def read_id(text: str, field: str) -> int:
    """Return the number of a record; raises `BadValue`."""
    try:
        return number(text)
    except ValueError:
        raise BadValue(field, text, "give the number of a record, as “list” shows it.") from None


def split_own(given: Mapping[str, str], own: Sequence[CustomField]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return what names a field of the record, and apart what names one of the rep's own."""
    names = {one.name.casefold(): one.name for one in own}
    custom = {names[name.casefold()]: text for name, text in given.items() if name.casefold() in names}
    rest = {name: text for name, text in given.items() if name.casefold() not in names}
    return rest, {"custom": custom} if custom else {}


def typed(
    kind: str,
    given: Mapping[str, str],
    fields: Sequence[Field],
    currency: str,
    derived: frozenset[str] = frozenset(("id", "uid")),
) -> dict[str, Any]:
    """Return the values that the words stand for. Raises: BadValue for what is no field, or follows from others."""
    known = {field.name: field for field in fields if field.name not in derived}
    if "currency" in given:
        currency = given["currency"].strip().upper()
    values: dict[str, Any] = {}
    for name, text in given.items():
        field = known.get(name)
        if field is None:
            raise BadValue(kind, name, f"it has no field of that name that can be set. Use one of {', '.join(known)}.")
        values |= _value(field, text, currency)
    return values


def _value(field: Field, text: str, currency: str) -> dict[str, Any]:
    label = field.label.lower()
    match field.kind:
        case Kind.MONEY:
            if not text.strip():
                return {f"{field.name}_minor": None}
            money = parse_money(text, currency, field=label)
            found: dict[str, Any] = {f"{field.name}_minor": money.amount_minor}
            return found | ({"currency": money.currency} if money.currency != currency else {})
        case Kind.NUMBER | Kind.PERCENT:
            return {field.name: read_count(text.strip().removesuffix("%"), label) if text.strip() else None}
        case Kind.DATE:
            return {field.name: read_day(text, label)}
        case Kind.YES_NO:
            return {field.name: int(read_yes_no(text, label))}
        case Kind.TAGS:
            return {field.name: split_tags(text)}
        case _:
            return {field.name: text}
