"""What stands in the window before a page does: the head of the page to come."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.header import PageHeader


class StartPage(QWidget):
    """The head of the page to come, and nothing below it yet."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        """Show the head."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PageHeader(heading, self))
        column.addStretch(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.current().color("window"))
        painter.end()
