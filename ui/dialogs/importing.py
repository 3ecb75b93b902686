"""Importing leads from a file: choose it, match its columns, review what each row becomes, import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.formats.detection import TableFile
from salesdesk.formats.headers import Mapping, propose_mapping, with_own_fields
from salesdesk.formats.profiles import FileProfile
from salesdesk.queries import custom_fields, leads
from salesdesk.services.importing import ImportPlan
from ui import wording
from ui.dialogs.import_steps.choose import ChooseFile
from ui.dialogs.import_steps.columns import MatchColumns
from ui.dialogs.import_steps.file_format import FormatButton
from ui.dialogs.import_steps.progress import ImportProgress
from ui.dialogs.import_steps.reading import FileReading
from ui.dialogs.import_steps.review import ReviewRows
from ui.dialogs.import_steps.step_bar import StepBar
from ui.widgets.dialog import DialogFrame
from ui.widgets.file_choice import ask_where_to_save

if TYPE_CHECKING:
    from ui.session import DeskSession

WIDTH = 1040
HEIGHT = 708
SIDE = 24
CHOOSE, MATCH, REVIEW = range(3)


class ImportDialog(DialogFrame):
    """A rehearsal in three steps; nothing is written before the last button is pressed.

    Signals: `started` with the progress dialog when the import begins.
    """

    started = Signal(object)

    def __init__(self, session: DeskSession, parent: QWidget, path: Path | None = None) -> None:
        """Ask for a file, or begin with the one given."""
        super().__init__(parent, self.tr("Import leads"), WIDTH, HEIGHT)
        self.setObjectName("import_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._table: TableFile | None = None
        self._profile: FileProfile | None = None
        self._plan: ImportPlan | None = None
        self._wants_review = False
        self.foot_line.hide()
        self._add_pages()
        self.format_button = FormatButton()
        self.set_foot_left(self.format_button, SIDE - 10)
        self._foot_row.setContentsMargins(SIDE - 10, 0, SIDE, 0)
        self._reading = FileReading(session, self)
        self._connect()
        self._show_step(CHOOSE)
        if path is not None:
            self.choose(path)

    def _add_pages(self) -> None:
        names = [self.tr("Choose file"), self.tr("Match columns"), self.tr("Review duplicates"), self.tr("Import")]
        self.steps = StepBar(names)
        self.chooser = ChooseFile()
        self.columns = MatchColumns()
        self.review = ReviewRows(self._lead_names)
        self.pages = QStackedWidget()
        for page in (self.chooser, self.columns, self.review):
            self.pages.addWidget(page)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.steps)
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.choose)
        self.columns.mapping_changed.connect(self._on_mapping_changed)
        self.columns.search.stop_requested.connect(self._on_stop_requested)
        self.columns.search.start_requested.connect(self._start_search)
        self.review.save_requested.connect(self._save_rejects)
        self.format_button.format_chosen.connect(self._on_format_chosen)
        self.primary_button.clicked.connect(self._go_on)
        self.secondary_button.clicked.connect(self._go_back)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self._go_back_a_step)
        self._reading.detected.connect(self._on_detected)
        self._reading.profiled.connect(self._on_profiled)
        self._reading.rehearsed.connect(self._on_rehearsed)
        self._reading.progressed.connect(self.columns.search.show_progress)
        self._reading.refused.connect(self._on_refused)
        self._reading.unmatched.connect(self.columns.search.show_problem)

    @property
    def step(self) -> int:
        """Which step is shown: `CHOOSE`, `MATCH` or `REVIEW`."""
        return self.pages.currentIndex()

    @property
    def plan(self) -> ImportPlan | None:
        """What the rehearsal found, once it has ended."""
        return self._plan

    def choose(self, path: Path) -> None:
        """Find out how a file is built, off the GUI thread, and match its columns."""
        self.chooser.show_problem("")
        self._reading.open(path)

    def _on_format_chosen(self, encoding: str | None, delimiter: str | None) -> None:
        if self._table is not None:
            self.columns.show_problem("")
            self._reading.open(self._table.path, encoding, delimiter)

    def _on_refused(self, sentence: str) -> None:
        if self.step == MATCH:
            self.columns.show_problem(sentence)
            self.columns.search.show_stopped()
        else:
            self.chooser.show_problem(sentence)

    def _on_detected(self, table: TableFile) -> None:
        self._table = table
        self._profile = None
        self.format_button.show_format(table.encoding, table.delimiter)
        self.steps.show_file(table.name)
        known = self._session.read(custom_fields.fields, "lead")
        mapping = with_own_fields(propose_mapping(table.columns), known)
        self.columns.show_mapping(mapping, known)
        self._show_step(MATCH)
        self._read_columns(mapping)

    def _on_mapping_changed(self, mapping: Mapping) -> None:
        self._read_columns(mapping)

    def _read_columns(self, mapping: Mapping) -> None:
        assert self._table is not None
        self._plan = None
        self._wants_review = False
        self.columns.search.show_running()
        self._show_buttons()
        self._reading.profile(self._table, mapping)

    def _on_profiled(self, profile: FileProfile) -> None:
        assert self._table is not None
        self._profile = profile
        one, many = self.tr("{file}, 1 row"), self.tr("{file}, {count} rows")
        words = one if profile.rows == 1 else many
        self.steps.show_file(words.format(file=self._table.name, count=wording.number_text(profile.rows)))
        self.columns.show_profile(profile)
        if profile.rows:
            self._start_search()
        else:
            self.columns.search.show_problem(self.tr("No rows in this file"))

    def _start_search(self) -> None:
        if self._table is None:
            return
        self.columns.search.show_running()
        if self._profile is None:
            self._reading.profile(self._table, self.columns.mapping)
        else:
            self._reading.rehearse(self._table, self.columns.mapping, self._profile.rows)
        self._show_buttons()

    def _on_stop_requested(self) -> None:
        self._reading.stop()
        self._wants_review = False
        self.columns.search.show_stopped()
        self._show_buttons()

    def _on_rehearsed(self, plan: ImportPlan) -> None:
        self._plan = plan
        self.columns.search.show_found(plan.duplicates, len(plan.updates))
        self.review.show_plan(plan)
        if self._wants_review:
            self._show_step(REVIEW)
        self._show_buttons()

    def _show_step(self, step: int) -> None:
        self._wants_review = False
        self.pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self.format_button.setVisible(step == MATCH)
        self._show_buttons()
        page = (self.chooser, self.columns, self.review)[step]
        page.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        if self.step == CHOOSE:
            self.set_foot("", self.tr("Close"))
            return
        if self.step == MATCH:
            self.set_foot(self.tr("Review duplicates"), self.tr("Back"))
            self.primary_button.setEnabled(not self._wants_review)
            return
        count = len(self._plan.new) + len(self._plan.updates) if self._plan is not None else 0
        one, many = self.tr("Import 1 lead"), self.tr("Import {count} leads")
        self.set_foot((one if count == 1 else many).format(count=wording.number_text(count)), self.tr("Back"))
        self.primary_button.setEnabled(count > 0)

    def _go_on(self) -> None:
        if self.step == REVIEW:
            self._import()
        elif self._plan is not None:
            self._show_step(REVIEW)
        elif self._reading.is_busy:
            self._wants_review = True
            self._show_buttons()
        elif self._profile is None or self._profile.rows:
            self._start_search()
            self._wants_review = self._reading.is_busy
            self._show_buttons()

    def _go_back(self) -> None:
        if self.step == CHOOSE:
            self.reject()
        else:
            self._go_back_a_step()

    def _go_back_a_step(self) -> None:
        if self.step > CHOOSE:
            self._show_step(self.step - 1)

    def _import(self) -> None:
        plan, below = self._plan, self.parentWidget()
        if plan is None or below is None:
            return
        self._plan = None
        self.accept()
        progress = ImportProgress(self._session, below, plan)
        progress.show()
        self.started.emit(progress)

    def _save_rejects(self) -> None:
        plan = self._plan
        if plan is None:
            return
        proposed = plan.table.path.with_name(self.tr("{name} to fix.csv").format(name=plan.table.path.stem))
        filters = self.tr("CSV files (*.csv)")
        ask_where_to_save(self, self.tr("Save rows to fix"), proposed, filters, lambda path: self._write(plan, path))

    def _write(self, plan: ImportPlan, path: Path) -> None:
        task = self._session.start_task(lambda _report, _stop: plan.write_rejects(path))
        task.succeeded.connect(self.review.show_saved)
        task.failed.connect(self.review.show_problem)

    def _lead_names(self, ids: Sequence[int]) -> dict[int, str]:
        rows = self._session.read(leads.lead_rows, ids)
        return {row.id: ", ".join(dict.fromkeys(part for part in (row.name, row.company) if part)) for row in rows}

    @override
    def done(self, result: int) -> None:
        """Stop reading and close; nothing was written."""
        self._reading.stop()
        super().done(result)
