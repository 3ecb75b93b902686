"""The table has every opportunity the filter lets through, in the order asked for, and totals over all of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from salesdesk.domain.filters import AllOf, Condition
from salesdesk.domain.money import weighted_minor
from salesdesk.queries import board, opportunity_table
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.opportunity_table import SORTABLE, OpportunityLine
from salesdesk.services.commands import (
    AddPipeline,
    DeleteOpportunities,
    FillWithSample,
    MoveToPipeline,
    SetOpportunity,
    TagOpportunities,
)
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, add_card

Counter = Callable[[], AbstractContextManager[list[str]]]
OPEN = AllOf((Condition("kind", "any_of", ("open",)),))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give a desk with a sample of 90 opportunities in two currencies, some without a close date."""
    desk.run(FillWithSample(60, 90, seed=3))
    for card in range(1, 90, 7):
        desk.run(SetOpportunity(card, {"currency": "EUR", "expected_close": None, "source": ""}))
    return desk


def lines(desk: Desk, ids: list[int]) -> list[OpportunityLine]:
    found = {line.id: line for line in desk.read(opportunity_table.lines, ids)}
    return [found[one] for one in ids]


def test_the_totals_are_the_sums_over_every_line(filled: Desk) -> None:
    opened = filled.read(opportunity_table.opened, (), None)
    everything = lines(filled, opened.ids)
    stages = {stage.id: stage for stage in opened.stages}
    for totals, chosen in (
        (opened.totals, everything),
        (opened.open_totals, [line for line in everything if stages[line.card.stage_id].kind == "open"]),
    ):
        wanted: dict[str, tuple[int, int, int]] = {}
        for line in chosen:
            card = line.card
            count, whole, weighted = wanted.get(card.currency, (0, 0, 0))
            weight = weighted_minor(card.amount_minor, card.probability)
            wanted[card.currency] = (count + 1, whole + card.amount_minor, weighted + weight)
        assert {one.currency: (one.count, one.amount_minor, one.weighted_minor) for one in totals} == wanted
        assert len(wanted) == 2


def test_a_filter_narrows_ids_and_totals_and_not_the_whole_count(filled: Desk) -> None:
    wanted = Wanted(AllOf((*OPEN.parts, Condition("currency", "any_of", ("EUR",)))), filled.now())
    whole = filled.read(opportunity_table.opened, (), Wanted(OPEN, filled.now()))
    narrow = filled.read(opportunity_table.opened, (), wanted)
    assert 0 < len(narrow.ids) < len(whole.ids) == whole.whole_count == narrow.whole_count
    assert [total.currency for total in narrow.totals] == ["EUR"]
    assert sum(total.count for total in narrow.totals) == len(narrow.ids)


def _sortable(line: OpportunityLine, key: str, places: dict[int, int]) -> object:
    card = line.card
    step = card.next_step
    values: dict[str, object] = {
        "name": card.title.casefold(),
        "account": card.account.casefold() or None,
        "stage": places[card.stage_id],
        "amount": card.amount_minor,
        "weighted": weighted_minor(card.amount_minor, card.probability),
        "probability": card.probability,
        "currency": card.currency,
        "expected_close": card.expected_close,
        "next_step": None if step is None else (step.due_on, step.due_at is None, step.due_at or 0),
        "in_stage": -int(card.entered_stage_at.timestamp()),
        "bant": (card.bant.count("y"), card.bant.count("n")),
        "source": line.source.casefold() or None,
        "touched": card.touched_at,
        "created": line.created_at,
    }
    return values[key]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(keys=some.lists(some.tuples(some.sampled_from(sorted(SORTABLE)), some.booleans()), max_size=3))
def test_every_order_of_columns_is_the_one_a_stable_sort_gives(filled: Desk, keys: list[tuple[str, bool]]) -> None:
    opened = filled.read(opportunity_table.opened, keys)
    places = {stage.id: place for place, stage in enumerate(opened.stages)}
    expected = lines(filled, sorted(opened.ids))
    for key, is_highest in reversed(keys):
        having = [line for line in expected if _sortable(line, key, places) is not None]
        empty = [line for line in expected if _sortable(line, key, places) is None]
        by_key = sorted(having, key=lambda line: _sortable(line, key, places), reverse=is_highest)  # type: ignore[arg-type,return-value]
        expected = [*by_key, *empty]
    assert opened.ids == [line.id for line in expected]


def test_another_pipeline_has_a_table_of_its_own(desk: Desk) -> None:
    card, staying = add_card(desk), add_card(desk)
    other = desk.run(AddPipeline("Renewals")).new_id
    assert other is not None
    desk.run(MoveToPipeline((card,), other))
    assert desk.read(opportunity_table.opened).ids == [staying]
    there = desk.read(opportunity_table.opened, (), None, other)
    assert there.ids == [card]
    assert there.whole_count == 1
    assert {stage.id for stage in there.stages}.isdisjoint(stage.id for stage in desk.read(board.stages))


def test_a_line_has_its_tags_in_order_and_what_is_gone_has_none(desk: Desk) -> None:
    card, gone = add_card(desk, source="Webinar", expected_close=date(2026, 12, 1)), add_card(desk)
    desk.run(TagOpportunities((card, gone), ("zeta", "Alpha", "mid")))
    desk.run(DeleteOpportunities((gone,)))
    (line,) = desk.read(opportunity_table.lines, [card, gone, 999])
    assert line.tags == ("Alpha", "mid", "zeta")
    assert (line.source, line.card.stage_id) == ("Webinar", 1)


def test_tags_are_counted_among_the_chosen_ones(desk: Desk) -> None:
    first, second, third = add_card(desk), add_card(desk), add_card(desk, stage=DISCOVERY)
    desk.run(TagOpportunities((first, second), ("hot",)))
    desk.run(TagOpportunities((third,), ("Cold",)))
    assert desk.read(opportunity_table.tag_counts, [first, third]) == {"Cold": 1, "hot": 1}
    assert list(desk.read(opportunity_table.tag_counts, [first])) == ["Cold", "hot"]


def test_no_question_takes_more_statements_for_more_records(filled: Desk, count_queries: Counter) -> None:
    for most, ask in (
        (1, lambda: filled.read(opportunity_table.opportunity_ids, (("next_step", True), ("account", False)))),
        (4, lambda: filled.read(opportunity_table.opened, (("amount", True),), Wanted(OPEN, filled.now()))),
        (2, lambda: filled.read(opportunity_table.lines, range(1, 60))),
        (1, lambda: filled.read(opportunity_table.sums, list(range(1, 60)))),
        (1, lambda: filled.read(opportunity_table.tag_counts, range(1, 60))),
    ):
        with count_queries() as statements:
            ask()
        assert len(statements) == most
