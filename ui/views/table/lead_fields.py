"""The fields that edit a cell of a lead, and the fields of a command that keep what they hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.leads import BY_HAND, SOURCES
from salesdesk.queries.lead_table import LeadLine
from ui import wording
from ui.views.table.editing import CellField
from ui.views.table.field_kinds import choice_field, tags_field, text_field
from ui.widgets.fields import LineField

translate = QCoreApplication.translate
LINES = ("title", "company", "email", "phone", "city", "country", "industry")
OFF_PATH = ("nurture", "unqualified")


def make_field(line: LeadLine, key: str, parent: QWidget) -> CellField | None:
    """Return the field of a cell with what stands in it, None where it has none."""
    if key in LINES:
        return text_field(getattr(line, key), parent)
    if key == "lifecycle" and line.lifecycle == "opportunity":
        return None
    stages = [(stage, wording.lifecycle_word(stage)) for stage in (*BY_HAND, *OFF_PATH)]
    makers: dict[str, Callable[[], CellField]] = {
        "lifecycle": lambda: choice_field(stages, line.lifecycle, parent),
        "source": lambda: text_field(line.source, parent, SOURCES),
        "employees": lambda: _employees(line, parent),
        "tags": lambda: tags_field(line.tags, parent),
    }
    make = makers.get(key)
    return make() if make is not None else None


def _employees(line: LeadLine, parent: QWidget) -> CellField:
    field = LineField(record_form=True, parent=parent)
    field.setText("" if line.employees is None else str(line.employees))

    def read() -> tuple[object] | None:
        typed = "".join(field.text().split())
        if typed and not typed.isdecimal():
            field.set_error(translate("lead_table", "Write a whole number such as 420"))
            return None
        return (int(typed) if typed else None,)

    return CellField(field, read)


def value_in(line: LeadLine, key: str) -> object:
    """Return what stands in a cell, as its field gives it."""
    return tuple(sorted(line.tags)) if key == "tags" else getattr(line, key)
