"""What belongs to an opportunity on its page: people, lines, competitors, attachments, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import deals
from salesdesk.queries.deals import Deal
from salesdesk.queries.opportunities import OpportunityPage as Page
from salesdesk.services.commands import (
    AddCompetitor,
    AddLine,
    AddMember,
    ChangeCompetitor,
    ChangeLine,
    ChangeRole,
    DeleteLine,
    RemoveCompetitor,
    RemoveMember,
    ReorderLines,
)
from ui.session import DeskSession
from ui.views.record.attaching import Attaching
from ui.views.record.attachments import Attachments
from ui.views.record.competitors import Competitors
from ui.views.record.deal_lines import Lines
from ui.views.record.people import People
from ui.views.record.person_picker import PersonPicker

GAP = 22


class DealSections(QWidget):
    """The sections below the evidence.

    Signals: `escaped` when a field was left by Escape and there was nothing to restore.
    """

    escaped = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Start without an opportunity."""
        super().__init__(parent)
        self._session = session
        self._page: Page | None = None
        self.deal = Deal((), (), ())
        self.people, self.lines = People(), Lines()
        self.competitors, self.attachments = Competitors(), Attachments()
        self.attaching = Attaching(session, self.attachments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for section in (self.people, self.lines, self.competitors, self.attachments):
            column.addWidget(section)
        self._connect()

    def _connect(self) -> None:
        self.people.add_requested.connect(self.ask_person)
        self.people.role_chosen.connect(lambda member, role: self._session.run(ChangeRole(member, role), self))
        self.people.removal_requested.connect(self._remove_person)
        self.lines.add_requested.connect(self.add_line)
        self.lines.save_requested.connect(self._save_line)
        self.lines.deletion_requested.connect(self._delete_line)
        self.lines.order_requested.connect(self._reorder)
        self.competitors.name_given.connect(self._add_rival)
        self.competitors.save_requested.connect(self._save_rival)
        self.competitors.removal_requested.connect(self._remove_rival)
        for section in (self.lines, self.competitors):
            section.escaped.connect(self.escaped)

    def show_page(self, page: Page) -> None:
        """Show what belongs to an opportunity."""
        if self._page is not None and self._page.id != page.id:
            self.competitors.show_added()
        self._page = page
        self.deal = self._session.read(deals.deal, page.id)
        self.people.show_people(page.committee)
        self.lines.show_lines(self.deal.lines, page.currency)
        self.competitors.show_rivals(self.deal.competitors, page.competitor if page.stage_kind == "lost" else "")
        self.attaching.show_files(page.id, self.deal.attachments)

    def leave(self) -> None:
        """Save what is being typed."""
        self.lines.leave()
        self.competitors.leave()

    # People.

    def ask_person(self) -> None:
        """Ask who is to have a say."""
        if self._page is None:
            return
        opportunity = self._page.id
        known = self._session.read(deals.askable, opportunity)

        def save(contact: int | None, person: dict[str, object], role: str) -> SalesDeskError | None:
            return self._refusal(AddMember(opportunity, role, contact, person))

        PersonPicker(self.people.add_button, known, save).open_on_person()

    def _remove_person(self, member: int) -> None:
        person = next((one for one in self._page.committee if one.id == member), None) if self._page else None
        if person is not None and self._session.run(RemoveMember(member), self) is not None:
            self._session.notify(self.tr("Took {name} off this opportunity").format(name=person.name), True)

    # Lines.

    def add_line(self) -> None:
        """Add a line and put the cursor into it."""
        if self._page is None:
            return
        fields = {} if self.deal.lines else {"description": self._page.product}
        done = self._session.run(AddLine(self._page.id, fields), self)
        row = self.lines.list.rows.get(done.new_id) if done is not None and done.new_id is not None else None
        if row is not None:
            edit = row.fields["description"].edit
            edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            edit.selectAll()

    def _save_line(self, line: int, key: str, fields: dict[str, object]) -> None:
        row = self.lines.list.rows[line]
        self._save(ChangeLine(line, fields), lambda sentence: row.show_problem(key, sentence))

    def _delete_line(self, line: int) -> None:
        if self._session.run(DeleteLine(line), self) is not None:
            self._session.notify(self.tr("Line deleted"), True)

    def _reorder(self, order: tuple[int, ...]) -> None:
        if self._page is not None:
            self._session.run(ReorderLines(self._page.id, order), self)

    # Competitors.

    def _add_rival(self, name: str) -> None:
        if self._page is None:
            return
        field = self.competitors.new_field
        if self._save(AddCompetitor(self._page.id, name), field.edit.set_error):
            self.competitors.show_added()

    def _save_rival(self, rival: int, key: str, fields: dict[str, object]) -> None:
        row = self.competitors.list.rows[rival]
        self._save(ChangeCompetitor(rival, fields), row.fields[key].edit.set_error)

    def _remove_rival(self, rival: int) -> None:
        known = next((one for one in self.deal.competitors if one.id == rival), None)
        if known is not None and self._session.run(RemoveCompetitor(rival), self) is not None:
            self._session.notify(self.tr("Removed “{name}”").format(name=known.name), True)

    def _save(self, command: ChangeLine | ChangeCompetitor | AddCompetitor, tell: Callable[[str], object]) -> bool:
        refused = self._refusal(command)
        if refused is not None:
            tell(str(refused))
        return refused is None

    def _refusal(self, command: ChangeLine | ChangeCompetitor | AddCompetitor | AddMember) -> SalesDeskError | None:
        try:
            self._session.run(command, self, raises=True)
        except SalesDeskError as refusal:
            return refusal
        return None
