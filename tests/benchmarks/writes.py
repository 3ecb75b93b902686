"""Moving a card ÷ the same with raw sqlite3 and the same pragmas."""

from __future__ import annotations

import itertools
import statistics
import tempfile
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.services.commands import FillWithSample, MoveOpportunities
from salesdesk.store.creation import create_file
from salesdesk.store.database import Database
from tests.benchmarks.measuring import Measure, ratio, timed

MOVES = 60
CARDS = 18


def move() -> Measure:
    """Return the median move of a round by `Desk.run` ÷ the median raw UPDATE + INSERT + commit."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "desk.salesdesk", create=True)
        desk.run(FillWithSample(2_000, 200))
        create_file(Path(folder) / "raw.salesdesk")
        raw = Database(Path(folder) / "raw.salesdesk")._connect()
        raw.execute("INSERT INTO setting (key, value) VALUES ('moved', '0')")
        count = itertools.count()

        def move_one() -> None:
            number = next(count)
            desk.run(MoveOpportunities((1 + number % CARDS,), stage=1 + (number // CARDS) % 4))

        def by_hand() -> None:
            number = str(next(count))
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE setting SET value = ? WHERE key = 'moved'", (number,))
            raw.execute("INSERT INTO journal_entry (at, label) VALUES (?, 'moved')", (number,))
            raw.execute("COMMIT")

        found = ratio(
            "a move by Desk.run ÷ raw UPDATE + INSERT + commit",
            8,
            lambda: statistics.median([timed(move_one) for _ in range(MOVES)]),
            lambda: statistics.median([timed(by_hand) for _ in range(MOVES)]),
        )
        raw.close()
        desk.close()
    return found
