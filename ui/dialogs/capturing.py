"""Opens what makes leads of pasted and dropped text, finds duplicates and puts leads together that are one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from salesdesk.domain.errors import FileFault, NotFound
from salesdesk.formats.encoding import decoded
from salesdesk.formats.files import reading
from salesdesk.queries.leads import lead_rows
from ui.session import DeskSession

LONGEST = 4_000_000
"""How many bytes of a file are read: more than any text that can be looked over."""
TABLES = frozenset((".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods"))


class Capturing(QObject):
    """Asks over a window; each dialog is imported when it is first asked for.

    Signals:
        open_requested: int. The number of a lead to show.
        import_requested: Path. A file that is a table, for the import of leads.
        closed: a dialog is gone again.
    """

    open_requested = Signal(int)
    import_requested = Signal(object)
    closed = Signal()

    def __init__(self, session: DeskSession, window: QWidget) -> None:
        """Open over a window."""
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: QDialog | None = None

    def paste(self) -> None:
        """Make leads of what the clipboard holds."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._capture("")

    def take(self, data: QMimeData | None) -> bool:
        """Make leads of pasted or dropped data; False where it is neither a file nor a text."""
        # The clipboard gives nothing at all where nobody has copied anything yet.
        if data is None:
            return False
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.take_file(files[0])
            return True
        if data.hasText():
            self._capture(data.text())
            return True
        return False

    def take_file(self, path: Path) -> None:
        """Make leads of a file: a table goes to the import, anything else is read as text."""
        if path.suffix.lower() in TABLES:
            self.import_requested.emit(path)
            return
        try:
            with reading(path), path.open("rb") as file:
                data = file.read(LONGEST)
            text = decoded(data)
        except FileFault as fault:
            self._capture("", str(fault))
            return
        if "\0" in text[:4096]:
            words = self.tr("“{file}” is not a text of leads. Drop a vCard, an email or a table.")
            self._capture("", words.format(file=path.name))
        else:
            self._capture(text)

    def merge(self, leads: Sequence[int]) -> None:
        """Make leads one; of a single one it is asked with which."""
        if len(leads) == 1:
            self._ask_with_which(leads[0])
            return
        from ui.dialogs.merging.merge import MergeDialog

        try:
            dialog = MergeDialog(self._session, leads, self._window)
        except NotFound as refusal:
            self._session.refused.emit(str(refusal))
            return
        dialog.merged.connect(self.open_requested)
        self._open(dialog)

    def find_duplicates(self) -> None:
        """Look for duplicates among all leads."""
        from ui.dialogs.duplicates import DuplicatesDialog

        dialog = DuplicatesDialog(self._session, self._window)
        dialog.open_requested.connect(self.open_requested)
        self._open(dialog)

    def _ask_with_which(self, lead: int) -> None:
        from ui.dialogs.merging.picking import MergeWithDialog

        rows = self._session.read(lead_rows, [lead])
        if not rows:
            return
        dialog = MergeWithDialog(self._session, lead, rows[0].name, self._window)
        dialog.picked.connect(self.merge)
        self._open(dialog)

    def _capture(self, text: str, problem: str = "") -> None:
        from ui.dialogs.capture.dialog import CaptureDialog

        if not self._session.is_open or QApplication.activeModalWidget() is not None:
            return
        dialog = CaptureDialog(self._session, text, self._window, problem)
        dialog.open_requested.connect(self.open_requested)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()
        self.closed.emit()
