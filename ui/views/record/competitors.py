"""Who else is in the running: a name and what is known, each saved as it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salesdesk.queries.deals import CompetitorRow
from ui.views.record.form import FieldPlan, RecordField, as_line
from ui.views.record.rival_row import RivalRow
from ui.views.record.sections import SectionHead, SectionRows
from ui.widgets.fields import ErrorLine, LineField


class Competitors(QWidget):
    """All competitors, and a field for another one.

    Signals:
        name_given: str. Another competitor.
        save_requested: int, str, object. Competitor, field and the fields of the command.
        removal_requested: int. The competitor to forget.
        escaped: Escape, where nothing was to be restored.
    """

    name_given = Signal(str)
    save_requested = Signal(int, str, object)
    removal_requested = Signal(int)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without competitors."""
        super().__init__(parent)
        self.setObjectName("competitors")
        self._head = SectionHead(self.tr("Competitors"), self.tr("Add competitor"))
        self.add_button = self._head.add_button
        self.add_button.setObjectName("add_competitor")
        self.add_button.clicked.connect(self._ask)
        self.list: SectionRows[RivalRow] = SectionRows(self.add_button)
        self.new_field = RecordField(FieldPlan("new_rival", self.tr("New competitor")), as_line("name"), self)
        self.new_field.edit.setPlaceholderText(self.tr("Name of the competitor"))
        self.new_field.save_requested.connect(lambda fields: self.name_given.emit(fields["name"]))
        self.new_field.escaped.connect(self._stop_asking)
        self.new_field.edit.editingFinished.connect(self._on_left)
        self._new_part = self._make_new_part(self.new_field.edit, self.new_field.error_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self.list)
        column.addWidget(self._new_part)
        self._new_part.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _make_new_part(self, edit: LineField, error_line: ErrorLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(edit)
        column.addWidget(error_line)
        return holder

    def show_rivals(self, rivals: Sequence[CompetitorRow], lost_to: str) -> None:
        """Show the competitors of an opportunity, and which of them it was lost to."""
        self._head.show_count(len(rivals))
        self.list.show_keys([rival.id for rival in rivals], self._make_row)
        for rival in rivals:
            has_won = bool(lost_to) and rival.name.casefold() == lost_to.casefold()
            self.list.rows[rival.id].show_rival(rival, has_won=has_won)

    def show_added(self) -> None:
        """Clear the field for another one: what was typed there is on disk."""
        self.new_field.show_saved("")
        self._new_part.hide()

    def leave(self) -> None:
        """Save what is being typed."""
        for row in self.list.ordered():
            for field in row.fields.values():
                field.finish()
        self.new_field.finish()

    def _make_row(self, rival: int) -> RivalRow:
        row = RivalRow()
        row.save_requested.connect(lambda key, fields: self.save_requested.emit(rival, key, fields))
        row.removal_requested.connect(lambda: self.removal_requested.emit(rival))
        row.escaped.connect(self.escaped)
        return row

    def _ask(self) -> None:
        self._new_part.show()
        self.new_field.edit.setFocus()

    def _stop_asking(self) -> None:
        self.show_added()
        self.add_button.setFocus()

    def _on_left(self) -> None:
        if not self.new_field.edit.text().strip():
            self.show_added()
