"""The one place where a filter becomes SQL. Values are bound, never written into the statement.

Every piece agrees with `salesdesk.domain.filter_matching.matches`; a property test holds the two against each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from salesdesk.domain.activities import GRACE
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.filters import (
    DIMENSIONS,
    EVERYTHING,
    AllOf,
    AnyOf,
    Condition,
    Filter,
    Not,
    RecordKind,
    check_kind,
    custom_parts,
    narrowed,
    parts_of,
    scoped,
    without,
)
from salesdesk.domain.periods import day_start, days_between
from salesdesk.domain.stages import BANT_EXPECTED_PERCENT
from salesdesk.queries.words import matching
from salesdesk.store.types import instant_text

ALIASES: dict[RecordKind, str] = {"opportunity": "o", "lead": "l"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter, and the local moment from which its days and states are counted."""

    filter: Filter
    now: datetime

    def scoped(self, kind: RecordKind) -> Wanted:
        """Return the same, narrowed to what is open unless the filter says which stages it means."""
        return Wanted(scoped(kind, self.filter), self.now)


@dataclass(frozen=True, slots=True)
class Where:
    """A condition over the table alias of the record (`o` or `l`), and its values in order."""

    sql: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """The part of a filter whose removal lets most records through: its place, and how many there would be."""

    place: int
    part: Filter
    count: int


def where(connection: Connection, kind: RecordKind, wanted: Wanted | None) -> Where:
    """Return the condition that holds for live records the filter lets through. Raises: BadValue."""
    alive = f"{ALIASES[kind]}.deleted_at IS NULL"
    if wanted is None or wanted.filter == AllOf():
        return Where(alive)
    found = _Writer(connection, kind, wanted.now).written(check_kind(wanted.filter, kind))
    return Where(f"{alive} AND {found.sql}", found.values)


def count(connection: Connection, kind: RecordKind, wanted: Wanted | None) -> int:
    """Return how many records the filter lets through."""
    return counts(connection, [(kind, wanted)])[0]


def counts(connection: Connection, asked: Sequence[tuple[RecordKind, Wanted | None]]) -> list[int]:
    """Return how many records each filter lets through, in one statement."""
    pieces, values = list[str](), list[object]()
    for kind, wanted in asked:
        condition = where(connection, kind, wanted)
        pieces.append(f"(SELECT count(*) FROM {kind} AS {ALIASES[kind]} WHERE {condition.sql})")
        values.extend(condition.values)
    if not pieces:
        return []
    return list(connection.exec_driver_sql(f"SELECT {', '.join(pieces)}", tuple(values)).one())


def best_to_remove(
    connection: Connection, kind: RecordKind, wanted: Wanted, within: Filter = EVERYTHING
) -> Removal | None:
    """Return the part of a filter that hides most, None where no single one lets anything through without it.

    Only records that `within` lets through are counted.
    """
    parts = parts_of(wanted.filter)
    asked: list[tuple[RecordKind, Wanted | None]] = [
        (kind, Wanted(narrowed(scoped(kind, without(wanted.filter, place)), within), wanted.now))
        for place in range(len(parts))
    ]
    found = [Removal(place, parts[place], number) for place, number in enumerate(counts(connection, asked))]
    best = max(found, key=lambda removal: removal.count, default=None)
    return best if best is not None and best.count else None


_COLUMNS: dict[RecordKind, dict[str, str]] = {
    "opportunity": {
        "stage": "o.stage_id",
        "pipeline": "o.pipeline_id",
        "touched": "o.touched_at",
        "created": "o.created_at",
        "closed": "o.closed_at",
    },
    "lead": {"touched": "l.last_activity_at", "created": "l.created_at"},
}
_PLANNED = "done_at IS NULL AND due_on IS NOT NULL AND deleted_at IS NULL"
_BOUNDS = {"at_least": "{0} >= ?", "at_most": "{0} <= ?", "between": "{0} BETWEEN ? AND ?"}


class _Writer:
    """Writes the pieces of one filter over one kind of record."""

    def __init__(self, connection: Connection, kind: RecordKind, now: datetime) -> None:
        self._connection = connection
        self._kind = kind
        self._alias = ALIASES[kind]
        self._now = now
        self._today = now.date()

    def written(self, chosen: Filter) -> Where:
        match chosen:
            case AllOf(parts):
                return self._joined(parts, " AND ", "1")
            case AnyOf(parts):
                return self._joined(parts, " OR ", "0")
            case Not(part):
                inner = self.written(part)
                # Not “NOT”: what is unknown about a record does not hold, so its opposite does.
                return Where(f"({inner.sql}) IS NOT TRUE", inner.values)
            case Condition() if own := custom_parts(chosen.field):
                return self._own(chosen, *own)
            case Condition(operator="empty"):
                return self._empty(chosen.field)
            case Condition():
                return self._condition(chosen)

    def _joined(self, parts: tuple[Filter, ...], word: str, nothing: str) -> Where:
        found = [self.written(part) for part in parts]
        values = tuple(value for one in found for value in one.values)
        return Where(f"({word.join(one.sql for one in found) or nothing})", values)

    def _condition(self, condition: Condition) -> Where:
        values = condition.values
        match condition.field:
            case "stage" | "pipeline" | "lifecycle" | "currency" | "source":
                return Where(f"{self._column(condition.field)} IN (SELECT value FROM json_each(?))", (_listed(values),))
            case "kind":
                return Where(f"o.stage_id IN (SELECT id FROM stage WHERE kind IN ({_marks(values)}))", values)
            case "amount":
                bounds = _BOUNDS[condition.operator].format(self._column("amount_minor"))
                return Where(f"({self._column('currency')} = ? AND {bounds})", (values[-1], *values[:-1]))
            case "score":
                return Where(_BOUNDS[condition.operator].format(self._column("score")), values)
            case "high_intent":
                return Where(f"{self._column('high_intent')} <> 0")
            case "woken":
                return Where("(l.lifecycle = 'nurture' AND l.wake_on <= ?)", (self._today.isoformat(),))
            case "tag":
                named = f"SELECT id FROM tag WHERE name IN ({_marks(values)})"
                return self._among("tagging", f"tag_id IN ({named})", values)
            case "attachment":
                return self._among("attachment", "deleted_at IS NULL")
            case "next_step":
                return self._steps(values)
            case "rotting":
                return self._rotting()
            case "bant":
                return self._gap(condition)
            case "text":
                return self._text(str(values[0]))
        return self._days(condition)

    def _column(self, field: str) -> str:
        return _COLUMNS[self._kind].get(field, f"{self._alias}.{field}")

    def _among(self, table: str, condition: str, values: tuple[object, ...] = (), word: str = "IN") -> Where:
        owner = f"{self._kind}_id"
        found = f"SELECT {owner} FROM {table} WHERE {owner} IS NOT NULL AND {condition}"
        return Where(f"{self._alias}.id {word} ({found})", values)

    def _own(self, condition: Condition, type_name: CustomType, field_id: int) -> Where:
        """Write a condition on a field of the rep's own, over what the file keeps there."""
        values = condition.values
        if condition.operator == "empty":
            return self._among("custom_value", "custom_field_id = ?", (field_id,), word="NOT IN")
        match type_name:
            case "text":
                return self._held(field_id, "instr(lower(value), lower(?)) > 0", values)
            case "choice" | "yes_no":
                return self._held(field_id, f"value IN ({_marks(values)})", values)
            case "number":
                return self._held(field_id, _BOUNDS[condition.operator].format("CAST(value AS REAL)"), values)
            case "money":
                # The text begins with the minor units, which is what the cast reads.
                bounds = _BOUNDS[condition.operator].format("CAST(value AS INTEGER)")
                return self._held(field_id, f"value LIKE '% ' || ? AND {bounds}", (values[-1], *values[:-1]))
        days = days_between(condition.operator, values, self._today)
        pieces = [f"value {sign} ?" for sign, day in zip((">=", "<="), days, strict=True) if day is not None]
        return self._held(field_id, " AND ".join(pieces), tuple(day.isoformat() for day in days if day is not None))

    def _held(self, field_id: int, condition: str, values: Sequence[object]) -> Where:
        return self._among("custom_value", f"custom_field_id = ? AND {condition}", (field_id, *values))

    def _empty(self, field: str) -> Where:
        match field:
            case "tag":
                return self._among("tagging", "1", word="NOT IN")
            case "source":
                return Where(f"{self._column(field)} = ''")
            case "amount":
                return Where(f"coalesce({self._column('amount_minor')}, 0) = 0")
        return Where(f"{self._column(field)} IS NULL")

    def _days(self, condition: Condition) -> Where:
        first, last = days_between(condition.operator, condition.values, self._today)
        column = self._column(condition.field)
        pieces, values = list[str](), list[object]()
        is_instant = condition.field != "expected_close"
        if first is not None:
            pieces.append(f"{column} >= ?")
            values.append(self._instant(first) if is_instant else first.isoformat())
        if last is not None:
            pieces.append(f"{column} {'<' if is_instant else '<='} ?")
            values.append(self._instant(last + timedelta(days=1)) if is_instant else last.isoformat())
        if condition.operator == "past":
            pieces.append("o.stage_id IN (SELECT id FROM stage WHERE kind = 'open')")
        return Where(f"({' AND '.join(pieces)})", tuple(values))

    def _instant(self, day: date) -> str:
        return instant_text(day_start(day, self._now.tzinfo))

    def _steps(self, states: Sequence[object]) -> Where:
        """Write that the earliest planned activity is in one of these states.

        Its day and, where it has one, its instant are compared as one key: one walk over an index of what is planned.
        """
        first = "min(due_on || coalesce(due_at, '~'))"
        today, late = self._today.isoformat(), instant_text(self._now - GRACE)
        is_late = f"({first} < ? OR substr({first}, 11) < ?)"
        having: dict[object, tuple[str, tuple[object, ...]]] = {
            "overdue": (is_late, (today, late)),
            "today": (f"(NOT {is_late} AND substr({first}, 1, 10) = ?)", (today, late, today)),
            "planned": (f"(NOT {is_late} AND substr({first}, 1, 10) > ?)", (today, late, today)),
        }
        asked = [having[state] for state in states if state != "none"]
        values = tuple(value for _, found in asked for value in found)
        grouped = f"{_PLANNED} GROUP BY {self._kind}_id HAVING {' OR '.join(sql for sql, _ in asked)}"
        found = [self._among("activity", grouped, values)] if asked else []
        if "none" in states:
            found.append(self._among("activity", _PLANNED, word="NOT IN"))
        return Where(f"({' OR '.join(one.sql for one in found)})", values)

    def _rotting(self) -> Where:
        stages = self._connection.exec_driver_sql(
            "SELECT id, rot_limit_days FROM stage WHERE kind = 'open' AND rot_limit_days IS NOT NULL"
        ).all()
        since = "max(o.entered_stage_at, coalesce(o.touched_at, ''))"
        pieces, values = list[str](), list[object]()
        for stage, limit in stages:
            pieces.append(f"(o.stage_id = ? AND {since} < ?)")
            values += [stage, self._instant(self._today - timedelta(days=limit))]
        booked = self._steps(("today", "planned"))
        still = f"({' OR '.join(pieces) or '0'}) AND coalesce(o.snoozed_until, '') <= ?"
        return Where(f"({still} AND NOT {booked.sql})", (*values, self._today.isoformat(), *booked.values))

    def _gap(self, condition: Condition) -> Where:
        column = self._column("bant")
        if condition.operator == "any_of":
            places = tuple(DIMENSIONS.index(str(value)) + 1 for value in condition.values)
            return Where(f"({' OR '.join(f'substr({column}, ?, 1) <> ' + repr('y') for _ in places)})", places)
        if self._kind == "lead":
            return Where(f"{column} <> 'yyyy'")
        expecting = "SELECT id FROM stage WHERE kind = 'open' AND probability >= ?"
        return Where(f"({column} <> 'yyyy' AND o.stage_id IN ({expecting}))", (BANT_EXPECTED_PERCENT,))

    def _text(self, text: str) -> Where:
        sql, values = matching(self._kind, f"{self._alias}.id", text)
        if self._kind == "lead":
            return Where(sql, tuple(values))
        by_account, account_values = matching("account", "o.account_id", text)
        return Where(f"({sql} OR {by_account})", (*values, *account_values))


def _listed(values: Sequence[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
