"""Totals in one currency are never a silent sum: they name their rates and leave apart what has none."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as some

from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rate
from salesdesk.queries.board import StageTotals, in_one_currency
from salesdesk.queries.rates import converted_totals
from salesdesk.services.commands import EnterRate
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, PROPOSAL, add_card


def test_totals_are_converted_with_the_rates_they_name(desk: Desk) -> None:
    today = desk.now().date()
    add_card(desk, stage=PROPOSAL, amount_minor=10_000, currency="USD")
    add_card(desk, stage=PROPOSAL, amount_minor=20_001, currency="EUR")
    add_card(desk, stage=PROPOSAL, amount_minor=5_000, currency="CHF")
    add_card(desk, stage=DISCOVERY, amount_minor=1_000_000, currency="JPY")
    desk.run(EnterRate("EUR", "USD", Decimal("1.0842"), today - timedelta(days=3)))
    desk.run(EnterRate("USD", "JPY", Decimal("150")))
    found = desk.read(converted_totals, "USD", today)
    by_stage = {one.stage_id: one for one in found.totals}
    proposal = by_stage[PROPOSAL]
    wanted = 10_000 + int((20_001 * Decimal("1.0842")).quantize(Decimal(1), ROUND_HALF_UP))
    assert (proposal.count, proposal.amount.total) == (3, Money(wanted, "USD"))
    assert proposal.amount.apart == (Money(5_000, "CHF"),)
    assert proposal.weighted.apart == (Money(2_500, "CHF"),)
    assert by_stage[DISCOVERY].amount.total == Money(666_667, "USD")
    assert [(rate.currency, rate.dated_on) for rate in found.rates] == [
        ("EUR", today - timedelta(days=3)),
        ("JPY", today),
    ]
    assert found.without_rate == ("CHF",)


def test_a_later_rate_does_not_change_an_earlier_day(desk: Desk) -> None:
    today = desk.now().date()
    add_card(desk, stage=PROPOSAL, amount_minor=10_000, currency="EUR")
    desk.run(EnterRate("EUR", "USD", Decimal("1.2")))
    yesterday = desk.read(converted_totals, "USD", today - timedelta(days=1))
    assert yesterday.totals[0].amount.total == Money(0, "USD")
    assert yesterday.without_rate == ("EUR",)


def test_nothing_to_convert_needs_no_rate(desk: Desk) -> None:
    add_card(desk, stage=PROPOSAL, amount_minor=10_000, currency="USD")
    found = desk.read(converted_totals, "USD", desk.now().date())
    assert (found.rates, found.without_rate) == ((), ())
    with sqlite3.connect(desk.path) as connection:
        assert (
            found.totals[0].amount.total.amount_minor
            == connection.execute("SELECT sum(amount_minor) FROM opportunity").fetchone()[0]
        )
    connection.close()


DECIMALS = {"USD": 2, "EUR": 2, "JPY": 0, "CHF": 2}
SUMS = some.integers(0, 10**12)
TOTALS = some.dictionaries(some.sampled_from(sorted(DECIMALS)), some.tuples(some.integers(1, 10**5), SUMS, SUMS))
RATES = some.dictionaries(
    some.sampled_from(["EUR", "JPY", "CHF"]), some.tuples(some.integers(1, 10**9), some.integers(1, 10**9))
)


@given(sums=TOTALS, rates=RATES)
def test_the_head_of_a_column_adds_up_what_has_a_rate_and_leaves_the_rest_apart(
    sums: dict[str, tuple[int, int, int]], rates: dict[str, tuple[int, int]]
) -> None:
    day = date(2026, 11, 3)
    known = {code: Rate(code, "USD", day, above, below) for code, (above, below) in rates.items()}
    totals = [StageTotals(3, code, *sums[code]) for code in sums]
    found = {total.currency: total for total in in_one_currency(totals, "USD", known)}
    apart = {code: total for code, total in found.items() if code != "USD"}
    assert apart == {total.currency: total for total in totals if total.currency not in {"USD", *rates}}
    expected = [0, 0, 0]
    for code, (count, *amounts) in sums.items():
        if code in apart:
            continue
        factor = Fraction(1) if code == "USD" else Fraction(*rates[code]) * Fraction(100, 10 ** DECIMALS[code])
        expected[0] += count
        for place, amount in enumerate(amounts, 1):
            expected[place] += floor(amount * factor + Fraction(1, 2))
    if "USD" in found:
        together = found["USD"]
        assert [together.count, together.amount_minor, together.weighted_minor] == expected
    else:
        assert expected == [0, 0, 0]
