"""What is asked or shown beside a card without leaving the board: its evidence, its fields, a step, a snooze."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.errors import SalesDeskError
from ui.models.board import BoardModel
from ui.session import DeskSession
from ui.views.board.cards import CardList
from ui.views.board.moves import Moves

if TYPE_CHECKING:
    from ui.views.board.editing import CardEditor
    from ui.widgets.popover import Popover


class CardAnchor(QWidget):
    """An invisible widget where a card stands, for a popover to point at."""

    def __init__(self, cards: CardList, row: int) -> None:
        """Lie over a card."""
        super().__init__(cards.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(cards.row_rect(row))
        self.show()


class Asking(QObject):
    """Opens popovers and the editor of a card, each imported when it is first asked for; at most one is open.

    Signals:
        left: int, bool. The focus belongs to this card again; and whether its ring was drawn before.
        step_wanted: int, int. From a peek at this card to the one so many rows below.
        open_requested: int. A card is to be opened.
    """

    left = Signal(int, bool)
    step_wanted = Signal(int, int)
    open_requested = Signal(int)

    def __init__(self, session: DeskSession, board: BoardModel, moves: Moves, over: QWidget) -> None:
        """Ask about the cards of a board, over a widget."""
        super().__init__(over)
        self._session = session
        self._board = board
        self._moves = moves
        self._over = over
        self.editor: CardEditor | None = None
        self.popover: Popover | None = None

    def peek(self, cards: CardList, card_id: int) -> None:
        """Show what is known about a card."""
        from ui.views.board.peek import PeekPopover

        card = self._board.card(card_id)
        if card is None:
            return
        now = self._session.now()
        # Not imported with this module: the board is shown before anyone looks at its evidence.
        from salesdesk.queries import evidence

        dimensions = self._session.read(evidence.of_opportunity, card_id, now)

        def make(anchor: QWidget) -> Popover:
            popover = PeekPopover(anchor, card, cards.cards.stage_of(card), dimensions, now)
            popover.open_requested.connect(lambda: self.open_requested.emit(card_id))
            popover.step_wanted.connect(lambda step: self.step_wanted.emit(card_id, step))
            popover.reaffirm_requested.connect(lambda code: self._reaffirm(card_id, code))
            return popover

        self._open(cards, card_id, make)

    def _reaffirm(self, card_id: int, dimension: str) -> None:
        from salesdesk.services.commands import ReaffirmEvidence

        self._session.run(ReaffirmEvidence(dimension, opportunity=card_id), self)

    def ask_step(self, cards: CardList, card_id: int, ids: Sequence[int]) -> None:
        """Ask for the next step of some cards, beside one of them."""
        from salesdesk.services.commands import PlannedStep
        from ui.views.record.step_editor import StepEditor, next_working_day

        now = self._session.now()

        def make(anchor: QWidget) -> Popover:
            popover = StepEditor(anchor, PlannedStep("call", "", next_working_day(now.date(), 1)), now)
            popover.step_chosen.connect(lambda step: self._moves.plan(ids, step))
            return popover

        self._open(cards, card_id, make, "step_kind")

    def ask_snooze(self, cards: CardList, card_id: int, ids: Sequence[int]) -> None:
        """Ask until when rotting of some cards is put off, beside one of them."""
        from ui.views.board.snooze import SnoozePopover

        is_snoozed = any(card.snoozed_until is not None for card in self._board.cards(ids))

        def save(until: date | None) -> str:
            try:
                self._moves.snooze(ids, until)
            except SalesDeskError as refusal:
                return str(refusal)
            return ""

        self._open(
            cards,
            card_id,
            lambda anchor: SnoozePopover(anchor, len(ids), self._session.now().date(), save, can_end=is_snoozed),
            "snooze_7",
        )

    def edit(self, cards: CardList, card_id: int) -> None:
        """Open the fields of a card in its place."""
        from ui.views.board.editing import CardEditor

        self.close()
        card, row = self._board.card(card_id), cards.cards.row_of(card_id)
        if card is None or row < 0:
            return
        cards.show_row(row)
        had_ring = cards.has_ring()
        editor = CardEditor(self._session, card, cards, self._over)
        self.editor = editor
        self._board.totals_changed.connect(editor.follow)
        editor.closed.connect(lambda returns: self._forget(editor, card_id, returns, had_ring))
        editor.open()

    def close(self) -> None:
        """Put away what is open, as it is."""
        if self.editor is not None:
            self.editor.discard()
        if self.popover is not None:
            self.popover.close()

    def _forget(self, editor: CardEditor, card_id: int, returns: bool, had_ring: bool) -> None:
        if self.editor is editor:
            self.editor = None
        if returns:
            self.left.emit(card_id, had_ring)

    def _open(self, cards: CardList, card_id: int, make: Callable[[QWidget], Popover], focus_name: str = "") -> None:
        self.close()
        row = cards.cards.row_of(card_id)
        if row < 0:
            return
        cards.show_row(row)
        had_ring = cards.has_ring()
        anchor = CardAnchor(cards, row)
        popover = make(anchor)
        self.popover = popover

        def end(was_left: bool) -> None:
            anchor.deleteLater()
            if self.popover is popover:
                self.popover = None
            if not was_left:
                self.left.emit(card_id, had_ring)

        popover.closed.connect(end)
        first = popover.findChild(QWidget, focus_name) if focus_name else None
        popover.open(first)
        if first is not None and had_ring:
            # Whoever came by key sees where Enter would act.
            first.clearFocus()
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
