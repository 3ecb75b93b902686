"""Opportunities: adding, changing, moving across the board, winning, losing, reopening."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, update

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError, StageClosed
from salesdesk.domain.texts import clean_line
from salesdesk.queries.naming import name_of
from salesdesk.queries.settings import currency
from salesdesk.services import custom_fields, lines, ranks, relocation, tags
from salesdesk.services.commands import (
    AddOpportunity,
    DeleteOpportunities,
    LoseOpportunity,
    MoveOpportunities,
    ReopenOpportunity,
    SetOpportunity,
    WinOpportunity,
)
from salesdesk.services.fields import changed, checked
from salesdesk.services.loading import all_live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import account, contact, lead, opportunity, pipeline, stage, stage_history
from salesdesk.store.types import instant_text

EDITABLE = {
    "name": "line",
    "account_id": "count",
    "contact_id": "count",
    "lead_id": "count",
    "amount_minor": "money",
    "currency": "currency",
    "mrr_minor": "money",
    "term_months": "count",
    "probability": "count",
    "expected_close": "day",
    "source": "line",
    "pain": "text",
    "product": "line",
    "seats": "count",
    "term": "line",
    "lost_reason": "line",
    "competitor": "line",
}
NAME_LENGTH = 300
LONGEST_TERM = 1200
CLOSES_FROM = date(2000, 1, 1)
MOST_SINGLY = 50

# A move is the gesture that has to feel instant: its statements are put together once.
_STAGE = select(stage).where(stage.c.id == bindparam("stage"), stage.c.deleted_at.is_(None))
_RECORD = (
    select(opportunity, stage.c.kind)
    .join(stage, stage.c.id == opportunity.c.stage_id)
    .where(opportunity.c.id == bindparam("record"), opportunity.c.deleted_at.is_(None))
)
_LEAVE_STAGE = (
    update(stage_history)
    .where(stage_history.c.opportunity_id == bindparam("record"), stage_history.c.left_at.is_(None))
    .values(left_at=bindparam("now"), probability_by_hand=bindparam("chance"))
)
_ENTER_STAGE = insert(stage_history)
_LAST_OPEN_STAY = (
    select(stage_history.c.stage_id, stage_history.c.probability_by_hand)
    .join(stage, stage.c.id == stage_history.c.stage_id)
    .where(
        stage_history.c.opportunity_id == bindparam("record"),
        stage.c.pipeline_id == bindparam("pipeline"),
        stage.c.kind == "open",
        stage.c.deleted_at.is_(None),
    )
    .order_by(stage_history.c.id.desc())
    .limit(1)
)


def add(tx: Transaction, command: AddOpportunity) -> Outcome:
    """Add an opportunity at the end of its stage, with its first stage interval."""
    given, own = custom_fields.apart(command.fields)
    rest, names = split_tags(given)
    fields = checked_fields(tx, rest, {"stage_id": "count", "bant": "line"})
    if not fields.get("name"):
        raise BadValue("name", "", "an opportunity needs a name.")
    target = _stage(tx, int(fields.pop("stage_id"))) if fields.get("stage_id") else first_open_stage(tx)
    if target["kind"] != "open":
        raise StageClosed(
            f"A new opportunity cannot start in {target['name']}. Add it to an open stage, then close it."
        )
    by_hand = "probability" in fields
    values = {
        "currency": currency(tx.connection),
        "probability": target["probability"],
        **fields,
        "uid": new_uid(),
        "pipeline_id": target["pipeline_id"],
        "stage_id": target["id"],
        "rank": ranks.at_end(tx, target["id"], 1)[0],
        "probability_by_hand": int(by_hand),
        "created_at": tx.now,
        "entered_stage_at": tx.now,
    }
    result = tx.connection.execute(insert(opportunity).values(**values))
    new_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    _open_interval(tx, new_id, target["id"])
    custom_fields.write(tx, "opportunity", new_id, own)
    if names:
        tags.replace(tx, "opportunity", new_id, names)
    return Outcome(f"Add “{values['name']}”", new_id)


def change(tx: Transaction, command: SetOpportunity) -> Outcome:
    """Change fields; a probability given here is kept when the card moves."""
    record = _open_or_closed(tx, command.opportunity)
    given, own = custom_fields.apart(command.fields)
    rest, names = split_tags(given)
    fields = checked_fields(tx, rest)
    if "probability" in fields:
        refuse_chance(tx, [record["id"]], fields["probability"])
        fields["probability_by_hand"] = int(record["kind"] == "open")
    if "amount_minor" in fields:
        lines.refuse_amount(tx, record, fields["amount_minor"])
    if "currency" in fields:
        fields = lines.restate(tx, record, fields["currency"]) | fields
    differing = changed(record, fields)
    if differing:
        tx.connection.execute(update(opportunity).where(opportunity.c.id == record["id"]).values(**differing))
    custom_fields.write(tx, "opportunity", record["id"], own)
    if names is not None:
        tags.replace(tx, "opportunity", record["id"], names)
    return Outcome(f"Change “{fields.get('name', record['name'])}”", None)


def move(tx: Transaction, command: MoveOpportunities) -> Outcome:
    """Move cards to an open stage and place: stage, history, probability (unless set by hand) and rank in one go."""
    if not command.opportunities:
        raise SalesDeskError("No opportunity was named. Select at least one, then move it.")
    target = _stage(tx, command.stage)
    if target["kind"] != "open":
        how = "mark it as won" if target["kind"] == "won" else "mark it as lost, with a reason"
        raise StageClosed(f"Nothing is moved into {target['name']} just like that: {how}.")
    if command.before is None and command.after is None and len(command.opportunities) > MOST_SINGLY:
        return _move_many(tx, command.opportunities, target)
    records = [_open_or_closed(tx, one) for one in command.opportunities]
    given = ranks.beside(tx, target["id"], command.before, command.after, [record["id"] for record in records])
    for record, rank in zip(records, given, strict=True):
        values: dict[str, object] = {"rank": rank}
        if record["stage_id"] != target["id"]:
            values |= _entering(tx, record, target)
        tx.connection.execute(update(opportunity).where(opportunity.c.id == record["id"]).values(**values))
    verb = "Move" if any(record["stage_id"] != target["id"] for record in records) else "Reorder"
    what = f"“{records[0]['name']}”" if len(records) == 1 else f"{len(records)} opportunities"
    return Outcome(f"{verb} {what} to {target['name']}" if verb == "Move" else f"Reorder {what}")


def _move_many(tx: Transaction, ids: Sequence[int], target: RowMapping) -> Outcome:
    """Move set-wise to the end of a stage what stands open in another; closed ones are reopened one by one."""
    standing = tx.connection.exec_driver_sql(
        "SELECT o.id, s.id, s.kind FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE o.id IN (SELECT value FROM json_each(?))",
        (json.dumps(all_live(tx, opportunity, ids)),),
    )
    at = {record: (stage_id, kind) for record, stage_id, kind in standing}
    moving = [one for one in dict.fromkeys(ids) if at[one][0] != target["id"]]
    relocation.to_stage(tx, [one for one in moving if at[one][1] == "open"], target)
    closed = [_open_or_closed(tx, one) for one in moving if at[one][1] != "open"]
    for record, rank in zip(closed, ranks.at_end(tx, target["id"], len(closed)), strict=True):
        values = _entering(tx, record, target) | {"rank": rank}
        tx.connection.execute(update(opportunity).where(opportunity.c.id == record["id"]).values(**values))
    return Outcome(f"Move {len(at):,} opportunities to {target['name']}")


def win(tx: Transaction, command: WinOpportunity) -> Outcome:
    """Close as won and make the account a customer."""
    record = _open_or_closed(tx, command.opportunity)
    target = _closing_stage(tx, record, "won", command.stage)
    closed_on = command.closed_on or tx.today
    if closed_on > tx.today:
        raise BadValue("close date", closed_on, "it is in the future. Give the day it was won.")
    values = _closing(tx, record, target, closed_on)
    if command.amount_minor is not None:
        values["amount_minor"] = _amount(command.amount_minor)
        lines.refuse_amount(tx, record, values["amount_minor"])
    values |= {"contract_on": command.contract_on, "lost_reason": "", "lost_kind": "", "competitor": ""}
    tx.connection.execute(update(opportunity).where(opportunity.c.id == record["id"]).values(**values))
    if record["account_id"] is not None:
        customer = update(account).where(account.c.id == record["account_id"], account.c.status != "customer")
        tx.connection.execute(customer.values(status="customer"))
    return Outcome(f"Win “{record['name']}”")


def lose(tx: Transaction, command: LoseOpportunity) -> Outcome:
    """Close as lost; the reason is required."""
    record = _open_or_closed(tx, command.opportunity)
    reason = clean_line(command.reason, "lost reason")
    if not reason:
        raise BadValue("lost reason", "", "say why it was lost, for instance “No budget”.")
    if command.kind not in ("declined", "disqualified"):
        raise BadValue("lost kind", command.kind, "use “declined” or “disqualified”.")
    target = _closing_stage(tx, record, "lost", command.stage)
    values = _closing(tx, record, target, tx.today)
    values |= {
        "lost_reason": reason,
        "lost_kind": command.kind,
        "competitor": clean_line(command.competitor, "competitor"),
        "retry_on": command.retry_on,
    }
    tx.connection.execute(update(opportunity).where(opportunity.c.id == record["id"]).values(**values))
    return Outcome(f"Lose “{record['name']}”")


def reopen(tx: Transaction, command: ReopenOpportunity) -> Outcome:
    """Take a closed opportunity back to the last open stage it stood in, at its end, with the chance it had there."""
    record = _open_or_closed(tx, command.opportunity)
    if record["kind"] == "open":
        raise StageClosed(f"“{record['name']}” is open already.")
    stay = tx.connection.execute(_LAST_OPEN_STAY, {"record": record["id"], "pipeline": record["pipeline_id"]}).first()
    target = _stage(tx, stay.stage_id) if stay is not None else first_open_stage(tx, record["pipeline_id"])
    values = _entering(tx, record, target) | {
        "rank": ranks.at_end(tx, target["id"], 1)[0],
        "closed_at": None,
        "lost_reason": "",
        "lost_kind": "",
        "retry_on": None,
        "contract_on": None,
    }
    if stay is not None and stay.probability_by_hand is not None:
        values |= {"probability": stay.probability_by_hand, "probability_by_hand": 1}
    tx.connection.execute(update(opportunity).where(opportunity.c.id == record["id"]).values(**values))
    return Outcome(f"Reopen “{record['name']}”")


def remove(tx: Transaction, command: DeleteOpportunities) -> Outcome:
    """Put opportunities in the trash."""
    ids = all_live(tx, opportunity, command.opportunities)
    tx.connection.exec_driver_sql(
        "UPDATE opportunity SET deleted_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (instant_text(tx.now), json.dumps(ids)),
    )
    what = name_of(tx.connection, "opportunity", ids[0]) if len(ids) == 1 else f"{len(ids):,} opportunities"
    return Outcome(f"Delete {what}")


def first_open_stage(tx: Transaction, pipeline_id: int | None = None) -> RowMapping:
    """Return the first open stage of a pipeline, of the first one where none is named."""
    query = (
        select(stage)
        .join(pipeline, pipeline.c.id == stage.c.pipeline_id)
        .where(stage.c.kind == "open", stage.c.deleted_at.is_(None), pipeline.c.deleted_at.is_(None))
        .order_by(pipeline.c.position, pipeline.c.id, stage.c.position)
    )
    if pipeline_id is not None:
        query = query.where(pipeline.c.id == pipeline_id)
    found = tx.connection.execute(query.limit(1)).mappings().first()
    if found is None:
        raise SalesDeskError("This pipeline has no open stage. Add one before adding opportunities.")
    return found


def refuse_chance(tx: Transaction, ids: Sequence[int], chance: int) -> None:
    """Raise `StageClosed` where one of these is won or lost, and so has its chance for good."""
    closed = tx.connection.exec_driver_sql(
        "SELECT o.name, s.kind, s.probability FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id "
        "WHERE s.kind <> 'open' AND s.probability <> ? AND o.id IN (SELECT value FROM json_each(?)) LIMIT 1",
        (chance, json.dumps(list(ids))),
    ).first()
    if closed is not None:
        name, kind, always = closed
        raise StageClosed(f"“{name}” is {kind}, so its chance stays {always} %. Reopen it to give it another.")


def checked_fields(
    tx: Transaction, fields: Mapping[str, object], extra: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return fields of an opportunity as their columns hold them. Raises: BadValue, NotFound."""
    values = checked("opportunity", fields, {**EDITABLE, **(extra or {})})
    for table in (account, contact, lead):
        record = values.get(f"{table.name}_id")
        if record is not None:
            there = select(table.c.id).where(table.c.id == record, table.c.deleted_at.is_(None))
            if tx.connection.execute(there).first() is None:
                raise NotFound(table.name, record)
    if "amount_minor" in values:
        values["amount_minor"] = values["amount_minor"] or 0
    if "currency" in values and not values["currency"]:
        raise BadValue("currency", "", "give a code of three letters, for instance EUR.")
    if "probability" in values and (values["probability"] is None or values["probability"] > 100):
        raise BadValue("probability", fields["probability"], "give a whole percentage from 0 to 100.")
    if (values.get("term_months") or 0) > LONGEST_TERM:
        raise BadValue("term", values["term_months"], f"give a number of months up to {LONGEST_TERM:,}.")
    closing = values.get("expected_close")
    if closing is not None and closing < CLOSES_FROM:
        raise BadValue("close date", closing, "it is before the year 2000. Check the year.")
    if "name" in values:
        if not values["name"]:
            raise BadValue("name", "", "an opportunity needs a name.")
        if len(values["name"]) > NAME_LENGTH:
            raise BadValue("name", values["name"], f"keep it under {NAME_LENGTH} characters.")
    return values


def split_tags(fields: Mapping[str, object]) -> tuple[dict[str, object], Sequence[str] | None]:
    """Return the fields without the tags, and the tags where they are among them."""
    rest = dict(fields)
    names: Any = rest.pop("tags", None)
    return rest, ([names] if isinstance(names, str) else names)


def _amount(amount_minor: int) -> int:
    amount: int = checked("opportunity", {"amount_minor": amount_minor}, EDITABLE)["amount_minor"]
    return amount


def _stage(tx: Transaction, stage_id: int) -> RowMapping:
    found = tx.connection.execute(_STAGE, {"stage": stage_id}).mappings().first()
    if found is None:
        raise NotFound("stage", stage_id)
    return found


def _open_or_closed(tx: Transaction, opportunity_id: int) -> RowMapping:
    found = tx.connection.execute(_RECORD, {"record": opportunity_id}).mappings().first()
    if found is None:
        raise NotFound("opportunity", opportunity_id)
    return found


def _closing_stage(tx: Transaction, record: RowMapping, kind: str, wanted: int | None) -> RowMapping:
    query = select(stage).where(
        stage.c.pipeline_id == record["pipeline_id"], stage.c.kind == kind, stage.c.deleted_at.is_(None)
    )
    if wanted is not None:
        query = query.where(stage.c.id == wanted)
    found = tx.connection.execute(query.order_by(stage.c.position).limit(1)).mappings().first()
    if found is None:
        raise StageClosed(f"This pipeline has no stage for {kind} opportunities.")
    if found["id"] == record["stage_id"]:
        raise StageClosed(f"{name_of(tx.connection, 'opportunity', record['id'])} is {kind} already.")
    return found


def _closing(tx: Transaction, record: RowMapping, target: RowMapping, closed_on: date) -> dict[str, Any]:
    moment = tx.now if closed_on == tx.today else datetime.combine(closed_on, time(12), tx.now.tzinfo).astimezone(UTC)
    values = _entering(tx, record, target)
    return values | {
        "rank": ranks.at_end(tx, target["id"], 1)[0],
        "closed_at": moment,
        "probability": target["probability"],
        "probability_by_hand": 0,
    }


def _entering(tx: Transaction, record: RowMapping, target: RowMapping) -> dict[str, Any]:
    """Close the present stage interval, open the next, and return what changes on the opportunity itself."""
    chance = record["probability"] if record["probability_by_hand"] else None
    tx.connection.execute(_LEAVE_STAGE, {"record": record["id"], "now": tx.now, "chance": chance})
    _open_interval(tx, record["id"], target["id"])
    values: dict[str, Any] = {
        "pipeline_id": target["pipeline_id"],
        "stage_id": target["id"],
        "entered_stage_at": tx.now,
    }
    if not record["probability_by_hand"]:
        values["probability"] = target["probability"]
    if record["kind"] != "open" and target["kind"] == "open":
        values |= {"probability": target["probability"], "closed_at": None, "lost_reason": "", "lost_kind": ""}
    return values


def _open_interval(tx: Transaction, opportunity_id: int, stage_id: int) -> None:
    values = {"opportunity_id": opportunity_id, "stage_id": stage_id, "entered_at": tx.now}
    tx.connection.execute(_ENTER_STAGE, values)
