"""A list of leads in a dialog, each with what is said about it; Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option
from typing_extensions import override

from ui import painting, theme
from ui.widgets.focus import shows_focus

LINE = Qt.ItemDataRole.UserRole + 1
INSET = 10
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead by name, what is said about it at the right, and a tag before that."""

    lead_id: int
    name: str
    said: str
    detail: str = ""
    tag: str = ""
    tag_kind: str = "neutral"


class LeadLineModel(QAbstractListModel):
    """The lines; made ready for as many as there are leads."""

    def __init__(self, parent: QWidget) -> None:
        """Start empty."""
        super().__init__(parent)
        self.lines: Sequence[LeadLine] = ()

    def show_lines(self, lines: Sequence[LeadLine]) -> None:
        """Hold other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line, or its words."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.name, line.detail, line.tag, line.said) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return ", ".join(part for part in (line.name, line.detail) if part)
        return line.name if role == Qt.ItemDataRole.DisplayRole else None


class LeadLineDelegate(QStyledItemDelegate):
    """Paints a row as tables do."""

    def __init__(self, parent: QWidget) -> None:
        """Start without the ring."""
        super().__init__(parent)
        self.has_ring = False

    @override
    def sizeHint(self, option: Option, index: Index) -> QSize:
        """Return the height of a table row."""
        return QSize(240, theme.current().row_height())

    @override
    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
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


class LeadLines(QListView):
    """One tab stop; arrows go from lead to lead.

    Signals: open_requested: int. A lead is to be opened.
    """

    open_requested = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; the name is for screen readers."""
        super().__init__(parent)
        self.setObjectName("lead_lines")
        self.setAccessibleName(name)
        self.lines = LeadLineModel(self)
        self.setModel(self.lines)
        self._delegate = LeadLineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(lambda index: self.open_requested.emit(index.data(LINE).lead_id))

    def show_lines(self, lines: Sequence[LeadLine]) -> None:
        """Show these leads, the first one chosen."""
        self.lines.show_lines(lines)
        if lines:
            self.setCurrentIndex(self.lines.index(0, 0))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Take letters for nothing: they would jump about."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; move with the arrows."""
        self._delegate.has_ring = True
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if is_enter and self.currentIndex().isValid():
            self.open_requested.emit(self.currentIndex().data(LINE).lead_id)
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line without the ring."""
        self._delegate.has_ring = False
        super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._delegate.has_ring = shows_focus(event, self._delegate.has_ring)
        super().focusInEvent(event)
