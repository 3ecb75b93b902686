"""Pipeline stages: the defaults, rotting, and the order of cards within a stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

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
# From this chance of winning on, a stage expects all of BANT to be confirmed.
BANT_EXPECTED_PERCENT = 50
LOST_REASONS = (
    "Chose another vendor",
    "No budget",
    "No decision, project stopped",
    "Missing feature",
    "Bad fit from the start",
    "Went silent",
)


@dataclass(frozen=True, slots=True)
class Rotting:
    """How long an opportunity has stood still, in whole days, and by how many it is over its stage's limit."""

    days_in_stage: int
    days_still: int
    days_over: int


def rotting(
    entered_stage_at: datetime,
    touched_at: datetime | None,
    limit_days: int | None,
    *,
    has_planned_step: bool,
    now: datetime,
) -> Rotting:
    """Return days in stage and days over the limit; a booked future step suspends rotting (product.md, section 5)."""
    today = now.date()
    entered = entered_stage_at.astimezone(now.tzinfo).date()
    since = max(entered_stage_at, touched_at) if touched_at is not None else entered_stage_at
    still = max(0, (today - since.astimezone(now.tzinfo).date()).days)
    over = 0 if limit_days is None or has_planned_step else max(0, still - limit_days)
    return Rotting(max(0, (today - entered).days), still, over)
