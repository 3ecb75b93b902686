"""The verb `settings`: what is kept in the file for all of it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from salesdesk.cli.fields import pairs
from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.output import desk_of, print_done, print_fields, print_json
from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import decimal_amount, parse_money
from salesdesk.queries import settings as kept
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

KEYS = ("currency", "region", "quota", "working_hours", "dark_days")


def register(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "settings", settings, "print the settings of the file, or change some in one undo")
    verb.add_argument(
        "values", nargs="*", metavar="KEY=VALUE", help="such as quota=480000 or working_hours=1-5 9:00-17:30"
    )


def settings(arguments: Namespace) -> int:
    """Print the settings, or change those that are named."""
    with desk_of(arguments) as desk:
        if arguments.values:
            return print_done(arguments, desk.run(do.ChangeSettings(_values(desk, pairs(arguments.values)))))
        document = _present(desk)
    if arguments.as_json:
        print_json(document)
    else:
        print_fields(document)
    return 0


def _present(desk: Desk) -> dict[str, Any]:
    currency, quota = desk.read(kept.currency), desk.read(kept.quota_minor)
    return {
        "currency": currency,
        "region": desk.read(kept.setting, "region"),
        "quota": None if quota is None else decimal_amount(quota, currency),
        "working_hours": str(desk.read(kept.working_hours) or ""),
        "dark_days": desk.read(kept.dark_days),
    }


def _values(desk: Desk, given: dict[str, str]) -> dict[str, str]:
    """Return the settings as the file keeps them. Raises: BadValue."""
    other = next((name for name in given if name not in KEYS), None)
    if other is not None:
        raise BadValue("setting", other, f"use one of {', '.join(KEYS)}.")
    values = {name: text.strip() for name, text in given.items() if name != "quota"}
    for name in ("currency", "region"):
        if name in values:
            values[name] = values[name].upper()
    if "quota" in given:
        values["quota_minor"] = _quota(given["quota"], values.get("currency") or desk.read(kept.currency))
    return values


def _quota(text: str, currency: str) -> str:
    if not text.strip():
        return ""
    money = parse_money(text, currency, field="quota")
    if money.currency != currency:
        raise BadValue("quota", text, f"give it in {currency}, the currency of the file.")
    return str(money.amount_minor)
