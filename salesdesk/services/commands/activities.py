"""Commands on activities: what happened, and what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from salesdesk.services.commands.qualification import Evidence


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """An activity to come: kind, what it is, the day, and the instant where a time is set.

    A task may come again, “daily”, on “weekdays”, “weekly” or “monthly”: once it is done, the next one is planned.
    """

    kind: str
    subject: str
    due_on: date
    due_at: datetime | None = None
    recurrence: str = ""


@dataclass(frozen=True, slots=True)
class LogActivity:
    """Record something that happened with a lead or an opportunity, and the next step if one was agreed.

    `completes` is the planned activity that this is what came of: it becomes what happened, and is done.
    `evidence` is what it told: answers that come from this very activity and were given when it happened.
    """

    kind: str
    lead: int | None = None
    opportunity: int | None = None
    account: int | None = None
    contact: int | None = None
    subject: str = ""
    notes: str = ""
    outcome: str = ""
    direction: Literal["outbound", "inbound"] = "outbound"
    duration_min: int | None = None
    at: datetime | None = None
    next_step: PlannedStep | None = None
    completes: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """Add a task or another activity to come."""

    step: PlannedStep
    lead: int | None = None
    opportunity: int | None = None
    account: int | None = None
    contact: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CompleteActivity:
    """Tick off a planned activity, or, with `is_done` false, take the tick back."""

    activity: int
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class RescheduleActivity:
    """Move a planned activity to another day, and to an instant where a time is set."""

    activity: int
    due_on: date
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SnoozeReminder:
    """Let the reminder of a planned activity come back at another moment."""

    activity: int
    until: datetime


@dataclass(frozen=True, slots=True)
class DeleteActivity:
    """Put an activity in the trash."""

    activity: int
