"""The forecast: months side by side, cards dragged between them, and the quarter above."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import Filter
from salesdesk.domain.periods import month_of
from salesdesk.queries.board import StageTotals
from salesdesk.queries.forecast import Month
from ui.models.forecast import EstimateModel, ForecastModel, MonthColumn
from ui.session import DeskSession
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.deeds import NAMED, Deed, deed_of
from ui.views.board.drag import Landing
from ui.views.board.ground import CardGround
from ui.views.board.shelf import Shelf
from ui.views.forecast.header import MonthHeader
from ui.views.forecast.menu import MonthMenu, Standing
from ui.views.forecast.moves import MonthMoves
from ui.views.forecast.strip import QuarterStrip
from ui.widgets.button import Button

Key = Qt.Key
LAYOUT_KEYS = {Key.Key_B: "board", Key.Key_V: "table", Key.Key_F: "forecast"}


class ForecastView(CardGround):
    """The open opportunities as columns by close month, and what the quarter may bring above them."""

    def __init__(self, session: DeskSession, currency: str = "USD", parent: QWidget | None = None) -> None:
        """Start empty until `load`; the currency is what an empty column shows."""
        super().__init__(session, currency, parent)
        self.setObjectName("forecast")
        self.setAccessibleName(self.tr("Forecast by close month"))
        self.months = ForecastModel(session, self)
        self.estimates = EstimateModel(session, self.months, self)
        self._moves = MonthMoves(session, self.months, self)
        self._has_scrolled = False
        self._had_focus = self._had_ring = False
        self.strip = QuarterStrip()
        shelf = Shelf("forecast", self.strip)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.assemble(self.months, shelf, self.tr("The forecast can’t be shown")))
        self.months.loaded.connect(self._make_columns)
        self.months.totals_changed.connect(self._on_totals)
        self.months.failed.connect(self._on_failed)
        self.estimates.changed.connect(self.strip.set_estimate)
        self.estimates.failed.connect(self.strip.set_fault)

    # What every layout has

    @override
    def load(self) -> None:
        """Read the forecast and show it."""
        self.months.load()

    def set_filter(self, chosen: Filter) -> None:
        """Narrow the cards to what a filter lets through."""
        self.months.set_filter(chosen)

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""
        self.months.set_pipeline(pipeline_id)

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of the opportunities shown, one entry a currency."""
        return self.months.all_totals()

    def whole_count(self) -> int:
        """Return how many open opportunities there are without the filter."""
        return self.months.whole_count

    def shown_ids(self) -> list[int]:
        """Return the opportunities shown, month by month in their order."""
        return [one for column in self.months.columns for one in column.ids]

    @override
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

    def _make_columns(self) -> None:
        self._had_focus, self._had_ring = self._has_focus(), self._has_ring()
        columns = []
        present = month_of(self.months.now().date())
        for cards in self.months.columns:
            name = f"{cards.month:%Y_%m}" if cards.month is not None else "none"
            head = MonthHeader(cards.month, self._currency)
            column = Column(name, cards, self._painter, self._session.now, head)
            if cards.month is not None and cards.month < present:
                column.list.empty_words = self.tr("Nothing open closes here")
            self._wire(column.list)
            columns.append(column)
        self._show_columns(columns)
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

    @override
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
        else:
            self._show_way_on()

    def _keep_focus(self) -> None:
        """Hand the focus that went with the columns before to one of the new ones."""
        stop = self._navigator.tab_stop()
        is_lost = self._had_focus and not any(column.list.hasFocus() for column in self.columns)
        self._had_focus = self._had_ring = False
        if is_lost and stop is not None and self._pages.currentWidget() is self._shelf:
            stop.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def _has_ring(self) -> bool:
        return self._had_ring or super()._has_ring()

    @override
    def _on_time_passed(self) -> None:
        if self.months.is_stale() and not self.drag.is_on:
            self.months.reload()
        self._repaint_cards()

    # The pointer

    @override
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

    @override
    def _on_closing(self, outcome: str, ids: list[int]) -> None:
        self.focus_card(ids[0], has_ring=False)
        self._leave(outcome, ids)

    @override
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

    @override
    def _act_on_key(self, cards: CardList, event: QKeyEvent) -> bool:
        if self._go_elsewhere(event):
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
            self._ask_to_leave(outcome, ids)

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
