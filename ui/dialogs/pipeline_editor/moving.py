"""Where the cards of a stage or a pipeline can go, and the sheets that ask it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.queries import board
from salesdesk.queries.pipelines import Pipeline, StageRow
from salesdesk.services.commands import Command, DeletePipeline, DeleteStage, MoveOpportunities, MoveToPipeline
from ui import wording
from ui.dialogs.pipeline_editor.destination import Act, Destination, DestinationSheet, Question
from ui.session import DeskSession

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Scene:
    """What the editor shows: all pipelines, the one that is open, and its stages."""

    pipelines: Sequence[Pipeline]
    pipeline: Pipeline
    stages: Sequence[StageRow]

    def heirs(self, stage: StageRow) -> list[StageRow]:
        """Return the other stages of the same kind."""
        return [one for one in self.stages if one.id != stage.id and one.kind == stage.kind]

    def others(self) -> list[Pipeline]:
        """Return the other pipelines."""
        return [one for one in self.pipelines if one.id != self.pipeline.id]

    def can_leave(self, stage: StageRow) -> bool:
        """Tell whether the cards of a stage can go anywhere."""
        return bool(stage.card_count and (self.others() or (stage.kind == "open" and self.heirs(stage))))


def ask_heir(scene: Scene, stage: StageRow, act: Act, parent: QWidget) -> DestinationSheet:
    """Return the sheet that asks where the cards go when a stage is deleted."""
    question = Question(
        translate("moving", "Delete stage"),
        translate("moving", "Where do the cards of “{stage}” go?").format(stage=stage.name),
        _with_count(
            translate("moving", "It has {what}. They move to a stage of the same kind; their history stays."),
            stage.card_count,
        ),
        translate("moving", "Move and delete stage"),
        translate("moving", "Keep stage"),
    )
    places = [_stage(one, DeleteStage(stage.id, one.id)) for one in scene.heirs(stage)]
    return DestinationSheet(question, places, act, parent)


def ask_from_stage(session: DeskSession, scene: Scene, stage: StageRow, act: Act, parent: QWidget) -> DestinationSheet:
    """Return the sheet that moves all cards of a stage: to another open one, or to another pipeline."""
    question = Question(
        translate("moving", "Move cards"),
        translate("moving", "Move the cards of “{stage}” where?").format(stage=stage.name),
        _with_count(translate("moving", "It has {what}. They move together."), stage.card_count),
        translate("moving", "Move cards"),
        translate("moving", "Leave them"),
    )
    ids = _ids(session, [stage.id])
    heirs = scene.heirs(stage) if stage.kind == "open" else []
    places = [_stage(one, MoveOpportunities(ids, one.id)) for one in heirs]
    return DestinationSheet(question, [*places, *_pipelines(scene, ids)], act, parent)


def ask_from_pipeline(session: DeskSession, scene: Scene, act: Act, parent: QWidget) -> DestinationSheet:
    """Return the sheet that moves every opportunity of the pipeline to another one."""
    question = Question(
        translate("moving", "Move opportunities"),
        translate("moving", "Move the opportunities of “{name}” where?").format(name=scene.pipeline.name),
        _with_count(
            translate("moving", "It has {what}. Each goes to the stage most like its own; closed ones stay closed."),
            scene.pipeline.card_count,
        ),
        translate("moving", "Move opportunities"),
        translate("moving", "Leave them"),
    )
    ids = _ids(session, [stage.id for stage in scene.stages])
    return DestinationSheet(question, _pipelines(scene, ids), act, parent)


def ask_pipeline_heir(scene: Scene, act: Act, parent: QWidget) -> DestinationSheet:
    """Return the sheet that asks where the opportunities go when the pipeline is deleted."""
    gone = scene.pipeline
    question = Question(
        translate("moving", "Delete pipeline"),
        translate("moving", "Where do the opportunities of “{name}” go?").format(name=gone.name),
        _with_count(
            translate("moving", "It has {what}. Each goes to the stage most like its own; closed ones stay closed."),
            gone.card_count,
        ),
        translate("moving", "Move and delete pipeline"),
        translate("moving", "Keep pipeline"),
    )
    places = [_pipeline(one, DeletePipeline(gone.id, one.id)) for one in scene.others()]
    return DestinationSheet(question, places, act, parent)


def _pipelines(scene: Scene, ids: tuple[int, ...]) -> list[Destination]:
    return [_pipeline(one, MoveToPipeline(ids, one.id)) for one in scene.others()]


def _stage(stage: StageRow, command: Command) -> Destination:
    return Destination(f"stage_{stage.id}", _named(stage.name, stage.card_count), command)


def _pipeline(pipeline: Pipeline, command: Command) -> Destination:
    name = translate("moving", "Pipeline “{name}”").format(name=pipeline.name)
    return Destination(f"pipeline_{pipeline.id}", _named(name, pipeline.card_count), command)


def _named(name: str, count: int) -> str:
    return translate("moving", "{place}, {count}").format(place=name, count=wording.opportunities_text(count))


def _with_count(text: str, count: int) -> str:
    return text.format(what=wording.opportunities_text(count))


def _ids(session: DeskSession, stage_ids: Sequence[int]) -> tuple[int, ...]:
    found = session.read(board.card_ids, stage_ids)
    return tuple(one for stage_id in stage_ids for one in found[stage_id])
