"""What a filter means, in plain Python over one record; the SQL of a filter has to agree with this."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from salesdesk.domain.activities import NextStep, step_state
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.filters import DIMENSIONS, AllOf, AnyOf, Condition, Filter, Not, custom_parts
from salesdesk.domain.periods import days_between
from salesdesk.domain.stages import BANT_EXPECTED_PERCENT, rotting

SHORTEST_MIDDLE = 3


@dataclass(frozen=True, slots=True)
class Searched:
    """The texts of one record that words are found in: by their beginning, and in the middle."""

    words: str
    middles: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a filter can ask of a lead or an opportunity; what the kind of record does not have stays empty."""

    stage: int | None = None
    kind: str = ""
    stage_probability: int = 0
    rot_limit_days: int | None = None
    pipeline: int | None = None
    lifecycle: str = ""
    amount_minor: int | None = None
    currency: str = ""
    expected_close: date | None = None
    created: datetime | None = None
    closed: datetime | None = None
    touched: datetime | None = None
    entered_stage_at: datetime | None = None
    snoozed_until: date | None = None
    source: str = ""
    tags: frozenset[str] = frozenset()
    next_step: NextStep | None = None
    bant: str = "????"
    score: int = 0
    is_high_intent: bool = False
    wake_on: date | None = None
    has_attachment: bool = False
    searched: tuple[Searched, ...] = ()
    custom: Mapping[int, str] = field(default_factory=dict)


def matches(chosen: Filter, facts: Facts, now: datetime) -> bool:
    """Tell whether a filter lets a record through; `now` is local, its calendar is the one that days count in."""
    match chosen:
        case AllOf(parts):
            return all(matches(part, facts, now) for part in parts)
        case AnyOf(parts):
            return any(matches(part, facts, now) for part in parts)
        case Not(part):
            return not matches(part, facts, now)
        case Condition() if own := custom_parts(chosen.field):
            return _holds_own(chosen, *own, facts.custom, now)
        case Condition(operator="empty"):
            return _is_empty(chosen.field, facts)
        case Condition():
            return _holds(chosen, facts, now)


def _holds(condition: Condition, facts: Facts, now: datetime) -> bool:
    values = condition.values
    match condition.field:
        case "stage" | "kind" | "pipeline" | "lifecycle" | "currency" | "source":
            return getattr(facts, condition.field) in values
        case "tag":
            return not facts.tags.isdisjoint(values)
        case "next_step":
            return step_state(facts.next_step, now) in values
        case "amount":
            is_same = facts.amount_minor is not None and facts.currency == values[-1]
            return is_same and _is_between(condition.operator, facts.amount_minor or 0, values[:-1])
        case "score":
            return _is_between(condition.operator, facts.score, values)
        case "rotting":
            return _is_rotting(facts, now)
        case "bant":
            return _has_gap(condition, facts)
        case "high_intent":
            return facts.is_high_intent
        case "woken":
            return facts.lifecycle == "nurture" and facts.wake_on is not None and facts.wake_on <= now.date()
        case "attachment":
            return facts.has_attachment
        case "text":
            return any(_is_found(str(values[0]), one) for one in facts.searched)
    return _is_on(condition, facts, now)


def _holds_own(
    condition: Condition, type_name: CustomType, field_id: int, held: Mapping[int, str], now: datetime
) -> bool:
    """Tell whether a condition on a field of the rep's own holds for what a record has there, as the file keeps it."""
    text = held.get(field_id)
    if condition.operator == "empty" or text is None:
        return condition.operator == "empty" and text is None
    values = condition.values
    match type_name:
        case "text":
            return _lowered(str(values[0])) in _lowered(text)
        case "choice" | "yes_no":
            return text in values
        case "number":
            first, last = float(str(values[0])), float(str(values[-1]))
            return _is_within(condition.operator, float(text), first, last)
        case "money":
            minor, _, currency = text.partition(" ")
            return currency == values[-1] and _is_between(condition.operator, int(minor), values[:-1])
    first_day, last_day = days_between(condition.operator, values, now.date())
    day = date.fromisoformat(text)
    return (first_day is None or day >= first_day) and (last_day is None or day <= last_day)


def _lowered(text: str) -> str:
    """Return the text with A to Z as a to z and nothing else changed, as SQLite does it."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def _is_within(operator: str, value: float, first: float, last: float) -> bool:
    return (operator == "at_most" or value >= first) and (operator == "at_least" or value <= last)


def _is_empty(field: str, facts: Facts) -> bool:
    value = {"tag": facts.tags, "amount": facts.amount_minor}.get(field)
    return not (value if field in ("tag", "amount") else getattr(facts, field))


def _is_on(condition: Condition, facts: Facts, now: datetime) -> bool:
    value: date | datetime | None = getattr(facts, condition.field)
    day = value.astimezone(now.tzinfo).date() if isinstance(value, datetime) else value
    if day is None or (condition.operator == "past" and facts.kind != "open"):
        return False
    first, last = days_between(condition.operator, condition.values, now.date())
    return (first is None or day >= first) and (last is None or day <= last)


def _is_between(operator: str, value: int, bounds: tuple[object, ...]) -> bool:
    return _is_within(operator, value, int(str(bounds[0])), int(str(bounds[-1])))


def _is_rotting(facts: Facts, now: datetime) -> bool:
    if facts.kind != "open" or facts.entered_stage_at is None:
        return False
    if facts.snoozed_until is not None and facts.snoozed_until > now.date():
        return False
    is_booked = step_state(facts.next_step, now) in ("today", "planned")
    still = rotting(facts.entered_stage_at, facts.touched, facts.rot_limit_days, has_planned_step=is_booked, now=now)
    return still.days_over > 0


def _has_gap(condition: Condition, facts: Facts) -> bool:
    if condition.operator == "any_of":
        return any(facts.bant[DIMENSIONS.index(str(value))] != "y" for value in condition.values)
    is_expected = facts.lifecycle or (facts.kind == "open" and facts.stage_probability >= BANT_EXPECTED_PERCENT)
    return bool(is_expected) and facts.bant != "yyyy"


def _is_found(text: str, searched: Searched) -> bool:
    wanted = re.findall(r"\w+", _folded(text))
    if not wanted:
        return False
    present = re.findall(r"\w+", _folded(searched.words))
    if all(any(word.startswith(one) for word in present) for one in wanted):
        return True
    parts = text.replace('"', " ").casefold().split()
    middles = searched.middles.casefold()
    return all(len(part) >= SHORTEST_MIDDLE and part in middles for part in parts)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
