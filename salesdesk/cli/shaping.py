"""Verbs that list and shape pipelines, stages, lost reasons and exchange rates."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from salesdesk.cli.fields import pairs, read_day
from salesdesk.cli.output import desk_of, print_columns, print_done, print_json
from salesdesk.cli.places import pipeline_named, pipeline_of_stage, stage_named
from salesdesk.domain.errors import BadValue
from salesdesk.formats.cells import read_count, read_yes_no
from salesdesk.queries import rates as rate_queries
from salesdesk.queries import reasons as reason_queries
from salesdesk.queries.pipelines import pipelines as all_pipelines
from salesdesk.queries.pipelines import stage_rows
from salesdesk.queries.settings import currency as currency_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

KINDS = ("stage", "pipeline", "reason", "rate")
FIELDS = {
    "stage": ("pipeline", "name", "kind", "probability", "rot_limit_days", "hue", "before"),
    "pipeline": ("name", "copy_of"),
    "reason": ("name", "kind", "names_competitor"),
    "rate": ("currency", "into", "rate", "dated_on"),
}
FIXED = frozenset(("pipeline", "before", "copy_of"))
"""Fields that are given when a record is added, and not changed afterwards."""


def list_pipelines(arguments: Namespace) -> int:
    """Print the pipelines in their order."""
    with desk_of(arguments) as desk:
        rows = [
            {"id": one.id, "name": one.name, "opportunities": one.card_count, "open": one.open_count}
            for one in desk.read(all_pipelines)
        ]
    return _print(arguments, rows, ("id", "name", "opportunities", "open"))


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
    return _print(arguments, rows, ("id", "name", "kind", "probability", "rot_limit_days", "opportunities", "ever"))


def list_reasons(arguments: Namespace) -> int:
    """Print the lost reasons in their order."""
    with desk_of(arguments) as desk:
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "names_competitor": one.names_competitor,
                "used": one.used_count,
            }
            for one in desk.read(reason_queries.lost_reasons)
        ]
    return _print(arguments, rows, ("id", "name", "kind", "names_competitor", "used"))


def list_rates(arguments: Namespace) -> int:
    """Print every exchange rate that was entered, the latest first."""
    with desk_of(arguments) as desk:
        rows = [
            {
                "id": one.id,
                "currency": one.rate.currency,
                "into": one.rate.into,
                "rate": f"{one.rate.as_decimal():f}",
                "dated_on": one.rate.dated_on,
            }
            for one in desk.read(rate_queries.rates)
        ]
    return _print(arguments, rows, ("id", "currency", "into", "rate", "dated_on"))


def addition(desk: Desk, kind: str, words: list[str]) -> do.Command:
    """Return the command that adds a stage, a pipeline, a lost reason or a rate."""
    return _ADDITIONS[kind](desk, _known(kind, words, FIELDS[kind]))


def alteration(kind: str, record: int, words: list[str]) -> do.Command:
    """Return the command that changes fields of a stage, a pipeline or a lost reason."""
    given = _known(kind, words, tuple(name for name in FIELDS[kind] if name not in FIXED))
    if kind == "pipeline":
        return do.RenamePipeline(record, given["name"])
    if kind == "reason":
        return do.ChangeLostReason(record, _typed(given))
    return do.ChangeStage(record, _typed(given))


def delete(arguments: Namespace) -> int:
    """Delete a stage, a pipeline, a lost reason or a rate; what stands in it moves to the place that is named."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(_deletion(desk, arguments.kind, arguments.id, arguments.to)))


def order(arguments: Namespace) -> int:
    """Put the stages of a pipeline, or the lost reasons, into an order."""
    with desk_of(arguments) as desk:
        ids = tuple(arguments.ids)
        if arguments.kind == "reasons":
            return print_done(arguments, desk.run(do.ReorderLostReasons(ids)))
        return print_done(arguments, desk.run(do.ReorderStages(pipeline_of_stage(desk, ids[0]).id, ids)))


def _deletion(desk: Desk, kind: str, record: int, to: str | None) -> do.Command:
    if kind == "stage":
        target = None
        if to is not None:
            home = pipeline_of_stage(desk, record)
            target = stage_named(desk, to, home.id).id
        return do.DeleteStage(record, target)
    if kind == "pipeline":
        return do.DeletePipeline(record, None if to is None else pipeline_named(desk, to).id)
    if to is not None:
        raise BadValue("--to", to, "only what stands in a stage or a pipeline moves elsewhere. Leave it out.")
    return do.DeleteLostReason(record) if kind == "reason" else do.DeleteRate(record)


def _stage(desk: Desk, given: dict[str, str]) -> do.Command:
    pipeline = pipeline_named(desk, given.pop("pipeline", None))
    before = given.pop("before", None)
    front = None if before is None else stage_named(desk, before, pipeline.id).id
    return do.AddStage(pipeline.id, **({"name": ""} | _typed(given)), before=front)


def _pipeline(desk: Desk, given: dict[str, str]) -> do.Command:
    copied = given.get("copy_of")
    return do.AddPipeline(given.get("name", ""), None if copied is None else pipeline_named(desk, copied).id)


def _reason(desk: Desk, given: dict[str, str]) -> do.Command:
    return do.AddLostReason(**({"name": ""} | _typed(given)))


def _rate(desk: Desk, given: dict[str, str]) -> do.Command:
    text = given.get("rate", "")
    try:
        rate = Decimal(text.strip())
    except InvalidOperation:
        raise BadValue("exchange rate", text, "give a number above zero, such as 1.0842.") from None
    into = given.get("into") or desk.read(currency_of)
    return do.EnterRate(given.get("currency", ""), into, rate, read_day(given.get("dated_on", ""), "date of the rate"))


_ADDITIONS: Mapping[str, Callable[[Desk, dict[str, str]], do.Command]] = {
    "stage": _stage,
    "pipeline": _pipeline,
    "reason": _reason,
    "rate": _rate,
}


def _known(kind: str, words: list[str], names: tuple[str, ...]) -> dict[str, str]:
    given = pairs(words)
    unknown = next((name for name in given if name not in names), None)
    if unknown is not None:
        raise BadValue(kind, unknown, f"it has no field of that name that can be set. Use one of {', '.join(names)}.")
    return given


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(given)
    if "probability" in given:
        values["probability"] = read_count(given["probability"].strip().removesuffix("%"), "probability")
    if "rot_limit_days" in given:
        limit = given["rot_limit_days"].strip()
        values["rot_limit_days"] = read_count(limit, "rotting limit") if limit else None
    if "names_competitor" in given:
        values["names_competitor"] = read_yes_no(given["names_competitor"], "names competitor")
    return values


def _print(arguments: Namespace, rows: list[dict[str, Any]], names: tuple[str, ...]) -> int:
    if arguments.as_json:
        print_json(rows)
    else:
        print_columns(rows, names)
    return 0
