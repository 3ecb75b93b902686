"""What the board asks of the desk: moves, places in the order, deletions; each one command and one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import NextStep
from salesdesk.domain.stages import BANT_EXPECTED_PERCENT
from salesdesk.queries.board import Card, Stage
from ui import wording
from ui.models.board import BoardModel
from ui.session import DeskSession
from ui.views.board.menu import OtherPipeline
from ui.views.board.words import deleted_text, planned_text, reordered_text, snoozed_text

if TYPE_CHECKING:
    from salesdesk.services.commands import PlannedStep


class Moves:
    """Runs commands for the board, and says what came of them in a toast, which screen readers hear."""

    def __init__(self, session: DeskSession, board: BoardModel, source: QWidget) -> None:
        """Act on the desk of a session, in the name of a widget."""
        self._session = session
        self._board = board
        self._source = source

    def move(self, ids: Sequence[int], stage: Stage, before: int | None = None, after: int | None = None) -> bool:
        """Put cards into a stage; tell whether that is on disk. A refusal was announced and nothing moved."""
        cards = self._board.cards(ids)
        # Not imported with this module: the board is shown before anything is moved on it.
        from salesdesk.services.commands import MoveOpportunities

        command = MoveOpportunities(tuple(ids), stage.id, before, after)
        if self._session.run(command, self._source) is None:
            return False
        names = [card.title for card in cards]
        if all(card.stage_id == stage.id for card in cards):
            self._tell(reordered_text(names, stage.name))
        else:
            self._tell(self._moved(cards, names, stage))
        return True

    def _moved(self, cards: Sequence[Card], names: Sequence[str], stage: Stage) -> str:
        text = wording.moved_text(names, stage.name)
        if len(cards) == 1 and stage.probability >= BANT_EXPECTED_PERCENT:
            gap = wording.bant_gap(cards[0].bant)
            if gap:
                text = f"{text}. {gap}"
        return text

    def reorder(self, card_id: int, direction: int) -> bool:
        """Put a card one place up or down in its stage."""
        place = self._board.place_of(card_id)
        if place is None or self._board.sort != "rank":
            return False
        column, row = place
        target = row + direction
        if not 0 <= target < len(column.ids):
            return False
        beside = column.ids[target]
        before, after = (beside, None) if direction < 0 else (None, beside)
        return self.move([card_id], column.stage, before, after)

    def delete(self, ids: Sequence[int]) -> bool:
        """Put cards in the trash."""
        names = self._names(ids)
        from salesdesk.services.commands import DeleteOpportunities

        if self._session.run(DeleteOpportunities(tuple(ids)), self._source) is None:
            return False
        self._tell(deleted_text(names))
        return True

    def move_to_pipeline(self, ids: Sequence[int], other: OtherPipeline, stage: Stage | None) -> bool:
        """Put cards into another pipeline, which takes them off this board."""
        names = self._names(ids)
        from salesdesk.services.commands import MoveToPipeline

        command = MoveToPipeline(tuple(ids), other.id, stage.id if stage is not None else None)
        if self._session.run(command, self._source) is None:
            return False
        self._tell(wording.moved_text(names, other.name))
        return True

    def plan(self, ids: Sequence[int], step: PlannedStep) -> bool:
        """Add the same next step to each card."""
        names = self._names(ids)
        from salesdesk.services.commands import PlanForOpportunities

        if self._session.run(PlanForOpportunities(tuple(ids), step), self._source) is None:
            return False
        planned = NextStep(step.kind, step.subject, step.due_on, step.due_at)
        self._tell(planned_text(names, planned, self._session.now()))
        return True

    def snooze(self, ids: Sequence[int], until: date | None) -> None:
        """Put rotting off until a day, or let it count again. Raises: SalesDeskError where that is refused."""
        names = self._names(ids)
        from salesdesk.services.commands import SnoozeOpportunities

        if self._session.run(SnoozeOpportunities(tuple(ids), until), self._source, raises=True) is not None:
            self._tell(snoozed_text(names, until, self._session.now().date()))

    def _names(self, ids: Sequence[int]) -> list[str]:
        return [card.title for card in self._board.cards(ids)]

    def _tell(self, text: str) -> None:
        self._session.notify(text, undoable=True)
