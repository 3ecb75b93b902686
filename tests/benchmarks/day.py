"""Reading Today in large files: what its first paint stands on, and all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.queries import agenda, hygiene, replies
from salesdesk.queries import today as standing
from salesdesk.services.desk import Desk
from tests.benchmarks.measuring import ROUNDS, Measure, timed
from ui.models.agenda import PAGE

BUDGET_MS = 100


def today(path: Path, busy: Path) -> list[Measure]:
    """Return what Today takes with 100,000 leads and 10,000 opportunities, and beside two million activities."""
    desk, other = open_desk(path), open_desk(busy)
    measures = [
        _measure("agenda and clocks", lambda: _read_first(desk)),
        _measure("all of it", lambda: _read_all(desk)),
        _measure("all of it, 2,000,000 activities", lambda: _read_all(other)),
    ]
    desk.close()
    other.close()
    return measures


def _read_first(desk: Desk) -> None:
    """Read what the window waits for: the agenda, the rows that each of its sections shows, and the reply clocks."""
    now = desk.now()
    found = desk.read(agenda.agenda, now)
    desk.read(agenda.rows, [one for section in found.sections for one in section.ids[:PAGE]])
    desk.read(replies.waiting, now)


def _read_all(desk: Desk) -> None:
    """Read the quarter and the hygiene too, which the window reads behind its first paint."""
    _read_first(desk)
    desk.read(standing.standing, desk.now())
    desk.read(hygiene.findings, desk.now())


def _measure(name: str, act: Callable[[], None]) -> Measure:
    taken = sorted(timed(act) * 1000 for _ in range(ROUNDS))
    detail = f"[{taken[0]:.0f}–{taken[-1]:.0f}] {ROUNDS} rounds, 100,000 leads"
    return Measure(f"today: {name}", taken[ROUNDS // 2], BUDGET_MS, "ms", detail)
