"""A tinted line that asks for attention."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui import painting
from ui.widgets.button import Button
from ui.widgets.labels import IconLabel, Label


class NoteBar(QWidget):
    """A sentence on warning or danger ground; without one it takes no room."""

    def __init__(self, kind: str = "warning", parent: QWidget | None = None) -> None:
        """Start hidden; kinds are warning and danger."""
        super().__init__(parent)
        self._kind = kind
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 9, 12, 9)
        self._row.setSpacing(8)
        icon = "alert-triangle" if kind == "warning" else "alert-circle"
        self._row.addWidget(
            IconLabel(icon, "warning" if kind == "warning" else "danger", 16), 0, Qt.AlignmentFlag.AlignTop
        )
        self._words = Label("", wraps=True)
        self._row.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """Return the sentence."""
        return self._words.text()

    def set_text(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def add_button(self, button: Button) -> None:
        """Put a way to settle it at the end."""
        self._row.addWidget(button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painting.fill_round(painter, QRectF(self.rect()), f"{self._kind}_subtle", 6)
        painter.end()
