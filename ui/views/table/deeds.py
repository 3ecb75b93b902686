"""What can be done in a table: a list that keys, the menu of a row and the bulk bar share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QKeySequence

Needs = Literal["table", "row", "rows"]


@dataclass(frozen=True, slots=True)
class TableDeed:
    """Something to do: its keys in portable writing, its icon, and whether it is for the table, a row or any rows."""

    name: str
    keys: tuple[str, ...]
    icon: str
    needs: Needs

    def native_keys(self) -> str:
        """Return the first keys as this system writes them, nothing where it has none."""
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if self.keys else ""


class Deeds:
    """All that can be done to records of one kind."""

    def __init__(self, deeds: Sequence[TableDeed], words: Callable[[str, int], str]) -> None:
        """List deeds; `words` says what one is called, done to so many records."""
        self.named = {deed.name: deed for deed in deeds}
        self._by_keys = {keys: deed for deed in deeds for keys in deed.keys}
        self._words = words

    def of_keys(self, keys: str) -> TableDeed | None:
        """Return what keys do, None where they do nothing to a row or the table."""
        return self._by_keys.get(keys)

    def text(self, name: str, count: int = 1) -> str:
        """Return what a menu or a button calls a deed, done to so many records."""
        return self._words(name, count)
