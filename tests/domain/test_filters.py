"""Filters are sound by construction, come back from text as they were, and read as a rep would say them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from salesdesk.domain import filters
from salesdesk.domain.errors import BadValue
from salesdesk.domain.filter_sentences import chips, sentence
from salesdesk.domain.filters import EVERYTHING, AllOf, AnyOf, Condition, Filter, Not, RecordKind, Value
from salesdesk.domain.leads import LIFECYCLE_NAMES
from tests.filter_strategies import filters as any_filter

TODAY = date(2026, 11, 9)
CLOSING = Condition("expected_close", "by", (date(2027, 2, 8),))
LARGE = Condition("amount", "at_least", (1_000_000, "USD"))
NAMES = {"stage": {3: "Proposal", 4: "Negotiation"}}
OPEN = Condition("kind", "any_of", ("open",))


@given(chosen=any_filter("opportunity"))
def test_a_filter_comes_back_from_its_text_as_it_was(chosen: Filter) -> None:
    assert filters.from_json(filters.to_json(chosen), "opportunity") == chosen


@given(chosen=any_filter("lead"))
def test_every_filter_can_be_said(chosen: Filter) -> None:
    said = sentence(chosen, TODAY)
    assert said[:1] == said[:1].upper()
    assert "  " not in said
    assert len(chips(chosen, TODAY)) == len(filters.parts_of(chosen))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "[" * 100_000,
        '{"version": 2, "filter": {"all": []}}',
        '{"version": 1}',
        '{"version": 1, "filter": {"field": "stage"}}',
        '{"version": 1, "filter": {"field": "stage", "is": "any_of", "values": [true]}}',
        '{"version": 1, "filter": {"field": "stage", "is": "any_of", "values": [[1]]}}',
        '{"version": 1, "filter": {"field": "rank); DROP TABLE lead", "is": "any_of", "values": [1]}}',
        '{"version": 1, "filter": {"field": "expected_close", "is": "by", "values": ["soon"]}}',
        '{"version": 1, "filter": {"field": "score", "is": "at_least", "values": [60]}}',
        '{"version": 1, "filter": {"field": "tag", "is": "any_of", "values": ["\\ud800"]}}',
        json.dumps({"version": 1, "filter": {"all": [{"field": "rotting", "is": "is"}] * 101}}),
        '{"version": 1, "filter": ' + '{"not": ' * 14 + '{"all": []}' + "}" * 15,
    ],
)
def test_a_text_that_is_no_filter_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadValue, match=r"\.$"):
        filters.from_json(text, "opportunity")


@pytest.mark.parametrize(
    ("field", "operator", "values"),
    [
        ("owner", "any_of", ("me",)),
        ("stage", "at_least", (3,)),
        ("stage", "any_of", ()),
        ("stage", "any_of", ("Proposal",)),
        ("kind", "any_of", ("closed",)),
        ("amount", "at_least", (100,)),
        ("amount", "at_least", (-1, "USD")),
        ("amount", "at_least", (100, "Taler")),
        ("amount", "between", (200, 100, "USD")),
        ("score", "at_most", (True,)),
        ("expected_close", "by", (date(1, 1, 1),)),
        ("expected_close", "during", ("someday",)),
        ("expected_close", "next_days", (40_000,)),
        ("created", "past", ()),
        ("created", "empty", ()),
        ("text", "has", ("  ",)),
        ("rotting", "is", (1,)),
    ],
)
def test_what_cannot_be_asked_is_refused(field: str, operator: str, values: tuple[Value, ...]) -> None:
    with pytest.raises(BadValue):
        Condition(field, operator, values)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (EVERYTHING, ""),
        (AllOf((CLOSING, LARGE)), "Close date by 8 Feb 2027 and amount $10,000 or more"),
        (Condition("stage", "any_of", (3, 4, 9)), "Stage Proposal, Negotiation or a deleted stage"),
        (Not(Condition("stage", "any_of", (3,))), "Stage not Proposal"),
        (Condition("amount", "between", (100_050, 200_000, "EUR")), "Amount €1,000.50 to €2,000"),
        (Condition("amount", "at_most", (1200, "CHF")), "Amount up to CHF 12"),
        (Condition("expected_close", "during", ("this_quarter",)), "Close date this quarter"),
        (Condition("expected_close", "next_days", (1,)), "Close date in the next 1 day"),
        (Condition("expected_close", "between", (TODAY, date(2027, 1, 3))), "Close date today to 3 Jan 2027"),
        (Condition("expected_close", "past"), "Close date past"),
        (Condition("expected_close", "empty"), "No close date"),
        (Not(Condition("expected_close", "empty")), "Any close date"),
        (Condition("touched", "over_days_ago", (14,)), "Last touch more than 14 days ago"),
        (Condition("tag", "any_of", ("fleet", "q4")), "Tag “fleet” or “q4”"),
        (Condition("next_step", "any_of", ("overdue", "none")), "Next step overdue or none"),
        (Condition("rotting", "is"), "Rotting"),
        (Not(Condition("rotting", "is")), "Not rotting"),
        (Condition("bant", "is"), "BANT gap"),
        (Condition("bant", "any_of", ("budget", "timeline")), "BANT gap in budget or timeline"),
        (Condition("lifecycle", "any_of", ("mql",)), "Lifecycle MQL"),
        (filters.having_words(" fleet  plan "), "Text “fleet plan”"),
        (
            AllOf((LARGE, AnyOf((CLOSING, OPEN)))),
            "Amount $10,000 or more and (close date by 8 Feb 2027 or stage kind open)",
        ),
        (Not(AllOf((LARGE, OPEN))), "Not (amount $10,000 or more and stage kind open)"),
    ],
)
def test_a_filter_reads_as_one_sentence(chosen: Filter, said: str) -> None:
    assert sentence(chosen, TODAY, NAMES) == said


def test_each_outermost_part_has_a_chip() -> None:
    chosen = AllOf((CLOSING, Not(Condition("rotting", "is")), AnyOf((LARGE, OPEN)), Not(AllOf((LARGE, OPEN)))))
    assert [(chip.label, chip.value) for chip in chips(chosen, TODAY)] == [
        ("Close date", "by 8 Feb 2027"),
        ("Not rotting", ""),
        ("Any of", "amount $10,000 or more or stage kind open"),
        ("Not", "amount $10,000 or more and stage kind open"),
    ]
    assert [chip.part for chip in chips(chosen, TODAY)] == list(chosen.parts)


def test_parts_are_added_once_and_taken_away_by_their_place() -> None:
    chosen = filters.narrowed(EVERYTHING, CLOSING)
    assert chosen == CLOSING
    both = filters.narrowed(chosen, LARGE, CLOSING)
    assert both == AllOf((CLOSING, LARGE))
    assert filters.without(both, 0) == LARGE
    assert filters.without(LARGE, 0) == EVERYTHING


@pytest.mark.parametrize(
    ("kind", "chosen", "expected"),
    [
        ("opportunity", LARGE, AllOf((OPEN, LARGE))),
        ("opportunity", EVERYTHING, OPEN),
        ("opportunity", Not(Condition("stage", "any_of", (3,))), Not(Condition("stage", "any_of", (3,)))),
        ("opportunity", Condition("closed", "during", ("this_month",)), Condition("closed", "during", ("this_month",))),
        ("lead", EVERYTHING, Condition("lifecycle", "any_of", ("new", "working", "mql", "sql"))),
        ("lead", Condition("lifecycle", "any_of", ("nurture",)), Condition("lifecycle", "any_of", ("nurture",))),
    ],
)
def test_what_is_closed_stays_out_unless_it_is_asked_for(kind: RecordKind, chosen: Filter, expected: Filter) -> None:
    assert filters.scoped(kind, chosen) == expected


def test_words_that_are_blank_let_everything_through() -> None:
    assert filters.having_words("  ") == EVERYTHING


def test_a_chip_counts_many_alternatives_and_the_sentence_names_them() -> None:
    many = Condition("source", "any_of", ("a", "b", "c", "d"))
    assert [chip.value for chip in chips(many, TODAY)] == ["any of 4"]
    assert [chip.value for chip in chips(Not(many), TODAY)] == ["not any of 4"]
    assert sentence(many, TODAY) == "Source a, b, c or d"
    every = Condition("lifecycle", "any_of", tuple(LIFECYCLE_NAMES))
    assert [chip.value for chip in chips(every, TODAY)] == ["any"]
