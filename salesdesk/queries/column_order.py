"""The order of a table by its columns: those it always has, and fields of the rep's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import CustomField, CustomType, column_field
from salesdesk.domain.filters import RecordKind
from salesdesk.queries import custom_fields
from salesdesk.queries.filtering import ALIASES

SortKeys = Sequence[tuple[str, bool]]
"""Columns in the order they sort by, each with whether it is the highest first."""

Orders = Mapping[str, tuple[tuple[str, ...], str]]
"""What a column sorts by, and the condition of its empty cells, which come last whichever way it sorts."""

# Beyond so many columns nothing is left to be told apart, and SQLite joins 64 tables at most.
DEEPEST = 16
_TYPED: dict[CustomType, tuple[str, ...]] = {
    "text": ("{0} COLLATE NOCASE",),
    "number": ("CAST({0} AS REAL)",),
    # The text begins with the minor units, which is what the cast reads; the currency follows it.
    "money": ("CAST({0} AS INTEGER)", "{0}"),
    "date": ("{0}",),
    "yes_no": ("{0}",),
    # A choice stands where the rep has put it in the list.
    "choice": (
        "instr(char(10) || (SELECT choices FROM custom_field WHERE id = {1}) || char(10), char(10) || {0} || char(10))",
    ),
}


@dataclass(frozen=True, slots=True)
class Ordering:
    """The terms of ORDER BY, each with a comma behind it, and the joins that they need."""

    terms: str
    joins: str


def ordering(connection: Connection, kind: RecordKind, keys: SortKeys, shipped: Orders) -> Ordering:
    """Return the order by these columns; a field of the rep's own that is gone orders nothing."""
    terms, joins = list[str](), dict[str, str]()
    own = _own_fields(connection, kind, keys)
    for key, is_highest in keys[:DEEPEST]:
        if column_field(key) is None:
            columns, empty = shipped[key]
        elif key in own:
            columns, empty = _typed(own[key])
            joins[key] = _join(kind, own[key])
        else:
            continue
        terms += [empty] if empty else []
        terms += [f"{column} DESC" if is_highest else column for column in columns]
    return Ordering("".join(f"{term}, " for term in terms), " ".join(joins.values()))


def _own_fields(connection: Connection, kind: RecordKind, keys: SortKeys) -> dict[str, CustomField]:
    if all(column_field(key) is None for key, _ in keys):
        return {}
    return {one.column: one for one in custom_fields.fields(connection, kind)}


def _typed(field: CustomField) -> tuple[tuple[str, ...], str]:
    value = f"v{field.id}.value"
    return tuple(piece.format(value, field.id) for piece in _TYPED[field.type]), f"{value} IS NULL"


def _join(kind: RecordKind, field: CustomField) -> str:
    name = f"v{field.id}"
    return (
        f"LEFT JOIN custom_value AS {name} ON {name}.{kind}_id = {ALIASES[kind]}.id "
        f"AND {name}.custom_field_id = {field.id}"
    )
