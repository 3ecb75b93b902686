"""Fields of a record that save when they are left: no Save button, and Escape brings the value back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from ui import painting, theme, wording
from ui.widgets.date_field import DateField
from ui.widgets.fields import ErrorLine, LineField
from ui.widgets.labels import ElidedLabel, Label, SectionLabel

LABEL_WIDTH = 68
COLUMN_GAP = 24
LABEL_GAP = 6
ROW_GAP = 4

# Turns what is typed into the fields of a command; raises a SalesDeskError whose sentence is shown.
Reader = Callable[[str], dict[str, object]]


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One row of a form: its key, its label, and how its text is read. Without a reader it is only shown."""

    key: str
    label: str
    read: Reader | None = None
    is_date: bool = False
    choices: tuple[str, ...] = ()


def as_line(column: str) -> Reader:
    """Return a reader that takes the text as it is."""
    return lambda text: {column: text.strip()}


class RecordField(QObject):
    """One field that saves itself when it is left or on Enter.

    Signals: `save_requested` with the fields of the command; `escaped` when there was nothing to restore.
    """

    save_requested = Signal(object)
    escaped = Signal()

    def __init__(self, plan: FieldPlan, reader: Reader, parent: QWidget) -> None:
        """Make the field of a plan."""
        super().__init__(parent)
        self.plan = plan
        self._read = reader
        self._shown = ""
        self.edit: LineField = DateField(record_form=True) if plan.is_date else LineField(record_form=True)
        self.edit.setObjectName(f"field_{plan.key}")
        self.edit.setAccessibleName(plan.label.replace("&", ""))
        self.error_line = ErrorLine()
        self.edit.error_changed.connect(self.error_line.set_text)
        self.edit.editingFinished.connect(self.finish)
        self.edit.installEventFilter(self)
        if isinstance(self.edit, DateField):
            # What a day looks like must not depend on who wrote it into the field.
            self.edit.setLocale(wording.locale())
        if plan.choices:
            completer = QCompleter(list(plan.choices), self.edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.edit.setCompleter(completer)

    @property
    def is_edited(self) -> bool:
        """Tell whether the text is not the saved one."""
        return self.edit.text() != self._shown

    def show_text(self, text: str) -> None:
        """Show the saved value; what is being typed right now stays."""
        is_typing = self.is_edited and (self.edit.hasFocus() or self.edit.error() != "")
        self._shown = text
        if not is_typing:
            self.replace_text(text)

    def replace_text(self, text: str, problem: str = "") -> None:
        """Show a text whatever was there, with an error if it has one."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self.edit.set_error(problem)

    def show_saved(self, text: str) -> None:
        """Show the value of another record."""
        self._shown = text
        self.replace_text(text)

    def finish(self) -> None:
        """Save what was typed, or say what is wrong with it and keep it."""
        if not self.is_edited:
            self.edit.set_error("")
            return
        try:
            fields = self._read(self.edit.text())
        except SalesDeskError as refusal:
            self.edit.set_error(str(refusal))
            return
        self._finish_with(fields)

    def _finish_with(self, fields: dict[str, object]) -> None:
        typed = self.edit.text()
        self.save_requested.emit(fields)
        if not self.edit.error() and self.edit.text() == typed:
            # The desk may have nothing to write (“ 420” for 420); then nobody announces a change.
            self.edit.setText(self._shown if self._shown != "" or not typed.strip() else typed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the saved value back on Escape."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if self.is_edited or self.edit.error():
                    self.replace_text(self._shown)
                    self.edit.selectAll()
                else:
                    self.escaped.emit()
                return True
        return super().eventFilter(watched, event)


class RecordForm(QWidget):
    """Sections of labelled fields in two columns.

    Signals: `save_requested` with the key of a field and the fields of its command; `escaped` as in `RecordField`.
    """

    save_requested = Signal(str, object)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without sections."""
        super().__init__(parent)
        self._fields: dict[str, RecordField] = {}
        self._facts: dict[str, ElidedLabel] = {}
        self._sections: dict[str, QWidget] = {}
        # Texts that could not be saved, by record and field: they wait until the record is shown again.
        self._kept: dict[tuple[int, str], tuple[str, str]] = {}
        self._record: int | None = None
        self._grids: list[QGridLayout] = []
        self._label_width = LABEL_WIDTH
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def add_section(
        self, name: str, halves: Sequence[tuple[str, Sequence[FieldPlan]]], *, is_open: bool = True
    ) -> None:
        """Append a section: a left and a right half, each with its heading (which may be empty)."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        for column, (heading, plans) in enumerate(halves):
            at = column * 3
            grid.setColumnStretch(at + 1, 1)
            if column:
                grid.setColumnMinimumWidth(at - 1, COLUMN_GAP)
            grid.addWidget(SectionLabel(heading), 0, at, 1, 2, Qt.AlignmentFlag.AlignTop)
            for index, plan in enumerate(plans):
                self._add_row(grid, 1 + 2 * index, at, plan)
        grid.setRowMinimumHeight(0, theme.current().line() + 6)
        self._align_labels(grid, [plan.label for _, plans in halves for plan in plans], is_open=is_open)
        self._sections[name] = holder
        self._column.addWidget(holder)
        # Not before it has a parent: it would appear as a window of its own.
        holder.setVisible(is_open)

    def _align_labels(self, grid: QGridLayout, labels: Sequence[str], *, is_open: bool) -> None:
        """Let fields that show together begin at one edge."""
        font = theme.current().font("small")
        widest = max(painting.text_width(label.replace("&", ""), font) for label in labels)
        width = max(self._label_width, round(widest) + LABEL_GAP + 1)
        grids = [grid]
        if is_open:
            self._label_width = width
            self._grids.append(grid)
            grids = self._grids
        for one in grids:
            one.setColumnMinimumWidth(0, width)
            one.setColumnMinimumWidth(3, width)

    def _add_row(self, grid: QGridLayout, row: int, at: int, plan: FieldPlan) -> None:
        label = Label(plan.label, "small", "muted")
        height = theme.current().field_height(record_form=True)
        grid.setRowMinimumHeight(row, height + ROW_GAP)
        top = Qt.AlignmentFlag.AlignTop
        label.setFixedHeight(height)
        label.setContentsMargins(0, 0, LABEL_GAP, 0)
        grid.addWidget(label, row, at, top)
        if plan.read is None:
            fact = ElidedLabel("", "base", "text")
            fact.setObjectName(f"fact_{plan.key}")
            fact.setFixedHeight(height)
            self._facts[plan.key] = fact
            holder = QHBoxLayout()
            holder.setContentsMargins(9, 0, 0, ROW_GAP)
            holder.addWidget(fact)
            grid.addLayout(holder, row, at + 1)
            return
        field = RecordField(plan, plan.read, self)
        label.setBuddy(field.edit)
        field.save_requested.connect(lambda fields, key=plan.key: self.save_requested.emit(key, fields))
        field.escaped.connect(self.escaped)
        self._fields[plan.key] = field
        grid.addWidget(field.edit, row, at + 1, top)
        grid.addWidget(field.error_line, row + 1, at + 1)

    def section(self, name: str) -> QWidget:
        """Return the widget of a section."""
        return self._sections[name]

    def field(self, key: str) -> RecordField:
        """Return a field by its key."""
        return self._fields[key]

    def fields(self) -> list[RecordField]:
        """Return every field, in order."""
        return list(self._fields.values())

    def has_focus(self) -> bool:
        """Tell whether one of the fields is being typed in."""
        return any(field.edit.hasFocus() for field in self._fields.values())

    def show_record(self, record: int, texts: dict[str, str]) -> None:
        """Show the values of a record, by key; texts that could not be saved are still there."""
        is_other = record != self._record
        if is_other:
            self.leave()
        self._record = record
        for key, field in self._fields.items():
            if is_other:
                field.show_saved(texts[key])
                kept = self._kept.pop((record, key), None)
                if kept is not None:
                    field.replace_text(*kept)
            else:
                field.show_text(texts[key])
        for key, fact in self._facts.items():
            fact.setText(texts[key])

    def show_fact(self, key: str, text: str) -> None:
        """Show what is only shown anew."""
        self._facts[key].setText(text)

    def leave(self) -> None:
        """Save what is being typed, and keep for later what cannot be saved."""
        for key, field in self._fields.items():
            if not field.is_edited:
                continue
            field.finish()
            if field.edit.error() and self._record is not None:
                self._kept[self._record, key] = (field.edit.text(), field.edit.error())

    def show_problem(self, key: str, sentence: str) -> None:
        """Show why a field was not saved, and keep its text."""
        self._fields[key].edit.set_error(sentence)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self._fields.values()))
        first.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.edit.selectAll()
