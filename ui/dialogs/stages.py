"""The editor of pipelines and their stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import pipelines
from salesdesk.queries.pipelines import Pipeline, StageRow
from salesdesk.services.commands import (
    AddStage,
    ChangeStage,
    Command,
    DeletePipeline,
    DeleteStage,
    MoveOpportunities,
    MoveToPipeline,
    ReorderStages,
)
from ui import resources, wording
from ui.dialogs.pipeline_editor import moving
from ui.dialogs.pipeline_editor.moving import Scene
from ui.dialogs.pipeline_editor.pipeline_sheets import NewPipelineSheet, RenamePipelineSheet
from ui.dialogs.pipeline_editor.stage_row import StageEdit, Widths, stages_head
from ui.dialogs.saving import Faulty, SavingDialog
from ui.session import DeskSession
from ui.widgets.button import Button, IconButton
from ui.widgets.dialog import DialogFrame, DialogHeading
from ui.widgets.fields import ChoiceField, ErrorLine, LineField
from ui.widgets.row_list import EditRow, RowList

SIZE = (800, 640)
MOVED_AT_ONCE = 200
translate = QCoreApplication.translate
KINDS = ("stage", "pipeline", "opportunity", "stage_history")


class StagesDialog(SavingDialog):
    """Shapes pipelines: their stages with name, hue, kind, probability and rotting limit, their order, their end."""

    def __init__(self, session: DeskSession, pipeline_id: int | None, parent: QWidget) -> None:
        """Show the stages of a pipeline, of the first one where none is named."""
        super().__init__(session, translate("stages", "Stages"), SIZE, KINDS, parent)
        self.setObjectName("stages_dialog")
        self.pipelines: Sequence[Pipeline] = ()
        self.stages: Sequence[StageRow] = ()
        self._shown = pipeline_id
        self._widths = Widths().grown(self.growth())
        self.sheet: QWidget | None = None
        self._build()
        self.refresh()
        self.rows.rows[0].cells[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        words = self.tr(
            "Cards keep their stage when it is renamed or moved; a changed limit or probability holds at once."
        )
        self.column.addWidget(DialogHeading(self.tr("Pipelines and stages"), words))
        self.column.addSpacing(14)
        self.column.addLayout(self._pipeline_bar())
        self.column.addSpacing(16)
        self.column.addWidget(stages_head(self._widths))
        self.rows = RowList(self.tr("Stages"))
        self.rows.setObjectName("stage_rows")
        self.rows.order_requested.connect(self._reorder)
        self.column.addWidget(self.rows, 1)
        self.column.addSpacing(12)
        self.column.addLayout(self._add_line())
        self.column.addSpacing(4)
        self.column.addWidget(self.new_error)
        self.column.addWidget(self.refusal)
        self.rows.tab_before, self.rows.tab_after = self.menu_button, self.new_field

    def _pipeline_bar(self) -> QHBoxLayout:
        self.pipeline_field = ChoiceField()
        self.pipeline_field.setObjectName("pipeline_field")
        self.pipeline_field.setAccessibleName(self.tr("Pipeline"))
        self.pipeline_field.setFixedWidth(280)
        self.pipeline_field.chosen.connect(self._choose)
        self.rename_button = Button(self.tr("Rename"), "quiet", icon="pencil")
        self.rename_button.setObjectName("rename_button")
        self.rename_button.clicked.connect(self._rename_pipeline)
        self.new_button = Button(self.tr("New pipeline"), "quiet", icon="plus")
        self.new_button.setObjectName("new_pipeline_button")
        self.new_button.clicked.connect(self.add_pipeline)
        self.menu_button = IconButton("more", self.tr("More for this pipeline"))
        self.menu_button.setObjectName("pipeline_menu_button")
        self.menu_button.clicked.connect(self._open_pipeline_menu)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.pipeline_field, self.rename_button, self.new_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.menu_button)
        return row

    def _add_line(self) -> QHBoxLayout:
        self.new_field = LineField()
        self.new_field.setObjectName("new_stage_field")
        self.new_field.setPlaceholderText(self.tr("Name of a new stage"))
        self.new_field.setAccessibleName(self.tr("Name of a new stage"))
        self.new_field.returnPressed.connect(self._add_stage)
        self.new_error = ErrorLine()
        self.new_error.setObjectName("new_stage_error")
        self.new_field.error_changed.connect(self.new_error.set_text)
        self.add_button = Button(self.tr("Add stage"), "standard", "dialog", icon="plus")
        self.add_button.setObjectName("add_stage_button")
        self.add_button.clicked.connect(self._add_stage)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new_field, 1)
        row.addWidget(self.add_button)
        return row

    # What is shown

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline that shows."""
        return next((one for one in self.pipelines if one.id == self._shown), self.pipelines[0])

    def scene(self) -> Scene:
        """Return what the sheets need to know."""
        return Scene(self.pipelines, self.pipeline, self.stages)

    @override
    def refresh(self) -> None:
        """Read pipelines and stages anew; what is being typed stays."""
        self.pipelines = self.session.read(pipelines.pipelines)
        self._shown = self.pipeline.id
        self.stages = self.session.read(pipelines.stage_rows, self._shown)
        self.pipeline_field.clear()
        for one in self.pipelines:
            words = self.tr("{name}, {open} open").format(name=one.name, open=wording.number_text(one.open_count))
            self.pipeline_field.add_choice(one.id, words)
        self.pipeline_field.set_choice(self._shown)
        known = {stage.id: stage for stage in self.stages}
        self.rows.show_keys(list(known), lambda key: self._make_row(known[key]))
        for row in self.rows.rows:
            assert isinstance(row, StageEdit)
            row.show_stage(known[row.key], self._fraction(known[row.key]))

    def _fraction(self, stage: StageRow) -> float:
        open_ids = [one.id for one in self.stages if one.kind == "open"]
        return (open_ids.index(stage.id) + 1) / (len(open_ids) + 1) if stage.id in open_ids else 1.0

    def _make_row(self, stage: StageRow) -> EditRow:
        row = StageEdit(stage, self._fraction(stage), self._widths)
        row.change_requested.connect(lambda name, value: self._change(row, {name: value}))
        row.delete_requested.connect(lambda: self._delete(row.stage))
        row.menu_requested.connect(lambda at: self.stage_menu(row).popup(at))
        return row

    @override
    def wrong_field(self) -> QWidget | None:
        """Return the first field whose text is not saved."""
        found = (row.wrong_field() for row in self.rows.rows)
        return next((field for field in found if field is not None), None) or self.unused(self.new_field)

    # Stages

    def _change(self, row: StageEdit, fields: Mapping[str, object]) -> None:
        if self.save(ChangeStage(row.key, fields), row.places()) is not None:
            row.settle(next(iter(fields)))

    def _reorder(self, keys: list[int]) -> None:
        self.save(ReorderStages(self.pipeline.id, tuple(keys)))

    def _add_stage(self) -> None:
        places: dict[str, Faulty] = {"name": self.new_field}
        done = self.save(AddStage(self.pipeline.id, self.new_field.text()), places)
        if done is None or done.new_id is None:
            self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.new_field.clear()
        self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)
        row = self.rows.row(done.new_id)
        if row is not None:
            self.rows.ensureWidgetVisible(row, 0, 0)

    def stage_menu(self, row: StageEdit) -> QMenu:
        """Return the menu of a stage."""
        menu = QMenu(self)
        menu.setObjectName("stage_row_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.rows.keys().index(row.key)
        up = menu.addAction(resources.icon("arrow-up"), self.tr("Move up\tAlt+Up"))
        up.setObjectName("up")
        up.setEnabled(place > 0)
        up.triggered.connect(lambda: self.rows.move_row(row, -1))
        down = menu.addAction(resources.icon("arrow-down"), self.tr("Move down\tAlt+Down"))
        down.setObjectName("down")
        down.setEnabled(place < len(self.stages) - 1)
        down.triggered.connect(lambda: self.rows.move_row(row, 1))
        cards = menu.addAction(resources.icon("arrow-right"), self.tr("Move its cards…"))
        cards.setObjectName("move_cards")
        scene = self.scene()
        cards.setEnabled(scene.can_leave(row.stage))
        cards.triggered.connect(
            lambda: self._open(moving.ask_from_stage(self.session, self.scene(), row.stage, self._try, self))
        )
        menu.addSeparator()
        asks = bool(row.stage.card_count and scene.heirs(row.stage))
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete…\tDel") if asks else self.tr("Delete\tDel"))
        delete.setObjectName("delete")
        delete.setProperty("destructive", True)
        delete.triggered.connect(lambda: self._delete(row.stage))
        return menu

    def _delete(self, stage: StageRow) -> None:
        # Without another stage of the kind there is nothing to ask: the refusal says what to do.
        scene = self.scene()
        if stage.card_count and scene.heirs(stage):
            self._open(moving.ask_heir(scene, stage, self._try, self))
        else:
            self.save(DeleteStage(stage.id))

    # Pipelines

    def _choose(self, pipeline_id: object) -> None:
        if isinstance(pipeline_id, int):
            self._shown = pipeline_id
            self.refusal.set_text("")
            self.refresh()

    def add_pipeline(self) -> None:
        """Ask for a new pipeline, and show it when it is there."""
        before = {one.id for one in self.pipelines}
        sheet = NewPipelineSheet(self.pipelines, self._try, self)
        sheet.accepted.connect(lambda: self._choose(next((p.id for p in self.pipelines if p.id not in before), None)))
        self._open(sheet)

    def _rename_pipeline(self) -> None:
        self._open(RenamePipelineSheet(self.pipeline, self._try, self))

    def _delete_pipeline(self) -> None:
        if self.pipeline.card_count and len(self.pipelines) > 1:
            self._open(moving.ask_pipeline_heir(self.scene(), self._try, self))
        else:
            self.save(DeletePipeline(self.pipeline.id))

    def pipeline_menu(self) -> QMenu:
        """Return the menu of the pipeline that shows."""
        menu = QMenu(self)
        menu.setObjectName("pipeline_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        move = menu.addAction(resources.icon("arrow-right"), self.tr("Move its opportunities…"))
        move.setObjectName("move_all")
        move.setEnabled(bool(self.pipeline.card_count and len(self.pipelines) > 1))
        move.triggered.connect(
            lambda: self._open(moving.ask_from_pipeline(self.session, self.scene(), self._try, self))
        )
        menu.addSeparator()
        delete = menu.addAction(resources.icon("trash"), self.tr("Delete pipeline…"))
        delete.setObjectName("delete_pipeline")
        delete.setProperty("destructive", True)
        delete.triggered.connect(self._delete_pipeline)
        return menu

    def _open_pipeline_menu(self) -> None:
        self.pipeline_menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))

    # Sheets

    def _try(self, command: Command) -> SalesDeskError | None:
        """Carry out what a sheet asks for, in the background where it is much; return the refusal for the sheet."""
        if self._moved_by(command) > MOVED_AT_ONCE:
            self.start(command)
            return None
        found = self.attempt(command)
        return found if isinstance(found, SalesDeskError) else None

    def _moved_by(self, command: Command) -> int:
        """Return how many opportunities a command moves."""
        if isinstance(command, MoveOpportunities | MoveToPipeline):
            return len(command.opportunities)
        if isinstance(command, DeletePipeline):
            return self.pipeline.card_count
        if isinstance(command, DeleteStage):
            return next((one.card_count for one in self.stages if one.id == command.stage), 0)
        return 0

    def _open(self, sheet: DialogFrame) -> None:
        self.sheet = sheet
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
