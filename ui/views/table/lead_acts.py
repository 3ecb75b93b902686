"""What a table of leads asks of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.domain.errors import NotQualified, SalesDeskError
from ui import wording
from ui.models.lead_table import LeadTableModel
from ui.session import DeskSession
from ui.views.table.acts import AT_ONCE, TableActs

if TYPE_CHECKING:
    from salesdesk.services.commands import Command, PlannedStep

translate = QCoreApplication.translate


class LeadActs(TableActs):
    """Runs commands for some leads."""

    def __init__(self, session: DeskSession, table: LeadTableModel, source: QWidget) -> None:
        """Act on the desk of a session; a table knows the names."""
        super().__init__(session, source)
        self._table = table

    def set_stage(self, ids: Sequence[int], stage: str) -> str:
        """Take leads to a stage of the path; return what evidence is missing where that needs a reason, or nothing."""
        from salesdesk.services.commands import MoveLeads

        said = translate("lead_table", "Moved {what} to {stage}")
        said = said.format(what=self.what(ids), stage=wording.lifecycle_word(stage))
        command = MoveLeads(tuple(ids), stage)
        if stage != "sql" or len(ids) > AT_ONCE:
            self.run(command, len(ids), said)
            return ""
        try:
            if self._session.run(command, self._source, raises=True) is not None:
                self._session.notify(said, undoable=True)
        except NotQualified as refusal:
            return str(refusal)
        except SalesDeskError as refusal:
            self._session.refused.emit(str(refusal))
        return ""

    def set_source(self, ids: Sequence[int], source: str) -> str:
        """Give leads one source; return why that is refused, or nothing."""
        from salesdesk.services.commands import ReviseLeads

        said = translate("lead_table", "Set the source of {what} to {source}") if source else ""
        said = said or translate("lead_table", "Took the source of {what} away")
        command = ReviseLeads(tuple(ids), {"source": source})
        return self.keep_and_tell(command, len(ids), said.format(what=self.what(ids), source=source))

    def reopen(self, ids: Sequence[int]) -> None:
        """Take leads back to the path."""
        from salesdesk.services.commands import ReopenLeads

        said = translate("lead_table", "Reopened {what}").format(what=self.what(ids))
        self.run(ReopenLeads(tuple(ids)), len(ids), said)

    @override
    def tagging(self, ids: tuple[int, ...], on: tuple[str, ...], off: tuple[str, ...]) -> Command:
        """Return the command that puts tags on leads and takes others off."""
        from salesdesk.services.commands import TagLeads

        return TagLeads(ids, on, off)

    @override
    def planning(self, ids: tuple[int, ...], step: PlannedStep) -> Command:
        """Return the command that adds the same activity to come to leads."""
        from salesdesk.services.commands import PlanForLeads

        return PlanForLeads(ids, step)

    @override
    def deletion(self, ids: tuple[int, ...]) -> Command:
        """Return the command that puts leads in the trash."""
        from salesdesk.services.commands import DeleteLeads

        return DeleteLeads(ids)

    @override
    def name_of(self, record: int) -> str:
        """Return what a lead is called."""
        return next((line.name for line in self._table.rows_of([record])), "")

    @override
    def count_text(self, count: int) -> str:
        """Return “4 leads”."""
        return wording.leads_text(count)
