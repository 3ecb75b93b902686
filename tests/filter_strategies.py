"""Any filter a rep could build, over values that occur in the rows of `tests.filter_rows`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from salesdesk.domain.custom_fields import TYPES
from salesdesk.domain.filters import (
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
    operators,
    plan_of,
)
from salesdesk.domain.periods import PERIODS
from tests.filter_rows import (
    AMOUNTS,
    CENTRE,
    CURRENCIES,
    CUSTOM_CHOICES,
    CUSTOM_IDS,
    NAMES,
    SOURCES,
    TAGS,
    ZONES,
)

DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 30)) | st.sampled_from((date(1900, 1, 1), date(2200, 12, 31)))
WORDS = (
    "north",
    "cafe",
    "Café",
    "muller",
    "lle",
    "anite har",
    "FLEET",
    "fleet roll",
    "42",
    "b",
    "olpu",
    "zzz",
    "æro",
    "-",
)
CUSTOM_PARTS = ("Depot", "DEPOT n", "ß", "Süd", "süd", "100%", "_", "9", "'; --")
CHOICES = {"currency": CURRENCIES, "source": SOURCES[1:], "tag": TAGS}


def moments() -> SearchStrategy[datetime]:
    """Give presents in many zones, often within a second of midnight."""

    def local(zone: int, days: int, seconds: int, is_midnight: bool) -> datetime:
        there = (CENTRE + timedelta(days=days)).astimezone(ZONES[zone])
        if is_midnight:
            return there.replace(hour=0, minute=0, second=0)
        return (there.astimezone(ZONES[0]) + timedelta(seconds=seconds)).astimezone(ZONES[zone])

    return st.builds(
        local, st.integers(0, len(ZONES) - 1), st.integers(-3, 3), st.integers(-50_000, 50_000), st.booleans()
    )


def filters(kind: RecordKind) -> SearchStrategy[Filter]:
    """Give nested filters over every field of a kind of record."""
    own = [custom_field(type_name, CUSTOM_IDS[kind, type_name]) for type_name in TYPES]
    names = sorted(name for name, plan in FIELDS.items() if kind in plan.kinds) + own
    leaves: SearchStrategy[Filter] = st.sampled_from(names).flatmap(condition)
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts)))
            | st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
            | inner.map(Not)
        ),
        max_leaves=6,
    )


def condition(field: str) -> SearchStrategy[Condition]:
    """Give every comparison a field knows."""
    return st.sampled_from(operators(field)).flatmap(
        lambda operator: values(field, operator).map(lambda found: Condition(field, operator, found))
    )


def values(field: str, operator: str) -> SearchStrategy[tuple[Value, ...]]:
    """Give values that a comparison takes."""
    plan, own = plan_of(field), custom_parts(field)
    if operator in ("is", "empty", "past"):
        return st.just(())
    if plan.form == "record":
        return _some(st.integers(1, 7))
    if plan.form in ("choice", "gap"):
        return _some(st.sampled_from(plan.choices or CHOICES.get(field, CUSTOM_CHOICES)))
    if plan.form == "text" and own is not None:
        return st.sampled_from(CUSTOM_PARTS).map(lambda text: (text,))
    if plan.form == "text":
        return st.sampled_from((*WORDS, *NAMES)).map(lambda text: (" ".join(text.split()),))
    if plan.form == "day":
        return _days(operator)
    if plan.form == "decimal":
        return _bounds(operator, st.integers(-100, 100) | st.sampled_from((-3.5, 12.5, 99.999999, 0.001)))
    bounds = _bounds(operator, st.sampled_from(AMOUNTS) if plan.form == "amount" else st.integers(0, 100))
    if plan.form == "number":
        return bounds
    return st.tuples(bounds, st.sampled_from(CURRENCIES)).map(lambda pair: (*pair[0], pair[1]))


def _some(one: SearchStrategy[Value] | SearchStrategy[str] | SearchStrategy[int]) -> SearchStrategy[tuple[Value, ...]]:
    return st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)


def _bounds(operator: str, one: SearchStrategy[int] | SearchStrategy[float]) -> SearchStrategy[tuple[Value, ...]]:
    count = 2 if operator == "between" else 1
    return st.lists(one, min_size=count, max_size=count).map(lambda found: tuple(sorted(found)))


def _days(operator: str) -> SearchStrategy[tuple[Value, ...]]:
    if operator == "during":
        return st.sampled_from(sorted(PERIODS)).map(lambda period: (period,))
    if operator in ("next_days", "last_days", "over_days_ago"):
        return (st.integers(0, 60) | st.just(36500)).map(lambda count: (count,))
    count = 2 if operator == "between" else 1
    return st.lists(DAYS, min_size=count, max_size=count).map(lambda found: tuple(sorted(found)))
