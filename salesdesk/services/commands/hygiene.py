"""Commands on the hygiene of Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IgnoreHygiene:
    """Leave a record out of a category of the hygiene before a day; without one, for a week."""

    category: str
    lead: int | None = None
    opportunity: int | None = None
    contact: int | None = None
    until: date | None = None
