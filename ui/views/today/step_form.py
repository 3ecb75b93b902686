"""The fields that set a record right: a next step, or another close date."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from salesdesk.domain.clock import read_clock
from salesdesk.queries.hygiene_rows import HygieneRow
from salesdesk.services.commands import PlannedStep
from ui import wording
from ui.views.record.step_editor import KINDS, next_working_day
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LabelledField, LineField

CLOSE_IN_DAYS = 14


class StepForm(QWidget):
    """Kind, words, day and time of a step."""

    def __init__(self, step: PlannedStep, now: datetime, parent: QWidget | None = None) -> None:
        """Start from a step."""
        super().__init__(parent)
        self._now = now
        self.kind_field = ChoiceField()
        self.kind_field.setObjectName("work_kind")
        for kind in KINDS:
            self.kind_field.add_choice(kind, wording.activity_word(kind))
        self.kind_field.set_choice(step.kind)
        self.subject_field = LineField()
        self.subject_field.setObjectName("work_subject")
        self.subject_field.setText(step.subject)
        self.day_field = DateField()
        self.day_field.setObjectName("work_day")
        self.day_field.set_day(step.due_on)
        self.time_field = LineField()
        self.time_field.setObjectName("work_time")
        self.time_field.setPlaceholderText(self.tr("Any time"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        grid.addWidget(LabelledField(self.tr("Kind"), self.kind_field), 0, 0)
        grid.addWidget(LabelledField(self.tr("What"), self.subject_field), 0, 1)
        grid.addWidget(LabelledField(self.tr("Day"), self.day_field), 1, 0)
        grid.addWidget(LabelledField(self.tr("Time"), self.time_field), 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)

    def step(self) -> PlannedStep | None:
        """Return the step, or nothing, with an error and the cursor at the field that is wrong."""
        day, clock = self.day_field.day(), self.time_field.text().strip()
        at = read_clock(clock) if clock else None
        if clock and at is None:
            self.time_field.set_error(self.tr("Write it as 14:30"))
            self.time_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if day is None:
            self.day_field.set_error(self.day_field.error() or self.tr("Choose a day"))
            self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        due_at = datetime.combine(day, at, self._now.tzinfo) if at is not None else None
        return PlannedStep(str(self.kind_field.choice()), self.subject_field.text().strip(), day, due_at)


class DayForm(QWidget):
    """The day an opportunity is expected to close."""

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        """Start two weeks from now."""
        super().__init__(parent)
        self.day_field = DateField()
        self.day_field.setObjectName("work_close")
        self.day_field.set_day(next_working_day(now.date(), CLOSE_IN_DAYS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(LabelledField(self.tr("New close date"), self.day_field), 2)
        row.addStretch(3)

    def day(self) -> date | None:
        """Return the day, or nothing, with an error and the cursor in the field."""
        day = self.day_field.day()
        if day is None:
            self.day_field.set_error(self.day_field.error() or self.tr("Choose a day"))
            self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)
        return day


def first_step(row: HygieneRow, now: datetime) -> PlannedStep:
    """Return the step that a record most likely needs: to call tomorrow, about what is missing."""
    day = next_working_day(now.date(), 1)
    if row.category == "bant_gaps":
        return PlannedStep("call", wording.ask_text(row.bant), day)
    if row.category == "going_dark":
        return PlannedStep("call", wording.revive_text(), day)
    return PlannedStep("call", "", day)
