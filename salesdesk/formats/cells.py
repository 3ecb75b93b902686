"""Cells of a file read as values of a lead: the reading of a column is settled once, for all its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from salesdesk.domain.dates import DateOrder, parse_date, parse_instant
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import CURRENCIES, Money, parse_money
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.formats.contact_points import clean_email
from salesdesk.formats.fields import Field, Kind

Cell = str | int | bool | Decimal | Money | date | datetime | tuple[str, ...]

_COUNT = re.compile(
    r"^(?:[<>~≈]|about |ca\.? )?\s*(\d[\d.,'’\s\u00a0\u202f]*?)\s*(?:\+|(?:[-–—]|to|bis)\s*\d[\d.,]*)?$"
)
_GROUPED = re.compile(r"^\d{1,3}([.,'’\s\u00a0\u202f])\d{3}(?:\1\d{3})*$")
_YES = frozenset(("yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "sí", "si", "s", "hot", "✓", "wahr", "vrai"))
_NO = frozenset(("no", "n", "false", "0", "", "nein", "nee", "non", "cold", "-", "falsch", "faux"))
_PARTICLES = frozenset(
    (
        *("van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "das", "do", "dos"),
        *("du", "la", "le", "las", "los", "el", "al", "bin", "ibn", "ten", "ter", "te", "af", "av", "y", "e", "d'"),
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md", "mba"))
_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?", re.ASCII)
LARGEST_COUNT = 2**53


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are read; None for the decimal mark goes by each cell alone."""

    order: DateOrder = DateOrder.YEAR_FIRST
    decimal_comma: bool | None = None
    is_ambiguous: bool = False


CellReader = Callable[[str], Cell]


def cell_reader(field: Field, reading: Reading, currency: str) -> CellReader:
    """Return the function that reads a filled cell of that field; it raises `BadValue`."""
    label = field.label.lower()
    if field.name in ("email", "currency"):
        return clean_email if field.name == "email" else _currency
    readers: dict[Kind, CellReader] = {
        Kind.INSTANT: lru_cache(maxsize=8192)(lambda text: parse_instant(text, reading.order, field=label)),
        Kind.MONEY: lambda text: parse_money(text, currency, decimal_comma=reading.decimal_comma, field=label),
        Kind.NUMBER: lambda text: read_count(text, label),
        Kind.DECIMAL: lambda text: read_decimal(text, reading.decimal_comma, label),
        Kind.DATE: lambda text: parse_date(text, reading.order, field=label),
        Kind.YES_NO: lambda text: read_yes_no(text, label),
        Kind.TAGS: split_tags,
        Kind.LONG_TEXT: lambda text: clean_text(text, label),
    }
    return readers.get(field.kind) or (lambda text: clean_line(text, label))


def is_plain(text: str) -> bool:
    """Tell whether a cell is kept as it stands but for space around it, as nearly every one is."""
    return text.isascii() and text.isprintable() and len(text) < 1000 and text[:1] != "'"


def read_count(text: str, field: str = "number") -> int:
    """Return a whole number; of a span such as “51-200” or “10,001+” its lower end. Raises `BadValue`."""
    found = _COUNT.match(text.strip())
    written = found[1].strip() if found else ""
    if _GROUPED.match(written):
        written = re.sub(r"\D", "", written)
    written = re.sub(r"[.,]0+$", "", written)
    if not (written.isascii() and written.isdigit()) or len(written) > 16 or int(written) > LARGEST_COUNT:
        raise BadValue(field, text, "write a whole number such as 250.")
    return int(written)


def read_decimal(text: str, decimal_comma: bool | None = None, field: str = "number") -> Decimal:
    """Return a number that may have decimals or be negative, “1.234,5” and “-12.5” alike. Raises: BadValue."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("\u2212", "-")
    last = max(plain.rfind("."), plain.rfind(","))
    mark = plain[last : last + 1] if last >= 0 else ""
    is_grouping = bool(mark) and (
        plain.count(mark) > 1
        or (decimal_comma is not None and mark != ("," if decimal_comma else "."))
        or (decimal_comma is None and mark == "," and _GROUPED.match(plain.lstrip("-")) is not None)
    )
    whole, fraction = (plain, "") if is_grouping or not mark else (plain[:last], plain[last + 1 :])
    number = re.sub(r"[.,]", "", whole) + (f".{fraction}" if fraction else "")
    if _DECIMAL.fullmatch(number) is None:
        raise BadValue(field, text, "write a number such as 1200 or 12.5.")
    return Decimal(number)


def read_yes_no(text: str, field: str = "yes or no") -> bool:
    """Return whether the cell says yes, in any of the languages of the headers; raises `BadValue`."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue(field, text, "write yes or no.")


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a cell in their order, each once."""
    parts = re.split(r"\s*(?:;|:::)\s*" if ";" in text or ":::" in text else r"\s*,\s*", clean_line(text, "tags"))
    return tuple(dict.fromkeys(part.removeprefix("* ").strip() for part in parts if part.strip("* ")))


def decimal_comma_of(texts: Iterable[str]) -> bool | None:
    """Return whether a column of numbers writes decimals with a comma; None when no cell settles it or two disagree."""
    votes: set[bool] = set()
    for text in texts:
        dot, comma = text.rfind("."), text.rfind(",")
        if dot >= 0 and comma >= 0:
            votes.add(comma > dot)
        elif dot >= 0 or comma >= 0:
            mark = "," if comma >= 0 else "."
            decimals = len(re.sub(r"\D", "", text[max(dot, comma) :]))
            if text.count(mark) > 1:
                votes.add(mark == ".")
            elif decimals != 3:
                votes.add(mark == ",")
    return votes.pop() if len(votes) == 1 else None


def _currency(text: str) -> str:
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise BadValue("currency", text, "use a three-letter ISO code such as EUR or USD.")
    return code


def split_full_name(text: str) -> tuple[str, str]:
    """Return first and last name; “Beethoven, Ludwig van” and “Ludwig van Beethoven” come apart alike."""
    last, comma, first = text.partition(",")
    if comma and first.strip():
        given = first.split()
        particles = next((at for at, word in enumerate(given) if at and word.lower() in _PARTICLES), len(given))
        return " ".join(given[:particles]), " ".join([*given[particles:], *last.split()])
    words = text.replace(",", " ").split()
    if len(words) < 2:
        return " ".join(words), ""
    start = next((at for at, word in enumerate(words) if at and word in _PARTICLES), None)
    if start is None or start == len(words) - 1:
        start = len(words) - (2 if len(words) > 2 and words[-1].rstrip(".").lower() in _SUFFIXES else 1)
    return " ".join(words[:start]), " ".join(words[start:])
