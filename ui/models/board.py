"""The pipeline board as models: one list of cards a stage, read as it comes into sight, and true totals."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filters import EVERYTHING, FIELDS, Filter, conditions
from salesdesk.domain.money import weighted_minor
from salesdesk.queries import board
from salesdesk.queries.board import Card, Signals, Sort, Stage, StageSignals, StageTotals
from salesdesk.queries.filtering import Wanted
from ui.session import DeskSession

PAGE = 32
KEPT_CARDS = 2000
MOST_CHANGES = 500
MOST_STEPS = 100
SIGNALS_AFTER_MS = 40
TIMED = {name for name, plan in FIELDS.items() if plan.form == "day"} | {"next_step", "rotting"}
CARD_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    CARD_ROLE,
)

Index = QModelIndex | QPersistentModelIndex


class CardsModel(QAbstractListModel):
    """The cards of one column in their order; a card is read when it is first asked for."""

    def __init__(self, card_at: Callable[[Sequence[int], int], Card | None], parent: QObject) -> None:
        """Start empty; `card_at` reads the card of a row, with its neighbours."""
        super().__init__(parent)
        self.ids: list[int] = []
        self._card_at = card_at
        self.describe: Callable[[Card], str] = lambda card: card.title
        self.explain: Callable[[Card], str] = lambda _card: ""

    @abstractmethod
    def stage_of(self, card: Card) -> Stage:
        """Return the stage a card of the column stands in."""

    @abstractmethod
    def holds(self, card: Card) -> bool:
        """Tell whether a card belongs to this column already."""

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return how many cards the stage has."""
        return 0 if parent.isValid() else len(self.ids)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, the card itself, its id, or its sentences for screen readers."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == ID_ROLE:
            return self.ids[index.row()]
        if role not in ROLES:
            return None
        card = self.card(index.row())
        if card is None or role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.explain(card)
        return card.title if role == Qt.ItemDataRole.DisplayRole else self.describe(card)

    def card(self, row: int) -> Card | None:
        """Return the card of a row, None where it is gone since."""
        return self._card_at(self.ids, row)

    def row_of(self, card_id: int) -> int:
        """Return the row of a card, -1 where it is not in this column."""
        try:
            return self.ids.index(card_id)
        except ValueError:
            return -1

    def start(self, ids: list[int]) -> None:
        """Show other cards altogether."""
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()

    def become(self, ids: list[int]) -> None:
        """Show these cards, all of them read anew; scroll and selection stay where few of them come or go."""
        changed = frozenset(self.ids) ^ frozenset(ids)
        if len(changed) > MOST_STEPS:
            self.start(ids)
            return
        self.follow(ids, changed)
        if self.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))

    def follow(self, ids: list[int], changed: frozenset[int]) -> None:
        """Become these ids; rows go and come only where `changed` says, the others stay."""
        if [one for one in self.ids if one not in changed] != [one for one in ids if one not in changed]:
            self.start(ids)
            return
        before, after = set(self.ids), set(ids)
        stayed = [one for one in self.ids if one in after] == [one for one in ids if one in before]
        moving = frozenset() if stayed else changed
        self._remove([row for row, one in enumerate(self.ids) if one not in after or one in moving])
        self._insert(ids)
        for row, one in enumerate(self.ids):
            if one in changed and one in before:
                index = self.index(row)
                self.dataChanged.emit(index, index)

    def _remove(self, rows: list[int]) -> None:
        for row in reversed(rows):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.ids[row]
            self.endRemoveRows()

    def _insert(self, ids: list[int]) -> None:
        present = set(self.ids)
        for row, one in enumerate(ids):
            if one not in present:
                self.beginInsertRows(QModelIndex(), row, row)
                self.ids.insert(row, one)
                self.endInsertRows()


class ColumnModel(CardsModel):
    """The cards of one stage."""

    def __init__(self, stage: Stage, card_at: Callable[[Sequence[int], int], Card | None], parent: QObject) -> None:
        """Start empty."""
        super().__init__(card_at, parent)
        self.stage = stage

    @override
    def stage_of(self, card: Card) -> Stage:
        """Return the stage of the column."""
        return self.stage

    @override
    def holds(self, card: Card) -> bool:
        """Tell whether a card stands in the stage."""
        return card.stage_id == self.stage.id


class CardBoard(Protocol):
    """What a drag needs to know of the board it happens on."""

    sort: Sort

    def now(self) -> datetime:
        """Return the present by the desk’s clock."""

    def cards(self, ids: Iterable[int]) -> list[Card]:
        """Return cards by their ids, without those that are gone."""

    def totals_with(self, column: CardsModel, cards: Iterable[Card]) -> list[StageTotals]:
        """Return what the totals of a column would be with these cards in it."""

    def sorted_row(self, column: CardsModel, card_id: int) -> int:
        """Return the row where the sort would put a card in another column."""


class BoardModel(QObject):
    """The open stages with their cards and totals; follows what the session announces.

    Signals:
        loaded: the stages were read anew, the columns are other objects.
        totals_changed: counts and sums are new.
        signals_changed: what stands out in each stage is new; it is read in the background, after the rest was seen.
        failed: str. The board could not be read; the sentence says why.
    """

    loaded = Signal()
    totals_changed = Signal()
    signals_changed = Signal()
    failed = Signal(str)

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start empty; `load` reads."""
        super().__init__(parent)
        self._session = session
        self.stages: list[Stage] = []
        self.columns: list[ColumnModel] = []
        self.sort: Sort = "rank"
        self.filter: Filter = EVERYTHING
        self.pipeline_id: int | None = None
        self._is_loaded = False
        self._totals: dict[int, list[StageTotals]] = {}
        self._whole_counts: dict[int, int] = {}
        self._cards: dict[int, Card] = {}
        self._signals: Signals = {}
        self._signals_due = QTimer(self)
        self._signals_due.setSingleShot(True)
        self._signals_due.setInterval(SIGNALS_AFTER_MS)
        self._signals_due.timeout.connect(self._read_signals)
        self.totals_changed.connect(self._signals_due.start)
        session.changed.connect(self._on_changed)

    def load(self) -> bool:
        """Read stages, totals and the order of the cards; tell whether that went well."""
        self._is_loaded = True
        try:
            found = self._session.read(board.open_board, self.sort, self.pipeline_id, self._wanted())
        except SalesDeskError as refusal:
            self.failed.emit(str(refusal))
            return False
        self._cards.clear()
        self._take_totals(found.totals, found.whole_counts)
        open_stages = [stage for stage in found.stages if stage.kind == "open"]
        if found.stages == self.stages and self.columns:
            for column in self.columns:
                column.become(found.card_ids[column.stage.id])
        else:
            for column in self.columns:
                column.deleteLater()
            self.stages = found.stages
            self.columns = [ColumnModel(stage, self._card_at, self) for stage in open_stages]
            for column in self.columns:
                column.ids = found.card_ids[column.stage.id]
            self.loaded.emit()
        self.totals_changed.emit()
        return True

    def set_sort(self, sort: Sort) -> None:
        """Order the cards of every column by something else."""
        if sort != self.sort:
            self.sort = sort
            self._reload()

    def set_filter(self, chosen: Filter) -> None:
        """Show only the cards a filter lets through."""
        if chosen != self.filter:
            self.filter = chosen
            self._reload()

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""
        if pipeline_id != self.pipeline_id:
            self.pipeline_id = pipeline_id
            self._reload()

    def _reload(self) -> None:
        if self._is_loaded:
            self.load()

    def _wanted(self) -> Wanted | None:
        """Return the filter as the queries take it; without one they have a quicker way."""
        return None if self.filter == EVERYTHING else Wanted(self.filter, self._session.now())

    def now(self) -> datetime:
        """Return the present by the desk’s clock."""
        return self._session.now()

    def column(self, stage_id: int) -> ColumnModel | None:
        """Return the column of a stage, None where it is not on the board."""
        return next((column for column in self.columns if column.stage.id == stage_id), None)

    def place_of(self, card_id: int) -> tuple[ColumnModel, int] | None:
        """Return where a card stands, None where it is not on the board."""
        for column in self.columns:
            row = column.row_of(card_id)
            if row >= 0:
                return column, row
        return None

    def totals_of(self, stage_id: int) -> list[StageTotals]:
        """Return count and sums of a stage, one entry a currency, over every card."""
        return self._totals.get(stage_id, [])

    def whole_count_of(self, stage_id: int) -> int:
        """Return how many cards a stage has without the filter."""
        return self._whole_counts.get(stage_id, 0)

    def whole_count(self) -> int:
        """Return how many cards the open stages have without the filter."""
        return sum(self.whole_count_of(column.stage.id) for column in self.columns)

    def signals_of(self, stage_id: int) -> StageSignals:
        """Return what stands out among the cards of a stage, as far as it was read."""
        return self._signals.get(stage_id, StageSignals(stage_id, 0, 0, 0, 0, 0))

    def refresh(self) -> None:
        """Follow the time: a filter may let other cards through now, and steps may have become overdue."""
        if not self._session.is_open:
            return
        if any(condition.field in TIMED for condition in conditions(self.filter)):
            self._reload()
        elif self._is_loaded:
            self._signals_due.start()

    def _read_signals(self) -> None:
        if not self._session.is_open:
            return
        desk, now, wanted = self._session.desk, self._session.now(), self._wanted()
        stage_ids = [column.stage.id for column in self.columns]
        task = self._session.start_task(
            lambda _report, _stop: (wanted, desk.read(board.signals, stage_ids, now, wanted))
        )
        task.succeeded.connect(self._take_signals)

    def _take_signals(self, found: tuple[Wanted | None, Signals]) -> None:
        # What was read for a filter that has changed since is on its way again.
        read_for, signals = found
        if (read_for.filter if read_for else EVERYTHING) == self.filter and signals != self._signals:
            self._signals = signals
            self.signals_changed.emit()

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of all open stages together, one entry a currency; the stage is 0."""
        open_totals = (total for column in self.columns for total in self.totals_of(column.stage.id))
        return added(0, open_totals)

    def count(self) -> int:
        """Return how many cards are on the board."""
        return sum(len(column.ids) for column in self.columns)

    def card(self, card_id: int) -> Card | None:
        """Return a card by its id, None where it is gone."""
        found = self._cards.get(card_id)
        return found if found is not None else self._card_at([card_id], 0)

    def cards(self, ids: Iterable[int]) -> list[Card]:
        """Return cards by their ids, without those that are gone."""
        return [card for card in map(self.card, ids) if card is not None]

    def totals_with(self, column: CardsModel, cards: Iterable[Card]) -> list[StageTotals]:
        """Return what the totals of a column would be with these cards in it."""
        assert isinstance(column, ColumnModel)
        stage = column.stage
        arriving = [
            StageTotals(
                stage.id,
                card.currency,
                1,
                card.amount_minor,
                weighted_minor(
                    card.amount_minor, card.probability if card.is_probability_by_hand else stage.probability
                ),
            )
            for card in cards
            if not column.holds(card)
        ]
        return added(stage.id, [*self.totals_of(stage.id), *arriving])

    def sorted_row(self, column: CardsModel, card_id: int) -> int:
        """Return the row where the sort would put a card in another column."""
        assert isinstance(column, ColumnModel)
        return self._session.read(board.sorted_place, column.stage.id, card_id, self.sort, self._wanted())

    def _card_at(self, ids: Sequence[int], row: int) -> Card | None:
        found = self._cards.get(ids[row])
        if found is None:
            if len(self._cards) > KEPT_CARDS:
                self._cards.clear()
            start = row // PAGE * PAGE
            wanted = [one for one in ids[start : start + PAGE] if one not in self._cards]
            self._cards.update((card.id, card) for card in self._session.read(board.cards, wanted))
            found = self._cards.get(ids[row])
        return found

    def _take_totals(self, totals: Iterable[StageTotals], whole_counts: dict[int, int]) -> None:
        self._whole_counts = whole_counts
        self._totals = {}
        for total in totals:
            self._totals.setdefault(total.stage_id, []).append(total)

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if not self.columns:
            return
        ids = changes.of("opportunity")
        is_large = "opportunity" in changes.wholesale or len(ids) > MOST_CHANGES
        # Words of an account and tags are found by a filter although the opportunities stay as they were.
        is_indirect = self.filter != EVERYTHING and changes.touches("account", "tag")
        if is_large or is_indirect or changes.touches("stage", "pipeline"):
            self.load()
            return
        if "account" in changes.wholesale:
            self._cards.clear()
            self._refresh_all()
        # A card carries the name of its account; those that were read are those that may be seen.
        accounts = changes.of("account")
        ids = ids.union(one for one, card in self._cards.items() if card.account_id in accounts)
        if ids:
            self._follow(ids)

    def _refresh_all(self) -> None:
        for column in self.columns:
            if column.ids:
                column.dataChanged.emit(column.index(0), column.index(len(column.ids) - 1))

    def _follow(self, ids: frozenset[int]) -> None:
        fresh = {card.id: card for card in self._session.read(board.cards, ids)}
        for one in ids:
            self._cards.pop(one, None)
        self._cards.update(fresh)
        touched = {card.stage_id for card in fresh.values()}
        affected = [column for column in self.columns if column.stage.id in touched or not ids.isdisjoint(column.ids)]
        stage_ids, wanted = [column.stage.id for column in affected], self._wanted()
        orders = self._session.read(board.card_ids, stage_ids, self.sort, wanted)
        if wanted is None:
            # A sum over all that was ever closed would be felt; only these stages have other sums now.
            sums_of = touched.union(stage_ids)
            fresh_totals = self._session.read(board.totals, None, sums_of)
            kept = [one for stage, found in self._totals.items() if stage not in sums_of for one in found]
            totals = [*kept, *fresh_totals]
            self._take_totals(totals, board.counted(totals))
        else:
            standing = {column.stage.id: column.ids for column in self.columns}
            sums = self._session.read(board.sums, standing | orders)
            self._take_totals(sums.totals, sums.whole_counts)
        for column in affected:
            column.follow(orders[column.stage.id], ids)
        self.totals_changed.emit()


def added(stage_id: int, totals: Iterable[StageTotals]) -> list[StageTotals]:
    """Return the sums by currency; amounts of different currencies are never added."""
    found: dict[str, StageTotals] = {}
    for total in totals:
        so_far = found.get(total.currency, StageTotals(stage_id, total.currency, 0, 0, 0))
        found[total.currency] = StageTotals(
            stage_id,
            total.currency,
            so_far.count + total.count,
            so_far.amount_minor + total.amount_minor,
            so_far.weighted_minor + total.weighted_minor,
        )
    return list(found.values())
