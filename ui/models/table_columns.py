"""The columns of a table: those it always has, and the fields of the rep's own that it offers beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.custom_fields import CustomField, CustomKind, CustomType
from salesdesk.queries import custom_fields
from ui import wording
from ui.models.own_values import value_text
from ui.session import DeskSession

TICK = "tick"
EXPLAINED = {
    "bant": "bant",
    "in_stage": "rotting",
    "lifecycle": "lifecycle",
    "next_step": "next_step",
    "score": "score",
    "source": "source",
    "weighted": "weighted",
}
"""What the glossary says of columns, by their keys."""
SortKeys = tuple[tuple[str, bool], ...]
"""Columns in the order they sort by, each with whether it is the highest first."""
_WIDTHS: dict[CustomType, int] = {"text": 150, "number": 96, "money": 110, "date": 102, "choice": 120, "yes_no": 84}
_WIDEST = 200
_LETTER = 7
# Padding, and the arrow beside the title of a column that sorts.
_BESIDE = 40
_FIGURES = frozenset({"number", "money"})


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column of a table; the width is in pixels at the base font, of a flexible one it is the least.

    A double click edits an editable cell, unless its column opens the record. A hidden one shows when asked for.
    """

    key: str
    title: str
    width: int
    is_right: bool = False
    is_flexible: bool = False
    is_sortable: bool = True
    is_highest_first: bool = False
    is_editable: bool = False
    is_opening: bool = False
    is_hidden: bool = False


class OwnColumns:
    """The fields of the rep's own as columns, which of them show, and what stands in their cells."""

    def __init__(self, session: DeskSession, kind: CustomKind) -> None:
        """Read which fields records of a kind have; none shows yet."""
        self._session = session
        self._kind: CustomKind = kind
        self.fields: dict[str, CustomField] = {}
        self.shown: frozenset[int] = frozenset()
        self.read()

    def read(self) -> bool:
        """Read anew which fields there are; tell whether anything is different about them."""
        before = self.fields
        self.fields = {one.column: one for one in self._session.read(custom_fields.fields, self._kind)}
        self.shown &= {one.id for one in self.fields.values()}
        return list(self.fields.items()) != list(before.items())

    def show(self, keys: Collection[str]) -> bool:
        """Show these and no others; tell whether one shows that did not."""
        before, self.shown = self.shown, frozenset(one.id for key, one in self.fields.items() if key in keys)
        return not self.shown <= before

    def plans(self) -> Sequence[ColumnPlan]:
        """Return the columns in the order of the fields."""
        return [_plan(one) for one in self.fields.values()]

    def text(self, held: Mapping[int, str], key: str) -> str:
        """Return what a cell says of what a record holds."""
        one, now = self.fields[key], self._session.now()
        said = value_text(one.type, held.get(one.id, ""), lambda day: wording.date_text(day, now.date()))
        return said or wording.NOT_APPLICABLE


def _plan(one: CustomField) -> ColumnPlan:
    is_right = one.type in _FIGURES or one.type == "date"
    return ColumnPlan(
        one.column,
        one.name,
        max(_WIDTHS[one.type], min(_WIDEST, _LETTER * len(one.name) + _BESIDE)),
        is_right=is_right,
        is_highest_first=one.type in _FIGURES or one.type == "yes_no",
        is_editable=True,
        is_hidden=True,
    )
