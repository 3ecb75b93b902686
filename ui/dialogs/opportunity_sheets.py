"""Opens the sheets that close or add opportunities, one after the other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from salesdesk.domain.errors import SalesDeskError
from ui.dialogs.closing import Subject, subject_of
from ui.dialogs.lost import LostDialog
from ui.dialogs.new_opportunity import NewOpportunityDialog
from ui.dialogs.won import WonDialog
from ui.session import DeskSession


class OpportunitySheets(QObject):
    """Asks what has to be asked before an opportunity is won, lost or added. Nothing is saved on the way out.

    Signals:
        added: int. The number of an opportunity that was added.
        closed: all sheets are gone again.
    """

    added = Signal(int)
    closed = Signal()

    def __init__(self, session: DeskSession, window: QWidget) -> None:
        """Open sheets over a window."""
        super().__init__(window)
        self._session = session
        self._window = window
        self.sheet: QDialog | None = None

    def ask_won(self, opportunities: list[int]) -> None:
        """Ask for amount and day of each; leaving one leaves those after it open too."""
        self._ask(opportunities, is_won=True)

    def ask_lost(self, opportunities: list[int]) -> None:
        """Ask for the reason of each; leaving one leaves those after it open too."""
        self._ask(opportunities, is_won=False)

    def ask_new(self, stage_id: int | None = None) -> None:
        """Ask for a new opportunity, in a stage."""
        sheet = NewOpportunityDialog(self._session, stage_id, self._window)

        def finish(result: int) -> None:
            if result == QDialog.DialogCode.Accepted and sheet.new_id is not None:
                self.added.emit(sheet.new_id)

        self._open(sheet)
        sheet.finished.connect(finish)

    def _ask(self, opportunities: list[int], *, is_won: bool) -> None:
        if not opportunities:
            return
        first, *rest = opportunities
        try:
            subject = subject_of(self._session, first)
        except SalesDeskError as refusal:
            self._session.refused.emit(str(refusal))
            return
        sheet = self._sheet(subject, is_won=is_won)

        def finish(result: int) -> None:
            if result == QDialog.DialogCode.Accepted:
                self._ask(rest, is_won=is_won)

        self._open(sheet)
        sheet.finished.connect(finish)

    def _sheet(self, subject: Subject, *, is_won: bool) -> QDialog:
        kind = WonDialog if is_won else LostDialog
        return kind(self._session, subject, self._window)

    def _open(self, sheet: QDialog) -> None:
        self.sheet = sheet
        sheet.finished.connect(lambda _result: self._forget(sheet))
        sheet.open()

    def _forget(self, sheet: QDialog) -> None:
        if self.sheet is sheet:
            self.sheet = None
        sheet.deleteLater()
        self.closed.emit()
