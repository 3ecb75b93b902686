"""The board: columns side by side, what is dragged between them, and the keys that do the same."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING, Filter
from salesdesk.queries.board import Sort, Stage, StageTotals
from ui.models.board import BoardModel
from ui.session import DeskSession
from ui.views.board.acts import Acts
from ui.views.board.bulk import CardsBar
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.drag import Landing
from ui.views.board.ground import CardGround
from ui.views.board.joy import Wins
from ui.views.board.moves import Moves
from ui.views.board.shelf import Shelf
from ui.views.board.stage_header import StageHeader
from ui.widgets.button import Button


class BoardView(CardGround):
    """The pipeline as columns of cards, one for each open stage.

    Signals:
        details_requested: int, str, object. An opportunity is to be added to a stage with all its fields, this name and
            this amount in minor units or None.
        stages_requested: the stages are to be edited.
        signal_chosen: str. Only cards that stand out in one way are to be shown: “overdue”, “rotting” or the like.
    """

    details_requested = Signal(int, str, object)
    stages_requested = Signal()
    signal_chosen = Signal(str)

    def __init__(self, session: DeskSession, currency: str = "USD", parent: QWidget | None = None) -> None:
        """Start empty until `load`; the currency is what an empty column shows."""
        super().__init__(session, currency, parent)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Pipeline board"))
        self.board = BoardModel(session, self)
        self._moves = Moves(session, self.board, self)
        self._wins = Wins(session, self.board, self)
        pages = self.assemble(self.board, Shelf("board"), self.tr("The pipeline can’t be shown"))
        self.acts = Acts(self, session, self._moves, self._navigator, self)
        self._connect_acts()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(pages, 1)
        whole.addWidget(self.bulk)
        self.board.loaded.connect(self._make_columns)
        self.board.totals_changed.connect(self._on_totals)
        self.board.signals_changed.connect(self._on_signals)
        self.board.failed.connect(self._on_failed)

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

    @override
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

    @override
    def set_compact(self, is_compact: bool) -> None:
        """Show lower cards, without the line of the account, or the usual ones."""
        super().set_compact(is_compact)
        if self._current is not None:
            self.focus_card(self._current, has_ring=self._has_ring(), takes_focus=False)

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of the cards that are shown, by currency."""
        return self.board.all_totals()

    def whole_count(self) -> int:
        """Return how many cards there are without the filter."""
        return self.board.whole_count()

    def shown_ids(self) -> list[int]:
        """Return the cards that are shown, column by column in their order."""
        return [one for column in self.board.columns for one in column.ids]

    def column_of(self, stage_id: int) -> Column | None:
        """Return the column of a stage."""
        return next((column for column in self.columns if column.stage.id == stage_id), None)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the column that is the tab stop."""
        stop = self._navigator.tab_stop()
        if stop is not None:
            stop.list.setFocus(reason)

    # Following the model

    def _make_columns(self) -> None:
        models = self.board.columns
        columns = []
        for place, cards in enumerate(models, 1):
            head = StageHeader(cards.stage, place / (len(models) + 1), self._currency)
            head.signal_chosen.connect(self.signal_chosen)
            column = Column(str(cards.stage.id), cards, self._painter, self._session.now, head)
            self._furnish(column)
            columns.append(column)
        self._show_columns(columns)

    def _furnish(self, column: Column) -> None:
        cards, stage = column.list, column.stage
        foot = Button(self.tr("New"), "quiet", icon="plus")
        foot.setObjectName(f"add_{stage.id}")
        foot.setAccessibleName(self.tr("New opportunity in {stage}").format(stage=stage.name))
        foot.setToolTip(self.tr("New opportunity in {stage}, N").format(stage=stage.name))
        foot.clicked.connect(lambda: self.add_in_place(stage.id))
        column.add_foot(foot)
        column.menu_requested.connect(lambda screen: self._on_menu(cards, -1, screen))
        cards.selectionModel().selectionChanged.connect(self.bulk.follow)
        self._wire(cards)

    @override
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
        is_new = not any(self.board.totals_of(stage.id) for stage in self.board.stages)
        self.empty.set_words(self.tr("No opportunities yet") if is_new else self.tr("No open opportunities"))
        self._show_way_on()

    @override
    def _on_time_passed(self) -> None:
        self.board.refresh()
        self._repaint_cards()

    # The pointer

    @override
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

    @override
    def _on_closing(self, outcome: str, ids: list[int]) -> None:
        self.focus_card(ids[0], has_ring=False)
        if outcome == "delete":
            self._moves.delete(ids)
        else:
            self._leave(outcome, ids)

    @override
    def make_menu(self, cards: CardList, ids: list[int]) -> QMenu:
        return self.acts.make_menu(cards, ids)

    # Keys and selection

    @override
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
        self._shelf.show_column(column)
        adder = open_adder(column, self._session, self._currency)
        if adder is not None:
            adder.added.connect(lambda record: self.focus_card(record, has_ring=False, takes_focus=False))
            adder.details_requested.connect(lambda *given: self.details_requested.emit(stage_id, *given))
            adder.left.connect(lambda: self._navigator.go(column, column.list.current_row()))

    @override
    def _act_on_key(self, cards: CardList, event: QKeyEvent) -> bool:
        return self.acts.handle_key(cards, event)

    def _leave(self, outcome: str, ids: list[int]) -> None:
        """Begin what takes cards off the board, after a sheet: won, lost or nurture."""
        if outcome == "won":
            self._wins.note({one: middle for one in ids if (middle := self._middle_of(one)) is not None})
        self._ask_to_leave(outcome, ids)

    def _middle_of(self, card_id: int) -> QPoint | None:
        """Return the middle of a card on the board, or nothing where it is not in sight."""
        place = self.board.place_of(card_id)
        column = self.column_of(place[0].stage.id) if place is not None else None
        if place is None or column is None:
            return None
        rect = column.card_rect(place[1], self)
        return rect.center() if self.rect().contains(rect.center()) else None
