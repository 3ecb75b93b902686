"""A quiet moment of joy where a card was won: a ring that opens around a tick and is gone."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPoint, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.queries import board as queries
from ui import painting, theme
from ui.models.board import BoardModel
from ui.session import DeskSession

SIDE = 132
REACH = 54.0
TICK = ((-9.0, 0.5), (-2.5, 7.0), (9.5, -6.5))
SPARKS = 8


class Joy(QWidget):
    """Plays once over the board, for less than 700 ms; pointer and keys go through it.

    Where motion is to be reduced, nothing is shown.
    """

    def __init__(self, middle: QPoint, over: QWidget) -> None:
        """Stand around a point of a widget; `play` begins."""
        super().__init__(over)
        self.setObjectName("joy")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(SIDE, SIDE)
        self.move(middle - QPoint(SIDE // 2, SIDE // 2))
        self.hide()
        self.motion = QVariantAnimation(self)
        self.motion.setStartValue(0.0)
        self.motion.setEndValue(1.0)
        self.motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.motion.valueChanged.connect(self.update)
        self.motion.finished.connect(self.deleteLater)

    def play(self) -> bool:
        """Begin; tell whether there is anything to see."""
        duration = theme.duration("joy")
        if duration <= 0:
            self.deleteLater()
            return False
        self.motion.setDuration(duration)
        self.show()
        self.raise_()
        self.motion.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring, tick and sparks as far as they are."""
        value = self.motion.currentValue()
        at = float(value) if isinstance(value, float) else 0.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(self.rect().center()))
        colour = QColor(theme.current().color("success"))
        left = 1.0 - self.motion.currentTime() / max(1, self.motion.duration())
        painter.setOpacity(min(1.0, left * 2.5))
        radius = 16.0 + (REACH - 16.0) * at
        colour.setAlphaF(0.9)
        painter.setPen(painting.round_pen(colour, 3.0 - 2.0 * at))
        painter.drawEllipse(QPointF(0, 0), radius, radius)
        self._draw_sparks(painter, colour, radius, at)
        self._draw_tick(painter, min(1.0, at * 2))
        painter.end()

    def _draw_sparks(self, painter: QPainter, colour: QColor, radius: float, at: float) -> None:
        painter.setPen(painting.round_pen(colour, 2.0))
        for number in range(SPARKS):
            angle = 2 * pi * (number + 0.5) / SPARKS
            inner, outer = radius + 3, radius + 3 + 6 * at
            painter.drawLine(
                QPointF(inner * cos(angle), inner * sin(angle)), QPointF(outer * cos(angle), outer * sin(angle))
            )

    def _draw_tick(self, painter: QPainter, drawn: float) -> None:
        look = theme.current()
        painting.fill_round(painter, QRectF(-18, -18, 36, 36), "success_subtle", 18)
        painter.setPen(painting.round_pen(look.color("success"), 3.0))
        (x0, y0), (x1, y1), (x2, y2) = TICK
        first, second = min(1.0, drawn * 3), max(0.0, (drawn - 1 / 3) * 1.5)
        corner = QPointF(x0 + (x1 - x0) * first, y0 + (y1 - y0) * first)
        painter.drawLine(QPointF(x0, y0), corner)
        if second:
            painter.drawLine(corner, QPointF(x1 + (x2 - x1) * second, y1 + (y2 - y1) * second))


class Wins:
    """Remembers which cards are about to be won and where they stood, and plays there once they are."""

    def __init__(self, session: DeskSession, board: BoardModel, over: QWidget) -> None:
        """Play over the widget of a board."""
        self._session = session
        self._board = board
        self._over = over
        self._middles: dict[int, QPoint] = {}

    def note(self, middles: dict[int, QPoint]) -> None:
        """Take down which cards the rep may win next, with their middles in the widget."""
        self._middles = middles

    def celebrate(self) -> None:
        """Play where cards were won since."""
        gone = [one for one in self._middles if self._board.place_of(one) is None]
        if not gone or not self._over.isVisible():
            return
        won = {stage.id for stage in self._board.stages if stage.kind == "won"}
        for card in self._session.read(queries.cards, gone):
            middle = self._middles.pop(card.id)
            if card.stage_id in won:
                Joy(middle, self._over).play()
