"""What can be done on the board: one list that keys, menus and the list of keys are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

Needs = Literal["board", "column", "card", "cards"]
translate = QCoreApplication.translate
SAME_KEYS = {"Enter": "Return", "Ctrl+Enter": "Ctrl+Return", "Ctrl+F": "/", "Shift+/": "/"}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do: its key in portable writing, its icon, and whether board, column, card or cards are needed."""

    name: str
    keys: str
    icon: str
    needs: Needs
    is_manual: bool = False


DEEDS = (
    Deed("open", "Return", "external-link", "card"),
    Deed("peek", "Space", "info", "card"),
    Deed("edit", "E", "pencil", "card"),
    Deed("log", "A", "log-activity", "card"),
    Deed("step", "T", "calendar", "cards"),
    Deed("back", "Ctrl+Shift+Left", "arrow-left", "cards"),
    Deed("forward", "Ctrl+Shift+Right", "arrow-right", "cards"),
    Deed("up", "Ctrl+Shift+Up", "arrow-up", "card", is_manual=True),
    Deed("down", "Ctrl+Shift+Down", "arrow-down", "card", is_manual=True),
    Deed("won", "W", "trophy", "cards"),
    Deed("lost", "L", "circle-x", "cards"),
    Deed("nurture", "P", "moon", "cards"),
    Deed("snooze", "S", "hourglass", "cards"),
    Deed("select", "Ctrl+Space", "check", "card"),
    Deed("select_all", "Ctrl+A", "checklist", "column"),
    Deed("new", "N", "plus", "column"),
    Deed("filter", "/", "filter", "board"),
    Deed("board", "B", "columns", "board"),
    Deed("table", "V", "table", "board"),
    Deed("forecast", "F", "forecast", "board"),
    Deed("stages", "", "sliders", "board"),
    Deed("delete", "Del", "trash", "cards"),
)
NAMED = {deed.name: deed for deed in DEEDS}
_BY_KEYS = {deed.keys: deed for deed in DEEDS if deed.keys}


def deed_of(event: QKeyEvent) -> Deed | None:
    """Return what a key does, None where it does nothing on the board."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = QKeySequence(int(event.key()) | modifiers.value).toString(QKeySequence.SequenceFormat.PortableText)
    return _BY_KEYS.get(SAME_KEYS.get(keys, keys))


def deed_text(deed: Deed, count: int = 1) -> str:
    """Return what a menu calls it, done to so many cards."""
    if deed.name == "delete" and count > 1:
        return translate("board", "Delete {count}").format(count=count)
    return {
        "open": translate("board", "Open"),
        "peek": translate("board", "Peek at the evidence"),
        "edit": translate("board", "Edit in place"),
        "log": translate("board", "Log activity"),
        "step": translate("board", "Add next step…"),
        "back": translate("board", "Move one stage back"),
        "forward": translate("board", "Move one stage forward"),
        "up": translate("board", "Move up"),
        "down": translate("board", "Move down"),
        "won": translate("board", "Mark as won"),
        "lost": translate("board", "Mark as lost"),
        "nurture": translate("board", "Send to Nurture"),
        "snooze": translate("board", "Snooze rotting…"),
        "select": translate("board", "Select or deselect"),
        "select_all": translate("board", "Select all in this stage"),
        "new": translate("board", "New opportunity"),
        "filter": translate("board", "Filter the board"),
        "board": translate("board", "Show as board"),
        "table": translate("board", "Show as table"),
        "forecast": translate("board", "Show as forecast"),
        "stages": translate("board", "Edit stages…"),
        "delete": translate("board", "Delete"),
    }[deed.name]


def native_keys(deed: Deed) -> str:
    """Return the keys as this system writes them."""
    return QKeySequence(deed.keys).toString(QKeySequence.SequenceFormat.NativeText)


def key_list() -> list[tuple[str, str]]:
    """Return the keys of the board with what each does, those of moving about first."""
    moving = [
        ("Up", translate("board", "Previous card; Down: next card")),
        ("Left", translate("board", "Card in the stage before; Right: in the stage after")),
        ("Home", translate("board", "First card of the stage; End: last card")),
        ("Ctrl+Home", translate("board", "First stage; Ctrl+End: last stage")),
        ("Shift+Down", translate("board", "Select one card more; Shift+Up: one above")),
    ]
    deeds = [(deed.keys, deed_text(deed).rstrip("…")) for deed in DEEDS if deed.keys]
    return [*moving, *deeds, ("Esc", translate("board", "Put a dragged card back, deselect"))]
