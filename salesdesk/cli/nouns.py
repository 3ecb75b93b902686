"""What `add`, `set`, `delete` and `order` take: a noun for each kind of record, and the commands it builds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from salesdesk.cli.fields import pairs
from salesdesk.domain.errors import BadValue
from salesdesk.services.commands import Command
from salesdesk.services.desk import Desk

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """The commands that add, change, delete and order one kind of record; None where a verb does not take it.

    `delete_into` moves what stands in a record to the place that is named.
    """

    plural: str
    add: Callable[[Desk, list[str]], Command] | None = None
    change: Callable[[Desk, Ids, list[str]], Command] | None = None
    delete: Callable[[Desk, Ids], Command] | None = None
    delete_into: Callable[[Desk, Ids, str], Command] | None = None
    order: Callable[[Desk, Ids], Command] | None = None


def only(kind: str, ids: Ids) -> int:
    """Return the one record that is named. Raises: BadValue where there are several."""
    first, *others = ids
    if others:
        raise BadValue(kind, ", ".join(map(str, ids)), "only one can be named at a time.")
    return first


def known(kind: str, words: list[str], names: Sequence[str]) -> dict[str, str]:
    """Return the fields of FIELD=VALUE words. Raises: BadValue for one that the kind of record does not have."""
    given = pairs(words)
    other = next((name for name in given if name not in names), None)
    if other is not None:
        raise BadValue(kind, other, f"it has no field of that name that can be set. Use one of {', '.join(names)}.")
    return given
