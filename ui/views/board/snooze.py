"""The popover in which rotting is put off to a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import wording
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import LabelledField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 308


class SnoozePopover(Popover):
    """A week, two, a month, or a day of one’s own; and an end to a snooze that holds."""

    def __init__(
        self, anchor: QWidget, count: int, today: date, save: Callable[[date | None], str], *, can_end: bool
    ) -> None:
        """Ask for so many cards; `save` returns why a day was refused, or nothing."""
        super().__init__(anchor, WIDTH)
        self.setObjectName("snooze_popover")
        self._today = today
        self._save = save
        self.day_field = DateField()
        self.day_field.setObjectName("snooze_day")
        self.day_button = Button(self.tr("Snooze"), "primary", "dialog")
        self.day_button.setObjectName("snooze_own")
        self.day_button.clicked.connect(self.save_day)
        self._lay_out(count, can_end)

    def _lay_out(self, count: int, can_end: bool) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(0)
        many = self.tr("Snooze rotting of {count}").format(count=wording.opportunities_text(count))
        heading = Label(self.tr("Snooze rotting") if count == 1 else many, "subhead", "text", DEMI_BOLD)
        column.addWidget(heading)
        column.addSpacing(2)
        said = self.tr("The amber mark stays away until the day you choose.")
        column.addWidget(Label(said, "small", "muted", wraps=True))
        column.addSpacing(12)
        quick = QHBoxLayout()
        quick.setSpacing(6)
        for text, days in ((self.tr("1 week"), 7), (self.tr("2 weeks"), 14), (self.tr("1 month"), 30)):
            quick.addWidget(self._jump_button(text, days))
        quick.addStretch(1)
        column.addLayout(quick)
        column.addSpacing(12)
        own = QHBoxLayout()
        own.setSpacing(8)
        own.addWidget(LabelledField(self.tr("Until a day of your own"), self.day_field), 1)
        own.addWidget(self.day_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.day_field.error_changed.connect(self._on_error)
        column.addLayout(own)
        if can_end:
            self.end_button = Button(self.tr("End the snooze"), "quiet", "row")
            self.end_button.setObjectName("snooze_end")
            self.end_button.clicked.connect(lambda: self._choose(None))
            column.addSpacing(8)
            column.addWidget(self.end_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _jump_button(self, text: str, days: int) -> Button:
        day = self._today + timedelta(days=days)
        button = Button(text, "standard", "toolbar")
        button.setObjectName(f"snooze_{days}")
        button.setToolTip(wording.day_text(day, self._today))
        button.setAccessibleName(self.tr("Snooze for {span}").format(span=text))
        button.clicked.connect(lambda: self._choose(day))
        return button

    def _on_error(self, problem: str) -> None:
        self.refit()

    def save_day(self) -> None:
        """Snooze until the day that is typed, or say what is wrong with it."""
        day = self.day_field.day()
        if day is not None:
            self._choose(day)
        elif not self.day_field.error():
            self.day_field.set_error(self.tr("Choose a day"))
        if self.day_field.error():
            self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, day: date | None) -> None:
        refusal = self._save(day)
        if refusal:
            self.day_field.set_error(refusal)
        else:
            self.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the typed day over with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.day_field.hasFocus():
            self.save_day()
            event.accept()
        else:
            super().keyPressEvent(event)
