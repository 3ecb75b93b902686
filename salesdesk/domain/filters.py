"""Filters over opportunities and leads: plain values that are built, stored, said and turned into SQL elsewhere.

A condition is sound by construction; what a file brings is read by `from_json`, which refuses the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.errors import BadValue
from salesdesk.domain.leads import LIFECYCLE_NAMES, PATH
from salesdesk.domain.money import CURRENCIES, MAX_MINOR
from salesdesk.domain.periods import PERIODS
from salesdesk.domain.texts import clean_line

RecordKind = Literal["opportunity", "lead"]
Form = Literal["record", "choice", "amount", "number", "decimal", "day", "signal", "gap", "text"]
Value = int | float | str | date

VERSION = 1
MOST_VALUES = 500
MOST_CONDITIONS = 100
DEEPEST = 12
LONGEST_TEXT = 500
MOST_DAYS = 36500
YEARS = (1900, 2200)
LARGEST_FIGURE = 2**53
LEAD_SCOPES = frozenset({"lifecycle", "woken"})
"""Fields that say themselves which lifecycle stages are meant."""
DIMENSIONS = ("budget", "authority", "need", "timeline")
"""The order of the letters in `bant`."""


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """A field that can be filtered by: what a rep calls it, of which records, and what it is compared with."""

    label: str
    form: Form
    kinds: tuple[RecordKind, ...]
    choices: tuple[str, ...] = ()
    can_be_empty: bool = False


_BOTH: tuple[RecordKind, ...] = ("opportunity", "lead")
FIELDS: dict[str, FieldPlan] = {
    "stage": FieldPlan("Stage", "record", ("opportunity",)),
    "kind": FieldPlan("Stage kind", "choice", ("opportunity",), ("open", "won", "lost")),
    "pipeline": FieldPlan("Pipeline", "record", ("opportunity",)),
    "lifecycle": FieldPlan("Lifecycle", "choice", ("lead",), tuple(LIFECYCLE_NAMES)),
    "amount": FieldPlan("Amount", "amount", _BOTH, can_be_empty=True),
    "currency": FieldPlan("Currency", "choice", _BOTH),
    "expected_close": FieldPlan("Close date", "day", ("opportunity",), can_be_empty=True),
    "source": FieldPlan("Source", "choice", _BOTH, can_be_empty=True),
    "tag": FieldPlan("Tag", "choice", _BOTH, can_be_empty=True),
    "next_step": FieldPlan("Next step", "choice", _BOTH, ("overdue", "today", "planned", "none")),
    "rotting": FieldPlan("Rotting", "signal", ("opportunity",)),
    "bant": FieldPlan("BANT gap", "gap", _BOTH, DIMENSIONS),
    "score": FieldPlan("Score", "number", ("lead",)),
    "high_intent": FieldPlan("High intent", "signal", ("lead",)),
    "woken": FieldPlan("Back from Nurture", "signal", ("lead",)),
    "text": FieldPlan("Text", "text", _BOTH),
    "touched": FieldPlan("Last touch", "day", _BOTH, can_be_empty=True),
    "created": FieldPlan("Created", "day", _BOTH),
    "closed": FieldPlan("Closed", "day", ("opportunity",), can_be_empty=True),
    "attachment": FieldPlan("Attachments", "signal", _BOTH),
}
_CUSTOM: dict[CustomType, FieldPlan] = {
    "text": FieldPlan("Own field", "text", _BOTH, can_be_empty=True),
    "number": FieldPlan("Own field", "decimal", _BOTH, can_be_empty=True),
    "money": FieldPlan("Own field", "amount", _BOTH, can_be_empty=True),
    "date": FieldPlan("Own field", "day", _BOTH, can_be_empty=True),
    "choice": FieldPlan("Own field", "choice", _BOTH, can_be_empty=True),
    "yes_no": FieldPlan("Own field", "choice", _BOTH, ("yes", "no"), can_be_empty=True),
}
_CUSTOM_NAME = re.compile(r"custom:([a-z_]+):([1-9][0-9]{0,15})", re.ASCII)
_DAY_VALUES = {"by": 1, "from": 1, "between": 2}
_DAY_COUNTS = ("next_days", "last_days", "over_days_ago")
_OPERATORS: dict[Form, tuple[str, ...]] = {
    "record": ("any_of",),
    "choice": ("any_of",),
    "amount": ("at_least", "at_most", "between"),
    "number": ("at_least", "at_most", "between"),
    "decimal": ("at_least", "at_most", "between"),
    "day": (*_DAY_VALUES, "during", *_DAY_COUNTS),
    "signal": ("is",),
    "gap": ("is", "any_of"),
    "text": ("has",),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One field compared with values. Raises: BadValue where the field knows no such comparison."""

    field: str
    operator: str
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        plan = plan_of(self.field)
        if self.operator not in operators(self.field):
            raise BadValue(plan.label.lower(), self.operator, f"use one of {', '.join(operators(self.field))}.")
        if len(self.values) > MOST_VALUES or not _are_sound(plan, self.operator, self.values):
            shown = ", ".join(map(str, self.values[:5]))
            raise BadValue(plan.label.lower(), shown, f"“{self.operator}” needs other values.")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts, everything is let through."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Filter


Filter = Condition | AllOf | AnyOf | Not
EVERYTHING = AllOf()


def custom_field(type_name: CustomType, field_id: int) -> str:
    """Return what conditions call a field of the rep's own."""
    return f"custom:{type_name}:{field_id}"


def custom_parts(field: str) -> tuple[CustomType, int] | None:
    """Return type and number of a field of the rep's own, None for any other field."""
    found = _CUSTOM_NAME.fullmatch(field)
    type_name = next((one for one in _CUSTOM if found is not None and one == found[1]), None)
    return None if found is None or type_name is None else (type_name, int(found[2]))


def plan_of(field: str) -> FieldPlan:
    """Return the plan of a field, one of the rep's own included. Raises: BadValue."""
    if field in FIELDS:
        return FIELDS[field]
    own = custom_parts(field)
    if own is None:
        raise BadValue("a filter", field, f"use one of {', '.join(FIELDS)}.")
    return _CUSTOM[own[0]]


def having_words(text: str) -> Filter:
    """Return the filter for records with every word of what a rep typed; a blank text lets everything through."""
    cleaned = clean_line(text[:LONGEST_TEXT], "a filter")
    return Condition("text", "has", (cleaned,)) if cleaned else EVERYTHING


def operators(field: str) -> tuple[str, ...]:
    """Return what a field can be compared by."""
    plan = plan_of(field)
    extra = ("past",) if field == "expected_close" else ()
    return (*_OPERATORS[plan.form], *extra, *(("empty",) if plan.can_be_empty else ()))


def parts_of(chosen: Filter) -> tuple[Filter, ...]:
    """Return what a filter consists of at its outermost, a chip each."""
    return chosen.parts if isinstance(chosen, AllOf) else (chosen,)


def narrowed(chosen: Filter, *more: Filter) -> Filter:
    """Return the filter with more parts that have to hold; one that is there already is not repeated."""
    found = list(parts_of(chosen))
    for part in (inner for one in more for inner in parts_of(one)):
        if part not in found:
            found.append(part)
    return found[0] if len(found) == 1 else AllOf(tuple(found))


def without(chosen: Filter, place: int) -> Filter:
    """Return the filter without one of its outermost parts."""
    found = parts_of(chosen)
    left = found[:place] + found[place + 1 :]
    return left[0] if len(left) == 1 else AllOf(left)


def conditions(chosen: Filter) -> Iterator[Condition]:
    """Yield every condition of a filter, however deep it stands."""
    match chosen:
        case Condition():
            yield chosen
        case Not(part):
            yield from conditions(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions(part)


def scoped(kind: RecordKind, chosen: Filter) -> Filter:
    """Return the filter narrowed to what is still open, unless it says itself which stages it means."""
    named = {condition.field for condition in conditions(chosen)}
    if kind == "lead":
        return chosen if named & LEAD_SCOPES else narrowed(Condition("lifecycle", "any_of", PATH[:-1]), chosen)
    if named & {"stage", "kind", "closed"}:
        return chosen
    return narrowed(Condition("kind", "any_of", ("open",)), chosen)


def to_json(chosen: Filter) -> str:
    """Return a filter as text that `from_json` reads back to the same value."""
    return json.dumps({"version": VERSION, "filter": to_plain(chosen)}, ensure_ascii=False)


def from_json(text: str, kind: RecordKind) -> Filter:
    """Return the filter a stored text stands for. Raises: BadValue."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _unreadable(text) from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise BadValue("a filter", text, "it was written by another version of SalesDesk.")
    return from_plain(document.get("filter"), kind)


def from_plain(plain: object, kind: RecordKind) -> Filter:
    """Return the filter that the values of a JSON document stand for. Raises: BadValue."""
    return check_kind(_read(plain, 0), kind)


def to_plain(chosen: Filter) -> dict[str, object]:
    """Return a filter as values of a JSON document that `from_plain` reads back to the same value."""
    match chosen:
        case Condition(field, operator, values):
            found: dict[str, object] = {"field": field, "is": operator}
            if values:
                found["values"] = [value.isoformat() if isinstance(value, date) else value for value in values]
            return found
        case AllOf(parts):
            return {"all": [to_plain(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_plain(part) for part in parts]}
        case Not(part):
            return {"not": to_plain(part)}


def check_kind(chosen: Filter, kind: RecordKind) -> Filter:
    """Return the filter. Raises: BadValue where it asks for a field those records do not have."""
    found = list(conditions(chosen))
    if len(found) > MOST_CONDITIONS:
        raise BadValue("a filter", f"{len(found)} conditions", f"keep it to {MOST_CONDITIONS}.")
    for condition in found:
        plan = plan_of(condition.field)
        if kind not in plan.kinds:
            raise BadValue("a filter", plan.label, f"{kind} records have no such field.")
    return chosen


def _are_sound(plan: FieldPlan, operator: str, values: tuple[Any, ...]) -> bool:
    if operator in ("is", "empty", "past"):
        return not values
    match plan.form:
        case "record":
            return bool(values) and all(_is_whole(value, 2**53) for value in values)
        case "choice" | "gap":
            are_texts = bool(values) and all(map(_is_text, values))
            return are_texts and (not plan.choices or set(values) <= set(plan.choices))
        case "text":
            return len(values) == 1 and _is_text(values[0]) and bool(values[0].strip())
        case "amount":
            return (
                bool(values)
                and values[-1] in CURRENCIES
                and _are_bounds(operator, values[:-1], lambda one: _is_whole(one, MAX_MINOR))
            )
        case "number":
            return _are_bounds(operator, values, lambda one: _is_whole(one, LARGEST_FIGURE))
        case "decimal":
            return _are_bounds(operator, values, _is_figure)
    return _are_days(operator, values)


def _are_days(operator: str, values: tuple[Any, ...]) -> bool:
    if operator == "during":
        return len(values) == 1 and values[0] in PERIODS
    if operator in _DAY_COUNTS:
        return len(values) == 1 and _is_whole(values[0], MOST_DAYS)
    are_days = all(type(value) is date and YEARS[0] <= value.year <= YEARS[1] for value in values)
    return are_days and len(values) == _DAY_VALUES[operator] and list(values) == sorted(values)


def _are_bounds(operator: str, values: tuple[Any, ...], is_sound: Callable[[object], bool]) -> bool:
    count = 2 if operator == "between" else 1
    return len(values) == count and all(map(is_sound, values)) and list(values) == sorted(values)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and value == clean_line(value, "a filter")


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_FIGURE


def _read(plain: object, depth: int) -> Filter:
    if depth > DEEPEST:
        raise BadValue("a filter", "…", "it is nested too deeply.")
    match plain:
        case {"all": list(parts)}:
            return AllOf(tuple(_read(part, depth + 1) for part in parts))
        case {"any": list(parts)}:
            return AnyOf(tuple(_read(part, depth + 1) for part in parts))
        case {"not": part}:
            return Not(_read(part, depth + 1))
        case {"field": str(field), "is": str(operator), **rest}:
            values = rest.get("values", [])
            if isinstance(values, list):
                return Condition(field, operator, tuple(_value(operator, field, value) for value in values))
    raise _unreadable(plain)


def _value(operator: str, field: str, value: object) -> Value:
    is_day = operator in _DAY_VALUES and plan_of(field).form == "day"
    try:
        if is_day and isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return value
    raise _unreadable(value)


def _unreadable(what: object) -> BadValue:
    return BadValue("a filter", what, "SalesDesk did not write it that way.")
