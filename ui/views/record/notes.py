"""The notes of a record: several lines that save when they are left, and come back on Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.fields import TextField
from ui.widgets.labels import SectionLabel


class NotesEdit(TextField):
    """Notes that save themselves.

    Signals: `save_requested` with the text, when the field is left.
    """

    save_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(3, parent)
        self.setObjectName("notes")
        self._shown = ""

    def show_text(self, text: str, *, is_other: bool) -> None:
        """Show the saved notes; what is being typed about the same record stays."""
        is_typing = self.hasFocus() and self.toPlainText() != self._shown and not is_other
        self._shown = text
        if not is_typing:
            self.setPlainText(text)

    def finish(self) -> None:
        """Save what was typed."""
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.save_requested.emit(text)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the field is left, not when a menu opens over it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring the saved notes back on Escape, save with Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._shown:
            self.setPlainText(self._shown)
        elif is_enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.finish()
        else:
            super().keyPressEvent(event)


class Notes(QWidget):
    """The notes under their heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.edit = NotesEdit()
        heading = SectionLabel(self.tr("Notes"))
        heading.setBuddy(self.edit)
        self.edit.setAccessibleName(heading.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 4)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addWidget(self.edit)
