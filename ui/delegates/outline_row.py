"""How a part of a playbook is painted in its outline."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui import painting, resources, theme

LOOK = Qt.ItemDataRole.UserRole + 1
ROW = 30
INDENT = (10, 10, 36)
LETTER = 16
CRITERION = 2
ICON = 14


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A line: the code of its part, how deep it lies, its words, and what is remarkable about it."""

    code: str
    depth: int
    text: str
    letter: str = ""
    note: str = ""
    mistakes: int = 0
    is_changed: bool = False


class OutlineDelegate(QStyledItemDelegate):
    """Paints the playbook bold, a dimension with its letter, a criterion indented with what it decides."""

    def __init__(self, parent: QWidget) -> None:
        """Start without the ring."""
        super().__init__(parent)
        self.has_ring = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a row 30 high, grown with the font."""
        return QSize(120, max(ROW, 12 + theme.current().line()))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(LOOK)
        if not isinstance(row, OutlineRow):
            return
        rect = QRectF(option.rect).adjusted(1, 0, -1, 0)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painting.fill_round(painter, rect, "selection", 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painting.fill_round(painter, rect, "hover", 6)
        if self.has_ring and option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect, 6)
        room = rect.adjusted(INDENT[row.depth], 0, -10, 0)
        if row.depth == 1:
            box = QRectF(room.left(), round(room.center().y() - LETTER / 2), LETTER, LETTER)
            painting.bant_pip(painter, box, row.letter, "confirmed")
            room.setLeft(room.left() + LETTER + 10)
        self._paint_end(painter, room, row)
        weight = painting.NORMAL if row.depth == CRITERION else painting.DEMI_BOLD
        painting.draw_text(painter, room, row.text, "text", painting.font("base", weight))

    def _paint_end(self, painter: QPainter, room: QRectF, row: OutlineRow) -> None:
        """Paint what stands at the right, and take its room away."""
        if row.mistakes:
            box = QRectF(room.right() - ICON, round(room.center().y() - ICON / 2), ICON, ICON)
            resources.paint_icon(painter, box, "alert-circle", "danger")
            room.setRight(box.left() - 6)
        elif row.is_changed:
            box = QRectF(room.right() - ICON, round(room.center().y() - ICON / 2), ICON, ICON)
            resources.paint_icon(painter, box, "pencil", "accent_text")
            room.setRight(box.left() - 6)
        if row.note:
            font = painting.font("small")
            width = painting.text_width(row.note, font)
            painting.draw_text(painter, room, row.note, "muted", font, painting.RIGHT)
            room.setRight(room.right() - width - 8)
