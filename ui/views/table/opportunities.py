"""The opportunities of a pipeline as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING
from salesdesk.queries import board, opportunity_table
from salesdesk.queries.board import Stage, StageTotals
from ui import wording
from ui.delegates.opportunity_cells import opportunity_look
from ui.models.opportunity_table import OpportunityTableModel
from ui.models.table_columns import TICK
from ui.session import DeskSession
from ui.views.board.words import card_sentence, own_first
from ui.views.table import opportunity_fields
from ui.views.table.acts import AT_ONCE
from ui.views.table.day_popover import DayPopover
from ui.views.table.deed_table import DeedTable
from ui.views.table.editing import CellField
from ui.views.table.footer import Line
from ui.views.table.opportunity_acts import OpportunityActs
from ui.views.table.opportunity_deeds import DEEDS, ROW_GROUPS
from ui.views.table.stage_menu import StageMenu
from ui.widgets.button import Button
from ui.widgets.states import EmptyState


class OpportunityTable(DeedTable):
    """The same opportunities as the board, as rows.

    Signals:
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        new_requested: int. An opportunity is to be added to a stage.
        leads_requested: there is nothing here yet, and leads to qualify.
        totals_changed: counts and sums are new.
    """

    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    new_requested = Signal(int)
    leads_requested = Signal()
    totals_changed = Signal()
    deeds = DEEDS
    groups = ROW_GROUPS
    layout_keys: Mapping[str, str] = {"B": "board", "V": "table", "F": "forecast"}
    first_editable = "amount"
    acts: OpportunityActs

    def __init__(self, session: DeskSession, currency: str = "USD", parent: QWidget | None = None) -> None:
        """Start empty until `load`; the currency is the desk’s own."""
        self.model = OpportunityTableModel(session)
        self.model.describe = lambda line: self._sentence(line)
        super().__init__(session, self.model, opportunity_look(self.model), "opportunities", parent)
        self.model.setParent(self)
        self.setObjectName("opportunity_table")
        self.rows.setAccessibleName(self.tr("Opportunities"))
        self._currency = currency
        self.acts = OpportunityActs(session, self.model, self)
        self._fill_bar()
        self.model.loaded.connect(self.totals_changed)

    def _fill_bar(self) -> None:
        self.stage_button = self.add_bulk_button("stage", self.tr("Move to"), "arrow-right")
        self.stage_menu = StageMenu(self)
        self.stage_menu.aboutToShow.connect(self._fill_stage_menu)
        self.stage_menu.stage_chosen.connect(lambda stage: self.acts.move(self.model.ticked_ids(), stage))
        self.stage_menu.deed_chosen.connect(lambda name: self.do(name, self.model.ticked_ids()))
        self.stage_button.setMenu(self.stage_menu)
        self.add_bulk_deed("close_date", self.tr("Close date"))
        self.add_bulk_deed("tag")
        self.add_bulk_deed("task")
        self.bar.add_line()
        self.delete_button = self.add_bulk_deed("delete")

    def _fill_stage_menu(self) -> None:
        lines = self._few_lines(self.model.ticked_ids())
        self.stage_menu.fill(self.model, (line.card.stage_id for line in lines), has_ways_off=True)

    def _few_lines(self, ids: list[int]) -> list[opportunity_table.OpportunityLine]:
        """Return the rows of these, none where they are too many to be read for what they have in common."""
        return self.model.rows_of(ids) if len(ids) <= AT_ONCE else []

    # What the page asks

    def set_pipeline(self, pipeline_id: int | None) -> None:
        """Show another pipeline, the first one where none is named."""
        self.model.set_pipeline(pipeline_id)

    def all_totals(self) -> list[StageTotals]:
        """Return count and sums of the open opportunities that are shown, by currency."""
        return self.model.open_totals

    def whole_count(self) -> int:
        """Return how many open opportunities there are without the filter."""
        return self.model.whole_count

    def request_new(self) -> None:
        """Ask for a new opportunity in the stage of the current row, or the first one."""
        open_ids = [stage.id for stage in self.model.stages.values() if stage.kind == "open"]
        current = self.rows.current_id()
        lines = self.model.rows_of([current]) if current is not None else []
        standing = lines[0].card.stage_id if lines else 0
        if open_ids:
            self.new_requested.emit(standing if standing in open_ids else open_ids[0])

    # What is shown

    def _sentence(self, line: opportunity_table.OpportunityLine) -> str:
        stage = self.model.stage_of(line.card)
        return card_sentence(line.card, stage, self.session.now()) if stage is not None else line.card.title

    @override
    def footer_lines(self) -> Sequence[Line]:
        """Return count and sums over every opportunity of the table, a line a currency."""
        totals = own_first(self.model.totals, self._currency)
        count = sum(total.count for total in totals)
        is_open = count == sum(total.count for total in self.model.open_totals)
        said = self.tr("{count} open").format(count=wording.number_text(count))
        lines: list[Line] = []
        for place, total in enumerate(totals):
            sums = {
                "amount": wording.money_text(total.amount_minor, total.currency),
                "weighted": wording.money_text(total.weighted_minor, total.currency, is_rounded=True),
            }
            first = {TICK: said if is_open else wording.opportunities_text(count)} if place == 0 else {}
            lines.append(first | sums)
        return lines

    @override
    def explain_empty(self, empty: EmptyState) -> Button | None:
        """Say why there is nothing; what the filters hide is the page’s to say."""
        if self.model.filter != EVERYTHING:
            empty.set_words(self.tr("No opportunities match the filters"))
            return None
        has_any = bool(self.session.read(board.totals))
        empty.set_words(self.tr("No open opportunities") if has_any else self.tr("No opportunities yet"))
        new_button = empty.add_button(Button(self.tr("New opportunity"), "primary", icon="plus"))
        new_button.setObjectName("empty_new_button")
        new_button.clicked.connect(self.request_new)
        if self.session.read(board.has_leads):
            leads_button = empty.add_button(Button(self.tr("Qualify a lead")))
            leads_button.setObjectName("empty_leads_button")
            leads_button.clicked.connect(self.leads_requested)
        return new_button

    @override
    def failure_heading(self) -> str:
        """Return what cannot be shown."""
        return self.tr("The pipeline can’t be shown")

    @override
    def show_ticks(self, ids: list[int]) -> None:
        """Say how many are ticked and what they add up to."""
        count = len(ids)
        words = ""
        if ids:
            sums = own_first(self.session.read(opportunity_table.sums, ids)[0], self._currency)
            amounts = wording.listed_money([(total.amount_minor, total.currency) for total in sums])
            said = self.tr("{count} selected, {money}")
            words = said.format(count=wording.number_text(count), money=amounts)
        self.say_ticked(words)

    # Cells

    @override
    def make_field(self, record: int, key: str, parent: QWidget) -> CellField | None:
        """Return the field of a cell."""
        lines = self.model.rows_of([record])
        return opportunity_fields.make_field(self.model, lines[0], key, parent) if lines else None

    @override
    def save_cell(self, record: int, key: str, value: object) -> str:
        """Save a cell as one step; a closing stage asks for its sheet instead."""
        lines = self.model.rows_of([record])
        if not lines or opportunity_fields.value_in(lines[0], key) == value:
            return ""
        if key == "stage":
            return self._take_to(record, self.model.stages.get(value) if isinstance(value, int) else None)
        from salesdesk.services.commands import SetOpportunity

        return self.acts.keep(SetOpportunity(record, {opportunity_fields.FIELDS[key]: value}))

    def _take_to(self, record: int, stage: Stage | None) -> str:
        if stage is not None and stage.kind == "open":
            self.acts.move([record], stage)
        elif stage is not None:
            (self.win_requested if stage.kind == "won" else self.lose_requested).emit([record])
        return ""

    @override
    def open_popover(self, record: int, key: str) -> bool:
        """Edit the next step in a popover."""
        lines = self.model.rows_of([record])
        if key != "next_step" or not lines:
            return False
        from salesdesk.services.commands import ReviseOpportunity

        found = lines[0].card.next_step
        self.edit_step(self.anchor.put(record, key), found, lambda step: ReviseOpportunity(record, {}, step))
        return True

    # Deeds

    @override
    def own_deeds(self, ids: list[int], one: int, at: QWidget | None) -> Mapping[str, Callable[[], object]]:
        """Return what else is done to opportunities."""
        return {
            "close_date": lambda: self._ask_day(ids, at or self.anchor.put(one, "expected_close")),
            "won": lambda: self.win_requested.emit(ids),
            "lost": lambda: self.lose_requested.emit(ids),
            "nurture": lambda: self.nurture_requested.emit(ids),
        }

    @override
    def row_menus(self, ids: list[int]) -> Mapping[str, Callable[[QWidget], QMenu]]:
        """Return the menu of stages."""

        def stages(parent: QWidget) -> QMenu:
            menu = StageMenu(parent)
            menu.fill(self.model, (line.card.stage_id for line in self.model.rows_of(ids)))
            menu.stage_chosen.connect(lambda stage: self.acts.move(ids, stage))
            return menu

        return {"move": stages}

    @override
    def tag_counts(self, ids: list[int]) -> Mapping[str, int]:
        """Return every tag of opportunities with how many of these have it."""
        return self.session.read(opportunity_table.tag_counts, ids)

    def _ask_day(self, ids: list[int], anchor: QWidget) -> None:
        days = {line.card.expected_close for line in self._few_lines(ids)}
        day = days.pop() if len(days) == 1 else None
        today = self.session.now().date()
        popover = DayPopover(anchor, day, today, lambda chosen: self.acts.set_close(ids, chosen))
        popover.open(popover.day_field)
