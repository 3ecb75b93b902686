"""On which days and hours the first-reply clocks run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from PySide6.QtCore import QCoreApplication, QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.clock import read_clock
from salesdesk.domain.reply import WorkingHours
from ui import wording
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.labels import Label

WEEKS = ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 7), (1, 2, 3, 4, 5, 6, 7))
USUAL = WorkingHours(frozenset(WEEKS[0]), time(9), time(17, 30))
CLOCK_WIDTH = 84
translate = QCoreApplication.translate


class WorkingHoursField(QWidget):
    """Always, or some days of the week from one time to another.

    Signals:
        changed: the hours are others now; `text` has them as the setting keeps them.
        error_changed: str. What is wrong with a time, empty when all is well.
    """

    changed = Signal()
    error_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that clocks always run."""
        super().__init__(parent)
        self.days_field = ChoiceField()
        self.days_field.setObjectName("working_days")
        self.days_field.setAccessibleName(self.tr("Working days"))
        self.days_field.add_choice("", self.tr("Day and night"))
        for days in WEEKS:
            self.days_field.add_choice(_key(days), days_text(days))
        self.start_field = self._clock("working_start", self.tr("Working hours begin"))
        self.end_field = self._clock("working_end", self.tr("Working hours end"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.days_field)
        self._times = QWidget()
        times = QHBoxLayout(self._times)
        times.setContentsMargins(0, 0, 0, 0)
        times.setSpacing(8)
        times.addWidget(self.start_field)
        times.addWidget(Label(self.tr("to"), "base", "muted"))
        times.addWidget(self.end_field)
        row.addWidget(self._times)
        row.addStretch(1)
        self.setFocusProxy(self.days_field)
        self.days_field.chosen.connect(self._choose_days)
        self.set_hours(None)

    def _clock(self, name: str, spoken: str) -> LineField:
        field = LineField()
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        field.setFixedWidth(CLOCK_WIDTH)
        field.editingFinished.connect(self._finish)
        field.error_changed.connect(self.error_changed)
        return field

    def set_hours(self, hours: WorkingHours | None) -> None:
        """Show these hours, None for always."""
        key = _key(hours.days) if hours is not None else ""
        if hours is not None and self.days_field.findData(key) < 0:
            self.days_field.add_choice(key, days_text(hours.days))
        self.days_field.set_choice(key)
        shown = hours or USUAL
        for field, clock in ((self.start_field, shown.start), (self.end_field, shown.end)):
            field.set_error("")
            field.setText(_clock_text(clock))
        self._times.setVisible(hours is not None)

    def text(self) -> str:
        """Return the hours as the setting keeps them, “1,2,3 09:00-17:30”, empty for always."""
        days, start, end = (
            self.days_field.choice(),
            read_clock(self.start_field.text()),
            read_clock(self.end_field.text()),
        )
        if not days or start is None or end is None:
            return ""
        return f"{days} {start:%H:%M}-{end:%H:%M}"

    def _choose_days(self, days: object) -> None:
        self._times.setVisible(bool(days))
        self._finish()

    def _finish(self) -> None:
        """Tell of other hours, or mark a time that is none."""
        if self.days_field.choice():
            start, end = read_clock(self.start_field.text()), read_clock(self.end_field.text())
            for field, clock in ((self.start_field, start), (self.end_field, end)):
                example = self.tr("Write it as {example}").format(example=_clock_text(USUAL.end))
                field.set_error("" if clock is not None else example)
            if start is None or end is None:
                return
            if start >= end:
                self.end_field.set_error(self.tr("Working hours have to end later than they begin"))
                return
        self.changed.emit()


def _key(days: Iterable[int]) -> str:
    return ",".join(map(str, sorted(days)))


def days_text(days: Iterable[int]) -> str:
    """Return days of the week as the locale names them, “Mon to Fri”, “Mon, Wed”."""
    found = sorted(days)
    names = [wording.locale().dayName(day, QLocale.FormatType.ShortFormat) for day in found]
    if found == list(range(1, 8)):
        return translate("working_hours", "Every day")
    if found == [1, 2, 3, 4, 7]:
        names, found = [names[-1], *names[:-1]], [0, 1, 2, 3, 4]
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return translate("working_hours", "{first} to {last}").format(first=names[0], last=names[-1])
    return ", ".join(names)


def _clock_text(clock: time) -> str:
    return wording.locale().toString(QTime(clock.hour, clock.minute), QLocale.FormatType.ShortFormat)
