"""Reading Today in a large file: what the first paint stands on, and what comes after it."""

from __future__ import annotations

from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.queries import agenda, hygiene, replies
from salesdesk.queries import today as standing
from tests.benchmarks.measuring import ROUNDS, Measure, timed
from ui.models.agenda import PAGE

BUDGET_MS = 100
BEHIND_MS = 400


def today(path: Path) -> list[Measure]:
    """Return what Today takes with 100,000 leads and 10,000 opportunities: the first page of rows, and the rest."""
    desk = open_desk(path)
    now = desk.now()

    def first() -> None:
        found = desk.read(agenda.agenda, now)
        shown = [one for section in found.sections for one in section.ids[:PAGE]]
        desk.read(agenda.rows, shown)
        desk.read(replies.waiting, now)

    def rest() -> None:
        desk.read(standing.standing, now)
        desk.read(hygiene.findings, now)

    def everything() -> None:
        first()
        rest()

    measures = []
    for name, budget, act in (
        ("agenda and clocks", BUDGET_MS, first),
        ("quarter and hygiene, behind it", BEHIND_MS, rest),
        ("all of it", BUDGET_MS, everything),
    ):
        taken = sorted(timed(act) * 1000 for _ in range(ROUNDS))
        detail = f"[{taken[0]:.0f}–{taken[-1]:.0f}] {ROUNDS} rounds, 100,000 leads"
        measures.append(Measure(f"today: {name}", taken[ROUNDS // 2], budget, "ms", detail))
    desk.close()
    return measures
