"""Merging what was typed or pasted into a lead on file: blanks are filled, differences are chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.errors import NotFound, SalesDeskError
from salesdesk.queries.leads import lead_page
from salesdesk.services.commands import SetLead
from ui import field_words, wording
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ErrorLine
from ui.widgets.side_by_side import Compared, SideBySide

WIDTH = 640
MOST_ROWS = 10
FILE, NEW = "file", "new"
_MONEY = ("amount_minor", "annual_revenue_minor")
_SILENT = frozenset(("currency", "high_intent", "tags", "custom"))


class FillLeadDialog(DialogFrame):
    """Shows what a lead on file would take over; one step, nothing written before the last button."""

    def __init__(self, session: DeskSession, lead: int, fields: Mapping[str, object], parent: QWidget) -> None:
        """Compare fields as in `AddLead` with a lead. Raises: NotFound where it is gone."""
        page = session.read(lead_page, lead)
        if page is None:
            raise NotFound("lead", lead)
        super().__init__(parent, self.tr("Merge into a lead"), WIDTH)
        self.setObjectName("fill_lead_dialog")
        self._session = session
        self._page = page
        self._fields = dict(fields)
        self._blank = [name for name in self._compared() if not self._on_file(name)]
        self._differing = [name for name in self._compared() if self._on_file(name) and self._differs(name)]
        self._build()
        self.primary_button.clicked.connect(self.merge)
        self.secondary_button.clicked.connect(self.reject)
        first = self.table.radios[self._differing[0], FILE] if self._differing else self.primary_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(0)
        heading = self.tr("Merge into “{name}”").format(name=self._page.name)
        column.addWidget(DialogHeading(heading, self._sentence()))
        self.table = SideBySide(160)
        self.table.setObjectName("fill_table")
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        if self._differing:
            column.addSpacing(14)
            column.addWidget(self._scrolling_table())
        column.addWidget(self.refusal)
        self.set_foot(self.tr("Merge"), self.tr("Cancel"), self.tr("You can undo this"))

    def _scrolling_table(self) -> QScrollArea:
        rows = [
            Compared(name, field_words.field_word(name), {FILE: self._on_file(name), NEW: self._new(name)}, FILE)
            for name in self._differing
        ]
        count = len(rows)
        heading = self.tr("1 field differs") if count == 1 else self.tr("{count} fields differ").format(count=count)
        self.table.show_rows(heading, {FILE: self.tr("On file"), NEW: self.tr("New")}, rows)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self.table)
        height = self.table.sizeHint().height()
        area.setFixedHeight(height if count <= MOST_ROWS else round(height * (MOST_ROWS + 1.5) / (count + 1)))
        return area

    def _sentence(self) -> str:
        notes = self.tr("The new notes are added below those on file.") if self._adds_notes() else ""
        filled = ""
        if self._blank:
            names = ", ".join(field_words.field_word(name) for name in self._blank)
            filled = self.tr("Filled in, because the lead has none: {fields}.").format(fields=names)
        said = " ".join(part for part in (filled, notes) if part)
        if self._differing or said:
            return said
        return self.tr("Everything here is on file already.")

    def _compared(self) -> list[str]:
        return [name for name in self._fields if name not in _SILENT and name != "notes" and self._new(name)]

    def _new(self, name: str) -> str:
        return _text(name, self._fields.get(name), str(self._fields.get("currency") or self._page.currency))

    def _on_file(self, name: str) -> str:
        return _text(name, getattr(self._page, name, None), self._page.currency)

    def _differs(self, name: str) -> bool:
        return self._new(name).casefold() != self._on_file(name).casefold()

    def _adds_notes(self) -> bool:
        notes = str(self._fields.get("notes") or "").strip()
        return bool(notes) and notes not in self._page.notes

    def values(self) -> dict[str, object]:
        """Return what the lead takes over, as `SetLead` wants it."""
        taken = [name for name in self._differing if self.table.side_of(name) == NEW]
        values = {name: self._fields[name] for name in (*self._blank, *taken)}
        if any(name in _MONEY for name in values) and self._fields.get("currency"):
            values["currency"] = self._fields["currency"]
        if self._adds_notes():
            values["notes"] = "\n\n".join(part for part in (self._page.notes, str(self._fields["notes"])) if part)
        if self._fields.get("high_intent"):
            values["high_intent"] = True
        return values

    def merge(self) -> None:
        """Take over and leave, or say why not."""
        self.refusal.set_text("")
        values = self.values()
        if not values:
            self.accept()
            return
        try:
            done = self._session.run(SetLead(self._page.id, values), self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return
        if done is not None:
            self._session.notify(self.tr("Merged into “{name}”").format(name=self._page.name), True)
            self.accept()


def _text(name: str, value: object, currency: str) -> str:
    if value is None or value == "":
        return ""
    if name in _MONEY and isinstance(value, int):
        return wording.money_text(value, currency)
    return wording.number_text(value) if isinstance(value, int) else str(value)
