"""Rows of the attachments: a file that is kept, and one that is being copied."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from salesdesk.queries.deals import AttachmentRow
from ui import resources, wording
from ui.views.record.file_name import FileName
from ui.views.record.sections import SectionRow, open_menu
from ui.widgets.button import Button, IconButton
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
