"""Activities to come: the next step and how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

StepState = Literal["overdue", "today", "planned", "none"]
GRACE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The earliest planned activity that is not done; `due_at` is set where it has a time of day."""

    kind: str
    subject: str
    due_on: date
    due_at: datetime | None = None


def step_state(step: NextStep | None, now: datetime) -> StepState:
    """Return whether a next step is overdue, due today, planned for later, or missing.

    Overdue is before today, or earlier today by more than 15 minutes (interaction.md, section 4). `now` is local.
    """
    if step is None:
        return "none"
    if step.due_on < now.date() or (step.due_at is not None and step.due_at < now - GRACE):
        return "overdue"
    return "today" if step.due_on == now.date() else "planned"


def days_overdue(step: NextStep, now: datetime) -> int:
    """Return how many calendar days a next step is late, 0 where it is late since today."""
    return max(0, (now.date() - step.due_on).days)


ActivityKind = Literal["call", "email", "meeting", "demo", "document", "note", "task"]
KINDS: tuple[ActivityKind, ...] = ("call", "email", "meeting", "demo", "document", "note", "task")
OUTCOMES: dict[str, tuple[str, ...]] = {
    "call": ("connected", "no answer", "voicemail", "wrong number"),
    "email": ("sent", "replied", "bounced"),
    "meeting": ("held", "no show", "cancelled"),
    "demo": ("held", "no show", "cancelled"),
}
REACHING_OUT = frozenset({"call", "email", "meeting", "demo"})


def is_outbound(kind: str, direction: str) -> bool:
    """Tell whether an activity that happened is us reaching out: it starts work on a lead and stops its reply clock."""
    return kind in REACHING_OUT and direction == "outbound"


def is_two_way(kind: str, direction: str, outcome: str) -> bool:
    """Tell whether the other side took part: a connected or incoming call, an email from them, a meeting held."""
    result = outcome.strip().casefold()
    if kind == "call":
        return result == "connected" or (direction == "inbound" and result in ("", "voicemail"))
    if kind == "email":
        return result == "replied" or (direction == "inbound" and result != "bounced")
    return kind in ("meeting", "demo") and result not in ("no show", "cancelled")


def is_touch(kind: str, direction: str, outcome: str, *, is_finished: bool) -> bool:
    """Tell whether an activity ends a standstill: a two-way one, or a planned one that was finished."""
    return is_finished or is_two_way(kind, direction, outcome)
