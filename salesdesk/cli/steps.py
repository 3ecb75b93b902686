"""Activities to come as FIELD=VALUE: what is due when, and the next step that goes along with something else."""

from __future__ import annotations

from datetime import date, datetime

from salesdesk.cli.fields import read_day, read_moment
from salesdesk.domain.errors import BadValue
from salesdesk.services.commands import PlannedStep

NEXT_STEP = ("next_step", "next_step_on", "next_step_at", "next_step_kind")


def take_due(
    given: dict[str, str], day_field: str = "due_on", time_field: str = "due_at"
) -> tuple[date, datetime | None] | None:
    """Take day and time off the fields; a time alone brings its day. None where neither is there. Raises: BadValue."""
    day = read_day(given.pop(day_field, ""), day_field)
    clock = given.pop(time_field, "").strip()
    if not clock:
        return None if day is None else (day, None)
    is_bare = len(clock) <= len("00:00")
    moment = read_moment(f"{day} {clock}" if day is not None and is_bare else clock, time_field)
    local_day = moment.astimezone().date()
    if day is not None and day != local_day:
        raise BadValue(time_field, clock, f"it is on another day than {day_field}.")
    return local_day, moment


def take_next_step(given: dict[str, str]) -> PlannedStep | None:
    """Take the next step off the fields, None where none is there. Raises: BadValue without words or a day."""
    named = [name for name in NEXT_STEP if name in given]
    if not named:
        return None
    subject, kind = given.pop("next_step", "").strip(), given.pop("next_step_kind", "task")
    due = take_due(given, "next_step_on", "next_step_at")
    if due is None or not subject:
        raise BadValue("next step", subject, "say what and when, as in next_step=“Send quote” next_step_on=2027-01-04.")
    return PlannedStep(kind, subject, *due)
