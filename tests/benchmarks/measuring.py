"""Ratios that hold on a noisy machine: both sides run in alternation, the median of at least seven counts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Measure:
    """One budget and what was measured; `detail` gives the bare figures of both sides."""

    name: str
    value: float
    budget: float
    unit: str
    detail: str

    @property
    def is_kept(self) -> bool:
        """Whether the budget holds."""
        return self.value <= self.budget

    def line(self) -> str:
        """Return the measure as one line of the report."""
        mark = "ok  " if self.is_kept else "OVER"
        return f"{mark} {self.name:<52} {self.value:7.2f} {self.unit:<3} (budget {self.budget:g})  {self.detail}"


def ratio(
    name: str,
    budget: float,
    ours: Callable[[], float],
    floor: Callable[[], float],
    *,
    rounds: int = ROUNDS,
    unit: str = "x",
    scale: float = 1000,
    scale_unit: str = "ms",
) -> Measure:
    """Run both sides in alternation and return the median of their ratios; each side returns its own cost."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            base, cost = floor(), ours()
        else:
            cost, base = ours(), floor()
        pairs.append((cost, base))
    ratios = sorted(cost / base for cost, base in pairs)
    spread = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
    both = [statistics.median(side) * scale for side in zip(*pairs, strict=True)]
    detail = f"[{spread}] {both[0]:.1f} ÷ {both[1]:.1f} {scale_unit}, {rounds} rounds"
    return Measure(name, statistics.median(ratios), budget, unit, detail)


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds a call took."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def run_script(script: str, *arguments: str) -> str:
    """Run Python source in a process of its own, offscreen, and return what it printed."""
    return _run([sys.executable, "-c", script, *arguments])


def timed_script(script: str, *arguments: str) -> float:
    """Return how many seconds a process ran that ends itself once it has painted."""
    return timed(lambda: run_script(script, *arguments))


def timed_module(*arguments: str) -> float:
    """Return how many seconds `python -m …` ran."""
    return timed(lambda: _run([sys.executable, "-m", *arguments]))


def _run(words: list[str]) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # An installed program has its modules compiled; without this, a shell may have every start compile them anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout
