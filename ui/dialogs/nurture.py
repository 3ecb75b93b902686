"""The Nurture sheet: until when an opportunity is put off, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.queries import origins
from salesdesk.services.commands import NurtureOpportunities
from ui import wording
from ui.dialogs.closing import ClosingDialog, Subject, called, nurtured_text
from ui.session import DeskSession
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.fields import LabelledField, LineField, TextField
from ui.widgets.labels import Label

NURTURE_DAYS = 90
REASON_LENGTH = 200


class NurtureDialog(ClosingDialog):
    """Asks for a day and a reason; without both, nothing is put off."""

    def __init__(self, session: DeskSession, subjects: Sequence[Subject], parent: QWidget) -> None:
        """Offer to try again in ninety days."""
        question = self.tr("Put {what} off until when?").format(what=called(subjects))
        super().__init__(session, subjects, self.tr("Send to Nurture"), question, parent)
        self.setObjectName("nurture_opportunity_dialog")
        self.day_field = DateField()
        self.day_field.setObjectName("nurture_day")
        self.day_field.set_day(session.now().date() + timedelta(days=NURTURE_DAYS))
        self.reason_field = LineField()
        self.reason_field.setObjectName("nurture_reason")
        self.reason_field.setMaxLength(REASON_LENGTH)
        self.reason_field.setPlaceholderText(self.tr("No budget before the new year"))
        self.note_field = TextField(2)
        self.note_field.setObjectName("nurture_note")
        self.column.addSpacing(4)
        self.add_inset(LabelledField(self.tr("Back on"), self.day_field), self._jumps())
        self.column.addSpacing(12)
        self.add_inset(LabelledField(self.tr("Reason"), self.reason_field))
        self.column.addSpacing(12)
        self.add_inset(LabelledField(self.tr("Note, optional"), self.note_field))
        self.column.addSpacing(12)
        self.add_inset(Label(self._outcome(), "small", "muted", wraps=True))
        self.add_inset(self.refusal)
        self.set_foot(self.tr("Send to Nurture"), self.tr("Keep open"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day_field.selectAll()

    def _jumps(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 25, 0, 0)
        row.setSpacing(6)
        for text, days in ((self.tr("1 month"), 30), (self.tr("3 months"), 90), (self.tr("6 months"), 180)):
            button = Button(text, "standard", "row")
            button.setObjectName(f"jump_{days}")
            button.setAccessibleName(self.tr("Back in {span}").format(span=text))
            button.clicked.connect(lambda _checked=False, ahead=days: self._jump(ahead))
            row.addWidget(button)
        row.addStretch(1)
        return holder

    def _jump(self, days: int) -> None:
        self.day_field.set_day(self.session.now().date() + timedelta(days=days))

    def _outcome(self) -> str:
        """Say what becomes of the opportunities and of the leads they came from."""
        sleeping = self.session.read(origins.origins, self.ids())
        if not sleeping:
            if len(self.subjects) > 1:
                return self.tr("They leave the board as lost for now, with the day to try again.")
            return self.tr("It leaves the board as lost for now, with the day to try again.")
        if len(self.subjects) > 1 and len(sleeping) == 1:
            text = self.tr("They leave the board as lost for now. {lead} is back in Today on that day.")
            return text.format(lead=sleeping[0])
        if len(sleeping) > 1:
            text = self.tr("They leave the board as lost for now. {count} leads are back in Today on that day.")
            return text.format(count=wording.number_text(len(sleeping)))
        text = self.tr("It leaves the board as lost for now. {lead} is back in Today on that day, evidence intact.")
        return text.format(lead=sleeping[0])

    def save(self) -> None:
        """Put the opportunities off, or point at what is missing."""
        self.refusal.set_text("")
        day, reason = self.day_field.day(), self.reason_field.text().strip()
        if day is None and not self.day_field.error():
            self.day_field.set_error(self.tr("Choose a day"))
        elif day is not None and day <= self.session.now().date():
            self.day_field.set_error(self.tr("Give a day to come"))
        if not reason:
            self.reason_field.set_error(self.tr("Say why it waits"))
        wrong = [one for one in (self.day_field, self.reason_field) if one.error()]
        if wrong or day is None:
            wrong[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        shown = wording.date_text(day, self.session.now().date())
        command = NurtureOpportunities(self.ids(), day, reason, self.note_field.toPlainText())
        self.close_with(command, lambda subjects: nurtured_text(subjects, shown))
