"""Checking the fields of a record before they are written: only what a column cannot hold is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from salesdesk.domain.errors import BadValue
from salesdesk.domain.leads import looks_like_email
from salesdesk.domain.money import CURRENCIES, MAX_MINOR
from salesdesk.domain.texts import clean_line, clean_text

LARGEST = 2**53
"""The largest whole number that JSON readers keep exactly."""


def checked(kind: str, fields: Mapping[str, object], known: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields as their columns hold them; `known` gives each field's form.

    Forms: line, text, email, currency, count, money, flag, day, instant. Raises: BadValue.
    """
    values: dict[str, Any] = {}
    for name, value in fields.items():
        form = known.get(name)
        if form is None:
            raise BadValue(kind, name, f"{_article(kind)} {kind} has no such field that can be set.")
        values[name] = _READERS[form](value, name.removesuffix("_minor").replace("_", " "))
    return values


def changed(record: RowMapping | Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ from the record."""
    return {name: value for name, value in values.items() if record[name] != value}


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiou" else "a"


def _email(value: object, field: str) -> str:
    text = clean_line(value, field)
    if text and not looks_like_email(text):
        raise BadValue(field, text, "write an address such as ann@acme.example, or leave it empty.")
    return text


def _currency(value: object, field: str) -> str:
    code = clean_line(value, field).upper()
    if code and code not in CURRENCIES:
        raise BadValue(field, value, "give a code of three letters, for instance EUR.")
    return code


def _count(value: object, field: str) -> int | None:
    return _whole(value, field, LARGEST, "give a whole number, 0 or more.")


def _money(value: object, field: str) -> int | None:
    return _whole(value, field, MAX_MINOR, "give an amount from 0 to 10 trillion.")


def _whole(value: object, field: str, largest: int, hint: str) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= largest:
        raise BadValue(field, value, hint)
    return value


def _flag(value: object, field: str) -> int:
    return int(bool(value))


def _day(value: object, field: str) -> object:
    return value or None


def _instant(value: object, field: str) -> object:
    if value is not None and (not isinstance(value, datetime) or value.tzinfo is None):
        raise BadValue(field, value, "give a moment with its time zone.")
    return value


_READERS = {
    "line": clean_line,
    "text": clean_text,
    "email": _email,
    "currency": _currency,
    "count": _count,
    "money": _money,
    "flag": _flag,
    "day": _day,
    "instant": _instant,
}
