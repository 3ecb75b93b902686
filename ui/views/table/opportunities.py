"""The opportunities of a pipeline as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.filters import EVERYTHING, Filter
from salesdesk.queries import board, opportunity_table
from salesdesk.queries.board import Stage, StageTotals
from ui import wording
from ui.delegates.opportunity_cells import opportunity_look
from ui.models.opportunity_table import OpportunityTableModel
from ui.models.table import TICK
from ui.session import DeskSession
from ui.views.board.words import card_sentence, own_first
from ui.views.table import cell_fields
from ui.views.table.acts import AT_ONCE, TableActs
from ui.views.table.day_popover import DayPopover
from ui.views.table.deeds import NAMED, deed_of, deed_text
from ui.views.table.editing import CellField
from ui.views.table.footer import Line
from ui.views.table.menu import RowMenu, StageMenu
from ui.views.table.record_table import RecordTable
from ui.views.table.tag_popover import TagPopover
from ui.widgets.button import Button
from ui.widgets.states import EmptyState

LAYOUTS = {"B": "board", "V": "table", "F": "forecast"}
FILTER_KEYS = ("/", "Ctrl+F")


class OpportunityTable(RecordTable):
    """The same opportunities as the board, as rows.

    Signals:
        log_requested: int. An activity is to be logged with an opportunity.
        win_requested, lose_requested, nurture_requested: list. These opportunities are to leave, after a sheet.
        new_requested: int. An opportunity is to be added to a stage.
        leads_requested: there is nothing here yet, and leads to qualify.
        totals_changed: counts and sums are new.
        layout_requested: str. The opportunities are to be shown in another layout.
    """

    log_requested = Signal(int)
    win_requested = Signal(list)
    lose_requested = Signal(list)
    nurture_requested = Signal(list)
    new_requested = Signal(int)
    leads_requested = Signal()
    totals_changed = Signal()
    layout_requested = Signal(str)

    def __init__(self, session: DeskSession, currency: str = "USD", parent: QWidget | None = None) -> None:
        """Start empty until `load`; the currency is the desk’s own."""
        self.model = OpportunityTableModel(session)
        self.model.describe = lambda line: self._sentence(line)
        super().__init__(self.model, opportunity_look(self.model), "opportunities", parent)
        self.model.setParent(self)
        self.setObjectName("opportunity_table")
        self.rows.setAccessibleName(self.tr("Opportunities"))
        self._session = session
        self._currency = currency
        self._acts = TableActs(session, self.model, self)
        self._fill_bar()
        self.model.loaded.connect(self.totals_changed)

    def _fill_bar(self) -> None:
        self.stage_button = self._bar_button("stage", self.tr("Move to"), "arrow-right")
        self.stage_menu = StageMenu(self)
        self.stage_menu.aboutToShow.connect(self._fill_stage_menu)
        self.stage_menu.stage_chosen.connect(lambda stage: self._acts.move(self.model.ticked_ids(), stage))
        self.stage_menu.deed_chosen.connect(lambda name: self.do(name, self.model.ticked_ids()))
        self.stage_button.setMenu(self.stage_menu)
        for name, text in (
            ("close_date", self.tr("Close date")),
            ("tag", self.tr("Tag")),
            ("task", deed_text(NAMED["task"])),
        ):
            button = self._bar_button(name, text, NAMED[name].icon)
            button.clicked.connect(
                lambda _checked=False, deed=name, at=button: self.do(deed, self.model.ticked_ids(), at)
            )
        self.bar.add_line()
        self.delete_button = self._bar_button("delete", deed_text(NAMED["delete"]), "trash", "destructive")
        self.delete_button.clicked.connect(lambda: self.do("delete", self.model.ticked_ids()))

    def _bar_button(self, name: str, text: str, icon: str, kind: str = "standard") -> Button:
        button = self.bar.add_button(Button(text, kind, icon=icon))
        button.setObjectName(f"bulk_{name}")
        return button

    def _fill_stage_menu(self) -> None:
        lines = self._few_lines(self.model.ticked_ids())
        self.stage_menu.fill(self.model, (line.card.stage_id for line in lines), has_ways_off=True)

    def _few_lines(self, ids: list[int]) -> list[opportunity_table.OpportunityLine]:
        """Return the rows of these, none where they are too many to be read for what they have in common."""
        return self.model.rows_of(ids) if len(ids) <= AT_ONCE else []

    # What the page asks

    def set_filter(self, chosen: Filter) -> None:
        """Show only the opportunities a filter lets through."""
        self.model.set_filter(chosen)

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
        return card_sentence(line.card, stage, self._session.now()) if stage is not None else line.card.title

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
        has_any = bool(self._session.read(board.totals))
        empty.set_words(self.tr("No open opportunities") if has_any else self.tr("No opportunities yet"))
        new_button = empty.add_button(Button(self.tr("New opportunity"), "primary", icon="plus"))
        new_button.setObjectName("empty_new_button")
        new_button.clicked.connect(self.request_new)
        if self._session.read(board.has_leads):
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
            sums = own_first(self._session.read(opportunity_table.sums, ids)[0], self._currency)
            amounts = wording.listed_money([(total.amount_minor, total.currency) for total in sums])
            said = self.tr("{count} selected, {money}")
            words = said.format(count=wording.number_text(count), money=amounts)
        self.delete_button.setText(self.tr("Delete {count}").format(count=wording.number_text(count)))
        self.delete_button.updateGeometry()
        total = len(self.model.ids)
        all_words = self.tr("Select all {count}").format(count=wording.number_text(total))
        self.bar.show_count(count, total, words, all_words)

    # Cells

    @override
    def make_field(self, record: int, key: str, parent: QWidget) -> CellField | None:
        """Return the field of a cell."""
        lines = self.model.rows_of([record])
        return cell_fields.make_field(self.model, lines[0], key, parent) if lines else None

    @override
    def save_cell(self, record: int, key: str, value: object) -> str:
        """Save a cell as one step; a closing stage asks for its sheet instead."""
        lines = self.model.rows_of([record])
        if not lines or cell_fields.value_in(lines[0], key) == value:
            return ""
        if key == "stage":
            return self._take_to(record, self.model.stages.get(value) if isinstance(value, int) else None)
        from salesdesk.services.commands import SetOpportunity

        return self._acts.keep(SetOpportunity(record, {cell_fields.FIELDS[key]: value}))

    def _take_to(self, record: int, stage: Stage | None) -> str:
        if stage is not None and stage.kind == "open":
            self._acts.move([record], stage)
        elif stage is not None:
            (self.win_requested if stage.kind == "won" else self.lose_requested).emit([record])
        return ""

    @override
    def open_popover(self, record: int, key: str) -> bool:
        """Edit the next step in a popover."""
        if key != "next_step":
            return False
        from salesdesk.services.commands import PlannedStep, ReviseOpportunity
        from ui.views.record.step_editor import StepEditor, next_working_day

        lines = self.model.rows_of([record])
        if not lines:
            return False
        now, found = self._session.now(), lines[0].card.next_step
        step = PlannedStep("call", "", next_working_day(now.date(), 1))
        if found is not None:
            step = PlannedStep(found.kind, found.subject, found.due_on, found.due_at)
        editor = StepEditor(self.anchor.put(record, key), step, now)
        editor.step_chosen.connect(
            lambda chosen: self._session.run(ReviseOpportunity(record, {}, chosen), self) if chosen != step else None
        )
        editor.open(editor.kind_field)
        return True

    # Deeds

    @override
    def act_on_key(self, event: QKeyEvent, keys: str) -> bool:
        """Do to the chosen opportunities, or to the table, what a key stands for."""
        is_text_slash = event.text() == "/" and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if keys in FILTER_KEYS or is_text_slash:
            self.focus_filters_requested.emit()
        elif keys in LAYOUTS:
            self.layout_requested.emit(LAYOUTS[keys])
        elif keys == "Ctrl+Shift+H":
            self.header.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            deed = deed_of(keys)
            if deed is None:
                return False
            if not event.isAutoRepeat():
                self.do(deed.name, self.rows.chosen_ids())
        return True

    def do(self, name: str, ids: list[int], at: QWidget | None = None) -> None:
        """Do something to these opportunities; what asks for more opens beside a widget, or at the current row."""
        if name == "new":
            self.request_new()
            return
        current = self.rows.current_id()
        if not ids or (NAMED[name].needs == "row" and current is None):
            return
        one = current if current is not None else ids[0]
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: self.open_requested.emit(one),
            "edit": lambda: self._edit(one),
            "log": lambda: self.log_requested.emit(one),
            "task": lambda: self._ask_task(ids, at or self._place(one, "next_step")),
            "close_date": lambda: self._ask_day(ids, at or self._place(one, "expected_close")),
            "tag": lambda: self._ask_tags(ids, at or self._place(one, "name")),
            "won": lambda: self.win_requested.emit(ids),
            "lost": lambda: self.lose_requested.emit(ids),
            "nurture": lambda: self.nurture_requested.emit(ids),
            "delete": lambda: self._acts.delete(ids),
        }
        acts[name]()

    @override
    def make_menu(self, ids: list[int]) -> RowMenu:
        """Return the menu of some opportunities."""
        key = self.rows.current_key()
        can_edit = bool(key) and self.model.plan(key).is_editable
        menu = RowMenu(self.model, ids, can_edit=can_edit, parent=self)
        menu.deed_chosen.connect(lambda name: self.do(name, ids))
        menu.stage_chosen.connect(lambda stage: self._acts.move(ids, stage))
        return menu

    def _edit(self, record: int) -> None:
        """Edit the current cell, or the amount where that cell has nothing to edit."""
        key = self.rows.current_key()
        if not key or not self.model.plan(key).is_editable:
            key = "amount"
            self.rows.setCurrentIndex(self.model.index(self.model.row_of(record), self.model.column_of(key)))
        self.edit_cell(record, key)

    def _place(self, record: int, key: str) -> QWidget:
        return self.anchor.put(record, key)

    def _ask_task(self, ids: list[int], anchor: QWidget) -> None:
        from salesdesk.services.commands import PlannedStep
        from ui.views.record.step_editor import StepEditor, next_working_day

        now = self._session.now()
        editor = StepEditor(anchor, PlannedStep("task", "", next_working_day(now.date(), 1)), now)
        editor.step_chosen.connect(lambda step: self._acts.plan(ids, step))
        editor.open(editor.subject_field)

    def _ask_day(self, ids: list[int], anchor: QWidget) -> None:
        days = {line.card.expected_close for line in self._few_lines(ids)}
        day = days.pop() if len(days) == 1 else None
        today = self._session.now().date()
        popover = DayPopover(anchor, day, today, lambda chosen: self._acts.set_close(ids, chosen))
        popover.open(popover.day_field)

    def _ask_tags(self, ids: list[int], anchor: QWidget) -> None:
        try:
            counts = self._session.read(opportunity_table.tag_counts, ids)
        except SalesDeskError as refusal:
            self._session.refused.emit(str(refusal))
            return
        popover = TagPopover(anchor, counts, len(ids), lambda on, off: self._acts.tag(ids, on, off))
        popover.open(popover.first_field)
