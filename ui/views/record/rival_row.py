"""One competitor: name and notes, edited in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.queries.deals import CompetitorRow
from ui import theme
from ui.views.record.form import FieldPlan, RecordField, as_line
from ui.views.record.sections import SectionRow
from ui.widgets.button import IconButton
from ui.widgets.labels import Tag

NAME = 150


class RivalRow(SectionRow):
    """One competitor.

    Signals: `save_requested` with the field and the fields of the command; `removal_requested`; `escaped`.
    """

    save_requested = Signal(str, object)
    removal_requested = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a competitor."""
        super().__init__(parent)
        self.fields: dict[str, RecordField] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 3)
        column.setSpacing(2)
        column.addLayout(row)
        for key, label in (("name", self.tr("Competitor")), ("notes", self.tr("What is known"))):
            field = RecordField(FieldPlan(f"rival_{key}", label), as_line(key), self)
            field.save_requested.connect(lambda fields, key=key: self.save_requested.emit(key, fields))
            field.escaped.connect(self.escaped)
            self.fields[key] = field
            row.addWidget(field.edit, 0 if key == "name" else 1)
            column.addWidget(field.error_line)
        self.fields["name"].edit.setFixedWidth(round(NAME * theme.current().type.unit))
        self.fields["notes"].edit.setPlaceholderText(self.tr("What is known"))
        self.winner_tag = Tag(self.tr("Won it"), "failed")
        self.remove_button = IconButton("x", self.tr("Remove"), "row")
        self.remove_button.setObjectName("remove_rival")
        self.remove_button.clicked.connect(self.removal_requested)
        row.addWidget(self.winner_tag)
        row.addWidget(self.remove_button)
        self.setFocusProxy(self.fields["name"].edit)

    def show_rival(self, rival: CompetitorRow, *, has_won: bool) -> None:
        """Show a competitor, and whether the opportunity went there."""
        self.fields["name"].show_text(rival.name)
        self.fields["notes"].show_text(" ".join(rival.notes.split()))
        for key, text in (("name", rival.name), ("notes", rival.notes)):
            self.fields[key].edit.setToolTip(text)
        self.winner_tag.setVisible(has_won)
        name = self.tr("Remove {name}").format(name=rival.name)
        self.remove_button.setAccessibleName(name)
        self.remove_button.setToolTip(name)
