"""What can be done on the board: one list that keys, menus and the list of keys are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

Needs = Literal["column", "card", "cards"]
translate = QCoreApplication.translate
SAME_KEYS = {"Enter": "Return", "Ctrl+Enter": "Ctrl+Return"}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do: its key in portable writing, its icon, and whether it is done to a column, a card or cards."""

    name: str
    keys: str
    icon: str
    needs: Needs
    is_manual: bool = False


DEEDS = (
    Deed("open", "Return", "external-link", "card"),
    Deed("log", "A", "log-activity", "card"),
    Deed("back", "Ctrl+Shift+Left", "arrow-left", "cards"),
    Deed("forward", "Ctrl+Shift+Right", "arrow-right", "cards"),
    Deed("up", "Ctrl+Shift+Up", "arrow-up", "card", is_manual=True),
    Deed("down", "Ctrl+Shift+Down", "arrow-down", "card", is_manual=True),
    Deed("won", "W", "trophy", "cards"),
    Deed("lost", "L", "circle-x", "cards"),
    Deed("nurture", "P", "moon", "cards"),
    Deed("select", "Ctrl+Space", "check", "card"),
    Deed("select_all", "Ctrl+A", "checklist", "column"),
    Deed("new", "N", "plus", "column"),
    Deed("delete", "Del", "trash", "cards"),
)
NAMED = {deed.name: deed for deed in DEEDS}
_BY_KEYS = {deed.keys: deed for deed in DEEDS}


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
        "log": translate("board", "Log activity"),
        "back": translate("board", "Move one stage back"),
        "forward": translate("board", "Move one stage forward"),
        "up": translate("board", "Move up"),
        "down": translate("board", "Move down"),
        "won": translate("board", "Mark as won"),
        "lost": translate("board", "Mark as lost"),
        "nurture": translate("board", "Send to Nurture"),
        "select": translate("board", "Select or deselect"),
        "select_all": translate("board", "Select all in this stage"),
        "new": translate("board", "New opportunity"),
        "delete": translate("board", "Delete"),
    }[deed.name]


def native_keys(deed: Deed) -> str:
    """Return the keys as this system writes them."""
    return QKeySequence(deed.keys).toString(QKeySequence.SequenceFormat.NativeText)
