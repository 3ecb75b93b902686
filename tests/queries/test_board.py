"""The board’s numbers cover every card, and its orders are those that moves produce."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import get_args

import pytest

from salesdesk.queries import board
from salesdesk.queries.board import Sort
from salesdesk.services.commands import (
    AddOpportunity,
    DeleteOpportunities,
    FillWithSample,
    MoveOpportunities,
    PlanActivity,
    PlannedStep,
    SetOpportunity,
)
from salesdesk.services.desk import Desk

Counter = Callable[[], AbstractContextManager[list[str]]]
SORTS: tuple[Sort, ...] = get_args(Sort)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give a desk with a sample of 120 opportunities."""
    desk.run(FillWithSample(80, 120, seed=3))
    return desk


def test_totals_are_the_sums_over_every_card_that_is_not_deleted(filled: Desk) -> None:
    filled.run(DeleteOpportunities((1, 2)))
    filled.run(SetOpportunity(3, {"currency": "EUR"}))
    found = {
        (total.stage_id, total.currency): (total.count, total.amount_minor, total.weighted_minor)
        for total in filled.read(board.totals)
    }
    wanted: dict[tuple[int, str], tuple[int, int, int]] = {}
    rows = sqlite3.connect(filled.path).execute(
        "SELECT stage_id, currency, amount_minor, probability FROM opportunity WHERE deleted_at IS NULL"
    )
    for stage_id, currency, amount, probability in rows:
        count, whole, weighted = wanted.get((stage_id, currency), (0, 0, 0))
        rounded = int(amount * probability / 100 + 0.5)
        wanted[stage_id, currency] = (count + 1, whole + amount, weighted + rounded)
    assert found == wanted
    assert {currency for _, currency in found} == {"EUR", "USD"}


@pytest.mark.parametrize("sort", SORTS)
def test_every_open_card_stands_once_in_every_order(filled: Desk, sort: Sort) -> None:
    opened = filled.read(board.open_board, sort)
    counted = {total.stage_id: total.count for total in opened.totals}
    for stage in opened.stages:
        if stage.kind == "open":
            ids = opened.card_ids[stage.id]
            assert len(set(ids)) == len(ids) == counted[stage.id]
    assert set(opened.card_ids) == {stage.id for stage in opened.stages if stage.kind == "open"}


def test_the_orders_are_by_what_they_name(filled: Desk) -> None:
    by_amount = filled.read(board.card_ids, [2], "amount")[2]
    cards = {card.id: card for card in filled.read(board.cards, by_amount)}
    amounts = [cards[one].amount_minor for one in by_amount]
    assert amounts == sorted(amounts, reverse=True)
    by_close = filled.read(board.card_ids, [2], "expected_close")[2]
    days = [day for day in (cards[one].expected_close for one in by_close) if day is not None]
    assert days == sorted(days)
    by_step = filled.read(board.card_ids, [2], "next_step")[2]
    steps = [cards[one].next_step for one in by_step]
    due = [step.due_on for step in steps if step is not None]
    assert due == sorted(due)
    assert None not in steps[: len(due)]


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != "rank"])
def test_the_place_foretold_is_the_place_taken(filled: Desk, sort: Sort) -> None:
    moving = filled.read(board.card_ids, [1])[1][:4]
    for card_id in moving:
        foretold = filled.read(board.sorted_place, 2, card_id, sort)
        filled.run(MoveOpportunities((card_id,), 2))
        assert filled.read(board.card_ids, [2], sort)[2].index(card_id) == foretold


def test_equal_cards_let_the_newcomer_come_last(desk: Desk) -> None:
    for stage in (2, 2, 1):
        desk.run(AddOpportunity({"name": "x", "stage_id": stage, "amount_minor": 500, "currency": "USD"}))
    assert desk.read(board.sorted_place, 2, 3, "amount") == 2


def test_the_next_step_is_the_earliest_that_is_planned(desk: Desk) -> None:
    desk.run(AddOpportunity({"name": "x", "stage_id": 1}))
    today = desk.now().date()
    for days, subject in ((5, "later"), (2, "first"), (9, "last")):
        due = today.fromordinal(today.toordinal() + days)
        desk.run(PlanActivity(PlannedStep("call", subject, due), opportunity=1))
    (card,) = desk.read(board.cards, [1])
    assert card.next_step is not None
    assert card.next_step.subject == "first"


def test_each_question_is_one_statement(filled: Desk, count_queries: Counter) -> None:
    for ask in (
        lambda: filled.read(board.totals),
        lambda: filled.read(board.card_ids, [1, 2, 3, 4], "next_step"),
        lambda: filled.read(board.cards, range(1, 60)),
        lambda: filled.read(board.sorted_place, 2, 1, "score"),
        lambda: filled.read(board.has_leads),
    ):
        with count_queries() as statements:
            ask()
        assert len(statements) == 1


def test_cards_that_are_gone_are_left_out(filled: Desk) -> None:
    filled.run(DeleteOpportunities((1,)))
    assert [card.id for card in filled.read(board.cards, [1, 2, 9999])] == [2]
