"""What the forecast asks of the desk: close dates moved, opportunities deleted; each one command and one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.queries.forecast import Month
from ui.models.forecast import ForecastModel, close_month
from ui.session import DeskSession
from ui.views.board.words import deleted_text
from ui.views.forecast.words import put_text, shifted_text

if TYPE_CHECKING:
    from salesdesk.domain.changes import Done
    from salesdesk.services.commands import Command


class MonthMoves:
    """Runs commands for the forecast, and says what came of them in a toast, which screen readers hear."""

    def __init__(self, session: DeskSession, months: ForecastModel, source: QWidget) -> None:
        """Act on the desk of a session, in the name of a widget."""
        self._session = session
        self._months = months
        self._source = source

    def put(self, ids: Sequence[int], month: Month) -> bool:
        """Put close dates into a month; tell whether that is on disk. A refusal was announced and nothing moved."""
        # Not imported with this module: the forecast is shown before anything is moved in it.
        from salesdesk.services.commands import RescheduleOpportunities

        names = [card.title for card in self._months.cards(ids)]
        return self._run(RescheduleOpportunities(tuple(ids), month), put_text(names, month))

    def shift(self, ids: Sequence[int], direction: int) -> bool:
        """Move close dates by one month; as `put`."""
        from salesdesk.services.commands import ShiftOpportunities

        names = [card.title for card in self._months.cards(ids)]
        done = self._attempt(ShiftOpportunities(tuple(ids), direction))
        if done is None:
            return False
        months = {close_month(card) for card in self._months.cards(ids)}
        self._tell(put_text(names, months.pop()) if len(months) == 1 else shifted_text(len(names), direction), done)
        return True

    def delete(self, ids: Sequence[int]) -> bool:
        """Put cards in the trash."""
        from salesdesk.services.commands import DeleteOpportunities

        names = [card.title for card in self._months.cards(ids)]
        return self._run(DeleteOpportunities(tuple(ids)), deleted_text(names))

    def _run(self, command: Command, text: str) -> bool:
        done = self._attempt(command)
        if done is not None:
            self._tell(text, done)
        return done is not None

    def _attempt(self, command: Command) -> Done | None:
        return self._session.run(command, self._source)

    def _tell(self, text: str, done: Done) -> None:
        if done.entry_id is not None:
            self._session.notify(text, undoable=True)
