"""Column headers of other programs, matched to the fields of a lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from salesdesk.domain.custom_fields import TYPES, CustomField
from salesdesk.domain.errors import BadValue
from salesdesk.formats.fields import custom_name, import_field
from salesdesk.formats.synonyms import SYNONYMS

# “Name” beside “Vorname” or “Prénom” is the surname; “Nom” and “Nombre” alone are the whole name.
_WHOLE_OR_PART = {"name", "naam", "nom", "nombre"}
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which field of a lead each column of a file becomes; None is left out."""

    columns: tuple[str, ...]
    fields: tuple[str | None, ...]

    def index_of(self, field: str) -> int | None:
        """Return the column that becomes the field."""
        return self.fields.index(field) if field in self.fields else None

    def with_field(self, column: int, field: str | None) -> Mapping:
        """Return the mapping with that column become the field, and no other column it."""
        fields = [None if field is not None and old == field else old for old in self.fields]
        fields[column] = field
        return Mapping(self.columns, tuple(fields))

    def as_dict(self) -> dict[str, str | None]:
        """Return field names by column, in the order of the file."""
        return dict(zip(self.columns, self.fields, strict=True))

    @property
    def matched(self) -> int:
        """How many columns become a field."""
        return sum(field is not None for field in self.fields)


def propose_mapping(columns: Sequence[str]) -> Mapping:
    """Return the mapping that the names of the columns suggest, each field at most once."""
    found: dict[str, tuple[int, int]] = {}
    for at, column in enumerate(columns):
        match = field_of(column)
        if match is None:
            continue
        field, rank = match
        if field not in found or rank < found[field][0]:
            found[field] = (rank, at)
    fields: list[str | None] = [None] * len(columns)
    for field, (_, at) in found.items():
        fields[at] = field
    return Mapping(tuple(columns), _with_names_told_apart(columns, fields))


def overrule(mapping: Mapping, wishes: Iterable[tuple[str, str]]) -> Mapping:
    """Return the mapping after wishes of field and column name; an empty column leaves the field out.

    Raises `BadValue` for a field or a column that is not there.
    """
    for field, column in wishes:
        import_field(field)
        at = mapping.index_of(field)
        if column:
            mapping = mapping.with_field(_column_index(mapping, column), field)
        elif at is not None:
            mapping = mapping.with_field(at, None)
    return mapping


def with_own_fields(mapping: Mapping, known: Iterable[CustomField]) -> Mapping:
    """Return the mapping with each column that is called like a field of the rep's own become that field."""
    by_name = {one.name.casefold(): custom_name(one.type, one.name) for one in known}
    for at, column in enumerate(mapping.columns):
        if column.casefold() in by_name:
            mapping = mapping.with_field(at, by_name[column.casefold()])
    return mapping


def keep_columns(mapping: Mapping, wishes: Iterable[str], known: Iterable[CustomField]) -> Mapping:
    """Return the mapping with more columns kept as fields of the rep's own; “*” stands for all that fit no field.

    A wish is the name of a column, or COLUMN=TYPE where it holds no plain text. Raises: BadValue.
    """
    types = {one.name.casefold(): one.type for one in known}
    for wish in wishes:
        column, _, given = wish.rpartition("=") if wish.rpartition("=")[2] in TYPES else (wish, "", "")
        type_name = next((one for one in TYPES if one == given), None)
        if column == "*":
            places = [at for at, field in enumerate(mapping.fields) if field is None]
        else:
            places = [_column_index(mapping, column)]
        for at in places:
            name = mapping.columns[at]
            own_type = type_name or types.get(name.casefold(), "text")
            mapping = mapping.with_field(at, custom_name(own_type, name))
    return mapping


def known_headers(record: Sequence[str]) -> int:
    """Return how many different fields the cells name."""
    if len(record) > 2000:
        return 0
    return len({match[0] for cell in record if len(cell) <= 60 and (match := field_of(cell))})


@lru_cache(maxsize=4096)
def field_of(column: str) -> tuple[str, int] | None:
    """Return the field a column name stands for, and how far down the list of its names it is."""
    table = _table()
    return table.get(_plain(column)) or table.get(_plain(_BRACKETS.sub("", column)))


def _column_index(mapping: Mapping, column: str) -> int:
    if column in mapping.columns:
        return mapping.columns.index(column)
    plain = _plain(column)
    for at, name in enumerate(mapping.columns):
        if plain and _plain(name) == plain:
            return at
    raise BadValue("a column", column, f"the file has {', '.join(f'“{name}”' for name in mapping.columns[:12])}.")


def _with_names_told_apart(columns: Sequence[str], fields: list[str | None]) -> tuple[str | None, ...]:
    """Settle which part of a name the generic words mean, by what else is there."""
    plain = [_plain(column) for column in columns]
    generic = next((at for at, word in enumerate(plain) if word in _WHOLE_OR_PART), None)
    has_first = any(field == "first_name" and at != generic for at, field in enumerate(fields))
    has_last = any(field == "last_name" and at != generic for at, field in enumerate(fields))
    if generic is not None:
        if has_first and has_last:
            fields[generic] = None
        elif has_first:
            fields[generic] = "last_name"
        elif has_last:
            fields[generic] = "first_name"
        else:
            fields[generic] = "name"
    if "first_name" in fields and "last_name" in fields and "name" in fields:
        fields[fields.index("name")] = None
    return tuple(fields)


@cache
def _table() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for field, names in SYNONYMS.items():
        for rank, name in enumerate((field, *names.split(";"))):
            table.setdefault(_plain(name), (field, rank))
    return table


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in folded if letter.isalnum())
