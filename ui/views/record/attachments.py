"""Files of an opportunity: a row each, and how far a copy has come that is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.queries.deals import AttachmentRow
from ui import resources, wording
from ui.views.record.file_name import FileName
from ui.views.record.sections import SectionHead, SectionRow, SectionRows, open_menu
from ui.widgets.button import Button, IconButton
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import ElidedLabel, IconLabel, Label, Tag
from ui.widgets.states import ProgressBar

SHOWN_AFTER_MS = 300


class FileRow(SectionRow):
    """One attached file.

    Signals: `open_requested`, `save_requested`, `removal_requested`.
    """

    open_requested = Signal()
    save_requested = Signal()
    removal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a file."""
        super().__init__(parent)
        self.name_label = FileName()
        self.facts_label = Label("", "small", "muted")
        self.missing_tag = Tag(self.tr("Content is missing"), "failed", "alert-circle")
        self.open_button = Button(self.tr("Open"), "link", "row")
        self.open_button.setObjectName("open_file")
        self.open_button.clicked.connect(self.open_requested)
        self.more_button = IconButton("more", self.tr("More"), "row")
        self.more_button.setObjectName("file_more")
        self.more_button.clicked.connect(lambda: open_menu(self.make_menu(), self.more_button))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("file", "muted", 15))
        row.addWidget(self.name_label, 1)
        for part in (self.missing_tag, self.facts_label, self.open_button, self.more_button):
            row.addWidget(part)
        self.setFocusProxy(self.open_button)

    def show_file(self, file: AttachmentRow, now: datetime) -> None:
        """Show a file."""
        self.name_label.setText(file.name)
        values = {"size": wording.size_text(file.size_bytes), "when": wording.when_text(file.added_at, now)}
        self.facts_label.setText(self.tr("{size}, {when}").format(**values))
        self.missing_tag.setVisible(not file.is_there)
        self.open_button.setAccessibleName(self.tr("Open {name}").format(name=file.name))
        self.more_button.setAccessibleName(self.tr("More for {name}").format(name=file.name))

    def make_menu(self) -> QMenu:
        """Return what can be done, for one use."""
        menu = QMenu(self)
        menu.setObjectName("file_menu")
        opening = menu.addAction(resources.icon("external-link"), self.tr("Open…"))
        opening.triggered.connect(self.open_requested)
        save = menu.addAction(resources.icon("download"), self.tr("Save a copy…"))
        save.triggered.connect(self.save_requested)
        menu.addSeparator()
        remove = menu.addAction(resources.icon("x"), self.tr("Remove"))
        remove.triggered.connect(self.removal_requested)
        return menu


class CopyRow(QWidget):
    """How far a copy has come, shown once it takes its time.

    Signals: `stop_requested`.
    """

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("copy_progress")
        self.words_label = ElidedLabel("", "base", "muted")
        self.bar = ProgressBar(6)
        self.stop_button = Button(self.tr("Cancel"), "standard", "row")
        self.stop_button.setObjectName("stop_copy")
        self.stop_button.clicked.connect(self.stop_requested)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOWN_AFTER_MS)
        self._delay.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words_label, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is copied."""
        self.words_label.setText(words)
        self.bar.set_progress(0, 1)
        self.bar.setAccessibleName(words)
        self._delay.start()

    def end(self) -> None:
        """Hide again."""
        self._delay.stop()
        self.hide()


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
