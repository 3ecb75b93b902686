"""Moving about the board by key: which card is current, and which are selected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.views.board.cards import CardList
from ui.views.board.column import Column

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Navigator:
    """Keeps one card current on the whole board, and one column its tab stop."""

    def __init__(self, on_current: Callable[[Column, int | None], None]) -> None:
        """Tell `on_current` whenever the rep went to another card, or to an empty column."""
        self._on_current = on_current
        self._columns: Sequence[Column] = ()
        self._anchor = 0

    def serve(self, columns: Sequence[Column]) -> None:
        """Work with other columns; the first is the tab stop."""
        self._columns = columns
        if columns:
            self.make_tab_stop(columns[0])

    def column_of(self, cards: CardList) -> Column:
        """Return the column of a list."""
        return next(column for column in self._columns if column.list is cards)

    def make_tab_stop(self, chosen: Column) -> None:
        """Let Tab reach this column and no other."""
        for column in self._columns:
            policy = Qt.FocusPolicy.StrongFocus if column is chosen else Qt.FocusPolicy.ClickFocus
            column.list.setFocusPolicy(policy)

    def tab_stop(self) -> Column | None:
        """Return the column that Tab reaches."""
        stops = (one for one in self._columns if one.list.focusPolicy() == Qt.FocusPolicy.StrongFocus)
        return next(stops, None)

    def go(self, column: Column, row: int, *, has_ring: bool = True, takes_focus: bool = True) -> None:
        """Make a card current, in sight and focused; row -1 stands for an empty column."""
        self.make_tab_stop(column)
        column.list.set_current(row)
        if row >= 0:
            column.list.show_row(row)
        if takes_focus:
            column.list.setFocus(Qt.FocusReason.OtherFocusReason)
        column.list.show_ring(has_ring)
        self._anchor = row
        self._on_current(column, column.list.current_id())

    def selected_ids(self) -> list[int]:
        """Return the selected cards of all columns, in their order."""
        return [card_id for column in self._columns for card_id in column.list.selected_ids()]

    def clear_selected(self) -> None:
        """Select nothing."""
        for column in self._columns:
            column.list.clear_selected()

    def select_ids(self, ids: Collection[int]) -> None:
        """Select these cards, wherever they stand, and no others."""
        wanted = set(ids)
        self.clear_selected()
        for column in self._columns:
            for row, one in enumerate(column.list.cards.ids):
                if one in wanted:
                    column.list.select_row(row)

    def toggle(self, cards: CardList) -> None:
        """Select the current card of a column, or no longer."""
        if cards.current_row() >= 0:
            cards.select_row(cards.current_row(), is_toggled=True)

    def select_all(self, cards: CardList) -> None:
        """Select every card of a column and no others."""
        self.clear_selected()
        if cards.cards.ids:
            cards.select_span(0, len(cards.cards.ids) - 1)

    def click(self, cards: CardList, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """Select as a click does: one card, one more with Ctrl, all up to here with Shift."""
        column = self.column_of(cards)
        if modifiers & CONTROL:
            cards.select_row(row, is_toggled=True)
            self._anchor = row
        elif modifiers & SHIFT:
            cards.select_span(max(0, self._anchor), row)
        else:
            self.clear_selected()
            cards.select_row(row)
            self._anchor = row
        self.make_tab_stop(column)
        self._on_current(column, cards.current_id())

    def handle(self, cards: CardList, event: QKeyEvent) -> bool:
        """Act on a key that moves about; tell whether it was one."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if modifiers == NO_MODIFIER:
            return self._plain(cards, key)
        if modifiers == SHIFT and key in (Key.Key_Up, Key.Key_Down):
            return self._extend(cards, -1 if key == Key.Key_Up else 1)
        if modifiers == CONTROL:
            return self._with_control(cards, key)
        return False

    def _plain(self, cards: CardList, key: int) -> bool:
        row, last = cards.current_row(), len(cards.cards.ids) - 1
        rows = {
            Key.Key_Up: row - 1,
            Key.Key_Down: row + 1,
            Key.Key_Home: 0,
            Key.Key_End: last,
            Key.Key_PageUp: row - cards.page_rows(),
            Key.Key_PageDown: row + cards.page_rows(),
        }
        if key in rows:
            self.clear_selected()
            self.go(self.column_of(cards), max(0, min(rows[Key(key)], last)) if last >= 0 else -1)
            return True
        if key in (Key.Key_Left, Key.Key_Right):
            self._sideways(cards, -1 if key == Key.Key_Left else 1)
            return True
        if key == Key.Key_Escape and self.selected_ids():
            self.clear_selected()
            return True
        return False

    def _with_control(self, cards: CardList, key: int) -> bool:
        if key in (Key.Key_Home, Key.Key_End):
            column = self._columns[0 if key == Key.Key_Home else -1]
            self.clear_selected()
            self.go(column, column.list.nearest_row(_middle(cards)))
            return True
        return False

    def _sideways(self, cards: CardList, direction: int) -> None:
        place = self._columns.index(self.column_of(cards)) + direction
        if 0 <= place < len(self._columns):
            column = self._columns[place]
            self.clear_selected()
            self.go(column, column.list.nearest_row(_middle(cards)))

    def _extend(self, cards: CardList, direction: int) -> bool:
        if cards.current_row() < 0:
            return False
        anchor = self._anchor if cards.selected_ids() else cards.current_row()
        row = max(0, min(cards.current_row() + direction, len(cards.cards.ids) - 1))
        self.go(self.column_of(cards), row)
        cards.select_span(max(0, anchor), row)
        self._anchor = anchor
        return True


def _middle(cards: CardList) -> int:
    """Return the height at which the current card stands, or the top of an empty column."""
    row = cards.current_row()
    return cards.row_rect(max(0, row)).center().y()
