"""The column at the right of a question: what is worth asking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.labels import DEMI_BOLD, Label


class TalkTrack(QWidget):
    """Questions to ask, one below the other."""

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        """Show the questions."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(self.tr("Worth asking"), "small", "muted", DEMI_BOLD))
        for line in lines:
            column.addSpacing(10)
            column.addWidget(Label(line, wraps=True))
        column.addStretch(1)
