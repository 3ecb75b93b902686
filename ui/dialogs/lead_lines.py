"""A list of leads in a dialog, each with what is said about it; Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui.delegates.lead_line import LeadLineDelegate
from ui.models.lead_lines import LINE, LeadLine, LeadLineModel
from ui.widgets.focus import shows_focus


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
