"""Activities on the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from salesdesk.cli.fields import pairs, read_id, read_moment
from salesdesk.cli.grammar import numbers
from salesdesk.cli.nouns import Ids, Noun, known, only
from salesdesk.cli.steps import NEXT_STEP, take_due, take_next_step
from salesdesk.domain.errors import BadValue
from salesdesk.formats.cells import read_count, read_yes_no
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

REFS = ("lead", "opportunity", "account", "contact")
TEXTS = ("subject", "notes", "outcome", "direction")
PLANNED = ("kind", "subject", "due_on", "due_at", "recurrence")


def _addition(desk: Desk, words: list[str]) -> do.Command:
    given = pairs(words)
    due = take_due(given)
    if due is not None:
        kind, subject = given.pop("kind", "task"), given.pop("subject", "")
        return _plan(do.PlannedStep(kind, subject, *due, given.pop("recurrence", "").strip()), given)
    step = take_next_step(given)
    kind, minutes = given.pop("kind", "note"), given.pop("duration_min", "").strip()
    at, completes = _happened_at(desk, given.pop("at", "").strip()), given.pop("completes", "").strip()
    refs = _refs(given)
    _refuse_others(given, TEXTS, (*PLANNED, "at", "duration_min", "completes", *TEXTS, *NEXT_STEP))
    texts: dict[str, Any] = dict(given)
    return do.LogActivity(
        kind,
        duration_min=read_count(minutes, "duration") if minutes else None,
        at=at,
        next_step=step,
        completes=read_id(completes, "planned activity") if completes else None,
        **texts,
        **refs,
    )


def _happened_at(desk: Desk, text: str) -> datetime | None:
    moment = read_moment(text, "moment it happened") if text else None
    if moment is not None and moment > desk.now():
        raise BadValue("moment it happened", text, "it is still to come. Plan it with due_on instead.")
    return moment


def _plan(step: do.PlannedStep, given: dict[str, str]) -> do.Command:
    """Return the command that plans a step for one record, or the same one for several."""
    for name, several in (("lead", do.PlanForLeads), ("opportunity", do.PlanForOpportunities)):
        if "," in given.get(name, ""):
            ids = _several(given.pop(name), name)
            _refuse_others(given, (), PLANNED)
            return several(ids, step)
    refs = _refs(given)
    _refuse_others(given, ("notes",), (*PLANNED, "notes"))
    return do.PlanActivity(step, notes=given.get("notes", ""), **refs)


def _change(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    activity = only("activity", ids)
    given = known("activity", words, ("done", "due_on", "due_at", "remind_at"))
    due = take_due(given)
    if due is not None and not given:
        return do.RescheduleActivity(activity, *due)
    if due is not None or len(given) > 1:
        raise BadValue("activity", ", ".join(given), "tick off, move and remind one at a time.")
    if "done" in given:
        return do.CompleteActivity(activity, read_yes_no(given["done"], "done"))
    if "remind_at" in given:
        return do.SnoozeReminder(activity, read_moment(given["remind_at"], "reminder"))
    raise BadValue("due date", "", "give the day it moves to, or delete the activity.")


def _deletion(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteActivity(only("activity", ids))


def _refs(given: dict[str, str]) -> dict[str, Any]:
    return {name: read_id(given.pop(name), name) for name in REFS if name in given}


def _several(text: str, name: str) -> Ids:
    try:
        return numbers(text)
    except ValueError:
        raise BadValue(name, text, "give numbers with commas between them, as in 3,4.") from None


def _refuse_others(given: dict[str, str], left: tuple[str, ...], told: tuple[str, ...]) -> None:
    """Refuse any field but those that may be left. Raises: BadValue that tells which there are."""
    other = next((name for name in given if name not in left), None)
    if other is not None:
        raise BadValue("activity", other, f"use {', '.join(dict.fromkeys((*told, *REFS)))}.")


ACTIVITY = Noun("activities", _addition, _change, _deletion)
