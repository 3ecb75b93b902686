"""What a table of opportunities asks of the desk: each act is one command and one undo, and says so in a toast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries.board import Stage
from ui import wording
from ui.models.opportunity_table import OpportunityTableModel
from ui.session import DeskSession

if TYPE_CHECKING:
    from salesdesk.services.commands import Command, PlannedStep

translate = QCoreApplication.translate
# Beyond so many, what is to be done takes long enough to be done off the GUI thread.
AT_ONCE = 500


class TableActs:
    """Runs commands for some opportunities in the name of a widget; a refusal is announced where it is not returned."""

    def __init__(self, session: DeskSession, table: OpportunityTableModel, source: QWidget) -> None:
        """Act on the desk of a session."""
        self._session = session
        self._table = table
        self._source = source

    def move(self, ids: Sequence[int], stage: Stage) -> None:
        """Take opportunities to an open stage."""
        from salesdesk.services.commands import MoveOpportunities

        names = self._names(ids)
        self._run(MoveOpportunities(tuple(ids), stage.id), len(ids), wording.moved_text(names, stage.name))

    def set_close(self, ids: Sequence[int], day: date | None) -> str:
        """Give opportunities one close date, or none; return why that is refused, or nothing."""
        from salesdesk.services.commands import ReviseOpportunities

        said = translate("opportunity_table", "Took the close date of {what} away")
        if day is not None:
            said = translate("opportunity_table", "Set the close date of {what} to {date}")
        shown = wording.date_text(day, self._session.now().date())
        command = ReviseOpportunities(tuple(ids), {"expected_close": day})
        return self._try(command, len(ids), said.format(what=self._what(ids), date=shown))

    def tag(self, ids: Sequence[int], on: Sequence[str], off: Sequence[str]) -> str:
        """Put tags on opportunities and take others off; return why that is refused, or nothing."""
        from salesdesk.services.commands import TagOpportunities

        said = translate("opportunity_table", "Changed the tags of {what}").format(what=self._what(ids))
        return self._try(TagOpportunities(tuple(ids), tuple(on), tuple(off)), len(ids), said)

    def plan(self, ids: Sequence[int], step: PlannedStep) -> None:
        """Add the same activity to come to opportunities."""
        from salesdesk.services.commands import PlanForOpportunities

        said = translate("opportunity_table", "Planned “{step}” for {what}")
        named = step.subject or wording.activity_word(step.kind)
        self._run(PlanForOpportunities(tuple(ids), step), len(ids), said.format(step=named, what=self._what(ids)))

    def delete(self, ids: Sequence[int]) -> None:
        """Put opportunities in the trash."""
        from salesdesk.services.commands import DeleteOpportunities

        said = translate("opportunity_table", "Deleted {what}").format(what=self._what(ids))
        self._run(DeleteOpportunities(tuple(ids)), len(ids), said)

    def keep(self, command: Command) -> str:
        """Carry out what a cell asks; return why that is refused, or nothing."""
        try:
            self._session.run(command, self._source, raises=True)
        except SalesDeskError as refusal:
            return str(refusal)
        return ""

    def _try(self, command: Command, count: int, said: str) -> str:
        if count > AT_ONCE:
            self._run(command, count, said)
            return ""
        refusal = self.keep(command)
        if not refusal:
            self._tell(said)
        return refusal

    def _run(self, command: Command, count: int, said: str) -> None:
        if count > AT_ONCE:
            self._session.run_task(command, self._source, on_done=lambda _done: self._tell(said))
        elif self._session.run(command, self._source) is not None:
            self._tell(said)

    def _tell(self, said: str) -> None:
        self._session.notify(said, undoable=True)

    def _names(self, ids: Sequence[int]) -> Sequence[str]:
        """Return as many names as there are ids; only a single one is ever read."""
        return [line.card.title for line in self._table.rows_of(ids)] if len(ids) == 1 else [""] * len(ids)

    def _what(self, ids: Sequence[int]) -> str:
        (name,) = self._names(ids) if len(ids) == 1 else ("",)
        return f"“{name}”" if name else wording.opportunities_text(len(ids))
