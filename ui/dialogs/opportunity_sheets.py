"""Opens the sheets that close, put off or add opportunities."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from salesdesk.domain.errors import SalesDeskError
from ui.dialogs.closing import ClosingDialog, subjects_of
from ui.dialogs.lost import LostDialog
from ui.dialogs.new_opportunity import NewOpportunityDialog
from ui.dialogs.nurture import NurtureDialog
from ui.dialogs.won import WonDialog
from ui.session import DeskSession


class OpportunitySheets(QObject):
    """Asks what has to be asked before an opportunity is won, lost, put off or added. Nothing is saved on the way out.

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

    def ask_won(self, opportunities: Sequence[int]) -> None:
        """Ask once for what is known about the win of these opportunities."""
        self._ask(WonDialog, opportunities)

    def ask_lost(self, opportunities: Sequence[int]) -> None:
        """Ask once for the reason why these opportunities were lost."""
        self._ask(LostDialog, opportunities)

    def ask_nurture(self, opportunities: Sequence[int]) -> None:
        """Ask until when these opportunities are put off, and why."""
        self._ask(NurtureDialog, opportunities)

    def ask_new(self, stage_id: int | None = None, name: str = "", amount_minor: int | None = None) -> None:
        """Ask for a new opportunity, in a stage; what is known of it already is filled in."""
        sheet = NewOpportunityDialog(self._session, stage_id, self._window)
        sheet.fill_in(name, amount_minor)

        def finish(result: int) -> None:
            if result == QDialog.DialogCode.Accepted and sheet.new_id is not None:
                self.added.emit(sheet.new_id)

        self._open(sheet)
        sheet.finished.connect(finish)

    def _ask(self, kind: type[WonDialog | LostDialog | NurtureDialog], opportunities: Sequence[int]) -> None:
        if not opportunities:
            return
        try:
            sheet: ClosingDialog = kind(self._session, subjects_of(self._session, opportunities), self._window)
        except SalesDeskError as refusal:
            self._session.refused.emit(str(refusal))
            return
        self._open(sheet)

    def _open(self, sheet: QDialog) -> None:
        self.sheet = sheet
        sheet.finished.connect(lambda _result: self._forget(sheet))
        sheet.open()

    def _forget(self, sheet: QDialog) -> None:
        if self.sheet is sheet:
            self.sheet = None
        sheet.deleteLater()
        self.closed.emit()
