"""A table of fields that differ between the lead and a record: for each, the value to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.dialog import Hairline
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.marks import RadioButton
from ui.widgets.states import Panel

if TYPE_CHECKING:
    from salesdesk.domain.matching import Difference

ROW = 30
NAME_WIDTH = 104


class Differences(Panel):
    """Rows of field, the lead’s value and the record’s value; the record’s value stays unless the rep takes the other.

    Signals: `edited` when another value was chosen.
    """

    edited = Signal()

    def __init__(self, name_of: Callable[[str], str], record_heading: str, parent: QWidget | None = None) -> None:
        """Start empty; `name_of` gives the label of a field."""
        super().__init__(parent=parent)
        self._name_of = name_of
        self._record_heading = record_heading
        self._take: set[str] = set()
        self.radios: dict[tuple[str, str], RadioButton] = {}
        self._fields: tuple[str, ...] = ()
        self._groups: list[QButtonGroup] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show these fields; without any the table takes no room."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.radios, self._groups = {}, []
        self._fields = tuple(difference.field for difference in differences)
        self.setVisible(bool(differences))
        if not differences:
            return
        one, many = self.tr("1 field differs"), self.tr("{count} fields differ")
        heading = one if len(differences) == 1 else many.format(count=len(differences))
        for column, words in enumerate((heading, self.tr("From the lead"), self._record_heading)):
            self._add(0, column, Label(words, "small", "muted"))
        for row, difference in enumerate(differences):
            self._grid.addWidget(Hairline(), 1 + 2 * row, 0, 1, 3)
            self._add_row(2 + 2 * row, difference)

    def _add_row(self, row: int, difference: Difference) -> None:
        label = ElidedLabel(self._name_of(difference.field), "base", "muted")
        self._add(row, 0, label)
        group = QButtonGroup(self)
        self._groups.append(group)
        for column, (side, value) in enumerate(
            (("lead", difference.from_lead), ("record", difference.on_record)), start=1
        ):
            radio = RadioButton(value)
            radio.setObjectName(f"{side}_{difference.field}")
            radio.setToolTip(value)
            radio.setChecked((side == "lead") == (difference.field in self._take))
            radio.setMinimumWidth(60)
            group.addButton(radio)
            self.radios[difference.field, side] = radio
            self._add(row, column, radio)
            if side == "lead":
                radio.toggled.connect(lambda is_on, field=difference.field: self._note(field, is_on))

    def _add(self, row: int, column: int, widget: QWidget) -> None:
        holder = QWidget()
        holder.setMinimumHeight(max(ROW, theme.current().row_height() - 4) - 1)
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(12 if column == 0 else 4 if isinstance(widget, RadioButton) else 8, 0, 12, 0)
        inner.addWidget(widget, 1)
        if column == 0:
            holder.setFixedWidth(NAME_WIDTH + 16)
        self._grid.addWidget(holder, row, column)

    def _note(self, field: str, is_on: bool) -> None:
        (self._take.add if is_on else self._take.discard)(field)
        self.edited.emit()

    def taken(self) -> tuple[str, ...]:
        """Return the fields whose value is taken over from the lead."""
        return tuple(field for field in self._fields if field in self._take)

    def take(self, fields: Iterable[str]) -> None:
        """Take these fields over from the lead, also once they are shown."""
        self._take = set(fields)
        for (field, side), radio in self.radios.items():
            if (side == "lead") == (field in self._take):
                radio.setChecked(True)
