"""Typed answers are kept in one form, and read as one line."""

from datetime import date

import pytest

from salesdesk.domain.errors import BadValue
from salesdesk.domain.evidence import Answer, headline_of, kept_value, reading_of
from salesdesk.domain.money import Money
from salesdesk.domain.phrases import counted, day_phrase, listed, money_phrase
from salesdesk.domain.playbook import AnswerType

TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("answer_type", "typed", "kept"),
    [
        ("money", "48000", "48000.00 USD"),
        ("money", "€ 1.200,50", "1200.50 EUR"),
        ("money", "", ""),
        ("date", " 2026-12-18 ", "2026-12-18"),
        ("number", "1e3", "1000"),
        ("number", "12.50", "12.50"),
        ("yes_no", "Y", "yes"),
        ("yes_no", "false", "no"),
        ("choice", "PER YEAR", "per year"),
        ("contact", " Daniel  Osei,\nCFO ", "Daniel Osei, CFO"),
        ("text", "one\ntwo\x00", "one\ntwo"),
    ],
)
def test_values_are_kept_in_one_form(answer_type: AnswerType, typed: str, kept: str) -> None:
    assert kept_value(answer_type, typed, ("per year", "one-off"), "USD", "Budget") == kept


@pytest.mark.parametrize(
    ("answer_type", "typed"),
    [
        ("money", "plenty"),
        ("money", "-5"),
        ("date", "soon"),
        ("date", "2026-02-30"),
        ("number", "NaN"),
        ("number", "1e99"),
        ("yes_no", "maybe"),
        ("choice", "weekly"),
        ("text", "x" * 5001),
    ],
)
def test_values_that_do_not_fit_are_refused_by_the_name_of_their_question(answer_type: AnswerType, typed: str) -> None:
    with pytest.raises(BadValue, match="Budget"):
        kept_value(answer_type, typed, ("per year",), "USD", "Budget")


def answered(criterion: str, answer_type: AnswerType, value: str, *, is_required: bool = False) -> Answer:
    prompts = {"decision_by": "Decision by", "budget_origin": "Where the money sits"}
    prompt = prompts.get(criterion, criterion)
    return Answer(1, criterion, prompt, answer_type, is_required=is_required, state="confirmed", value=value)


def test_headlines_say_what_matters() -> None:
    amount = answered("budget_amount", "money", "48000.00 USD", is_required=True)
    assert headline_of((amount,), TODAY) == "$48,000"
    assert headline_of((amount, answered("budget_period", "choice", "per year")), TODAY) == "$48,000 per year"
    assert headline_of((amount, answered("budget_period", "choice", "one-off")), TODAY) == "$48,000, one-off"
    assert (
        headline_of((answered("decision_by", "date", "2026-12-18", is_required=True),), TODAY) == "Decision by 18 Dec"
    )
    empty = answered("budget_amount", "money", "", is_required=True)
    origin = answered("budget_origin", "text", "Opex")
    assert headline_of((empty, origin), TODAY) == "Where the money sits: Opex"
    assert headline_of((empty,), TODAY) == ""


def test_yes_reads_as_a_word() -> None:
    assert reading_of(answered("x", "yes_no", "yes"), TODAY) == "Yes"


def test_amounts_days_and_counts_read_as_in_a_sentence() -> None:
    assert money_phrase(Money(4_800_000, "USD")) == "$48,000"
    assert money_phrase(Money(120_050, "CHF")) == "CHF 1,200.50"
    assert money_phrase(Money(500, "JPY")) == "¥500"
    assert day_phrase(TODAY, TODAY) == "today"
    assert day_phrase(date(2026, 11, 12), TODAY) == "Thu 12 Nov"
    assert day_phrase(date(2026, 12, 15), TODAY) == "15 Dec"
    assert day_phrase(date(2027, 1, 15), TODAY) == "15 Jan 2027"
    assert [counted(count, "contact") for count in (1, 2)] == ["1 contact", "2 contacts"]
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
