"""The two lists under the verdicts: what speaks for it, and what is still missing, with a task for each gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.services.commands import PlannedStep
from ui import theme, wording
from ui.widgets.button import Button
from ui.widgets.labels import DEMI_BOLD, IconLabel, Label
from ui.widgets.marks import CheckBox

if TYPE_CHECKING:
    from salesdesk.domain.verdict import Gap

GAP_MARKS = {
    "failed": ("circle-x", "danger"),
    "unknown": ("circle-dashed", "muted"),
    "aged": ("hourglass", "warning"),
    "weak": ("alert-triangle", "warning"),
}
MARK = 16
GAP_DAYS = 7
HINT_DAYS = 2


def working_day(day: date) -> date:
    """Return the day, or the Monday after it where it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def marked_line(icon: str, role: str, text: str) -> QHBoxLayout:
    """Return a sentence behind its mark."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    holder = QVBoxLayout()
    # In the middle of the first line, however large its letters are.
    holder.setContentsMargins(0, max(1, round((theme.current().line() - MARK) / 2)), 0, 0)
    holder.addWidget(IconLabel(icon, role, MARK))
    holder.addStretch(1)
    row.addLayout(holder)
    row.addWidget(Label(text, wraps=True), 1)
    return row


class Section(QWidget):
    """A heading with lines below it, which can be replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a heading and lines."""
        super().__init__(parent)
        self.heading = Label("", "base", "text", DEMI_BOLD)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(7)
        self.column.addWidget(self.heading)
        self.column.addSpacing(2)
        self.lines = QWidget()
        self.column.addWidget(self.lines)
        self.column.addStretch(1)

    def begin(self) -> QVBoxLayout:
        """Return an empty column in place of the lines shown."""
        self.column.removeWidget(self.lines)
        self.lines.hide()
        self.lines.deleteLater()
        self.lines = QWidget()
        self.column.insertWidget(2, self.lines)
        column = QVBoxLayout(self.lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        return column


class Reasons(Section):
    """Why: the reasons for the verdict."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without reasons."""
        super().__init__(parent)
        self.heading.setText(self.tr("Why"))
        self.sentences: tuple[str, ...] = ()

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """Show these reasons."""
        self.sentences = tuple(reasons)
        column = self.begin()
        for reason in reasons:
            column.addLayout(marked_line("circle-check", "success", reason))
        if not reasons:
            column.addWidget(Label(self.tr("Nothing is confirmed yet"), "base", "muted"))


class Gaps(Section):
    """Still missing: each gap, and a task that would close it, ticked until the rep unticks it.

    Signals: `edited` when a task was ticked or unticked; `reaffirmed` with the dimension whose aged
    evidence still holds.
    """

    edited = Signal()
    reaffirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without gaps."""
        super().__init__(parent)
        self.heading.setText(self.tr("Still missing"))
        self.boxes: dict[str, CheckBox] = {}
        self._days: dict[str, date] = {}
        self._unticked: set[str] = set()

    def show_gaps(self, gaps: Iterable[Gap], today: date) -> None:
        """Show these gaps, with the tasks the rep unticked before still unticked."""
        self.boxes, self._days = {}, {}
        column = self.begin()
        is_empty = True
        for gap in gaps:
            is_empty = False
            line = marked_line(*GAP_MARKS[gap.state], gap.sentence)
            column.addLayout(line)
            if gap.state == "aged":
                line.addWidget(self._still_true_button(gap.dimension), 0, Qt.AlignmentFlag.AlignTop)
            if gap.task:
                days = HINT_DAYS if gap.state == "weak" else GAP_DAYS
                column.addLayout(self._task_row(gap.task, working_day(today + timedelta(days=days)), today))
        if is_empty:
            column.addWidget(Label(self.tr("Nothing"), "base", "muted"))

    def _still_true_button(self, dimension: str) -> Button:
        button = Button(self.tr("Still true"), "link", "row")
        button.setObjectName(f"still_true_{dimension}")
        button.clicked.connect(lambda: self.reaffirmed.emit(dimension))
        return button

    def _task_row(self, task: str, day: date, today: date) -> QHBoxLayout:
        box = CheckBox(self.tr("Task: {task}").format(task=task[0].lower() + task[1:]))
        box.setObjectName(f"task_{len(self.boxes)}")
        box.setChecked(task not in self._unticked)
        box.toggled.connect(lambda is_on, one=task: self._note(one, is_on))
        self.boxes[task] = box
        self._days[task] = day
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(box, 1)
        when = Label(wording.day_text(day, today), "base", "muted")
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _note(self, task: str, is_on: bool) -> None:
        (self._unticked.discard if is_on else self._unticked.add)(task)
        self.edited.emit()

    def unticked(self) -> list[str]:
        """Return the tasks the rep does not want."""
        return sorted(self._unticked)

    def untick(self, tasks: Iterable[str]) -> None:
        """Untick these tasks."""
        self._unticked = set(tasks)
        for task, box in self.boxes.items():
            box.setChecked(task not in self._unticked)

    def tasks(self) -> tuple[PlannedStep, ...]:
        """Return the tasks that are ticked, each with its day."""
        return tuple(PlannedStep("task", task, self._days[task]) for task, box in self.boxes.items() if box.isChecked())
