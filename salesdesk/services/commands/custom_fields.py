"""Commands on fields of the rep's own and on what records have in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddCustomField:
    """Add a field to one kind of record; `type` is text, number, money, date, choice or yes_no."""

    kind: str
    name: str
    type: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeCustomField:
    """Change name, type, choices or position of a field; its values follow where they can be read so."""

    field: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DeleteCustomField:
    """Delete a field with everything that records have in it."""

    field: int


@dataclass(frozen=True, slots=True)
class SetCustomValues:
    """Set values of one record by field, given by number or name; a blank value empties the field."""

    kind: str
    record: int
    values: Mapping[int | str, object]
