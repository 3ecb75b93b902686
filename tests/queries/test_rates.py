"""Totals in one currency are never a silent sum: they name their rates and leave apart what has none."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from salesdesk.domain.money import Money
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
