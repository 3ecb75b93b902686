"""Activities on the command line."""

from __future__ import annotations

from typing import Any

from salesdesk.cli.fields import pairs, read_day, read_id
from salesdesk.cli.nouns import Noun
from salesdesk.domain.errors import BadValue
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

REFS = ("lead", "opportunity", "account", "contact")
TEXTS = ("subject", "notes", "outcome", "direction")


def _addition(desk: Desk, words: list[str]) -> do.Command:
    given = pairs(words)
    refs: dict[str, Any] = {name: read_id(given.pop(name), name) for name in REFS if name in given}
    due_on = read_day(given.pop("due_on", ""), "due date")
    kind = given.pop("kind", "task" if due_on else "note")
    minutes = given.pop("duration_min", "")
    unknown = sorted(set(given) - set(TEXTS))
    if unknown:
        raise BadValue("activity", unknown[0], f"use kind, due_on, duration_min, {', '.join(TEXTS)}, lead, …")
    if due_on is not None:
        step = do.PlannedStep(kind, given.get("subject", ""), due_on)
        return do.PlanActivity(step, notes=given.get("notes", ""), **refs)
    texts: dict[str, Any] = dict(given)
    return do.LogActivity(kind, duration_min=read_id(minutes, "duration") if minutes else None, **texts, **refs)


ACTIVITY = Noun("activities", add=_addition)
