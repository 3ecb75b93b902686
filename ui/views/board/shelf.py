"""Columns in a row that scrolls sideways, and the drop bar below them while a card is in the hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.views.board.column import Column
from ui.views.board.drop_bar import HEIGHT as BAR_HEIGHT
from ui.views.board.drop_bar import DropBar

PADDING = 20
COLUMN_GAP = 12
BOTTOM = 16


class Shelf(QWidget):
    """The columns in their places; it knows nothing of cards."""

    def __init__(self, name: str, above: QWidget | None = None, parent: QWidget | None = None) -> None:
        """Start without columns, below what stands above all of them."""
        super().__init__(parent)
        self.area = QScrollArea()
        self.area.setObjectName(f"{name}_area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        ground = QWidget()
        ground.setAutoFillBackground(False)
        self._row = QHBoxLayout(ground)
        self._row.setContentsMargins(PADDING, 0, PADDING, 0)
        self._row.setSpacing(COLUMN_GAP)
        self.area.setWidget(ground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, BOTTOM)
        self._column.setSpacing(0)
        if above is not None:
            head = QHBoxLayout()
            head.setContentsMargins(PADDING, 0, PADDING, COLUMN_GAP)
            head.addWidget(above)
            self._column.addLayout(head)
        self._column.addWidget(self.area, 1)
        self.bar = DropBar(self)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, and delete those that were shown."""
        while (item := self._row.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.deleteLater()
        for column in columns:
            self._row.addWidget(column, 1)
        self._row.addStretch(0)

    def make_room(self, is_dragging: bool) -> None:
        """End the columns above the drop bar while a card is in the hand."""
        below = BOTTOM + (BAR_HEIGHT + COLUMN_GAP if is_dragging else 0)
        self._column.setContentsMargins(0, 0, 0, below)
        self._column.activate()
        self._place_bar()

    def show_column(self, column: Column) -> None:
        """Scroll as little as it takes to bring a column into sight."""
        self.area.ensureWidgetVisible(column, PADDING, 0)

    def begin_with(self, column: Column) -> None:
        """Scroll a column to the left edge."""
        self.area.horizontalScrollBar().setValue(column.x() - PADDING)

    def is_in_sight(self, column: Column) -> bool:
        """Tell whether a column is within the width that shows, as far as it has not been scrolled."""
        return column.geometry().right() <= self.area.viewport().width()

    def _place_bar(self) -> None:
        top = self.height() - BOTTOM - BAR_HEIGHT
        self.bar.setGeometry(PADDING, top, self.width() - 2 * PADDING, BAR_HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the foot."""
        super().resizeEvent(event)
        self._place_bar()
