"""The first step of an import: a place to drop a file on, or to pick one from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.widgets.button import Button
from ui.widgets.dialog import DialogHeading
from ui.widgets.file_choice import ask_for_file
from ui.widgets.labels import MEDIUM, IconLabel, Label
from ui.widgets.states import Panel

ZONE_HEIGHT = 240
SUFFIXES = ("csv", "tsv", "txt", "tab")


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged, or nothing."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


class DropZone(QFrame):
    """The area a file is dropped on; dashed at rest, tinted while a file is over it.

    Signals: `dropped` with the path of the file; `browse_requested` when the rep wants to pick one.
    """

    dropped = Signal(object)
    browse_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show what can be dropped, and a button to pick a file instead."""
        super().__init__(parent)
        self.setObjectName("drop_zone")
        self.setAcceptDrops(True)
        self.setMinimumHeight(ZONE_HEIGHT)
        self._is_over = False
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(1)
        icon_row = QHBoxLayout()
        icon_row.addWidget(IconLabel("import-file", "muted", 28))
        column.addLayout(icon_row)
        column.addSpacing(6)
        for words, role, weight in (
            (self.tr("Drop a file of leads here"), "text", MEDIUM),
            (self.tr("CSV or TSV, from a spreadsheet, a form or another program"), "muted", painting.NORMAL),
        ):
            label = Label(words, "base", role, weight)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(10)
        row = QHBoxLayout()
        self.browse_button = Button(self.tr("Choose a file…"), "primary", "dialog", icon="folder")
        self.browse_button.setObjectName("browse_button")
        self.browse_button.clicked.connect(self.browse_requested)
        row.addStretch(1)
        row.addWidget(self.browse_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if dropped_file(event.mimeData()) is not None:
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Lose the tint."""
        self._is_over = False
        self.update()
        super().dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the file on."""
        self._is_over = False
        self.update()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed edge, or the tint of a file that may be dropped."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._is_over:
            painting.panel(painter, rect, "accent_subtle", "accent", 10, 2)
        else:
            look = theme.current()
            painting.fill_round(painter, rect, "surface" if look.is_dark else "window", 10)
            painting.edge_round(painter, rect, "control", 10, dashed=True)
        painter.end()


class ProblemPanel(Panel):
    """What went wrong with a file: a sentence in a panel with a red edge, gone when all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__("danger", "raised", parent)
        self.setObjectName("problem_panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(10)
        row.addWidget(IconLabel("alert-circle", "danger", 18), 0, Qt.AlignmentFlag.AlignTop)
        self._words = Label("", wraps=True)
        row.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()

    def set_text(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class ChooseFile(QWidget):
    """The page with the drop zone, and the sentence about a file that cannot be used.

    Signals: `chosen` with the path of a file.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(0)
        line = self.tr("Nothing is added before you have seen what each row becomes.")
        column.addWidget(DialogHeading(self.tr("Choose file"), line))
        column.addSpacing(18)
        self.zone = DropZone()
        column.addWidget(self.zone)
        column.addSpacing(12)
        self.problem = ProblemPanel()
        column.addWidget(self.problem)
        column.addStretch(1)
        self.zone.dropped.connect(self.chosen)
        self.zone.browse_requested.connect(self._browse)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the file; empty clears it."""
        self.problem.set_text(sentence)

    def first_field(self) -> QWidget:
        """Return what takes the focus."""
        return self.zone.browse_button

    def _browse(self) -> None:
        patterns = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        filters = self.tr("Tables ({patterns});;All files (*)").format(patterns=patterns)
        ask_for_file(self, self.tr("Choose a file of leads"), filters, self.chosen.emit)
