"""The sheet that asks before a field goes that records have something in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.custom_fields import CustomField
from ui import wording
from ui.widgets.dialog import DialogFrame, DialogHeading

WIDTH = 480
translate = QCoreApplication.translate


def records_text(kind: str, count: int) -> str:
    """Return “12 leads”."""
    words = {
        "lead": (translate("own_fields", "lead"), translate("own_fields", "leads")),
        "account": (translate("own_fields", "account"), translate("own_fields", "accounts")),
        "contact": (translate("own_fields", "contact"), translate("own_fields", "contacts")),
        "opportunity": (translate("own_fields", "opportunity"), translate("own_fields", "opportunities")),
    }
    return wording.count_of(count, *words[kind])


class DeleteFieldSheet(DialogFrame):
    """Says how much goes with the field."""

    def __init__(self, field: CustomField, used: int, parent: QWidget) -> None:
        """Ask about a field."""
        super().__init__(parent, self.tr("Delete field"), WIDTH)
        self.setObjectName("delete_field_sheet")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 18)
        one = self.tr("{records} has something in it, which goes with the field. Undo brings both back.")
        many = self.tr("{records} have something in it, which goes with the field. Undo brings both back.")
        sentence = (one if used == 1 else many).format(records=records_text(field.kind, used))
        column.addWidget(DialogHeading(self.tr("Delete “{field}”?").format(field=field.name), sentence))
        self.set_foot(self.tr("Delete field"), self.tr("Keep field"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.accept)
        self.secondary_button.clicked.connect(self.reject)
        self.secondary_button.setFocus(Qt.FocusReason.OtherFocusReason)
