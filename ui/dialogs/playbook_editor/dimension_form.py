"""The form of a dimension of a playbook."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.domain.playbook import DimensionPlan
from salesdesk.domain.playbook_edits import DIMENSION_FIELDS
from ui.dialogs.playbook_editor.part_form import PartForm
from ui.dialogs.playbook_editor.part_words import stand_words

TYPE_WIDTH = 168


class DimensionForm(PartForm):
    """Name, letter, question, and which dimension of BANT it stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(parent)
        self.setObjectName("dimension_form")
        self.row(
            self.add_line("name", self.tr("Dimension"), explained="dimension"),
            self.add_line("letter", self.tr("Letter"), 64),
        )
        self.row(self.add_line("question", self.tr("Question it answers")))
        self.row(self.add_choice("stands_for", self.tr("Counts in BANT as"), stand_words(), TYPE_WIDTH))
        self.note(
            self.tr(
                "The four letters on cards and tables are always those of BANT. Say which of them this dimension is, "
                "so that what is known here shows there."
            )
        )
        self.column.addStretch(1)

    def show_dimension(self, dimension: DimensionPlan, *, is_other: bool) -> None:
        """Show a dimension."""
        values = {name: getattr(dimension, name) for name in DIMENSION_FIELDS}
        if dimension.code in stand_words() and not dimension.stands_for:
            values["stands_for"] = dimension.code
        self.show_values(values, is_other=is_other)
