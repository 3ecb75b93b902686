"""Every mistake in a playbook that is being edited, each with the field it is in: the checks stop at the first one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.playbook import BANT, CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.playbook_checks import checked_criterion, checked_dimension, checked_plan
from salesdesk.domain.playbook_edits import CRITERION_FIELDS, DIMENSION_FIELDS, PLAYBOOK_FIELDS


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake: the code of its dimension or criterion, empty for the playbook itself, its field, and a sentence."""

    part: str
    field: str
    sentence: str


def problems(plan: PlaybookPlan) -> list[Problem]:
    """Return every mistake in its order on screen; those about no field in particular come where nothing else is."""
    found = [*_of_playbook(plan)]
    for dimension in plan.dimensions:
        found.extend(_of_dimension(dimension))
        for criterion in dimension.criteria:
            found.extend(_of_criterion(criterion, dimension))
    if not found:
        sentence = _refusal(lambda: checked_plan(plan))
        return [Problem("", "", sentence)] if sentence else []
    return found


def _of_playbook(plan: PlaybookPlan) -> Iterator[Problem]:
    for name in PLAYBOOK_FIELDS:
        # One field at a time in a playbook that is sound.
        alone = replace(BANT, **{name: getattr(plan, name)})
        if sentence := _refusal(lambda alone=alone: checked_plan(alone)):  # type: ignore[misc]
            yield Problem("", name, sentence)


def _of_dimension(dimension: DimensionPlan) -> Iterator[Problem]:
    sound = DimensionPlan("code", "", _named(dimension.name), "", ())
    for name in DIMENSION_FIELDS:
        alone = replace(sound, **{name: getattr(dimension, name)})
        if sentence := _refusal(lambda alone=alone: checked_dimension(alone)):  # type: ignore[misc]
            yield Problem(dimension.code, name, sentence)


def _of_criterion(criterion: CriterionPlan, dimension: DimensionPlan) -> Iterator[Problem]:
    home = _named(dimension.name)
    has_choices = any(choice.strip() for choice in criterion.choices)
    choices = criterion.choices if has_choices else ("1",)
    sound = CriterionPlan("code", _named(criterion.prompt), criterion.answer_type, choices=choices)
    for name in CRITERION_FIELDS:
        if name == "rule" and criterion.answer_type == "choice" and not has_choices:
            continue
        alone = replace(sound, **{name: getattr(criterion, name)})
        if sentence := _refusal(lambda alone=alone: checked_criterion(alone, home)):  # type: ignore[misc]
            yield Problem(criterion.code, name, sentence)


def _named(name: str) -> str:
    """Return a name to use in the sentences, whatever is wrong with it."""
    short = " ".join(name.split())[:40]
    return short if short.isprintable() and short else "…"


def _refusal(check: Callable[[], object]) -> str:
    try:
        check()
    except SalesDeskError as refusal:
        return str(refusal)
    return ""
