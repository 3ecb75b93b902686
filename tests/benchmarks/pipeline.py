"""The board with ten thousand open cards: first paint, repaint, a drop, a filter; then among 90,000 closed ones."""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.bootstrap import open_desk
from salesdesk.domain.filters import EVERYTHING, Condition, Filter
from salesdesk.services.commands import FillWithSample
from tests.benchmarks.measuring import Measure, ratio, timed
from tests.benchmarks.scrolling import OPPORTUNITIES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.views.board.board import BoardView

SIZE = (1184, 860)
CLOSED = 90_000
FRAME_MS = 1000 / 60
REPAINTS = 60
DROPS = 40
FILTERS = 24
WITHIN = 1.5
NARROW: tuple[Filter, ...] = (
    Condition("amount", "at_least", (5_000_000, "USD")),
    Condition("next_step", "any_of", ("overdue", "none")),
    Condition("rotting", "is", ()),
    Condition("expected_close", "next_days", (60,)),
)


def measures() -> list[Measure]:
    """Return the five budgets; the last compares the others with 90,000 closed ones beside the open cards."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-board-") as folder:
        small, large = Path(folder) / "small.salesdesk", Path(folder) / "large.salesdesk"
        for path in (small, large):
            desk = open_desk(path, create=True)
            desk.run(FillWithSample(0, OPPORTUNITIES, seed=1))
            desk.close()
        _add_closed(large, CLOSED)
        app = _app()
        first = ratio(
            "first paint of the board ÷ bare list views", 2, lambda: _first_paint(app, small), lambda: _bare(app, small)
        )
        names = (
            "full repaint of the board, p95",
            "a drop until it is painted, p95",
            "a filter until it is painted, p95",
        )
        budgets = (FRAME_MS, 2 * FRAME_MS, 100)
        acts = (_repaints, _drops, _filters)
        found = [first]
        ratios = [
            ratio("", WITHIN, lambda: _first_paint(app, large), lambda: _first_paint(app, small)).value,
        ]
        for name, budget, act in zip(names, budgets, acts, strict=True):
            with _board(app, small) as (alone, _), _board(app, large) as (crowded, _):
                rounds = [(act(app, alone), act(app, crowded)) for _ in range(7)]
            own = [_p95(costs) for costs, _ in rounds]
            value = statistics.median(own) * 1000
            middle = statistics.median(statistics.median(costs) for costs, _ in rounds) * 1000
            found.append(Measure(name, value, budget, "ms", f"median {middle:.1f} ms, {len(rounds)} rounds"))
            pairs = [statistics.median(other) / statistics.median(one) for one, other in rounds]
            ratios.append(statistics.median(pairs))
        said = ", ".join(
            f"{name} {value:.2f}" for name, value in zip(("paint", "repaint", "drop", "filter"), ratios, strict=True)
        )
        found.append(Measure("the same beside 90,000 closed ones ÷ alone, worst", max(ratios), WITHIN, "x", said))
    return found


def _app() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from ui import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    theme.set_reduced_motion(True)
    return app


def _add_closed(path: Path, count: int) -> None:
    """Copy closed opportunities, with where they stood, until there are so many of them."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    names = [row[1] for row in connection.execute("PRAGMA table_info(opportunity)")]
    listed = ", ".join(f'"{name}"' for name in names if name not in ("id", "uid"))
    closed = "stage_id IN (SELECT id FROM stage WHERE kind <> 'open')"
    have = connection.execute(f"SELECT count(*) FROM opportunity WHERE {closed}").fetchone()[0]
    while have < count:
        first = connection.execute("SELECT max(id) FROM opportunity").fetchone()[0]
        connection.execute(
            f"INSERT INTO opportunity (uid, {listed}) SELECT lower(hex(randomblob(16))), {listed} FROM opportunity "
            f"WHERE {closed} LIMIT ?",
            (count - have,),
        )
        connection.execute(
            "INSERT INTO stage_history (opportunity_id, stage_id, entered_at) "
            "SELECT id, stage_id, entered_stage_at FROM opportunity WHERE id > ?",
            (first,),
        )
        have = connection.execute(f"SELECT count(*) FROM opportunity WHERE {closed}").fetchone()[0]
    connection.execute("COMMIT")
    connection.close()


@contextmanager
def _board(app: QApplication, path: Path) -> Iterator[tuple[BoardView, float]]:
    """Give a board of a file that is painted, and how long that took from an open desk on."""
    from ui.session import DeskSession
    from ui.views.board.board import BoardView

    session = DeskSession()
    session.open(open_desk(path))

    def show() -> BoardView:
        made = BoardView(session)
        made.resize(*SIZE)
        made.load()
        _paint(app, made)
        return made

    views: list[BoardView] = []
    cost = timed(lambda: views.append(show()))
    try:
        yield views[0], cost
    finally:
        views[0].close()
        views[0].deleteLater()
        session.close()
        app.processEvents()


def _paint(app: QApplication, view: QWidget) -> None:
    view.show()
    app.processEvents()
    _repaint(app, view)


def _repaint(app: QApplication, view: QWidget) -> None:
    """Paint the view and everything in it anew, as uncovering its window does."""
    from PySide6.QtWidgets import QWidget

    view.update()
    for child in view.findChildren(QWidget):
        child.update()
    app.processEvents()


def _first_paint(app: QApplication, path: Path) -> float:
    with _board(app, path) as (_, cost):
        return cost


def _bare(app: QApplication, path: Path) -> float:
    """Return how long plain list views take over the same cards, painted by the same painter, from rows in memory."""
    from tests.benchmarks.bare_lists import bare_board

    with _board(app, path) as (board, _):
        columns = [(column.stage, board.board.cards(column.list.cards.ids)) for column in board.columns]
        now = board.board.now()
    made: list[QWidget] = []

    def show() -> None:
        made.append(bare_board(columns, now, SIZE))
        _paint(app, made[0])

    cost = timed(show)
    made[0].close()
    made[0].deleteLater()
    app.processEvents()
    return cost


def _repaints(app: QApplication, board: BoardView) -> list[float]:
    return [timed(lambda: _repaint(app, board)) for _ in range(REPAINTS)]


def _drops(app: QApplication, board: BoardView) -> list[float]:
    """Drag the second card of a column to the next one and back; the clock runs from letting go."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    button = Qt.MouseButton.LeftButton

    def let_go(view: QWidget, at: QPoint) -> None:
        QTest.mouseRelease(view, button, pos=at)
        app.processEvents()

    costs = []
    for number in range(DROPS):
        place = number % 2
        source, target = board.columns[place].list, board.columns[1 - place].list
        start, goal = source.row_rect(1).center(), target.row_rect(1).center()
        end = source.viewport().mapFromGlobal(target.viewport().mapToGlobal(goal))
        QTest.mousePress(source.viewport(), button, pos=start)
        for step in range(1, 5):
            _move(source.viewport(), start + (end - start) * (step / 4) + QPoint(0, 4))
        assert board.drag.landing is not None
        costs.append(timed(partial(let_go, source.viewport(), end)))
    return costs


def _move(view: QWidget, at: object) -> None:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    point = QPointF(at)  # type: ignore[call-overload]
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    screen = QPointF(view.mapToGlobal(point.toPoint()))
    event = QMouseEvent(QEvent.Type.MouseMove, point, screen, none, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def _filters(app: QApplication, board: BoardView) -> list[float]:
    costs = []
    for number in range(FILTERS):
        chosen = EVERYTHING if number % 2 else NARROW[number // 2 % len(NARROW)]

        def change(wanted: Filter = chosen) -> None:
            board.set_filter(wanted)
            app.processEvents()

        costs.append(timed(change))
    return costs


def _p95(costs: list[float]) -> float:
    return statistics.quantiles(costs, n=20)[-1]
