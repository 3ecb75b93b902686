"""A new lead: a name or a company, and whatever else is known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QVBoxLayout, QWidget

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.leads import SOURCES
from salesdesk.services.commands import AddLead
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ErrorLine, LabelledField, LineField
from ui.widgets.marks import CheckBox

WIDTH = 528


class NewLeadDialog(DialogFrame):
    """Adds one lead; `new_id` is its number once it is accepted."""

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
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(0)
        column.addWidget(DialogHeading(self.tr("New lead"), self.tr("A name, a company or an email is enough.")))
        column.addSpacing(14)
        column.addLayout(self._lay_out())
        column.addSpacing(8)
        column.addWidget(self.intent_box)
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Add lead"), self.tr("Discard"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.save)
        self.secondary_button.clicked.connect(self.reject)
        self.fields["first_name"].setFocus(Qt.FocusReason.OtherFocusReason)

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
            self.fields[name] = field
            grid.addWidget(LabelledField(label, field), index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        completer = QCompleter(list(SOURCES), self.fields["source"])
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.fields["source"].setCompleter(completer)
        return grid

    def save(self) -> None:
        """Add the lead and leave, or say what is wrong."""
        self.refusal.set_text("")
        values: dict[str, object] = {name: field.text() for name, field in self.fields.items() if field.text().strip()}
        if self.intent_box.isChecked():
            values["high_intent"] = True
        try:
            done = self._session.run(AddLead(values), self, raises=True)
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
