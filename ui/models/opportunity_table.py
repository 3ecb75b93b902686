"""The opportunities of a pipeline as the rows of a table, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject
from typing_extensions import override

from salesdesk.domain.activities import step_state
from salesdesk.domain.money import weighted_minor
from salesdesk.domain.stages import Rotting, rotting
from salesdesk.queries import opportunity_table
from salesdesk.queries.board import Card, Stage, StageTotals
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.opportunity_table import OpportunityLine
from ui import wording
from ui.models.table import TableModel
from ui.models.table_columns import ColumnPlan, SortKeys
from ui.session import DeskSession

translate = QCoreApplication.translate
KINDS = ("opportunity", "account", "stage", "pipeline")
FIRST_ORDER: SortKeys = (("expected_close", False),)


def column_plans() -> tuple[ColumnPlan, ...]:
    """Return the columns from left to right; those that show only when asked for come last."""
    name = {"is_flexible": True, "is_editable": True, "is_opening": True}
    right = {"is_right": True}
    figure = {"is_right": True, "is_highest_first": True}
    return (
        ColumnPlan("name", translate("opportunity_table", "Opportunity"), 180, **name),
        ColumnPlan("account", translate("opportunity_table", "Account"), 172),
        ColumnPlan("stage", translate("opportunity_table", "Stage"), 116, is_editable=True),
        ColumnPlan("amount", translate("opportunity_table", "Amount"), 102, is_editable=True, **figure),
        ColumnPlan("weighted", translate("opportunity_table", "Weighted"), 92, **figure),
        ColumnPlan("expected_close", translate("opportunity_table", "Close date"), 102, is_editable=True, **right),
        ColumnPlan("next_step", translate("opportunity_table", "Next step"), 178, is_editable=True),
        ColumnPlan("in_stage", translate("opportunity_table", "In stage"), 68, **figure),
        ColumnPlan("bant", translate("opportunity_table", "BANT"), 112, **figure),
        ColumnPlan(
            "probability", translate("opportunity_table", "Chance"), 80, is_editable=True, is_hidden=True, **figure
        ),
        ColumnPlan("currency", translate("opportunity_table", "Currency"), 84, is_hidden=True),
        ColumnPlan("source", translate("opportunity_table", "Source"), 130, is_editable=True, is_hidden=True),
        ColumnPlan(
            "tags", translate("opportunity_table", "Tags"), 150, is_editable=True, is_sortable=False, is_hidden=True
        ),
        ColumnPlan("touched", translate("opportunity_table", "Last touch"), 104, is_hidden=True, **figure),
        ColumnPlan("created", translate("opportunity_table", "Created"), 96, is_hidden=True, **figure),
    )


class OpportunityTableModel(TableModel[OpportunityLine]):
    """The opportunities of one pipeline that a filter lets through, open ones unless it says otherwise."""

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start empty; `load` reads."""
        super().__init__(session, column_plans(), KINDS, parent)
        self.order = FIRST_ORDER
        self.pipeline_id: int | None = None
        self.stages: dict[int, Stage] = {}
        self.totals: list[StageTotals] = []
        self.open_totals: list[StageTotals] = []
        self.whole_count = 0
        self.describe: Callable[[OpportunityLine], str] = lambda line: line.card.title

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show those of another pipeline, of the first one where none is named."""
        if pipeline_id != self.pipeline_id:
            self.pipeline_id = pipeline_id
            if self.is_loaded:
                self.load()

    def wanted(self) -> Wanted:
        """Return the filter as of now, narrowed to what is open unless it says which stages it means."""
        return Wanted(self.filter, self.session.now()).scoped("opportunity")

    @override
    def read_ids(self) -> list[int]:
        """Return the ids in order; the stages and all totals are read with them."""
        opened = self.session.read(opportunity_table.opened, self.order, self.wanted(), self.pipeline_id)
        self.stages = {stage.id: stage for stage in opened.stages}
        self.totals, self.open_totals, self.whole_count = opened.totals, opened.open_totals, opened.whole_count
        return opened.ids

    @override
    def read_rows(self, ids: Iterable[int]) -> list[OpportunityLine]:
        """Return the rows of some opportunities, with the fields of the rep's own that show."""
        return self.session.read(opportunity_table.lines, ids, self.own.shown)

    @override
    def row_text(self, row: OpportunityLine) -> str:
        """Return the row as one sentence."""
        return self.describe(row)

    def stage_of(self, card: Card) -> Stage | None:
        """Return the stage of a card, None where it was deleted since."""
        return self.stages.get(card.stage_id)

    def is_open(self, card: Card) -> bool:
        """Tell whether a card stands in an open stage."""
        stage = self.stage_of(card)
        return stage is not None and stage.kind == "open"

    def fraction(self, stage: Stage) -> float:
        """Return how far a stage is along the open ones."""
        open_ids = [one.id for one in self.stages.values() if one.kind == "open"]
        return (open_ids.index(stage.id) + 1) / (len(open_ids) + 1) if stage.id in open_ids else 1.0

    def standing(self, card: Card) -> Rotting:
        """Return how long an opportunity has stood in its stage, and by how much that is over the limit."""
        stage, now = self.stage_of(card), self.session.now()
        return rotting(
            card.entered_stage_at,
            card.touched_at,
            stage.rot_limit_days if stage is not None and stage.kind == "open" else None,
            has_planned_step=step_state(card.next_step, now) in ("today", "planned"),
            now=now,
            snoozed_until=card.snoozed_until,
        )

    @override
    def cell_text(self, row: OpportunityLine, key: str) -> str:
        """Return what stands in a cell, as words."""
        if key in self.own.fields:
            return self.own.text(row.own, key)
        card, now = row.card, self.session.now()
        stage = self.stage_of(card)
        is_open = self.is_open(card)
        texts: dict[str, Callable[[], str]] = {
            "name": lambda: card.title,
            "account": lambda: card.account or wording.NOT_APPLICABLE,
            "stage": lambda: stage.name if stage is not None else wording.NOT_APPLICABLE,
            "amount": lambda: wording.money_text(card.amount_minor, card.currency),
            "weighted": lambda: wording.money_text(
                weighted_minor(card.amount_minor, card.probability), card.currency, is_rounded=True
            ),
            "probability": lambda: wording.percent_text(card.probability),
            "currency": lambda: card.currency,
            "expected_close": lambda: wording.date_text(card.expected_close, now.date()),
            "next_step": lambda: (
                wording.step_text(card.next_step, now) if is_open or card.next_step else wording.NOT_APPLICABLE
            ),
            "in_stage": lambda: wording.stage_age_text(self.standing(card).days_in_stage),
            "bant": lambda: wording.bant_words(card.bant),
            "source": lambda: row.source or wording.NOT_APPLICABLE,
            "tags": lambda: ", ".join(row.tags) or wording.NOT_APPLICABLE,
            "touched": lambda: self._day(card.touched_at, now),
            "created": lambda: self._day(row.created_at, now),
        }
        return texts[key]()

    def _day(self, moment: datetime | None, now: datetime) -> str:
        local = moment.astimezone(now.tzinfo).date() if moment is not None else None
        return wording.date_text(local, now.date())
