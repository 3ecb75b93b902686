"""A condition of a filter as a chip, with a mark that removes it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.chips import CROSS, PADDING, Chip


class FilterChip(Chip):
    """One filter: a field, the value asked for, and a cross.

    Signals: `clicked` to change the value, `removal_requested` for the cross and for Delete.
    """

    removal_requested = Signal()

    def __init__(self, field: str, value: str, parent: QWidget | None = None) -> None:
        """Show the filter."""
        super().__init__(parent)
        self._field = field
        self._value = value
        self.set_filter(field, value)
        self.setMouseTracking(True)

    def set_filter(self, field: str, value: str) -> None:
        """Show another filter."""
        self._field, self._value = field, value
        self.setAccessibleName(f"{field} {value}")
        self.setToolTip(self.tr("Delete removes this filter"))
        self.updateGeometry()
        self.update()

    def _cross_rect(self) -> QRectF:
        left = self.width() - PADDING - CROSS + 2
        return QRectF(left, round((self.height() - CROSS) / 2), CROSS, CROSS)

    @override
    def sizeHint(self) -> QSize:
        """Return room for field, value and cross."""
        look = theme.current()
        width = painting.text_width(self._field, look.font("small"))
        width += painting.text_width(self._value, look.font("small", painting.MEDIUM))
        gaps = 12 if self._value else 6
        return QSize(round(width + 2 * PADDING + gaps + CROSS - 2), self._chip_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, its words and the cross."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ground = "hover" if self.underMouse() else "surface"
        painting.panel(painter, rect, ground, "border_strong", rect.height() / 2)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        painting.draw_text(painter, inner, self._field, "muted", look.font("small"))
        inner.setLeft(inner.left() + painting.text_width(self._field, look.font("small")) + 6)
        inner.setRight(self._cross_rect().left() - 6)
        painting.draw_text(painter, inner, self._value, "text", look.font("small", painting.MEDIUM))
        over_cross = self._is_on_cross(QPointF(self.mapFromGlobal(self.cursor().pos())))
        ink = "text" if over_cross and self.underMouse() else "muted"
        resources.paint_icon(painter, self._cross_rect(), "x", ink)
        painter.end()

    def _is_on_cross(self, point: QPointF) -> bool:
        return self._cross_rect().adjusted(-6, -7, 9, 7).contains(point)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the cross up under the pointer."""
        super().mouseMoveEvent(event)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove the filter when the cross was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_cross(event.position()):
            self.setDown(False)
            self.removal_requested.emit()
        else:
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the filter on Delete or Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)
