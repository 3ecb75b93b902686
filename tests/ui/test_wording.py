"""Dates, money and next steps read as interaction.md, section 7, asks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QLocale

from salesdesk.domain.activities import NextStep
from ui import wording

TODAY = date(2026, 11, 10)
NOW = datetime(2026, 11, 10, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    """Write in British English, whatever the machine speaks."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 10), "today"),
        (date(2026, 11, 12), "Thu 12 Nov"),
        (date(2026, 11, 24), "Tue 24 Nov"),
        (date(2026, 11, 25), "25 Nov"),
        (date(2027, 1, 15), "15 Jan 2027"),
        (None, "–"),
    ],
)
def test_a_day_is_written_with_as_much_as_it_needs(day: date | None, text: str) -> None:
    assert wording.day_text(day, TODAY) == text


def test_the_order_of_day_and_month_follows_the_locale() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert wording.date_text(date(2026, 12, 15), TODAY) == "Dec 15"
    assert wording.date_text(date(2027, 1, 15), TODAY) == "Jan 15, 2027"
    QLocale.setDefault(QLocale("de_DE"))
    assert wording.date_text(date(2026, 12, 15), TODAY) == "15. Dez."
    QLocale.setDefault(QLocale("ja_JP"))
    assert wording.date_text(date(2027, 1, 15), TODAY) == "2027年1月15日"


def test_a_close_date_that_is_over_says_so_only_while_open() -> None:
    assert wording.close_text(date(2026, 11, 6), TODAY) == "6 Nov, past"
    assert wording.close_text(TODAY, TODAY) == "10 Nov"
    assert wording.close_text(date(2026, 11, 6), TODAY, is_open=False) == "6 Nov"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (3_990_000, "USD", "$39,900"),
        (0, "USD", "$0"),
        (123_450, "EUR", "€1,234.50"),
        (5000, "JPY", "¥5,000"),
        (100_000, "CHF", "CHF\u00a01,000"),
        (None, "USD", "–"),
    ],
)
def test_money_is_written_in_full(amount: int | None, currency: str, text: str) -> None:
    assert wording.money_text(amount, currency) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(5_860_000, "$58.6k"), (5_900_000, "$59k"), (99_900, "$999"), (99_999_900, "$1M"), (123_000_000, "$1.2M")],
)
def test_money_in_a_narrow_list_is_short(amount: int, text: str) -> None:
    assert wording.narrow_money(amount, "USD") == text


def test_money_is_read_aloud_in_words() -> None:
    assert wording.money_words(3_990_000, "USD") == "39,900 dollars"
    assert wording.money_words(3_990_000, "CHF") == "39,900 CHF"


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (None, "No next step"),
        (NextStep("call", "Ask for the budget", date(2026, 11, 6)), "Call 4 d overdue"),
        (NextStep("call", "", TODAY, datetime(2026, 11, 10, 9, 40, tzinfo=UTC)), "Call 20 min overdue"),
        (NextStep("call", "", TODAY, datetime(2026, 11, 10, 6, 40, tzinfo=UTC)), "Call 3 h overdue"),
        (NextStep("call", "", TODAY, datetime(2026, 11, 10, 16, 30, tzinfo=UTC)), "Call today 16:30"),
        (NextStep("email", "", TODAY), "Email today"),
        (NextStep("demo", "", date(2026, 11, 11)), "Demo Wed 11 Nov"),
        (NextStep("task", "Redlines", TODAY, datetime(2026, 11, 10, 14, 0, tzinfo=UTC)), "Redlines today 14:00"),
        (NextStep("task", "", date(2026, 12, 15)), "Task 15 Dec"),
    ],
)
def test_a_next_step_says_what_and_when_or_how_late(step: NextStep | None, text: str) -> None:
    assert wording.step_text(step, NOW) == text


def test_days_in_stage_are_short() -> None:
    assert wording.stage_age_text(0) == "<1 d"
    assert wording.stage_age_text(9) == "9 d"
    assert wording.stage_age_text(22, 8) == "22 d, 8 over"


@pytest.mark.parametrize(
    ("bant", "text"),
    [
        ("yyyy", ""),
        ("yyy?", "Timeline still unknown."),
        ("??yn", "Budget and authority still unknown, timeline failed."),
    ],
)
def test_open_dimensions_make_one_sentence(bant: str, text: str) -> None:
    assert wording.bant_gap(bant) == text


def test_dimensions_are_read_aloud_where_they_are_not_confirmed() -> None:
    assert wording.bant_words("y?yn") == "BANT: authority unknown, timeline failed"
    assert wording.bant_words("yyyy") == "BANT confirmed"


def test_several_currencies_stand_apart() -> None:
    assert wording.listed_money([(3_990_000, "USD"), (120_000, "EUR")]) == "$39,900 + €1,200"


def test_a_move_names_the_card_or_counts_them() -> None:
    assert (
        wording.moved_text(["Northwind – 240 seats"], "Negotiation") == "Moved “Northwind – 240 seats” to Negotiation"
    )
    assert wording.moved_text(["a", "b"], "Proposal") == "Moved 2 opportunities to Proposal"
