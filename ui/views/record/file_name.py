"""The name of a file: where it does not fit, its middle goes, so that the ending says what kind it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from typing_extensions import override

from ui import painting
from ui.widgets.labels import MEDIUM, Label


class FileName(Label):
    """A file name on one line; the whole of it is in the tooltip where it does not fit."""

    def __init__(self, name: str = "") -> None:
        """Show a name."""
        super().__init__(name, "base", "text", MEDIUM)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters and the ending."""
        return QSize(64, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        text = self.text()
        shown = QFontMetricsF(self.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, self.width())
        painter = QPainter(self)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painting.draw_text(painter, QRectF(self.rect()), shown, ink, self.font())
        painter.end()
        tip = "" if shown == text else text
        if self.toolTip() != tip:
            self.setToolTip(tip)
