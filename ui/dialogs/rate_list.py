"""The list of exchange rates: one line each, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from ui import painting, theme
from ui.delegates.rate_row import INSET, LOOK_ROLE, RATE_WIDTH, UNIT_WIDTH, RateDelegate, RateLook
from ui.widgets.focus import shows_focus


class RatesHead(QWidget):
    """The headings over the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the room of a line of small text."""
        super().__init__(parent)
        self.setFixedHeight(theme.current().line("small") + 7)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the hairline."""
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(INSET, 0, -INSET, -7)
        font = painting.font("small", painting.MEDIUM)
        painting.draw_text(painter, rect, self.tr("One unit of"), "muted", font)
        painting.draw_text(painter, rect.adjusted(UNIT_WIDTH, 0, 0, 0), self.tr("Is worth"), "muted", font)
        day = rect.adjusted(UNIT_WIDTH + RATE_WIDTH, 0, 0, 0)
        painting.draw_text(painter, day, self.tr("From"), "muted", font)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().color("border_strong"))
        painter.end()


class RateList(QListWidget):
    """The rates in the order they are given; Del asks to delete the chosen one.

    Signals:
        delete_requested: the chosen rate is to go.
        menu_requested: QPoint. Its menu is to open there, on the screen.
    """

    delete_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; the name is for screen readers."""
        super().__init__(parent)
        self.setObjectName("rate_list")
        self.setAccessibleName(name)
        self._delegate = RateDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_rates(self, looks: Sequence[RateLook]) -> None:
        """Show these lines; the chosen one stays chosen, or the one that took its place is."""
        before, place = self.chosen(), self.currentRow()
        self.clear()
        for look in looks:
            item = QListWidgetItem(self)
            item.setData(LOOK_ROLE, look)
            words = self.tr("{unit} is worth {worth} from {day}, in use") if look.is_in_use else self._words()
            spoken = words.format(unit=look.unit, worth=look.worth, day=look.day)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        if looks and (before is None or not self.choose(before)):
            self.setCurrentRow(min(max(0, place), len(looks) - 1))

    def _words(self) -> str:
        return self.tr("{unit} is worth {worth} from {day}")

    def chosen(self) -> int | None:
        """Return the number of the chosen rate."""
        row = self.currentRow()
        look = self.item(row).data(LOOK_ROLE) if row >= 0 else None
        return look.id if isinstance(look, RateLook) else None

    def choose(self, rate: int) -> bool:
        """Choose a rate and bring it into sight; tell whether it is there."""
        for row in range(self.count()):
            if self.item(row).data(LOOK_ROLE).id == rate:
                self.setCurrentRow(row)
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete with Del; move with the arrows."""
        self._delegate.has_ring = True
        if event.key() == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self.delete_requested.emit()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line without the ring."""
        self._delegate.has_ring = False
        super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen line."""
        if self.currentRow() >= 0:
            self.menu_requested.emit(event.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._delegate.has_ring = shows_focus(event, self._delegate.has_ring)
        super().focusInEvent(event)
