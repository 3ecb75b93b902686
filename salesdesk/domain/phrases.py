"""How amounts and days read inside the core's sentences. The window writes them by the rep's locale instead."""

from __future__ import annotations

from datetime import date

from salesdesk.domain.money import Money, plain_amount

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
NEAR_DAYS = 14


def money_phrase(money: Money) -> str:
    """Return the amount as “$48,000” or “CHF 1,200.50”, without decimals that are zero."""
    whole, _, decimals = plain_amount(money.amount_minor, money.currency).partition(".")
    number = f"{int(whole):,}" + (f".{decimals}" if decimals.strip("0") else "")
    sign = _SIGNS.get(money.currency)
    return f"{sign}{number}" if sign else f"{money.currency} {number}"


def day_phrase(day: date, today: date) -> str:
    """Return “today”, “Thu 12 Nov” within 14 days, “18 Dec” this year, “15 Jan 2027” otherwise."""
    if day == today:
        return "today"
    text = f"{day.day} {day:%b}"
    if abs((day - today).days) <= NEAR_DAYS:
        return f"{day:%a} {text}"
    return text if day.year == today.year else f"{text} {day.year}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return “1 contact” or “3 contacts”."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """Return “A”, “A and B” or “A, B and C”."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
