"""Filter chips: what a list is narrowed by, and the way to add one more."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import RingHolder

HEIGHT = 26
PADDING = 11
CROSS = 12


class Chip(QPushButton):
    """A pill 26 high that takes focus and shows the ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start an empty pill."""
        super().__init__(parent)
        self._ring = RingHolder(self, HEIGHT / 2)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _chip_height(self) -> int:
        return max(HEIGHT, round(10 + 16 * theme.current().type.unit))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        super().focusInEvent(event)
        self._ring.focus_in(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.focus_out(event)


class AddChip(Chip):
    """The dashed pill that adds one more."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show what is added."""
        super().__init__(parent)
        self.setText(text)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the plus and the text."""
        width = painting.text_width(self.text(), theme.current().font("small"))
        return QSize(round(width + 2 * PADDING + CROSS + 4), self._chip_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed pill."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            painting.fill_round(painter, rect, "hover", rect.height() / 2)
        painting.edge_round(painter, rect, "border_strong", rect.height() / 2, dashed=True)
        box = QRectF(PADDING - 1, round(rect.center().y() - CROSS / 2), CROSS, CROSS)
        resources.paint_icon(painter, box, "plus", "muted")
        inner = rect.adjusted(PADDING + CROSS + 4, 0, -PADDING + 2, 0)
        painting.draw_text(painter, inner, self.text(), "muted", theme.current().font("small"))
        painter.end()
