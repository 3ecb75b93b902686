"""Rotting is put off to a day, for open opportunities only."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import board
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card


def _snoozed(desk: Desk, card: int) -> date | None:
    return desk.read(board.cards, [card])[0].snoozed_until


def test_several_cards_are_snoozed_in_one_step(desk: Desk) -> None:
    cards = (add_card(desk), add_card(desk))
    until = desk.now().date() + timedelta(days=10)
    done = desk.run(do.SnoozeOpportunities(cards, until))
    assert done.label == "Snooze 2 opportunities until Thu 19 Nov"
    assert [_snoozed(desk, card) for card in cards] == [until, until]
    desk.undo()
    assert [_snoozed(desk, card) for card in cards] == [None, None]


def test_a_snooze_is_ended(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(do.SnoozeOpportunities((card,), desk.now().date() + timedelta(days=10)))
    assert desk.run(do.SnoozeOpportunities((card,), None)).label == "End snooze of “Castellan – claims team”"
    assert _snoozed(desk, card) is None


@pytest.mark.parametrize(
    ("days", "sentence"), [(0, "give a day to come"), (-3, "give a day to come"), (367, "give a day within a year")]
)
def test_a_day_that_is_past_or_far_off_is_refused(desk: Desk, days: int, sentence: str) -> None:
    card = add_card(desk)
    with pytest.raises(SalesDeskError, match=re.escape(sentence)):
        desk.run(do.SnoozeOpportunities((card,), desk.now().date() + timedelta(days=days)))


def test_what_is_closed_or_gone_is_not_snoozed(desk: Desk) -> None:
    card, won = add_card(desk), add_card(desk, "Won one")
    desk.run(do.WinOpportunity(won))
    until = desk.now().date() + timedelta(days=1)
    for cards, sentence in (
        ((card, won), "“Won one” is won"),
        ((card, 99), "no opportunity 99"),
        ((), "No opportunity"),
    ):
        with pytest.raises(SalesDeskError, match=sentence):
            desk.run(do.SnoozeOpportunities(cards, until))
    assert _snoozed(desk, card) is None
