"""Where the parts of a playbook go when they are moved by one place."""

from __future__ import annotations

from salesdesk.domain import playbook_edits as edits
from salesdesk.domain.playbook import PlaybookPlan


def moved(plan: PlaybookPlan, code: str, step: int) -> PlaybookPlan:
    """Return the plan with a part one place up or down; at the end of its dimension a criterion goes into the next."""
    order = [one.code for one in plan.dimensions]
    if code in order:
        place = order.index(code) + step
        if not 0 <= place < len(order):
            return plan
        order.remove(code)
        order.insert(place, code)
        return edits.ordered_dimensions(plan, order)
    home, _ = edits.criterion_of(plan, code)
    codes = [one.code for one in home.criteria]
    place = codes.index(code) + step
    if 0 <= place < len(codes):
        others = [one for one in codes if one != code]
        before = others[place] if place < len(others) else None
        return edits.moved_criterion(plan, code, home.code, before)
    next_home = order.index(home.code) + step
    if not 0 <= next_home < len(order):
        return plan
    target = plan.dimensions[next_home]
    before = target.criteria[0].code if step > 0 and target.criteria else None
    return edits.moved_criterion(plan, code, target.code, before)
