"""`make bench`: every budget of the main job, each against a floor measured in the same run."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.services.commands import FillWithSample
from tests.benchmarks import (
    day,
    large_file,
    lead_page,
    matching,
    pipeline,
    scanning,
    scrolling,
    searching,
    startup,
    transfer,
    writes,
)
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

        @cache
        def busy() -> Path:
            path = Path(shutil.copy(large(), Path(folder) / "busy.salesdesk"))
            large_file.add_activities(path)
            return path

        @cache
        def million() -> Path:
            path = Path(shutil.copy(large(), Path(folder) / "million.salesdesk"))
            large_file.multiply_leads(path)
            return path

        measures: dict[str, Callable[[], Measure | list[Measure]]] = {
            "board": lambda: startup.board_painted(large()),
            "frame": lambda: startup.first_frame(large()),
            "memory": lambda: startup.memory(large()),
            "move": writes.move,
            "scroll": scrolling.scroll_step,
            "pipeline": pipeline.measures,
            "lead": lambda: lead_page.open_page(busy()),
            "search": lambda: searching.measures(large(), 100_000, 16) + searching.measures(million(), 1_000_000, 50),
            "today": lambda: day.today(large(), busy()),
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
