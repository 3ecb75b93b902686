"""The steps of an import side by side, and the file they are about."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme

HEIGHT = 52
SIDE = 24
ICON = 16
ICON_GAP = 7
LINE = 28
LINE_GAP = 11


class StepBar(QWidget):
    """Which steps are done, which one is current, and at the end the file in hand."""

    def __init__(self, steps: list[str], parent: QWidget | None = None) -> None:
        """Show the steps; the first one is current."""
        super().__init__(parent)
        self._steps = steps
        self._current = 0
        self._file_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    @property
    def current(self) -> int:
        """The step in hand, counted from 0."""
        return self._current

    @property
    def file_text(self) -> str:
        """What is said about the file."""
        return self._file_text

    def show_step(self, current: int) -> None:
        """Make a step the current one; those before it are done."""
        self._current = current
        words = self.tr("Step {step} of {count}: {name}")
        self.setAccessibleName(words.format(step=current + 1, count=len(self._steps), name=self._steps[current]))
        self.update()

    def show_file(self, text: str) -> None:
        """Say which file it is and how many rows it has."""
        self._file_text = text
        self.setAccessibleDescription(text)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a bar 52 high, grown with the font."""
        return QSize(640, max(HEIGHT, 34 + theme.current().line()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw steps, lines between them, file and hairline."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border"))
        middle = (self.height() - 1) / 2
        left = float(SIDE)
        for at, name in enumerate(self._steps):
            if at:
                painter.fillRect(QRectF(left + LINE_GAP, round(middle) - 0.5, LINE, 1), look.color("border_strong"))
                left += LINE + 2 * LINE_GAP
            left = self._paint_step(painter, left, middle, at, name)
        self._paint_file(painter, left + SIDE, middle)
        painter.end()

    def _paint_step(self, painter: QPainter, left: float, middle: float, at: int, name: str) -> float:
        icon, mark, ink, weight = ("circle", "subtle", "muted", painting.NORMAL)
        if at < self._current:
            icon, mark, ink, weight = ("circle-check", "success", "text", painting.MEDIUM)
        elif at == self._current:
            icon, mark, ink, weight = ("circle-half", "accent_text", "accent_text", painting.DEMI_BOLD)
        font = theme.current().font("base", weight)
        resources.paint_icon(painter, QRectF(left, round(middle - ICON / 2), ICON, ICON), icon, mark)
        width = painting.text_width(name, font)
        rect = QRectF(left + ICON + ICON_GAP, 0, width + 1, self.height() - 1)
        painting.draw_text(painter, rect, name, ink, font)
        return left + ICON + ICON_GAP + width

    def _paint_file(self, painter: QPainter, left: float, middle: float) -> None:
        if not self._file_text:
            return
        width = min(painting.text_width(self._file_text, painting.font()), self.width() - SIDE - left - ICON - 6)
        if width < 60:
            return
        start = self.width() - SIDE - width
        resources.paint_icon(painter, QRectF(start - ICON - 6, round(middle - ICON / 2), ICON, ICON), "file", "muted")
        painting.draw_text(painter, QRectF(start, 0, width, self.height() - 1), self._file_text, "muted")
