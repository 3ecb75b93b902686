"""The fields that edit a cell of an opportunity, and the command that keeps what they hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.queries.opportunity_table import OpportunityLine
from ui.models.opportunity_table import OpportunityTableModel
from ui.views.table.editing import CellField
from ui.views.table.field_kinds import choice_field, day_field, tags_field, text_field
from ui.widgets.fields import LineField, MoneyField

translate = QCoreApplication.translate
FIELDS = {
    "name": "name",
    "amount": "amount_minor",
    "probability": "probability",
    "expected_close": "expected_close",
    "source": "source",
    "tags": "tags",
}
"""The columns whose cells are fields of an opportunity, by what a command calls them."""


def make_field(table: OpportunityTableModel, line: OpportunityLine, key: str, parent: QWidget) -> CellField | None:
    """Return the field of a cell with what stands in it, None where it has none."""
    stages = [(stage.id, stage.name) for stage in table.stages.values()]
    makers: dict[str, Callable[[], CellField]] = {
        "name": lambda: text_field(line.card.title, parent),
        "source": lambda: text_field(line.source, parent),
        "amount": lambda: _money(line, parent),
        "probability": lambda: _percent(line, parent),
        "expected_close": lambda: day_field(line.card.expected_close, parent),
        "tags": lambda: tags_field(line.tags, parent),
        "stage": lambda: choice_field(stages, line.card.stage_id, parent),
    }
    make = makers.get(key)
    return make() if make is not None else None


def _money(line: OpportunityLine, parent: QWidget) -> CellField:
    field = MoneyField(line.card.currency, record_form=True, parent=parent)
    field.set_amount_minor(line.card.amount_minor)

    def read() -> tuple[object] | None:
        amount = field.amount_minor()
        return None if field.error() else (amount or 0,)

    return CellField(field, read)


def _percent(line: OpportunityLine, parent: QWidget) -> CellField:
    field = LineField(record_form=True, parent=parent)
    field.setText(str(line.card.probability))
    field.set_suffix("%")

    def read() -> tuple[object] | None:
        typed = field.text().strip().removesuffix("%").strip()
        if not typed.isdecimal() or int(typed) > 100:
            field.set_error(translate("opportunity_table", "Write a whole number from 0 to 100"))
            return None
        return (int(typed),)

    return CellField(field, read)


def value_in(line: OpportunityLine, key: str) -> object:
    """Return what stands in a cell, as its field gives it."""
    card = line.card
    values: dict[str, object] = {
        "name": card.title,
        "source": line.source,
        "amount": card.amount_minor,
        "probability": card.probability,
        "expected_close": card.expected_close,
        "tags": tuple(sorted(line.tags)),
        "stage": card.stage_id,
    }
    return values[key]
