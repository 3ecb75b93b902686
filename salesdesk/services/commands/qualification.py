"""Commands on evidence and on the draft of a qualification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer to a criterion; `value` is text as its answer type writes it (ISO date, “48000 EUR”).

    The criterion is named by its code, or by the code of its dimension, which means the first required one.
    What is None stays as it was answered before. `said_at` is when it was said, where that is not just now.
    """

    criterion: str
    state: Literal["unknown", "confirmed", "failed"]
    value: str | None = None
    note: str | None = None
    said_by: str | None = None
    activity: int | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """Record answers about a lead or an opportunity; both see the same ones once the lead is promoted."""

    answers: tuple[Evidence, ...]
    lead: int | None = None
    opportunity: int | None = None


@dataclass(frozen=True, slots=True)
class ReaffirmEvidence:
    """Say that aged evidence of one dimension still holds."""

    dimension: str
    lead: int | None = None
    opportunity: int | None = None


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep where a qualification stands (JSON text); an empty text forgets it. No undo step."""

    lead: int
    content: str
