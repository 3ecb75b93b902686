"""Telling on the page of a lead which others it looks like, and remembering that they are not the same."""

from __future__ import annotations

from PySide6.QtCore import QObject

from salesdesk.domain.changes import Changes
from salesdesk.queries.duplicates import Candidate
from salesdesk.queries.leads import LeadPage
from salesdesk.services.commands import RememberNotDuplicates
from ui.models.duplicates import DuplicateSearch
from ui.session import DeskSession
from ui.widgets.duplicate_line import DuplicateLine

_COMPARED = (*("first_name", "last_name", "company", "email", "website", "phone", "mobile", "country"), "id")


class LikenessWatch(QObject):
    """Keeps a line true to the lead that is shown; looks again only where something that is compared changed."""

    def __init__(self, session: DeskSession, line: DuplicateLine, parent: QObject) -> None:
        """Fill a line."""
        super().__init__(parent)
        self._session = session
        self.line = line
        self._lead: int | None = None
        self._compared: tuple[object, ...] = ()
        self._search = DuplicateSearch(session, self)
        self._search.found.connect(self._show)
        line.apart_requested.connect(self._keep_apart)

    def show_lead(self, page: LeadPage) -> None:
        """Look what a lead looks like, unless that is known."""
        compared = tuple(getattr(page, name) for name in _COMPARED)
        if compared == self._compared:
            return
        if self._lead != page.id:
            self.line.show_candidates(())
        self._lead, self._compared = page.id, compared
        self._search.look_at(page.id)

    def follow(self, changes: Changes) -> None:
        """Look again where another lead changed that may be alike, or two were told apart."""
        others = changes.of("lead") - {self._lead}
        if self._lead is not None and (others or "lead" in changes.wholesale or changes.touches("not_duplicate")):
            self._search.look_at(self._lead)

    def _show(self, found: list[Candidate]) -> None:
        self.line.show_candidates(found)

    def _keep_apart(self, other: int) -> None:
        named = self.line.shown
        if self._lead is None or named is None:
            return
        if self._session.run(RememberNotDuplicates("lead", (self._lead, other)), self) is not None:
            self._session.notify(self.tr("“{name}” is remembered as somebody else").format(name=named.name), True)
