"""One column of the board: head, cards, and a slim scroll bar."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QScrollBar, QSizePolicy, QWidget
from typing_extensions import override

from salesdesk.queries.board import Stage, StageTotals
from ui import painting, theme
from ui.delegates.card import CardPainter
from ui.models.board import CardsModel, ColumnModel
from ui.views.board.cards import EMPTY_TEXT_TOP, SIDE, TOP, CardList
from ui.views.board.header import ColumnHeader
from ui.widgets.button import Button

RADIUS = 10
EDGE = 1
PADDING = 8
MINIMUM_WIDTH = 238
MAXIMUM_WIDTH = 338
BAR_WIDTH = 10
FOOT_GAP = 6


class Adder(QWidget):
    """Fields of a new card, which stand above the cards of a column.

    Signals: resized: another height is needed.
    """

    resized = Signal()
    name_field: QLineEdit

    @abstractmethod
    def height_for(self, width: int) -> int:
        """Return the height it needs at a width."""


class Column(QWidget):
    """A stage on the board, or whatever else cards stand together by.

    Signals:
        menu_requested: QPoint. The menu of the column is wanted, at a point of the screen.
    """

    menu_requested = Signal(QPoint)

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
        self._adder: Adder | None = None
        self.foot: Button | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        source = self.list.verticalScrollBar()
        source.rangeChanged.connect(self._on_range)
        source.rangeChanged.connect(self._place_foot)
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

    def add_foot(self, button: Button) -> None:
        """Keep a button below the last card, or at the foot where the cards reach further."""
        self.foot = button
        button.setParent(self)
        # The board is one tab stop, and the key of the button does the same.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.show()
        cards = self.list.cards
        for signal in (cards.modelReset, cards.rowsInserted, cards.rowsRemoved):
            signal.connect(self._place_foot)
        self._lay_out()

    def adder(self) -> Adder | None:
        """Return the fields of a new card, where they are open."""
        return self._adder

    def set_adder(self, adder: Adder | None) -> None:
        """Put the fields of a new card above the cards, or take them away."""
        before, self._adder = self._adder, adder
        if before is not None:
            before.hide()
            before.deleteLater()
        if adder is not None:
            adder.resized.connect(self._lay_out)
            adder.show()
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
        if self._adder is not None:
            room = self.width() - 2 * (EDGE + PADDING)
            height = self._adder.height_for(room)
            self._adder.setGeometry(EDGE + PADDING, EDGE + head, room, height)
            head += height + TOP
        # The list reaches into the padding by what the ring of a card needs.
        top = EDGE + head - TOP
        side = EDGE + PADDING - SIDE
        foot = self.foot.sizeHint().height() + FOOT_GAP if self.foot is not None else 0
        self.list.setGeometry(side, top, self.width() - 2 * side, self.height() - top - 2 - foot)
        bar_height = self.height() - top - TOP - RADIUS - foot
        self._bar.setGeometry(self.width() - BAR_WIDTH, top + TOP, BAR_WIDTH, bar_height)
        self._bar.raise_()
        self._place_foot()

    def _place_foot(self) -> None:
        if self.foot is None:
            return
        hint = self.foot.sizeHint()
        cards = self.list
        last = cards.geometry().top() + TOP + len(cards.cards.ids) * cards.pitch
        if not cards.cards.ids:
            last += EMPTY_TEXT_TOP + theme.current().line()
        top = max(0, min(last, self.height() - hint.height() - FOOT_GAP))
        self.foot.setGeometry(EDGE + PADDING, top, self.width() - 2 * (EDGE + PADDING), hint.height())
        self.foot.raise_()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts in their places."""
        self._lay_out()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the column, also from its head."""
        self.menu_requested.emit(event.globalPos())
        event.accept()

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
