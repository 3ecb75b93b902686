"""The Lost sheet: a reason, who decided, who won instead, and when to try again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.queries import reasons
from salesdesk.queries.reasons import LostReason
from salesdesk.services.commands import Command, LoseOpportunities, LoseOpportunity, LostKind
from ui.dialogs.closing import ClosingDialog, Subject, called, lost_text
from ui.session import DeskSession
from ui.widgets.button import Button
from ui.widgets.choices import ReasonList, ScrollingReasons
from ui.widgets.date_field import DateField
from ui.widgets.fields import ErrorLine, LabelledField, LineField
from ui.widgets.marks import RadioButton

RING_ROOM = 4


class LostDialog(ClosingDialog):
    """Asks why opportunities were lost; without a reason they are not closed."""

    def __init__(self, session: DeskSession, subjects: Sequence[Subject], parent: QWidget) -> None:
        """Offer the reasons of this desk, none chosen."""
        one, many = self.tr("Why was {what} lost?"), self.tr("Why were {what} lost?")
        question = (one if len(subjects) == 1 else many).format(what=called(subjects))
        super().__init__(session, subjects, self.tr("Mark as lost"), question, parent)
        self.setObjectName("lost_dialog")
        self._has_chosen_kind = False
        self._offered: dict[str, LostReason] = {}
        self._add_reasons()
        self._add_kinds()
        self._add_fields()
        self.add_inset(self.refusal)
        self.set_foot(self.tr("Mark as lost"), self.tr("Keep open"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_reasons(self) -> None:
        self.reasons = ReasonList(self.tr("Reason"))
        self.reasons.setObjectName("reasons")
        self.reasons.chosen.connect(self._on_reason)
        self.area = ScrollingReasons(self.reasons)
        self.reason_error = ErrorLine()
        self.reason_error.setObjectName("reason_error")
        self.edit_button = Button(self.tr("Edit reasons…"), "link")
        self.edit_button.setObjectName("edit_reasons_button")
        self.edit_button.clicked.connect(self.edit_reasons)
        self.column.addWidget(self.area)
        self.add_inset(self.reason_error)
        self.column.addSpacing(4)
        self.add_inset(self.edit_button, is_spread=False)
        self._offer()
        self.session.changed.connect(self._on_changed)

    def _offer(self) -> None:
        """Offer the reasons of this desk; the chosen one stays chosen while it is among them."""
        chosen = next((found for name, found in self._offered.items() if name == self.reasons.reason()), None)
        self._offered = {reason.name: reason for reason in self.session.read(reasons.lost_reasons)}
        self.reasons.set_reasons([(name, name) for name in self._offered])
        self.area.refit()
        kept = next((one for one in self._offered.values() if chosen is not None and one.id == chosen.id), None)
        if kept is not None:
            self.reasons.set_reason(kept.name)
            self._on_reason(kept.name)

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if changes.touches("lost_reason"):
            self._offer()
            self.adjustSize()

    def edit_reasons(self) -> None:
        """Open the editor of reasons over this sheet."""
        from ui.dialogs.reasons import ReasonsDialog

        editor = ReasonsDialog(self.session, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.finished.connect(lambda _result: self.reasons.setFocus(Qt.FocusReason.OtherFocusReason))
        editor.open()

    def _add_kinds(self) -> None:
        self.declined = RadioButton(self.tr("The buyer declined"))
        self.declined.setObjectName("declined")
        self.declined.setChecked(True)
        self.disqualified = RadioButton(self.tr("We disqualified it"))
        self.disqualified.setObjectName("disqualified")
        self._kinds = QButtonGroup(self)
        for radio in (self.declined, self.disqualified):
            self._kinds.addButton(radio)
            radio.clicked.connect(self._on_kind)
        self.column.addSpacing(10)
        # A radio keeps room for its ring at the left.
        self.add_inset(self.declined, self.disqualified, spacing=16, is_spread=False, shift=RING_ROOM)

    def _add_fields(self) -> None:
        self.vendor_field = LineField()
        self.vendor_field.setObjectName("vendor_field")
        self.vendor_field.setMaxLength(200)
        self.retry_field = DateField()
        self.retry_field.setObjectName("retry_field")
        self.vendor_box = LabelledField(self.tr("Vendor they chose"), self.vendor_field)
        self.column.addSpacing(12)
        self.add_inset(self.vendor_box, LabelledField(self.tr("Try again on, optional"), self.retry_field))

    def _on_reason(self, reason: str) -> None:
        self.reason_error.set_text("")
        offered = self._offered[reason]
        asked, optional = self.tr("Vendor they chose"), self.tr("Other vendor, optional")
        self.vendor_box.label.setText(asked if offered.names_competitor else optional)
        if not self._has_chosen_kind:
            (self.disqualified if offered.kind == "disqualified" else self.declined).setChecked(True)

    def _on_kind(self) -> None:
        self._has_chosen_kind = True

    def save(self) -> None:
        """Close the opportunities as lost, or say what is missing."""
        self.refusal.set_text("")
        reason, retry = self.reasons.reason(), self.retry_field.day()
        if not reason:
            self.reason_error.set_text(self.tr("Choose a reason: its number picks it"))
            self.reasons.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if retry is not None and retry <= self.session.now().date():
            self.retry_field.set_error(self.tr("Give a day to come"))
        if self.retry_field.error():
            self.retry_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        kind: LostKind = "disqualified" if self.disqualified.isChecked() else "declined"
        vendor = self.vendor_field.text()
        command: Command = LoseOpportunities(self.ids(), reason, kind, vendor, retry)
        if len(self.subjects) == 1:
            command = LoseOpportunity(self.subject.card.id, reason, kind, vendor, retry)
        self.close_with(command, lost_text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the numbers pick a reason wherever the focus is, but in a field."""
        is_number = Qt.Key.Key_1.value <= event.key() <= Qt.Key.Key_9.value
        if is_number and not isinstance(self.focusWidget(), LineField):
            QApplication.sendEvent(self.reasons, event)
        else:
            super().keyPressEvent(event)
