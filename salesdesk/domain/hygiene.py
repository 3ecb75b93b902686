"""What may be wrong with a pipeline, and how long something silent is left alone."""

from __future__ import annotations

from typing import Literal

Category = Literal[
    "rotting",
    "going_dark",
    "no_next_step",
    "close_date_past",
    "bant_gaps",
    "aged_evidence",
    "duplicates",
    "unverified",
]
CATEGORIES: tuple[Category, ...] = (
    "rotting",
    "going_dark",
    "no_next_step",
    "close_date_past",
    "bant_gaps",
    "aged_evidence",
    "duplicates",
    "unverified",
)
# Which records a category speaks of.
SUBJECTS: dict[str, frozenset[str]] = {
    "going_dark": frozenset({"opportunity", "lead"}),
    "aged_evidence": frozenset({"opportunity", "lead"}),
    "duplicates": frozenset({"lead"}),
    "unverified": frozenset({"contact"}),
}
OPPORTUNITY_ONLY = frozenset({"opportunity"})
IGNORED_DAYS = 7
DARK_DAYS = 14
LONGEST_DARK_DAYS = 365
VERIFIED_DAYS = 365
# Leads that have been spoken with and are still on their way.
DARK_LIFECYCLES = ("working", "mql", "sql")


def subjects(category: str) -> frozenset[str]:
    """Return which kinds of records a category speaks of."""
    return SUBJECTS.get(category, OPPORTUNITY_ONLY)
