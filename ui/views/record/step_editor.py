"""The popover in which a next step, or the day a task is due, is chosen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.clock import read_clock
from salesdesk.domain.recurrence import RECURRENCES
from salesdesk.services.commands import PlannedStep
from ui import wording
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LabelledField, LineField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 320
KINDS = ("call", "email", "meeting", "demo", "document", "task")


def next_working_day(today: date, days: int) -> date:
    """Return the day so many days later, Monday where that is a weekend."""
    day = today + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


class StepEditor(Popover):
    """Kind, words, day and time of a step.

    Signals: `step_chosen` with the step, or None for no step.
    """

    step_chosen = Signal(object)

    def __init__(
        self,
        anchor: QWidget,
        step: PlannedStep,
        now: datetime,
        *,
        is_date_only: bool = False,
        can_clear: bool = False,
        can_repeat: bool = False,
    ) -> None:
        """Start from a step; `is_date_only` leaves kind and words alone, `can_repeat` lets a task come again."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("step_editor")
        self._now = now
        self._step = step
        self._can_repeat = can_repeat
        self._make_fields(step)
        self._lay_out(is_date_only, can_clear)
        self._show_repeat()

    def _make_fields(self, step: PlannedStep) -> None:
        self.kind_field = ChoiceField()
        self.kind_field.setObjectName("step_kind")
        for kind in KINDS:
            self.kind_field.add_choice(kind, wording.activity_word(kind))
        self.kind_field.set_choice(step.kind)
        self.subject_field = LineField()
        self.subject_field.setObjectName("step_subject")
        self.subject_field.setText(step.subject)
        self.day_field = DateField()
        self.day_field.setObjectName("step_day")
        self.day_field.set_day(step.due_on)
        self.time_field = LineField()
        self.time_field.setObjectName("step_time")
        self.time_field.setPlaceholderText(self.tr("Any time"))
        if step.due_at is not None:
            local = step.due_at.astimezone(self._now.tzinfo)
            shown = wording.locale().toString(QTime(local.hour, local.minute), wording.locale().FormatType.ShortFormat)
            self.time_field.setText(shown)
        self.repeat_field = ChoiceField()
        self.repeat_field.setObjectName("step_repeat")
        for recurrence in RECURRENCES:
            self.repeat_field.add_choice(recurrence, wording.recurrence_word(recurrence))
        self.repeat_field.set_choice(step.recurrence)
        self.kind_field.currentIndexChanged.connect(lambda _index: self._show_repeat())
        self.save_button = Button(self.tr("Set step"), "primary")
        self.save_button.setObjectName("step_save")
        self.save_button.clicked.connect(self.save)
        self.clear_button = Button(self.tr("No next step"), "quiet")
        self.clear_button.setObjectName("step_clear")
        self.clear_button.clicked.connect(self._clear)

    def _lay_out(self, is_date_only: bool, can_clear: bool) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        heading = self.tr("Move to") if is_date_only else self.tr("Next step")
        column.addWidget(Label(heading, "subhead", "text", DEMI_BOLD))
        if not is_date_only:
            column.addWidget(LabelledField(self.tr("Kind"), self.kind_field))
            column.addWidget(LabelledField(self.tr("What"), self.subject_field))
        quick = QHBoxLayout()
        quick.setSpacing(6)
        for text, days in ((self.tr("Tomorrow"), 1), (self.tr("In two days"), 2), (self.tr("Next week"), 7)):
            button = Button(text, "standard", "row")
            button.clicked.connect(lambda _checked=False, ahead=days: self._jump(ahead))
            quick.addWidget(button)
        quick.addStretch(1)
        column.addLayout(quick)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(LabelledField(self.tr("Day"), self.day_field), 3)
        when.addWidget(LabelledField(self.tr("Time"), self.time_field), 2)
        column.addLayout(when)
        self._repeat = LabelledField(self.tr("Repeats"), self.repeat_field)
        column.addWidget(self._repeat)
        foot = QHBoxLayout()
        foot.addWidget(self.clear_button)
        self.clear_button.setVisible(can_clear)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def _repeats(self) -> bool:
        return self._can_repeat and self.kind_field.choice() == "task"

    def _show_repeat(self) -> None:
        is_shown = self._repeats()
        if self._repeat.isHidden() is is_shown:
            self._repeat.setVisible(is_shown)
            if self.isVisible():
                self.refit()

    def _jump(self, days: int) -> None:
        self.day_field.set_day(next_working_day(self._now.date(), days))

    def step(self) -> PlannedStep | None:
        """Return the step as chosen, or nothing, with an error at the field that is wrong."""
        day = self.day_field.day()
        clock = self.time_field.text().strip()
        at = read_clock(clock) if clock else None
        if clock and at is None:
            self.time_field.set_error(self.tr("Write it as 14:30"))
        if day is None and not self.day_field.error():
            self.day_field.set_error(self.tr("Choose a day"))
        if day is None or (clock and at is None):
            return None
        due_at = datetime.combine(day, at, self._now.tzinfo) if at is not None else None
        recurrence = str(self.repeat_field.choice()) if self._repeats() else ""
        return PlannedStep(str(self.kind_field.choice()), self.subject_field.text().strip(), day, due_at, recurrence)

    def save(self) -> None:
        """Announce the step and close, or show what is wrong."""
        step = self.step()
        if step is None:
            wrong = self.day_field if self.day_field.error() else self.time_field
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close()
        self.step_chosen.emit(step)

    def _clear(self) -> None:
        self.close()
        self.step_chosen.emit(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the step over with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)
