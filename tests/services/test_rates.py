"""Rates are entered with their day, once for each day and direction."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.rates import rates
from salesdesk.services.commands import DeleteRate, EnterRate
from salesdesk.services.desk import Desk


def test_a_rate_is_entered_for_today_and_replaced_the_same_day(desk: Desk) -> None:
    first = desk.run(EnterRate("eur", "USD", Decimal("1.0842")))
    assert first.label == "Enter rate EUR to USD"
    again = desk.run(EnterRate("EUR", "USD", Decimal("1.0850")))
    assert again.new_id == first.new_id
    (entered,) = desk.read(rates)
    assert (entered.rate.as_decimal(), entered.rate.dated_on) == (Decimal("1.085"), desk.now().date())
    desk.undo()
    assert desk.read(rates)[0].rate.as_decimal() == Decimal("1.0842")


def test_rates_of_other_days_and_directions_stand_beside_it(desk: Desk) -> None:
    today = desk.now().date()
    desk.run(EnterRate("EUR", "USD", Decimal("1.08")))
    desk.run(EnterRate("USD", "EUR", Decimal("0.93")))
    desk.run(EnterRate("EUR", "USD", Decimal("1.07"), today - timedelta(days=1)))
    found = desk.read(rates)
    assert [(row.rate.currency, row.rate.dated_on) for row in found] == [
        ("EUR", today),
        ("USD", today),
        ("EUR", today - timedelta(days=1)),
    ]
    desk.run(DeleteRate(found[0].id))
    assert len(desk.read(rates)) == 2


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (EnterRate("EUR", "USD", Decimal(0)), "give a number above zero"),
        (EnterRate("EUR", "USD", Decimal("1e9")), "Check the number"),
        (EnterRate("EUR", "EUR", Decimal(1)), "two different currencies"),
        (EnterRate("EUR", "XXQ", Decimal(1)), "a code of three letters"),
        (EnterRate("EUR", "USD", Decimal(1), date(2199, 1, 1)), "it is in the future"),
        (EnterRate("EUR", "USD", Decimal(1), date(1969, 1, 1)), "it is before 1970"),
        (DeleteRate(7), "There is no exchange rate 7"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(desk: Desk, command: EnterRate | DeleteRate, sentence: str) -> None:
    with pytest.raises(SalesDeskError, match=re.escape(sentence)):
        desk.run(command)
    assert desk.read(rates) == []
