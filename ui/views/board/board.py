"""The board: columns side by side, what is dragged between them, and the keys that do the same."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING, Filter
from salesdesk.domain.rates import Rate
from salesdesk.queries import board as queries
from salesdesk.queries.board import Sort, Stage, StageTotals
from ui import theme
from ui.delegates.card import CardPainter
from ui.models.board import BoardModel
from ui.session import DeskSession
from ui.views.board.acts import Acts
from ui.views.board.bulk import CardsBar
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.drag import Drag, Landing
from ui.views.board.drop_bar import HEIGHT as BAR_HEIGHT
from ui.views.board.drop_bar import DropBar
from ui.views.board.joy import Wins
from ui.views.board.moves import Moves
from ui.views.board.navigation import Navigator
from ui.views.board.stage_header import StageHeader
from ui.widgets.button import Button
from ui.widgets.states import EmptyState, ErrorPanel

PADDING = 20
COLUMN_GAP = 12
BOTTOM = 16
REWORD_MS = 30_000
Key = Qt.Key


class BoardView(QWidget):
    """The pipeline as columns of cards.

    Signals:
        open_requested: int. An opportunity is to be opened.
        log_requested: int. An activity is to be logged with an opportunity.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        new_requested: int. An opportunity is to be added to a stage, with all its fields.
        details_requested: int, str, object. As before, with this name and amount in minor units or None.
        leads_requested: there is nothing here yet, and leads to qualify.
        dragging_changed: bool. A card is in the hand, or no longer.
        totals_changed: counts and sums are new.
        layout_requested: str. Another layout: “board”, “table” or “forecast”.
        focus_filters_requested: the filters are to take the focus.
        stages_requested: the stages are to be edited.
        signal_chosen: str. Only cards that stand out in one way are to be shown: “overdue”, “rotting” or the like.
    """

    open_requested = Signal(int)
    log_requested = Signal(int)
    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    new_requested = Signal(int)
    details_requested = Signal(int, str, object)
    leads_requested = Signal()
    dragging_changed = Signal(bool)
    totals_changed = Signal()
    layout_requested = Signal(str)
    focus_filters_requested = Signal()
    stages_requested = Signal()
    signal_chosen = Signal(str)

    def __init__(self, session: DeskSession, currency: str = "USD", parent: QWidget | None = None) -> None:
        """Start empty until `load`; the currency is what an empty column shows."""
        super().__init__(parent)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Pipeline board"))
        self.board = BoardModel(session, self)
        self._session = session
        self._currency = currency
        self._painter = CardPainter()
        self._moves = Moves(session, self.board, self)
        self._navigator = Navigator(self._on_current)
        self._current: int | None = None
        self._current_row = 0
        self._was_lost: int | None = None
        self._rates: Mapping[str, Rate] | None = None
        self._wins = Wins(session, self.board, self)
        self.columns: list[Column] = []
        self._build()
        self.acts = Acts(self, session, self._moves, self._navigator, self)
        self._connect_acts()
        self.drag = Drag(self.board, self._painter, self.bar, self._area)
        self.drag.started.connect(self._on_drag_started)
        self.drag.ended.connect(self._on_drag_ended)
        self.drag.dropped.connect(self._on_dropped)
        self.drag.closing.connect(self._on_closing)
        self.board.loaded.connect(self._make_columns)
        self.board.totals_changed.connect(self._on_totals)
        self.board.signals_changed.connect(self._on_signals)
        self.board.failed.connect(self._on_failed)
        theme.changed.connect(self._on_theme)
        self._reword = QTimer(self)
        self._reword.setInterval(REWORD_MS)
        self._reword.timeout.connect(self._on_time_passed)
        self._reword.start()

    def _build(self) -> None:
        self._area = QScrollArea()
        self._area.setObjectName("board_area")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._ground = QWidget()
        self._ground.setAutoFillBackground(False)
        self._row = QHBoxLayout(self._ground)
        self._row.setContentsMargins(PADDING, 0, PADDING, 0)
        self._row.setSpacing(COLUMN_GAP)
        self._area.setWidget(self._ground)
        self._shelf = QWidget()
        self._shelf_layout = QVBoxLayout(self._shelf)
        self._shelf_layout.setContentsMargins(0, 0, 0, BOTTOM)
        self._shelf_layout.setSpacing(0)
        self._shelf_layout.addWidget(self._area)
        self.bar = DropBar(self._shelf)
        self.empty = EmptyState(self.tr("No opportunities yet"))
        self.empty.setObjectName("board_empty")
        self.failure = ErrorPanel(self.tr("The pipeline can’t be shown"), "")
        self.failure.retry_requested.connect(self.load)
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(PADDING, 0, PADDING, BOTTOM)
        column.addWidget(self.failure)
        column.addStretch(1)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._shelf)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(framed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(pages, 1)

    def _connect_acts(self) -> None:
        acts = self.acts
        acts.open_requested.connect(self.open_requested)
        acts.log_requested.connect(self.log_requested)
        acts.leaving.connect(self._leave)
        acts.layout_requested.connect(self.layout_requested)
        acts.filter_requested.connect(self.focus_filters_requested)
        acts.stages_requested.connect(self.stages_requested)
        acts.signal_chosen.connect(self.signal_chosen)
        acts.new_requested.connect(self.add_in_place)
        self.bulk = CardsBar(acts, self._navigator)
        self.bulk.left.connect(self.setFocus)
        whole = self.layout()
        assert whole is not None
        whole.addWidget(self.bulk)

    def load(self) -> None:
        """Read the board and show it."""
        self.board.load()

    def set_sort(self, sort: Sort) -> None:
        """Order the cards of each column by something else; the current card stays current and in sight."""
        self.board.set_sort(sort)
        if self._current is not None:
            self.focus_card(self._current, has_ring=False, takes_focus=False)

    def set_filter(self, chosen: Filter) -> None:
        """Show only the cards a filter lets through."""
        self.board.set_filter(chosen)

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""
        self.board.set_pipeline(pipeline_id)

    def set_compact(self, is_compact: bool) -> None:
        """Show lower cards, without the line of the account, or the usual ones."""
        self._painter.set_compact(is_compact)
        self._on_theme()
        if self._current is not None:
            self.focus_card(self._current, has_ring=self._has_ring(), takes_focus=False)

    def set_rates(self, rates: Mapping[str, Rate] | None) -> None:
        """Add amounts up in the desk’s currency as far as there are rates; None lets every currency stand apart."""
        self._rates = rates
        if self.columns:
            self._on_totals()

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of the cards that are shown, by currency."""
        return self.board.all_totals()

    def whole_count(self) -> int:
        """Return how many cards there are without the filter."""
        return self.board.whole_count()

    def shown_ids(self) -> list[int]:
        """Return the cards that are shown, column by column in their order."""
        return [one for column in self.board.columns for one in column.ids]

    def show_record(self, record: int) -> bool:
        """Make a card current and bring it into sight; tell whether it is on the board."""
        return self.focus_card(record)

    def column_of(self, stage_id: int) -> Column | None:
        """Return the column of a stage."""
        return next((column for column in self.columns if column.stage.id == stage_id), None)

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
        """Make a card current and bring it into sight; tell whether it is on the board."""
        place = self.board.place_of(card_id)
        column = self.column_of(place[0].stage.id) if place is not None else None
        if place is None or column is None:
            return False
        self._navigator.go(column, place[1], has_ring=has_ring, takes_focus=takes_focus)
        self._area.ensureWidgetVisible(column, PADDING, 0)
        return True

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the column that is the tab stop."""
        stop = self._navigator.tab_stop()
        if stop is not None:
            stop.list.setFocus(reason)

    # Following the model

    def _make_columns(self) -> None:
        self.drag.serve(())
        for column in self.columns:
            self._row.removeWidget(column)
            column.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        models = self.board.columns
        self.columns = []
        for place, cards in enumerate(models, 1):
            fraction = place / (len(models) + 1)
            head = StageHeader(cards.stage, fraction, self._currency)
            head.signal_chosen.connect(self.signal_chosen)
            column = Column(str(cards.stage.id), cards, self._painter, self._session.now, head)
            self._wire(column)
            self._row.addWidget(column, 1)
            self.columns.append(column)
        self._row.addStretch(0)
        self._navigator.serve(self.columns)
        self.drag.serve(self.columns)

    def _wire(self, column: Column) -> None:
        cards, stage = column.list, column.stage
        foot = Button(self.tr("New"), "quiet", icon="plus")
        foot.setObjectName(f"add_{stage.id}")
        foot.setAccessibleName(self.tr("New opportunity in {stage}").format(stage=stage.name))
        foot.setToolTip(self.tr("New opportunity in {stage}, N").format(stage=stage.name))
        foot.clicked.connect(lambda: self.add_in_place(stage.id))
        column.add_foot(foot)
        column.menu_requested.connect(lambda screen: self._on_menu(cards, -1, screen))
        cards.selectionModel().selectionChanged.connect(self.bulk.follow)
        cards.handle_key = lambda event: self._handle_key(cards, event)
        cards.pressed.connect(lambda card_id, screen: self._on_pressed(cards, card_id, screen))
        cards.dragged.connect(self.drag.move)
        cards.released.connect(lambda screen, modifiers: self._on_released(cards, screen, modifiers))
        cards.interrupted.connect(self.drag.cancel)
        cards.menu_requested.connect(lambda card_id, screen: self._on_menu(cards, card_id, screen))
        cards.opened.connect(self.open_requested)
        cards.focused.connect(lambda: self._on_focused(cards))

    def _on_totals(self) -> None:
        totals = {column.stage.id: self.board.totals_of(column.stage.id) for column in self.columns}
        is_narrowed = self.board.filter != EVERYTHING
        for column in self.columns:
            column.header.set_rates(self._rates)
            column.header.set_whole_count(self.board.whole_count_of(column.stage.id) if is_narrowed else None)
            column.set_totals(totals[column.stage.id])
        lines = 1 + max((len(column.header.shown_totals()) for column in self.columns), default=1)
        for column in self.columns:
            column.set_line_count(lines)
        self._show_page()
        self._follow_current()
        self._wins.celebrate()
        self.bulk.follow()
        self.totals_changed.emit()

    def _on_signals(self) -> None:
        for column in self.columns:
            if isinstance(column.header, StageHeader):
                column.header.set_signals(self.board.signals_of(column.stage.id))
                column.set_totals(self.board.totals_of(column.stage.id))

    def _show_page(self) -> None:
        # What the filters let through is the page’s to say.
        if self.board.count() or self.board.filter != EVERYTHING:
            self._pages.setCurrentWidget(self._shelf)
            return
        had_focus = self._has_focus()
        self.empty.clear_buttons()
        is_new = not any(self.board.totals_of(stage.id) for stage in self.board.stages)
        self.empty.set_words(self.tr("No opportunities yet") if is_new else self.tr("No open opportunities"))
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
        self.failure.set_failure(self.tr("The pipeline can’t be shown"), sentence)
        self._pages.setCurrentIndex(2)

    def _follow_current(self) -> None:
        """Keep the same card current wherever it went; one that left and came back is current again."""
        for card_id in (self._was_lost, self._current):
            place = self.board.place_of(card_id) if card_id is not None else None
            if place is None or card_id is None:
                continue
            self._was_lost = None
            self._current_row = place[1]
            column = self.column_of(place[0].stage.id)
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
        self._area.ensureWidgetVisible(column, PADDING, 0)
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
        self._painter.forget()
        self.board.refresh()
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

    def _on_drag_started(self) -> None:
        self._make_room(is_dragging=True)
        self.dragging_changed.emit(True)

    def _on_drag_ended(self) -> None:
        self._make_room(is_dragging=False)
        self.dragging_changed.emit(False)

    def _make_room(self, is_dragging: bool) -> None:
        below = BOTTOM + (BAR_HEIGHT + COLUMN_GAP if is_dragging else 0)
        self._shelf_layout.setContentsMargins(0, 0, 0, below)
        self._shelf_layout.activate()
        self._place_bar()

    def _place_bar(self) -> None:
        top = self._shelf.height() - BOTTOM - BAR_HEIGHT
        self.bar.setGeometry(PADDING, top, self._shelf.width() - 2 * PADDING, BAR_HEIGHT)

    def _on_dropped(self, ids: list[int], landing: Landing) -> None:
        source = self.board.place_of(ids[0])
        if not self._moves.move(ids, landing.column.stage, landing.before, landing.after):
            self.drag.refuse()
            return
        self.focus_card(ids[0], has_ring=False)
        if len(ids) > 1:
            self._navigator.select_ids(ids)
        if len(ids) == 1 and source is not None:
            self._open_gaps(source[0].stage, source[1], landing.column, ids[0])
        self.drag.settle(landing.column, lambda: None)

    def _open_gaps(self, left: Stage, left_row: int, column: Column, card_id: int) -> None:
        source = self.column_of(left.id)
        row = column.list.cards.row_of(card_id)
        if source is not None and source is not column:
            source.list.open_gap(left_row, is_closing=True)
            column.list.open_gap(row + 1)

    def _on_closing(self, outcome: str, ids: list[int]) -> None:
        self.focus_card(ids[0], has_ring=False)
        if outcome == "delete":
            self._moves.delete(ids)
        else:
            self._leave(outcome, ids)

    def _on_menu(self, cards: CardList, card_id: int, screen: QPoint) -> None:
        self.drag.cancel()
        if card_id >= 0 and card_id not in self.chosen_ids():
            self._navigator.clear_selected()
            self._navigator.go(self._navigator.column_of(cards), cards.cards.row_of(card_id), has_ring=False)
        menu = self.acts.make_menu(cards, self.chosen_ids() if card_id >= 0 else [])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(screen)

    # Keys and selection

    def request_new(self) -> None:
        """Ask for a new opportunity, with all its fields, in the column that has the focus."""
        stop = self._navigator.tab_stop()
        if stop is not None:
            self.new_requested.emit(stop.stage.id)

    def add_in_place(self, stage_id: int) -> None:
        """Open the fields of a new card at the top of its column."""
        from ui.views.board.adding import open_adder

        column = self.column_of(stage_id)
        if column is None:
            return
        self._navigator.make_tab_stop(column)
        self._area.ensureWidgetVisible(column, PADDING, 0)
        adder = open_adder(column, self._session, self._currency)
        if adder is not None:
            adder.added.connect(lambda record: self.focus_card(record, has_ring=False, takes_focus=False))
            adder.details_requested.connect(lambda *given: self.details_requested.emit(stage_id, *given))
            adder.left.connect(lambda: self._navigator.go(column, column.list.current_row()))

    def _handle_key(self, cards: CardList, event: QKeyEvent) -> bool:
        if self.drag.is_on:
            if event.key() == Key.Key_Escape:
                self.drag.cancel()
            return True
        self.drag.finish_flight()
        return self._navigator.handle(cards, event) or self.acts.handle_key(cards, event)

    def _leave(self, outcome: str, ids: list[int]) -> None:
        """Begin what takes cards off the board, after a sheet: won, lost or nurture."""
        if outcome == "won":
            self._wins.note({one: middle for one in ids if (middle := self._middle_of(one)) is not None})
        {"won": self.win_requested, "lost": self.lose_requested, "nurture": self.nurture_requested}[outcome].emit(ids)

    def _middle_of(self, card_id: int) -> QPoint | None:
        """Return the middle of a card on the board, or nothing where it is not in sight."""
        place = self.board.place_of(card_id)
        column = self.column_of(place[0].stage.id) if place is not None else None
        if place is None or column is None:
            return None
        rect = column.card_rect(place[1], self)
        return rect.center() if self.rect().contains(rect.center()) else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the foot."""
        super().resizeEvent(event)
        self._place_bar()
