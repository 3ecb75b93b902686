"""Fields of the rep's own: their types, and the one text in which a value is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from salesdesk.domain.dates import parse_date
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import MAX_MINOR, Money, parse_money
from salesdesk.domain.texts import clean_line, clean_text

CustomKind = Literal["lead", "account", "contact", "opportunity"]
CustomType = Literal["text", "number", "money", "date", "choice", "yes_no"]
KINDS: tuple[CustomKind, ...] = get_args(CustomKind)
TYPES: tuple[CustomType, ...] = get_args(CustomType)
TYPE_NAMES: dict[CustomType, str] = {
    "text": "text",
    "number": "number",
    "money": "amount of money",
    "date": "date",
    "choice": "choice",
    "yes_no": "yes or no",
}
LONGEST_NAME = 60
MOST_CHOICES = 200
_COLUMN = "own:"
_DIGITS = 15
"""As many digits as SQLite and Python compare alike."""
_YES = frozenset(("yes", "y", "true", "1", "ja", "oui", "sí", "si", "x", "✓"))
_NO = frozenset(("no", "n", "false", "0", "nein", "non", "nee", "-"))

CustomValue = str | int | Decimal | date | bool | Money | None


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field of the rep's own for one kind of record."""

    id: int
    uid: str
    kind: CustomKind
    name: str
    type: CustomType
    choices: tuple[str, ...] = ()
    position: int = 0

    @property
    def column(self) -> str:
        """What a table calls the field as a column; it stays so when name and type change."""
        return f"{_COLUMN}{self.id}"


def column_field(column: str) -> int | None:
    """Return the number of the field that a column of a table is, None for a column of another kind."""
    number = column.removeprefix(_COLUMN)
    return int(number) if number != column and number.isascii() and number.isdigit() else None


def kept_text(field: CustomField, value: object, currency: str) -> str:
    """Return a value as the file keeps it, empty where it is blank. Raises: BadValue.

    “12.5”, “4800000 EUR” in minor units, an ISO date, “yes” or “no”, a choice as it is listed, a text.
    """
    if value is None:
        return ""
    if field.type == "text":
        return clean_text(value, field.name)
    if isinstance(value, str) and not value.strip():
        return ""
    match field.type:
        case "number":
            return _number(value, field.name)
        case "money":
            return _money(value, currency, field.name)
        case "date":
            # datetime is a date too, and its text would keep the time.
            return value.isoformat()[:10] if isinstance(value, date) else _day(str(value), field.name)
        case "yes_no":
            return _yes_no(value, field.name)
    return _choice(clean_line(value, field.name), field.choices, field.name)


def read_value(type_name: CustomType, text: str) -> CustomValue:
    """Return the typed value of a text that the file keeps."""
    match type_name:
        case "number":
            number = Decimal(text)
            return int(number) if number == number.to_integral_value() else number
        case "money":
            minor, _, currency = text.partition(" ")
            return Money(int(minor), currency)
        case "date":
            return date.fromisoformat(text)
        case "yes_no":
            return text == "yes"
    return text


def plain_text(type_name: CustomType, text: str) -> str:
    """Return a kept text as a rep would type it: “48000.00 EUR” for “4800000 EUR”."""
    return str(read_value("money", text)) if type_name == "money" else text


def clean_choices(choices: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the choices, each once and without blank ones. Raises: BadValue where there are none or too many."""
    found = {one.casefold(): one for one in (clean_line(choice, name) for choice in reversed(choices)) if one}
    kept = tuple(reversed(found.values()))
    if not kept or len(kept) > MOST_CHOICES:
        raise BadValue("choices", f"{len(kept)} choices", f"give from 1 to {MOST_CHOICES} to choose from.")
    return kept


def _number(value: object, name: str) -> str:
    text = re.sub(r"[\s\u00a0\u202f'’]", "", str(value)).replace("\u2212", "-")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadValue(name, value, "write a number such as 1200 or 12.5.") from None
    if not number.is_finite():
        raise BadValue(name, value, "write a number such as 1200 or 12.5.")
    if number and (number.adjusted() >= _DIGITS or len(number.normalize().as_tuple().digits) > _DIGITS):
        raise BadValue(name, value, f"it has more than the {_DIGITS} digits that are kept.")
    if number and number.adjusted() < -_DIGITS:
        raise BadValue(name, value, "it is smaller than SalesDesk can keep.")
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _money(value: object, currency: str, name: str) -> str:
    money = value if isinstance(value, Money) else parse_money(str(value), currency, field=name)
    if not 0 <= money.amount_minor <= MAX_MINOR:
        raise BadValue(name, value, "give an amount from 0 to 10 trillion.")
    return f"{money.amount_minor} {money.currency}"


def _day(text: str, name: str) -> str:
    return parse_date(text, field=name).isoformat()


def _yes_no(value: object, name: str) -> str:
    word = str(value).strip().casefold()
    if word not in _YES | _NO:
        raise BadValue(name, value, "write yes or no.")
    return "yes" if word in _YES else "no"


def _choice(text: str, choices: Sequence[str], name: str) -> str:
    found = next((choice for choice in choices if choice.casefold() == text.casefold()), None)
    if found is None:
        raise BadValue(name, text, f"use one of {', '.join(choices)}.")
    return found
