"""Commands that shape how leads are judged: playbooks, their dimensions and criteria, and the scoring rules.

Dimensions and criteria are named by their codes, which stay the same from version to version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.scoring import Rule
from salesdesk.services.commands.playbook_parts import (
    AddCriterion,
    AddDimension,
    ChangeCriterion,
    ChangeDimension,
    DeleteCriterion,
    DeleteDimension,
    MoveCriterion,
    ReorderDimensions,
)


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
