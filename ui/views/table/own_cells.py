"""Editing a cell of a field of the rep's own in a table, by the type of the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.domain.custom_fields import CustomField, kept_text, read_value
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import settings
from ui import wording
from ui.models.own_values import value_text, yes_no_words
from ui.models.table import TableModel
from ui.views.record import reading
from ui.views.table.editing import CellField
from ui.views.table.field_kinds import choice_field, day_field
from ui.widgets.date_field import date_words
from ui.widgets.fields import LineField


class OwnCells:
    """Makes the fields that edit such cells, and keeps what they hold, each as one step."""

    def __init__(self, table: TableModel[Any], source: QWidget) -> None:
        """Serve a table; what is kept is announced in the name of a widget."""
        self._table = table
        self._session = table.session
        self._source = source

    def is_own(self, key: str) -> bool:
        """Tell whether a column is a field of the rep's own."""
        return key in self._table.own.fields

    def make_field(self, record: int, key: str, parent: QWidget) -> CellField | None:
        """Return the field of a cell with what stands in it, None where record or field is gone."""
        one, held = self._table.own.fields.get(key), self._held(record, key)
        if one is None or held is None:
            return None
        if one.type == "date":
            return day_field(date.fromisoformat(held) if held else None, parent)
        if one.type in ("choice", "yes_no"):
            words = yes_no_words() if one.type == "yes_no" else dict(zip(one.choices, one.choices, strict=True))
            return choice_field([("", wording.NOT_APPLICABLE), *words.items()], held, parent)
        return self._line(one, held, parent)

    def save(self, record: int, key: str, value: object) -> str:
        """Keep what a field holds; return why that is refused, or nothing."""
        one, held = self._table.own.fields.get(key), self._held(record, key)
        if one is None or held is None:
            return ""
        from salesdesk.services.commands import SetCustomValues

        try:
            if kept_text(one, value, self._session.read(settings.currency)) != held:
                command = SetCustomValues(one.kind, record, {one.id: value})
                self._session.run(command, self._source, raises=True)
        except SalesDeskError as refusal:
            return str(refusal)
        return ""

    def _held(self, record: int, key: str) -> str | None:
        """Return what the file keeps in a cell, None where the record or the field is gone."""
        one = self._table.own.fields.get(key)
        row = next(iter(self._table.rows_of([record])), None)
        return row.own.get(one.id, "") if one is not None and row is not None else None

    def _line(self, one: CustomField, held: str, parent: QWidget) -> CellField:
        field = LineField(record_form=True, parent=parent)
        field.setText(value_text(one.type, held, lambda day: date_words(day, wording.locale())))
        as_shown = field.text()
        currency = self._session.read(settings.currency)

        def read() -> tuple[object] | None:
            if field.text() == as_shown:
                return (read_value(one.type, held) if held else None,)
            try:
                return (reading.own(field.text(), one, currency, self._session.now().date()),)
            except reading.Unreadable as refusal:
                field.set_error(str(refusal))
                return None

        return CellField(field, read)
