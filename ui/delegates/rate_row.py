"""Paints a dated exchange rate as a row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui import painting, theme

INSET = 8
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
RATE_WIDTH = 190
UNIT_WIDTH = 96


@dataclass(frozen=True, slots=True)
class RateLook:
    """What a line says; `is_in_use` where totals go by the rate today."""

    id: int
    unit: str
    worth: str
    day: str
    is_in_use: bool


class RateDelegate(QStyledItemDelegate):
    """A line: the unit, what it is worth, from which day, and whether it is in use."""

    def __init__(self, parent: QWidget) -> None:
        """Start without the ring."""
        super().__init__(parent)
        self.has_ring = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a table row."""
        return QSize(320, theme.current().row_height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        look = index.data(LOOK_ROLE)
        if not isinstance(look, RateLook):
            return
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.current().color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.current().color("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.current().color("border"))
        inner = rect.adjusted(INSET, 0, -INSET, 0)
        painting.draw_text(painter, inner, look.unit, "muted")
        worth = inner.adjusted(UNIT_WIDTH, 0, 0, 0)
        worth.setWidth(RATE_WIDTH - 12)
        painting.draw_text(painter, worth, look.worth, "text", painting.font("base", painting.MEDIUM))
        painting.draw_text(painter, inner.adjusted(UNIT_WIDTH + RATE_WIDTH, 0, 0, 0), look.day, "muted")
        if look.is_in_use:
            words = self.tr("In use")
            left = inner.right() - painting.tag_width(words)
            top = round(rect.center().y() - painting.tag_height() / 2)
            painting.tag(painter, left, top, words, "confirmed")
        if self.has_ring and option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect, 4)
