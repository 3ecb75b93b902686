"""What a table of opportunities asks of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.queries.board import Stage
from ui import wording
from ui.models.opportunity_table import OpportunityTableModel
from ui.session import DeskSession
from ui.views.table.acts import TableActs

if TYPE_CHECKING:
    from salesdesk.services.commands import Command, PlannedStep

translate = QCoreApplication.translate


class OpportunityActs(TableActs):
    """Runs commands for some opportunities."""

    def __init__(self, session: DeskSession, table: OpportunityTableModel, source: QWidget) -> None:
        """Act on the desk of a session; a table knows the names."""
        super().__init__(session, source)
        self._table = table

    def move(self, ids: Sequence[int], stage: Stage) -> None:
        """Take opportunities to an open stage."""
        from salesdesk.services.commands import MoveOpportunities

        names = [self.name_of(one) for one in ids[:1]] if len(ids) == 1 else [""] * len(ids)
        self.run(MoveOpportunities(tuple(ids), stage.id), len(ids), wording.moved_text(names, stage.name))

    def set_close(self, ids: Sequence[int], day: date | None) -> str:
        """Give opportunities one close date, or none; return why that is refused, or nothing."""
        from salesdesk.services.commands import ReviseOpportunities

        said = translate("opportunity_table", "Took the close date of {what} away")
        if day is not None:
            said = translate("opportunity_table", "Set the close date of {what} to {date}")
        shown = wording.date_text(day, self._session.now().date())
        command = ReviseOpportunities(tuple(ids), {"expected_close": day})
        return self.keep_and_tell(command, len(ids), said.format(what=self.what(ids), date=shown))

    @override
    def tagging(self, ids: tuple[int, ...], on: tuple[str, ...], off: tuple[str, ...]) -> Command:
        """Return the command that puts tags on opportunities and takes others off."""
        from salesdesk.services.commands import TagOpportunities

        return TagOpportunities(ids, on, off)

    @override
    def planning(self, ids: tuple[int, ...], step: PlannedStep) -> Command:
        """Return the command that adds the same activity to come to opportunities."""
        from salesdesk.services.commands import PlanForOpportunities

        return PlanForOpportunities(ids, step)

    @override
    def deletion(self, ids: tuple[int, ...]) -> Command:
        """Return the command that puts opportunities in the trash."""
        from salesdesk.services.commands import DeleteOpportunities

        return DeleteOpportunities(ids)

    @override
    def name_of(self, record: int) -> str:
        """Return what an opportunity is called."""
        return next((line.card.title for line in self._table.rows_of([record])), "")

    @override
    def count_text(self, count: int) -> str:
        """Return “4 opportunities”."""
        return wording.opportunities_text(count)
