"""The narrow list of opportunities."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QObject
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.queries import opportunities
from salesdesk.queries.opportunities import OpportunityFilter, OpportunityRow, OpportunitySort
from ui import wording
from ui.models.records import RecordListModel
from ui.session import DeskSession


class OpportunityListModel(RecordListModel[OpportunityRow]):
    """The opportunities that a filter lets through, in a chosen order."""

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start with the open opportunities by stage; `reload` reads them."""
        super().__init__(session, ("opportunity", "account", "stage"), parent)
        self.filter = OpportunityFilter()
        self.order: OpportunitySort = "stage"

    def set_filter(self, chosen: OpportunityFilter) -> None:
        """Show what another filter lets through."""
        if chosen != self.filter:
            self.filter = chosen
            self.reload()

    def set_order(self, order: OpportunitySort) -> None:
        """Put the opportunities in another order."""
        if order != self.order:
            self.order = order
            self.reload()

    @override
    def read_ids(self) -> list[int]:
        """Return the ids of the opportunities shown."""
        return self.session.read(opportunities.opportunity_ids, self.filter, self.order)

    @override
    def read_rows(self, ids: Iterable[int]) -> list[OpportunityRow]:
        """Return the rows of some opportunities."""
        return self.session.read(opportunities.opportunity_rows, ids)

    @override
    def can_find_other_words(self) -> bool:
        """Tell whether words are being looked for."""
        return bool(self.filter.text.strip())

    @override
    def place_key(self, row: OpportunityRow) -> Hashable:
        """Return the stage and what the order looks at."""
        looked_at: dict[OpportunitySort, Hashable] = {
            "stage": row.expected_close,
            "amount": row.amount_minor,
            "expected_close": row.expected_close,
            "name": row.name,
            "newest": row.created_at,
        }
        return row.stage_id, looked_at[self.order]

    @override
    def follow(self, changes: Changes) -> None:
        """Stand in the order of the stages, which a change of them may have changed."""
        if changes.touches("stage", "pipeline") and self.read_ids() != self.ids():
            self.reload()
        else:
            super().follow(changes)

    @override
    def row_text(self, row: OpportunityRow) -> str:
        """Return the row as it is read aloud."""
        text = self.tr("{name}, {account}, {amount}, {stage}, closes {close}")
        today = self.session.now().date()
        return text.format(
            name=row.name,
            account=row.account,
            amount=wording.money_words(row.amount_minor, row.currency),
            stage=row.stage_name,
            close=wording.date_text(row.expected_close, today),
        )
