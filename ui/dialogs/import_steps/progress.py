"""The last step of an import: how far it is, a way to hide it, and a way to call it off."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.services.commands import ImportLeads
from ui import painting, theme, wording
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.labels import Label
from ui.widgets.states import ProgressBar

if TYPE_CHECKING:
    from salesdesk.domain.changes import Done
    from salesdesk.services.importing import ImportPlan
    from ui.session import DeskSession

WIDTH = 520
SHOWN_AFTER_S = 2.0


class CountRow(QWidget):
    """A count with its words, over a hairline."""

    def __init__(self, words: str, role: str = "text", *, is_last: bool = False, parent: QWidget | None = None) -> None:
        """Start with nothing counted."""
        super().__init__(parent)
        self._is_last = is_last
        self.setMinimumHeight(12 + theme.current().line())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(words, "base", role))
        row.addStretch(1)
        self.number = Label("", "base", "text", painting.DEMI_BOLD)
        row.addWidget(self.number)

    def show_count(self, count: int) -> None:
        """Show a count."""
        self.number.setText(wording.number_text(count))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline above."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.current().color("border"))
        painter.end()


class ImportProgress(DialogFrame):
    """An import under way; the window below can be used again once this is hidden."""

    def __init__(self, session: DeskSession, parent: QWidget, plan: ImportPlan) -> None:
        """Begin to import a rehearsed plan at once."""
        super().__init__(parent, self.tr("Import leads"), WIDTH)
        self.setObjectName("import_progress")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._plan = plan
        self._is_running = True
        self._began = time.monotonic()
        self._add_content()
        self._show_counts(0)
        self.set_foot(self.tr("Cancel import"), self.tr("Hide"), keys="")
        self.primary_button.set_kind("standard")
        self.primary_button.clicked.connect(self._on_primary)
        self.secondary_button.clicked.connect(self.hide)
        self._task = session.run_task(ImportLeads(plan), self, on_done=self._on_done)
        self._task.progressed.connect(self._on_progressed)
        self._task.cancelled.connect(self._on_cancelled)
        self._task.failed.connect(self._on_failed)

    def _add_content(self) -> None:
        total = len(self._plan.new) + len(self._plan.updates)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 22, 24, 8)
        column.setSpacing(0)
        one, many = self.tr("Importing 1 lead"), self.tr("Importing {count} leads")
        heading = one if total == 1 else many.format(count=wording.number_text(total))
        sentence = self.tr("Nothing is added until this finishes. Hide this to keep working.")
        self.heading = DialogHeading(heading, sentence)
        column.addWidget(self.heading)
        column.addSpacing(16)
        self.bar = ProgressBar()
        column.addWidget(self.bar)
        column.addSpacing(8)
        row = QHBoxLayout()
        self.count_label = Label("", "base", "muted")
        self.time_label = Label("", "base", "muted")
        row.addWidget(self.count_label)
        row.addStretch(1)
        row.addWidget(self.time_label)
        column.addLayout(row)
        column.addSpacing(12)
        self.new_row = CountRow(self.tr("New leads"))
        self.updated_row = CountRow(self.tr("Merged into existing leads"))
        self.duplicate_row = CountRow(self.tr("Skipped as duplicates"))
        self.rejected_row = CountRow(self.tr("Rows that need a fix"), "warning")
        for count_row in (self.new_row, self.updated_row, self.duplicate_row, self.rejected_row):
            column.addWidget(count_row)
        self.duplicate_row.show_count(self._plan.duplicates)
        self.rejected_row.show_count(self._plan.rejected)
        self.rejected_row.setVisible(self._plan.rejected > 0)

    @property
    def is_running(self) -> bool:
        """Whether the import is under way."""
        return self._is_running

    def _show_counts(self, done: int, total: int = 0) -> None:
        total = total or len(self._plan.new) + len(self._plan.updates)
        new = min(done, len(self._plan.new))
        self.bar.set_progress(done, total)
        words = self.tr("{done} of {total}")
        self.count_label.setText(words.format(done=wording.number_text(done), total=wording.number_text(total)))
        self.new_row.show_count(new)
        self.updated_row.show_count(done - new)

    def _on_progressed(self, done: int, total: int) -> None:
        self._show_counts(done, total)
        elapsed = time.monotonic() - self._began
        if elapsed < SHOWN_AFTER_S or not done:
            return
        left = round(elapsed / done * (total - done))
        one, many = self.tr("About 1 second left"), self.tr("About {count} seconds left")
        self.time_label.setText(one if left <= 1 else many.format(count=wording.number_text(left)))

    def _on_done(self, done: Done) -> None:
        self._is_running = False
        self._session.notify(self._summary(), undoable=done.entry_id is not None)
        self.close()

    def _summary(self) -> str:
        plan = self._plan
        number = wording.number_text
        if not plan.updates and not plan.duplicates and not plan.rejected:
            one, many = self.tr("Imported 1 lead from “{file}”"), self.tr("Imported {count} leads from “{file}”")
            return (one if len(plan.new) == 1 else many).format(count=number(len(plan.new)), file=plan.table.name)
        if plan.rejected:
            words = self.tr("Imported {new} new, merged {updated}, skipped {skipped}, {rejected} need a fix")
        else:
            words = self.tr("Imported {new} new, merged {updated}, skipped {skipped}")
        return words.format(
            new=number(len(plan.new)),
            updated=number(len(plan.updates)),
            skipped=number(plan.duplicates),
            rejected=number(plan.rejected),
        )

    def _on_cancelled(self) -> None:
        self._is_running = False
        self._session.notify(self.tr("Import cancelled, nothing was added"))
        self.close()

    def _on_failed(self, sentence: str) -> None:
        self._is_running = False
        self.heading.heading.setText(self.tr("Nothing was imported"))
        self.heading.set_sentence(sentence)
        self.time_label.setText("")
        self.set_foot(self.tr("Close"), keys="")
        if self.isHidden():
            self.show()

    def _on_primary(self) -> None:
        if not self._is_running:
            self.close()
            return
        self.primary_button.setEnabled(False)
        self._task.cancel()

    @override
    def _press_primary(self) -> None:
        """Leave Ctrl+Enter without a meaning: the button here calls the import off."""

    @override
    def reject(self) -> None:
        """Put the focus on Cancel import; Esc alone stops nothing."""
        if self._is_running:
            self.primary_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide while the import is under way."""
        if self._is_running:
            event.ignore()
            self.hide()
        else:
            event.accept()
