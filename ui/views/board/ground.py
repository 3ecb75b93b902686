"""What the board and the forecast have in common: columns of cards, the current card, and the pointer over them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedLayout, QVBoxLayout, QWidget

from salesdesk.domain.rates import Rate
from salesdesk.queries import board as queries
from ui import theme
from ui.delegates.card import CardPainter
from ui.models.board import CardBoard, CardsModel
from ui.session import DeskSession
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.drag import Drag, Landing
from ui.views.board.navigation import Navigator
from ui.views.board.shelf import BOTTOM, PADDING, Shelf
from ui.widgets.button import Button
from ui.widgets.states import EmptyState, ErrorPanel

REWORD_MS = 30_000


class Cards(CardBoard, Protocol):
    """The model of all columns together."""

    def place_of(self, card_id: int) -> tuple[CardsModel, int] | None:
        """Return where a card stands, None where it is not shown."""


class CardGround(QWidget):
    """Columns of cards side by side, of which one card is current; a subclass says what the columns are.

    Signals:
        open_requested: int. An opportunity is to be opened.
        log_requested: int. An activity is to be logged with an opportunity.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        new_requested: int. An opportunity is to be added to a stage, with all its fields.
        leads_requested: there is nothing here yet, and leads to qualify.
        dragging_changed: bool. A card is in the hand, or no longer.
        totals_changed: counts and sums are new.
        layout_requested: str. Another layout: “board”, “table” or “forecast”.
        focus_filters_requested: the filters are to take the focus.
    """

    open_requested = Signal(int)
    log_requested = Signal(int)
    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    new_requested = Signal(int)
    leads_requested = Signal()
    dragging_changed = Signal(bool)
    totals_changed = Signal()
    layout_requested = Signal(str)
    focus_filters_requested = Signal()

    def __init__(self, session: DeskSession, currency: str, parent: QWidget | None = None) -> None:
        """Start empty; a subclass makes its model and calls `assemble`."""
        super().__init__(parent)
        self._session = session
        self._currency = currency
        self._painter = CardPainter()
        self._navigator = Navigator(self._on_current)
        self._current: int | None = None
        self._current_row = 0
        self._was_lost: int | None = None
        self._rates: Mapping[str, Rate] | None = None
        self.columns: list[Column] = []

    def assemble(self, cards: Cards, shelf: Shelf, failure: str) -> QWidget:
        """Return the columns, what stands in their place where there are none, and a failure, upon one another."""
        name = self.objectName()
        self._cards = cards
        self._shelf = shelf
        self.bar = shelf.bar
        self.empty = EmptyState(self.tr("No opportunities yet"))
        self.empty.setObjectName(f"{name}_empty")
        self._failure_words = failure
        self.failure = ErrorPanel(failure, "")
        self.failure.retry_requested.connect(self.load)
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(PADDING, 0, PADDING, BOTTOM)
        column.addWidget(self.failure)
        column.addStretch(1)
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        for page in (shelf, self.empty, framed):
            self._pages.addWidget(page)
        self.drag = Drag(cards, self._painter, shelf.bar, shelf.area)
        self.drag.started.connect(lambda: self._on_dragging(True))
        self.drag.ended.connect(lambda: self._on_dragging(False))
        self.drag.dropped.connect(self._on_dropped)
        self.drag.closing.connect(self._on_closing)
        theme.changed.connect(self._on_theme)
        self._reword = QTimer(self)
        self._reword.setInterval(REWORD_MS)
        self._reword.timeout.connect(self._on_time_passed)
        self._reword.start()
        return pages

    # What a subclass says

    @abstractmethod
    def load(self) -> None:
        """Read the cards and show them."""

    @abstractmethod
    def request_new(self) -> None:
        """Ask for a new opportunity, with all its fields."""

    @abstractmethod
    def make_menu(self, cards: CardList, ids: list[int]) -> QMenu:
        """Return the menu of some cards, or of the column where there are none, ready to pop up."""

    @abstractmethod
    def _act_on_key(self, cards: CardList, event: QKeyEvent) -> bool:
        """Do what a key asks for that moves nothing but the current card; tell whether it asked for anything."""

    @abstractmethod
    def _on_totals(self) -> None:
        """Show other counts and sums."""

    @abstractmethod
    def _on_dropped(self, ids: list[int], landing: Landing) -> None:
        """Put cards where they were dropped."""

    @abstractmethod
    def _on_closing(self, outcome: str, ids: list[int]) -> None:
        """Begin what a zone of the drop bar stands for."""

    @abstractmethod
    def _on_time_passed(self) -> None:
        """Say anew what depends on the hour."""

    # What every layout has

    def set_compact(self, is_compact: bool) -> None:
        """Show lower cards, without the line of the account, or the usual ones."""
        self._painter.set_compact(is_compact)
        self._on_theme()

    def set_rates(self, rates: Mapping[str, Rate] | None) -> None:
        """Add amounts up in the desk’s currency as far as there are rates; None lets every currency stand apart."""
        self._rates = rates
        if self.columns:
            self._on_totals()

    def show_record(self, record: int) -> bool:
        """Make a card current and bring it into sight; tell whether it is shown."""
        return self.focus_card(record)

    def current_id(self) -> int | None:
        """Return the current card."""
        return self._current

    def chosen_ids(self) -> list[int]:
        """Return what an action is for: the selected cards where the current one is among them, else that one."""
        selected = self._navigator.selected_ids()
        if self._current is not None and self._current not in selected:
            return [self._current]
        return selected

    def focus_card(self, card_id: int, *, has_ring: bool = True, takes_focus: bool = True) -> bool:
        """Make a card current and bring it into sight; tell whether it is shown."""
        place = self._cards.place_of(card_id)
        column = self._column_with(place[0]) if place is not None else None
        if place is None or column is None:
            return False
        self._navigator.go(column, place[1], has_ring=has_ring, takes_focus=takes_focus)
        self._shelf.show_column(column)
        return True

    def _column_with(self, cards: CardsModel) -> Column | None:
        return next((column for column in self.columns if column.list.cards is cards), None)

    # Following the model

    def _show_columns(self, columns: list[Column]) -> None:
        """Show other columns in place of those that were shown."""
        self.columns = columns
        self._shelf.set_columns(columns)
        self._navigator.serve(columns)
        self.drag.serve(columns)

    def _wire(self, cards: CardList) -> None:
        cards.handle_key = lambda event: self._handle_key(cards, event)
        cards.pressed.connect(lambda card_id, screen: self._on_pressed(cards, card_id, screen))
        cards.dragged.connect(self.drag.move)
        cards.released.connect(lambda screen, modifiers: self._on_released(cards, screen, modifiers))
        cards.interrupted.connect(self.drag.cancel)
        cards.menu_requested.connect(lambda card_id, screen: self._on_menu(cards, card_id, screen))
        cards.opened.connect(self.open_requested)
        cards.focused.connect(lambda: self._on_focused(cards))

    def _show_way_on(self) -> None:
        """Show what can be done in place of columns that have nothing in them."""
        had_focus = self._has_focus()
        self.empty.clear_buttons()
        new_button = self.empty.add_button(Button(self.tr("New opportunity"), "primary", icon="plus"))
        new_button.setObjectName("empty_new_button")
        new_button.clicked.connect(self.request_new)
        if self._session.read(queries.has_leads):
            leads_button = self.empty.add_button(Button(self.tr("Qualify a lead")))
            leads_button.setObjectName("empty_leads_button")
            leads_button.clicked.connect(self.leads_requested)
        self._pages.setCurrentWidget(self.empty)
        if had_focus:
            new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, sentence: str) -> None:
        self.failure.set_failure(self._failure_words, sentence)
        self._pages.setCurrentIndex(2)

    def _follow_current(self) -> None:
        """Keep the same card current wherever it went; one that left and came back is current again."""
        for card_id in (self._was_lost, self._current):
            place = self._cards.place_of(card_id) if card_id is not None else None
            if place is None or card_id is None:
                continue
            self._was_lost = None
            self._current_row = place[1]
            column = self._column_with(place[0])
            if column is not None and (column.list.current_id() != card_id or self._current != card_id):
                self.focus_card(card_id, has_ring=self._has_ring(), takes_focus=self._has_focus())
            return
        stop = self._navigator.tab_stop()
        if self._current is not None and stop is not None:
            lost = self._current
            row = min(self._current_row, len(stop.list.cards.ids) - 1)
            self._navigator.go(stop, row, has_ring=self._has_ring(), takes_focus=self._has_focus())
            self._was_lost = lost

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _has_ring(self) -> bool:
        return any(column.list.has_ring() for column in self.columns)

    def _on_current(self, column: Column, card_id: int | None) -> None:
        self._shelf.show_column(column)
        self._note_current(column.list, card_id)

    def _on_focused(self, cards: CardList) -> None:
        self._navigator.make_tab_stop(self._navigator.column_of(cards))
        if cards.current_id() != self._current:
            self._note_current(cards, cards.current_id())

    def _note_current(self, cards: CardList, card_id: int | None) -> None:
        self._current = card_id
        self._current_row = max(0, cards.current_row())
        self._was_lost = None

    def _on_theme(self) -> None:
        for column in self.columns:
            column.relayout()
        self._painter.forget()

    def _repaint_cards(self) -> None:
        self._painter.forget()
        for column in self.columns:
            column.list.viewport().update()

    # The pointer

    def _on_pressed(self, cards: CardList, card_id: int, screen: QPoint) -> None:
        self._navigator.make_tab_stop(self._navigator.column_of(cards))
        self._note_current(cards, card_id)
        self.drag.press(cards, card_id, self._navigator.selected_ids(), screen)

    def _on_released(self, cards: CardList, screen: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self.drag.release():
            return
        row = cards.row_at(cards.viewport().mapFromGlobal(screen).y())
        if row >= 0 and row == cards.current_row():
            self._navigator.click(cards, row, modifiers)

    def _on_dragging(self, is_dragging: bool) -> None:
        self._shelf.make_room(is_dragging)
        self.dragging_changed.emit(is_dragging)

    def _on_menu(self, cards: CardList, card_id: int, screen: QPoint) -> None:
        self.drag.cancel()
        if card_id >= 0 and card_id not in self.chosen_ids():
            self._navigator.clear_selected()
            self._navigator.go(self._navigator.column_of(cards), cards.cards.row_of(card_id), has_ring=False)
        menu = self.make_menu(cards, self.chosen_ids() if card_id >= 0 else [])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(screen)

    # Keys

    def _handle_key(self, cards: CardList, event: QKeyEvent) -> bool:
        if self.drag.is_on:
            if event.key() == Qt.Key.Key_Escape:
                self.drag.cancel()
            return True
        self.drag.finish_flight()
        return self._navigator.handle(cards, event) or self._act_on_key(cards, event)

    def _ask_to_leave(self, outcome: str, ids: list[int]) -> None:
        """Ask for the sheet of what takes cards away: won, lost or nurture."""
        {"won": self.win_requested, "lost": self.lose_requested, "nurture": self.nurture_requested}[outcome].emit(ids)
