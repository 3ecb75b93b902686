"""Pairs of leads that may be one person, the surest first; names in pages as they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from salesdesk.queries import duplicates
from salesdesk.queries.leads import LeadRow, lead_rows
from salesdesk.services.duplicate_scan import Duplicate
from ui.models.records import ROW_ROLE
from ui.session import DeskSession

PAGE = 100
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PairRow:
    """What a row shows: the pair, and both leads where they are there."""

    pair: Duplicate
    first: LeadRow | None
    second: LeadRow | None


class DuplicatePairsModel(QAbstractListModel):
    """What a search found, without the pairs that were settled since; an undo brings them back."""

    def __init__(self, session: DeskSession, parent: QObject) -> None:
        """Start without pairs."""
        super().__init__(parent)
        self._session = session
        self._found: dict[tuple[int, int], Duplicate] = {}
        self._pairs: list[tuple[int, int]] = []
        self._leads: dict[int, LeadRow] = {}

    def show_found(self, found: Sequence[Duplicate]) -> None:
        """Show what a search found."""
        self._found = {(one.first, one.second): one for one in found}
        self.refresh()

    def refresh(self) -> None:
        """Read anew which pairs are still open."""
        self.beginResetModel()
        self._leads.clear()
        self._pairs = self._session.read(duplicates.still_open, list(self._found)) if self._found else []
        self.endResetModel()

    def row_at(self, place: int) -> PairRow | None:
        """Return the row at a place, reading the page around it if need be."""
        if not 0 <= place < len(self._pairs):
            return None
        pair = self._found[self._pairs[place]]
        if pair.first not in self._leads or pair.second not in self._leads:
            start = place - place % PAGE
            wanted = {lead for one in self._pairs[start : start + PAGE] for lead in one}
            self._leads |= {row.id: row for row in self._session.read(lead_rows, sorted(wanted))}
        return PairRow(pair, self._leads.get(pair.first), self._leads.get(pair.second))

    def place_of(self, pair: tuple[int, int]) -> int | None:
        """Return where a pair stands, or None where it is not open."""
        return self._pairs.index(pair) if pair in self._pairs else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many pairs are open."""
        return 0 if parent.isValid() else len(self._pairs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or its text."""
        if not index.isValid() or role not in (
            *(ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole),
        ):
            return None
        row = self.row_at(index.row())
        if row is None or role == ROW_ROLE:
            return row
        words = self.tr("{one} and {other}. {reasons}")
        return words.format(one=who(row.first), other=who(row.second), reasons=" ".join(row.pair.reasons))


def who(lead: LeadRow | None) -> str:
    """Return what a lead is called with its company."""
    if lead is None:
        return ""
    return ", ".join(dict.fromkeys(part for part in (lead.name, lead.company) if part))
