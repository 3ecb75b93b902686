"""A list of things to tick."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui import faces, painting, theme
from ui.widgets.focus import shows_focus

ROW = 28
MARK = 16
TEXT_LEFT = 33
MOST_ROWS = 9
KEY_ROLE = Qt.ItemDataRole.UserRole + 1


class CheckRowDelegate(QStyledItemDelegate):
    """A row of 28 px: the box, then the words."""

    def __init__(self, parent: QWidget) -> None:
        """Start without the ring."""
        super().__init__(parent)
        self.has_ring = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row, grown with the font."""
        return QSize(120, row_height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        rect = QRectF(made.rect)
        is_hovered = bool(made.state & QStyle.StateFlag.State_MouseOver)
        if is_hovered:
            painting.fill_round(painter, rect, "hover", 5)
        box = QRectF(rect.left() + 8, round(rect.center().y() - MARK / 2), MARK, MARK)
        faces.check_box(painter, box, made.checkState, hover=is_hovered)
        painting.draw_text(painter, rect.adjusted(TEXT_LEFT, 0, -8, 0), made.text)
        if self.has_ring and made.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring_inset(painter, rect, 5)


class CheckList(QListWidget):
    """Rows that are ticked by click or Space; typing goes to the row that begins so.

    Signals: `ticks_changed` after the rep ticked or unticked something.
    """

    ticks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows = CheckRowDelegate(self)
        self.setItemDelegate(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def add_row(self, key: object, text: str, *, is_ticked: bool = False) -> None:
        """Append something to tick."""
        item = QListWidgetItem(text, self)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(KEY_ROLE, key)
        item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        shown = min(self.count(), MOST_ROWS)
        self.setFixedHeight(shown * row_height() + (row_height() // 2 if self.count() > MOST_ROWS else 0))

    def ticked(self) -> list[object]:
        """Return the keys of the ticked rows, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(KEY_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def set_ticked(self, keys: Iterable[object]) -> None:
        """Tick these rows and no others, without announcing it."""
        wanted = list(keys)
        for row in range(self.count()):
            item = self.item(row)
            is_wanted = item.data(KEY_ROLE) in wanted
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)

    def toggle(self, row: int) -> None:
        """Tick a row, or untick it."""
        item = self.item(row)
        is_ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked)
        self.ticks_changed.emit()

    def last_toggled(self) -> object:
        """Return the key of the current row."""
        row = self.currentRow()
        return self.item(row).data(KEY_ROLE) if row >= 0 else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the row under the pointer, wherever it was clicked."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.setCurrentRow(index.row())
            self.toggle(index.row())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus; the release ticks."""
        self._rows.has_ring = False
        self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Count as two clicks."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space; move with the arrows; leave Enter to what is around."""
        self._rows.has_ring = True
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggle(self.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus; the first row is current where none was."""
        self._rows.has_ring = shows_focus(event, self._rows.has_ring)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        super().focusInEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Let the light under the pointer go with it."""
        if event.type() == QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)


def row_height() -> int:
    """Return the height of a row, grown with the font."""
    return max(ROW, round(12 + 16 * theme.current().type.unit))
