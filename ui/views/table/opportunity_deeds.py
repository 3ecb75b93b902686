"""What can be done in a table of opportunities."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.views.table.deeds import Deeds, TableDeed

translate = QCoreApplication.translate
ROW_GROUPS = (
    ("open", "edit"),
    ("log", "task"),
    ("move", "close_date", "tag"),
    ("won", "lost", "nurture"),
    ("new",),
    ("delete",),
)
"""The deeds of the menu of a row; “move” stands for the stages to move to."""


def _text(name: str, count: int) -> str:
    if name == "delete" and count > 1:
        return translate("opportunity_table", "Delete {count}").format(count=count)
    return {
        "open": translate("opportunity_table", "Open"),
        "edit": translate("opportunity_table", "Edit cell"),
        "edit_first": translate("opportunity_table", "Edit amount"),
        "log": translate("opportunity_table", "Log activity"),
        "task": translate("opportunity_table", "Add task"),
        "close_date": translate("opportunity_table", "Set close date"),
        "tag": translate("opportunity_table", "Tag"),
        "won": translate("opportunity_table", "Mark as won"),
        "lost": translate("opportunity_table", "Mark as lost"),
        "nurture": translate("opportunity_table", "Send to Nurture"),
        "delete": translate("opportunity_table", "Delete"),
        "new": translate("opportunity_table", "New opportunity"),
    }[name]


DEEDS = Deeds(
    (
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
    ),
    _text,
)
