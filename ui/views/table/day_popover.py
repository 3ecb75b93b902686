"""The popover in which one close date is chosen for several opportunities."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import LabelledField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 356
KeepDay = Callable[[date | None], str]


def month_end(day: date) -> date:
    """Return the last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_end(day: date) -> date:
    """Return the last day of a quarter."""
    return month_end(day.replace(day=1, month=(day.month + 2) // 3 * 3))


class DayPopover(Popover):
    """A close date, typed or picked, or none; a refusal stays beside it."""

    def __init__(self, anchor: QWidget, day: date | None, today: date, keep: KeepDay) -> None:
        """Start from a date; `keep` keeps what is chosen, and returns why not, or nothing."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("day_popover")
        self._keep = keep
        self.day_field = DateField()
        self.day_field.setObjectName("close_day")
        self.day_field.set_day(day)
        self.save_button = Button(self.tr("Set date"), "primary")
        self.save_button.setObjectName("day_save")
        self.save_button.clicked.connect(self.save)
        self.clear_button = Button(self.tr("No close date"), "quiet")
        self.clear_button.setObjectName("day_clear")
        self.clear_button.clicked.connect(lambda: self._choose(None))
        quick = QHBoxLayout()
        quick.setSpacing(6)
        next_month = month_end(month_end(today) + timedelta(days=1))
        for name, text, jump in (
            ("month", self.tr("End of month"), month_end(today)),
            ("next_month", self.tr("Next month"), next_month),
            ("quarter", self.tr("End of quarter"), quarter_end(today)),
        ):
            button = Button(text, "standard", "row")
            button.setObjectName(f"day_{name}")
            button.clicked.connect(lambda _checked=False, to=jump: self.day_field.set_day(to))
            quick.addWidget(button)
        quick.addStretch(1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Close date"), "subhead", "text", DEMI_BOLD))
        column.addLayout(quick)
        column.addWidget(LabelledField(self.tr("Day"), self.day_field))
        foot = QHBoxLayout()
        foot.addWidget(self.clear_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def save(self) -> None:
        """Keep the date and close, or show what is wrong."""
        day = self.day_field.day()
        if day is not None:
            self._choose(day)
        else:
            self._refuse(self.day_field.error() or self.tr("Choose a day"))

    def _choose(self, day: date | None) -> None:
        refusal = self._keep(day)
        if refusal:
            self._refuse(refusal)
        else:
            self.close()

    def _refuse(self, sentence: str) -> None:
        self.day_field.set_error(sentence)
        self.refit()
        self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the date over with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            event.accept()
        else:
            super().keyPressEvent(event)
