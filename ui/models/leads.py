"""The list of leads."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QObject
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING, Condition, Filter
from salesdesk.queries import leads
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.leads import LeadRow, LeadSort
from ui import wording
from ui.models.records import RecordListModel
from ui.session import DeskSession


class LeadListModel(RecordListModel[LeadRow]):
    """The leads that a filter lets through, in a chosen order."""

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start with the open leads, highest score first; `reload` reads them."""
        super().__init__(session, ("lead",), parent)
        self.filter: Filter = EVERYTHING
        self.order: LeadSort = "score"

    def set_filter(self, chosen: Filter) -> None:
        """Show what another filter lets through."""
        if chosen != self.filter:
            self.filter = chosen
            self.reload()

    def set_order(self, order: LeadSort) -> None:
        """Put the leads in another order."""
        if order != self.order:
            self.order = order
            self.reload()

    @override
    def read_ids(self) -> list[int]:
        """Return the ids of the leads shown."""
        return self.session.read(leads.lead_ids, self._wanted(), self.order)

    @override
    def read_rows(self, ids: Iterable[int]) -> list[LeadRow]:
        """Return the rows of some leads."""
        return self.session.read(leads.lead_rows, ids)

    @override
    def can_find_other_words(self) -> bool:
        """Tell whether more is asked than in which lifecycle stage a lead is."""
        is_plain = isinstance(self.filter, Condition) and self.filter.field == "lifecycle"
        return self.filter != EVERYTHING and not is_plain

    def whole_count(self) -> int:
        """Return how many leads the filter draws from."""
        return self.session.read(leads.whole_count, self._wanted())

    def _wanted(self) -> Wanted:
        return Wanted(self.filter, self.session.now())

    @override
    def place_key(self, row: LeadRow) -> Hashable:
        """Return lifecycle stage and what the order looks at."""
        looked_at: dict[LeadSort, Hashable] = {
            "score": row.score,
            "name": row.name,
            "newest": row.created_at,
            "company": (row.company, row.name),
            "lifecycle": row.score,
        }
        return row.lifecycle, row.wake_on, looked_at[self.order]

    @override
    def row_text(self, row: LeadRow) -> str:
        """Return the row as it is read aloud."""
        text = self.tr("{name}, {company}, score {score}, {lifecycle}")
        return text.format(
            name=row.name, company=row.company, score=row.score, lifecycle=wording.lifecycle_word(row.lifecycle)
        )
