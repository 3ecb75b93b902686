"""What happens when something is done on the board: by key, from a menu or from the bar, always the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from salesdesk.queries import board as queries
from salesdesk.queries import pipelines
from salesdesk.queries.board import Stage
from ui.models.board import BoardModel
from ui.session import DeskSession
from ui.views.board.asking import Asking
from ui.views.board.cards import CardList
from ui.views.board.column import Column
from ui.views.board.deeds import NAMED, Deed, deed_of
from ui.views.board.menu import CardMenu, MoveMenu, OtherPipeline, Place
from ui.views.board.moves import Moves
from ui.views.board.navigation import Navigator


class Ground(Protocol):
    """What acts need of the board they happen on."""

    board: BoardModel
    columns: list[Column]

    def column_of(self, stage_id: int) -> Column | None:
        """Return the column of a stage."""

    def current_id(self) -> int | None:
        """Return the current card."""

    def chosen_ids(self) -> list[int]:
        """Return what an action is for."""

    def focus_card(self, card_id: int, *, has_ring: bool = True, takes_focus: bool = True) -> bool:
        """Make a card current."""


class Acts(QObject):
    """Carries out deeds on a board; what the board cannot do by itself, it asks for.

    Signals:
        open_requested, log_requested: int. A card is to be opened, or an activity logged with it.
        leaving: str, list. These cards are to be won, lost or put off, after a sheet.
        layout_requested: str. Another layout: “board”, “table” or “forecast”.
        filter_requested: the filters are to take the focus.
        stages_requested: the stages are to be edited.
        signal_chosen: str. Only cards with this signal are to show.
        new_requested: int. Another opportunity is to be added to a stage.
    """

    open_requested = Signal(int)
    log_requested = Signal(int)
    leaving = Signal(str, list)
    layout_requested = Signal(str)
    filter_requested = Signal()
    stages_requested = Signal()
    signal_chosen = Signal(str)
    new_requested = Signal(int)

    def __init__(self, ground: Ground, session: DeskSession, moves: Moves, navigator: Navigator, over: QWidget) -> None:
        """Act on a board; popovers and editors stand over a widget."""
        super().__init__(over)
        self._ground = ground
        self._session = session
        self._moves = moves
        self._navigator = navigator
        self._over = over
        self.asking = Asking(session, ground.board, moves, over)
        self.asking.left.connect(self._return_to)
        self.asking.step_wanted.connect(self._peek_beside)
        self.asking.open_requested.connect(self.open_requested)

    # Keys and deeds

    def handle_key(self, cards: CardList, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it means anything on the board. A held key changes nothing."""
        deed = deed_of(event)
        if deed is None:
            return False
        if not event.isAutoRepeat():
            self.do(deed, cards, self._ground.chosen_ids())
        return True

    def do(self, deed: Deed, cards: CardList, ids: Sequence[int]) -> None:
        """Do something to these cards, or to the column or board; nothing where there is no card to do it to."""
        chosen = list(ids)
        if deed.needs in ("board", "column"):
            self._for_column(deed.name, cards)()
        elif chosen:
            self._for_cards(deed.name, cards, chosen)()

    def _for_column(self, name: str, cards: CardList) -> Callable[[], object]:
        stage = self._navigator.column_of(cards).stage
        return {
            "new": lambda: self.new_requested.emit(stage.id),
            "select_all": lambda: self._navigator.select_all(cards),
            "filter": self.filter_requested.emit,
            "stages": self.stages_requested.emit,
        }.get(name, lambda: self.layout_requested.emit(name))

    def _for_cards(self, name: str, cards: CardList, ids: list[int]) -> Callable[[], object]:
        current = self._ground.current_id()
        one = current if current in ids else ids[0]
        assert one is not None
        return {
            "open": lambda: self.open_requested.emit(one),
            "peek": lambda: self.asking.peek(cards, one),
            "edit": lambda: self.asking.edit(cards, one),
            "log": lambda: self.log_requested.emit(one),
            "step": lambda: self.asking.ask_step(self._anchor_list(cards, one), one, ids),
            "snooze": lambda: self.asking.ask_snooze(self._anchor_list(cards, one), one, ids),
            "back": lambda: self.step(-1),
            "forward": lambda: self.step(1),
            "up": lambda: self._moves.reorder(one, -1),
            "down": lambda: self._moves.reorder(one, 1),
            "select": lambda: self._navigator.toggle(cards),
            "delete": lambda: self._moves.delete(ids),
        }.get(name, lambda: self.leaving.emit(name, ids))

    def _anchor_list(self, cards: CardList, card_id: int) -> CardList:
        place = self._ground.board.place_of(card_id)
        column = self._ground.column_of(place[0].stage.id) if place is not None else None
        return column.list if column is not None else cards

    def _return_to(self, card_id: int, has_ring: bool) -> None:
        self._ground.focus_card(card_id, has_ring=has_ring)

    def _peek_beside(self, card_id: int, step: int) -> None:
        """Peek at the card above or below another."""
        place = self._ground.board.place_of(card_id)
        row = place[1] + step if place is not None else -1
        column = self._ground.column_of(place[0].stage.id) if place is not None else None
        if column is not None and 0 <= row < len(column.list.cards.ids):
            # The popover gives the focus back to its own card before it goes to the neighbour.
            self.asking.close()
            self._ground.focus_card(column.list.cards.ids[row])
            self.asking.peek(column.list, column.list.cards.ids[row])

    # Moves

    def move_to(self, ids: Sequence[int], stage: Stage) -> None:
        """Move cards to a stage, near the height at which the current one stands; focus and selection follow."""
        column, place = self._ground.column_of(stage.id), self._ground.board.place_of(ids[0])
        if column is None or place is None:
            return
        before = None
        source = self._ground.column_of(place[0].stage.id)
        if self._ground.board.sort == "rank" and source is not None:
            row = column.list.nearest_row(source.list.row_rect(place[1]).center().y())
            staying = [one for one in column.list.cards.ids[max(0, row) :] if one not in ids]
            before = staying[0] if staying else None
        was_selected = len(self._navigator.selected_ids()) > 1
        current = self._ground.current_id()
        if self._moves.move(ids, stage, before):
            self._ground.focus_card(current if current is not None and current in ids else ids[0])
            if was_selected:
                self._navigator.select_ids(ids)

    def step(self, direction: int) -> None:
        """Move the chosen cards one stage on or back; beyond the last open stage it asks for the Won sheet."""
        current = self._ground.current_id()
        place = self._ground.board.place_of(current) if current is not None else None
        if place is None:
            return
        columns = self._ground.board.columns
        target = columns.index(place[0]) + direction
        if target == len(columns):
            self.leaving.emit("won", self._ground.chosen_ids())
        elif target >= 0:
            self.move_to(self._ground.chosen_ids(), columns[target].stage)

    # Menus

    def make_menu(self, cards: CardList, ids: Sequence[int]) -> CardMenu:
        """Return the menu of some cards of a column, or of the column itself, ready to pop up."""
        chosen = list(ids)
        menu = CardMenu(self._place(cards, chosen), self._over)
        menu.deed_chosen.connect(lambda name: self.do(NAMED[name], cards, chosen))
        menu.stage_chosen.connect(lambda stage: self.move_to(chosen, stage))
        menu.pipeline_chosen.connect(lambda other, stage: self._moves.move_to_pipeline(chosen, other, stage))
        menu.signal_chosen.connect(self.signal_chosen)
        return menu

    def make_move_menu(self, cards: CardList, ids: Sequence[int]) -> MoveMenu:
        """Return the menu of places that some cards can move to."""
        chosen = list(ids)
        menu = MoveMenu(self._place(cards, chosen), self._over)
        menu.stage_chosen.connect(lambda stage: self.move_to(chosen, stage))
        menu.pipeline_chosen.connect(lambda other, stage: self._moves.move_to_pipeline(chosen, other, stage))
        return menu

    def _place(self, cards: CardList, ids: list[int]) -> Place:
        standing = self._navigator.column_of(cards).stage
        stages = [column.stage for column in self._ground.columns]
        others = self._others(ids[0]) if ids else []
        return Place(standing, stages, len(ids), self._ground.board.sort == "rank", others)

    def _others(self, card_id: int) -> list[OtherPipeline]:
        """Return the pipelines a card is not in, with their open stages."""
        own = self._session.read(pipelines.pipeline_of, card_id)
        found = []
        for one in self._session.read(pipelines.pipelines):
            if one.id != own:
                stages = self._session.read(queries.stages, one.id)
                found.append(OtherPipeline(one.id, one.name, [stage for stage in stages if stage.kind == "open"]))
        return found
