"""What closing and counting lean on, on the command line: lost reasons and exchange rates."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal, InvalidOperation
from typing import Any

from salesdesk.cli.fields import read_day
from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.nouns import Ids, Noun, known, only
from salesdesk.cli.output import desk_of, print_rows
from salesdesk.domain.errors import BadValue
from salesdesk.formats.cells import read_yes_no
from salesdesk.queries import rates as rate_queries
from salesdesk.queries import reasons as reason_queries
from salesdesk.queries.settings import currency as currency_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

REASON_FIELDS = ("name", "kind", "names_competitor")
RATE_FIELDS = ("currency", "into", "rate", "dated_on")


def register(verbs: Verbs) -> None:
    """Add the verbs that list lost reasons and rates."""
    add_verb(verbs, "reasons", list_reasons, "list the lost reasons")
    add_verb(verbs, "rates", list_rates, "list the exchange rates, the latest first")


def list_reasons(arguments: Namespace) -> int:
    """Print the lost reasons in their order."""
    with desk_of(arguments) as desk:
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "names_competitor": one.names_competitor,
                "used": one.used_count,
            }
            for one in desk.read(reason_queries.lost_reasons)
        ]
    return print_rows(arguments, rows, ("id", "name", "kind", "names_competitor", "used"))


def list_rates(arguments: Namespace) -> int:
    """Print every exchange rate that was entered, the latest first."""
    with desk_of(arguments) as desk:
        rows = [
            {
                "id": one.id,
                "currency": one.rate.currency,
                "into": one.rate.into,
                "rate": f"{one.rate.as_decimal():f}",
                "dated_on": one.rate.dated_on,
            }
            for one in desk.read(rate_queries.rates)
        ]
    return print_rows(arguments, rows, ("id", "currency", "into", "rate", "dated_on"))


def _new_reason(desk: Desk, words: list[str]) -> do.Command:
    return do.AddLostReason(**({"name": ""} | _typed(words)))


def _changed_reason(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    return do.ChangeLostReason(only("reason", ids), _typed(words))


def _deleted_reason(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteLostReason(only("reason", ids))


def _ordered_reasons(desk: Desk, ids: Ids) -> do.Command:
    return do.ReorderLostReasons(ids)


def _typed(words: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(known("reason", words, REASON_FIELDS))
    if "names_competitor" in values:
        values["names_competitor"] = read_yes_no(values["names_competitor"], "names competitor")
    return values


def _new_rate(desk: Desk, words: list[str]) -> do.Command:
    given = known("rate", words, RATE_FIELDS)
    text = given.get("rate", "")
    try:
        rate = Decimal(text.strip())
    except InvalidOperation:
        raise BadValue("exchange rate", text, "give a number above zero, such as 1.0842.") from None
    into = given.get("into") or desk.read(currency_of)
    return do.EnterRate(given.get("currency", ""), into, rate, read_day(given.get("dated_on", ""), "date of the rate"))


def _deleted_rate(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteRate(only("rate", ids))


REASON = Noun("reasons", _new_reason, _changed_reason, _deleted_reason, order=_ordered_reasons)
RATE = Noun("rates", _new_rate, delete=_deleted_rate)
