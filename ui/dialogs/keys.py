"""The keys that work on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.actions import keys_text, words
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.labels import DEMI_BOLD, KeyCap, Label
from ui.widgets.scrolling import ScrollColumn


class KeysDialog(DialogFrame):
    """A list to look things up in: the keys of the screen first, then those that work everywhere."""

    def __init__(
        self, page: str, commands: Sequence[QAction], parent: QWidget, board_keys: Sequence[tuple[str, str]] = ()
    ) -> None:
        """List the keys of a page and of the commands; the board brings its own."""
        super().__init__(parent, self.tr("Keys"), 520, 640)
        self.setObjectName("keys_dialog")
        grid = QGridLayout()
        grid.setContentsMargins(24, 4, 24, 16)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        heading, keys = self._page_keys(page, board_keys)
        self._add_section(grid, heading, keys)
        everywhere = [(keys_text(action), words(action)) for action in commands if keys_text(action)]
        self._add_section(grid, self.tr("Everywhere"), everywhere)
        grid.setRowStretch(grid.rowCount(), 1)
        rows = QWidget()
        rows.setLayout(grid)
        area = ScrollColumn(rows)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(8)
        title = DialogHeading(self.tr("Keys of this screen"))
        title.setContentsMargins(24, 0, 24, 0)
        column.addWidget(title)
        column.addWidget(area, 1)
        self.set_foot(self.tr("Close"), keys="Esc")
        self.primary_button.clicked.connect(self.accept)

    def _add_section(self, grid: QGridLayout, heading: str, keys: Sequence[tuple[str, str]]) -> None:
        if not keys:
            return
        row = grid.rowCount()
        grid.setRowMinimumHeight(row, 10)
        grid.addWidget(Label(heading, "base", "text", DEMI_BOLD), row + 1, 0, 1, 2)
        for number, (key, meaning) in enumerate(keys, row + 2):
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
            grid.addWidget(KeyCap(shown), number, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(meaning, "base", "muted", wraps=True), number, 1)

    def _page_keys(self, page: str, board_keys: Sequence[tuple[str, str]]) -> tuple[str, Sequence[tuple[str, str]]]:
        if page == "today":
            return self.tr("Today"), (
                ("Up", self.tr("Previous row; Down: next row")),
                ("Space", self.tr("Done, or not done again")),
                ("Return", self.tr("Open the record; on a timer: call")),
                ("A", self.tr("Log what came of it, then plan the next step")),
                ("D", self.tr("Move: 1 tomorrow, 2 in two days, 3 next week, or type a date")),
                ("T", self.tr("New task for the record")),
                ("F6", self.tr("Reply timers, then hygiene")),
                ("Right", self.tr("Open a category of the hygiene; Left: close it")),
                ("S", self.tr("Add a step, in the hygiene")),
                ("M", self.tr("Move the stage, in the hygiene")),
                ("X", self.tr("Ignore for 7 days, in the hygiene")),
            )
        if page == "pipeline":
            return self.tr("Pipeline board"), board_keys
        if page == "opportunity":
            return self.tr("Opportunity"), (
                ("Up", self.tr("Previous opportunity in the list; Down: next")),
                ("Esc", self.tr("From the record back to its list")),
            )
        return self.tr("Leads"), (
            ("Up", self.tr("Previous lead; Down: next lead")),
            ("Q", self.tr("Qualify")),
            ("N", self.tr("New lead")),
            ("/", self.tr("Filter the list")),
            ("V", self.tr("Show as table; L: as list")),
            ("Space", self.tr("Tick the row, in the table; Ctrl+A: all")),
            ("F2", self.tr("Edit the cell, in the table; Left, Right: another cell")),
            ("P", self.tr("Send to Nurture, in the table")),
            ("Ctrl+Shift+H", self.tr("Go to the head of the table")),
            ("Ctrl+Return", self.tr("Save the activity, in the composer")),
            ("Esc", self.tr("From the record back to its list")),
        )
