"""The forecast as models: one list of cards a close month, true totals, and what the quarter may bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from typing_extensions import override

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import Cancelled, SalesDeskError
from salesdesk.domain.filters import EVERYTHING, Filter
from salesdesk.domain.forecast import Forecast, simulate
from salesdesk.domain.money import weighted_minor
from salesdesk.domain.periods import day_in_month, month_of
from salesdesk.queries import board, forecast
from salesdesk.queries.board import Card, Sort, Stage, StageTotals
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.forecast import Month, MonthBoard, Outlook, WonTotals
from ui.models.board import KEPT_CARDS, MOST_CHANGES, PAGE, CardsModel, added
from ui.session import DeskSession
from ui.tasks import Task

WATCHED = ("opportunity", "account", "stage", "pipeline", "tag", "exchange_rate", "setting")
CALM_MS = 150


class MonthColumn(CardsModel):
    """The cards that close in one month, or have no close date."""

    def __init__(
        self,
        month: Month,
        card_at: Callable[[Sequence[int], int], Card | None],
        stage_of: Callable[[int], Stage],
        parent: QObject,
    ) -> None:
        """Start empty; `stage_of` knows a stage by its id."""
        super().__init__(card_at, parent)
        self.month = month
        self._stage_of = stage_of

    @override
    def stage_of(self, card: Card) -> Stage:
        """Return the stage a card stands in."""
        return self._stage_of(card.stage_id)

    @override
    def holds(self, card: Card) -> bool:
        """Tell whether a card closes in the month."""
        return close_month(card) == self.month


def close_month(card: Card) -> Month:
    """Return the month a card closes in."""
    return month_of(card.expected_close) if card.expected_close is not None else None


class ForecastModel(QObject):
    """The months with their cards and totals; follows what the session announces.

    Signals:
        loaded: the months are others, the columns are other objects.
        totals_changed: counts and sums are new.
        failed: str. The forecast could not be read; the sentence says why.
    """

    loaded = Signal()
    totals_changed = Signal()
    failed = Signal(str)

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start empty; `load` reads."""
        super().__init__(parent)
        self._session = session
        self.sort: Sort = "expected_close"
        self.filter: Filter = EVERYTHING
        self.pipeline_id: int | None = None
        self.stages: list[Stage] = []
        self.columns: list[MonthColumn] = []
        self.whole_count = 0
        self._is_loaded = False
        self._read_on: date | None = None
        self._stages: dict[int, Stage] = {}
        self._totals: dict[Month, list[StageTotals]] = {}
        self._won: dict[date, list[WonTotals]] = {}
        self._cards: dict[int, Card] = {}
        session.changed.connect(self._on_changed)

    def load(self) -> bool:
        """Read months, totals and the order of the cards anew; tell whether that went well."""
        self._is_loaded = True
        return self._read(None)

    def set_filter(self, chosen: Filter) -> None:
        """Show only the cards a filter lets through."""
        if chosen != self.filter:
            self.filter = chosen
            self.reload()

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""
        if pipeline_id != self.pipeline_id:
            self.pipeline_id = pipeline_id
            self.reload()

    def reload(self) -> None:
        """Read anew what was read before."""
        if self._is_loaded:
            self.load()

    def is_stale(self) -> bool:
        """Tell whether the months were read on another day."""
        return self._session.is_open and self._is_loaded and self._read_on != self.now().date()

    def wanted(self) -> Wanted | None:
        """Return the filter as the queries take it."""
        return None if self.filter == EVERYTHING else Wanted(self.filter, self.now())

    def now(self) -> datetime:
        """Return the present by the desk’s clock."""
        return self._session.now()

    def column(self, month: Month) -> MonthColumn | None:
        """Return the column of a month, None where it is not shown."""
        return next((column for column in self.columns if column.month == month), None)

    def place_of(self, card_id: int) -> tuple[MonthColumn, int] | None:
        """Return where a card stands, None where it is not shown."""
        for column in self.columns:
            row = column.row_of(card_id)
            if row >= 0:
                return column, row
        return None

    def totals_of(self, month: Month) -> list[StageTotals]:
        """Return count and sums of a month, one entry a currency, over every card; the stage is 0."""
        return self._totals.get(month, [])

    def won_in(self, month: Month) -> list[WonTotals]:
        """Return what was won in a month, one entry a currency."""
        return self._won.get(month, []) if month is not None else []

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of all months together, one entry a currency; the stage is 0."""
        return added(0, (total for totals in self._totals.values() for total in totals))

    def count(self) -> int:
        """Return how many cards are shown."""
        return sum(len(column.ids) for column in self.columns)

    def cards(self, ids: Iterable[int]) -> list[Card]:
        """Return cards by their ids, without those that are gone."""
        return [card for card in (self._card_at([one], 0) for one in ids) if card is not None]

    def totals_with(self, column: CardsModel, cards: Iterable[Card]) -> list[StageTotals]:
        """Return what the totals of a column would be with these cards in it."""
        assert isinstance(column, MonthColumn)
        arriving = (
            StageTotals(0, card.currency, 1, card.amount_minor, weighted_minor(card.amount_minor, card.probability))
            for card in cards
            if not column.holds(card)
        )
        return added(0, [*self.totals_of(column.month), *arriving])

    def sorted_row(self, column: CardsModel, card_id: int) -> int:
        """Return the row of a month where a card would stand once its close date is moved there."""
        assert isinstance(column, MonthColumn)
        cards = self.cards([card_id])
        present = cards[0].expected_close if cards else None
        day = None if column.month is None else day_in_month(present, column.month, self.now().date())
        return self._session.read(forecast.place_in_month, column.month, card_id, day, self.pipeline_id, self.wanted())

    def _card_at(self, ids: Sequence[int], row: int) -> Card | None:
        found = self._cards.get(ids[row])
        if found is None:
            if len(self._cards) > KEPT_CARDS:
                self._cards.clear()
            start = row // PAGE * PAGE
            wanted = [one for one in ids[start : start + PAGE] if one not in self._cards]
            cards = self._session.read(board.cards, wanted)
            # A card that another program has just taken out of the pipeline is as good as gone.
            self._cards.update((card.id, card) for card in cards if card.stage_id in self._stages)
            found = self._cards.get(ids[row])
        return found

    def _read(self, changed: frozenset[int] | None) -> bool:
        """Read months and totals; `None` stands for cards that may all be others."""
        now = self.now()
        try:
            found = self._session.read(forecast.month_board, now, self.pipeline_id, self.wanted())
        except SalesDeskError as refusal:
            self.failed.emit(str(refusal))
            return False
        self._read_on = now.date()
        self._forget(changed)
        self._take(found)
        if [column.month for column in self.columns] != found.months:
            self._make_columns(found.card_ids)
        for column in self.columns:
            ids = found.card_ids[column.month]
            if changed is None:
                column.start(ids)
            else:
                column.follow(ids, changed)
        self.totals_changed.emit()
        return True

    def _forget(self, changed: frozenset[int] | None) -> None:
        if changed is None:
            self._cards.clear()
        for one in changed or ():
            self._cards.pop(one, None)

    def _take(self, found: MonthBoard) -> None:
        self.stages = found.stages
        self._stages = {stage.id: stage for stage in found.stages}
        self.whole_count = found.whole_count
        self._totals, self._won = {}, {}
        for month in found.totals:
            sums = StageTotals(0, month.currency, month.count, month.amount_minor, month.weighted_minor)
            self._totals.setdefault(month.month, []).append(sums)
        for won in found.won:
            self._won.setdefault(won.month, []).append(won)

    def _make_columns(self, card_ids: dict[Month, list[int]]) -> None:
        for column in self.columns:
            column.deleteLater()
        self.columns = [
            MonthColumn(month, self._card_at, lambda stage: self._stages[stage], self) for month in card_ids
        ]
        for column in self.columns:
            column.ids = card_ids[column.month]
        self.loaded.emit()

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if not self._is_loaded or not changes.touches(*WATCHED):
            return
        accounts = changes.of("account")
        ids = changes.of("opportunity").union(one for one, card in self._cards.items() if card.account_id in accounts)
        is_large = changes.wholesale.intersection(WATCHED) or len(ids) > MOST_CHANGES
        self._read(None if is_large or changes.touches("stage", "pipeline", "tag") else ids)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the forecast of the quarter stands on, and what its simulation found."""

    outlook: Outlook
    forecast: Forecast


class EstimateModel(QObject):
    """The simulation of the quarter, done off the GUI thread a moment after the last change.

    Signals:
        changed: Estimate. There is a new one.
        failed: str. It could not be worked out; the sentence says why.
    """

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, session: DeskSession, months: ForecastModel, parent: QObject | None = None) -> None:
        """Follow the totals of the months; nothing is worked out before `set_wanted`."""
        super().__init__(parent)
        self._session = session
        self._months = months
        self._is_wanted = False
        self._is_due = True
        self._task: Task | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._start)
        months.totals_changed.connect(self._on_totals)

    def set_wanted(self, is_wanted: bool) -> None:
        """Work the estimate out from now on, or only once it is wanted again."""
        self._is_wanted = is_wanted
        if is_wanted and self._is_due:
            self._calm.start(0)
        elif not is_wanted:
            self._calm.stop()

    def _on_totals(self) -> None:
        self._is_due = True
        if self._is_wanted:
            self._calm.start(CALM_MS)

    def _start(self) -> None:
        if not self._session.is_open:
            return
        if self._task is not None:
            self._task.cancel()
        self._is_due = False
        desk, now = self._session.desk, self._months.now()
        pipeline_id, wanted = self._months.pipeline_id, self._months.wanted()

        def work(_report: object, is_cancelled: Callable[[], bool]) -> Estimate:
            def check() -> None:
                if is_cancelled():
                    raise Cancelled("Stopped.")

            return estimated(desk.read(forecast.outlook, now, pipeline_id, wanted), check)

        task = self._task = self._session.start_task(work)
        task.succeeded.connect(lambda found: self._on_done(task, found))
        task.failed.connect(lambda sentence: self._on_failed(task, sentence))

    def _on_done(self, task: Task, found: object) -> None:
        if task is self._task:
            self._task = None
            self.changed.emit(found)

    def _on_failed(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._task = None
            self.failed.emit(sentence)


def estimated(outlook: Outlook, check: Callable[[], None] = lambda: None) -> Estimate:
    """Return the estimate of an outlook."""
    found = simulate(
        outlook.prospects,
        won_minor=outlook.won.total.amount_minor,
        today=outlook.today,
        last=outlook.last,
        history=outlook.history,
        check=check,
    )
    return Estimate(outlook, found)
