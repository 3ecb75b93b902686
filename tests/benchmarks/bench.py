"""`make bench`: every budget of the main job, each against a floor measured in the same run."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.services.commands import FillWithSample
from tests.benchmarks import day, matching, pipeline, scanning, scrolling, startup, transfer, writes
from tests.benchmarks.measuring import Measure


def main(wanted: list[str]) -> int:
    """Measure what is named, or everything; return 1 where a budget is missed."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as folder:

        @cache
        def large() -> Path:
            path = Path(folder) / "large.salesdesk"
            desk = open_desk(path, create=True)
            desk.run(FillWithSample(100_000, 10_000, seed=1))
            desk.close()
            return path

        measures: dict[str, Callable[[], Measure | list[Measure]]] = {
            "board": lambda: startup.board_painted(large()),
            "frame": lambda: startup.first_frame(large()),
            "memory": lambda: startup.memory(large()),
            "move": writes.move,
            "scroll": scrolling.scroll_step,
            "pipeline": pipeline.measures,
            "today": lambda: day.today(large()),
            "export": lambda: transfer.export_leads(large()),
            "import": transfer.import_leads,
            "duplicates": matching.measures,
            "scan": lambda: scanning.scan(large()),
        }
        kept = True
        for name in wanted or measures:
            found = measures[name]()
            for measure in found if isinstance(found, list) else [found]:
                print(measure.line(), flush=True)
                kept = kept and measure.is_kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
