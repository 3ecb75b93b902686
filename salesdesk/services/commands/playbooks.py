"""Commands that shape how leads are judged: playbooks, their dimensions and criteria, and the scoring rules.

Dimensions and criteria are named by their codes, which stay the same from version to version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.scoring import Rule


@dataclass(frozen=True, slots=True)
class AddPlaybook:
    """Add a playbook as a plan lays it out; it begins with version 1."""

    plan: PlaybookPlan


@dataclass(frozen=True, slots=True)
class SavePlaybook:
    """Make a playbook what the plan says; where criteria with answers change, that is its next version."""

    playbook: int
    plan: PlaybookPlan


@dataclass(frozen=True, slots=True)
class ChangePlaybook:
    """Change name, mql_mark or evidence_days of a playbook."""

    playbook: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeletePlaybook:
    """Take a playbook away; what was answered to it stays on record. The default one can’t be."""

    playbook: int


@dataclass(frozen=True, slots=True)
class SetDefaultPlaybook:
    """Qualify by another playbook from now on."""

    playbook: int


@dataclass(frozen=True, slots=True)
class ReviewPlaybook:
    """Note that a playbook was reviewed today."""

    playbook: int


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


@dataclass(frozen=True, slots=True)
class SetScoreRules:
    """Score by these rules, in this order; a rule that keeps its name stays the same rule."""

    rules: tuple[Rule, ...]


PlaybookCommand = (
    AddPlaybook
    | SavePlaybook
    | ChangePlaybook
    | DeletePlaybook
    | SetDefaultPlaybook
    | ReviewPlaybook
    | AddDimension
    | ChangeDimension
    | DeleteDimension
    | ReorderDimensions
    | AddCriterion
    | ChangeCriterion
    | MoveCriterion
    | DeleteCriterion
    | SetScoreRules
)
