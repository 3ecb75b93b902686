"""Pipelines: adding, renaming and deleting them, and moving opportunities from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError, StageClosed
from salesdesk.domain.phrases import counted
from salesdesk.domain.stages import DEFAULT_STAGES, LONGEST_NAME
from salesdesk.domain.texts import clean_line
from salesdesk.services import relocation
from salesdesk.services.commands import AddPipeline, DeletePipeline, MoveToPipeline, RenamePipeline
from salesdesk.services.loading import live
from salesdesk.services.stages import of_pipeline
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import opportunity, pipeline, stage

COPIED = ("name", "kind", "probability", "rot_limit_days", "hue")


def add(tx: Transaction, command: AddPipeline) -> Outcome:
    """Add a pipeline behind the others, with stages of its own."""
    name = _checked_name(tx, command.name, None)
    plans = [{key: getattr(plan, key) for key in COPIED} for plan in DEFAULT_STAGES]
    if command.copy_of is not None:
        source = live(tx, pipeline, command.copy_of)
        plans = [{key: one[key] for key in COPIED} for one in of_pipeline(tx, source["id"])]
    position = max((one["position"] for one in _all(tx)), default=-1) + 1
    result = tx.connection.execute(insert(pipeline).values(uid=new_uid(), name=name, position=position))
    new_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    for place, plan in enumerate(plans):
        tx.connection.execute(insert(stage).values(uid=new_uid(), pipeline_id=new_id, position=place, **plan))
    return Outcome(f"Add pipeline “{name}”", new_id)


def rename(tx: Transaction, command: RenamePipeline) -> Outcome:
    """Give a pipeline another name."""
    record = live(tx, pipeline, command.pipeline)
    name = _checked_name(tx, command.name, record["id"])
    if name != record["name"]:
        tx.connection.execute(update(pipeline).where(pipeline.c.id == record["id"]).values(name=name))
    return Outcome(f"Rename pipeline “{record['name']}” to “{name}”")


def remove(tx: Transaction, command: DeletePipeline) -> Outcome:
    """Delete a pipeline with its stages; its opportunities move to another pipeline, each to the stage like its own."""
    record = live(tx, pipeline, command.pipeline)
    others = [one for one in _all(tx) if one["id"] != record["id"]]
    if not others:
        raise SalesDeskError(f"“{record['name']}” is the only pipeline. Add another one, then delete it.")
    stages = of_pipeline(tx, record["id"])
    if command.move_cards_to is None:
        count = relocation.card_count(tx, [one["id"] for one in stages])
        if count:
            raise SalesDeskError(
                f"“{record['name']}” has {counted(count, 'opportunity', 'opportunities')}. Choose the pipeline that "
                f"{'it moves' if count == 1 else 'they move'} to, then delete this one."
            )
        heir = others[0]
    else:
        heir = live(tx, pipeline, command.move_cards_to)
        if heir["id"] == record["id"]:
            raise SalesDeskError(f"The opportunities of “{record['name']}” can’t stay in it. Choose another pipeline.")
    targets = of_pipeline(tx, heir["id"])
    for is_trash in (False, True):
        for source in stages:
            cards = relocation.cards_of(tx, source["id"], is_trash=is_trash)
            relocation.to_stage(tx, cards, _counterpart(source, targets))
    gone = {"deleted_at": tx.now}
    present = (stage.c.pipeline_id == record["id"], stage.c.deleted_at.is_(None))
    tx.connection.execute(update(stage).where(*present).values(**gone))
    tx.connection.execute(update(pipeline).where(pipeline.c.id == record["id"]).values(**gone))
    return Outcome(f"Delete pipeline “{record['name']}”")


def move(tx: Transaction, command: MoveToPipeline) -> Outcome:
    """Move opportunities to another pipeline; closed ones stay closed."""
    target = live(tx, pipeline, command.pipeline)
    targets = of_pipeline(tx, target["id"])
    chosen = _chosen(targets, command.stage)
    records = [live(tx, opportunity, one) for one in dict.fromkeys(command.opportunities)]
    moving = [record for record in records if record["pipeline_id"] != target["id"]]
    if not records:
        raise SalesDeskError("No opportunity was named. Select at least one, then move it.")
    if not moving:
        what = f"“{records[0]['name']}” is" if len(records) == 1 else "They are"
        raise SalesDeskError(f"{what} in “{target['name']}” already.")
    by_target: dict[int, list[int]] = {}
    for record in moving:
        source = live(tx, stage, record["stage_id"])
        place = chosen if chosen is not None and source["kind"] == "open" else _counterpart(source, targets)
        by_target.setdefault(place["id"], []).append(record["id"])
    for one in targets:
        relocation.to_stage(tx, by_target.get(one["id"], []), one)
    what = f"“{moving[0]['name']}”" if len(moving) == 1 else f"{len(moving)} opportunities"
    return Outcome(f"Move {what} to pipeline “{target['name']}”")


def _all(tx: Transaction) -> Sequence[RowMapping]:
    present = select(pipeline).where(pipeline.c.deleted_at.is_(None))
    return tx.connection.execute(present.order_by(pipeline.c.position, pipeline.c.id)).mappings().all()


def _checked_name(tx: Transaction, text: str, own_id: int | None) -> str:
    name = clean_line(text, "name")
    if not name:
        raise BadValue("name", "", "a pipeline needs a name.")
    if len(name) > LONGEST_NAME:
        raise BadValue("name", name, f"it has {len(name):,} characters, and {LONGEST_NAME} fit.")
    if any(one["name"].casefold() == name.casefold() and one["id"] != own_id for one in _all(tx)):
        raise BadValue("name", name, "there is a pipeline of that name. Choose another name.")
    return name


def _chosen(targets: Sequence[RowMapping], wanted: int | None) -> RowMapping | None:
    if wanted is None:
        return None
    found = next((one for one in targets if one["id"] == wanted), None)
    if found is None:
        raise NotFound("stage", f"{wanted} in that pipeline")
    if found["kind"] != "open":
        raise StageClosed(f"Nothing is moved into “{found['name']}” just like that. Choose an open stage.")
    return found


def _counterpart(source: RowMapping, targets: Sequence[RowMapping]) -> RowMapping:
    """Return the stage of the same kind and name, else the first of the same kind."""
    alike = [one for one in targets if one["kind"] == source["kind"]]
    named = [one for one in alike if one["name"].casefold() == source["name"].casefold()]
    return (named or alike)[0]
