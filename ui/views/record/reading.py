"""How typed texts become values of a record’s fields; what cannot be read is refused in one sentence."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.errors import SalesDeskError, TooLarge
from salesdesk.domain.money import CURRENCIES, MAX_MINOR, Money, parse_money
from ui import wording
from ui.models.own_values import yes_no_words
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
    except TooLarge:
        most = wording.money_text(MAX_MINOR, currency)
        raise Unreadable(translate("record", "The largest amount is {amount}").format(amount=most)) from None
    except SalesDeskError:
        example = wording.money_text(4_800_000, currency)
        raise Unreadable(translate("record", "Write it as {example}").format(example=example)) from None
    return {amount_column: found.amount_minor, "currency": found.currency}


def money_in(text: str, currency: str) -> int | None:
    """Return a typed amount that has to be in a currency, in minor units; empty is none."""
    found = money(text, currency)
    if found.get("currency", currency) != currency:
        said = translate("record", "Amounts of this opportunity are in {currency}")
        raise Unreadable(said.format(currency=currency))
    minor = found["amount_minor"]
    return minor if isinstance(minor, int) else None


def own(text: str, field: CustomField, currency: str, today: date) -> object:
    """Return a text as a value of a field of the rep's own, as far as the locale has a say in it; empty is none."""
    if not text.strip():
        return None
    if field.type == "date":
        return day(text, "day", today)["day"]
    if field.type == "money":
        found = money(text, currency)
        return Money(int(str(found["amount_minor"])), str(found["currency"]))
    if field.type == "number":
        return wording.plain_figure(text)
    if field.type == "yes_no":
        said = {word.casefold(): kept for kept, word in yes_no_words().items()}
        return said.get(text.strip().casefold(), text)
    return text.strip()


def quantity(text: str) -> dict[str, object]:
    """Return a number of at most three decimals, in thousandths; empty is one."""
    if not text.strip():
        return {"quantity_thousandths": 1000}
    found = _scaled(text, 3)
    if not found:
        raise Unreadable(translate("record", "Write a number above 0, for example 2.5"))
    return {"quantity_thousandths": found}


def discount(text: str) -> dict[str, object]:
    """Return a percentage from 0 to 100, in hundredths of a percent; empty is none."""
    digits = text.replace("%", "").strip()
    found = _scaled(digits, 2) if digits else 0
    if found is None or found > 10_000:
        raise Unreadable(translate("record", "Write a percentage from 0 to 100, for example 12.5%"))
    return {"discount_bp": found}


def _scaled(text: str, places: int) -> int | None:
    """Return a decimal number times ten to the places, or nothing where it is none or has more of them."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    point = wording.locale().decimalPoint()
    other = "." if point == "," else ","
    if re.fullmatch(rf"\d{{1,3}}(\{other}\d{{3}})+(\{point}\d*)?", plain):
        plain = plain.replace(other, "")
    # On a keyboard’s number block, the mark may be another than that of the locale.
    plain = plain.replace(other, ".").replace(point, ".")
    found = re.fullmatch(r"(\d{1,12})(?:\.(\d*))?", plain, re.ASCII)
    decimals = (found[2] or "").rstrip("0") if found else ""
    if found is None or len(decimals) > places:
        return None
    return int(found[1] + decimals.ljust(places, "0"))


def currency_code(text: str) -> dict[str, object]:
    """Return a currency by its code."""
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise Unreadable(translate("record", "Write a code of three letters, for example EUR"))
    return {"currency": code}


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
