"""The panel under the mapping that shows the search for duplicates."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, wording
from ui.widgets.button import Button
from ui.widgets.labels import MEDIUM, IconLabel, Label
from ui.widgets.states import Panel, ProgressBar

TEXT_WIDTH = 286


class SearchPanel(Panel):
    """How far the search is and what it found; it can be stopped and started again.

    Signals: `stop_requested` and `start_requested` from its button.
    """

    stop_requested = Signal()
    start_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start before the search."""
        super().__init__("border", "surface" if theme.current().is_dark else "window", parent)
        self.setObjectName("search_panel")
        self._is_running = False
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 10, 14, 10)
        row.setSpacing(14)
        row.addWidget(IconLabel("copy", "muted", 18))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.headline = Label("", "base", "text", MEDIUM)
        self.line = Label("", "small", "muted")
        words.addWidget(self.headline)
        words.addWidget(self.line)
        holder = QWidget()
        holder.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        holder.setMinimumWidth(TEXT_WIDTH - 17)
        row.addWidget(holder)
        self.bar = ProgressBar()
        row.addWidget(self.bar, 1)
        self.count = Label("", "base", "muted")
        row.addWidget(self.count)
        self.button = Button("", "standard", "row")
        self.button.setObjectName("search_button")
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self.button)

    def show_running(self) -> None:
        """Show that the search has begun."""
        self._is_running = True
        self.headline.setText(self.tr("Looking for duplicates"))
        self.line.setText(self.tr("By email or name and company"))
        self.bar.show()
        self.bar.set_progress(0, 0)
        self.count.setText("")
        self.button.setText(self.tr("Cancel"))
        self.button.show()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many rows of how many were looked at."""
        if self._is_running:
            self.bar.set_progress(done, total)
            words = self.tr("{done} of {total}")
            self.count.setText(words.format(done=wording.number_text(done), total=wording.number_text(total)))

    def show_found(self, duplicates: int, updates: int) -> None:
        """Show what the search found."""
        self._end()
        self.headline.setText(self.tr("Every row was looked at"))
        words = self.tr("{duplicates} already here, {updates} with something new, by email or name and company")
        self.line.setText(
            words.format(duplicates=wording.number_text(duplicates), updates=wording.number_text(updates))
        )
        self.button.hide()

    def show_stopped(self) -> None:
        """Show that the search was stopped, and a way to start it again."""
        self._end()
        self.headline.setText(self.tr("Search stopped"))
        self.line.setText(self.tr("Duplicates have to be found before the import"))
        self.button.setText(self.tr("Search again"))
        self.button.show()

    def show_problem(self, sentence: str) -> None:
        """Show why the rows cannot be looked at as they are matched now."""
        self._end()
        self.headline.setText(self.tr("Duplicates cannot be looked for yet"))
        self.line.setText(sentence)
        self.button.hide()

    def _end(self) -> None:
        self._is_running = False
        self.bar.hide()
        self.count.setText("")

    def _on_clicked(self) -> None:
        (self.stop_requested if self._is_running else self.start_requested).emit()
