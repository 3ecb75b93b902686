"""Pipelines and their stages on the command line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from salesdesk.cli.grammar import Verbs, add_verb
from salesdesk.cli.nouns import Ids, Noun, known, only
from salesdesk.cli.output import desk_of, print_rows
from salesdesk.cli.places import pipeline_named, pipeline_of_stage, stage_named
from salesdesk.formats.cells import read_count
from salesdesk.queries.pipelines import pipelines as all_pipelines
from salesdesk.queries.pipelines import stage_rows
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

STAGE_FIELDS = ("name", "kind", "probability", "rot_limit_days", "hue")


def register(verbs: Verbs) -> None:
    """Add the verbs that list stages and pipelines."""
    verb = add_verb(verbs, "stages", list_stages, "list the stages of a pipeline")
    verb.add_argument("--pipeline", metavar="P", help="number or name; without it, the first")
    add_verb(verbs, "pipelines", list_pipelines, "list the pipelines")


def list_pipelines(arguments: Namespace) -> int:
    """Print the pipelines in their order."""
    with desk_of(arguments) as desk:
        rows = [
            {"id": one.id, "name": one.name, "opportunities": one.card_count, "open": one.open_count}
            for one in desk.read(all_pipelines)
        ]
    return print_rows(arguments, rows, ("id", "name", "opportunities", "open"))


def list_stages(arguments: Namespace) -> int:
    """Print the stages of a pipeline in their order."""
    with desk_of(arguments) as desk:
        pipeline = pipeline_named(desk, arguments.pipeline)
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "probability": one.probability,
                "rot_limit_days": one.rot_limit_days,
                "hue": one.hue,
                "opportunities": one.card_count,
                "ever": one.ever_count,
                "pipeline": pipeline.name,
            }
            for one in desk.read(stage_rows, pipeline.id)
        ]
    return print_rows(arguments, rows, ("id", "name", "kind", "probability", "rot_limit_days", "opportunities", "ever"))


def _new_stage(desk: Desk, words: list[str]) -> do.Command:
    given = known("stage", words, ("pipeline", *STAGE_FIELDS, "before"))
    pipeline = pipeline_named(desk, given.pop("pipeline", None))
    before = given.pop("before", None)
    front = None if before is None else stage_named(desk, before, pipeline.id).id
    return do.AddStage(pipeline.id, **({"name": ""} | _typed(given)), before=front)


def _changed_stage(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    return do.ChangeStage(only("stage", ids), _typed(known("stage", words, STAGE_FIELDS)))


def _deleted_stage(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteStage(only("stage", ids))


def _emptied_stage(desk: Desk, ids: Ids, to: str) -> do.Command:
    stage = only("stage", ids)
    return do.DeleteStage(stage, stage_named(desk, to, pipeline_of_stage(desk, stage).id).id)


def _ordered_stages(desk: Desk, ids: Ids) -> do.Command:
    return do.ReorderStages(pipeline_of_stage(desk, ids[0]).id, ids)


def _new_pipeline(desk: Desk, words: list[str]) -> do.Command:
    given = known("pipeline", words, ("name", "copy_of"))
    copied = given.get("copy_of")
    return do.AddPipeline(given.get("name", ""), None if copied is None else pipeline_named(desk, copied).id)


def _renamed_pipeline(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    return do.RenamePipeline(only("pipeline", ids), known("pipeline", words, ("name",))["name"])


def _deleted_pipeline(desk: Desk, ids: Ids) -> do.Command:
    return do.DeletePipeline(only("pipeline", ids))


def _emptied_pipeline(desk: Desk, ids: Ids, to: str) -> do.Command:
    return do.DeletePipeline(only("pipeline", ids), pipeline_named(desk, to).id)


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(given)
    if "probability" in given:
        values["probability"] = read_count(given["probability"].strip().removesuffix("%"), "probability")
    if "rot_limit_days" in given:
        limit = given["rot_limit_days"].strip()
        values["rot_limit_days"] = read_count(limit, "rotting limit") if limit else None
    return values


STAGE = Noun("stages", _new_stage, _changed_stage, _deleted_stage, _emptied_stage, _ordered_stages)
PIPELINE = Noun("pipelines", _new_pipeline, _renamed_pipeline, _deleted_pipeline, _emptied_pipeline)
