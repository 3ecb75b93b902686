"""The records of a table: ids at once, rows in pages as they are painted, ticks, and an order by several columns."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.custom_fields import CustomKind, column_field
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filters import EVERYTHING, Filter
from ui import wording
from ui.models.table_columns import EXPLAINED, TICK, ColumnPlan, OwnColumns, SortKeys
from ui.session import DeskSession

PAGE = 64
ROWS_KEPT = 6000
# Beyond so many changed records one reset costs less than moving them one by one.
MOVED_SINGLY = 24
# Asked for with every cell that is painted, so they are put together once.
CELL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
TICK_FLAGS = CELL_FLAGS | Qt.ItemFlag.ItemIsUserCheckable
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class TableLine(Protocol):
    """A row of a record."""

    @property
    def id(self) -> int:
        """Return the record's id."""

    @property
    def own(self) -> Mapping[int, str]:
        """Return kept texts by the fields of the rep's own that were asked for."""


R = TypeVar("R", bound=TableLine)


class TableModel(QAbstractTableModel, Generic[R]):
    """Every record that a filter lets through. Never resets for a change of a few records.

    Signals:
        loaded: rows, totals or both were read anew.
        ticks_changed: other records are ticked.
        columns_changed: other fields of the rep's own are there to be shown, or they are called otherwise.
        failed: str. The records could not be read; the sentence says why.
    """

    loaded = Signal()
    ticks_changed = Signal()
    columns_changed = Signal()
    failed = Signal(str)

    def __init__(
        self, session: DeskSession, columns: Sequence[ColumnPlan], kinds: tuple[str, ...], parent: QObject | None = None
    ) -> None:
        """Start empty; the first of the kinds is the record's own, the others show on its rows."""
        super().__init__(parent)
        self.session = session
        self.own = OwnColumns(session, cast(CustomKind, kinds[0]))
        self._shipped = (ColumnPlan(TICK, "", 44, is_sortable=False), *columns)
        self.columns = (*self._shipped, *self.own.plans())
        self.order: SortKeys = ()
        self.filter: Filter = EVERYTHING
        self.ids: list[int] = []
        self.ticks: set[int] = set()
        self.is_loaded = False
        self._kinds = kinds
        self._rows: dict[int, R] = {}
        self._places: dict[int, int] | None = None
        session.changed.connect(self._on_changed)

    @abstractmethod
    def read_ids(self) -> list[int]:
        """Return the ids of all records, in order; also read what is shown about all of them together."""

    @abstractmethod
    def read_rows(self, ids: Iterable[int]) -> list[R]:
        """Return the rows of some records, with the fields of the rep's own that show."""

    @abstractmethod
    def cell_text(self, row: R, key: str) -> str:
        """Return what stands in a cell."""

    @abstractmethod
    def row_text(self, row: R) -> str:
        """Return a row as one sentence for screen readers."""

    # Reading

    def load(self) -> bool:
        """Read everything anew; tell whether that went well."""
        try:
            ids = self.read_ids()
        except SalesDeskError as refusal:
            self.failed.emit(str(refusal))
            return False
        self.is_loaded = True
        self.beginResetModel()
        self._rows.clear()
        self._set_ids(ids)
        self.endResetModel()
        self._drop_ticks()
        self.loaded.emit()
        return True

    def set_order(self, keys: SortKeys) -> None:
        """Put the records in another order."""
        if keys != self.order:
            self.order = keys
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
            if self.is_loaded:
                self.load()

    def set_filter(self, chosen: Filter) -> None:
        """Show only the records a filter lets through."""
        if chosen != self.filter:
            self.filter = chosen
            if self.is_loaded:
                self.load()

    def plan(self, key: str) -> ColumnPlan:
        """Return a column by its key."""
        return next(plan for plan in self.columns if plan.key == key)

    def column_of(self, key: str) -> int:
        """Return where a column stands in the model, -1 where its field is gone."""
        return next((place for place, plan in enumerate(self.columns) if plan.key == key), -1)

    def show_own(self, keys: Collection[str]) -> None:
        """Read of the fields of the rep's own those that show, with the rows from now on."""
        if self.own.show(keys):
            self._rows.clear()
            self._repaint()

    def row_of(self, record: int) -> int:
        """Return the row of a record, -1 where it is not in the table."""
        if self._places is None:
            self._places = {found: place for place, found in enumerate(self.ids)}
        return self._places.get(record, -1)

    def row_at(self, place: int) -> R | None:
        """Return the row at a place, reading the page around it if need be."""
        record = self.ids[place]
        if record not in self._rows:
            if len(self._rows) > ROWS_KEPT:
                self._rows.clear()
            start = place - place % PAGE
            wanted = [one for one in self.ids[start : start + PAGE] if one not in self._rows]
            try:
                self._rows.update((row.id, row) for row in self.read_rows(wanted))
            except SalesDeskError as refusal:
                # This is asked for in the middle of painting: what follows from a failure has to wait.
                QTimer.singleShot(0, self, partial(self.failed.emit, str(refusal)))
        return self._rows.get(record)

    def rows_of(self, records: Iterable[int]) -> list[R]:
        """Return the rows of records, reading those that have not been in sight; in no particular order."""
        wanted = list(records)
        missing = [one for one in wanted if one not in self._rows]
        found = {row.id: row for row in self.read_rows(missing)} if missing else {}
        rows = (self._rows.get(one) or found.get(one) for one in wanted)
        return [row for row in rows if row is not None]

    # Ticks

    def is_ticked(self, place: int) -> bool:
        """Tell whether the record of a row is ticked."""
        return self.ids[place] in self.ticks

    def set_ticks(self, records: Iterable[int]) -> None:
        """Tick these records and no others."""
        wanted = set(records)
        if wanted != self.ticks:
            self.ticks = wanted
            if self.ids:
                roles = [Qt.ItemDataRole.CheckStateRole]
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, 0), roles)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
            self.ticks_changed.emit()

    def toggle(self, place: int) -> None:
        """Tick a record, or untick it."""
        self.set_ticks(self.ticks ^ {self.ids[place]})

    def ticked_ids(self) -> list[int]:
        """Return the ticked records in the order they stand in."""
        return [one for one in self.ids if one in self.ticks] if self.ticks else []

    def tick_state(self) -> Qt.CheckState:
        """Return whether none, some or all are ticked."""
        if not self.ticks:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if len(self.ticks) == len(self.ids) else Qt.CheckState.PartiallyChecked

    def toggle_all(self) -> None:
        """Tick all, or none where all are."""
        self.set_ticks(() if self.tick_state() == Qt.CheckState.Checked else self.ids)

    def _drop_ticks(self) -> None:
        """Untick what is not in the table any more: nothing is done to records that cannot be seen."""
        if self.ticks:
            self.set_ticks(self.ticks.intersection(self.ids))

    # What Qt asks for

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return how many records there are."""
        return 0 if parent.isValid() else len(self.ids)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return how many columns there are, hidden ones among them."""
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the tick, the text of a cell, the row, its id, or its sentence."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == ID_ROLE:
            return self.ids[index.row()]
        plan = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            if plan.key != TICK:
                return None
            return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, ROW_ROLE):
            return None
        row = self.row_at(index.row())
        if row is None or role == ROW_ROLE:
            return row
        if plan.key == TICK:
            return self.row_text(row) if role == Qt.ItemDataRole.AccessibleTextRole else None
        return self.cell_text(row, plan.key)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a record."""
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        is_wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        if is_wanted != self.is_ticked(index.row()):
            self.toggle(index.row())
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be current, and the first cell be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return TICK_FLAGS if index.column() == 0 else CELL_FLAGS

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a column, and for screen readers how it sorts."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        plan = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return plan.title
        if role == Qt.ItemDataRole.ToolTipRole and plan.key in EXPLAINED:
            return wording.explained(EXPLAINED[plan.key])
        if role == Qt.ItemDataRole.ToolTipRole and plan.key in self.own.fields:
            return plan.title
        return self._header_sentence(plan) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _header_sentence(self, plan: ColumnPlan) -> str:
        if plan.key == TICK:
            return self.tr("Tick all")
        found = dict(self.order)
        if plan.key not in found:
            return plan.title
        said = self.tr("{column}, highest first") if found[plan.key] else self.tr("{column}, lowest first")
        return said.format(column=plan.title)

    # Following changes

    def needs_reload(self, changes: Changes) -> bool:
        """Tell whether more changed than can be followed record by record."""
        return any(kind in changes.wholesale for kind in self._kinds)

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if changes.touches("custom_field") and self.own.read():
            self._replace_own()
        if not self.is_loaded or not changes.touches(*self._kinds):
            return
        changed = changes.of(self._kinds[0])
        if self.needs_reload(changes) or len(changed) > MOVED_SINGLY:
            self.load()
            return
        if any(changes.of(kind) for kind in self._kinds[1:]):
            self._rows.clear()
        self.follow(changed)

    def follow(self, changed: frozenset[int]) -> None:
        """Read the order anew and these records; the others stay as they are."""
        try:
            ids = self.read_ids()
        except SalesDeskError as refusal:
            self.failed.emit(str(refusal))
            return
        for record in changed:
            self._rows.pop(record, None)
        if ids != self.ids:
            self._rearrange(ids, changed)
        self._repaint()
        self._drop_ticks()
        self.loaded.emit()

    def _repaint(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def _replace_own(self) -> None:
        """Offer the fields of the rep's own that there are now; what is sorted by one is put in order anew."""
        plans, first = tuple(self.own.plans()), len(self._shipped)
        self._rows.clear()
        if [plan.key for plan in plans] == [plan.key for plan in self.columns[first:]]:
            self.columns = (*self._shipped, *plans)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        else:
            self._swap_columns(plans, first)
        was_sorted_by_own = any(column_field(key) is not None for key, _ in self.order)
        self.order = tuple(one for one in self.order if self.column_of(one[0]) >= 0)
        self.columns_changed.emit()
        if was_sorted_by_own and self.is_loaded:
            self.load()

    def _swap_columns(self, plans: Sequence[ColumnPlan], first: int) -> None:
        if len(self.columns) > first:
            self.beginRemoveColumns(QModelIndex(), first, len(self.columns) - 1)
            self.columns = self._shipped
            self.endRemoveColumns()
        if plans:
            self.beginInsertColumns(QModelIndex(), first, first + len(plans) - 1)
            self.columns = (*self._shipped, *plans)
            self.endInsertColumns()

    def _rearrange(self, wanted: list[int], changed: frozenset[int]) -> None:
        """Bring the table to the wanted ids by removals and insertions of what changed, or all at once."""
        staying = [one for one in self.ids if one not in changed]
        if staying != [one for one in wanted if one not in changed]:
            self.beginResetModel()
            self._set_ids(wanted)
            self.endResetModel()
            return
        for record in sorted(changed, key=self.row_of, reverse=True):
            row = self.row_of(record)
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._set_ids([*self.ids[:row], *self.ids[row + 1 :]])
                self.endRemoveRows()
        places = {record: row for row, record in enumerate(wanted) if record in changed}
        for record, row in places.items():
            self.beginInsertRows(QModelIndex(), row, row)
            self._set_ids([*self.ids[:row], record, *self.ids[row:]])
            self.endInsertRows()

    def _set_ids(self, ids: list[int]) -> None:
        self.ids = ids
        self._places = None
