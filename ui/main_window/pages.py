"""The pages of the window: each made when it is first shown, with its wishes connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.main_window.openings import Openings
from ui.main_window.places import Place
from ui.session import DeskSession
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ui.dialogs.export import Shown
    from ui.views.first_run import FirstRunPage
    from ui.views.leads import LeadsPage
    from ui.views.opportunity import OpportunityPage
    from ui.views.pipeline import PipelinePage

SAMPLE_LEADS, SAMPLE_OPPORTUNITIES, SAMPLE_SEED = 38, 18, 1


class Pages(QObject):
    """Makes the pages of a window and asks them what the window needs to know.

    Signals:
        record_requested: str, int. Show a record on its page.
        screen_requested: str. Show another screen.
        export_requested: export what is shown.
    """

    record_requested = Signal(str, int)
    screen_requested = Signal(str)
    export_requested = Signal()

    def __init__(self, session: DeskSession, stack: QStackedWidget, openings: Openings, toast: Toast) -> None:
        """Put pages into a stack; nothing is made yet."""
        super().__init__(stack)
        self._session = session
        self._stack = stack
        self._openings = openings
        self._toast = toast
        self.first_run: FirstRunPage | None = None
        self.leads: LeadsPage | None = None
        self.pipeline: PipelinePage | None = None
        self.opportunity: OpportunityPage | None = None

    def get(self, name: str) -> QWidget:
        """Return a page by its name, made now if it was not."""
        found: QWidget | None = getattr(self, name)
        if found is None:
            found = {
                "first_run": self._make_first_run,
                "leads": self._make_leads,
                "pipeline": self._make_pipeline,
                "opportunity": self._make_opportunity,
            }[name]()
            setattr(self, name, found)
            self._stack.addWidget(found)
        return found

    def show_record(self, place: Place) -> None:
        """Show the record of a place on its page, which has been made."""
        if place.record is None:
            return
        if place.page == "leads" and self.leads is not None:
            self.leads.show_record(place.record)
        elif place.page == "opportunity" and self.opportunity is not None:
            self.opportunity.show_record(place.record)
        elif place.page == "pipeline" and self.pipeline is not None:
            self.pipeline.show_record(place.record)

    def show_added(self, kind: str, record: int) -> None:
        """Show a record that was just added: an opportunity on the board where that is open, else on its page."""
        if kind == "opportunity" and self.pipeline is not None and self._stack.currentWidget() is self.pipeline:
            self.pipeline.show_record(record)
        else:
            self.record_requested.emit(kind, record)

    def add_record(self) -> None:
        """Begin a new record of the kind the page shows."""
        page = self._stack.currentWidget()
        if self.pipeline is not None and page is self.pipeline:
            self.pipeline.board.request_new()
        elif self.opportunity is not None and page is self.opportunity:
            self._openings.sheets.ask_new()
        else:
            self._openings.lead_sheets.ask_new()

    def has_records(self) -> bool:
        """Tell whether the page shows records."""
        return self._stack.currentWidget() in (self.leads, self.pipeline, self.opportunity)

    def can_find(self) -> bool:
        """Tell whether the page has a field to filter by."""
        return self.leads is not None and self._stack.currentWidget() is self.leads

    def find(self) -> None:
        """Put the cursor into the filter field of the page."""
        if self.can_find() and self.leads is not None:
            self.leads.list_pane.open_words()

    def log_activity(self) -> None:
        """Put the cursor into the composer of the record that shows."""
        page = self._stack.currentWidget()
        if page is self.leads and self.leads is not None:
            self.leads.activity_pane.focus_composer()
        elif page is self.opportunity and self.opportunity is not None:
            self.opportunity.activity_pane.focus_composer()

    def panes(self) -> list[QWidget]:
        """Return the panes of the page that shows, for F6."""
        page = self._stack.currentWidget()
        if page is self.leads and self.leads is not None:
            return self.leads.screen_area.panes()
        if page is self.opportunity and self.opportunity is not None:
            return self.opportunity.screen_area.panes()
        return [page] if page is not None else []

    def shown(self) -> Shown | None:
        """Return which records the page shows, for export."""
        from ui.dialogs.export import Shown

        page = self._stack.currentWidget()
        if page is self.leads and self.leads is not None:
            return Shown("leads", tuple(self.leads.shown_ids()), self.tr("Leads"))
        if page is self.opportunity and self.opportunity is not None:
            return Shown("opportunities", tuple(self.opportunity.shown_ids()), self.tr("Opportunities"))
        if page is self.pipeline and self.pipeline is not None:
            return Shown("opportunities", tuple(self.pipeline.shown_ids()), self.tr("Pipeline"))
        return None

    def _make_first_run(self) -> QWidget:
        from ui.views.first_run import FirstRunPage

        page = FirstRunPage()
        page.import_requested.connect(self._openings.open_import)
        page.sample_requested.connect(self._fill_with_sample)
        page.lead_requested.connect(self.add_record)
        return page

    def _make_leads(self) -> QWidget:
        from ui.views.leads import LeadsPage

        page = LeadsPage(self._session)
        page.open_requested.connect(self.record_requested)
        page.qualify_requested.connect(self._openings.open_qualify)
        page.import_requested.connect(self._openings.open_import)
        page.export_requested.connect(self.export_requested)
        sheets = self._openings.lead_sheets
        page.new_requested.connect(sheets.ask_new)
        page.nurture_requested.connect(sheets.ask_nurture)
        page.disqualify_requested.connect(sheets.ask_unqualified)
        page.override_requested.connect(sheets.ask_override)
        return page

    def _make_pipeline(self) -> QWidget:
        from ui.views.pipeline import PipelinePage

        page = PipelinePage(self._session)
        page.open_requested.connect(self.record_requested)
        page.export_requested.connect(self.export_requested)
        page.leads_requested.connect(lambda: self.screen_requested.emit("leads"))
        page.win_requested.connect(lambda records: self._openings.sheets.ask_won(records))
        page.lose_requested.connect(lambda records: self._openings.sheets.ask_lost(records))
        page.new_requested.connect(lambda stage: self._openings.sheets.ask_new(stage))
        page.dragging_changed.connect(self._toast.set_over_drop_bar)
        return page

    def _make_opportunity(self) -> QWidget:
        from ui.views.opportunity import OpportunityPage

        page = OpportunityPage(self._session)
        page.open_requested.connect(self.record_requested)
        page.export_requested.connect(self.export_requested)
        page.win_requested.connect(lambda records: self._openings.sheets.ask_won(records))
        page.lose_requested.connect(lambda records: self._openings.sheets.ask_lost(records))
        page.new_requested.connect(lambda: self._openings.sheets.ask_new())
        page.unpromote_requested.connect(self._openings.lead_sheets.ask_unpromote)
        page.board_requested.connect(lambda: self.screen_requested.emit("pipeline"))
        return page

    def _fill_with_sample(self) -> None:
        from salesdesk.services.commands import FillWithSample

        page = self.first_run
        assert page is not None
        page.set_busy(True)
        command = FillWithSample(SAMPLE_LEADS, SAMPLE_OPPORTUNITIES, seed=SAMPLE_SEED)
        task = self._session.run_task(command, self)
        for end in (task.succeeded, task.failed, task.cancelled):
            end.connect(lambda *_: page.set_busy(False))
