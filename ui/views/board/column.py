"""One column of the board: head, cards, and a slim scroll bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget
from typing_extensions import override

from salesdesk.queries.board import Stage, StageTotals
from ui import painting, theme
from ui.delegates.card import CardPainter
from ui.models.board import CardsModel, ColumnModel
from ui.views.board.cards import SIDE, TOP, CardList
from ui.views.board.header import ColumnHeader

RADIUS = 10
EDGE = 1
PADDING = 8
MINIMUM_WIDTH = 238
MAXIMUM_WIDTH = 338
BAR_WIDTH = 10


class Column(QWidget):
    """A stage on the board, or whatever else cards stand together by."""

    def __init__(
        self,
        name: str,
        cards: CardsModel,
        painter: CardPainter,
        now: Callable[[], datetime],
        header: ColumnHeader,
        parent: QWidget | None = None,
    ) -> None:
        """Show cards under their head; the name tells this column from the others."""
        super().__init__(parent)
        self.setObjectName(f"column_{name}")
        self.header = header
        self.header.setParent(self)
        self.list = CardList(cards, painter, now, self)
        self.list.setObjectName(f"cards_{name}")
        self._is_target = False
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        source = self.list.verticalScrollBar()
        source.rangeChanged.connect(self._on_range)
        source.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(source.setValue)
        self._on_range(0, 0)
        self._take_widths()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def stage(self) -> Stage:
        """The stage shown, on the board of stages."""
        assert isinstance(self.list.cards, ColumnModel)
        return self.list.cards.stage

    def set_totals(self, totals: Sequence[StageTotals]) -> None:
        """Show and say what the cards add up to."""
        self.header.set_totals(totals)
        self.list.setAccessibleName(self.header.sentence(totals))

    def set_line_count(self, lines: int) -> None:
        """Give the head so many lines."""
        if self.header.set_line_count(lines):
            self._lay_out()

    def set_target(self, is_target: bool) -> None:
        """Take the tint of the column a drop would go to."""
        self._is_target = is_target
        self.list.set_target(is_target)
        self.update()

    def is_target(self) -> bool:
        """Tell whether the column has the tint."""
        return self._is_target

    def card_rect(self, row: int, within: QWidget) -> QRect:
        """Return where the card of a row stands in another widget of the window."""
        rect = self.list.row_rect(row)
        corner = self.list.viewport().mapTo(within.window(), rect.topLeft())
        return QRect(within.mapFrom(within.window(), corner), rect.size())

    def local(self, screen: QPoint) -> QPoint:
        """Return a point of the screen in the viewport of the cards."""
        return self.list.viewport().mapFromGlobal(screen)

    def relayout(self) -> None:
        """Take the sizes of another theme or font."""
        self._take_widths()
        self._lay_out()
        self.list.updateGeometries()
        self.update()

    def _take_widths(self) -> None:
        """Be as wide as the letters need: where they are large, the board scrolls sideways sooner."""
        grown = 0.25 + 0.75 * theme.current().type.unit
        self.setMinimumWidth(round(MINIMUM_WIDTH * grown))
        self.setMaximumWidth(round(MAXIMUM_WIDTH * grown))

    def _on_range(self, low: int, high: int) -> None:
        source = self.list.verticalScrollBar()
        self._bar.setRange(low, high)
        self._bar.setPageStep(source.pageStep())
        self._bar.setSingleStep(source.singleStep())
        self._bar.setVisible(high > low)

    def _lay_out(self) -> None:
        head = self.header.sizeHint().height()
        self.header.setGeometry(0, EDGE, self.width(), head)
        # The list reaches into the padding by what the ring of a card needs.
        top = EDGE + head - TOP
        side = EDGE + PADDING - SIDE
        self.list.setGeometry(side, top, self.width() - 2 * side, self.height() - top - 2)
        self._bar.setGeometry(self.width() - BAR_WIDTH, top + TOP, BAR_WIDTH, self.height() - top - TOP - RADIUS)
        self._bar.raise_()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts in their places."""
        self._lay_out()

    @override
    def sizeHint(self) -> QSize:
        """Return the width a column has in a window of 1440."""
        return QSize(277, 600)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._is_target:
            painting.panel(painter, rect, "accent_subtle", "accent", RADIUS)
        else:
            painting.fill_round(painter, rect, "well", RADIUS)
        painter.end()
