"""The second step of an import: which column of the file becomes which field of a lead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.custom_fields import CustomField
from salesdesk.formats.headers import Mapping
from salesdesk.formats.profiles import FileProfile
from ui import theme, wording
from ui.dialogs.import_steps.choose import ProblemPanel
from ui.dialogs.import_steps.column_row import FIELD_LEFT, SAMPLES_LEFT, ColumnRow
from ui.dialogs.import_steps.search_panel import SearchPanel
from ui.widgets.dialog import DialogHeading
from ui.widgets.labels import MEDIUM, Label

ROWS_WIDTH = 80


class ColumnsHead(QWidget):
    """The headings of the mapping list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the headings."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(0)
        for words, width in (
            (self.tr("Column in the file"), FIELD_LEFT),
            (self.tr("Lead field"), SAMPLES_LEFT - FIELD_LEFT),
            (self.tr("Samples"), 0),
            (self.tr("Rows"), ROWS_WIDTH),
        ):
            label = Label(words, "small", "muted", MEDIUM)
            if width:
                label.setFixedWidth(width)
            row.addWidget(label, 0 if width else 1)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().color("border_strong"))
        painter.end()


class MatchColumns(QWidget):
    """The mapping list, with the search for duplicates below it.

    Signals: `mapping_changed` with the mapping after each choice.
    """

    mapping_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(parent)
        self._mapping = Mapping((), ())
        self._rows: list[ColumnRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 0)
        column.setSpacing(0)
        self.heading = DialogHeading(self.tr("Match columns"), self.tr("Reading the file"))
        column.addWidget(self.heading)
        column.addSpacing(16)
        column.addWidget(ColumnsHead())
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        content = QWidget()
        content.setLayout(self._list)
        self._area.setWidget(content)
        content.setAutoFillBackground(False)
        column.addWidget(self._area, 1)
        column.addSpacing(10)
        self.problem = ProblemPanel()
        column.addWidget(self.problem)
        self.search = SearchPanel()
        column.addWidget(self.search)

    @property
    def mapping(self) -> Mapping:
        """Which column becomes which field."""
        return self._mapping

    def row(self, position: int) -> ColumnRow:
        """Return the row of a column by its place in the file."""
        return self._rows[position]

    def show_mapping(self, mapping: Mapping, known: Sequence[CustomField] = ()) -> None:
        """Show the columns of a file, matched so; `known` are fields of the rep’s own."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = []
        self._mapping = mapping
        for position, (name, field) in enumerate(zip(mapping.columns, mapping.fields, strict=True)):
            row = ColumnRow(name, position, known)
            row.show_field(field)
            row.field_chosen.connect(lambda chosen, at=position: self._choose(at, chosen))
            row.row_requested.connect(lambda step, at=position: self._go(at + step))
            self._rows.append(row)
            self._list.insertWidget(position, row)
        self._show_line()

    def show_profile(self, profile: FileProfile) -> None:
        """Show samples and counts of the file."""
        for row, column in zip(self._rows, profile.columns, strict=False):
            row.show_profile(column, profile.rows)

    def show_problem(self, sentence: str) -> None:
        """Say why the import cannot go on; empty clears it."""
        self.problem.set_text(sentence)

    def first_field(self) -> QWidget:
        """Return what takes the focus."""
        return self._rows[0].field_choice if self._rows else self

    def _choose(self, position: int, field: object) -> None:
        self._mapping = self._mapping.with_field(position, None if field is None else str(field))
        for row, chosen in zip(self._rows, self._mapping.fields, strict=True):
            row.show_field(chosen)
        self._show_line()
        self.mapping_changed.emit(self._mapping)

    def _go(self, position: int) -> None:
        if 0 <= position < len(self._rows):
            choice = self._rows[position].field_choice
            choice.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(choice, 0, 20)

    def _show_line(self) -> None:
        words = self.tr("{matched} of {all} columns matched by name. Check them against the samples.")
        number = wording.number_text
        self.heading.set_sentence(
            words.format(matched=number(self._mapping.matched), all=number(len(self._mapping.columns)))
        )
