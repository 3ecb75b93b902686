"""A new lead: a name or a company, and whatever else is known."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.leads import SOURCES
from salesdesk.queries.duplicates import Candidate
from salesdesk.services.commands import AddLead
from ui.dialogs.merging.filling import FillLeadDialog
from ui.models.duplicates import DuplicateSearch
from ui.session import DeskSession
from ui.widgets.button import Button
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.duplicate_line import DuplicateLine
from ui.widgets.fields import ErrorLine, LabelledField, LineField
from ui.widgets.marks import CheckBox

WIDTH = 528


class NewLeadDialog(DialogFrame):
    """Adds one lead; `new_id` is its number once it is accepted, or that of the lead it was merged into.

    Signals:
        open_requested: int. A lead on file that is to be shown instead.
        paste_requested: the lead is to be read from what was copied.
    """

    open_requested = Signal(int)
    paste_requested = Signal()

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        """Start with empty fields."""
        super().__init__(parent, self.tr("New lead"), WIDTH)
        self.setObjectName("new_lead_dialog")
        self.new_id: int | None = None
        self._session = session
        self.fields: dict[str, LineField] = {}
        self.intent_box = CheckBox(self.tr("Asked for a demo or a call back: reply within 5 minutes"))
        self.intent_box.setObjectName("high_intent")
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        self._apart: list[int] = []
        self._search = DuplicateSearch(session, self)
        self.duplicate_line = DuplicateLine(gap=8)
        self._search.found.connect(self._show_alike)
        self.duplicate_line.open_requested.connect(self._open_other)
        self.duplicate_line.merge_requested.connect(self._merge)
        self.duplicate_line.apart_requested.connect(self._keep_apart)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(14)
        column.addLayout(self._lay_out())
        column.addSpacing(12)
        column.addWidget(self.duplicate_line)
        column.addWidget(self.intent_box)
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Add lead"), self.tr("Discard"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)
        self.fields["first_name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        self.paste_button = Button(self.tr("Add from pasted text…"), "link", "row")
        self.paste_button.setObjectName("paste_instead")
        self.paste_button.setShortcut(QKeySequence("Ctrl+Shift+V"))
        self.paste_button.setToolTip(self.tr("Read a signature, a vCard, an email or rows that you have copied"))
        self.paste_button.clicked.connect(self._paste_instead)
        head = QHBoxLayout()
        head.addWidget(DialogHeading(self.tr("New lead"), self.tr("A name, a company or an email is enough.")), 1)
        head.addWidget(self.paste_button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _lay_out(self) -> QGridLayout:
        labels = (
            ("first_name", self.tr("First name")),
            ("last_name", self.tr("Last name")),
            ("title", self.tr("Title")),
            ("company", self.tr("Company")),
            ("email", self.tr("Email")),
            ("phone", self.tr("Phone")),
            ("source", self.tr("Source")),
            ("city", self.tr("Location")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        for index, (name, label) in enumerate(labels):
            field = LineField()
            field.setObjectName(f"new_{name}")
            field.setMaxLength(300)
            field.textEdited.connect(self._look_again)
            self.fields[name] = field
            grid.addWidget(LabelledField(label, field), index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        completer = QCompleter(list(SOURCES), self.fields["source"])
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.fields["source"].setCompleter(completer)
        return grid

    def values(self) -> dict[str, object]:
        """Return what was typed, by field."""
        values: dict[str, object] = {name: field.text() for name, field in self.fields.items() if field.text().strip()}
        if self.intent_box.isChecked():
            values["high_intent"] = True
        return values

    def save(self) -> None:
        """Add the lead and leave, or say what is wrong."""
        self.refusal.set_text("")
        values = self.values()
        try:
            done = self._session.run(AddLead(values, tuple(self._apart)), self, raises=True)
        except SalesDeskError as refusal:
            wrong = self.fields.get(refusal.field) if isinstance(refusal, BadValue) else None
            if wrong is None:
                self.refusal.set_text(str(refusal))
                wrong = self.fields["first_name"]
            else:
                wrong.set_error(str(refusal))
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if done is not None:
            self.new_id = done.new_id
            name = " ".join(str(values[part]) for part in ("first_name", "last_name") if part in values)
            called = name or str(values.get("company") or values.get("email") or "")
            self._session.notify(self.tr("Added “{name}”").format(name=called.strip()), True)
            self.accept()

    def _paste_instead(self) -> None:
        self.reject()
        self.paste_requested.emit()

    # Leads on file that it may be already

    def _look_again(self) -> None:
        # What was typed would be lost on the way to what was copied.
        self.paste_button.setVisible(not self.values())
        self._search.look_for(self.values())

    def _show_alike(self, found: list[Candidate]) -> None:
        self.duplicate_line.show_candidates([one for one in found if one.id not in self._apart])

    def _keep_apart(self, other: int) -> None:
        """Note that it is not that lead; remembered once this one is added."""
        self._apart.append(other)
        self._show_alike(list(self.duplicate_line.candidates))

    def _open_other(self, other: int) -> None:
        self.reject()
        self.open_requested.emit(other)

    def _merge(self, other: int) -> None:
        try:
            sheet = FillLeadDialog(self._session, other, self.values(), self)
        except NotFound:
            self._look_again()
            return
        sheet.accepted.connect(lambda: self._finish_as(other))
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _finish_as(self, other: int) -> None:
        self.new_id = other
        self.accept()
