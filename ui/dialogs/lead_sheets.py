"""Opens the sheets that add a lead, take it off its path, or take its promotion back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import opportunities, promotions
from salesdesk.queries.leads import lead_rows
from ui import wording
from ui.dialogs.lifecycle import NurtureDialog, OverrideDialog, Subjects, UnqualifiedDialog
from ui.dialogs.new_lead import NewLeadDialog
from ui.dialogs.unpromote import UnpromoteDialog
from ui.session import DeskSession


class LeadSheets(QObject):
    """Asks what has to be asked about a lead. Nothing is saved on the way out.

    Signals:
        added: int. The number of a lead that was added.
        open_requested: int. The number of a lead that is to be shown instead of adding one.
        paste_requested: a lead is to be read from what was copied.
        returned: int. The number of a lead whose promotion was taken back.
        closed: the sheet is gone again.
    """

    added = Signal(int)
    open_requested = Signal(int)
    paste_requested = Signal()
    returned = Signal(int)
    closed = Signal()

    def __init__(self, session: DeskSession, window: QWidget) -> None:
        """Open sheets over a window."""
        super().__init__(window)
        self._session = session
        self._window = window
        self.sheet: QDialog | None = None

    def ask_new(self) -> None:
        """Ask for a new lead."""
        sheet = NewLeadDialog(self._session, self._window)
        sheet.accepted.connect(lambda: self.added.emit(sheet.new_id))
        sheet.open_requested.connect(self.open_requested)
        sheet.paste_requested.connect(self.paste_requested)
        self._open(sheet)

    def ask_nurture(self, leads: Sequence[int]) -> None:
        """Ask when leads come back, and why they wait."""
        subjects = self._subjects(leads)
        if subjects is not None:
            self._open(NurtureDialog(self._session, subjects, self._window))

    def ask_unqualified(self, leads: Sequence[int]) -> None:
        """Ask why leads are closed."""
        subjects = self._subjects(leads)
        if subjects is not None:
            self._open(UnqualifiedDialog(self._session, subjects, self._window))

    def ask_override(self, leads: Sequence[int], sentence: str) -> None:
        """Ask why leads are SQLs without the evidence the sentence names."""
        subjects = self._subjects(leads)
        if subjects is not None:
            self._open(OverrideDialog(self._session, subjects, sentence, self._window))

    def ask_unpromote(self, opportunity: int, lead_id: int | None = None) -> None:
        """Show what has changed since the promotion, and ask whether to take it back, of one lead or of all."""
        now = self._session.now()
        page = self._session.read(opportunities.opportunity_page, opportunity, now)
        if page is None:
            return
        try:
            preview = self._session.read(promotions.before_taking_back, opportunity, now, lead_id)
        except SalesDeskError as refusal:
            self._session.refused.emit(str(refusal))
            return
        sheet = UnpromoteDialog(self._session, opportunity, page.name, preview, self._window, lead_id)
        if preview.leads:
            sheet.accepted.connect(lambda: self.returned.emit(preview.leads[0].id))
        self._open(sheet)

    def _subjects(self, leads: Sequence[int]) -> Subjects | None:
        """Return what a sheet is about, None where there is no such lead."""
        if len(leads) > 1:
            return Subjects(tuple(leads), wording.leads_text(len(leads)))
        row = next(iter(self._session.read(lead_rows, leads)), None)
        return Subjects((row.id,), row.name) if row is not None else None

    def _open(self, sheet: QDialog) -> None:
        self.sheet = sheet
        sheet.finished.connect(lambda _result: self._forget(sheet))
        sheet.open()

    def _forget(self, sheet: QDialog) -> None:
        if self.sheet is sheet:
            self.sheet = None
        sheet.deleteLater()
        self.closed.emit()
