"""Commands that close opportunities, put them off, or open them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

LostKind = Literal["declined", "disqualified"]


@dataclass(frozen=True, slots=True)
class WinOpportunity:
    """Close an opportunity as won; empty values stay as they are, the closing date is today's."""

    opportunity: int
    amount_minor: int | None = None
    closed_on: date | None = None
    contract_on: date | None = None
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class LoseOpportunity:
    """Close an opportunity as lost, with a reason and whether the buyer declined or we disqualified."""

    opportunity: int
    reason: str
    kind: LostKind = "declined"
    competitor: str = ""
    retry_on: date | None = None
    stage: int | None = None


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
class ReopenOpportunity:
    """Take a closed opportunity back to the last open stage it stood in."""

    opportunity: int
