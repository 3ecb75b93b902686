"""Filters in words: a chip for each part, and one sentence for the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from salesdesk.domain.filters import AllOf, AnyOf, Condition, Filter, Not, Value, custom_parts, parts_of, plan_of
from salesdesk.domain.leads import LIFECYCLE_NAMES
from salesdesk.domain.money import Money
from salesdesk.domain.phrases import counted, day_phrase, money_phrase

Names = Mapping[str, Mapping[int, str]]
"""What records are called, by field and id: {“stage”: {3: “Proposal”}}; “custom” holds the rep's own fields."""

_QUOTED = frozenset({"tag", "text"})
MOST_NAMED = 3
"""How many alternatives a chip names."""
_ACRONYMS = ("BANT",)


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a filter as a chip shows it: “Amount” in quiet ink, “$10,000 or more” in strong."""

    label: str
    value: str
    part: Filter


def chips(chosen: Filter, today: date, names: Names | None = None) -> tuple[Chip, ...]:
    """Return a chip for each outermost part of a filter, in its order."""
    return tuple(_chip(part, today, names or {}) for part in parts_of(chosen))


def sentence(chosen: Filter, today: date, names: Names | None = None) -> str:
    """Return “Close date by 8 Feb 2027 and amount $10,000 or more”; nothing where everything is let through."""
    said = _phrase(chosen, today, names or {})
    return said[:1].upper() + said[1:]


def _chip(part: Filter, today: date, names: Names) -> Chip:
    match part:
        case Condition():
            return Chip(_label(part.field, names), _short(part, today, names), part)
        case Not(Condition() as inner):
            label, value = _label(inner.field, names), _short(inner, today, names)
            if inner.operator == "empty":
                return Chip(label, "any", part)
            return Chip(label, f"not {value}", part) if value else Chip(f"Not {_lowered(label)}", "", part)
        case AnyOf(parts):
            return Chip("Any of", _joined(parts, " or ", today, names), part)
        case AllOf(parts):
            return Chip("All of", _joined(parts, " and ", today, names), part)
        case Not(inner):
            return Chip("Not", _phrase(inner, today, names), part)


def _short(condition: Condition, today: date, names: Names) -> str:
    """Return the value for a chip: many alternatives are counted there, only the sentence names them all."""
    count = len(condition.values)
    if condition.operator != "any_of" or count <= MOST_NAMED:
        return _value(condition, today, names)
    return "any" if count == len(plan_of(condition.field).choices) else f"any of {count}"


def _phrase(chosen: Filter, today: date, names: Names) -> str:
    match chosen:
        case Condition(field, "empty"):
            return f"no {_lowered(_label(field, names))}"
        case Not(Condition(field, "empty")):
            return f"any {_lowered(_label(field, names))}"
        case Condition(field):
            return f"{_lowered(_label(field, names))} {_value(chosen, today, names)}".strip()
        case Not(Condition()):
            chip = _chip(chosen, today, names)
            return f"{_lowered(chip.label)} {chip.value}".strip()
        case Not(inner):
            return f"not ({_phrase(inner, today, names)})"
        case AllOf(parts):
            return _joined(parts, " and ", today, names)
        case AnyOf(parts):
            return _joined(parts, " or ", today, names)


def _joined(parts: tuple[Filter, ...], word: str, today: date, names: Names) -> str:
    said = [(part, _phrase(part, today, names)) for part in parts]
    return word.join(f"({text})" if isinstance(part, AllOf | AnyOf) else text for part, text in said)


def _value(condition: Condition, today: date, names: Names) -> str:
    field, values = condition.field, condition.values
    match condition.operator:
        case "is":
            return ""
        case "empty":
            return "none"
        case "any_of" | "has":
            said = _alternatives([_named(field, value, names) for value in values])
            return f"in {said}" if plan_of(field).form == "gap" else said
        case "at_least":
            return f"{_figures(field, values)[0]} or more"
        case "at_most":
            return f"up to {_figures(field, values)[0]}"
        case "between" if plan_of(field).form != "day":
            return " to ".join(_figures(field, values))
        case "past":
            return "past"
    return _days(condition, today)


def _days(condition: Condition, today: date) -> str:
    values = condition.values
    match condition.operator:
        case "during":
            return str(values[0]).replace("_", " ")
        case "next_days":
            return f"in the next {counted(cast(int, values[0]), 'day')}"
        case "last_days":
            return f"in the last {counted(cast(int, values[0]), 'day')}"
        case "over_days_ago":
            return f"more than {counted(cast(int, values[0]), 'day')} ago"
    days = [day_phrase(value, today) for value in values if isinstance(value, date)]
    return " to ".join(days) if condition.operator == "between" else f"{condition.operator} {days[0]}"


def _figures(field: str, values: tuple[Value, ...]) -> list[str]:
    if plan_of(field).form in ("number", "decimal"):
        return [f"{value:,}" for value in values if isinstance(value, int | float)]
    currency = str(values[-1])
    return [money_phrase(Money(value, currency)) for value in values[:-1] if isinstance(value, int)]


def _label(field: str, names: Names) -> str:
    own = custom_parts(field)
    label = plan_of(field).label
    return label if own is None else names.get("custom", {}).get(own[1], "A deleted field")


def _named(field: str, value: Value, names: Names) -> str:
    if isinstance(value, int):
        return names.get(field, {}).get(value, f"a deleted {field}")
    text = LIFECYCLE_NAMES.get(str(value), str(value)) if field == "lifecycle" else str(value)
    return f"“{text}”" if field in _QUOTED or custom_parts(field) is not None else text


def _alternatives(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _lowered(label: str) -> str:
    return label if label.startswith(_ACRONYMS) else label[:1].lower() + label[1:]
