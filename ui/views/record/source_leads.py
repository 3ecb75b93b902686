"""The leads behind an opportunity: a row each, the way there, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.queries.origins import SourceLead
from ui import resources, wording
from ui.views.record.sections import SectionHead, SectionRow, SectionRows, open_menu
from ui.widgets.button import Button, IconButton
from ui.widgets.labels import ElidedLabel, Label

NAME = 220
GAP = 18


class SourceLeadRow(SectionRow):
    """One lead.

    Signals: `opened`; `return_requested` to take its promotion back.
    """

    opened = Signal()
    return_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a lead."""
        super().__init__(parent)
        self.name_button = Button("", "link", "row")
        self.name_button.setObjectName("source_lead")
        self.name_button.clicked.connect(self.opened)
        self.facts_label = ElidedLabel("", "base", "muted")
        self.day_label = Label("", "small", "muted")
        self.more_button = IconButton("more", self.tr("More"))
        self.more_button.setObjectName("source_lead_more")
        self.more_button.clicked.connect(lambda: open_menu(self.make_menu(), self.more_button))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name_button)
        row.addWidget(self.facts_label, 1)
        row.addWidget(self.day_label)
        row.addWidget(self.more_button)
        self.setFocusProxy(self.name_button)

    def show_lead(self, lead: SourceLead, now: datetime) -> None:
        """Show a lead."""
        self.name_button.set_cut_text(lead.name, NAME)
        facts = [part for part in (lead.company if lead.company != lead.name else "", lead.source) if part]
        self.facts_label.setText(", ".join(facts))
        said = ""
        if lead.promoted_at is not None:
            day = wording.date_text(lead.promoted_at.astimezone(now.tzinfo).date(), now.date())
            words = self.tr("Promoted {date}") if lead.has_made_it else self.tr("Joined {date}")
            said = words.format(date=day)
        self.day_label.setText(said)
        self.more_button.setAccessibleName(self.tr("More about {name}").format(name=lead.name))

    def make_menu(self) -> QMenu:
        """Return what can be done, for one use."""
        menu = QMenu(self)
        menu.setObjectName("source_lead_menu")
        menu.addAction(resources.icon("inbox"), self.tr("Show lead")).triggered.connect(self.opened)
        back = menu.addAction(resources.icon("undo"), self.tr("Take promotion back…"))
        back.setObjectName("take_back")
        back.triggered.connect(self.return_requested)
        return menu


class SourceLeads(QWidget):
    """The leads that an opportunity came from or that joined it; without any it takes no room.

    Signals:
        lead_requested: int. A lead is to be shown.
        return_requested: int. The promotion of a lead is to be taken back.
    """

    lead_requested = Signal(int)
    return_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without leads."""
        super().__init__(parent)
        self.setObjectName("source_leads")
        self.leads: tuple[SourceLead, ...] = ()
        self._head = SectionHead(self.tr("Source leads"), "")
        self._head.add_button.hide()
        self.list: SectionRows[SourceLeadRow] = SectionRows(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_leads(self, leads: Sequence[SourceLead], now: datetime) -> None:
        """Show the leads."""
        self.leads = tuple(leads)
        self._head.show_count(len(leads))
        self.list.show_keys([lead.id for lead in leads], self._make_row)
        for lead in leads:
            self.list.rows[lead.id].show_lead(lead, now)
        self.setVisible(bool(leads))

    def _make_row(self, lead: int) -> SourceLeadRow:
        row = SourceLeadRow()
        row.opened.connect(lambda: self.lead_requested.emit(lead))
        row.return_requested.connect(lambda: self.return_requested.emit(lead))
        return row
