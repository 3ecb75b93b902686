"""The simulation agrees with what can be worked out exactly, and the same data gives the same numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import prod, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.errors import Cancelled
from salesdesk.domain.forecast import (
    LEAST_CLOSED,
    RUNS,
    Forecast,
    History,
    Prospect,
    chance_of_closing_by,
    chance_of_winning,
    expected_minor,
    simulate,
)
from salesdesk.domain.periods import day_in_month, month_end, month_of

TODAY = date(2026, 11, 10)
LAST = date(2026, 12, 31)
NO_HISTORY = History()


def prospect(record: int, amount: int = 100_000, probability: int = 50, days: int = 20) -> Prospect:
    return Prospect(record, amount, 1, probability, False, TODAY + timedelta(days=days))


PROSPECTS = st.lists(
    st.builds(
        prospect,
        st.integers(1, 10**9),
        st.integers(0, 10**12),
        st.integers(0, 100),
        st.integers(-60, 120),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


def run(prospects: list[Prospect], won_minor: int = 0, history: History = NO_HISTORY) -> Forecast:
    return simulate(prospects, won_minor=won_minor, today=TODAY, last=LAST, history=history)


@given(PROSPECTS)
def test_the_same_opportunities_in_any_order_give_the_same_numbers(prospects: list[Prospect]) -> None:
    assert run(prospects) == run(prospects[::-1])


@given(PROSPECTS, st.integers(0, 11), st.integers(0, 100))
def test_a_higher_chance_never_gives_a_smaller_total(prospects: list[Prospect], at: int, percent: int) -> None:
    if at >= len(prospects):
        return
    higher = max(percent, prospects[at].probability)
    better = [replace(one, probability=higher) if place == at else one for place, one in enumerate(prospects)]
    for worse_total, better_total in zip(run(prospects).totals, run(better).totals, strict=True):
        assert better_total >= worse_total


@given(PROSPECTS, st.integers(0, 10**9))
def test_the_mean_is_the_exact_expectation_within_sampling_error(prospects: list[Prospect], won: int) -> None:
    found = run(prospects, won)
    exact = won + expected_minor(prospects, today=TODAY, last=LAST, history=NO_HISTORY)
    chances = [chance_of_winning(one, NO_HISTORY) if one.expected_close <= LAST else 0 for one in prospects]
    spread = sqrt(
        sum(one.amount_minor**2 * float(chance * (1 - chance)) for one, chance in zip(prospects, chances, strict=True))
    )
    # Six standard errors, and what the chances are rounded by.
    rounding = sum(one.amount_minor for one in prospects) / 2**16
    assert abs(sum(found.totals) / RUNS - float(exact)) <= 6 * spread / sqrt(RUNS) + rounding + 1


def test_the_chance_of_a_quota_is_the_exact_one_within_sampling_error() -> None:
    prospects = [prospect(1, 300, 20), prospect(2, 500, 50), prospect(3, 700, 75), prospect(4, 900, 10)]
    exact = Fraction(0)
    for outcome in product((False, True), repeat=4):
        if sum(one.amount_minor for one, is_won in zip(prospects, outcome, strict=True) if is_won) >= 1000:
            shares = [Fraction(one.probability, 100) for one in prospects]
            exact += prod(share if is_won else 1 - share for share, is_won in zip(shares, outcome, strict=True))
    assert abs(run(prospects).chance_of(1000) - exact) < 0.05


def test_percentiles_are_the_nearest_ranks_and_p10_is_the_low_end() -> None:
    found = Forecast(tuple(range(1, 101)))
    assert [found.percentile(percent) for percent in (0, 10, 50, 90, 100)] == [1, 10, 50, 90, 100]
    assert found.chance_of(91) == Fraction(10, 100)
    assert found.chance_of(0) == 1
    assert found.chance_of(101) == 0


@pytest.mark.parametrize(("percent", "total"), [(0, 40), (100, 140)])
def test_the_certain_and_the_impossible_are_in_every_run_or_in_none(percent: int, total: int) -> None:
    assert set(run([prospect(1, 100, percent)], won_minor=40).totals) == {total}


def test_what_closes_later_is_left_out_and_what_is_past_closes_today() -> None:
    assert set(run([prospect(1, 100, 100, days=52)]).totals) == {0}
    assert set(run([prospect(1, 100, 100, days=-40)]).totals) == {100}


def test_own_history_counts_once_it_is_large_enough_but_not_against_a_chance_set_by_hand() -> None:
    small, large = (History({1: (count // 3, count)}) for count in (LEAST_CLOSED - 1, LEAST_CLOSED))
    assert chance_of_winning(prospect(1), small) == Fraction(1, 2)
    assert chance_of_winning(prospect(1), large) == Fraction(1, 3)
    assert chance_of_winning(replace(prospect(1), is_probability_by_hand=True), large) == Fraction(1, 2)


def test_dates_slip_as_those_of_won_opportunities_did() -> None:
    slips = History(slips=tuple(range(-10, 20)))
    assert len(slips.slips) == LEAST_CLOSED
    # Fifteen days before the last one: slips from -10 to 15 are in time.
    assert chance_of_closing_by(LAST, LAST - timedelta(days=15), TODAY, slips) == Fraction(26, 30)
    # Five days ago: slips below 5 cannot happen any more, the others are in time.
    assert chance_of_closing_by(LAST, TODAY - timedelta(days=5), TODAY, slips) == 1
    # Nothing that was ever won slipped by so much.
    assert chance_of_closing_by(LAST, TODAY - timedelta(days=30), TODAY, slips) == 0
    too_few = History(slips=slips.slips[1:])
    assert chance_of_closing_by(LAST, TODAY - timedelta(days=30), TODAY, too_few) == 1


@given(st.lists(st.integers(-90, 90), min_size=LEAST_CLOSED, max_size=60), st.integers(-90, 200))
def test_a_chance_of_closing_in_time_is_one_and_grows_with_the_day(slips: list[int], days: int) -> None:
    history = History(slips=tuple(slips))
    expected = TODAY + timedelta(days=days)
    found = [chance_of_closing_by(TODAY + timedelta(days=after), expected, TODAY, history) for after in (0, 30, 60)]
    assert found == sorted(found)
    assert all(0 <= one <= 1 for one in found)


def test_work_that_is_called_off_stops() -> None:
    def refuse() -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        simulate([prospect(1)], won_minor=0, today=TODAY, last=LAST, history=NO_HISTORY, check=refuse)


@given(st.none() | st.dates(), st.dates(), st.dates())
def test_another_month_keeps_the_day_as_far_as_the_month_goes(day: date | None, month: date, today: date) -> None:
    found = day_in_month(day, month, today)
    assert (found.year, found.month) == (month.year, month.month)
    if month_of(month) == month_of(today) and found == today:
        return
    assert found.day == (min(day.day, month_end(month).day) if day is not None else month_end(month).day)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_month_ends_the_day_before_the_next_begins(day: date) -> None:
    assert month_end(day) + timedelta(days=1) == month_of(day, 1)
