"""The leads screen: the list, the page of one lead, and its activity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import NotQualified, SalesDeskError
from salesdesk.queries import leads, settings
from salesdesk.queries.leads import LIFECYCLES, LeadFilter
from salesdesk.services.commands import DeleteLeads, ReopenLead, SetLead, SetLifecycle
from ui import wording
from ui.delegates.record_row import RecordRowDelegate, RowLook, lead_look
from ui.models.leads import LeadListModel
from ui.session import DeskSession
from ui.views.record import lead_menus
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.lead_pane import LeadPane
from ui.views.record.list_pane import ListPane
from ui.views.record.page import RecordPage


class LeadsPage(RecordPage):
    """Leads as list and record.

    Signals:
        qualify_requested: int. The lead to qualify.
        import_requested: import leads.
        new_requested: a lead is to be added.
        rules_requested: the scoring rules are to be edited.
        nurture_requested, disqualify_requested: int. A lead is to leave the path, with its sheet.
        unpromote_requested: int, object. The promotion of a lead into an opportunity is to be taken back.
        merge_requested: list. Leads to make one; of a single one it is asked with which.
        override_requested: int, str. A lead is to become an SQL without its evidence; why that needs a reason.
    """

    qualify_requested = Signal(int)
    rules_requested = Signal()
    import_requested = Signal()
    new_requested = Signal()
    nurture_requested = Signal(int)
    disqualify_requested = Signal(int)
    unpromote_requested = Signal(int, object)
    merge_requested = Signal(list)
    override_requested = Signal(int, str)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Show the open leads, the first of them as a page."""
        super().__init__(session, "lead", parent)
        self.setObjectName("leads_page")
        self.model = LeadListModel(session, self)
        self._hours = session.read(settings.working_hours)
        session.changed.connect(self._follow_hours)
        list_pane = ListPane(self.tr("Leads"), self.model, RecordRowDelegate(self._look_of, session.now, self))
        list_pane.add_button.setToolTip(self.tr("New lead"))
        list_pane.add_button.setAccessibleName(self.tr("New lead"))
        list_pane.words_field.setPlaceholderText(self.tr("Find a lead"))
        list_pane.add_requested.connect(self.new_requested)
        self.lead_pane = LeadPane(session, session.read(settings.currency))
        self.lead_pane.qualify_requested.connect(self.qualify_requested)
        self.lead_pane.rules_requested.connect(self.rules_requested)
        self.lead_pane.step_requested.connect(self._step_to)
        self.lead_pane.menu_requested.connect(lambda point: self.record_menu().popup(point))
        self.lead_pane.way_back_requested.connect(self._go_way_back)
        self.lead_pane.left.connect(self.focus_list)
        self.lead_pane.duplicate_requested.connect(lambda lead: self.open_requested.emit("lead", lead))
        self.lead_pane.merge_requested.connect(self.merge_requested)
        activity = ActivityPane(session, "lead")
        activity.ask_about(lambda: self.lead_pane.dimensions)
        activity.evidence_requested.connect(self._record_from)
        self.assemble(self.model, list_pane, self.lead_pane, activity, self.tr("Select a lead"))
        list_pane.set_menus(lead_menus.filter_menu(self, self), lead_menus.order_menu(self, self))
        self._name_filter()
        self.model.reload()
        self.choose_some()

    def _look_of(self, row: leads.LeadRow, now: datetime) -> RowLook:
        return lead_look(row, now, self._hours)

    def _follow_hours(self, changes: Changes, origin: object) -> None:
        """Let the reply clocks run in the working hours that hold now."""
        if changes.touches("setting"):
            self._hours = self._session.read(settings.working_hours)
            self.list_pane.view.viewport().update()

    def _record_from(self, dimension: str, activity: int) -> None:
        self.screen_area.show_record_pane()
        self.lead_pane.edit_evidence(dimension, activity)

    def set_filter(self, chosen: LeadFilter) -> None:
        """Narrow the list to other leads; the page follows where its lead is not among them."""
        self.model.set_filter(chosen)
        self._name_filter()
        self.choose_some()

    def set_order(self, order: leads.LeadSort) -> None:
        """Put the list in another order."""
        self.model.set_order(order)
        self._name_filter()

    def _name_filter(self) -> None:
        self.list_pane.set_filter_words(
            lead_menus.filter_name(self.model.filter.lifecycles), lead_menus.order_name(self.model.order)
        )

    # What the page does as every record page.

    @override
    def show_pane(self, record: int) -> str | None:
        """Show a lead in the middle."""
        is_there = self.lead_pane.show_lead(record)
        return self.lead_pane.page.name if is_there and self.lead_pane.page is not None else None

    @override
    def refresh_pane(self, changes: Changes) -> str:
        """Read the lead anew where it changed."""
        self.lead_pane.refresh_after(changes)
        return self.lead_pane.page.name if self.lead_pane.page is not None else ""

    @override
    def find_words(self, words: str) -> None:
        """Narrow the list to leads with these words."""
        self.set_filter(LeadFilter(self.model.filter.lifecycles, words))

    @override
    def widen(self) -> None:
        """Show all leads."""
        self.set_filter(LeadFilter(LIFECYCLES))

    @override
    def say_why_empty(self) -> None:
        """Say why there is no lead, and what to do."""
        words = self.model.filter.text.strip()
        pane = self.list_pane
        if words:
            state = pane.show_empty(self.tr("No leads match “{words}”").format(words=words), "")
            state.add_button(self.way_on(self.tr("Clear filter"), pane.close_words))
        elif self._session.read(leads.lead_count, LeadFilter(LIFECYCLES)):
            state = pane.show_empty(self.tr("No such leads"), "")
            state.add_button(self.way_on(self.tr("Show all leads"), self.widen))
        else:
            state = pane.show_empty(self.tr("No leads yet"), "")
            state.add_button(self.way_on(self.tr("Import leads"), self.import_requested.emit))
            state.add_button(self.way_on(self.tr("New lead"), self.add_lead))

    @override
    def record_menu(self) -> QMenu:
        """Return the menu of the lead."""
        return lead_menus.record_menu(self, self)

    @override
    def focus_first_field(self) -> None:
        """Put the cursor into the first field of the lead."""
        self.lead_pane.form.focus_first()

    @override
    def own_keys(self) -> dict[int, Callable[[], object]]:
        """Return the keys of a lead."""
        key = Qt.Key
        found: dict[int, Callable[[], object]] = {
            key.Key_Q.value: self.lead_pane.qualify,
            key.Key_S.value: self.lead_pane.explain_score,
            key.Key_N.value: self.add_lead,
            key.Key_M.value: self._merge_or_mail,
            key.Key_Delete.value: self.delete,
        }
        for number in range(1, 5):
            found[key.Key_0.value + number] = lambda number=number: self._focus_card(number)  # type: ignore[misc]
        return found

    # What can be done with a lead.

    def add_lead(self) -> None:
        """Ask for a new lead."""
        self.new_requested.emit()

    def unpromote(self) -> None:
        """Ask whether the promotion of the lead is to be taken back."""
        page = self.lead_pane.page
        if page is not None and page.opportunity_id is not None:
            self.unpromote_requested.emit(page.opportunity_id, page.id)

    def show_opportunity(self) -> None:
        """Show what the lead became."""
        page = self.lead_pane.page
        if page is not None and page.opportunity_id is not None:
            self.open_requested.emit("opportunity", page.opportunity_id)

    def nurture(self) -> None:
        """Ask when the lead comes back, and why it waits."""
        if self.record_id is not None:
            self.nurture_requested.emit(self.record_id)

    def disqualify(self) -> None:
        """Ask why the lead is closed."""
        if self.record_id is not None:
            self.disqualify_requested.emit(self.record_id)

    def reopen(self) -> None:
        """Take the lead back to the path."""
        if self.record_id is not None:
            self._session.run(ReopenLead(self.record_id), self)

    def set_high_intent(self, wanted: bool) -> None:
        """Say whether the lead asked for a demo or a call back."""
        if self.record_id is not None:
            self._session.run(SetLead(self.record_id, {"high_intent": wanted}), self)

    def delete(self) -> None:
        """Put the lead in the trash."""
        page = self.lead_pane.page
        if self.record_id is None or page is None:
            return
        if self._session.run(DeleteLeads((self.record_id,)), self) is not None:
            self._session.notify(self.tr("Deleted “{name}”").format(name=page.name), True)

    def merge(self) -> None:
        """Ask with which leads this one is merged."""
        if self.record_id is not None:
            self.merge_requested.emit([self.record_id])

    def _merge_or_mail(self) -> None:
        """Merge where the list has the focus, as in the table; on the record M is for mail."""
        if self.list_pane.view.hasFocus():
            self.merge()
        else:
            self.compose("email")

    def _go_way_back(self) -> None:
        page = self.lead_pane.page
        if page is not None and page.lifecycle == "opportunity":
            self.show_opportunity()
        else:
            self.reopen()

    def _step_to(self, stage: str) -> None:
        page = self.lead_pane.page
        if page is None:
            return
        if stage == "opportunity":
            self.lead_pane.qualify()
            return
        try:
            self._session.run(SetLifecycle(page.id, stage), self, raises=True)
        except NotQualified as refusal:
            self.override_requested.emit(page.id, str(refusal))
        except SalesDeskError as refusal:
            self._session.refused.emit(str(refusal))
        else:
            text = self.tr("Moved “{name}” to {stage}")
            self._session.notify(text.format(name=page.name, stage=wording.lifecycle_word(stage)), True)

    def _focus_card(self, number: int) -> None:
        self.screen_area.show_record_pane()
        self.lead_pane.bant.focus_card(number)
