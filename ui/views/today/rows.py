"""A list of rows with buttons in them: current row by keys, buttons by the pointer."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.focus import shows_focus

STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


class RowDelegate(Protocol):
    """What a list asks of the delegate that paints its rows."""

    has_keyboard_focus: bool
    hovered_button: str


class RowList(QListView):
    """Rows of which one is current; what is painted as a button is one for the pointer.

    Signals:
        pressed_button: str. A button of the row that is now current was pressed.
        menu_requested: QPoint. The menu of the current row is wanted, at a place on the screen.
    """

    pressed_button = Signal(str)
    menu_requested = Signal(object)

    def __init__(self, model: QAbstractListModel, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        """Show a model with a delegate."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(delegate)
        self.setModel(model)
        theme.changed.connect(self._relayout)

    def _relayout(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def row_delegate(self) -> RowDelegate:
        """Return the delegate that paints the rows."""
        raise NotImplementedError

    def hit(self, index: QModelIndex, rect: QRectF, point: QPointF) -> str:
        """Return which button of a row a point is on."""
        raise NotImplementedError

    def can_stand_on(self, row: int) -> bool:
        """Tell whether a row can be current."""
        return bool(self.model().flags(self.model().index(row, 0)) & Qt.ItemFlag.ItemIsEnabled)

    def go(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()

    def go_beside(self, step: int) -> None:
        """Make the row current that stands so many further, or the last one in that direction."""
        rows = [row for row in range(self.model().rowCount()) if self.can_stand_on(row)]
        if not rows:
            return
        present = self.currentIndex().row()
        if present not in rows:
            self.go(rows[0])
            return
        self.go(rows[max(0, min(len(rows) - 1, rows.index(present) + step))])

    def current_rect(self) -> QRect:
        """Return where the current row stands in the viewport."""
        return self.visualRect(self.currentIndex())

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the page."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the rows; everything else is for the page."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or modifiers:
            event.ignore()
            return
        self.row_delegate().has_keyboard_focus = True
        self.go_beside(step)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the current row where the focus came by keyboard."""
        delegate = self.row_delegate()
        delegate.has_keyboard_focus = shows_focus(event, delegate.has_keyboard_focus)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_beside(0)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint without the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which button the pointer is on."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        found = self.hit(index, QRectF(self.visualRect(index)), event.position()) if index.isValid() else ""
        if found != self.row_delegate().hovered_button:
            self.row_delegate().hovered_button = found
            self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row current, and press the button under the pointer."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or not self.can_stand_on(index.row()):
            super().mousePressEvent(event)
            return
        self.row_delegate().has_keyboard_focus = False
        self.setCurrentIndex(index)
        self.viewport().update()
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed_button.emit(self.hit(index, QRectF(self.visualRect(index)), event.position()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Forget the button the pointer was on."""
        super().leaveEvent(event)
        self.row_delegate().hovered_button = ""
        self.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row, at the row where a key asks."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        if not index.isValid() or not self.can_stand_on(index.row()):
            return
        self.setCurrentIndex(index)
        where = self.visualRect(index).center() if is_key else event.pos()
        self.menu_requested.emit(self.viewport().mapToGlobal(where))
