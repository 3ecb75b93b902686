"""Stages of a pipeline: adding, changing, ordering, and deleting them without losing a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError, StageClosed
from salesdesk.domain.phrases import counted
from salesdesk.domain.stages import CLOSED_PROBABILITY, LONGEST_NAME, LONGEST_ROT_LIMIT_DAYS, STAGE_HUES, STAGE_KINDS
from salesdesk.services import relocation
from salesdesk.services.commands import AddStage, ChangeStage, DeleteStage, ReorderStages
from salesdesk.services.fields import changed, checked
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import opportunity, pipeline, stage

FIELDS = {"name": "line", "kind": "line", "probability": "count", "rot_limit_days": "count", "hue": "line"}
FIRST_PROBABILITY = 10


def add(tx: Transaction, command: AddStage) -> Outcome:
    """Add a stage; an open one without a probability takes that of the open stage in front of it."""
    parent = live(tx, pipeline, command.pipeline)
    siblings = of_pipeline(tx, parent["id"])
    place = _place(siblings, command)
    kind = command.kind
    given: dict[str, object] = {
        "name": command.name,
        "kind": kind,
        "rot_limit_days": command.rot_limit_days,
        "hue": command.hue or _spare_hue(siblings, kind),
        "probability": command.probability,
    }
    if command.probability is None:
        given["probability"] = CLOSED_PROBABILITY.get(kind, _inherited(siblings[:place]))
    values = _checked(siblings, kind, given)
    result = tx.connection.execute(insert(stage).values(uid=new_uid(), pipeline_id=parent["id"], **values))
    new_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    order = [one["id"] for one in siblings]
    _number(tx, [*order[:place], new_id, *order[place:]])
    return Outcome(f"Add stage “{values['name']}”", new_id)


def change(tx: Transaction, command: ChangeStage) -> Outcome:
    """Change a stage; cards whose probability was not set by hand follow, and a limit holds at once."""
    record = live(tx, stage, command.stage)
    siblings = of_pipeline(tx, record["pipeline_id"])
    others = [one for one in siblings if one["id"] != record["id"]]
    given = dict(command.fields)
    kind = str(given.get("kind", record["kind"]))
    if kind in STAGE_KINDS and kind != record["kind"]:
        _make_room(tx, record, others, kind)
        in_front = [one for one in others if one["position"] < record["position"]]
        given = {"probability": CLOSED_PROBABILITY.get(kind, _inherited(in_front)), "rot_limit_days": None} | given
    values = changed(record, _checked(others, kind, given))
    if values:
        tx.connection.execute(update(stage).where(stage.c.id == record["id"]).values(**values))
    if "probability" in values:
        following = (opportunity.c.stage_id == record["id"], opportunity.c.probability_by_hand == 0)
        tx.connection.execute(update(opportunity).where(*following).values(probability=values["probability"]))
    return Outcome(f"Change stage “{record['name']}”")


def reorder(tx: Transaction, command: ReorderStages) -> Outcome:
    """Put the stages of a pipeline into another order."""
    parent = live(tx, pipeline, command.pipeline)
    present = [one["id"] for one in of_pipeline(tx, parent["id"])]
    if sorted(command.stages) != sorted(present):
        raise SalesDeskError(
            f"The stages of “{parent['name']}” are not the ones that were put in order. Look again, then reorder them."
        )
    _number(tx, command.stages)
    return Outcome(f"Reorder stages of “{parent['name']}”")


def remove(tx: Transaction, command: DeleteStage) -> Outcome:
    """Delete a stage; its cards move to another one of its kind, its history stays readable."""
    record = live(tx, stage, command.stage)
    others = [one for one in of_pipeline(tx, record["pipeline_id"]) if one["id"] != record["id"]]
    alike = _alike(record, others)
    if command.move_cards_to is None:
        count = relocation.card_count(tx, [record["id"]])
        if count:
            raise SalesDeskError(
                f"“{record['name']}” has {counted(count, 'opportunity', 'opportunities')}. Choose the stage that "
                f"{'it moves' if count == 1 else 'they move'} to, then delete the stage."
            )
        target = alike[0]
    else:
        target = _heir(record, others, command.move_cards_to)
    for is_trash in (False, True):
        relocation.to_stage(tx, relocation.cards_of(tx, record["id"], is_trash=is_trash), target)
    tx.connection.execute(update(stage).where(stage.c.id == record["id"]).values(deleted_at=tx.now))
    return Outcome(f"Delete stage “{record['name']}”")


def of_pipeline(tx: Transaction, pipeline_id: int) -> Sequence[RowMapping]:
    """Return the stages of a pipeline in their order."""
    present = (stage.c.pipeline_id == pipeline_id, stage.c.deleted_at.is_(None))
    return tx.connection.execute(select(stage).where(*present).order_by(stage.c.position, stage.c.id)).mappings().all()


def _checked(others: Sequence[RowMapping], kind: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of a stage beside the others of its pipeline."""
    values = checked("stage", given, FIELDS)
    if kind not in STAGE_KINDS:
        raise BadValue("kind", kind, "use open, won or lost.")
    if "name" in values:
        _check_name(others, values["name"])
    if "probability" in values:
        chance = values["probability"]
        if chance is None or chance > 100:
            raise BadValue("probability", given["probability"], "give a whole percentage from 0 to 100.")
        if chance != CLOSED_PROBABILITY.get(kind, chance):
            raise BadValue("probability", f"{chance} %", f"a {kind} stage always has {CLOSED_PROBABILITY[kind]} %.")
    limit = values.get("rot_limit_days")
    if limit is not None and kind != "open":
        raise BadValue("rotting limit", limit, f"nothing rots in a {kind} stage. Leave it empty.")
    if limit is not None and not 1 <= limit <= LONGEST_ROT_LIMIT_DAYS:
        raise BadValue("rotting limit", limit, f"give 1 to {LONGEST_ROT_LIMIT_DAYS:,} days, or leave it empty.")
    if "hue" in values and values["hue"] not in STAGE_HUES:
        raise BadValue("hue", values["hue"], f"use one of {', '.join(STAGE_HUES)}.")
    return values


def _check_name(others: Sequence[RowMapping], name: str) -> None:
    if not name:
        raise BadValue("name", "", "a stage needs a name.")
    if len(name) > LONGEST_NAME:
        raise BadValue("name", name, f"it has {len(name):,} characters, and {LONGEST_NAME} fit.")
    if any(one["name"].casefold() == name.casefold() for one in others):
        raise BadValue("name", name, "this pipeline has a stage of that name. Choose another name.")


def _make_room(tx: Transaction, record: RowMapping, others: Sequence[RowMapping], kind: str) -> None:
    """Refuse another kind while cards would be closed or opened by it; what is in the trash moves aside."""
    alike = _alike(record, others)
    count = relocation.card_count(tx, [record["id"]])
    if count:
        raise StageClosed(
            f"“{record['name']}” has {counted(count, 'opportunity', 'opportunities')}, which can’t become {kind} "
            f"with the stage. Move {'it' if count == 1 else 'them'} to another stage first."
        )
    relocation.to_stage(tx, relocation.cards_of(tx, record["id"], is_trash=True), alike[0])


def _alike(record: RowMapping, others: Sequence[RowMapping]) -> list[RowMapping]:
    """Return the other stages of the same kind, the nearest in front of it first. Raises where there is none."""
    alike = [one for one in others if one["kind"] == record["kind"]]
    if not alike:
        raise SalesDeskError(
            f"“{record['name']}” is the only {record['kind']} stage of its pipeline, and a pipeline needs one. "
            f"Add another {record['kind']} stage first."
        )
    return sorted(
        alike, key=lambda one: (one["position"] > record["position"], abs(one["position"] - record["position"]))
    )


def _heir(record: RowMapping, others: Sequence[RowMapping], wanted: int) -> RowMapping:
    target = next((one for one in others if one["id"] == wanted), None)
    if target is None and wanted == record["id"]:
        raise SalesDeskError(f"The cards of “{record['name']}” can’t stay in it. Choose another stage.")
    if target is None:
        raise NotFound("stage", f"{wanted} in this pipeline")
    if target["kind"] != record["kind"]:
        raise StageClosed(
            f"The cards of “{record['name']}” are {record['kind']}, and “{target['name']}” is a {target['kind']} "
            f"stage. Choose another {record['kind']} stage."
        )
    return target


def _place(siblings: Sequence[RowMapping], command: AddStage) -> int:
    ids = [one["id"] for one in siblings]
    if command.before is not None:
        if command.before not in ids:
            raise NotFound("stage", f"{command.before} in this pipeline")
        return ids.index(command.before)
    return max((at for at, one in enumerate(siblings, 1) if one["kind"] == command.kind), default=len(ids))


def _inherited(in_front: Sequence[RowMapping]) -> int:
    return next((one["probability"] for one in reversed(in_front) if one["kind"] == "open"), FIRST_PROBABILITY)


def _spare_hue(siblings: Sequence[RowMapping], kind: str) -> str:
    """Return the hue of the kind, for an open stage the one that the fewest have."""
    if kind in CLOSED_PROBABILITY:
        return f"st_{kind}"
    taken = [one["hue"] for one in siblings]
    return min((hue for hue in STAGE_HUES if hue not in ("st_won", "st_lost")), key=taken.count)


def _number(tx: Transaction, order: Sequence[int]) -> None:
    for position, stage_id in enumerate(order):
        elsewhere = (stage.c.id == stage_id, stage.c.position != position)
        tx.connection.execute(update(stage).where(*elsewhere).values(position=position))
