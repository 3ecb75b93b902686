"""The outline of a playbook: the playbook itself, its dimensions, and below each its criteria."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from ui.delegates.outline_row import INDENT, LOOK, OutlineDelegate, OutlineRow
from ui.widgets.focus import shows_focus

STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}


class Outline(QListWidget):
    """The parts in their order; one tab stop.

    Signals:
        part_chosen: str. The code of the part that is to show, empty for the playbook itself.
        edit_requested: the part that shows is to be edited.
        move_requested: str, int. A part is to go up (-1) or down (1).
        delete_requested: str. A part is to go.
        menu_requested: QPoint. The menu of the part that shows is to open there, on the screen.
    """

    part_chosen = Signal(str)
    edit_requested = Signal()
    move_requested = Signal(str, int)
    delete_requested = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("playbook_outline")
        self.setAccessibleName(self.tr("Parts of the playbook"))
        self._delegate = OutlineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.currentRowChanged.connect(self._on_current)

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        """Show these parts; the chosen one stays chosen, or the one that took its place is."""
        before, place = self.code(), self.currentRow()
        self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for at, row in enumerate(rows):
            item = self.item(at)
            item.setData(LOOK, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(row))
            item.setToolTip(row.text)
        places = [at for at, row in enumerate(rows) if row.code == before]
        self.setCurrentRow(places[0] if places else max(0, min(place, len(rows) - 1)))
        self.blockSignals(False)
        self.viewport().update()
        if self.code() != before:
            self.part_chosen.emit(self.code())

    def rows(self) -> list[OutlineRow]:
        """Return what shows."""
        return [self.item(at).data(LOOK) for at in range(self.count())]

    def code(self) -> str:
        """Return the code of the part that is chosen."""
        row = self.currentIndex().data(LOOK)
        return row.code if isinstance(row, OutlineRow) else ""

    def choose(self, code: str) -> None:
        """Choose a part, and bring it into sight."""
        for at, row in enumerate(self.rows()):
            if row.code == code:
                self.setCurrentRow(at)

    def _spoken(self, row: OutlineRow) -> str:
        words = (self.tr("Playbook “{name}”"), self.tr("Dimension “{name}”"), self.tr("Criterion “{name}”"))[row.depth]
        parts = [words.format(name=row.text), row.note]
        if row.mistakes:
            parts.append(self.tr("mistakes: {count}").format(count=row.mistakes))
        elif row.is_changed:
            parts.append(self.tr("changed"))
        return ", ".join(part for part in parts if part)

    def _on_current(self, row: int) -> None:
        if row >= 0:
            self.part_chosen.emit(self.code())

    @override
    def keyboardSearch(self, search: str) -> None:
        """Take letters for nothing: they would jump about."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and an arrow, edit with Enter, delete with Del; arrows alone go from part to part."""
        self._delegate.has_ring = True
        step = STEPS.get(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is not None and modifiers == Qt.KeyboardModifier.AltModifier:
            self.move_requested.emit(self.code(), step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers:
            self.edit_requested.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self.delete_requested.emit(self.code())
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a part without the ring."""
        self._delegate.has_ring = False
        super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the part, at the part where a key calls it."""
        item = self.currentItem()
        if item is None:
            return
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft() + QPoint(INDENT[1], 2))
        self.menu_requested.emit(at)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._delegate.has_ring = shows_focus(event, self._delegate.has_ring)
        super().focusInEvent(event)
