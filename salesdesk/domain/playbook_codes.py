"""The codes of a playbook’s parts, made after their names once these are settled."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.playbook_checks import free_code


def named_parts(plan: PlaybookPlan, is_nameless: Callable[[str], bool], taken: Collection[str]) -> PlaybookPlan:
    """Return the plan with codes made of names in place of nameless ones; none is one that was ever taken."""
    used = {*taken, *(one.code for one in plan.dimensions), *(one.code for one in plan.criteria)}

    def coded(code: str, name: str) -> str:
        if not is_nameless(code):
            return code
        found = free_code(name, used)
        used.add(found)
        return found

    dimensions = tuple(
        replace(
            one,
            code=coded(one.code, one.name),
            criteria=tuple(replace(each, code=coded(each.code, each.prompt)) for each in one.criteria),
        )
        for one in plan.dimensions
    )
    return replace(plan, dimensions=dimensions)
