"""Edits of a playbook as plain values: a plan goes in, the plan that is wanted comes out. Nothing is checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan

PLAYBOOK_FIELDS = ("name", "mql_mark", "evidence_days")
DIMENSION_FIELDS = ("name", "letter", "question", "stands_for")
CRITERION_FIELDS = (
    *("prompt", "answer_type", "rule", "choices", "talk_track", "weight", "is_required", "disqualifies"),
    "evidence_days",
)

P = TypeVar("P", bound=DimensionPlan | CriterionPlan)


def with_fields(plan: PlaybookPlan, fields: Mapping[str, object]) -> PlaybookPlan:
    """Return the playbook with other fields of its own."""
    return replace(plan, **_known("playbook", fields, PLAYBOOK_FIELDS))


def with_dimension(plan: PlaybookPlan, dimension: DimensionPlan, before: str | None = None) -> PlaybookPlan:
    """Return the playbook with one more dimension."""
    return replace(plan, dimensions=_put(plan.dimensions, dimension, before, "dimension"))


def changed_dimension(plan: PlaybookPlan, code: str, fields: Mapping[str, object]) -> PlaybookPlan:
    """Return the playbook with a changed dimension."""
    known = _known("dimension", fields, DIMENSION_FIELDS)
    return _edited(plan, code, lambda one: replace(one, **known))


def without_dimension(plan: PlaybookPlan, code: str) -> PlaybookPlan:
    """Return the playbook without a dimension and its criteria."""
    gone = dimension_of(plan, code)
    return replace(plan, dimensions=tuple(one for one in plan.dimensions if one is not gone))


def ordered_dimensions(plan: PlaybookPlan, order: Sequence[str]) -> PlaybookPlan:
    """Return the playbook with its dimensions in this order."""
    if sorted(order) != sorted(one.code for one in plan.dimensions):
        raise SalesDeskError(
            f"The dimensions of “{plan.name}” are not the ones that were put in order. Look again, then reorder them."
        )
    return replace(plan, dimensions=tuple(sorted(plan.dimensions, key=lambda one: order.index(one.code))))


def with_criterion(
    plan: PlaybookPlan, dimension: str, criterion: CriterionPlan, before: str | None = None
) -> PlaybookPlan:
    """Return the playbook with one more criterion in a dimension."""
    return _edited(
        plan, dimension, lambda one: replace(one, criteria=_put(one.criteria, criterion, before, "criterion"))
    )


def made_criterion(code: str, prompt: str, answer_type: Any, fields: Mapping[str, object]) -> CriterionPlan:
    """Return a criterion with these fields. Raises: BadValue for a field it has not."""
    return replace(CriterionPlan(code, prompt, answer_type), **_known("criterion", fields, CRITERION_FIELDS))


def changed_criterion(plan: PlaybookPlan, code: str, fields: Mapping[str, object]) -> PlaybookPlan:
    """Return the playbook with a changed criterion; an answer type that has no rule like it takes the rule away."""
    known = _known("criterion", fields, CRITERION_FIELDS)
    home, present = criterion_of(plan, code)
    if known.get("answer_type", present.answer_type) != present.answer_type:
        known = {"rule": "", "choices": (), **known}
    criteria = tuple(replace(one, **known) if one is present else one for one in home.criteria)
    return _edited(plan, home.code, lambda one: replace(one, criteria=criteria))


def moved_criterion(plan: PlaybookPlan, code: str, dimension: str, before: str | None = None) -> PlaybookPlan:
    """Return the playbook with a criterion in another place."""
    _, present = criterion_of(plan, code)
    if before == code:
        return plan
    return with_criterion(without_criterion(plan, code), dimension, present, before)


def without_criterion(plan: PlaybookPlan, code: str) -> PlaybookPlan:
    """Return the playbook without a criterion."""
    home, gone = criterion_of(plan, code)
    return _edited(
        plan, home.code, lambda one: replace(one, criteria=tuple(left for left in one.criteria if left is not gone))
    )


def dimension_of(plan: PlaybookPlan, code: str) -> DimensionPlan:
    """Return a dimension by its code. Raises: BadValue."""
    found = next((one for one in plan.dimensions if one.code == code), None)
    if found is None:
        raise BadValue("dimension", code, f"“{plan.name}” has {', '.join(one.code for one in plan.dimensions)}.")
    return found


def criterion_of(plan: PlaybookPlan, code: str) -> tuple[DimensionPlan, CriterionPlan]:
    """Return a criterion by its code, and the dimension it is in. Raises: BadValue."""
    for dimension in plan.dimensions:
        for criterion in dimension.criteria:
            if criterion.code == code:
                return dimension, criterion
    raise BadValue("criterion", code, f"“{plan.name}” asks for {', '.join(one.code for one in plan.criteria)}.")


def _edited(plan: PlaybookPlan, code: str, edit: Callable[[DimensionPlan], DimensionPlan]) -> PlaybookPlan:
    wanted = dimension_of(plan, code)
    return replace(plan, dimensions=tuple(edit(one) if one is wanted else one for one in plan.dimensions))


def _put(present: tuple[P, ...], new: P, before: str | None, kind: str) -> tuple[P, ...]:
    if before is None:
        return (*present, new)
    codes = [one.code for one in present]
    if before not in codes:
        raise BadValue(f"the {kind} to stand in front of", before, f"use one of {', '.join(codes)}.")
    place = codes.index(before)
    return (*present[:place], new, *present[place:])


def _known(kind: str, fields: Mapping[str, object], names: Sequence[str]) -> dict[str, Any]:
    other = next((name for name in fields if name not in names), None)
    if other is not None:
        raise BadValue(kind, other, f"it has no field of that name that can be set. Use one of {', '.join(names)}.")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
