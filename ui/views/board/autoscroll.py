"""Scrolling while a card is held near an edge: faster the nearer it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QScrollBar

from ui.views.board.column import Column

EDGE = 48
SLOWEST = 2
FASTEST = 16
STEP_MS = 16
PATIENCE_MS = 150


def speed_at(place: int, length: int) -> int:
    """Return pixels a step for a place along a side: negative near its start, positive near its end, else 0."""
    depth = EDGE - place if place < EDGE else EDGE - (length - place) if place > length - EDGE else 0
    if depth <= 0:
        return 0
    speed = round(SLOWEST + (FASTEST - SLOWEST) * min(1.0, depth / EDGE))
    return -speed if place < EDGE else speed


class Autoscroll(QObject):
    """Scrolls a column up and down and the board sideways while the pointer waits near an edge."""

    def __init__(self, area: QScrollArea, on_scrolled: Callable[[], None], parent: QObject) -> None:
        """Scroll the board in this area; `on_scrolled` is told after each step."""
        super().__init__(parent)
        self._area = area
        self._on_scrolled = on_scrolled
        self._pointer = QPoint()
        self._column: Column | None = None
        self._waited = QElapsedTimer()
        self._steps = QTimer(self)
        self._steps.setTimerType(Qt.TimerType.PreciseTimer)
        self._steps.setInterval(STEP_MS)
        self._steps.timeout.connect(self._on_step)

    def follow(self, screen: QPoint, column: Column | None) -> None:
        """Take note of where the pointer is and over which column."""
        self._pointer, self._column = screen, column
        if not any(speed for _, speed in self._speeds()):
            self.stop()
        elif not self._steps.isActive():
            self._waited.start()
            self._steps.start()

    def stop(self) -> None:
        """Scroll no further."""
        self._steps.stop()

    def _speeds(self) -> list[tuple[QScrollBar, int]]:
        viewport = self._area.viewport()
        at = viewport.mapFromGlobal(self._pointer)
        found = []
        if viewport.rect().contains(at):
            found.append((self._area.horizontalScrollBar(), speed_at(at.x(), viewport.width())))
        if self._column is not None:
            cards = self._column.list
            place = cards.viewport().mapFromGlobal(self._pointer).y()
            found.append((cards.verticalScrollBar(), speed_at(place, cards.viewport().height())))
        return [(bar, speed) for bar, speed in found if _can_move(bar, speed)]

    def _on_step(self) -> None:
        speeds = self._speeds()
        if not speeds:
            self.stop()
        elif self._waited.elapsed() >= PATIENCE_MS:
            for bar, speed in speeds:
                bar.setValue(bar.value() + speed)
            self._on_scrolled()


def _can_move(bar: QScrollBar, speed: int) -> bool:
    return (speed < 0 and bar.value() > bar.minimum()) or (speed > 0 and bar.value() < bar.maximum())
