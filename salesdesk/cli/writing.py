"""Verbs that change the desk: each builds the command that the window would."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, time
from typing import Any

from salesdesk.cli import deals, shaping
from salesdesk.cli.fields import lead_fields, opportunity_fields, pairs, read_day, read_id
from salesdesk.cli.output import desk_of, print_done
from salesdesk.cli.places import pipeline_named, pipeline_of_stage, stage_anywhere, stage_named
from salesdesk.domain.errors import BadValue, NothingToUndo, SalesDeskError
from salesdesk.domain.money import parse_money
from salesdesk.queries import directory, history, opportunities
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.pipelines import pipeline_of
from salesdesk.queries.settings import currency as currency_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

ACTIVITY_REFS = ("lead", "opportunity", "account", "contact")
ACTIVITY_TEXTS = ("subject", "notes", "outcome", "direction")


def sample(arguments: Namespace) -> int:
    """Fill an empty file, made where it is not there yet."""
    with desk_of(arguments, create=True) as desk:
        command = do.FillWithSample(arguments.leads, arguments.opportunities, arguments.seed)
        return print_done(arguments, desk.run(command))


def add(arguments: Namespace) -> int:
    """Add a record, a part of an opportunity, or a part of the desk such as a stage."""
    with desk_of(arguments, create=True) as desk:
        currency = desk.read(currency_of)
        command: do.Command
        if arguments.kind == "lead":
            command = do.AddLead(lead_fields(arguments.fields, currency, desk.read(own_fields, "lead")))
        elif arguments.kind == "opportunity":
            command = do.AddOpportunity(
                _resolved(desk, opportunity_fields(arguments.fields, currency, desk.read(own_fields, "opportunity")))
            )
        elif arguments.kind in deals.KINDS:
            command = deals.command_to_add(desk, arguments.kind, arguments.fields)
        elif arguments.kind in shaping.KINDS:
            command = shaping.addition(desk, arguments.kind, arguments.fields)
        else:
            command = _activity(pairs(arguments.fields))
        return print_done(arguments, desk.run(command), with_id=True)


def change(arguments: Namespace) -> int:
    """Change fields of a record, of several opportunities, or of a part of the desk such as a stage."""
    with desk_of(arguments) as desk:
        currency = desk.read(currency_of)
        first, *others = arguments.ids
        if arguments.kind == "lead":
            command: do.Command = do.SetLead(
                _only(arguments), lead_fields(arguments.fields, currency, desk.read(own_fields, "lead"))
            )
        elif arguments.kind in shaping.KINDS:
            command = shaping.alteration(arguments.kind, _only(arguments), arguments.fields)
        else:
            own = _own_currency(desk, first, currency)
            given = opportunity_fields(arguments.fields, own, desk.read(own_fields, "opportunity"))
            fields = _resolved(desk, given)
            if "stage_id" in fields:
                raise BadValue("opportunity", "stage", "a stage is changed with “move”.")
            command = do.ReviseOpportunities(arguments.ids, fields) if others else do.SetOpportunity(first, fields)
        return print_done(arguments, desk.run(command))


def answer(arguments: Namespace) -> int:
    """Record evidence about a lead."""
    with desk_of(arguments) as desk:
        origin = arguments.said_by, arguments.activity, _said_at(desk, arguments.said_on)
        evidence = do.Evidence(arguments.dimension, arguments.state, arguments.value, arguments.note, *origin)
        return print_done(arguments, desk.run(do.RecordEvidence((evidence,), lead=arguments.lead)))


def _said_at(desk: Desk, text: str) -> datetime | None:
    """Return noon of the day named, nothing for today or where none is."""
    now = desk.now()
    day = read_day(text, "day it was said")
    return None if day in (None, now.date()) else datetime.combine(day, time(12), now.tzinfo)


def promote(arguments: Namespace) -> int:
    """Turn a lead into an opportunity."""
    with desk_of(arguments) as desk:
        money = parse_money(arguments.amount, desk.read(currency_of)) if arguments.amount else None
        account = None
        if arguments.account:
            link = None if arguments.account == "new" else read_id(arguments.account, "account")
            account = do.AccountChoice(link)
        command = do.PromoteLead(
            arguments.lead,
            account=account,
            name=arguments.name,
            amount_minor=money.amount_minor if money else None,
            currency=money.currency if money else None,
            expected_close=read_day(arguments.close, "close date") if arguments.close else None,
            stage=stage_anywhere(desk, arguments.stage).id if arguments.stage else None,
            override_reason=arguments.override,
        )
        return print_done(arguments, desk.run(command), with_id=True)


def unpromote(arguments: Namespace) -> int:
    """Take a promotion back."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.UnpromoteOpportunity(arguments.opportunity, arguments.lead)))


def move(arguments: Namespace) -> int:
    """Move opportunities to a stage or to another pipeline; Won and Lost are stages too, Lost needs a reason."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(_move(desk, arguments)))


def _move(desk: Desk, arguments: Namespace) -> do.Command:
    records = arguments.opportunities
    home = desk.read(pipeline_of, records[0])
    if arguments.pipeline is not None:
        pipeline = pipeline_named(desk, arguments.pipeline)
        if arguments.stage is None:
            return do.MoveToPipeline(records, pipeline.id)
        stage = stage_named(desk, arguments.stage, pipeline.id)
    elif arguments.stage is None:
        raise SalesDeskError("Nothing says where it is to go. Name a stage, or a pipeline with --pipeline.")
    else:
        stage = stage_anywhere(desk, arguments.stage, home)
        pipeline = pipeline_of_stage(desk, stage.id)
    if home is not None and pipeline.id != home:
        return do.MoveToPipeline(records, pipeline.id, stage.id)
    is_one = len(records) == 1
    if stage.kind == "won":
        return do.WinOpportunity(records[0], stage=stage.id) if is_one else do.WinOpportunities(records)
    if stage.kind == "lost":
        reason, kind = arguments.reason, arguments.kind
        if is_one:
            return do.LoseOpportunity(records[0], reason, kind, stage=stage.id)
        return do.LoseOpportunities(records, reason, kind)
    return do.MoveOpportunities(records, stage.id)


def _only(arguments: Namespace) -> int:
    first, *others = arguments.ids
    if others:
        raise BadValue(arguments.kind, arguments.ids, "only opportunities are changed several at a time.")
    return int(first)


def undo(arguments: Namespace) -> int:
    """Take the latest steps back."""
    with desk_of(arguments) as desk:
        _refuse_too_many(desk, arguments.steps, is_redo=False)
        return print_done(arguments, [desk.undo() for _ in range(arguments.steps)][-1])


def redo(arguments: Namespace) -> int:
    """Do again what was taken back."""
    with desk_of(arguments) as desk:
        _refuse_too_many(desk, arguments.steps, is_redo=True)
        return print_done(arguments, [desk.redo() for _ in range(arguments.steps)][-1])


def _refuse_too_many(desk: Desk, steps: int, *, is_redo: bool) -> None:
    verb = "redo" if is_redo else "undo"
    if steps < 1:
        raise BadValue("steps", steps, "give a number from 1.")
    known = desk.read(history.step_count, is_redo=is_redo)
    if known == 0:
        raise NothingToUndo(f"There is nothing to {verb}.")
    if steps > known:
        raise BadValue("steps", steps, f"there {'is' if known == 1 else 'are'} {known} to {verb}.")


def _own_currency(desk: Desk, opportunity: int, otherwise: str) -> str:
    page = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    return otherwise if page is None else page.currency


def _activity(given: dict[str, str]) -> do.Command:
    refs: dict[str, Any] = {name: read_id(given.pop(name), name) for name in ACTIVITY_REFS if name in given}
    due_on = read_day(given.pop("due_on", ""), "due date")
    kind = given.pop("kind", "task" if due_on else "note")
    minutes = given.pop("duration_min", "")
    unknown = sorted(set(given) - set(ACTIVITY_TEXTS))
    if unknown:
        raise BadValue("activity", unknown[0], f"use kind, due_on, duration_min, {', '.join(ACTIVITY_TEXTS)}, lead, …")
    if due_on is not None:
        step = do.PlannedStep(kind, given.get("subject", ""), due_on)
        return do.PlanActivity(step, notes=given.get("notes", ""), **refs)
    texts: dict[str, Any] = dict(given)
    return do.LogActivity(kind, duration_min=read_id(minutes, "duration") if minutes else None, **texts, **refs)


def _resolved(desk: Desk, fields: dict[str, Any]) -> dict[str, Any]:
    """Replace what names a record by its id."""
    if "stage" in fields:
        fields["stage_id"] = stage_anywhere(desk, fields.pop("stage")).id
    if "contact" in fields:
        fields["contact_id"] = read_id(fields.pop("contact"), "contact") if fields["contact"] else None
    if "account" in fields:
        fields["account_id"] = _account(desk, fields.pop("account"))
    return fields


def _account(desk: Desk, text: str) -> int | None:
    if not text.strip():
        return None
    if text.strip().isdigit():
        return int(text)
    found = desk.read(directory.find_by_name, "account", text)
    if len(found) != 1:
        raise SalesDeskError(
            f"There {'are several accounts' if found else 'is no account'} called “{text}”. Give its number instead."
        )
    return found[0]
