"""Switching off the keys that act without a modifier."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

CALM = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class SingleKeys(QObject):
    """Keeps letters, digits and signs from everything that is not for writing, while they are switched off.

    Space stays: it ticks and presses, as everywhere.
    """

    def __init__(self, is_on: bool, parent: QObject) -> None:
        """Start switched on or off."""
        super().__init__(parent)
        self._is_on = True
        self.switch(is_on)

    def switch(self, is_on: bool) -> None:
        """Let single keys act, or not."""
        app = QApplication.instance()
        if is_on == self._is_on or app is None:
            return
        self._is_on = is_on
        if is_on:
            app.removeEventFilter(self)
        else:
            app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow a single key on its way to a list, a board or a record."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            sign = event.text()
            is_single = event.modifiers() in CALM and len(sign) == 1 and sign.isprintable() and sign != " "
            return is_single and not watched.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        return super().eventFilter(watched, event)
