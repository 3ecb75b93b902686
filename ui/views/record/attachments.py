"""Files of an opportunity: a row each, and how far a copy has come that is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salesdesk.queries.deals import AttachmentRow
from ui.views.record.file_row import CopyRow, FileRow
from ui.views.record.sections import SectionHead, SectionRows
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import Label


class Attachments(QWidget):
    """All files of an opportunity.

    Signals:
        add_requested: files are to be chosen.
        open_requested, save_requested, removal_requested: int. A file.
    """

    add_requested = Signal()
    open_requested = Signal(int)
    save_requested = Signal(int)
    removal_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without files."""
        super().__init__(parent)
        self.setObjectName("attachments")
        self._head = SectionHead(self.tr("Attachments"), self.tr("Attach file"))
        self.add_button = self._head.add_button
        self.add_button.setObjectName("attach_file")
        self.add_button.clicked.connect(self.add_requested)
        self.list: SectionRows[FileRow] = SectionRows(self.add_button)
        self.hint_label = Label(self.tr("Drop files on this page, or paste them"), "small", "muted")
        self.copy_row = CopyRow()
        self.error_line = ErrorLine()
        self.error_line.setObjectName("attach_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._head, self.hint_label, self.copy_row, self.error_line, self.list):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_files(self, files: Sequence[AttachmentRow], now: datetime) -> None:
        """Show the files of an opportunity."""
        self._head.show_count(len(files))
        self.list.show_keys([file.id for file in files], self._make_row)
        for file in files:
            self.list.rows[file.id].show_file(file, now)
        self.hint_label.setVisible(not files)

    def _make_row(self, file: int) -> FileRow:
        row = FileRow()
        row.open_requested.connect(lambda: self.open_requested.emit(file))
        row.save_requested.connect(lambda: self.save_requested.emit(file))
        row.removal_requested.connect(lambda: self.removal_requested.emit(file))
        return row
