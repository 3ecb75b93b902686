"""What the desk knows about the filters of one kind of record: names, choices, counts, words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from salesdesk.domain.filter_sentences import Chip, Names, chips, sentence
from salesdesk.domain.filters import (
    EVERYTHING,
    FIELDS,
    AllOf,
    AnyOf,
    Condition,
    Filter,
    Not,
    RecordKind,
    Value,
    custom_field,
    custom_parts,
    plan_of,
)
from salesdesk.queries import custom_fields, filter_choices, filtering
from salesdesk.queries.filtering import Removal, Wanted
from ui import wording
from ui.session import DeskSession

Mode = Literal["all", "any", "none"]
MODES: tuple[Mode, ...] = ("all", "any", "none")


def opened(chosen: Filter) -> tuple[Mode, tuple[Filter, ...]]:
    """Return how the outermost parts of a filter belong together, and the parts."""
    match chosen:
        case AllOf(parts):
            return "all", parts
        case AnyOf(parts):
            return "any", parts
        case Not(AnyOf(parts)):
            return "none", parts
    return "all", (chosen,)


def joined(mode: Mode, parts: Sequence[Filter]) -> Filter:
    """Return the filter that `opened` takes apart again; without parts it lets everything through."""
    found = tuple(parts)
    if not found:
        return EVERYTHING
    if len(found) == 1 and mode != "none":
        is_plain = isinstance(found[0], Condition) or opened(found[0]) == ("all", found)
        return found[0] if is_plain else AllOf(found)
    if mode == "all":
        return AllOf(found)
    if mode == "any":
        return AnyOf(found)
    return Not(found[0]) if len(found) == 1 and isinstance(found[0], Condition) else Not(AnyOf(found))


class FilterDesk:
    """Reads what the editing of filters needs from the open desk of a session."""

    def __init__(self, session: DeskSession, kind: RecordKind) -> None:
        """Serve the filters of one kind of record."""
        self._session = session
        self.kind: RecordKind = kind

    def now(self) -> datetime:
        """Return the present by the desk’s clock."""
        return self._session.now()

    def today(self) -> date:
        """Return the day it is."""
        return self._session.now().date()

    def fields(self) -> list[str]:
        """Return what records of the kind can be filtered by, in the order of the menu."""
        own = self._session.read(custom_fields.fields, self.kind)
        shipped = [name for name, plan in FIELDS.items() if self.kind in plan.kinds]
        return [*shipped, *(custom_field(one.type, one.id) for one in own)]

    def label(self, field: str) -> str:
        """Return what a field is called, one of the rep’s own by its name."""
        own = custom_parts(field)
        if own is None:
            return plan_of(field).label
        return self.names()["custom"].get(own[1], wording.translate("filters", "A deleted field"))

    def wanted(self, chosen: Filter) -> Wanted:
        """Return a filter for the queries, narrowed to what is open unless it says otherwise."""
        return Wanted(chosen, self.now()).scoped(self.kind)

    def chips(self, parts: Sequence[Filter]) -> tuple[Chip, ...]:
        """Return a chip for each part."""
        return chips(AllOf(tuple(parts)), self.today(), self.names())

    def sentence(self, chosen: Filter) -> str:
        """Return a filter as one sentence."""
        return sentence(chosen, self.today(), self.names())

    def names(self) -> Names:
        """Return what records are called that filters name by number."""
        return self._session.read(filter_choices.names)

    def choices(self, field: str) -> list[tuple[Value, str]]:
        """Return the values a field can have with their words, in order."""
        if field in ("stage", "pipeline"):
            return list(self.names()[field].items())
        plan = plan_of(field)
        if plan.choices:
            return [(value, choice_word(field, value)) for value in plan.choices]
        return [(value, value) for value in self._session.read(filter_choices.values, self.kind, field)]

    def count(self, chosen: Filter) -> int:
        """Return how many records a filter lets through."""
        return self._session.read(filtering.count, self.kind, self.wanted(chosen))

    def best_to_remove(self, chosen: Filter, within: Filter = EVERYTHING) -> Removal | None:
        """Return the part whose removal lets most records through, of those that `within` lets through in any case."""
        return self._session.read(filtering.best_to_remove, self.kind, Wanted(chosen, self.now()), within)


def choice_word(field: str, value: str) -> str:
    """Return what one of the fixed values of a field is called on screen."""
    if field == "lifecycle":
        return wording.lifecycle_word(value)
    if field == "bant":
        return wording.dimension_word(value[0].upper())
    words = {
        "open": wording.translate("filters", "Open"),
        "won": wording.translate("filters", "Won"),
        "lost": wording.translate("filters", "Lost"),
        "overdue": wording.translate("filters", "Overdue"),
        "today": wording.translate("filters", "Today"),
        "planned": wording.translate("filters", "Planned"),
        "none": wording.translate("filters", "None"),
        "yes": wording.translate("filters", "Yes"),
        "no": wording.translate("filters", "No"),
    }
    return words.get(value, value)
