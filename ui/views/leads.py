"""The leads screen: the list, the page of one lead, and its activity."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import NotQualified, SalesDeskError
from salesdesk.queries import leads, settings
from salesdesk.queries.leads import LIFECYCLES, LeadFilter
from salesdesk.services.commands import DeleteLeads, ReopenLead, SetLead, SetLifecycle
from ui import wording
from ui.delegates.record_row import RecordRowDelegate, lead_look
from ui.models.leads import LeadListModel
from ui.session import DeskSession
from ui.views.record import lead_menus
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.lead_pane import LeadPane
from ui.views.record.list_pane import ListPane
from ui.views.record.screen import RecordScreen
from ui.widgets.button import Button

COMPOSER_KEYS = {
    Qt.Key.Key_C.value: "call",
    Qt.Key.Key_M.value: "email",
    Qt.Key.Key_O.value: "meeting",
    Qt.Key.Key_G.value: "note",
    Qt.Key.Key_T.value: "task",
    Qt.Key.Key_A.value: "call",
}


class LeadsPage(QWidget):
    """Leads as list and record.

    Signals:
        open_requested: str, int. Kind and id of a record to show on its page.
        qualify_requested: int. The lead to qualify.
        import_requested: import leads.
        export_requested: export what is shown.
        new_requested: a lead is to be added.
        nurture_requested, disqualify_requested: int. A lead is to leave the path, with its sheet.
        override_requested: int, str. A lead is to become an SQL without its evidence; why that needs a reason.
    """

    open_requested = Signal(str, int)
    qualify_requested = Signal(int)
    import_requested = Signal()
    export_requested = Signal()
    new_requested = Signal()
    nurture_requested = Signal(int)
    disqualify_requested = Signal(int)
    override_requested = Signal(int, str)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Show the open leads, the first of them as a page."""
        super().__init__(parent)
        self.setObjectName("leads_page")
        self._session = session
        self.has_single_keys = True
        self.model = LeadListModel(session, self)
        self.list_pane = ListPane(self.tr("Leads"), self.model, RecordRowDelegate(lead_look, session.now, self))
        self.list_pane.add_button.setToolTip(self.tr("New lead"))
        self.list_pane.add_button.setAccessibleName(self.tr("New lead"))
        self.list_pane.words_field.setPlaceholderText(self.tr("Find a lead"))
        self.lead_pane = LeadPane(session, session.read(settings.currency))
        self.activity_pane = ActivityPane(session, "lead")
        self.screen_area = RecordScreen(self.list_pane, self.lead_pane, self.activity_pane, self.tr("Select a lead"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen_area)
        self._connect()
        self._keys = self._single_keys()
        self.list_pane.set_menus(lead_menus.filter_menu(self), lead_menus.order_menu(self))
        self._name_filter()
        self.model.reload()
        self.list_pane.view.choose_first()

    def _connect(self) -> None:
        pane, view = self.list_pane, self.list_pane.view
        view.record_chosen.connect(self._show)
        view.entered.connect(self._enter_record)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu_in_list)
        pane.add_requested.connect(self.new_requested)
        pane.words_changed.connect(self._find)
        self.model.count_changed.connect(self._on_count_changed)
        lead = self.lead_pane
        lead.qualify_requested.connect(self.qualify_requested)
        lead.step_requested.connect(self._step_to)
        lead.menu_requested.connect(lambda point: lead_menus.record_menu(self).popup(point))
        lead.left.connect(self.focus_list)
        composer = self.activity_pane.composer
        composer.left.connect(self.focus_list)
        composer.saved.connect(self._on_logged)
        self._session.changed.connect(self._on_changed)

    # Which leads, and which of them.

    @property
    def lead_id(self) -> int | None:
        """Return the lead whose page is shown."""
        return self.lead_pane.lead_id if self.screen_area.is_chosen else None

    def show_record(self, lead_id: int) -> None:
        """Show the page of a lead, whatever the list was narrowed to."""
        if not self.list_pane.view.choose(lead_id):
            self.set_filter(LeadFilter(LIFECYCLES))
            self.list_pane.view.choose(lead_id)
        self.screen_area.show_record_pane()

    def shown_ids(self) -> list[int]:
        """Return the leads of the list in their order."""
        return list(self.model.ids())

    def set_filter(self, chosen: LeadFilter) -> None:
        """Narrow the list to other leads; the page follows where its lead is not among them."""
        self.model.set_filter(chosen)
        self._name_filter()
        if self.list_pane.view.current_id() is None:
            self.list_pane.view.choose_first()

    def set_order(self, order: leads.LeadSort) -> None:
        """Put the list in another order."""
        self.model.set_order(order)
        self._name_filter()

    def _name_filter(self) -> None:
        self.list_pane.set_filter_words(
            lead_menus.filter_name(self.model.filter.lifecycles), lead_menus.order_name(self.model.order)
        )

    def _find(self, words: str) -> None:
        self.set_filter(LeadFilter(self.model.filter.lifecycles, words))

    def _show(self, record: int) -> None:
        is_there = self.lead_pane.show_lead(record)
        page = self.lead_pane.page
        name = page.name if page is not None else ""
        self.activity_pane.show_record(record if is_there else None, name)
        self.screen_area.show_chosen(is_there)

    def _on_count_changed(self, count: int) -> None:
        if count:
            return
        self.screen_area.show_chosen(False)
        self.activity_pane.show_record(None)
        self._say_why_empty()

    def _say_why_empty(self) -> None:
        words = self.model.filter.text.strip()
        everything = LeadFilter(LIFECYCLES)
        if words:
            state = self.list_pane.show_empty(self.tr("No leads match “{words}”").format(words=words), "")
            state.add_button(self._way_on(self.tr("Clear filter"), self.list_pane.close_words))
        elif self._session.read(leads.lead_count, everything):
            state = self.list_pane.show_empty(self.tr("No such leads"), "")
            state.add_button(self._way_on(self.tr("Show all leads"), lambda: self.set_filter(everything)))
        else:
            state = self.list_pane.show_empty(self.tr("No leads yet"), "")
            state.add_button(self._way_on(self.tr("Import leads"), self.import_requested.emit))
            state.add_button(self._way_on(self.tr("New lead"), self.new_requested.emit))

    def _way_on(self, text: str, act: Callable[[], object]) -> Button:
        button = Button(text)
        button.clicked.connect(lambda: act())
        return button

    def _on_changed(self, changes: Changes, origin: object) -> None:
        lead_id = self.lead_id
        if lead_id is None:
            if self.model.rowCount() and self.list_pane.view.current_id() is None:
                self.list_pane.view.choose_first()
            return
        self.lead_pane.refresh_after(changes)
        if self.lead_pane.page is not None and lead_id in changes.of("lead"):
            self.activity_pane.rename(lead_id, self.lead_pane.page.name)

    # What can be done with a lead.

    def reopen(self) -> None:
        """Take the lead back to the path."""
        if self.lead_id is not None:
            self._session.run(ReopenLead(self.lead_id), self)

    def set_high_intent(self, wanted: bool) -> None:
        """Say whether the lead asked for a demo or a call back."""
        if self.lead_id is not None:
            self._session.run(SetLead(self.lead_id, {"high_intent": wanted}), self)

    def delete(self) -> None:
        """Put the lead in the trash."""
        page = self.lead_pane.page
        if self.lead_id is None or page is None:
            return
        if self._session.run(DeleteLeads((self.lead_id,)), self) is not None:
            self._session.notify(self.tr("Deleted “{name}”").format(name=page.name), True)

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

    def _open_menu_in_list(self, point: QPoint) -> None:
        view = self.list_pane.view
        is_on_row = view.indexAt(point).isValid()
        where = point if is_on_row else view.visualRect(view.currentIndex()).center()
        if view.currentIndex().isValid():
            lead_menus.record_menu(self).popup(view.viewport().mapToGlobal(where))

    # Focus and keys.

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Hand the focus to the list."""
        self.list_pane.view.setFocus(reason)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        return self.screen_area.panes()

    def focus_list(self) -> None:
        """Go back to the list."""
        self.list_pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self.list_pane.open_words()

    def compose(self, tab: str) -> None:
        """Put the cursor into the composer, on a tab."""
        if self.lead_id is not None:
            self.screen_area.show_activity_pane()
            self.activity_pane.composer.open_tab(tab)

    def _enter_record(self) -> None:
        if self.lead_id is not None:
            self.screen_area.show_record_pane()
            self.lead_pane.form.focus_first()

    def _on_logged(self, wants_next: bool) -> None:
        if wants_next:
            self.list_pane.view.choose_beside(1)

    def _focus_card(self, number: int) -> None:
        self.screen_area.show_record_pane()
        self.lead_pane.bant.focus_card(number)

    def _single_keys(self) -> dict[int, Callable[[], object]]:
        key = Qt.Key
        found: dict[int, Callable[[], object]] = {
            key.Key_Q.value: self.lead_pane.qualify,
            key.Key_S.value: self.lead_pane.explain_score,
            key.Key_J.value: lambda: self.list_pane.view.choose_beside(1),
            key.Key_K.value: lambda: self.list_pane.view.choose_beside(-1),
            key.Key_E.value: self._enter_record,
            key.Key_N.value: self.new_requested.emit,
            key.Key_Delete.value: self.delete,
            key.Key_Slash.value: self.focus_filter,
        }
        for number in range(1, 5):
            found[key.Key_0.value + number] = lambda number=number: self._focus_card(number)  # type: ignore[misc]
        for code, tab in COMPOSER_KEYS.items():
            found[code] = lambda tab=tab: self.compose(tab)  # type: ignore[misc]
        return found

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out the single-key commands that no field, list or card took."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._keys.get(event.key())
        if event.key() == Qt.Key.Key_Escape and not modifiers:
            self.focus_list()
        elif event.key() == Qt.Key.Key_F and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.focus_filter()
        elif act is not None and self._is_plain(event, modifiers) and not event.isAutoRepeat():
            act()
        else:
            super().keyPressEvent(event)

    def _is_plain(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        if event.key() == Qt.Key.Key_Slash:
            # Some keyboards type the slash with Shift.
            modifiers &= ~Qt.KeyboardModifier.ShiftModifier
        return not modifiers and (self.has_single_keys or event.key() == Qt.Key.Key_Delete)
