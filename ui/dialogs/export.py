"""Exporting what is shown: how many records, as which file, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.services.exporting import Exported, Kind, export_records
from ui import wording
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.tasks import Task
from ui.widgets.choices import ChoiceCard
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.file_choice import ask_where_to_save
from ui.widgets.labels import Label
from ui.widgets.states import ErrorPanel, ProgressBar

CHOOSE, RUNNING, DONE, FAILED = range(4)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: which records in which order, and a name for the file."""

    kind: Kind
    ids: Sequence[int]
    name: str


class ExportDialog(DialogFrame):
    """From the choice of a format to the finished file; nothing is left behind when it is cancelled."""

    def __init__(self, session: DeskSession, shown: Shown, preferences: Preferences, parent: QWidget) -> None:
        """Offer the formats for what a page shows."""
        super().__init__(parent, self.tr("Export"), 520)
        self.setObjectName("export_dialog")
        self._session = session
        self._shown = shown
        self._preferences = preferences
        self._task: Task | None = None
        self._path = Path()
        nouns = (self.tr("lead"), self.tr("leads"))
        if shown.kind == "opportunities":
            nouns = (self.tr("opportunity"), self.tr("opportunities"))
        self._count_words = wording.count_of(len(shown.ids), *nouns)
        sentence = self.tr("{count}, in the order they stand in now").format(count=self._count_words)
        self.heading = DialogHeading(self.tr("Export what is shown"), sentence)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._choose_page())
        self.pages.addWidget(self._running_page())
        self.done_label = Label("", wraps=True)
        self.pages.addWidget(self.done_label)
        self.error_panel = ErrorPanel("", "")
        self.error_panel.retry_requested.connect(lambda: self.write_to(self._path))
        self.pages.addWidget(self.error_panel)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(self.heading)
        column.addWidget(self.pages)
        self.primary_button.clicked.connect(self._on_primary)
        self.secondary_button.clicked.connect(self.reject)
        self._turn_to(CHOOSE)

    def _choose_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.cards: dict[str, ChoiceCard] = {}
        for ending, title, body in (
            ("xlsx", self.tr("Excel workbook"), self.tr("Amounts and dates stay amounts and dates.")),
            ("csv", self.tr("CSV"), self.tr("Opens in any spreadsheet, and can be imported again.")),
            ("json", self.tr("JSON"), self.tr("For scripts and other programs.")),
        ):
            card = ChoiceCard(title, body, parent=page)
            card.setObjectName(f"{ending}_card")
            self.cards[ending] = card
            column.addWidget(card)
        self.cards["xlsx"].setChecked(True)
        return page

    def _running_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        self.progress_bar = ProgressBar()
        self.progress_label = Label("", "small", "muted")
        column.addWidget(self.progress_bar)
        row = QHBoxLayout()
        row.addWidget(self.progress_label, 1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    @property
    def ending(self) -> str:
        """Which format is chosen, by its ending."""
        return next(ending for ending, card in self.cards.items() if card.isChecked())

    def write_to(self, path: Path) -> None:
        """Write the file in the background."""
        self._path = path
        self._preferences.export_folder = str(path.parent)
        desk, shown = self._session.desk, self._shown
        task = self._task = self._session.start_task(
            lambda report, is_cancelled: export_records(
                desk, shown.kind, path, ids=shown.ids, report=report, is_cancelled=is_cancelled
            )
        )
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(self._on_written)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda: self._turn_to(CHOOSE))
        self._on_progressed(0, len(shown.ids))
        self._turn_to(RUNNING)

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        if page != RUNNING:
            self._task = None
        if page == RUNNING:
            self.set_foot("", self.tr("Cancel export"))
        elif page == DONE:
            self.set_foot(self.tr("Open folder"), self.tr("Close"), keys="")
        elif page == FAILED:
            self.set_foot(self.tr("Choose another place…"), self.tr("Keep as it is"), keys="")
        else:
            self.set_foot(self.tr("Choose place and export…"), self.tr("Don’t export"))

    def _on_primary(self) -> None:
        if self.pages.currentIndex() == DONE:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
            self.accept()
            return
        folder = self._preferences.export_folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        ending = self.ending
        proposed = Path(folder) / f"{self._shown.name} {self._session.now().date().isoformat()}.{ending}"
        ask_where_to_save(self, self.tr("Export to"), proposed, f"*.{ending}", self._choose_place)

    def _choose_place(self, path: Path) -> None:
        has_ending = path.suffix.lower() == f".{self.ending}"
        self.write_to(path if has_ending else path.with_name(f"{path.name}.{self.ending}"))

    def _on_progressed(self, done: int, total: int) -> None:
        self.progress_bar.set_progress(done, total)
        words = self.tr("{done} of {total}")
        self.progress_label.setText(words.format(done=wording.number_text(done), total=wording.number_text(total)))

    def _on_written(self, result: object) -> None:
        assert isinstance(result, Exported)
        words = self.tr("Saved {count} as “{file}”.")
        self.done_label.setText(words.format(count=self._count_words, file=result.path.name))
        self._turn_to(DONE)

    def _on_failed(self, sentence: str) -> None:
        self.error_panel.set_failure(self.tr("The export wasn’t saved"), sentence)
        self._turn_to(FAILED)

    @override
    def reject(self) -> None:
        """Stop the export that is under way; otherwise close."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
