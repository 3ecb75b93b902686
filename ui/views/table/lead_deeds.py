"""What can be done in a table of leads."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.views.table.deeds import Deeds, TableDeed

translate = QCoreApplication.translate
ROW_GROUPS = (
    ("open", "edit"),
    ("qualify",),
    ("log", "task"),
    ("lifecycle", "source", "tag"),
    ("merge",),
    ("export",),
    ("new",),
    ("delete",),
)
"""The deeds of the menu of a row; “lifecycle” and “source” stand for menus."""


def _text(name: str, count: int) -> str:
    if name == "delete" and count > 1:
        return translate("lead_table", "Delete {count}").format(count=count)
    if name == "export" and count > 1:
        return translate("lead_table", "Export {count}…").format(count=count)
    return {
        "open": translate("lead_table", "Open"),
        "edit": translate("lead_table", "Edit cell"),
        "edit_first": translate("lead_table", "Edit title"),
        "qualify": translate("lead_table", "Qualify"),
        "log": translate("lead_table", "Log activity"),
        "task": translate("lead_table", "Add task"),
        "tag": translate("lead_table", "Tag"),
        "merge": translate("lead_table", "Merge…"),
        "nurture": translate("lead_table", "Send to Nurture…"),
        "unqualified": translate("lead_table", "Mark as unqualified…"),
        "reopen": translate("lead_table", "Reopen"),
        "export": translate("lead_table", "Export…"),
        "delete": translate("lead_table", "Delete"),
        "new": translate("lead_table", "New lead"),
    }[name]


DEEDS = Deeds(
    (
        TableDeed("open", ("Return",), "external-link", "row"),
        TableDeed("edit", ("F2", "E"), "pencil", "row"),
        TableDeed("qualify", ("Q",), "checklist", "row"),
        TableDeed("log", ("A",), "log-activity", "row"),
        TableDeed("task", ("T",), "circle-check", "rows"),
        TableDeed("tag", (), "tag", "rows"),
        TableDeed("merge", ("M",), "merge", "rows"),
        TableDeed("nurture", ("P",), "moon", "rows"),
        TableDeed("unqualified", (), "ban", "rows"),
        TableDeed("reopen", (), "undo", "rows"),
        TableDeed("export", (), "download", "rows"),
        TableDeed("delete", ("Del",), "trash", "rows"),
        TableDeed("new", ("N",), "plus", "table"),
    ),
    _text,
)
