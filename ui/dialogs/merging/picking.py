"""With which leads a lead is merged: those that may be the same, and any other that is searched for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.queries import duplicates, leads, search
from ui.session import DeskSession
from ui.widgets.check_list import CheckList
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ErrorLine, LabelledField, LineField
from ui.widgets.labels import Label

WIDTH = 620
FOUND = 20


class MergeWithDialog(DialogFrame):
    """Asks which leads are the same as one.

    Signals: picked: list. The lead and those that are the same.
    """

    picked = Signal(list)

    def __init__(self, session: DeskSession, lead: int, name: str, parent: QWidget) -> None:
        """Offer the leads that may be the same, the surest ticked."""
        super().__init__(parent, self.tr("Merge leads"), WIDTH)
        self.setObjectName("merge_with_dialog")
        self._session = session
        self._lead = lead
        self._words: dict[int, str] = {}
        self._alike: list[int] = []
        heading = self.tr("Which leads are “{name}” too?").format(name=name)
        self.field = LineField()
        self.field.setObjectName("merge_search")
        self.field.setPlaceholderText(self.tr("Name, company or email address"))
        self.field.textEdited.connect(self._show_found)
        self.list = CheckList()
        self.list.setObjectName("merge_candidates")
        self.list.ticks_changed.connect(self._on_ticks)
        self.nothing = Label("", "base", "muted", wraps=True)
        self.refusal = ErrorLine()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(0)
        column.addWidget(DialogHeading(heading, self.tr("Tick them. What stays of each is chosen next.")))
        column.addSpacing(14)
        column.addWidget(LabelledField(self.tr("&Find a lead"), self.field))
        column.addSpacing(10)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addWidget(self.refusal)
        column.addStretch(1)
        self.set_foot(self.tr("Compare"), self.tr("Cancel"))
        self.primary_button.clicked.connect(self.confirm)
        self.secondary_button.clicked.connect(self.reject)
        self._show_alike()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_alike(self) -> None:
        found = self._session.read(duplicates.of_lead, self._lead)
        for one in found:
            who = ", ".join(dict.fromkeys(part for part in (one.name, one.company) if part))
            self._words[one.id] = self.tr("{who}. {reasons}").format(who=who, reasons=" ".join(one.reasons))
        self._alike = [one.id for one in found]
        self._fill(self._alike, {one.id for one in found if one.strength == "exact"})

    def _show_found(self) -> None:
        """Show what is searched for below what is ticked."""
        self.refusal.set_text("")
        words = self.field.text().strip()
        ticked = self.ticked()
        if not words:
            self._fill([*ticked, *self._alike], set(ticked))
            return
        hits = [hit.id for hit in self._session.read(search.records, words, ("lead",), FOUND) if hit.id != self._lead]
        for row in self._session.read(leads.lead_rows, [one for one in hits if one not in self._words]):
            parts = dict.fromkeys(part for part in (row.name, row.company, row.email) if part)
            self._words[row.id] = ", ".join(parts)
        self._fill([*ticked, *(one for one in hits if one in self._words)], set(ticked))

    def _fill(self, ids: list[int], ticked: set[int]) -> None:
        self.list.clear()
        for one in dict.fromkeys(ids):
            self.list.add_row(one, self._words[one], is_ticked=one in ticked)
        self.list.setVisible(self.list.count() > 0)
        words = self.field.text().strip()
        none = self.tr("No lead matches “{words}”.").format(words=words)
        self.nothing.setText(none if words else self.tr("Nothing on file looks like it. Type to find another lead."))
        self.nothing.setVisible(not self.list.count())

    def ticked(self) -> list[int]:
        """Return the leads that are ticked."""
        return [one for one in self.list.ticked() if isinstance(one, int)]

    def _on_ticks(self) -> None:
        self.refusal.set_text("")

    def confirm(self) -> None:
        """Go on to the comparison, or say what is missing."""
        ticked = self.ticked()
        if not ticked:
            self.refusal.set_text(self.tr("Tick at least one lead: Down goes to the list, Space ticks."))
            (self.list if self.list.count() else self.field).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.accept()
        self.picked.emit([self._lead, *ticked])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the field to the list with Down."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.list.count():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)
