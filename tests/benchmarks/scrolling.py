"""A scroll step of the board with ten thousand cards."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from salesdesk.bootstrap import open_desk
from salesdesk.services.commands import FillWithSample
from tests.benchmarks.measuring import Measure, timed

# A little over half of the sample's opportunities are open.
OPPORTUNITIES = 18_200
STEP = 120
STEPS = 400


def scroll_step() -> Measure:
    """Return the 95th percentile of one scroll step, pages read and cards painted, in milliseconds."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.session import DeskSession
    from ui.views.board.board import BoardView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "scroll.salesdesk", create=True)
        desk.run(FillWithSample(0, OPPORTUNITIES))
        session = DeskSession()
        session.open(desk)
        view = BoardView(session)
        view.resize(1184, 860)
        view.load()
        view.show()
        app.processEvents()
        cards = sum(len(column.ids) for column in view.board.columns)
        costs = []
        for column in view.columns:
            bar = column.list.verticalScrollBar()
            for step in range(STEPS // len(view.columns)):

                def act(bar: object = bar, viewport: object = column.list.viewport(), at: int = step * STEP) -> None:
                    bar.setValue(at)  # type: ignore[attr-defined]
                    viewport.repaint()  # type: ignore[attr-defined]

                costs.append(timed(act))
        view.close()
        session.close()
    p95 = statistics.quantiles(costs, n=20)[-1] * 1000
    detail = f"median {statistics.median(costs) * 1000:.1f} ms, {cards:,} open cards, {len(costs)} steps of {STEP} px"
    return Measure("scroll step of the board, p95", p95, 8, "ms", detail)
