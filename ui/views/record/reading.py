"""How typed texts become values of a record’s fields; what cannot be read is refused in one sentence."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.money import parse_money
from ui import wording
from ui.widgets.date_field import read_date

translate = QCoreApplication.translate


class Unreadable(SalesDeskError):
    """A typed text that is no value of its field."""


def money(text: str, currency: str, amount_column: str = "amount_minor") -> dict[str, object]:
    """Return amount and currency of a typed amount; empty is no amount."""
    if not text.strip():
        return {amount_column: None}
    comma = wording.locale().decimalPoint() == ","
    try:
        found = parse_money(text, currency, decimal_comma=comma if _is_plain(text) else None)
    except SalesDeskError:
        example = wording.money_text(4_800_000, currency)
        raise Unreadable(translate("record", "Write it as {example}").format(example=example)) from None
    return {amount_column: found.amount_minor, "currency": found.currency}


def _is_plain(text: str) -> bool:
    return text.count(".") + text.count(",") == 1


def count(text: str, column: str) -> dict[str, object]:
    """Return a whole number, separators allowed; empty is none."""
    digits = re.sub(r"[\s\u00a0\u202f.,'’]", "", text)
    if not digits:
        return {column: None}
    if not (digits.isascii() and digits.isdigit()):
        raise Unreadable(translate("record", "Write a whole number, for example 420"))
    return {column: int(digits)}


def percent(text: str, column: str) -> dict[str, object]:
    """Return a whole percentage from 0 to 100, with or without its sign."""
    digits = text.replace("%", "").strip()
    if not (digits.isascii() and digits.isdigit() and int(digits) <= 100):
        raise Unreadable(translate("record", "Write a percentage from 0 to 100, for example 60%"))
    return {column: int(digits)}


def day(text: str, column: str, today: date) -> dict[str, object]:
    """Return a date as the locale or ISO writes it; empty is none."""
    if not text.strip():
        return {column: None}
    found = read_date(text, wording.locale(), today)
    if found is None:
        example = wording.date_text(date(today.year + 1, 1, 15), today)
        raise Unreadable(translate("record", "Write it as {example}").format(example=example))
    return {column: found}
