"""What differs between two states of a playbook, part by part and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from salesdesk.domain.playbook import CriterionPlan, DimensionPlan, PlaybookPlan
from salesdesk.domain.playbook_edits import CRITERION_FIELDS, DIMENSION_FIELDS, PLAYBOOK_FIELDS

How = Literal["added", "deleted", "changed", "moved", "reordered"]
Part = DimensionPlan | CriterionPlan


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to a part: its code, empty for the playbook itself, what it is called, and the field that changed.

    `before` and `after` are the values of the field; of a criterion that moved they are the names of its dimensions.
    """

    how: How
    part: str
    name: str
    field: str = ""
    before: object = ""
    after: object = ""


def differences(before: PlaybookPlan, after: PlaybookPlan) -> list[Difference]:
    """Return what was done to a playbook, in the order it reads in afterwards; what was deleted comes last."""
    return [
        *_fields("", after.name, before, after, PLAYBOOK_FIELDS),
        *_dimensions(before, after),
        *_criteria(before, after),
    ]


def _dimensions(before: PlaybookPlan, after: PlaybookPlan) -> Iterator[Difference]:
    known = {one.code: one for one in before.dimensions}
    there = {one.code: one for one in after.dimensions}
    for code, one in there.items():
        if code in known:
            yield from _fields(code, one.name, known[code], one, DIMENSION_FIELDS)
        else:
            yield Difference("added", code, one.name)
    for code, one in known.items():
        if code not in there:
            yield Difference("deleted", code, one.name)
    if [code for code in known if code in there] != [code for code in there if code in known]:
        yield Difference("reordered", "", after.name)


def _criteria(before: PlaybookPlan, after: PlaybookPlan) -> Iterator[Difference]:
    known = {one.code: (home, one) for home in before.dimensions for one in home.criteria}
    there = {one.code: (home, one) for home in after.dimensions for one in home.criteria}
    for code, (home, one) in there.items():
        if code not in known:
            yield Difference("added", code, one.prompt)
            continue
        former_home, former = known[code]
        if former_home.code != home.code:
            yield Difference("moved", code, one.prompt, "", former_home.name, home.name)
        yield from _fields(code, one.prompt, former, one, CRITERION_FIELDS)
    for code, (_, one) in known.items():
        if code not in there:
            yield Difference("deleted", code, one.prompt)
    for home in after.dimensions:
        stayed = [one.code for one in home.criteria if one.code in known and known[one.code][0].code == home.code]
        if stayed != sorted(stayed, key=list(known).index):
            yield Difference("reordered", home.code, home.name)


def _fields(part: str, name: str, before: object, after: object, fields: tuple[str, ...]) -> Iterator[Difference]:
    for field in fields:
        was, is_now = getattr(before, field), getattr(after, field)
        if was != is_now:
            yield Difference("changed", part, name, field, was, is_now)
