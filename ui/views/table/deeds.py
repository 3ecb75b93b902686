"""What can be done in a table of opportunities: one list that keys, the menu of a row and the bulk bar share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

Needs = Literal["table", "row", "rows"]
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class TableDeed:
    """Something to do: its keys in portable writing, its icon, and whether it is for the table, a row or any rows."""

    name: str
    keys: tuple[str, ...]
    icon: str
    needs: Needs


DEEDS = (
    TableDeed("open", ("Return",), "external-link", "row"),
    TableDeed("edit", ("F2", "E"), "pencil", "row"),
    TableDeed("log", ("A",), "log-activity", "row"),
    TableDeed("task", ("T",), "circle-check", "rows"),
    TableDeed("close_date", (), "calendar", "rows"),
    TableDeed("tag", (), "tag", "rows"),
    TableDeed("won", ("W",), "trophy", "rows"),
    TableDeed("lost", ("L",), "circle-x", "rows"),
    TableDeed("nurture", ("P",), "moon", "rows"),
    TableDeed("delete", ("Del",), "trash", "rows"),
    TableDeed("new", ("N",), "plus", "table"),
)
NAMED = {deed.name: deed for deed in DEEDS}
_BY_KEYS = {keys: deed for deed in DEEDS for keys in deed.keys}


def deed_of(keys: str) -> TableDeed | None:
    """Return what keys do, None where they do nothing to a row or the table."""
    return _BY_KEYS.get(keys)


def deed_text(deed: TableDeed, count: int = 1) -> str:
    """Return what a menu or a button calls it, done to so many opportunities."""
    if deed.name == "delete" and count > 1:
        return translate("opportunity_table", "Delete {count}").format(count=count)
    return {
        "open": translate("opportunity_table", "Open"),
        "edit": translate("opportunity_table", "Edit cell"),
        "log": translate("opportunity_table", "Log activity"),
        "task": translate("opportunity_table", "Add task"),
        "close_date": translate("opportunity_table", "Set close date"),
        "tag": translate("opportunity_table", "Tag"),
        "won": translate("opportunity_table", "Mark as won"),
        "lost": translate("opportunity_table", "Mark as lost"),
        "nurture": translate("opportunity_table", "Send to Nurture"),
        "delete": translate("opportunity_table", "Delete"),
        "new": translate("opportunity_table", "New opportunity"),
    }[deed.name]


def native_keys(deed: TableDeed) -> str:
    """Return the first keys as this system writes them, nothing where it has none."""
    return QKeySequence(deed.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if deed.keys else ""
