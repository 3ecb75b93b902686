"""Merging leads: side by side, whose value of each field stays, and what is kept of all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.changes import Changes, Done
from salesdesk.domain.errors import NotFound, SalesDeskError
from salesdesk.queries.merges import merge_leads
from salesdesk.services.commands import MergeLeads
from ui import wording
from ui.dialogs.merging.choosing import KEEP, MergeChoice, kept_words, sides
from ui.session import DeskSession
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ErrorLine
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.side_by_side import SideBySide

SIZE = (880, 660)
MARGIN = 24
NARROWEST = 170


class MergeDialog(DialogFrame):
    """Makes several leads one in one step, `outcome`; nothing is written before the last button.

    Signals: merged: int. The lead that stayed.
    """

    merged = Signal(int)

    def __init__(self, session: DeskSession, ids: Sequence[int], parent: QWidget) -> None:
        """Compare leads that are there. Raises: NotFound where fewer than two are."""
        leads = session.read(merge_leads, ids)
        if len(leads) < 2:
            raise NotFound("lead", next(one for one in ids if one not in {lead.id for lead in leads}))
        super().__init__(parent, self.tr("Merge leads"), *SIZE)
        self.setObjectName("merge_dialog")
        self._session = session
        self._ids = tuple(ids)
        self.outcome: Done | None = None
        self.choice = MergeChoice.proposed(leads)
        self._build()
        self.set_foot(self._verb(), self.tr("Cancel"), self.tr("You can undo this"))
        self.primary_button.clicked.connect(self.merge)
        self.secondary_button.clicked.connect(self.reject)
        session.changed.connect(self._on_changed)
        self._show()
        self.table.radios[KEEP, str(self.choice.keep)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        one = self.tr("One lead stays and has everything. The other goes to the trash.")
        many = self.tr("One lead stays and has everything. The others go to the trash.")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(MARGIN, 20, MARGIN, 12)
        column.setSpacing(0)
        column.addWidget(DialogHeading(self._verb(), one if len(self.choice.leads) == 2 else many))
        column.addSpacing(14)
        self.table = SideBySide(NARROWEST)
        self.table.setObjectName("merge_table")
        self.table.chosen.connect(self._choose)
        content = QWidget()
        content.setAutoFillBackground(False)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(8)
        inside.addWidget(self.table)
        inside.addSpacing(4)
        inside.addWidget(Label(self.tr("What is kept"), "base", "text", DEMI_BOLD))
        self.kept_label = Label("", "base", "muted", wraps=True)
        self.kept_label.setObjectName("kept_label")
        inside.addWidget(self.kept_label)
        inside.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        self._area = area
        column.addWidget(area, 1)
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        column.addWidget(self.refusal)

    def _verb(self) -> str:
        return self.tr("Merge {count} leads").format(count=wording.number_text(len(self.choice.leads)))

    def _show(self) -> None:
        count = len(self.choice.differing())
        one, many = self.tr("1 field differs"), self.tr("{count} fields differ")
        heading = one if count == 1 else many.format(count=wording.number_text(count))
        self.table.show_rows(heading, sides(self.choice), self.choice.rows())
        self._say_kept()

    def _say_kept(self) -> None:
        self.kept_label.setText("\n".join(kept_words(self.choice)))

    def _choose(self, field: str, side: str) -> None:
        self.refusal.set_text("")
        if field == KEEP:
            self.choice.keep = int(side)
        else:
            self.choice.taken[field] = int(side)
        for row in self.choice.rows():
            self.table.choose(row.field, row.side)
        self._say_kept()

    def merge(self) -> None:
        """Merge and leave, or say why not."""
        self.refusal.set_text("")
        keep = self.choice.keep
        others = tuple(lead.id for lead in self.choice.leads if lead.id != keep)
        try:
            done = self._session.run(MergeLeads(keep, others, self.choice.choices()), self, raises=True)
        except SalesDeskError as refusal:
            self.refusal.set_text(str(refusal))
            return
        if done is not None:
            self.outcome = done
            self._session.notify(self._said(keep), True)
            self.merged.emit(keep)
            self.accept()

    def _said(self, keep: int) -> str:
        names = {lead.id: lead.name for lead in self.choice.leads}
        kept = names.pop(keep)
        if len(names) == 1:
            return self.tr("Merged “{other}” into “{name}”").format(other=next(iter(names.values())), name=kept)
        count = wording.number_text(len(names))
        return self.tr("Merged {count} leads into “{name}”").format(count=count, name=kept)

    def _on_changed(self, changes: Changes, origin: object) -> None:
        if origin is self or not self.isVisible() or not changes.touches("lead", "activity", "custom_field"):
            return
        leads = self._session.read(merge_leads, self._ids)
        there = {lead.id for lead in leads}
        if len(there) < 2:
            self.reject()
            return
        keep = self.choice.keep if self.choice.keep in there else MergeChoice.proposed(leads).keep
        taken = {field: source for field, source in self.choice.taken.items() if source in there}
        self.choice = MergeChoice(leads, keep, taken)
        self._show()
