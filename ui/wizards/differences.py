"""A table of fields that differ between the lead and a record: for each, the value to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.side_by_side import Compared, SideBySide

if TYPE_CHECKING:
    from salesdesk.domain.matching import Difference


class Differences(SideBySide):
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
        self._fields: tuple[str, ...] = ()
        self.chosen.connect(self._note)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show these fields; without any the table takes no room."""
        self._fields = tuple(difference.field for difference in differences)
        one, many = self.tr("1 field differs"), self.tr("{count} fields differ")
        heading = one if len(differences) == 1 else many.format(count=len(differences))
        sides = {"lead": self.tr("From the lead"), "record": self._record_heading}
        rows = [
            Compared(
                found.field,
                self._name_of(found.field),
                {"lead": found.from_lead, "record": found.on_record},
                "lead" if found.field in self._take else "record",
            )
            for found in differences
        ]
        self.show_rows(heading, sides, rows)
        self.setVisible(bool(differences))

    def _note(self, field: str, side: str) -> None:
        (self._take.add if side == "lead" else self._take.discard)(field)
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
