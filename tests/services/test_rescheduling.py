"""Close dates move by whole months, several in one step, never into a month that is over."""

from __future__ import annotations

from datetime import date

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import board
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.rows import all_rows


def _close(desk: Desk, card: int) -> date | None:
    return desk.read(board.cards, [card])[0].expected_close


@pytest.mark.parametrize(
    ("day", "month", "wanted"),
    [
        (date(2026, 12, 18), date(2027, 1, 1), date(2027, 1, 18)),
        (date(2026, 12, 31), date(2027, 2, 14), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 3), date(2026, 11, 1), date(2026, 11, 9)),
        (date(2026, 10, 3), date(2026, 11, 1), date(2026, 11, 9)),
        (date(2026, 11, 3), date(2026, 11, 1), date(2026, 11, 3)),
        (None, date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 12, 3), None, None),
    ],
)
def test_a_card_goes_to_a_month_and_keeps_its_day(
    desk: Desk, day: date | None, month: date | None, wanted: date | None
) -> None:
    card = add_card(desk, expected_close=day)
    desk.run(do.RescheduleOpportunities((card,), month))
    assert _close(desk, card) == wanted


def test_several_cards_go_to_a_month_in_one_step(desk: Desk) -> None:
    cards = tuple(add_card(desk, expected_close=day) for day in (date(2026, 12, 3), date(2027, 3, 31), None))
    before = all_rows(desk.path)
    done = desk.run(do.RescheduleOpportunities((*cards, cards[0]), date(2027, 2, 1)))
    assert done.label == "Move 3 opportunities to February 2027"
    assert [_close(desk, card) for card in cards] == [date(2027, 2, 3), date(2027, 2, 28), date(2027, 2, 28)]
    desk.undo()
    assert all_rows(desk.path) == before


def test_cards_of_different_months_each_move_by_one(desk: Desk) -> None:
    cards = tuple(
        add_card(desk, expected_close=day)
        for day in (date(2026, 12, 31), date(2027, 1, 30), date(2026, 8, 20), date(2026, 10, 4), None)
    )
    done = desk.run(do.ShiftOpportunities(cards, 1))
    assert done.label == "Move 5 opportunities 1 month later"
    assert [_close(desk, card) for card in cards] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2026, 11, 20),
        date(2026, 11, 9),
        date(2026, 11, 30),
    ]


def test_a_step_to_one_month_is_named_after_it(desk: Desk) -> None:
    card = add_card(desk, expected_close=date(2026, 12, 3))
    assert desk.run(do.ShiftOpportunities((card,), 2)).label == "Move “Castellan – claims team” to February 2027"
    label = desk.run(do.RescheduleOpportunities((card,), None)).label
    assert label == "Clear close date of “Castellan – claims team”"


def test_a_month_that_is_over_is_refused_for_all(desk: Desk) -> None:
    cards = (add_card(desk, expected_close=date(2026, 12, 3)), add_card(desk, expected_close=date(2026, 11, 20)))
    for command in (do.ShiftOpportunities(cards, -1), do.RescheduleOpportunities(cards, date(2026, 10, 31))):
        with pytest.raises(SalesDeskError, match=r"October 2026 is over\."):
            desk.run(command)
    assert _close(desk, cards[0]) == date(2026, 12, 3)


def test_what_cannot_be_moved_is_refused_in_a_sentence(desk: Desk) -> None:
    undated, won = add_card(desk, "Undated"), add_card(desk, "Won one")
    last = add_card(desk, "Last", expected_close=date(9999, 12, 3))
    desk.run(do.WinOpportunity(won))
    for command, sentence in (
        (do.ShiftOpportunities((undated,), -1), "“Undated” has no close date"),
        (do.ShiftOpportunities((last,), 1), "would leave the calendar"),
        (do.ShiftOpportunities((undated,), 0), "changes nothing"),
        (do.ShiftOpportunities((), 1), "No opportunity was named"),
        (do.RescheduleOpportunities((won,), date(2027, 1, 1)), "“Won one” is won"),
        (do.RescheduleOpportunities((99,), None), "no opportunity 99"),
    ):
        with pytest.raises(SalesDeskError, match=sentence):
            desk.run(command)


def test_cards_that_are_there_already_make_no_step(desk: Desk) -> None:
    card = add_card(desk, expected_close=date(2026, 12, 3))
    assert desk.run(do.RescheduleOpportunities((card,), date(2026, 12, 1))).entry_id is None
