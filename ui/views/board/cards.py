"""The cards of one column: laid out by arithmetic, painted as they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.delegates.card import CardPainter, CardState
from ui.models.board import CardsModel
from ui.views.board.words import card_sentence, card_tip, rich_tip, rotting_tip
from ui.widgets.focus import shows_focus

GAP = 8
SIDE = 4
TOP = 8
# How far the cards below the line of a drop make way for it; more than the ring of a card needs.
LINE_GAP = 8
EMPTY_TEXT_TOP = 20
Flag = QItemSelectionModel.SelectionFlag


class CardList(QListView):
    """One column of cards of one height; nothing is laid out but what is painted.

    Signals:
        pressed: int, QPoint. The left button went down on a card, at a point of the screen.
        dragged: QPoint. The pointer moved with the left button down.
        released: QPoint, object. The left button came up, with these modifiers held.
        interrupted: another button, or the focus, took the pointer’s business over.
        menu_requested: int, QPoint. A menu is wanted for a card (-1 for none), at a point of the screen.
        opened: int. A card was double-clicked.
        focused: the column took the focus.
    """

    pressed = Signal(int, QPoint)
    dragged = Signal(QPoint)
    released = Signal(QPoint, object)
    interrupted = Signal()
    menu_requested = Signal(int, QPoint)
    opened = Signal(int)
    focused = Signal()

    def __init__(
        self, cards: CardsModel, painter: CardPainter, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        """Show the cards of a column, worded for the moment `now` gives."""
        super().__init__(parent)
        self.cards = cards
        self.handle_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self.empty_words = self.tr("Drag a card here, or press N")
        self._painter = painter
        self._now = now
        self._hover = -1
        self._ring = False
        self._ghosts: frozenset[int] = frozenset()
        self._hidden: frozenset[int] = frozenset()
        self._line_row: int | None = None
        self._is_target = False
        self._shift_row = 0
        self._shift = 0.0
        self._shifting = QVariantAnimation(self)
        self._shifting.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._shifting.valueChanged.connect(self._on_shift)
        cards.describe = lambda card: card_sentence(card, cards.stage_of(card), now())
        cards.explain = lambda card: rotting_tip(card, cards.stage_of(card), now())
        self.setModel(cards)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAutoScroll(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        cards.modelReset.connect(self._on_rows_changed)
        cards.rowsInserted.connect(self._on_rows_changed)
        cards.rowsRemoved.connect(self._on_rows_changed)

    # Where things are

    @property
    def pitch(self) -> int:
        """How far the tops of two cards are apart."""
        return self._painter.look.height + GAP

    def row_rect(self, row: int) -> QRect:
        """Return where the card of a row stands in the viewport."""
        top = TOP + row * self.pitch - self.verticalScrollBar().value()
        return QRect(SIDE, top, self.viewport().width() - 2 * SIDE, self._painter.look.height)

    def row_at(self, y: int) -> int:
        """Return the row whose card, or the gap below it, is at a height of the viewport; -1 where there is none."""
        row = (y - TOP + self.verticalScrollBar().value()) // self.pitch
        return row if 0 <= row < len(self.cards.ids) else -1

    def gap_at(self, card_top: float) -> int:
        """Return before which row a card with this top, in the viewport, would be put."""
        row = round((card_top - TOP + self.verticalScrollBar().value()) / self.pitch)
        return max(0, min(row, len(self.cards.ids)))

    def nearest_row(self, middle: int) -> int:
        """Return the row that stands nearest to a height of the viewport, -1 in an empty column."""
        if not self.cards.ids:
            return -1
        row = round((middle - self.row_rect(0).center().y()) / self.pitch)
        return max(0, min(row, len(self.cards.ids) - 1))

    def page_rows(self) -> int:
        """Return how many whole cards are in sight."""
        return max(1, self.viewport().height() // self.pitch)

    def show_row(self, row: int) -> None:
        """Scroll as little as it takes to bring a card into sight with its ring."""
        bar = self.verticalScrollBar()
        rect = self.row_rect(row).adjusted(0, -TOP, 0, TOP)
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height())

    # What is current and selected

    def current_row(self) -> int:
        """Return the row of the current card, -1 when there is none."""
        return self.currentIndex().row()

    def current_id(self) -> int | None:
        """Return the current card."""
        row = self.current_row()
        return self.cards.ids[row] if 0 <= row < len(self.cards.ids) else None

    def set_current(self, row: int) -> None:
        """Make a card the current one, without selecting it."""
        index = self.cards.index(row) if row >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self.viewport().update()

    def selected_ids(self) -> list[int]:
        """Return the selected cards, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.cards.ids[row] for row in rows]

    def select_row(self, row: int, is_toggled: bool = False) -> None:
        """Select a card, or change whether it is selected."""
        self.selectionModel().select(self.cards.index(row), Flag.Toggle if is_toggled else Flag.Select)

    def select_span(self, first: int, last: int) -> None:
        """Select the cards from one row to another and no others."""
        low, high = sorted((first, last))
        span = QItemSelection(self.cards.index(low), self.cards.index(high))
        self.selectionModel().select(span, Flag.ClearAndSelect)

    def clear_selected(self) -> None:
        """Select nothing."""
        self.selectionModel().clearSelection()

    def show_ring(self, is_shown: bool) -> None:
        """Draw the focus ring from now on, or leave it out: only those who move by key see it."""
        if self._ring != is_shown:
            self._ring = is_shown
            self.viewport().update()

    def has_ring(self) -> bool:
        """Tell whether the focus ring is drawn."""
        return self._ring and self.hasFocus()

    # How it looks during a drag

    def set_ghosts(self, ids: Iterable[int]) -> None:
        """Show these cards as the dashed space they left."""
        self._ghosts = frozenset(ids)
        self._hover = -1
        self.viewport().update()

    def set_hidden(self, ids: Iterable[int]) -> None:
        """Leave the space of these cards empty: they are on their way there."""
        self._hidden = frozenset(ids)
        self.viewport().update()

    def set_line(self, row: int | None) -> None:
        """Draw the line where a card would land: before a row, or nowhere."""
        if self._line_row != row:
            self._line_row = row
            self.viewport().update()

    def line_row(self) -> int | None:
        """Return before which row the line is drawn."""
        return self._line_row

    def set_target(self, is_target: bool) -> None:
        """Stand on the tint of the column a drop would go to."""
        if self._is_target != is_target:
            self._is_target = is_target
            self.viewport().update()

    def open_gap(self, row: int, is_closing: bool = False) -> None:
        """Let the cards from a row on slide to where they stand now, after one came or went."""
        duration = theme.duration("card_settle")
        self._shifting.stop()
        if duration <= 0:
            return
        self._shift_row = row
        self._shifting.setDuration(duration)
        self._shifting.setStartValue(float(self.pitch if is_closing else -self.pitch))
        self._shifting.setEndValue(0.0)
        self._shifting.start()

    def _on_shift(self, value: object) -> None:
        assert isinstance(value, float)
        self._shift = value
        self.viewport().update()

    # What QListView asks for, in place of its own layout

    @override
    def doItemsLayout(self) -> None:
        """Lay nothing out: where a row stands is arithmetic."""
        QAbstractItemView.doItemsLayout(self)

    @override
    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Return where a card stands."""
        return self.row_rect(index.row()) if index.isValid() else QRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the card at a point of the viewport."""
        row = self.row_at(point.y())
        return self.cards.index(row) if row >= 0 and self.row_rect(row).contains(point) else QModelIndex()

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a card into sight."""
        if index.isValid():
            self.show_row(index.row())

    @override
    def verticalOffset(self) -> int:
        """Return how far the column is scrolled."""
        return self.verticalScrollBar().value()

    @override
    def horizontalOffset(self) -> int:
        """Return nothing: a column does not scroll sideways."""
        return 0

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return all that is in sight, so that a change of the selection is painted."""
        return QRegion(self.viewport().rect())

    @override
    def updateGeometries(self) -> None:
        """Give the scroll bar its range."""
        bar = self.verticalScrollBar()
        height = TOP + len(self.cards.ids) * self.pitch
        # The page first: who follows the range looks at it.
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setSingleStep(max(1, self.pitch // 3))

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted."""
        self._hover = -1
        self.viewport().scroll(dx, dy)

    def _on_rows_changed(self) -> None:
        self._hover = -1
        self.updateGeometries()
        self.viewport().update()

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards in sight, and the line of a drop."""
        painter = QPainter(self.viewport())
        ground = "accent_subtle" if self._is_target else "well"
        painter.fillRect(event.rect(), theme.current().color(ground))
        if self.cards.ids:
            now = self._now()
            slack = round(abs(self._shift)) if self._is_shifting() else LINE_GAP
            pitch = self.pitch
            first = (event.rect().top() - slack - TOP + self.verticalScrollBar().value()) // pitch
            last = (event.rect().bottom() + slack - TOP + self.verticalScrollBar().value()) // pitch
            for row in range(max(0, first), min(last + 1, len(self.cards.ids))):
                self._paint_row(painter, row, now)
        else:
            self._paint_empty(painter)
        if self._line_row is not None:
            self._paint_line(painter, self._line_row)
        painter.end()

    def _is_shifting(self) -> bool:
        return self._shifting.state() == QAbstractAnimation.State.Running

    def _paint_row(self, painter: QPainter, row: int, now: datetime) -> None:
        card_id = self.cards.ids[row]
        card = None if card_id in self._hidden else self.cards.card(row)
        if card is None:
            return
        rect = QRectF(self.row_rect(row))
        if self._is_shifting() and row >= self._shift_row:
            rect.translate(0, self._shift)
        if self._line_row is not None and row >= self._line_row:
            rect.translate(0, LINE_GAP)
        words = self._painter.fit(card, self.cards.stage_of(card), now, round(rect.width()))
        state = CardState(
            is_hovered=row == self._hover,
            is_selected=self.selectionModel().isRowSelected(row, QModelIndex()),
            is_ghost=card_id in self._ghosts,
            has_ring=self.has_ring() and row == self.current_row() and not self._ghosts,
        )
        self._painter.paint(painter, rect, words, state)

    def _paint_empty(self, painter: QPainter) -> None:
        look = theme.current()
        room = QRectF(SIDE, EMPTY_TEXT_TOP, self.viewport().width() - 2 * SIDE, look.line())
        painting.draw_text(painter, room, self.empty_words, "muted", look.font(), painting.CENTER)
        if self.has_ring():
            ring = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            painting.focus_ring_inset(painter, ring, 8)

    def _paint_line(self, painter: QPainter, row: int) -> None:
        colour = theme.current().color("accent")
        y = self.row_rect(row).top() - (GAP - LINE_GAP) / 2
        right = self.viewport().width() - SIDE
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(SIDE + 3, y - 1, right - SIDE - 4, 2), colour)
        ring = QRectF(SIDE - 3, y - 4, 8, 8)
        ground = theme.current().color("accent_subtle" if self._is_target else "well")
        painting.fill_round(painter, ring, ground, 4)
        painting.edge_round(painter, ring, colour, 4, 2)

    # Pointer and keys

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the card under the pointer current; a drag may begin here."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.interrupted.emit()
            return
        self.show_ring(False)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.set_current(index.row())
            self.pressed.emit(self.cards.ids[index.row()], event.globalPosition().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the card under the pointer up, or pass a drag on."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())
            return
        self._set_hover(self.indexAt(event.position().toPoint()).row())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the card that was clicked, or end a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit(event.globalPosition().toPoint(), event.modifiers())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.interrupted.emit()
            self.opened.emit(self.cards.ids[index.row()])

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: at the pointer, or at the current card when it was asked for by key."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            self.menu_requested.emit(self.cards.ids[index.row()] if index.isValid() else -1, event.globalPos())
        else:
            row = self.current_row()
            at = self.row_rect(row).center() if row >= 0 else QPoint(SIDE, TOP)
            self.menu_requested.emit(self.current_id() or -1, self.viewport().mapToGlobal(at))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the board act on the key; what it does not know goes on to the window."""
        if not self.handle_key(event):
            event.ignore()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Search nothing: single letters are commands here."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus; without a current card the first becomes it."""
        self.show_ring(shows_focus(event, self._ring))
        super().focusInEvent(event)
        if self.current_row() < 0 and self.cards.ids and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.set_current(0)
        self.viewport().update()
        self.focused.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give up a drag that is under way."""
        super().focusOutEvent(event)
        self.interrupted.emit()
        self.viewport().update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Leave the hover to the pointer’s moves."""

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing up."""
        self._set_hover(-1)

    def _set_hover(self, row: int) -> None:
        if row != self._hover:
            for one in (row, self._hover):
                if one >= 0:
                    self.viewport().update(self.row_rect(one))
            self._hover = row

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Explain the card under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            around = self.visualRect(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), self._rich_tip_at(event.pos()), self.viewport(), around)
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> list[str]:
        """Return what is to be said about the card at a point of the viewport, nothing where there is none."""
        return self._told_at(point)[0]

    def _rich_tip_at(self, point: QPoint) -> str:
        parts, has_head = self._told_at(point)
        return rich_tip(parts, has_head) if parts else ""

    def _told_at(self, point: QPoint) -> tuple[list[str], bool]:
        index = self.indexAt(point)
        card = self.cards.card(index.row()) if index.isValid() else None
        if card is None:
            return [], False
        now, stage = self._now(), self.cards.stage_of(card)
        fitted = self._painter.fit(card, stage, now, self.row_rect(index.row()).width())
        return card_tip(card, stage, fitted, now), fitted.is_elided
