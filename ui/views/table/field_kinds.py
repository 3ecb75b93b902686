"""The fields that edit cells of every kind of table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from ui.views.table.editing import CellField
from ui.widgets.date_field import DateField
from ui.widgets.fields import ChoiceField, LineField


def text_field(text: str, parent: QWidget, choices: Sequence[str] = ()) -> CellField:
    """Return a field for a line of text; choices are offered while it is typed."""
    field = LineField(record_form=True, parent=parent)
    field.setText(text)
    if choices:
        completer = QCompleter(list(choices), field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
    return CellField(field, lambda: (field.text(),))


def tags_field(tags: Sequence[str], parent: QWidget) -> CellField:
    """Return a field for tags with commas between them."""
    field = LineField(record_form=True, parent=parent)
    field.setText(", ".join(tags))
    return CellField(field, lambda: (tuple(sorted(filter(None, map(str.strip, field.text().split(","))))),))


def choice_field(choices: Sequence[tuple[object, str]], chosen: object, parent: QWidget) -> CellField:
    """Return a field for one of some values, each with its word."""
    field = ChoiceField(record_form=True, parent=parent)
    for value, word in choices:
        field.add_choice(value, word)
    field.set_choice(chosen)
    return CellField(field, lambda: (field.choice(),))


def day_field(day: date | None, parent: QWidget) -> CellField:
    """Return a field for a day, or for none."""
    field = DateField(record_form=True, parent=parent)
    field.set_day(day)

    def read() -> tuple[object] | None:
        found = field.day()
        return None if field.error() else (found,)

    return CellField(field, read)
