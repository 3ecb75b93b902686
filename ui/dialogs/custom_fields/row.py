"""One field of the rep’s own in its editor: name, type, choices, and how many records have something in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.domain.custom_fields import TYPES, CustomField
from ui import wording
from ui.dialogs.saving import ANY, Faulty
from ui.widgets.button import IconButton
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.labels import Label
from ui.widgets.row_list import GRIP, EditRow, RowsHead

GAP = 10
translate = QCoreApplication.translate


def type_word(type_name: str) -> str:
    """Return what a type of field is called."""
    return {
        "text": translate("own_fields", "Text"),
        "number": translate("own_fields", "Number"),
        "money": translate("own_fields", "Amount of money"),
        "date": translate("own_fields", "Date"),
        "choice": translate("own_fields", "Choice"),
        "yes_no": translate("own_fields", "Yes or no"),
    }[type_name]


def no_choices_words() -> str:
    """Return what is said where there is nothing to choose from."""
    return translate("own_fields", "Write what can be chosen, separated by semicolons: Small; Medium; Large.")


def split_choices(text: str) -> tuple[str, ...]:
    """Return the choices in a typed line, separated by semicolons, or by commas where there is no semicolon."""
    separator = ";" if ";" in text else ","
    found: dict[str, str] = {}
    for part in (one.strip() for one in text.split(separator)):
        found.setdefault(part.casefold(), part)
    return tuple(part for part in found.values() if part)


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns are."""

    type: int = 168
    choices: int = 232
    count: int = 48

    def grown(self, factor: float) -> Widths:
        """Return the widths for larger letters."""
        return Widths(*(round(width * factor) for width in (self.type, self.choices, self.count)))


def fields_head(widths: Widths) -> RowsHead:
    """Return the headings over the rows."""
    choices = translate("own_fields", "Choices: what can be chosen, separated by semicolons")
    used = translate("own_fields", "Used: how many records have something in the field")
    columns = (
        (translate("own_fields", "Field"), 0, ""),
        (translate("own_fields", "Type"), widths.type, ""),
        (translate("own_fields", "Choices"), widths.choices, choices),
        (translate("own_fields", "Used"), widths.count, used),
    )
    return RowsHead(columns, GRIP + 4, GAP)


class FieldEdit(EditRow):
    """A field whose properties are saved as they are left.

    Signals: change_requested: object. What is to change, by name.
    """

    change_requested = Signal(object)

    def __init__(self, field: CustomField, widths: Widths, parent: QWidget | None = None) -> None:
        """Show a field."""
        super().__init__(field.id, parent)
        self.field = field
        self.used = 0
        self.name_field = LineField()
        self.name_field.setObjectName(f"own_name_{field.id}")
        self.type_field = ChoiceField()
        self.type_field.setObjectName(f"own_type_{field.id}")
        for type_name in TYPES:
            self.type_field.add_choice(type_name, type_word(type_name))
        self.type_field.setFixedWidth(widths.type)
        self.choices_field = LineField()
        self.choices_field.setObjectName(f"own_choices_{field.id}")
        self.choices_field.setFixedWidth(widths.choices)
        self.count_label = Label("", "base", "muted")
        self.count_label.setFixedWidth(widths.count)
        self.count_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menu_button = IconButton("more", self.tr("More"))
        self.menu_button.setObjectName(f"own_more_{field.id}")
        self.add_cell(self.name_field, stretch=1, after=GAP)
        self.add_cell(self.type_field, after=GAP)
        self.add_cell(self.choices_field, after=GAP)
        self._line.addWidget(self.count_label)
        self._line.addSpacing(GAP)
        self.add_cell(self.menu_button)
        self.name_field.editingFinished.connect(self._on_name)
        self.type_field.chosen.connect(self._on_type)
        self.choices_field.editingFinished.connect(self._on_choices)
        self.menu_button.clicked.connect(self._on_menu)
        self.show_field(field, 0)

    def show_field(self, field: CustomField, used: int) -> None:
        """Show a field as it is on the desk now; what is being typed stays."""
        self.field, self.used = field, used
        waits = self._waits_for_choices() and self.choices_field.hasFocus()
        for edit in (self.name_field, self.choices_field):
            if not edit.isModified() and not waits:
                self.restore(edit)
        if not waits:
            self.type_field.set_choice(field.type)
        self._show_choices()
        self.count_label.setText(wording.number_text(used))
        for cell, words in (
            (self.name_field, self.tr("Name of “{field}”")),
            (self.type_field, self.tr("Type of “{field}”")),
            (self.choices_field, self.tr("Choices of “{field}”, separated by semicolons")),
            (self.menu_button, self.tr("More for “{field}”")),
            (self.grip, self.tr("“{field}”. Alt+Up and Alt+Down move it, Delete deletes it")),
        ):
            cell.setAccessibleName(words.format(field=field.name))
        self.grip.setToolTip(self.tr("Drag to move, or Alt+Up and Alt+Down"))

    def places(self) -> dict[str, Faulty]:
        """Return which cell each refusal is about."""
        return {
            "name of the field": self.name_field,
            "type of the field": self.type_field,
            "choices": self.choices_field,
            ANY: self.choices_field if self.type_field.choice() == "choice" else self.type_field,
        }

    @override
    def restore(self, field: LineField) -> None:
        """Write into the cell again what the file holds."""
        if field is self.name_field:
            self.write(field, self.field.name)
        else:
            self.write(field, "; ".join(self.field.choices))
            self.type_field.set_error("")
            self.type_field.set_choice(self.field.type)
            self._show_choices()

    def _waits_for_choices(self) -> bool:
        return self.type_field.choice() == "choice" and self.field.type != "choice"

    def _show_choices(self) -> None:
        is_choice = self.type_field.choice() == "choice"
        self.choices_field.setEnabled(is_choice)
        self.choices_field.setPlaceholderText(self.tr("Small; Medium; Large") if is_choice else "")

    def _on_name(self) -> None:
        if self.name_field.text() != self.field.name:
            self.change_requested.emit({"name": self.name_field.text()})

    def _on_type(self, type_name: object) -> None:
        self.type_field.set_error("")
        self._show_choices()
        if type_name == "choice":
            # It is saved with its choices: without any there would be nothing to choose from.
            self.choices_field.setFocus(Qt.FocusReason.TabFocusReason)
        elif type_name != self.field.type:
            self.change_requested.emit({"type": type_name})

    def _on_choices(self) -> None:
        choices = split_choices(self.choices_field.text())
        if self.type_field.choice() != "choice" or (choices == self.field.choices and not self._waits_for_choices()):
            return
        if choices:
            self.change_requested.emit({"type": "choice", "choices": choices})
        else:
            self.choices_field.set_error(no_choices_words())

    def _on_menu(self) -> None:
        self.menu_requested.emit(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))
