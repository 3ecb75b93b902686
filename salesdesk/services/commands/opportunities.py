"""Commands on opportunities: fields, place on the board, and the ways off it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesdesk.services.commands.activities import PlannedStep


@dataclass(frozen=True, slots=True)
class AddOpportunity:
    """Add an opportunity; needs at least a name. Without a stage it starts in the first open one."""

    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SetOpportunity:
    """Change fields of one opportunity; a probability set here counts as set by hand."""

    opportunity: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReviseOpportunity:
    """Change fields of one opportunity and its next step together; a step is added where none is planned."""

    opportunity: int
    fields: Mapping[str, object]
    step: PlannedStep | None = None


@dataclass(frozen=True, slots=True)
class ReviseOpportunities:
    """Give several opportunities the same values, such as a close date; those that have them already stay."""

    opportunities: tuple[int, ...]
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TagOpportunities:
    """Put tags on opportunities and take others off; a tag is made where there is none of that name."""

    opportunities: tuple[int, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanForOpportunities:
    """Add the same task or other activity to come to each of several opportunities."""

    opportunities: tuple[int, ...]
    step: PlannedStep


@dataclass(frozen=True, slots=True)
class MoveOpportunities:
    """Put opportunities into an open stage, before the card `before`, after the card `after`, or at its end."""

    opportunities: tuple[int, ...]
    stage: int
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class SnoozeOpportunities:
    """Put rotting off until a day, or, without one, let it count again."""

    opportunities: tuple[int, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class RescheduleOpportunities:
    """Put the close dates of opportunities into a month, each on the day of the month it has; None takes them away."""

    opportunities: tuple[int, ...]
    month: date | None


@dataclass(frozen=True, slots=True)
class ShiftOpportunities:
    """Put the close date of each opportunity so many months later, or earlier where negative."""

    opportunities: tuple[int, ...]
    months: int


@dataclass(frozen=True, slots=True)
class DeleteOpportunities:
    """Put opportunities in the trash."""

    opportunities: tuple[int, ...]
