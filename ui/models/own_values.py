"""Values of fields of the rep's own in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.custom_fields import CustomType, read_value
from salesdesk.domain.money import Money
from ui import wording

translate = QCoreApplication.translate


def yes_no_words() -> dict[str, str]:
    """Return what “yes” and “no” are called on screen."""
    return {"yes": translate("own_fields", "Yes"), "no": translate("own_fields", "No")}


def value_text(type_name: CustomType, kept: str, day_text: Callable[[date], str]) -> str:
    """Return a kept text as the screen writes it, a date in the words of `day_text`; nothing where it is blank."""
    if not kept:
        return ""
    value = read_value(type_name, kept)
    if isinstance(value, bool):
        return yes_no_words()[kept]
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Money):
        return wording.money_text(value.amount_minor, value.currency)
    if isinstance(value, int):
        return wording.number_text(value)
    if isinstance(value, Decimal):
        return wording.figure_text(f"{value:f}")
    return str(value)
