"""The pages of the window: each made when it is first shown, with its wishes connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.main_window.openings import Openings
from ui.session import DeskSession

if TYPE_CHECKING:
    from ui.dialogs.export import Shown
    from ui.views.first_run import FirstRunPage
    from ui.views.leads import LeadsPage
    from ui.views.opportunity import OpportunityPage
    from ui.views.pipeline import PipelinePage
    from ui.views.today.page import TodayPage

SAMPLE_LEADS, SAMPLE_OPPORTUNITIES, SAMPLE_SEED = 38, 18, 1


class Pages(QObject):
    """Makes the pages of a window and asks them what the window needs to know.

    Signals:
        record_requested: str, int. Show a record on its page.
        screen_requested: str. Show another screen.
        log_requested: str, int, str, int. Show a record with its composer on a tab, about a planned activity or 0.
        export_requested: export what is shown.
        dragging_changed: bool. A card is in the hand, or no longer.
    """

    record_requested = Signal(str, int)
    screen_requested = Signal(str)
    log_requested = Signal(str, int, str, int)
    export_requested = Signal()
    dragging_changed = Signal(bool)

    def __init__(self, session: DeskSession, stack: QStackedWidget, openings: Openings) -> None:
        """Put pages into a stack; nothing is made yet."""
        super().__init__(stack)
        self._session = session
        self._stack = stack
        self._openings = openings
        self.first_run: FirstRunPage | None = None
        self.today: TodayPage | None = None
        self.leads: LeadsPage | None = None
        self.pipeline: PipelinePage | None = None
        self.opportunity: OpportunityPage | None = None

    def get(self, name: str) -> QWidget:
        """Return a page by its name, made now if it was not."""
        found: QWidget | None = getattr(self, name)
        if found is None:
            found = {
                "first_run": self._make_first_run,
                "today": self._make_today,
                "leads": self._make_leads,
                "pipeline": self._make_pipeline,
                "opportunity": self._make_opportunity,
            }[name]()
            setattr(self, name, found)
            self._stack.addWidget(found)
        return found

    @property
    def record_page(self) -> LeadsPage | OpportunityPage | None:
        """The page that shows, where it is one of list and record."""
        page = self._stack.currentWidget()
        return next((one for one in (self.leads, self.opportunity) if one is not None and one is page), None)

    def show_record(self, record: int) -> None:
        """Show a record on the page that shows."""
        page = self.record_page or self.pipeline
        if page is not None:
            page.show_record(record)

    def leave_record(self) -> None:
        """Show the page as it was before one of its records was opened."""
        if self.leads is not None and self.record_page is self.leads:
            self.leads.leave_record()

    def show_added(self, kind: str, record: int) -> None:
        """Show a record that was just added: an opportunity on the board where that is open, else on its page."""
        if kind == "opportunity" and self._is_board():
            self.show_record(record)
        else:
            self.record_requested.emit(kind, record)

    def add_record(self) -> None:
        """Begin a new record of the kind the page shows."""
        if self._is_board() and self.pipeline is not None:
            self.pipeline.request_new()
        elif self.opportunity is not None and self.record_page is self.opportunity:
            self._openings.sheets.ask_new()
        else:
            self._openings.lead_sheets.ask_new()

    @property
    def viewed(self) -> PipelinePage | LeadsPage | None:
        """The page that shows, where it can be kept as a view."""
        if self.leads is not None and self.record_page is self.leads:
            return self.leads
        return self.pipeline if self._is_board() else None

    def has_records(self) -> bool:
        """Tell whether the page shows records."""
        return self.record_page is not None or self._is_board()

    def can_find(self) -> bool:
        """Tell whether the page can be filtered."""
        return self.record_page is not None or self._is_board()

    def find(self) -> None:
        """Put the cursor into the filter field of the page."""
        if self.record_page is not None:
            self.record_page.focus_filter()
        elif self.pipeline is not None and self._is_board():
            self.pipeline.focus_filters()

    def log_activity(self, tab: str = "call", activity: int = 0) -> None:
        """Put the cursor into the composer of the record that shows, about a planned activity where one is named."""
        if self.record_page is not None:
            self.record_page.compose(tab, activity)

    def panes(self) -> list[QWidget]:
        """Return the panes of the page that shows, for F6."""
        if self.record_page is not None:
            return self.record_page.panes()
        if self.today is not None and self._stack.currentWidget() is self.today:
            return self.today.panes()
        page = self._stack.currentWidget()
        return [page] if page is not None else []

    def shown(self) -> Shown | None:
        """Return which records the page shows, for export."""
        from ui.dialogs.export import Shown

        if self.leads is not None and self.record_page is self.leads:
            return Shown("leads", tuple(self.leads.shown_ids()), self.tr("Leads"))
        page = self.record_page or (self.pipeline if self._is_board() else None)
        if page is None:
            return None
        return Shown("opportunities", tuple(page.shown_ids()), self.tr("Opportunities"))

    def _is_board(self) -> bool:
        return self.pipeline is not None and self._stack.currentWidget() is self.pipeline

    def _make_first_run(self) -> QWidget:
        from ui.views.first_run import FirstRunPage

        page = FirstRunPage()
        page.import_requested.connect(self._openings.open_import)
        page.sample_requested.connect(self._fill_with_sample)
        page.lead_requested.connect(self.add_record)
        return page

    def _make_today(self) -> QWidget:
        from ui.views.today.page import TodayPage

        page = TodayPage(self._session)
        page.open_requested.connect(self.record_requested)
        page.log_requested.connect(self.log_requested)
        page.leads_requested.connect(lambda: self.screen_requested.emit("leads"))
        return page

    def _make_leads(self) -> QWidget:
        from ui.views.leads import LeadsPage

        page = LeadsPage(self._session)
        page.open_requested.connect(self.record_requested)
        page.qualify_requested.connect(self._openings.open_qualify)
        page.rules_requested.connect(lambda: self._openings.open_score_rules())
        page.import_requested.connect(self._openings.open_import)
        page.export_requested.connect(self.export_requested)
        page.merge_requested.connect(lambda leads: self._openings.capturing.merge(leads))
        sheets = self._openings.lead_sheets
        page.new_requested.connect(sheets.ask_new)
        page.nurture_requested.connect(sheets.ask_nurture)
        page.disqualify_requested.connect(sheets.ask_unqualified)
        page.override_requested.connect(sheets.ask_override)
        page.unpromote_requested.connect(sheets.ask_unpromote)
        page.log_requested.connect(self._openings.activity_requested)
        page.some_export_requested.connect(self._export_leads)
        return page

    def _export_leads(self, ids: list[int]) -> None:
        from ui.dialogs.export import Shown

        self._openings.open_export(Shown("leads", tuple(ids), self.tr("Leads")))

    def _make_pipeline(self) -> QWidget:
        from ui.views.pipeline import PipelinePage

        page = PipelinePage(self._session)
        page.open_requested.connect(self.record_requested)
        page.export_requested.connect(self.export_requested)
        page.leads_requested.connect(lambda: self.screen_requested.emit("leads"))
        page.win_requested.connect(lambda records: self._openings.sheets.ask_won(records))
        page.lose_requested.connect(lambda records: self._openings.sheets.ask_lost(records))
        page.nurture_requested.connect(lambda records: self._openings.sheets.ask_nurture(records))
        page.log_requested.connect(self._openings.activity_requested)
        page.new_requested.connect(lambda stage: self._openings.sheets.ask_new(stage))
        page.details_requested.connect(lambda *given: self._openings.sheets.ask_new(*given))
        page.dragging_changed.connect(self.dragging_changed)
        page.stages_requested.connect(lambda: self._openings.open_stages(page.pipeline_id))
        return page

    def _make_opportunity(self) -> QWidget:
        from ui.views.opportunity import OpportunityPage

        page = OpportunityPage(self._session)
        page.open_requested.connect(self.record_requested)
        page.export_requested.connect(self.export_requested)
        page.board_requested.connect(lambda: self.screen_requested.emit("pipeline"))
        sheets = self._openings.sheets
        page.win_requested.connect(sheets.ask_won)
        page.lose_requested.connect(sheets.ask_lost)
        page.new_requested.connect(sheets.ask_new)
        page.unpromote_requested.connect(self._openings.lead_sheets.ask_unpromote)
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
