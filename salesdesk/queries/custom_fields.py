"""Fields of the rep's own, and what records have in them."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import CustomField, CustomKind, read_value
from salesdesk.formats.fields import CUSTOM_KINDS, Field, Value

Texts = dict[int, dict[int, str]]
"""Kept texts by record and field."""


def fields(connection: Connection, kind: CustomKind | None = None) -> list[CustomField]:
    """Return the fields of one kind of record, or of all kinds, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT id, uid, kind, name, type, choices, position FROM custom_field "
        "WHERE ? IS NULL OR kind = ? ORDER BY kind, position, id",
        (kind, kind),
    )
    return [
        CustomField(record, uid, of, name, type_name, tuple(filter(None, choices.split("\n"))), position)
        for record, uid, of, name, type_name, choices, position in rows
    ]


def texts(
    connection: Connection, kind: CustomKind, ids: Collection[int], among: Collection[int] | None = None
) -> Texts:
    """Return what these records have in their fields, or in some of these, as the file keeps it."""
    some = "" if among is None else " AND custom_field_id IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(
        f"SELECT {kind}_id, custom_field_id, value FROM custom_value "
        f"WHERE {kind}_id IN (SELECT value FROM json_each(?)){some}",
        tuple(json.dumps(sorted(numbers)) for numbers in (ids, among) if numbers is not None),
    )
    found: Texts = {}
    for record, field, value in rows:
        found.setdefault(record, {})[field] = value
    return found


def used(connection: Connection) -> dict[int, int]:
    """Return by field how many records have something in it."""
    rows = connection.exec_driver_sql("SELECT custom_field_id, count(*) FROM custom_value GROUP BY custom_field_id")
    return {row[0]: row[1] for row in rows}


def columns(known: Collection[CustomField]) -> tuple[Field, ...]:
    """Return the columns that these fields are in an export."""
    return tuple(Field(one.name, one.name, CUSTOM_KINDS[one.type]) for one in known)


def cells(known: Collection[CustomField], held: dict[int, str]) -> tuple[Value, ...]:
    """Return the cells of one record in those columns; an amount is a text, because it has a currency of its own."""
    found: list[Value] = []
    for one in known:
        value = read_value(one.type, held[one.id]) if one.id in held else None
        found.append(str(value) if one.type == "money" and value is not None else value)  # type: ignore[arg-type]
    return tuple(found)
