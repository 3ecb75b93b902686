"""A table of fields with a value on each of two or more sides: for each field, the value to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.dialog import Hairline
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.marks import RadioButton
from ui.widgets.states import Panel

ROW = 30
NAME_WIDTH = 104


@dataclass(frozen=True, slots=True)
class Compared:
    """One field: what it is called, its value by side, and the side whose value is kept unless the rep says so."""

    field: str
    label: str
    values: Mapping[str, str]
    side: str


class SideBySide(Panel):
    """Rows of a field and its values, one of them chosen.

    Signals: chosen: str, str. The field and the side whose value the rep chose.
    """

    chosen = Signal(str, str)

    def __init__(self, narrowest: int = 60, parent: QWidget | None = None) -> None:
        """Start empty; a side is at least so wide."""
        super().__init__(parent=parent)
        self._narrowest = narrowest
        self.radios: dict[tuple[str, str], RadioButton] = {}
        self._groups: list[QButtonGroup] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)

    def show_rows(self, heading: str, sides: Mapping[str, str], rows: Sequence[Compared]) -> None:
        """Show these fields under a heading for each side."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.radios, self._groups = {}, []
        for column, words in enumerate((heading, *sides.values())):
            self._add(
                0, column, Label(words, "small", "muted") if column == 0 else ElidedLabel(words, "small", "muted")
            )
            self._grid.setColumnStretch(column, 1 if column else 0)
        for place, row in enumerate(rows):
            self._grid.addWidget(Hairline(), 1 + 2 * place, 0, 1, 1 + len(sides))
            self._add_row(2 + 2 * place, list(sides), row)

    def _add_row(self, at: int, sides: Sequence[str], row: Compared) -> None:
        self._add(at, 0, ElidedLabel(row.label, "base", "muted"))
        group = QButtonGroup(self)
        self._groups.append(group)
        for column, side in enumerate(sides, start=1):
            value = row.values[side]
            radio = RadioButton(value.replace("&", "&&") or "–")
            radio.setObjectName(f"{side}_{row.field}")
            radio.setAccessibleName(
                self.tr("{field}: {value}").format(field=row.label, value=value or self.tr("blank"))
            )
            radio.setToolTip(value)
            radio.setChecked(side == row.side)
            radio.setMinimumWidth(self._narrowest)
            group.addButton(radio)
            self.radios[row.field, side] = radio
            self._add(at, column, radio)
            # Clicked, not toggled: a proposal that the rep confirms counts as chosen too.
            radio.clicked.connect(lambda _checked=False, side=side: self.chosen.emit(row.field, side))

    def _add(self, row: int, column: int, widget: QWidget) -> None:
        holder = QWidget()
        holder.setMinimumHeight(max(ROW, theme.current().row_height() - 4) - 1)
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(12 if column == 0 else 4 if isinstance(widget, RadioButton) else 8, 0, 12, 0)
        inner.addWidget(widget, 1)
        if column == 0:
            holder.setFixedWidth(NAME_WIDTH + 16)
        self._grid.addWidget(holder, row, column)

    def choose(self, field: str, side: str) -> None:
        """Choose a value without announcing it."""
        radio = self.radios.get((field, side))
        if radio is not None:
            radio.setChecked(True)

    def side_of(self, field: str) -> str:
        """Return the side whose value of a field is chosen."""
        return next(side for (name, side), radio in self.radios.items() if name == field and radio.isChecked())
