"""Pipeline stages: the defaults, rotting, and the order of cards within a stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from salesdesk.domain.activities import NextStep
from salesdesk.domain.phrases import counted, day_phrase

StageKind = Literal["open", "won", "lost"]


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A stage of a new pipeline; probability in percent, rotting limit in days."""

    name: str
    kind: StageKind
    probability: int
    rot_limit_days: int | None
    hue: str


DEFAULT_PIPELINE = "Sales"
DEFAULT_STAGES = (
    StagePlan("Qualification", "open", 10, 14, "st_qualification"),
    StagePlan("Discovery", "open", 25, 21, "st_discovery"),
    StagePlan("Proposal", "open", 50, 14, "st_proposal"),
    StagePlan("Negotiation", "open", 75, 10, "st_negotiation"),
    StagePlan("Won", "won", 100, None, "st_won"),
    StagePlan("Lost", "lost", 0, None, "st_lost"),
)
STAGE_KINDS: tuple[StageKind, ...] = ("open", "won", "lost")
STAGE_HUES = tuple(plan.hue for plan in DEFAULT_STAGES)
CLOSED_PROBABILITY: dict[str, int] = {"won": 100, "lost": 0}
LONGEST_NAME = 80
LONGEST_ROT_LIMIT_DAYS = 3650
# From this chance of winning on, a stage expects all of BANT to be confirmed.
BANT_EXPECTED_PERCENT = 50
LOST_KINDS = ("declined", "disqualified")
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class LostReasonPlan:
    """A reason that a new file offers; `kind` is whose decision it is, and some ask which competitor won."""

    name: str
    kind: str = "declined"
    names_competitor: bool = False


DEFAULT_LOST_REASONS = (
    LostReasonPlan("Chose another vendor", names_competitor=True),
    LostReasonPlan("No budget"),
    LostReasonPlan("No decision, project stopped"),
    LostReasonPlan("Missing feature"),
    LostReasonPlan("Bad fit from the start", "disqualified"),
    LostReasonPlan("Went silent"),
)
LOST_REASONS = tuple(plan.name for plan in DEFAULT_LOST_REASONS)


@dataclass(frozen=True, slots=True)
class Rotting:
    """How long an opportunity has stood still, in whole days, and by how many it is over its stage's limit.

    `since_touch` tells whether the clock runs from a touch or from entering the stage.
    """

    days_in_stage: int
    days_still: int
    days_over: int
    since_touch: bool = False


def rotting(
    entered_stage_at: datetime,
    touched_at: datetime | None,
    limit_days: int | None,
    *,
    has_planned_step: bool,
    now: datetime,
    snoozed_until: date | None = None,
) -> Rotting:
    """Return days in stage and days over the limit (product.md, section 5).

    A booked future step suspends rotting, and so does a snooze until its day has come.
    """
    today = now.date()
    entered = entered_stage_at.astimezone(now.tzinfo).date()
    since_touch = touched_at is not None and touched_at > entered_stage_at
    since = touched_at if touched_at is not None and since_touch else entered_stage_at
    still = max(0, (today - since.astimezone(now.tzinfo).date()).days)
    is_suspended = has_planned_step or is_snoozed(snoozed_until, today)
    over = 0 if limit_days is None or is_suspended else max(0, still - limit_days)
    return Rotting(max(0, (today - entered).days), still, over, since_touch)


def is_snoozed(snoozed_until: date | None, today: date) -> bool:
    """Tell whether rotting is put off beyond today."""
    return snoozed_until is not None and today < snoozed_until


def rotting_sentence(
    still: Rotting,
    stage: str,
    limit_days: int | None,
    *,
    next_step: NextStep | None,
    today: date,
    snoozed_until: date | None = None,
) -> str:
    """Return why an opportunity is rotting or not, in words; `next_step` only where it is to come."""
    if limit_days is None:
        return f"Nothing rots in {stage}: the stage has no limit."
    told = _quiet_since(still, stage)
    if still.days_over:
        return f"{told}: {counted(still.days_over, 'day')} over the limit of {limit_days}."
    if next_step is not None:
        step = next_step.subject or next_step.kind
        return f"{told}. “{step}” is planned for {day_phrase(next_step.due_on, today)}, so it is not rotting."
    if snoozed_until is not None and is_snoozed(snoozed_until, today):
        return f"{told}. Rotting is snoozed until {day_phrase(snoozed_until, today)}."
    left = limit_days + 1 - still.days_still
    return f"{told}. It rots after {counted(limit_days, 'day')}: in {counted(left, 'day')} from now."


def _quiet_since(still: Rotting, stage: str) -> str:
    if not still.days_still:
        return "It was touched today" if still.since_touch else f"It entered {stage} today"
    quiet = counted(still.days_still, "day")
    if still.since_touch:
        return f"The last two-way touch or finished activity was {quiet} ago"
    return f"It has been in {stage} for {quiet} without a two-way touch or a finished activity"
