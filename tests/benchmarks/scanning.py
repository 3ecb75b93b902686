"""The window while all leads are looked through for duplicates: does it stutter?"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from tests.benchmarks.measuring import Measure
from tests.benchmarks.window import application, rest, window_on

FRAME_MS = 16.7
LONGEST_MS = 100.0
BEAT_MS = 4


def scan(path: Path) -> list[Measure]:
    """Return how late a beat of the window is while 100,000 leads are scanned: its 95th percentile and the worst."""
    app = application()
    from PySide6.QtCore import QTimer

    from salesdesk.services import duplicate_scan

    with window_on(path, "leads") as window:
        late: list[float] = []
        last = time.perf_counter()

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            late.append(max(0.0, (now - last) * 1000 - BEAT_MS))
            last = now

        timer = QTimer()
        timer.setInterval(BEAT_MS)
        timer.timeout.connect(beat)
        timer.start()
        rest(app, 2)
        quiet = list(late)
        desk = window.session.desk
        ended: list[object] = []
        start = time.perf_counter()
        late.clear()
        task = window.session.start_task(lambda report, stop: duplicate_scan.scan(desk, report, stop))
        task.succeeded.connect(ended.append)
        while not ended:
            app.processEvents()
            time.sleep(0.0005)
        taken = time.perf_counter() - start
        timer.stop()
    p95 = statistics.quantiles(late, n=20)[-1]
    detail = f"alone {statistics.quantiles(quiet, n=20)[-1]:.1f} ms, {len(late)} beats, the scan took {taken:.1f} s"
    return [
        Measure("the window during a scan: lateness p95", p95, FRAME_MS, "ms", detail),
        Measure("the window during a scan: longest", max(late), LONGEST_MS, "ms", f"alone {max(quiet):.1f} ms"),
    ]
