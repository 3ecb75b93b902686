"""Ranks stay a total order, whatever is moved where."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.ranking import rank_between, ranks_between

RANKS = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6).filter(
    lambda rank: not rank.endswith("0")
)


@given(st.none() | RANKS, st.none() | RANKS)
def test_a_rank_lies_between_any_two(one: str | None, other: str | None) -> None:
    if one is not None and other is not None and one == other:
        with pytest.raises(ValueError, match="no rank fits"):
            rank_between(one, other)
        return
    low, high = (one, other) if one is None or other is None or one < other else (other, one)
    rank = rank_between(low, high)
    assert low is None or low < rank
    assert high is None or rank < high
    assert not rank.endswith("0")


@given(st.integers(0, 300), st.none() | RANKS)
def test_many_ranks_rise_one_by_one(count: int, low: str | None) -> None:
    ranks = ranks_between(low, None, count)
    assert len(ranks) == count
    assert all(first < second for first, second in pairwise([low or "", *ranks]))


@pytest.mark.parametrize("seed", range(3))
def test_ranks_stay_a_total_order_under_ten_thousand_random_moves(seed: int) -> None:
    chance = random.Random(seed)
    order = list(range(300))
    ranks: dict[int, str] = dict(zip(order, ranks_between(None, None, 300), strict=True))
    for _ in range(10_000):
        card = order.pop(chance.randrange(len(order)))
        # Every third move goes to an end, where reps put most cards.
        place = chance.choice((0, len(order), chance.randrange(len(order) + 1)))
        low = ranks[order[place - 1]] if place else None
        high = ranks[order[place]] if place < len(order) else None
        ranks[card] = rank_between(low, high)
        order.insert(place, card)
    assert sorted(ranks, key=ranks.__getitem__) == order
    assert len(set(ranks.values())) == len(order)
    # Half of all moves pile up at one end or the other, and ranks grow there by one sign in some 30.
    assert max(map(len, ranks.values())) < 150
