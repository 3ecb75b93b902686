"""Search as you type: what the palette offers after each key ÷ the same words asked of the indexes by raw SQL."""

from __future__ import annotations

import re
import sqlite3
import statistics
from collections.abc import Callable
from pathlib import Path

from salesdesk.bootstrap import open_desk
from tests.benchmarks.measuring import ROUNDS, Measure, timed
from tests.benchmarks.window import application

WITHIN = 2
TYPED = (
    *(
        "anna berg",
        "müller",
        "muller",
        "josé",
        "jo wa",
        "e.keller@rijn",
        "marta.o",
        "info@",
        "northwind",
        "castellan cl",
    ),
    *("logistics", "gmbh", "rotterdam", "ware", "erg", "ohanss", "cct", "zzzq"),
)
_SHOWN = {
    "opportunity": "r.name, r.stage_id, r.amount_minor, r.currency",
    "account": "r.name, r.city",
    "contact": "r.first_name, r.last_name, r.title",
    "lead": "r.first_name, r.last_name, r.company, r.title, r.lifecycle",
}
_RECORDS = tuple(
    f"SELECT r.id, {columns} FROM {kind}_words AS w JOIN {kind} AS r ON r.id = w.rowid "
    f"WHERE {kind}_words MATCH ? AND +r.deleted_at IS NULL ORDER BY w.rowid DESC LIMIT 60"
    for kind, columns in _SHOWN.items()
)
_NOTES = (
    "SELECT count(*) FROM (SELECT 1 FROM activity_words AS w JOIN activity AS a ON a.id = w.rowid "
    "WHERE activity_words MATCH ? AND a.deleted_at IS NULL LIMIT 100)"
)


def measures(path: Path, leads: int, budget_ms: float) -> list[Measure]:
    """Return the 95th percentile over keys of what the palette takes, and the typing of all words ÷ raw FTS5."""
    keys = [words[:length] for words in TYPED for length in range(1, len(words) + 1)]
    rounds: list[tuple[list[float], list[float]]] = []
    application()
    from ui.models.palette import PaletteModel
    from ui.session import DeskSession

    session = DeskSession(open_desk(path))
    model = PaletteModel(session, ())
    raw = sqlite3.connect(path)
    sides: tuple[Callable[[str], object], ...] = (model.show, lambda key: _ask(raw, key))
    for number in range(ROUNDS + 1):
        order = sides if number % 2 else sides[::-1]
        costs = {side: [timed(lambda key=key, side=side: side(key)) for key in keys] for side in order}  # type: ignore[misc]
        rounds.append((costs[sides[0]], costs[sides[1]]))
    raw.close()
    session.close()
    # The first round finds the file as cold as the disk left it.
    ours, floor = ([costs for costs, _ in rounds[1:]], [costs for _, costs in rounds[1:]])
    p95, raw_p95 = (
        statistics.median(statistics.quantiles(costs, n=20)[-1] for costs in side) for side in (ours, floor)
    )
    typical = statistics.median(statistics.median(costs) for costs in ours)
    detail = f"median {1000 * typical:.1f} ms, raw FTS5 p95 {1000 * raw_p95:.1f} ms, {len(keys)} keys, {ROUNDS} rounds"
    ratios = sorted(sum(one) / sum(other) for one, other in rounds[1:])
    sums = [1000 * statistics.median(sum(costs) for costs in side) for side in (ours, floor)]
    spread = f"[{ratios[0]:.2f}–{ratios[-1]:.2f}] {sums[0]:.0f} ÷ {sums[1]:.0f} ms, {ROUNDS} rounds"
    return [
        Measure(f"search as you type, {leads:,} leads, p95 of a key", 1000 * p95, budget_ms, "ms", detail),
        Measure("the same, all keys ÷ raw FTS5", statistics.median(ratios), WITHIN, "x", spread),
    ]


def _ask(raw: sqlite3.Connection, key: str) -> None:
    """Ask every index for the words, by their beginnings, and fetch what would be shown; the floor of a search."""
    words = " AND ".join(f'"{word}"*' for word in re.findall(r"\w+", key))
    for statement in _RECORDS:
        raw.execute(statement, (words,)).fetchall()
    raw.execute(_NOTES, (words,)).fetchone()
