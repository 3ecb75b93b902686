"""Amounts are read as people write them, or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import (
    MAX_MINOR,
    Money,
    exponent,
    parse_amount,
    parse_money,
    plain_amount,
    split_currency,
    weighted_minor,
)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,200.50", "USD", 120050),
        ("1.200,50", "EUR", 120050),
        ("1 200,50", "EUR", 120050),
        ("1\u202f200,50\u00a0€", "EUR", 120050),
        ("1'200.50", "CHF", 120050),
        ("$84,000", "USD", 8400000),
        ("$84,000", "CAD", 8400000),
        ("€ 1.200", "EUR", 120000),
        ("1.200", "USD", 120000),
        ("1.20", "USD", 120),
        ("0.200", "USD", 20),
        ("1.2000", "USD", 120),
        (".5", "USD", 50),
        ("12,5", "EUR", 1250),
        ("1,234,567", "USD", 123456700),
        ("12,34,567.89", "INR", 123456789),
        ("1.234", "BHD", 1234),
        ("1,234", "BHD", 1234000),
        ("1200", "JPY", 1200),
        ("1200.00", "JPY", 1200),
        ("0", "USD", 0),
    ],
)
def test_an_amount_is_read_as_written(text: str, currency: str, minor: int) -> None:
    assert parse_amount(text, currency) == minor


def test_a_known_decimal_mark_overrules_the_guess() -> None:
    assert parse_amount("1.200", "USD", decimal_comma=False) == 120
    assert parse_amount("1,200", "EUR", decimal_comma=True) == 120
    assert parse_amount("1.200", "EUR", decimal_comma=True) == 120000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "84k",
        "1.2.3",
        "1,20,00",
        "1.200.50",
        "-5",
        "--5",
        "5 6x",
        "1,200.5.0",
        "€",
        "٣",
        "1e5",
        "9" * 400,
        str(MAX_MINOR),
        "12.345.6",
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        parse_amount(text, "USD")
    assert str(refusal.value).endswith(".")


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    with pytest.raises(BadValue, match="JPY has no decimals"):
        parse_amount("12.5", "JPY")


def test_an_amount_in_another_currency_is_never_taken_for_ours() -> None:
    with pytest.raises(BadValue, match="EUR"):
        parse_amount("€ 5", "USD")


def test_a_negative_amount_is_read_where_it_is_allowed() -> None:
    assert parse_amount("-1.50", "USD", allow_negative=True) == -150
    assert parse_amount("(1.50)", "USD", allow_negative=True) == -150


def test_a_currency_is_split_off_either_side() -> None:
    assert split_currency("1200.50 EUR") == ("1200.50", "EUR")
    assert split_currency("eur 12") == ("12", "EUR")
    assert split_currency("US$12") == ("12", "USD")
    assert split_currency("$12", "CAD") == ("12", "CAD")
    assert split_currency("12") == ("12", None)


def test_money_takes_the_currency_named_before_the_default() -> None:
    assert parse_money("1200.50 EUR", "USD") == Money(120050, "EUR")
    assert parse_money("7", "JPY") == Money(7, "JPY")


def test_currencies_keep_their_own_number_of_decimals() -> None:
    assert [exponent(code) for code in ("JPY", "USD", "BHD")] == [0, 2, 3]
    with pytest.raises(BadValue):
        exponent("XXQ")


@given(st.integers(0, MAX_MINOR), st.sampled_from(["USD", "JPY", "BHD", "EUR"]))
def test_a_plain_amount_reads_back_the_same(minor: int, currency: str) -> None:
    assert parse_amount(plain_amount(minor, currency), currency, decimal_comma=False) == minor


@pytest.mark.parametrize(
    ("amount", "percent", "weighted"),
    [(1, 50, 1), (1, 49, 0), (101, 50, 51), (6_400_000, 25, 1_600_000)],
)
def test_a_weighted_amount_rounds_half_up(amount: int, percent: int, weighted: int) -> None:
    assert weighted_minor(amount, percent) == weighted
