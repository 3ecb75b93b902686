"""Keys in portable writing, as lists of what can be done name them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

SAME_KEYS = {"Enter": "Return"}


def portable_keys(event: QKeyEvent) -> str:
    """Return the keys of an event in portable writing, “Ctrl+Shift+H”."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = QKeySequence(int(event.key()) | modifiers.value).toString(QKeySequence.SequenceFormat.PortableText)
    return SAME_KEYS.get(keys, keys)
