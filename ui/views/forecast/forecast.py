"""The forecast: months side by side, cards dragged between them, and the quarter above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import Filter
from salesdesk.domain.periods import month_of
from salesdesk.domain.rates import Rate
from salesdesk.queries import board as queries
from salesdesk.queries.board import StageTotals
from salesdesk.queries.forecast import Month
from ui import theme
from ui.delegates.card import CardPainter
from ui.models.forecast import EstimateModel, ForecastModel, MonthColumn
from ui.session import DeskSession
from ui.views.board.board import BOTTOM, PADDING, REWORD_MS
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.deeds import NAMED, Deed, deed_of
from ui.views.board.drag import Drag, Landing
from ui.views.board.navigation import Navigator
from ui.views.forecast.header import MonthHeader
from ui.views.forecast.menu import MonthMenu, Standing
from ui.views.forecast.moves import MonthMoves
from ui.views.forecast.shelf import Shelf
from ui.widgets.button import Button
from ui.widgets.states import EmptyState, ErrorPanel

Key = Qt.Key
LAYOUT_KEYS = {Key.Key_B: "board", Key.Key_V: "table", Key.Key_F: "forecast"}


class ForecastView(QWidget):
    """The open opportunities as columns by close month.

    Signals:
        open_requested: int. An opportunity is to be opened.
        log_requested: int. An activity is to be logged with an opportunity.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        new_requested: int. An opportunity is to be added to a stage.
        leads_requested: there is nothing here yet, and leads to qualify.
        dragging_changed: bool. A card is in the hand, or no longer.
        totals_changed: counts and sums are new.
        focus_filters_requested: the filter is to take the focus.
        layout_requested: str. The opportunities are wanted as “board”, “table” or “forecast”.
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
    focus_filters_requested = Signal()
    layout_requested = Signal(str)

    def __init__(self, session: DeskSession, currency: str = "USD", parent: QWidget | None = None) -> None:
        """Start empty until `load`; the currency is what an empty column shows."""
        super().__init__(parent)
        self.setObjectName("forecast")
        self.setAccessibleName(self.tr("Forecast by close month"))
        self.months = ForecastModel(session, self)
        self.estimates = EstimateModel(session, self.months, self)
        self._session = session
        self._currency = currency
        self._painter = CardPainter()
        self._moves = MonthMoves(session, self.months, self)
        self._navigator = Navigator(self._on_current)
        self._current: int | None = None
        self._current_row = 0
        self._was_lost: int | None = None
        self._has_scrolled = False
        self._had_focus = self._had_ring = False
        self._rates: Mapping[str, Rate] | None = None
        self.columns: list[Column] = []
        self._build()
        self.drag = Drag(self.months, self._painter, self.bar, self._shelf.area)
        self.drag.started.connect(lambda: self._on_dragging(True))
        self.drag.ended.connect(lambda: self._on_dragging(False))
        self.drag.dropped.connect(self._on_dropped)
        self.drag.closing.connect(self._on_closing)
        self.months.loaded.connect(self._make_columns)
        self.months.totals_changed.connect(self._on_totals)
        self.months.failed.connect(self._on_failed)
        self.estimates.changed.connect(self.strip.set_estimate)
        self.estimates.failed.connect(self.strip.set_fault)
        theme.changed.connect(self._on_theme)
        self._reword = QTimer(self)
        self._reword.setInterval(REWORD_MS)
        self._reword.timeout.connect(self._on_time_passed)
        self._reword.start()

    def _build(self) -> None:
        self._shelf = Shelf()
        self.strip, self.bar = self._shelf.strip, self._shelf.bar
        self.empty = EmptyState(self.tr("No opportunities yet"))
        self.empty.setObjectName("forecast_empty")
        self.failure = ErrorPanel(self.tr("The forecast can’t be shown"), "")
        self.failure.retry_requested.connect(self.load)
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(PADDING, 0, PADDING, BOTTOM)
        column.addWidget(self.failure)
        column.addStretch(1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._shelf)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(framed)

    # What every layout has

    def load(self) -> None:
        """Read the forecast and show it."""
        self.months.load()

    def set_filter(self, chosen: Filter) -> None:
        """Narrow the cards to what a filter lets through."""
        self.months.set_filter(chosen)

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""
        self.months.set_pipeline(pipeline_id)

    def set_compact(self, is_compact: bool) -> None:
        """Show lower cards, without the line of the account, or the usual ones."""
        self._painter.set_compact(is_compact)
        self._on_theme()

    def set_rates(self, rates: Mapping[str, Rate] | None) -> None:
        """Add amounts up in the desk’s currency as far as there are rates; None lets every currency stand apart."""
        self._rates = rates
        if self.columns:
            self._on_totals()

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of the opportunities shown, one entry a currency."""
        return self.months.all_totals()

    def whole_count(self) -> int:
        """Return how many open opportunities there are without the filter."""
        return self.months.whole_count

    def shown_ids(self) -> list[int]:
        """Return the opportunities shown, month by month in their order."""
        return [one for column in self.months.columns for one in column.ids]

    def show_record(self, opportunity: int) -> None:
        """Bring a card into sight and make it current."""
        self.focus_card(opportunity)

    def request_new(self) -> None:
        """Ask for a new opportunity, in the first open stage."""
        stage = next((stage.id for stage in self.months.stages if stage.kind == "open"), None)
        if stage is not None:
            self.new_requested.emit(stage)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the month that is the tab stop, or to what can be done where there is none."""
        stop = self._navigator.tab_stop()
        if self._pages.currentWidget() is self.empty:
            button = self.empty.findChild(Button, "empty_new_button")
            if button is not None:
                button.setFocus(reason)
        elif stop is not None:
            stop.list.setFocus(reason)

    # Cards and columns

    def column_of(self, month: Month) -> Column | None:
        """Return the column of a month."""
        return next((column for column in self.columns if _month(column) == month), None)

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
        place = self.months.place_of(card_id)
        column = self.column_of(place[0].month) if place is not None else None
        if place is None or column is None:
            return False
        self._navigator.go(column, place[1], has_ring=has_ring, takes_focus=takes_focus)
        return True

    def _make_columns(self) -> None:
        self._had_focus, self._had_ring = self._has_focus(), self._has_ring()
        self.drag.serve(())
        self.columns = []
        present = month_of(self.months.now().date())
        for cards in self.months.columns:
            name = f"{cards.month:%Y_%m}" if cards.month is not None else "none"
            head = MonthHeader(cards.month, self._currency)
            column = Column(name, cards, self._painter, self._session.now, head)
            if cards.month is not None and cards.month < present:
                column.list.empty_words = self.tr("Nothing open closes here")
            self._wire(column.list)
            self.columns.append(column)
        self._shelf.set_columns(self.columns)
        self._navigator.serve(self.columns)
        self.drag.serve(self.columns)
        standing = self.column_of(present)
        if standing is not None:
            self._navigator.make_tab_stop(standing)
        if not self._has_scrolled:
            self._has_scrolled = True
            QTimer.singleShot(0, self, self._show_present)

    def _show_present(self) -> None:
        """Begin with the month before the present one where the present one would be out of sight."""
        standing = self.column_of(month_of(self.months.now().date()))
        if standing is not None and not self._shelf.is_in_sight(standing):
            self._shelf.begin_with(self.columns[max(0, self.columns.index(standing) - 1)])

    def _wire(self, cards: CardList) -> None:
        cards.handle_key = lambda event: self._handle_key(cards, event)
        cards.pressed.connect(lambda card_id, screen: self._on_pressed(cards, card_id, screen))
        cards.dragged.connect(self.drag.move)
        cards.released.connect(lambda screen, modifiers: self._on_released(cards, screen, modifiers))
        cards.interrupted.connect(self.drag.cancel)
        cards.menu_requested.connect(lambda card_id, screen: self._on_menu(cards, card_id, screen))
        cards.opened.connect(self.open_requested)
        cards.focused.connect(lambda: self._on_focused(cards))

    def _on_totals(self) -> None:
        today = self.months.now().date()
        heads = [cast(MonthHeader, column.header) for column in self.columns]
        for column, head in zip(self.columns, heads, strict=True):
            head.set_rates(self._rates)
            head.set_won(self.months.won_in(_month(column)), today)
            column.set_totals(self.months.totals_of(_month(column)))
        lines = max((head.line_count() for head in heads), default=2)
        for column in self.columns:
            column.set_line_count(lines)
        self._show_page()
        self._follow_current()
        self._keep_focus()
        self.totals_changed.emit()

    def _show_page(self) -> None:
        if self.months.count() or any(self.months.won_in(column.month) for column in self.months.columns):
            self._pages.setCurrentWidget(self._shelf)
            return
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
        self.failure.set_failure(self.tr("The forecast can’t be shown"), sentence)
        self._pages.setCurrentIndex(2)

    def _follow_current(self) -> None:
        """Keep the same card current wherever it went; one that left and came back is current again."""
        for card_id in (self._was_lost, self._current):
            place = self.months.place_of(card_id) if card_id is not None else None
            if place is None or card_id is None:
                continue
            self._was_lost = None
            self._current_row = place[1]
            column = self.column_of(place[0].month)
            if column is not None and (column.list.current_id() != card_id or self._current != card_id):
                self.focus_card(card_id, has_ring=self._has_ring(), takes_focus=self._has_focus())
            return
        stop = self._navigator.tab_stop()
        if self._current is not None and stop is not None:
            lost = self._current
            row = min(self._current_row, len(stop.list.cards.ids) - 1)
            self._navigator.go(stop, row, has_ring=self._has_ring(), takes_focus=self._has_focus())
            self._was_lost = lost

    def _keep_focus(self) -> None:
        """Hand the focus that went with the columns before to one of the new ones."""
        stop = self._navigator.tab_stop()
        is_lost = self._had_focus and not any(column.list.hasFocus() for column in self.columns)
        self._had_focus = self._had_ring = False
        if is_lost and stop is not None and self._pages.currentWidget() is self._shelf:
            stop.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _has_ring(self) -> bool:
        return self._had_ring or any(column.list.has_ring() for column in self.columns)

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

    def _on_time_passed(self) -> None:
        if self.months.is_stale() and not self.drag.is_on:
            self.months.reload()
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

    def _on_dropped(self, ids: list[int], landing: Landing) -> None:
        source, month = self.months.place_of(ids[0]), _month(landing.column)
        if not self._moves.put(ids, month):
            self.drag.refuse()
            return
        self.focus_card(ids[0], has_ring=False)
        # A month that ran empty may be gone with its column, and the others are new then.
        column = self.column_of(month)
        if column is None:
            self.drag.cancel(is_at_once=True)
            return
        left = self.column_of(source[0].month) if source is not None else None
        if len(ids) == 1 and source is not None and left is not None:
            left.list.open_gap(source[1], is_closing=True)
            column.list.open_gap(column.list.cards.row_of(ids[0]) + 1)
        self.drag.settle(column, lambda: None)

    def _on_closing(self, outcome: str, ids: list[int]) -> None:
        self.focus_card(ids[0], has_ring=False)
        self._leave(outcome, ids)

    def _on_menu(self, cards: CardList, card_id: int, screen: QPoint) -> None:
        self.drag.cancel()
        if card_id >= 0 and card_id not in self.chosen_ids():
            self._navigator.clear_selected()
            self._navigator.go(self._navigator.column_of(cards), cards.cards.row_of(card_id), has_ring=False)
        menu = self.make_menu(cards, self.chosen_ids() if card_id >= 0 else [])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(screen)

    def make_menu(self, cards: CardList, ids: list[int]) -> MonthMenu:
        """Return the menu of some cards of a month, or of the month itself, ready to pop up."""
        present = month_of(self.months.now().date())
        open_months = [month for month in map(_month, self.columns) if month is not None and month >= present]
        menu = MonthMenu(Standing(_month(self._navigator.column_of(cards)), open_months, len(ids)), self)
        menu.deed_chosen.connect(lambda name: self._do(NAMED[name], cards, ids))
        menu.month_chosen.connect(lambda month: self.put_in(ids, month))
        return menu

    # Keys

    def put_in(self, ids: list[int], month: Month) -> None:
        """Put the close dates of cards into a month, or take them away; the focus follows."""
        if self._moves.put(ids, month):
            self.focus_card(self._current if self._current in ids else ids[0], has_ring=True)

    def step(self, direction: int) -> None:
        """Move the close dates of the chosen cards one month on or back; the focus follows."""
        ids = self.chosen_ids()
        if ids and self._moves.shift(ids, direction):
            self.focus_card(self._current if self._current in ids else ids[0], has_ring=True)

    def _handle_key(self, cards: CardList, event: QKeyEvent) -> bool:
        if self.drag.is_on:
            if event.key() == Key.Key_Escape:
                self.drag.cancel()
            return True
        self.drag.finish_flight()
        if self._navigator.handle(cards, event) or self._go_elsewhere(event):
            return True
        deed = deed_of(event)
        if deed is None or deed.name not in self._acts(cards, []):
            return False
        if not event.isAutoRepeat():
            self._do(deed, cards, self.chosen_ids())
        return True

    def _go_elsewhere(self, event: QKeyEvent) -> bool:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        layout = LAYOUT_KEYS.get(Key(event.key())) if is_plain else None
        is_find = event.text() == "/" or (
            event.key() == Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )
        if (layout is not None or is_find) and not event.isAutoRepeat():
            if layout is not None:
                self.layout_requested.emit(layout)
            else:
                self.focus_filters_requested.emit()
        return layout is not None or is_find

    def _acts(self, cards: CardList, ids: list[int]) -> dict[str, Callable[[], object]]:
        """Return what each deed does to these cards, or to the column of this list."""
        current = self._current if self._current in ids else next(iter(ids), 0)
        return {
            "new": self.request_new,
            "select_all": lambda: self._navigator.select_all(cards),
            "open": lambda: self.open_requested.emit(current),
            "log": lambda: self.log_requested.emit(current),
            "back": lambda: self.step(-1),
            "forward": lambda: self.step(1),
            "select": lambda: self._navigator.toggle(cards),
            **{name: partial(self._leave, name, ids) for name in ("won", "lost", "nurture", "delete")},
        }

    def _do(self, deed: Deed, cards: CardList, ids: list[int]) -> None:
        """Do something to these cards, or to the column; nothing where there is no card to do it to."""
        if ids or deed.needs == "column":
            self._acts(cards, ids)[deed.name]()

    def _leave(self, outcome: str, ids: list[int]) -> None:
        """Begin what takes cards away: won, lost, nurture or delete."""
        if outcome == "delete":
            self._moves.delete(ids)
        else:
            {"won": self.win_requested, "lost": self.lose_requested, "nurture": self.nurture_requested}[outcome].emit(
                ids
            )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Work out what the quarter may bring, now that it is seen."""
        super().showEvent(event)
        self.estimates.set_wanted(True)
        if self.months.is_stale():
            self.months.reload()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Work nothing out that is not seen."""
        super().hideEvent(event)
        self.estimates.set_wanted(False)


def _month(column: Column) -> Month:
    return cast(MonthColumn, column.list.cards).month
