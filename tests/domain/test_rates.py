"""Amounts converted by a rate are exact to the minor unit, rounded half up."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rate, convert_minor, exact_rate, newest, total

DAY = date(2026, 11, 10)


def _rate(currency: str, into: str, rate: str, dated_on: date = DAY) -> Rate:
    return Rate(currency, into, dated_on, *exact_rate(Decimal(rate)))


@pytest.mark.parametrize(
    ("amount_minor", "rate", "wanted"),
    [
        (10_000, _rate("EUR", "USD", "1.0842"), 10_842),
        (1, _rate("EUR", "USD", "1.5"), 2),
        (1, _rate("EUR", "USD", "1.4999999999"), 1),
        (1_000_000, _rate("JPY", "USD", "0.0067"), 670_000),
        (670_000, _rate("JPY", "USD", "0.0067").turned(), 1_000_000),
        (100, _rate("USD", "KWD", "0.307"), 307),
        (0, _rate("EUR", "USD", "1.0842"), 0),
        (10**15, _rate("EUR", "USD", "1.1"), 1_100_000_000_000_000),
    ],
)
def test_minor_units_of_both_currencies_count(amount_minor: int, rate: Rate, wanted: int) -> None:
    assert convert_minor(amount_minor, rate) == wanted


@given(st.integers(0, 10**15), st.decimals("0.0001", "10000", places=6))
def test_a_conversion_is_rounded_half_up(amount_minor: int, rate: Decimal) -> None:
    wanted = (Decimal(amount_minor) * rate).quantize(Decimal(1), ROUND_HALF_UP)
    assert convert_minor(amount_minor, Rate("EUR", "USD", DAY, *exact_rate(rate))) == int(wanted)


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        ("0", "above zero"),
        ("-1.2", "above zero"),
        ("NaN", "above zero"),
        ("Infinity", "above zero"),
        ("100000000", "Check the number"),
        ("0.00000001", "Check the number"),
        ("1.000000000001", "Round it"),
    ],
)
def test_an_absurd_rate_is_refused(rate: str, sentence: str) -> None:
    with pytest.raises(BadValue, match=re.escape(sentence)):
        exact_rate(Decimal(rate))


def test_the_latest_rate_up_to_the_day_counts_in_either_direction() -> None:
    old, new, later = (_rate("EUR", "USD", text, day) for text, day in _DATED)
    back = _rate("USD", "GBP", "0.8", date(2026, 1, 5))
    found = newest([old, new, later, back], "USD", DAY)
    assert found == {"EUR": new, "GBP": back.turned()}
    assert newest([old, new, later, back], "USD", date(2026, 12, 31))["EUR"] == later
    assert newest([old], "USD", date(2025, 1, 1)) == {}


_DATED = (("1.05", date(2026, 1, 1)), ("1.08", date(2026, 11, 1)), ("1.2", date(2026, 12, 1)))


@pytest.mark.parametrize("is_first", [True, False])
def test_of_one_day_the_rate_entered_in_this_direction_counts(is_first: bool) -> None:
    facing, turned = _rate("EUR", "USD", "1.1"), _rate("USD", "EUR", "0.9")
    both = [facing, turned] if is_first else [turned, facing]
    assert newest(both, "USD", DAY)["EUR"] == facing


def test_what_has_no_rate_stands_apart() -> None:
    euro = _rate("EUR", "USD", "2")
    found = total([Money(100, "USD"), Money(50, "EUR"), Money(7, "CHF")], "USD", {"EUR": euro})
    assert found.total == Money(200, "USD")
    assert found.rates == (euro,)
    assert found.apart == (Money(7, "CHF"),)


def test_a_rate_reads_as_it_was_entered() -> None:
    assert str(_rate("EUR", "USD", "1.0842").as_decimal()) == "1.0842"
    assert str(_rate("EUR", "USD", "1.0842").turned().as_decimal()) == "0.9223390518"
