"""How a lead in a list of a dialog is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.models.lead_lines import LINE

INSET = 10
Index = QModelIndex | QPersistentModelIndex


class LeadLineDelegate(QStyledItemDelegate):
    """Paints a row as tables do."""

    def __init__(self, parent: QWidget) -> None:
        """Start without the ring."""
        super().__init__(parent)
        self.has_ring = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a table row."""
        return QSize(240, theme.current().row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw name and detail at the left, tag and words at the right."""
        line = index.data(LINE)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.current().color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.current().color("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.current().color("border"))
        if self.has_ring and option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect, 4)
        room = rect.adjusted(INSET, 0, -INSET, 0)
        small = painting.font("small")
        painting.draw_text(painter, room, line.said, "muted", small, painting.RIGHT)
        room.setRight(room.right() - painting.text_width(line.said, small) - 10)
        if line.tag:
            left = room.right() - painting.tag_width(line.tag)
            top = round(rect.center().y() - painting.tag_height() / 2)
            painting.tag(painter, left, top, line.tag, line.tag_kind)
            room.setRight(left - 10)
        font = painting.font("base", painting.MEDIUM)
        painting.draw_text(painter, room, line.name, "text", font)
        room.setLeft(room.left() + painting.text_width(line.name, font) + 10)
        if room.width() > 40:
            painting.draw_text(painter, room, line.detail, "muted", small)
