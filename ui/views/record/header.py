"""The head of a record: its name, a line below it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.labels import DEMI_BOLD, ElidedLabel


class RecordHeader(QWidget):
    """Name and line at the left, buttons at the right of the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a record."""
        super().__init__(parent)
        self.name_label = ElidedLabel("", "name", "text", DEMI_BOLD)
        self.name_label.setObjectName("record_name")
        self.line_label = ElidedLabel("", "base", "muted")
        self.line_label.setObjectName("record_line")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(12)
        top.addWidget(self.name_label, 1)
        top.addLayout(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line_row = QHBoxLayout()
        self._line_row.setSpacing(12)
        self._line_row.addWidget(self.line_label, 1)
        column.addLayout(top)
        column.addLayout(self._line_row)

    def add_button(self, button: Button) -> None:
        """Append a button at the right."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_link(self, link: Button) -> None:
        """Put a link at the right of the line below the name, without making that line higher."""
        link.setMaximumHeight(self.line_label.minimumHeight())
        self._line_row.addWidget(link)

    def show_names(self, name: str, line: str) -> None:
        """Show another record."""
        self.name_label.setText(name)
        self.line_label.setText(line)
