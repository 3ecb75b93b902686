"""Commands that close several opportunities in one step, or put one right without opening it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.commands import PlannedStep


@dataclass(frozen=True, slots=True)
class WinOpportunities:
    """Close opportunities as won, each at the amount it has; the closing date is today's where none is given."""

    opportunities: tuple[int, ...]
    closed_on: date | None = None
    contract_on: date | None = None


@dataclass(frozen=True, slots=True)
class LoseOpportunities:
    """Close opportunities as lost for one reason; `kind` is “declined” or “disqualified”."""

    opportunities: tuple[int, ...]
    reason: str
    kind: str = "declined"
    competitor: str = ""
    retry_on: date | None = None


@dataclass(frozen=True, slots=True)
class NurtureOpportunities:
    """Put opportunities off to a day: lost for now, to be tried again then, and the lead each came from in Nurture."""

    opportunities: tuple[int, ...]
    wake_on: date
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviseOpportunity:
    """Change fields of one opportunity and its next step together; a step is added where none is planned."""

    opportunity: int
    fields: Mapping[str, object]
    step: PlannedStep | None = None


ClosingCommand = WinOpportunities | LoseOpportunities | NurtureOpportunities | ReviseOpportunity
