"""The page of an opportunity: the list of opportunities, the chosen one, and its activity."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.queries import settings
from salesdesk.queries.opportunities import OpportunityFilter, OpportunitySort
from salesdesk.services.commands import DeleteOpportunities, MoveOpportunities, ReopenOpportunity
from ui.delegates.record_row import RecordRowDelegate, opportunity_look
from ui.models.opportunities import OpportunityListModel
from ui.session import DeskSession
from ui.views.record import opportunity_menus
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.list_pane import ListPane
from ui.views.record.opportunity_pane import OpportunityPane
from ui.views.record.page import RecordPage
from ui.widgets.button import IconButton


class OpportunityPage(RecordPage):
    """Opportunities as list and record.

    Signals:
        win_requested, lose_requested: list. These opportunities are to be closed, each with its sheet.
        new_requested: an opportunity is to be added.
        unpromote_requested: int, object. The promotion of an opportunity is to be taken back, or of one of its leads.
        board_requested: back to the board.
    """

    win_requested = Signal(list)
    lose_requested = Signal(list)
    new_requested = Signal()
    unpromote_requested = Signal(int, object)
    board_requested = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Show the open opportunities, the first of them as a page."""
        super().__init__(session, "opportunity", parent)
        self.setObjectName("opportunity_page")
        self.model = OpportunityListModel(session, self)
        list_pane = ListPane(self.tr("Pipeline"), self.model, RecordRowDelegate(opportunity_look, session.now, self))
        list_pane.add_button.setToolTip(self.tr("New opportunity"))
        list_pane.add_button.setAccessibleName(self.tr("New opportunity"))
        list_pane.words_field.setPlaceholderText(self.tr("Find an opportunity"))
        list_pane.add_requested.connect(self.new_requested)
        self.board_button = IconButton("columns", self.tr("Back to the board"))
        self.board_button.setObjectName("list_board")
        self.board_button.clicked.connect(self.board_requested)
        list_pane.put_first(self.board_button)
        self.opportunity_pane = OpportunityPane(session, session.read(settings.currency))
        self._connect_pane()
        activity = ActivityPane(session, "opportunity")
        activity.ask_about(lambda: self.opportunity_pane.dimensions)
        activity.evidence_requested.connect(self._record_from)
        self.assemble(self.model, list_pane, self.opportunity_pane, activity, self.tr("Select an opportunity"))
        list_pane.set_menus(opportunity_menus.filter_menu(self, self), opportunity_menus.order_menu(self, self))
        self._name_filter()
        self.model.reload()
        self.choose_some()

    def _connect_pane(self) -> None:
        pane = self.opportunity_pane
        pane.win_requested.connect(lambda record: self.win_requested.emit([record]))
        pane.lose_requested.connect(lambda record: self.lose_requested.emit([record]))
        pane.reopen_requested.connect(lambda _record: self.reopen())
        pane.lead_requested.connect(lambda lead: self.open_requested.emit("lead", lead))
        pane.return_requested.connect(self.unpromote)
        pane.step_requested.connect(self.move_to)
        pane.menu_requested.connect(lambda point: self.record_menu().popup(point))
        pane.left.connect(self.focus_list)

    def _record_from(self, dimension: str, activity: int) -> None:
        self.screen_area.show_record_pane()
        self.opportunity_pane.edit_evidence(dimension, activity)

    def set_filter(self, chosen: OpportunityFilter) -> None:
        """Narrow the list to other opportunities; the page follows where its own is not among them."""
        self.model.set_filter(chosen)
        self._name_filter()
        self.choose_some()

    def set_order(self, order: OpportunitySort) -> None:
        """Put the list in another order."""
        self.model.set_order(order)
        self._name_filter()

    def _name_filter(self) -> None:
        self.list_pane.set_filter_words(
            opportunity_menus.filter_name(self.model.filter.closing), opportunity_menus.order_name(self.model.order)
        )

    # What the page does as every record page.

    @override
    def show_pane(self, record: int) -> str | None:
        """Show an opportunity in the middle."""
        is_there = self.opportunity_pane.show_opportunity(record)
        page = self.opportunity_pane.page
        return page.name if is_there and page is not None else None

    @override
    def refresh_pane(self, changes: Changes) -> str:
        """Read the opportunity anew where it changed."""
        self.opportunity_pane.refresh_after(changes)
        return self.opportunity_pane.page.name if self.opportunity_pane.page is not None else ""

    @override
    def find_words(self, words: str) -> None:
        """Narrow the list to opportunities with these words in their name or their account’s."""
        self.set_filter(OpportunityFilter(self.model.filter.closing, words))

    @override
    def widen(self) -> None:
        """Show all opportunities."""
        self.set_filter(OpportunityFilter("all"))

    @override
    def say_why_empty(self) -> None:
        """Say why there is no opportunity, and what to do."""
        words = self.model.filter.text.strip()
        pane = self.list_pane
        if words:
            state = pane.show_empty(self.tr("No opportunities match “{words}”").format(words=words), "")
            state.add_button(self.way_on(self.tr("Clear filter"), pane.close_words))
        elif self.model.filter.closing != "all":
            state = pane.show_empty(self.tr("No such opportunities"), "")
            state.add_button(self.way_on(self.tr("Show all opportunities"), self.widen))
        else:
            state = pane.show_empty(self.tr("No opportunities yet"), "")
            state.add_button(self.way_on(self.tr("New opportunity"), self.add_opportunity))

    @override
    def record_menu(self) -> QMenu:
        """Return the menu of the opportunity."""
        return opportunity_menus.record_menu(self, self)

    @override
    def focus_first_field(self) -> None:
        """Put the cursor into the first field of the opportunity."""
        self.opportunity_pane.form.focus_first()

    @override
    def own_keys(self) -> dict[int, Callable[[], object]]:
        """Return the keys of an opportunity."""
        key = Qt.Key
        found: dict[int, Callable[[], object]] = {
            key.Key_W.value: self.opportunity_pane.win,
            key.Key_L.value: self.opportunity_pane.lose,
            key.Key_N.value: self.add_opportunity,
            key.Key_Delete.value: self.delete,
        }
        for number in range(1, 5):
            found[key.Key_0.value + number] = lambda number=number: self._focus_row(number)  # type: ignore[misc]
        return found

    # What can be done with an opportunity.

    def add_opportunity(self) -> None:
        """Ask for a new opportunity."""
        self.new_requested.emit()

    def move_to(self, stage_id: int) -> None:
        """Take the opportunity to another stage; Won and Lost ask first."""
        page = self.opportunity_pane.page
        if page is None or self.record_id is None:
            return
        stage = next((stay for stay in page.stays if stay.id == stage_id), None)
        if stage is None:
            return
        if stage.kind != "open":
            (self.opportunity_pane.win if stage.kind == "won" else self.opportunity_pane.lose)()
        elif self._session.run(MoveOpportunities((page.id,), stage_id), self) is not None:
            self._session.notify(self.tr("Moved “{name}” to {stage}").format(name=page.name, stage=stage.name), True)

    def reopen(self) -> None:
        """Take a closed opportunity back to where it stood."""
        page = self.opportunity_pane.page
        if page is not None and self._session.run(ReopenOpportunity(page.id), self) is not None:
            self._session.notify(self.tr("Reopened “{name}”").format(name=page.name), True)

    def unpromote(self, lead: int | None = None) -> None:
        """Ask whether the promotion is to be taken back, of all its leads or of one."""
        if self.record_id is not None:
            self.unpromote_requested.emit(self.record_id, lead)

    def delete(self) -> None:
        """Put the opportunity in the trash."""
        page = self.opportunity_pane.page
        if self.record_id is None or page is None:
            return
        if self._session.run(DeleteOpportunities((self.record_id,)), self) is not None:
            self._session.notify(self.tr("Deleted “{name}”").format(name=page.name), True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Attach what is pasted; text fields take their own first."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.record_id is not None:
            if self.opportunity_pane.deal.attaching.paste():
                self.screen_area.show_record_pane()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _focus_row(self, number: int) -> None:
        self.screen_area.show_record_pane()
        self.opportunity_pane.bant.focus_row(number)
