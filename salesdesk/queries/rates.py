"""Exchange rates, and the totals of the board in one currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from salesdesk.domain.money import Money
from salesdesk.domain.rates import Conversion, Rate, newest, total
from salesdesk.queries import board


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate as it was entered."""

    id: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class ConvertedTotals:
    """A stage in one currency: every card counted, and apart the sums of those without a rate."""

    stage_id: int
    count: int
    amount: Conversion
    weighted: Conversion


@dataclass(frozen=True, slots=True)
class ConvertedBoard:
    """The totals of stages in one currency, the rates in use with their dates, and the currencies that have none."""

    into: str
    totals: tuple[ConvertedTotals, ...]
    rates: tuple[Rate, ...]
    without_rate: tuple[str, ...]


def rates(connection: Connection) -> list[RateRow]:
    """Return every rate that was entered, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, from_currency, to_currency, dated_on, numerator, denominator FROM exchange_rate "
        "ORDER BY dated_on DESC, from_currency, to_currency, id"
    )
    return [
        RateRow(record, Rate(currency, into, date.fromisoformat(dated_on), above, below))
        for record, currency, into, dated_on, above, below in rows
    ]


def rates_into(connection: Connection, into: str, on: date) -> dict[str, Rate]:
    """Return the rate of each currency into one that holds on a day."""
    return newest((row.rate for row in rates(connection)), into, on)


def converted_totals(connection: Connection, into: str, on: date) -> ConvertedBoard:
    """Return count, amount and weighted amount of every stage in one currency, by the rates of a day.

    The sum of each currency is rounded once, half up. A currency without a rate is never added: it stands apart.
    """
    known = rates_into(connection, into, on)
    by_stage: dict[int, list[board.StageTotals]] = {}
    for one in board.totals(connection):
        by_stage.setdefault(one.stage_id, []).append(one)
    found = tuple(
        ConvertedTotals(
            stage_id,
            sum(one.count for one in sums),
            total([Money(one.amount_minor, one.currency) for one in sums], into, known),
            total([Money(one.weighted_minor, one.currency) for one in sums], into, known),
        )
        for stage_id, sums in by_stage.items()
    )
    used = {rate.currency: rate for stage in found for rate in stage.amount.rates}
    missing = {money.currency for stage in found for money in stage.amount.apart}
    return ConvertedBoard(into, found, tuple(used[code] for code in sorted(used)), tuple(sorted(missing)))
