"""What the open opportunities may bring in by a day: a simulation with a fixed seed, in plain whole numbers.

Source: forecast P10/P50/P90 of product.md, section 6, as a sum of independent wins. A run draws for every opportunity
whether it is won and whether it closes in time; the two are independent, so one draw with the product of both chances
says the same. All runs are drawn at once: bit number n of a whole number belongs to run n.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from random import Random

RUNS = 2000
SEED = 20_000
# A chance is kept to one part in 65,536; the percentiles of 2,000 runs are far coarser than that.
CHANCE_BITS = 16
ALL_RUNS = (1 << RUNS) - 1
LEAST_CLOSED = 30
"""From so many closed opportunities on, the rep’s own history says more than the chance of a stage."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """An open opportunity as the simulation sees it; the chance is in percent, the amount in one currency for all."""

    id: int
    amount_minor: int
    stage_id: int
    probability: int
    is_probability_by_hand: bool
    expected_close: date


@dataclass(frozen=True, slots=True)
class History:
    """What became of earlier opportunities.

    `won_of_closed` says by stage how many that ever stood in it were won, and how many were closed. `slips` are the
    days by which won ones closed after their expected date, or before it where negative.
    """

    won_of_closed: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    slips: tuple[int, ...] = ()

    def chance_of(self, stage_id: int) -> Fraction | None:
        """Return the share of closed opportunities of a stage that were won, None where they are too few."""
        won, closed = self.won_of_closed.get(stage_id, (0, 0))
        return Fraction(won, closed) if closed >= LEAST_CLOSED else None

    def knows_slips(self) -> bool:
        """Tell whether enough was won to know how dates slip."""
        return len(self.slips) >= LEAST_CLOSED


@dataclass(frozen=True, slots=True)
class Forecast:
    """What each run brought in, in minor units, the smallest first."""

    totals: tuple[int, ...]

    def percentile(self, percent: int) -> int:
        """Return the amount that so many percent of the runs do not exceed: the nearest rank."""
        return self.totals[max(0, -(-len(self.totals) * percent // 100) - 1)]

    def chance_of(self, quota_minor: int) -> Fraction:
        """Return the share of the runs that reach a quota."""
        return Fraction(len(self.totals) - bisect_left(self.totals, quota_minor), len(self.totals))


def chance_of_winning(prospect: Prospect, history: History) -> Fraction:
    """Return the chance set by hand, else that of the rep’s own history, else that of the stage."""
    own = None if prospect.is_probability_by_hand else history.chance_of(prospect.stage_id)
    return own if own is not None else Fraction(prospect.probability, 100)


def chance_of_closing_by(last: date, expected: date, today: date, history: History) -> Fraction:
    """Return the chance that an opportunity, once it closes, has closed by a day.

    Without enough history it closes on its date, or today where that is past. With it, the date slips by what dates
    of won opportunities slipped, of which only those that do not lie behind us can still happen.
    """
    if not history.knows_slips():
        return Fraction(max(expected, today) <= last)
    first, end = (today - expected).days, (last - expected).days
    slips = sorted(history.slips)
    possible = len(slips) - bisect_left(slips, first)
    in_time = bisect_left(slips, end + 1) - bisect_left(slips, first)
    return Fraction(max(0, in_time), possible) if possible else Fraction(0)


def simulate(
    prospects: Iterable[Prospect],
    *,
    won_minor: int,
    today: date,
    last: date,
    history: History,
    check: Callable[[], None] = lambda: None,
) -> Forecast:
    """Return what the runs bring in by the last day, on top of what is won.

    The draws of an opportunity depend on its id alone: the same data gives the same numbers, and a higher chance never
    gives a smaller total. `check` is called now and then, and may raise.
    """
    totals = [0]
    by_day: dict[date, Fraction] = {}
    for place, one in enumerate(prospects):
        if place % 100 == 0:
            check()
        in_time = by_day.get(one.expected_close)
        if in_time is None:
            in_time = by_day[one.expected_close] = chance_of_closing_by(last, one.expected_close, today, history)
        if in_time and one.amount_minor > 0:
            _add(totals, one.amount_minor, _wins(one.id, chance_of_winning(one, history) * in_time))
    return Forecast(tuple(sorted(won_minor + total for total in _by_run(totals))))


def expected_minor(prospects: Iterable[Prospect], *, today: date, last: date, history: History) -> Fraction:
    """Return the exact mean of what the simulation draws, without what is won already."""
    parts = (
        one.amount_minor
        * chance_of_winning(one, history)
        * chance_of_closing_by(last, one.expected_close, today, history)
        for one in prospects
    )
    return sum(parts, Fraction(0))


def _wins(record: int, chance: Fraction) -> int:
    """Return the runs in which an opportunity is won.

    From the last binary digit of the chance to the first, a drawn bit is joined by “or” where the digit is one and by
    “and” where it is none: each step halves what was and adds the digit’s half.
    """
    digits = round(chance * (1 << CHANCE_BITS))
    if digits >> CHANCE_BITS:
        return ALL_RUNS
    drawn = Random(SEED << 64 | record).getrandbits
    runs = 0
    for place in range(CHANCE_BITS):
        runs = drawn(RUNS) | runs if digits >> place & 1 else drawn(RUNS) & runs
    return runs


def _add(totals: list[int], amount: int, runs: int) -> None:
    """Add an amount to the totals of these runs; entry n of `totals` has binary digit n of every run."""
    place = carry = 0
    while amount or carry:
        if place == len(totals):
            totals.append(0)
        digit = runs if amount & 1 else 0
        before = totals[place]
        totals[place] = before ^ digit ^ carry
        carry = (before & digit) | (carry & (before ^ digit))
        amount >>= 1
        place += 1


def _by_run(totals: list[int]) -> Iterable[int]:
    """Return the total of each run, from their binary digits."""
    digits = [format(plane, f"0{RUNS}b") for plane in reversed(totals)]
    return (int("".join(run), 2) for run in zip(*digits, strict=True))
