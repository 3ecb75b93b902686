"""The form of one part of a playbook: fields that tell each edit, with the mistake in each beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import wording
from ui.widgets.fields import ChoiceField, LabelledField, LineField, TextField
from ui.widgets.labels import Label
from ui.widgets.marks import CheckBox

Field = LineField | TextField | ChoiceField | CheckBox


class PartForm(QWidget):
    """Fields by the names a plan has for them. A mistake shows once its field was left, or when all are asked for.

    Signals:
        edited: str, object. A field and what it is to be.
        left: str. A field was left.
    """

    edited = Signal(str, object)
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._numbers: set[str] = set()
        self._seen: set[str] = set()
        self._problems: Mapping[str, str] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 2, 24, 16)
        self.column.setSpacing(12)

    def add_line(
        self, name: str, label: str, width: int = 0, *, is_number: bool = False, explained: str = ""
    ) -> LabelledField:
        """Make a field of one line, for a whole number where wanted; a width of 0 takes what there is."""
        field = LineField()
        if is_number:
            self._numbers.add(name)
        if width:
            field.setFixedWidth(width)
        field.textEdited.connect(lambda text: self.edited.emit(name, self._value(name, text)))
        return self._add(name, label, field, explained)

    def add_text(self, name: str, label: str, lines: int, explained: str = "") -> LabelledField:
        """Make a field of several lines, each of which is one text of a list."""
        field = TextField(lines)
        field.textChanged.connect(lambda: self._on_text(name, field))
        return self._add(name, label, field, explained)

    def add_choice(
        self, name: str, label: str, choices: Mapping[str, str], width: int, explained: str = ""
    ) -> LabelledField:
        """Make a field with these choices."""
        field = ChoiceField()
        field.setFixedWidth(width)
        for key, words in choices.items():
            field.add_choice(key, words)
        field.chosen.connect(lambda key: self.edited.emit(name, key))
        return self._add(name, label, field, explained)

    def add_box(self, name: str, label: str, explained: str = "") -> CheckBox:
        """Make a box to tick."""
        box = CheckBox(label)
        box.setObjectName(f"part_{name}")
        box.setToolTip(wording.explained(explained) if explained else "")
        box.clicked.connect(lambda is_ticked: self.edited.emit(name, is_ticked))
        self.fields[name] = box
        return box

    def row(self, *fields: QWidget) -> None:
        """Put fields side by side below the others."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in fields:
            is_wide = isinstance(field, LabelledField) and field.field.minimumWidth() != field.field.maximumWidth()
            line.addWidget(field, 1 if is_wide else 0)
        if not any(line.stretch(place) for place in range(line.count())):
            line.addStretch(1)
        self.column.addLayout(line)

    def note(self, text: str = "") -> Label:
        """Put a quiet sentence below the others."""
        label = Label(text, "small", "muted", wraps=True)
        self.column.addWidget(label)
        return label

    def show_values(self, values: Mapping[str, object], *, is_other: bool) -> None:
        """Show what the fields hold; for another part no mistake was seen yet."""
        if is_other:
            self._seen.clear()
        for name, field in self.fields.items():
            # What is being typed stays as it is typed.
            if is_other or self._held(name, field) != values[name]:
                _write(field, values[name])

    def show_problems(self, problems: Mapping[str, str], *, all_at_once: bool = False) -> None:
        """Show the mistakes of fields that were left, or all of them."""
        self._problems = problems
        if all_at_once:
            self._seen.update(self.fields)
        for name, field in self.fields.items():
            if not isinstance(field, CheckBox):
                field.set_error(problems.get(name, "") if name in self._seen else "")

    def first_field(self) -> QWidget:
        """Return the first field with a mistake, or the first one."""
        wrong = (field for name, field in self.fields.items() if name in self._problems)
        return next(wrong, next(iter(self.fields.values())))

    def _add(self, name: str, label: str, field: LineField | TextField | ChoiceField, explained: str) -> LabelledField:
        field.setObjectName(f"part_{name}")
        field.installEventFilter(self)
        self.fields[name] = field
        labelled = LabelledField(label, field)
        if explained:
            labelled.label.setToolTip(wording.explained(explained))
        return labelled

    def _value(self, name: str, text: str) -> object:
        if name not in self._numbers:
            return text
        plain = text.strip()
        if not plain:
            return None if name == "evidence_days" else ""
        is_whole = plain.removeprefix("-").isdecimal() and plain.isascii()
        return int(plain) if is_whole and len(plain) < 19 else text

    def _on_text(self, name: str, field: TextField) -> None:
        self.edited.emit(name, _lines(field.toPlainText()))

    def _held(self, name: str, field: Field) -> object:
        """Return what a field says, as the plan would have it."""
        if isinstance(field, CheckBox):
            return field.isChecked()
        if isinstance(field, ChoiceField):
            return field.choice()
        return _lines(field.toPlainText()) if isinstance(field, TextField) else self._value(name, field.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See when a field is left: its mistake shows from then on."""
        if event.type() == QEvent.Type.FocusOut:
            for name, field in self.fields.items():
                if field is watched and not isinstance(field, CheckBox):
                    self._seen.add(name)
                    field.set_error(self._problems.get(name, ""))
                    self.left.emit(name)
        return super().eventFilter(watched, event)


def _write(field: Field, value: object) -> None:
    field.blockSignals(True)
    if isinstance(field, CheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, ChoiceField):
        field.set_choice(value)
    elif isinstance(field, TextField):
        field.setPlainText("\n".join(str(line) for line in value) if isinstance(value, tuple) else "")
    else:
        field.setText("" if value is None else str(value))
        if not field.hasFocus():
            field.setCursorPosition(0)
    field.blockSignals(False)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
