"""The order of the cards in the file, held against plain lists under random moves."""

from __future__ import annotations

import random

import pytest

from salesdesk.queries import board
from salesdesk.services.commands import AddOpportunity, MoveOpportunities
from salesdesk.services.desk import Desk

STAGES = (1, 2, 3, 4)
CARDS = 24
MOVES = 120


def stored(desk: Desk) -> dict[int, list[int]]:
    """Return the cards by stage in the order the file has them."""
    return desk.read(board.card_ids, STAGES)


def ranks(desk: Desk, stage: int) -> list[str]:
    """Return the ranks of the cards of a stage."""
    query = "SELECT rank FROM opportunity WHERE stage_id = ? AND deleted_at IS NULL"
    return desk.read(lambda connection: [row[0] for row in connection.exec_driver_sql(query, (stage,))])


@pytest.mark.parametrize("seed", range(2))
def test_random_moves_of_one_or_several_cards_keep_one_order_without_ties(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    columns: dict[int, list[int]] = {stage: [] for stage in STAGES}
    for number in range(CARDS):
        stage = chance.choice(STAGES)
        new_id = desk.run(AddOpportunity({"name": f"Card {number}", "stage_id": stage})).new_id
        assert new_id is not None
        columns[stage].append(new_id)
    for _ in range(MOVES):
        cards = chance.sample([card for column in columns.values() for card in column], chance.choice((1, 1, 1, 3)))
        stage = chance.choice(STAGES)
        rest = [card for card in columns[stage] if card not in cards]
        place = chance.choice((0, len(rest), chance.randrange(len(rest) + 1)))
        before = rest[place] if place < len(rest) else None
        after = rest[-1] if before is None and rest else None
        desk.run(MoveOpportunities(tuple(cards), stage, before, after))
        for column in columns.values():
            column[:] = [card for card in column if card not in cards]
        columns[stage][:] = [*rest[:place], *cards, *rest[place:]]
        assert stored(desk) == columns
    assert all(len(set(ranks(desk, stage))) == len(columns[stage]) for stage in STAGES)
