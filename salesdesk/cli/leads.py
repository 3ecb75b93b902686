"""Leads on the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from salesdesk.cli.fields import lead_fields, pairs, read_day
from salesdesk.cli.nouns import Ids, Noun
from salesdesk.cli.steps import take_next_step
from salesdesk.domain.errors import BadValue, NotFound
from salesdesk.domain.leads import BY_HAND, LIFECYCLE_NAMES
from salesdesk.domain.reply import reply_clock
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.leads import lead_page
from salesdesk.queries.settings import currency, working_hours
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

STAGE_FIELDS = ("reason", "wake_on", "note")
OPEN = "open"
"""What stands for the stage that a lead in Nurture or Unqualified comes back to."""


def of_lead(desk: Desk, lead: int) -> dict[str, Any]:
    """Return what `show` prints of a lead beside its fields: where it stood, why it is off the path, its clock."""
    page, now = desk.read(lead_page, lead), desk.now()
    if page is None:
        raise NotFound("lead", lead)
    answered = (page.interest_at, page.first_reply_at, page.lifecycle)
    clock = reply_clock(*answered, is_high_intent=bool(page.high_intent), now=now, hours=desk.read(working_hours))
    return {
        "language": page.language,
        "wake_on": page.wake_on,
        "closed_reason": page.closed_reason,
        "interest_at": page.interest_at,
        "first_reply_at": page.first_reply_at,
        "minutes_left": None if clock is None else int(clock.left.total_seconds() // 60),
        "account": page.account_id,
        "contact": page.contact_id,
        "opportunity": page.opportunity_id,
        "stages": [asdict(step) for step in page.steps],
    }


def _addition(desk: Desk, words: list[str]) -> do.Command:
    return do.AddLead(lead_fields(pairs(words), desk.read(currency), desk.read(own_fields, "lead")))


def _change(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    given = pairs(words)
    if "lifecycle" in given:
        return _stage(ids, given.pop("lifecycle").strip().casefold(), given)
    first, *others = ids
    step = take_next_step(given)
    if step is not None and others:
        raise BadValue("several leads", "next_step", "use “add activity” with lead=ID,ID instead.")
    fields = lead_fields(given, desk.read(currency), desk.read(own_fields, "lead"))
    if step is not None:
        return do.ReviseLead(first, fields, step)
    return do.ReviseLeads(ids, fields) if others else do.SetLead(first, fields)


def _stage(ids: Ids, stage: str, given: dict[str, str]) -> do.Command:
    """Return the command that takes leads along their lifecycle by hand, or off it."""
    other = next((name for name in given if name not in STAGE_FIELDS), None)
    if other is not None:
        raise BadValue("lead", other, f"a lifecycle stage is set with {', '.join(STAGE_FIELDS)} alone.")
    first, *others = ids
    reason, note = given.pop("reason", ""), given.pop("note", "")
    if stage == "nurture":
        day = read_day(given.get("wake_on", ""), "wake-up date")
        if day is None:
            raise BadValue("wake-up date", "", "say when it comes back, as in wake_on=2027-01-04.")
        return do.NurtureLeads(ids, day, reason, note) if others else do.NurtureLead(first, day, reason, note)
    if "wake_on" in given or (note and stage != "unqualified"):
        raise BadValue("lead", "wake_on" if "wake_on" in given else "note", f"it does not go with {stage}.")
    if stage == "unqualified":
        return do.DisqualifyLeads(ids, reason, note) if others else do.DisqualifyLead(first, reason, note)
    if stage == OPEN:
        if reason:
            raise BadValue("lead", "reason", "reopening needs none.")
        return do.ReopenLeads(ids) if others else do.ReopenLead(first)
    if stage not in LIFECYCLE_NAMES:
        raise BadValue("lifecycle stage", stage, f"use {', '.join((*BY_HAND, 'nurture', 'unqualified'))} or {OPEN}.")
    return do.MoveLeads(ids, stage, reason) if others else do.SetLifecycle(first, stage, reason)


def _deletion(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteLeads(ids)


LEAD = Noun("leads", _addition, _change, _deletion)
