"""The head of a page: its title, a few figures, and what can be done there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import DEMI_BOLD, Label

HEIGHT = 52


class PageHeader(QWidget):
    """A line 52 high: title, figures in muted beside it, controls at the right."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        """Show the title."""
        super().__init__(parent)
        self.heading = Label(heading, "title", "text", DEMI_BOLD)
        self._figures: list[Label] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addSpacing(7)
        self._row.addStretch(1)
        self.setFixedHeight(max(HEIGHT, theme.current().line("title") + 28))

    def set_heading(self, heading: str) -> None:
        """Show another title."""
        self.heading.setText(heading)

    def set_figures(self, figures: Sequence[str]) -> None:
        """Show other figures after the title."""
        while len(self._figures) < len(figures):
            label = Label("", "base", "muted")
            label.setContentsMargins(0, 0, 6, 0)
            # After the title and the gap behind it, before the stretch.
            self._row.insertWidget(2 + len(self._figures), label)
            self._figures.append(label)
        for index, label in enumerate(self._figures):
            label.setText(figures[index] if index < len(figures) else "")
            label.setVisible(index < len(figures))

    def add_control(self, control: QWidget, gap: int = 0) -> None:
        """Append a control at the right, with extra room before it."""
        if gap:
            self._row.addSpacing(gap)
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
