"""The leads screen: the list, the page of one lead, and its activity."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.delegates.record_row import RecordRowDelegate, lead_look
from ui.models.leads import LeadListModel
from ui.session import DeskSession
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.lead_pane import LeadPane
from ui.views.record.list_pane import ListPane
from ui.views.record.screen import RecordScreen


class LeadsPage(QWidget):
    """Leads as list and record.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        qualify_requested: int. The lead to qualify.
        import_requested: import leads.
        export_requested: export what is shown.
    """

    open_requested = Signal(str, int)
    qualify_requested = Signal(int)
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Show the open leads, the first of them as a page."""
        super().__init__(parent)
        self.setObjectName("leads_page")
        self._session = session
        self.model = LeadListModel(session, self)
        self.list_pane = ListPane(self.tr("Leads"), self.model, RecordRowDelegate(lead_look, session.now, self))
        self.lead_pane = LeadPane(session, "USD")
        self.activity_pane = ActivityPane(session, "lead")
        self.screen_area = RecordScreen(self.list_pane, self.lead_pane, self.activity_pane, self.tr("Select a lead"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen_area)
        self.list_pane.view.record_chosen.connect(self._show)
        self.lead_pane.qualify_requested.connect(self.qualify_requested)
        self.model.reload()
        self.list_pane.view.choose_first()

    def _show(self, record: int) -> None:
        is_there = self.lead_pane.show_lead(record)
        page = self.lead_pane.page
        self.activity_pane.show_record(record if is_there else None, page.name if page else "")
        self.screen_area.show_chosen(is_there)
