"""The leads screen: the list, the page of one lead and its activity; or the same leads as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.filters import EVERYTHING, Filter, having_words, narrowed
from salesdesk.queries import lead_table, leads, settings
from salesdesk.services.commands import DeleteLeads, ReopenLead, SetLead
from ui.delegates.record_row import RecordRowDelegate, lead_look
from ui.models.filters import FilterDesk
from ui.models.leads import LeadListModel
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.filters.bar import FilterBar
from ui.views.filters.shown import Shown
from ui.views.record import lead_menus
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.lead_list_pane import LeadListPane
from ui.views.record.lead_menus import ALL_STAGES, lifecycle_part
from ui.views.record.lead_pane import LeadPane
from ui.views.record.lead_steps import take_to
from ui.views.record.page import RecordPage

if TYPE_CHECKING:
    from salesdesk.queries.views import SavedView
    from ui.views.leads_table import LeadsTableArea


class LeadsPage(RecordPage):
    """Leads as list and record, or as a table.

    Signals:
        qualify_requested: int. The lead to qualify.
        import_requested: import leads.
        new_requested: a lead is to be added.
        rules_requested: the scoring rules are to be edited.
        unpromote_requested: int, object. The promotion of a lead into an opportunity is to be taken back.
        merge_requested: list. Leads to make one; of a single one it is asked with which.
        nurture_requested, disqualify_requested: list. Leads are to leave the path, with a sheet.
        override_requested: list, str. Leads are to become SQLs without their evidence; why that needs a reason.
        log_requested: str, int. An activity is to be logged with a record.
        some_export_requested: list. These leads are to be exported.
        shown_changed: layout, filter, order or columns are others: see `shown`.
        save_requested: what is shown is to be kept as a view.
    """

    qualify_requested = Signal(int)
    rules_requested = Signal()
    import_requested = Signal()
    new_requested = Signal()
    unpromote_requested = Signal(int, object)
    merge_requested = Signal(list)
    nurture_requested = Signal(list)
    disqualify_requested = Signal(list)
    override_requested = Signal(list, str)
    log_requested = Signal(str, int)
    some_export_requested = Signal(list)
    shown_changed = Signal()
    save_requested = Signal()

    def __init__(
        self, session: DeskSession, preferences: Preferences | None = None, parent: QWidget | None = None
    ) -> None:
        """Show the open leads in the layout the rep used last: the first of them as a page, or all as rows."""
        super().__init__(session, "lead", parent)
        self.setObjectName("leads_page")
        self._preferences = preferences or Preferences()
        self._currency = session.read(settings.currency)
        self._desk = FilterDesk(session, "lead")
        self._area: LeadsTableArea | None = None
        self._words = ""
        self._came_from_table = False
        self._is_saved = False
        self.layout_key = "list"
        self.chosen_filter: Filter = EVERYTHING
        self.opened_view: int | None = None
        self.model = LeadListModel(session, self)
        self._hours = session.read(settings.working_hours)
        list_pane = self._make_list_pane()
        self.lead_pane = LeadPane(session, self._currency)
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
        session.changed.connect(self._follow_settings)
        if self._preferences.leads_layout == "table":
            self._show("table")
        else:
            self.model.reload()
            self.choose_some()

    def _make_list_pane(self) -> LeadListPane:
        delegate = RecordRowDelegate(lambda row, now: lead_look(row, now, self._hours), self._session.now, self)
        pane = LeadListPane(self.model, delegate, self._desk, self._currency)
        pane.add_requested.connect(self.new_requested)
        pane.count_text = self._count_text
        pane.table_button.clicked.connect(lambda: self.set_layout("table"))
        self._leads_list, self.list_filters = pane, pane.filters
        self.list_filters.filter_changed.connect(self.set_filter)
        self.list_filters.save_requested.connect(self.save_requested)
        self.no_matches = pane.no_matches
        return pane

    def _follow_settings(self, changes: Changes, origin: object) -> None:
        """Let the reply clocks run in the working hours that hold now, and the count be of the leads there are now."""
        if changes.touches("setting"):
            self._hours = self._session.read(settings.working_hours)
            self.list_pane.view.viewport().update()
        if changes.touches("lead") and self.model.filter != EVERYTHING:
            self.list_pane.refresh_count()

    def _record_from(self, dimension: str, activity: int) -> None:
        self.screen_area.show_record_pane()
        self.lead_pane.edit_evidence(dimension, activity)

    def _count_text(self, count: int) -> str:
        from ui.views.leads_table import count_words

        whole = self.model.whole_count() if self.model.filter != EVERYTHING else None
        return count_words(count, whole)

    # Filter and order

    @property
    def filters(self) -> FilterBar:
        """The chips that are seen: those above the table, or those in the list."""
        return self._area.filters if self._area is not None and self.layout_key == "table" else self.list_filters

    def set_filter(self, chosen: Filter) -> None:
        """Show other leads; the page follows where its lead is not among them."""
        self.chosen_filter = chosen
        self._narrow()

    def ask_filter(self) -> None:
        """Ask what else the list is narrowed by."""
        self.list_filters.show()
        self.list_filters.row.open_add_menu()

    def set_order(self, order: leads.LeadSort) -> None:
        """Put the list in another order."""
        self.model.set_order(order)
        self._name_filter()
        self.shown_changed.emit()

    def _narrow(self) -> None:
        """Let what is seen follow the filter; the other layout does when it is seen again."""
        if self._area is not None and self.layout_key == "table":
            self._area.show_filter(self.chosen_filter)
        else:
            self._leads_list.show_filter(self.chosen_filter)
            self.model.set_filter(self._list_filter())
            self._name_filter()
            self.choose_some()
        self.shown_changed.emit()

    def _list_filter(self) -> Filter:
        return narrowed(self.chosen_filter, having_words(self._words)) if self._words.strip() else self.chosen_filter

    def _name_filter(self) -> None:
        said = lead_menus.filter_name(lifecycle_part(self.chosen_filter))
        self.list_pane.set_filter_words(said, lead_menus.order_name(self.model.order))

    # Layouts

    def set_layout(self, key: str) -> None:
        """Show the leads in another layout, with the same one current and the focus there."""
        record = self.current_lead()
        self._show(key)
        self._preferences.leads_layout = key
        self._came_from_table = False
        if record is not None and key == "table":
            self.table_area.table.rows.show_record(record)
        elif record is not None:
            self.list_pane.view.choose(record)
        self.setFocus()

    @property
    def table_area(self) -> LeadsTableArea:
        """The leads as a table, made now if they were not."""
        if self._area is None:
            # Not imported with this module: the list is seen without it.
            from ui.views.leads_table import LeadsTableArea

            area = self._area = LeadsTableArea(self._session, self._desk, self._currency)
            area.hide()
            self._connect_area(area)
            area.filters.set_saved(self._is_saved)
            column = self.layout()
            assert column is not None
            column.addWidget(area)
        return self._area

    def _connect_area(self, area: LeadsTableArea) -> None:
        area.layout_chosen.connect(self.set_layout)
        area.filter_chosen.connect(self.set_filter)
        area.filters.save_requested.connect(self.save_requested)
        area.import_requested.connect(self.import_requested)
        area.new_requested.connect(self.new_requested)
        area.export_requested.connect(self.export_requested)
        table = area.table
        table.open_requested.connect(lambda lead: self.open_requested.emit("lead", lead))
        table.log_requested.connect(lambda lead: self.log_requested.emit("lead", lead))
        for asked, own in (
            (table.qualify_requested, self.qualify_requested),
            (table.nurture_requested, self.nurture_requested),
            (table.disqualify_requested, self.disqualify_requested),
            (table.override_requested, self.override_requested),
            (table.merge_requested, self.merge_requested),
            (table.export_requested, self.some_export_requested),
        ):
            asked.connect(own)
        table.all_requested.connect(self.widen)
        table.arranged.connect(self.shown_changed)

    def _show(self, key: str) -> None:
        self.layout_key = key
        if key == "table":
            if self._words.strip():
                self.chosen_filter, self._words = self._list_filter(), ""
                self.list_pane.close_words()
            area = self.table_area
            self.screen_area.hide()
            area.show()
        else:
            if self._area is not None:
                self._area.hide()
            self.screen_area.show()
            if not self.model.ids():
                self.model.reload()
        self._narrow()

    def leave_record(self) -> None:
        """Show the table again where a lead was opened from it."""
        if self._came_from_table:
            self.set_layout("table")

    def current_lead(self) -> int | None:
        """Return the lead that is current in the layout that shows."""
        return self.table_area.table.rows.current_id() if self.layout_key == "table" else self.record_id

    # Views

    def shown(self) -> Shown:
        """Return what is shown, as far as a view keeps it."""
        if self.layout_key == "table":
            table = self.table_area.table
            return Shown("leads", "table", self.chosen_filter, table.order(), columns=table.shown_columns())
        return Shown("leads", "list", self._list_filter(), (self.model.order,))

    def show_view(self, view: SavedView) -> None:
        """Show what a view keeps."""
        self._words, self._came_from_table = "", False
        self.list_pane.words_field.clear()
        self.chosen_filter = view.filter
        key = "table" if view.layout == "table" else "list"
        if key == "list" and view.sort and view.sort[0] in lead_menus.ORDERS:
            self.model.set_order(view.sort[0])
        self._show(key)
        if key == "table":
            self.table_area.table.set_columns(view.columns)
            self.table_area.table.set_order(view.sort)
        self._preferences.leads_layout = key
        self.opened_view = view.id
        self.shown_changed.emit()

    def set_saved(self, is_saved: bool) -> None:
        """Tell whether what is shown is a view already."""
        self._is_saved = is_saved
        self.list_filters.set_saved(is_saved)
        if self._area is not None:
            self._area.filters.set_saved(is_saved)

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
        self._words = words
        self._narrow()

    @override
    def widen(self) -> None:
        """Show all leads."""
        self._words = ""
        self.list_pane.words_field.clear()
        self.set_filter(ALL_STAGES)

    @override
    def say_why_empty(self) -> None:
        """Say why there is no lead, and what to do."""
        words, pane = self._words.strip(), self.list_pane
        if words:
            state = pane.show_empty(self.tr("No leads match “{words}”").format(words=words), "")
            state.add_button(self.way_on(self.tr("Clear filter"), pane.close_words))
        elif self.chosen_filter not in (EVERYTHING, ALL_STAGES):
            self.no_matches.explain(self.chosen_filter, EVERYTHING)
            pane.put_in_place(self.no_matches)
        elif self._session.read(lead_table.has_leads):
            state = pane.show_empty(self.tr("No open leads"), "")
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
            key.Key_V.value: lambda: self.set_layout("table"),
            key.Key_Delete.value: self.delete,
        }
        for number in range(1, 5):
            found[key.Key_0.value + number] = lambda number=number: self._focus_card(number)  # type: ignore[misc]
        return found

    @override
    def show_record(self, record: int) -> None:
        """Show the page of a lead; Esc in the list leads back to the table it was opened from."""
        if self.layout_key == "table":
            self._show("list")
            self._came_from_table = True
        super().show_record(record)

    @override
    def shown_ids(self) -> list[int]:
        """Return the leads that are shown, in their order."""
        return self.table_area.table.shown_ids() if self.layout_key == "table" else super().shown_ids()

    @override
    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        return [self.table_area] if self.layout_key == "table" else super().panes()

    @override
    def focus_list(self) -> None:
        """Go back to the list; from the list to the table the lead was opened from."""
        if self._came_from_table and self.list_pane.view.hasFocus():
            self.set_layout("table")
        else:
            super().focus_list()

    @override
    def focus_filter(self) -> None:
        """Look for words: in the field of the list, or as a filter of the table."""
        if self.layout_key == "table":
            self.table_area.filters.open_text()
        else:
            super().focus_filter()

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the rows or to the list."""
        if self.layout_key == "table":
            self.table_area.setFocus(reason)
        else:
            super().setFocus(reason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out what no field, list or card took; the keys of the record are for the list alone."""
        if self.layout_key != "table":
            super().keyPressEvent(event)
            return
        is_plain = not event.modifiers() and not event.isAutoRepeat() and self.table_area.is_on_rows()
        if is_plain and event.key() == Qt.Key.Key_L:
            self.set_layout("list")
        elif is_plain and event.key() == Qt.Key.Key_N:
            self.add_lead()
        elif self.table_area.is_on_rows() and event.text() == "/":
            self.focus_filter()
        else:
            event.ignore()

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
            self.nurture_requested.emit([self.record_id])

    def disqualify(self) -> None:
        """Ask why the lead is closed."""
        if self.record_id is not None:
            self.disqualify_requested.emit([self.record_id])

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
        missing = take_to(self._session, page, stage, self)
        if missing:
            self.override_requested.emit([page.id], missing)

    def _focus_card(self, number: int) -> None:
        self.screen_area.show_record_pane()
        self.lead_pane.bant.focus_card(number)
