"""Going from lead to lead in a large file, until page and timeline are painted."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from tests.benchmarks.measuring import Measure
from tests.benchmarks.window import application, rest, wait, window_on

BUDGET_MS = 50
PAGES = 150
READ_S = 0.02


def open_page(path: Path) -> Measure:
    """Return the 95th percentile of opening the next lead of the list: key pressed to page and timeline painted."""
    app = application()
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest
    from typing_extensions import override

    from ui.views.leads import LeadsPage

    class Painted(QObject):
        """Remembers which widgets have been painted."""

        def __init__(self) -> None:
            super().__init__()
            self.seen: set[int] = set()

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.seen.add(id(watched))
            return False

    with window_on(path, "leads") as window:
        page = window.page()
        assert isinstance(page, LeadsPage)
        view, pane = page.list_pane.view, page.lead_pane
        wait(app, lambda: pane.page is not None)
        view.setFocus()
        painted = Painted()
        shown = (pane.header.name_label, page.activity_pane.view.viewport())
        for widget in shown:
            widget.installEventFilter(painted)
        costs, entries = [], []
        for _ in range(PAGES):
            rest(app, READ_S)
            painted.seen.clear()
            before = pane.page
            start = time.perf_counter()
            QTest.keyClick(view, Qt.Key.Key_Down)
            while pane.page is before or len(painted.seen) < len(shown):
                app.processEvents()
            costs.append(time.perf_counter() - start)
            entries.append(page.activity_pane.model.entry_count)
    p95 = statistics.quantiles(costs, n=20)[-1] * 1000
    detail = f"median {statistics.median(costs) * 1000:.1f} ms, {PAGES} leads of 100,000, up to {max(entries)} entries"
    return Measure("opening the page of a lead, p95", p95, BUDGET_MS, "ms", detail)
