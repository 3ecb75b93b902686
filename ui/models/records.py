"""The records of a narrow list: ids at once, rows in pages as they are painted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from salesdesk.domain.changes import Changes
from ui.session import DeskSession

PAGE = 64
ROWS_KEPT = 6000
# Beyond so many changed records one reset costs less than moving them one by one.
MOVED_SINGLY = 24
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class Identified(Protocol):
    """A row of a record."""

    @property
    def id(self) -> int:
        """Return the record's id."""


R = TypeVar("R", bound=Identified)


class RecordListModel(QAbstractListModel, Generic[R]):
    """Every record of one kind that a filter lets through, in order. Never resets for a change of a few records.

    Signals: `count_changed` with the true number of records.
    """

    count_changed = Signal(int)

    def __init__(self, session: DeskSession, kinds: tuple[str, ...], parent: QObject | None = None) -> None:
        """Listen to the session; the first of the kinds is the record's own, the others show on its rows."""
        super().__init__(parent)
        self.session = session
        self._kinds = kinds
        self._ids: list[int] = []
        self._places: dict[int, int] | None = None
        self._rows: dict[int, R] = {}
        session.changed.connect(self._on_changed)

    @abstractmethod
    def read_ids(self) -> list[int]:
        """Return the ids of all records, in order."""

    @abstractmethod
    def read_rows(self, ids: Iterable[int]) -> list[R]:
        """Return the rows of some records."""

    @abstractmethod
    def place_key(self, row: R) -> Hashable:
        """Return what decides whether and where a row stands; as long as it is the same, the row stays."""

    @abstractmethod
    def row_text(self, row: R) -> str:
        """Return the row as one sentence."""

    def can_find_other_words(self) -> bool:
        """Tell whether a change of any field may let a record in or out."""
        return False

    def ids(self) -> list[int]:
        """Return the ids in order; do not change them."""
        return self._ids

    def reload(self) -> None:
        """Read everything anew."""
        self.beginResetModel()
        self._rows.clear()
        self._set_ids(self.read_ids() if self.session.is_open else [])
        self.endResetModel()
        self.count_changed.emit(len(self._ids))

    def place_of(self, record: int) -> int | None:
        """Return the row of a record, or None where it is not in the list."""
        if self._places is None:
            self._places = {found: place for place, found in enumerate(self._ids)}
        return self._places.get(record)

    def row_at(self, place: int) -> R | None:
        """Return the row at a place, reading the page around it if need be."""
        record = self._ids[place]
        if record not in self._rows:
            if len(self._rows) > ROWS_KEPT:
                self._rows.clear()
            start = place - place % PAGE
            for row in self.read_rows(self._ids[start : start + PAGE]):
                self._rows[row.id] = row
        return self._rows.get(record)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many records there are."""
        return 0 if parent.isValid() else len(self._ids)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, its id, or its text."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role not in (ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        if row is None or role == ROW_ROLE:
            return row
        return self.row_text(row)

    def _set_ids(self, ids: list[int]) -> None:
        self._ids = ids
        self._places = None

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        self.follow(changes)

    def follow(self, changes: Changes) -> None:
        """Read anew what changed, and move, add or remove only what has to."""
        if any(kind in changes.wholesale for kind in self._kinds):
            self.reload()
            return
        changed = changes.of(self._kinds[0])
        if not changed:
            if any(changes.of(kind) for kind in self._kinds[1:]):
                self._rows.clear()
                if self._ids:
                    self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
            return
        fresh = {row.id: row for row in self.read_rows(changed)}
        stays = not self.can_find_other_words() and all(self._stays(record, fresh) for record in changed)
        for record in changed:
            self._rows.pop(record, None)
        self._rows.update(fresh)
        if not stays:
            self._rearrange(self.read_ids(), changed)
        for record in changed:
            place = self.place_of(record)
            if place is not None:
                self.dataChanged.emit(self.index(place), self.index(place))

    def _stays(self, record: int, fresh: dict[int, R]) -> bool:
        before, after = self._rows.get(record), fresh.get(record)
        return before is not None and after is not None and self.place_key(before) == self.place_key(after)

    def _rearrange(self, wanted: list[int], changed: frozenset[int]) -> None:
        """Bring the list to the wanted ids by single removals, moves and insertions, or all at once."""
        if wanted == self._ids:
            return
        wanted_set = set(wanted)
        removed = [record for record in self._ids if record not in wanted_set]
        before = set(self._ids)
        added = [record for record in wanted if record not in before]
        if len(removed) + len(added) + len(changed) > MOVED_SINGLY or not self._move_singly(
            wanted, removed, added, changed
        ):
            self.beginResetModel()
            self._set_ids(wanted)
            self.endResetModel()
        self.count_changed.emit(len(self._ids))

    def _move_singly(self, wanted: list[int], removed: list[int], added: list[int], changed: frozenset[int]) -> bool:
        for record in removed:
            place = self._ids.index(record)
            self.beginRemoveRows(QModelIndex(), place, place)
            self._set_ids([*self._ids[:place], *self._ids[place + 1 :]])
            self.endRemoveRows()
        added_set = set(added)
        staying = [record for record in wanted if record not in added_set]
        for target, record in enumerate(staying):
            if record in changed and self._ids.index(record) != target:
                self._move(self._ids.index(record), target)
        if self._ids != staying:
            return False
        for place, record in enumerate(wanted):
            if record in added_set:
                self.beginInsertRows(QModelIndex(), place, place)
                self._set_ids([*self._ids[:place], record, *self._ids[place:]])
                self.endInsertRows()
        return True

    def _move(self, place: int, target: int) -> None:
        destination = target if target < place else target + 1
        if not self.beginMoveRows(QModelIndex(), place, place, QModelIndex(), destination):
            return
        ids = list(self._ids)
        ids.insert(target, ids.pop(place))
        self._set_ids(ids)
        self.endMoveRows()
