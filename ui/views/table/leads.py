"""Leads as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.filters import EVERYTHING
from salesdesk.queries import filter_choices, lead_table
from salesdesk.queries.lead_table import LeadLine
from ui import wording
from ui.delegates.lead_cells import lead_look
from ui.models.lead_table import LeadTableModel
from ui.session import DeskSession
from ui.views.table import lead_fields
from ui.views.table.acts import AT_ONCE
from ui.views.table.deed_table import DeedTable
from ui.views.table.editing import CellField
from ui.views.table.footer import Line
from ui.views.table.lead_acts import LeadActs
from ui.views.table.lead_deeds import DEEDS, ROW_GROUPS
from ui.views.table.lifecycle_menu import LifecycleMenu
from ui.views.table.source_menu import SourceMenu
from ui.widgets.button import Button
from ui.widgets.states import EmptyState

TICK_MS = 1000


class LeadTable(DeedTable):
    """The same leads as the list, as rows.

    Signals:
        qualify_requested: int. The lead to qualify.
        nurture_requested, disqualify_requested: list. These leads are to leave the path, after a sheet.
        override_requested: list, str. Leads are to become SQLs without their evidence; why that needs a reason.
        merge_requested: list. Leads to make one; of a single one it is asked with which.
        export_requested: list. These leads are to be exported.
        new_requested: a lead is to be added.
        import_requested: leads are to be imported.
        all_requested: leads of every lifecycle stage are to be shown.
        totals_changed: counts are new.
    """

    qualify_requested = Signal(int)
    nurture_requested = Signal(list)
    disqualify_requested = Signal(list)
    override_requested = Signal(list, str)
    merge_requested = Signal(list)
    export_requested = Signal(list)
    new_requested = Signal()
    import_requested = Signal()
    all_requested = Signal()
    totals_changed = Signal()
    deeds = DEEDS
    groups = ROW_GROUPS
    layout_keys: Mapping[str, str] = {"L": "list", "V": "table"}
    first_editable = "title"
    acts: LeadActs

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        """Start empty until `load`."""
        self.model = LeadTableModel(session)
        super().__init__(session, self.model, lead_look(self.model), "leads", parent)
        self.model.setParent(self)
        self.setObjectName("lead_table")
        self.rows.setAccessibleName(self.tr("Leads"))
        self.footer.hide()
        self.acts = LeadActs(session, self.model, self)
        self._fill_bar()
        self.model.loaded.connect(self.totals_changed)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._repaint_clocks)

    def _fill_bar(self) -> None:
        self.stage_button = self.add_bulk_button("lifecycle", self.tr("Set lifecycle"), "circle-dot")
        self.stage_menu = self._stage_menu(self, self.model.ticked_ids)
        self.stage_menu.aboutToShow.connect(self._fill_stage_menu)
        self.stage_button.setMenu(self.stage_menu)
        source_button = self.add_bulk_button("source", self.tr("Source"), "globe")
        self.source_menu = self._source_menu(self, self.model.ticked_ids, source_button)
        source_button.setMenu(self.source_menu)
        self.add_bulk_deed("task")
        self.add_bulk_deed("tag")
        self.add_bulk_deed("merge")
        self.bar.add_line()
        self.add_bulk_deed("export", self.tr("Export"))
        self.delete_button = self.add_bulk_deed("delete")

    def _stage_menu(self, parent: QWidget, ids: Callable[[], list[int]]) -> LifecycleMenu:
        menu = LifecycleMenu(parent)
        menu.stage_chosen.connect(lambda stage: self.set_stage(ids(), stage))
        menu.deed_chosen.connect(lambda name: self.do(name, ids()))
        return menu

    def _fill_stage_menu(self) -> None:
        ids = self.model.ticked_ids()
        lines = self.model.rows_of(ids) if len(ids) <= AT_ONCE else []
        self.stage_menu.fill({line.lifecycle for line in lines})

    def _source_menu(self, parent: QWidget, ids: Callable[[], list[int]], anchor: QWidget | None) -> SourceMenu:
        menu = SourceMenu(parent)
        used = self.session.read
        menu.aboutToShow.connect(lambda: menu.fill(used(filter_choices.values, "lead", "source")))
        menu.source_chosen.connect(lambda source: self.acts.set_source(ids(), source))
        menu.other_requested.connect(lambda: self._ask_source(ids(), anchor))
        return menu

    def _ask_source(self, ids: list[int], anchor: QWidget | None) -> None:
        from ui.widgets.name_popover import NamePopover

        at = anchor or self.anchor.put(ids[0], "source")
        popover = NamePopover(at, self.tr("Set source"), self.tr("Set source"))

        def keep(source: str) -> None:
            refusal = self.acts.set_source(ids, source)
            if refusal:
                popover.refuse(refusal)
            else:
                popover.close()

        popover.named.connect(keep)
        popover.show_it()

    # What the page asks

    def whole_count(self) -> int:
        """Return how many leads the filter draws from."""
        return self.model.whole_count

    @override
    def request_new(self) -> None:
        """Ask for a new lead."""
        self.new_requested.emit()

    # What is shown

    @override
    def footer_lines(self) -> Sequence[Line]:
        """Return nothing: leads do not add up to anything."""
        return ()

    @override
    def explain_empty(self, empty: EmptyState) -> Button | None:
        """Say why there is nothing; what the filters hide is the page’s to say."""
        if self.model.filter != EVERYTHING:
            empty.set_words(self.tr("No leads match the filters"))
            return None
        if self.session.read(lead_table.has_leads):
            empty.set_words(self.tr("No open leads"))
            all_button = empty.add_button(Button(self.tr("Show all leads"), "primary"))
            all_button.setObjectName("empty_all_button")
            all_button.clicked.connect(self.all_requested)
            return all_button
        empty.set_words(self.tr("No leads yet"))
        import_button = empty.add_button(Button(self.tr("Import leads"), "primary", icon="upload"))
        import_button.setObjectName("empty_import_button")
        import_button.clicked.connect(self.import_requested)
        new_button = empty.add_button(Button(self.tr("New lead"), icon="plus"))
        new_button.setObjectName("empty_new_button")
        new_button.clicked.connect(self.new_requested)
        return import_button

    @override
    def failure_heading(self) -> str:
        """Return what cannot be shown."""
        return self.tr("The leads can’t be shown")

    @override
    def show_ticks(self, ids: list[int]) -> None:
        """Say how many are ticked."""
        self.say_ticked(self.tr("{count} selected").format(count=wording.number_text(len(ids))) if ids else "")

    # Clocks

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let the clocks run while they are seen."""
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks."""
        super().hideEvent(event)
        self._clock.stop()

    def _repaint_clocks(self) -> None:
        """Word the visible cells anew that count down."""
        section, height = self.model.column_of("next_step"), self.rows.viewport().height()
        first = self.rows.rowAt(0)
        last = self.rows.rowAt(height - 1)
        for place in range(max(0, first), (last if last >= 0 else len(self.model.ids) - 1) + 1):
            line = self.model.row_at(place)
            clock = self.model.clock(line) if line is not None else None
            if line is not None and clock is not None and not clock.is_paused:
                self.cells.forget_row(line.id)
                self.rows.update(self.model.index(place, section))

    # Cells

    @override
    def make_field(self, record: int, key: str, parent: QWidget) -> CellField | None:
        """Return the field of a cell."""
        line = self._line(record)
        return lead_fields.make_field(line, key, parent) if line is not None else None

    @override
    def save_cell(self, record: int, key: str, value: object) -> str:
        """Save a cell as one step; a stage that needs more than itself asks for its sheet instead."""
        line = self._line(record)
        if line is None or lead_fields.value_in(line, key) == value:
            return ""
        if key == "lifecycle":
            self.set_stage([record], str(value))
            return ""
        from salesdesk.services.commands import SetLead

        return self.acts.keep(SetLead(record, {key: value}))

    @override
    def open_popover(self, record: int, key: str) -> bool:
        """Edit the next step in a popover."""
        line = self._line(record)
        if key != "next_step" or line is None:
            return False
        from salesdesk.services.commands import ReviseLead

        self.edit_step(self.anchor.put(record, key), line.next_step, lambda step: ReviseLead(record, {}, step))
        return True

    def _line(self, record: int) -> LeadLine | None:
        return next(iter(self.model.rows_of([record])), None)

    # Deeds

    def set_stage(self, ids: list[int], stage: str) -> None:
        """Take leads to a lifecycle stage; what needs a date or a reason asks for it."""
        if stage in ("nurture", "unqualified"):
            self.do(stage, ids)
            return
        missing = self.acts.set_stage(ids, stage)
        if missing:
            self.override_requested.emit(ids, missing)

    @override
    def own_deeds(self, ids: list[int], one: int, at: QWidget | None) -> Mapping[str, Callable[[], object]]:
        """Return what else is done to leads."""
        return {
            "qualify": lambda: self.qualify_requested.emit(one),
            "nurture": lambda: self.nurture_requested.emit(ids),
            "unqualified": lambda: self.disqualify_requested.emit(ids),
            "reopen": lambda: self.acts.reopen(ids),
            "merge": lambda: self.merge_requested.emit(ids),
            "export": lambda: self.export_requested.emit(ids),
        }

    @override
    def row_menus(self, ids: list[int]) -> Mapping[str, Callable[[QWidget], QMenu]]:
        """Return the menus of lifecycle stages and of sources."""

        def stages(parent: QWidget) -> QMenu:
            menu = self._stage_menu(parent, lambda: ids)
            menu.fill({line.lifecycle for line in self.model.rows_of(ids)} if len(ids) <= AT_ONCE else ())
            return menu

        return {"lifecycle": stages, "source": lambda parent: self._source_menu(parent, lambda: ids, None)}

    @override
    def tag_counts(self, ids: list[int]) -> Mapping[str, int]:
        """Return every tag of leads with how many of these have it."""
        return self.session.read(lead_table.tag_counts, ids)
