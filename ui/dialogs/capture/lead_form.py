"""The fields of a lead that was read from text, to be looked over before it is added."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.money import Money
from salesdesk.domain.phrases import money_phrase
from ui import field_words
from ui.widgets.fields import LabelledField, LineField
from ui.widgets.labels import Label

FIELDS = (
    *("first_name", "last_name", "title", "company", "email", "phone"),
    *("mobile", "website", "street", "postal_code", "city", "country"),
)
_MONEY = ("amount_minor", "annual_revenue_minor")
_QUIET = 48


class LeadForm(QWidget):
    """Twelve fields, and in words whatever else was read.

    Signals:
        edited: a field was changed.
        pointed: str. The field that is being looked at.
    """

    edited = Signal()
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.fields: dict[str, LineField] = {}
        self._shown: dict[str, object] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for index, name in enumerate(FIELDS):
            field = LineField()
            field.setObjectName(f"capture_{name}")
            field.setMaxLength(500)
            field.textEdited.connect(self.edited)
            field.installEventFilter(self)
            self.fields[name] = field
            labelled = LabelledField(field_words.field_word(name), field)
            grid.addWidget(labelled, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        self.rest_label = Label("", "small", "muted", wraps=True)
        self.rest_label.setObjectName("capture_rest")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(grid)
        column.addWidget(self.rest_label)

    def show_fields(self, fields: Mapping[str, object], lines: Mapping[str, str]) -> None:
        """Show a lead; `lines` has by field the line of the text that it was read from."""
        self._shown = dict(fields)
        for name, field in self.fields.items():
            field.set_error("")
            field.setText(str(fields.get(name, "")))
            field.setCursorPosition(0)
            line = lines.get(name, "")
            read = self.tr("Read from “{line}”").format(line=line) if line else ""
            field.setToolTip(read)
            field.setAccessibleDescription(read)
        rest = [
            f"{field_words.field_word(name)}: {_said(name, value, str(fields.get('currency', '')))}"
            for name, value in fields.items()
            if name not in self.fields and name != "currency"
        ]
        self.rest_label.setText(self.tr("Also read: {fields}").format(fields="; ".join(rest)) if rest else "")
        self.rest_label.setVisible(bool(rest))

    def values(self) -> dict[str, object]:
        """Return the lead as it stands in the fields now."""
        typed: dict[str, object] = {name: field.text().strip() for name, field in self.fields.items()}
        kept = {name: value for name, value in self._shown.items() if name not in self.fields}
        return {name: value for name, value in typed.items() if value} | kept

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which field is looked at."""
        if event.type() == QEvent.Type.FocusIn:
            name = next((one for one, field in self.fields.items() if field is watched), "")
            self.pointed.emit(name)
        return super().eventFilter(watched, event)


def _said(name: str, value: object, currency: str) -> str:
    if name in _MONEY and isinstance(value, int) and currency:
        return money_phrase(Money(value, currency))
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    text = " ".join(str(value).split())
    return text if len(text) <= _QUIET else f"{text[:_QUIET].rstrip()}…"
