"""How well duplicates are found among labelled leads: what is wrong of the found, what is missing of the true."""

from __future__ import annotations

from tests.benchmarks.measuring import Measure
from tests.labelled_leads import judge, make_leads

SEEDS = range(1, 6)


def measures() -> list[Measure]:
    """Return the share of found pairs that are two people, at most 2 %, and of true pairs not found, at most 5 %."""
    judged = [judge(make_leads(seed)) for seed in SEEDS]
    return [
        _measure("found duplicates that are two people", [1 - one.precision for one in judged], 2),
        _measure("true duplicates that were not found", [1 - one.recall for one in judged], 5),
    ]


def _measure(name: str, shares: list[float], budget: float) -> Measure:
    detail = f"[{100 * min(shares):.2f}–{100 * max(shares):.2f}] 2,000 leads, 400 pairs, {len(shares)} sets"
    return Measure(name, 100 * max(shares), budget, "%", detail)
