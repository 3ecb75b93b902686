"""Commands on what closing and counting lean on: lost reasons and exchange rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AddLostReason:
    """Add a reason to the Lost sheet; `kind` is “declined” or “disqualified”."""

    name: str
    kind: str = "declined"
    names_competitor: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLostReason:
    """Change name, kind or names_competitor of a lost reason; what was closed with it keeps its words."""

    reason: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeleteLostReason:
    """Take a reason off the Lost sheet; what was closed with it keeps its words."""

    reason: int


@dataclass(frozen=True, slots=True)
class ReorderLostReasons:
    """Put all lost reasons into this order."""

    reasons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EnterRate:
    """Say what one unit of a currency is worth in another from a day on, today where none is given."""

    currency: str
    into: str
    rate: Decimal
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeleteRate:
    """Forget a dated exchange rate."""

    rate: int
