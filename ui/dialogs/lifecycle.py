"""Sheets that take leads off their path, or on to SQL without their evidence: each asks for a reason."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.playbook import UNQUALIFIED_REASONS
from salesdesk.services.commands import DisqualifyLeads, MoveLeads, NurtureLeads
from ui.session import DeskSession
from ui.widgets.choices import ReasonList
from ui.widgets.date_field import DateField
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ErrorLine, LabelledField, LineField, TextField

WIDTH = 528
NURTURE_DAYS = 90
# Beyond so many, what is to be done takes long enough to be done off the GUI thread.
AT_ONCE = 500
OTHER = UNQUALIFIED_REASONS[-1]


@dataclass(frozen=True, slots=True)
class Subjects:
    """The leads a sheet is about: the name of the one, or how many there are."""

    ids: tuple[int, ...]
    called: str

    @property
    def is_one(self) -> bool:
        """Tell whether it is one lead."""
        return len(self.ids) == 1

    @property
    def quoted(self) -> str:
        """The name in quotes, or how many there are."""
        return f"“{self.called}”" if self.is_one else self.called


class LifecycleSheet(DialogFrame):
    """A sheet about leads; whatever way out is taken, nothing was saved before the way on."""

    def __init__(self, session: DeskSession, leads: Subjects, caption: str, sentence: str, parent: QWidget) -> None:
        """Ask about leads under a sentence."""
        super().__init__(parent, caption, WIDTH)
        self.session = session
        self.leads = leads
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(24, 20, 24, 18)
        self.column.setSpacing(12)
        self.column.addWidget(DialogHeading(caption, sentence))
        self.secondary_button.clicked.connect(self.reject)
        self.primary_button.clicked.connect(self.save)

    @abstractmethod
    def save(self) -> None:
        """Carry out what the sheet asks about."""

    def leave_with(self, command: NurtureLeads | DisqualifyLeads | MoveLeads, toast: str) -> None:
        """Run the command and leave, or stay and show why it was refused; what is long is done after leaving."""
        said = toast.format(name=self.leads.quoted)
        session = self.session
        if len(self.leads.ids) > AT_ONCE:
            session.run_task(command, self.parent(), on_done=lambda _done: session.notify(said, True))
            self.accept()
            return
        try:
            done = session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return
        if done is not None:
            session.notify(said, True)
            self.accept()


class NurtureDialog(LifecycleSheet):
    """Asks when a lead comes back, and why it waits."""

    def __init__(self, session: DeskSession, leads: Subjects, parent: QWidget) -> None:
        """Offer to come back in ninety days."""
        caption = self.tr("Send {name} to Nurture?").format(name=leads.called)
        promise = self.tr("It comes back with its evidence.")
        if not leads.is_one:
            promise = self.tr("They come back with their evidence.")
        super().__init__(session, leads, caption, promise, parent)
        self.setObjectName("nurture_dialog")
        self.day_field = DateField()
        self.day_field.setObjectName("nurture_day")
        self.day_field.set_day(session.now().date() + timedelta(days=NURTURE_DAYS))
        self.reason_field = LineField()
        self.reason_field.setObjectName("nurture_reason")
        self.note_field = TextField(2)
        self.column.addWidget(LabelledField(self.tr("Reason"), self.reason_field))
        self.column.addWidget(LabelledField(self.tr("Back in Today on"), self.day_field))
        self.column.addWidget(LabelledField(self.tr("Note, optional"), self.note_field))
        self.column.addWidget(self.refusal)
        self.set_foot(self.tr("Send to Nurture"), self.tr("Keep open"), self.tr("You can undo this"))
        self.reason_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def save(self) -> None:
        """Send the lead to Nurture, or point at what is missing."""
        day, reason = self.day_field.day(), self.reason_field.text().strip()
        if not reason:
            self.reason_field.set_error(
                self.tr("Say why it waits") if self.leads.is_one else self.tr("Say why they wait")
            )
        if day is None and not self.day_field.error():
            self.day_field.set_error(self.tr("Choose a day"))
        elif day is not None and day < self.session.now().date():
            self.day_field.set_error(self.tr("This day is over. Choose today or a day to come"))
        if day is None or not reason or self.day_field.error():
            (self.day_field if reason else self.reason_field).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = NurtureLeads(self.leads.ids, day, reason, self.note_field.toPlainText())
        self.leave_with(command, self.tr("Sent {name} to Nurture"))


class UnqualifiedDialog(LifecycleSheet):
    """Asks why a lead is closed; without a reason it is not."""

    def __init__(self, session: DeskSession, leads: Subjects, parent: QWidget) -> None:
        """Offer the reasons, none chosen."""
        question = self.tr("Why is {name} unqualified?") if leads.is_one else self.tr("Why are {name} unqualified?")
        caption = question.format(name=leads.called)
        super().__init__(session, leads, caption, "", parent)
        self.setObjectName("unqualified_dialog")
        self.reasons = ReasonList(self.tr("Reason"))
        self.reasons.setObjectName("reasons")
        self.reasons.set_reasons([(reason, self.tr(reason)) for reason in UNQUALIFIED_REASONS])
        self.reasons.chosen.connect(self._on_reason)
        self.other_field = LineField()
        self.other_field.setObjectName("other_reason")
        self.other_box = LabelledField(self.tr("Which reason"), self.other_field)
        self.other_box.hide()
        self.note_field = TextField(2)
        self.column.addWidget(self.reasons)
        self.column.addWidget(self.other_box)
        self.column.addWidget(LabelledField(self.tr("Note, optional"), self.note_field))
        self.column.addWidget(self.refusal)
        self.set_foot(self.tr("Mark as unqualified"), self.tr("Keep open"), self.tr("You can undo this"))
        self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, reason: str) -> None:
        self.refusal.set_text("")
        self.other_box.setVisible(reason == OTHER)

    @override
    def save(self) -> None:
        """Close the lead, or say what is missing."""
        reason = self.reasons.reason()
        if not reason:
            self.refusal.set_text(self.tr("Choose a reason: its number picks it"))
            self.reasons.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        said = self.other_field.text().strip() if reason == OTHER else ""
        command = DisqualifyLeads(self.leads.ids, said or reason, self.note_field.toPlainText())
        self.leave_with(command, self.tr("Marked {name} as unqualified"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the numbers pick a reason wherever the focus is, but in a field."""
        is_number = Qt.Key.Key_1.value <= event.key() <= Qt.Key.Key_9.value
        if is_number and not isinstance(self.focusWidget(), LineField | TextField):
            QApplication.sendEvent(self.reasons, event)
        else:
            super().keyPressEvent(event)


class OverrideDialog(LifecycleSheet):
    """Asks why a lead is an SQL without its evidence; the reason is kept with the step."""

    def __init__(self, session: DeskSession, leads: Subjects, sentence: str, parent: QWidget) -> None:
        """Say what is missing."""
        caption = self.tr("Move {name} to SQL?").format(name=leads.called)
        super().__init__(session, leads, caption, sentence, parent)
        self.setObjectName("override_dialog")
        self.reason_field = LineField()
        self.reason_field.setObjectName("override_reason")
        self.column.addWidget(LabelledField(self.tr("Reason to go on without it"), self.reason_field))
        self.column.addWidget(self.refusal)
        self.set_foot(self.tr("Move to SQL"), self.tr("Keep where it is"), self.tr("You can undo this"))
        self.reason_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def save(self) -> None:
        """Make the lead an SQL, or ask for the reason."""
        reason = self.reason_field.text().strip()
        if not reason:
            self.reason_field.set_error(self.tr("Give a reason: it is kept with the step"))
            self.reason_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.leave_with(MoveLeads(self.leads.ids, "sql", reason), self.tr("Moved {name} to SQL"))
