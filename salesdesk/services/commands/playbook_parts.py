"""Commands on the dimensions and criteria of a playbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddDimension:
    """Add a dimension without criteria, in front of the one named, else behind the others."""

    playbook: int
    name: str
    question: str = ""
    letter: str = ""
    stands_for: str = ""
    before: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeDimension:
    """Change name, letter, question or stands_for of a dimension."""

    playbook: int
    dimension: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeleteDimension:
    """Take a dimension with its criteria out of a playbook; answers stay on record."""

    playbook: int
    dimension: str


@dataclass(frozen=True, slots=True)
class ReorderDimensions:
    """Put all dimensions of a playbook into this order."""

    playbook: int
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddCriterion:
    """Add a criterion at the end of a dimension; `fields` as in `ChangeCriterion`."""

    playbook: int
    dimension: str
    prompt: str
    answer_type: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChangeCriterion:
    """Change prompt, answer_type, rule, choices, talk_track, weight, is_required, disqualifies or evidence_days."""

    playbook: int
    criterion: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MoveCriterion:
    """Move a criterion to a dimension, in front of the criterion named, else behind the others."""

    playbook: int
    criterion: str
    dimension: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class DeleteCriterion:
    """Take a criterion out of a playbook; its answers stay on record."""

    playbook: int
    criterion: str
