"""How well duplicates are found among labelled leads: what is wrong of the found, what is missing of the true."""

from __future__ import annotations

from tests.benchmarks.measuring import Measure
from tests.labelled_leads import judge, make_leads

SEEDS = range(1, 6)


def wrong() -> Measure:
    """Return the share of found pairs that are two people, at most 2 %."""
    found = [100 * (1 - judge(make_leads(seed)).precision) for seed in SEEDS]
    return _measure("found duplicates that are two people", found, 2)


def missed() -> Measure:
    """Return the share of true pairs that were not found, at most 5 %."""
    found = [100 * (1 - judge(make_leads(seed)).recall) for seed in SEEDS]
    return _measure("true duplicates that were not found", found, 5)


def _measure(name: str, found: list[float], budget: float) -> Measure:
    detail = f"[{min(found):.2f}–{max(found):.2f}] 2,000 leads, 400 pairs, {len(found)} sets"
    return Measure(name, max(found), budget, "%", detail)
