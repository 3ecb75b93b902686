"""The line of dates under Timeline: today, the decision, go-live, and the end of their contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, theme

DOT = 10.0
GAP = 10.0
WORD_GAP = 4.0


@dataclass(frozen=True, slots=True)
class DateMark:
    """One date on the line: its day as text, what happens then, and whether the way leads up to it."""

    on: date
    day: str
    what: str = ""
    is_reached: bool = False

    @property
    def words(self) -> str:
        """The label read out."""
        return f"{self.day} {self.what}".strip()


class DateLine(QWidget):
    """Dates in proportion to the days between them, with labels that give way to each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without dates."""
        super().__init__(parent)
        self._marks: tuple[DateMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def marks(self) -> tuple[DateMark, ...]:
        """The dates on the line, in their order."""
        return self._marks

    def show_marks(self, marks: list[DateMark]) -> None:
        """Show these dates."""
        self._marks = tuple(sorted(marks, key=lambda mark: mark.on))
        self.setAccessibleName(", ".join(mark.words for mark in self._marks))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the line and a row of labels on either side."""
        line = theme.current().line("small")
        return QSize(240, 2 * line + 2 * round(GAP) + round(DOT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, its dots, and the labels."""
        if len(self._marks) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        middle = self.height() / 2
        self._paint_line(painter, places, middle)
        for mark, x in zip(self._marks, places, strict=True):
            self._paint_dot(painter, QPointF(x, middle), mark.is_reached)
        self._paint_labels(painter, places, middle)
        painter.end()

    def _places(self) -> list[float]:
        """Return where each date stands, never nearer than two dots to the one before."""
        first, last = self._marks[0].on, self._marks[-1].on
        span = max(1, (last - first).days)
        left, right = DOT / 2, self.width() - DOT / 2 - 3
        places = [left + (mark.on - first).days / span * (right - left) for mark in self._marks]
        for at in range(1, len(places)):
            places[at] = max(places[at], places[at - 1] + 2 * DOT)
        overflow = places[-1] - right
        for at in range(len(places) - 1, 0, -1):
            if overflow <= 0:
                break
            places[at] = min(places[at], right - (len(places) - 1 - at) * 2 * DOT)
        return places

    def _paint_line(self, painter: QPainter, places: list[float], middle: float) -> None:
        look = theme.current()
        reached = [x for mark, x in zip(self._marks, places, strict=True) if mark.is_reached]
        painter.setPen(QPen(look.color("border_strong"), 2))
        painter.drawLine(QPointF(places[0], middle), QPointF(self.width(), middle))
        if reached:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawLine(QPointF(reached[0], middle), QPointF(reached[-1], middle))

    def _paint_dot(self, painter: QPainter, at: QPointF, is_reached: bool) -> None:
        look = theme.current()
        painter.setPen(QPen(look.color("accent" if is_reached else "subtle"), 2))
        painter.setBrush(look.color("accent" if is_reached else "raised"))
        painter.drawEllipse(at, DOT / 2 - 1, DOT / 2 - 1)

    def _paint_labels(self, painter: QPainter, places: list[float], middle: float) -> None:
        """Draw each label below the line where there is room, else above it."""
        look = theme.current()
        bold, plain = look.font("small", painting.DEMI_BOLD), look.font("small")
        line = look.line("small")
        taken: dict[bool, list[QRectF]] = {False: [], True: []}
        order = sorted(range(len(places)), key=lambda at: 0 < at < len(places) - 1 and not self._marks[at].is_reached)
        for at in order:
            mark = self._marks[at]
            day_width = painting.text_width(mark.day, bold)
            width = day_width + (WORD_GAP + painting.text_width(mark.what, plain) if mark.what else 0)
            left = min(max(0.0, places[at] - width / 2), self.width() - width)
            below = QRectF(left, middle + DOT / 2 + GAP, width, line)
            above = QRectF(left, middle - DOT / 2 - GAP - line, width, line)
            collides = any(below.adjusted(-8, 0, 8, 0).intersects(other) for other in taken[False])
            rect = above if collides else below
            taken[collides].append(rect)
            painting.draw_text(painter, rect, mark.day, "text", bold, elide=Qt.TextElideMode.ElideNone)
            rest = rect.adjusted(day_width + WORD_GAP, 0, 2, 0)
            painting.draw_text(painter, rest, mark.what, "muted", plain, elide=Qt.TextElideMode.ElideNone)
