"""Why a record is not on its path any more, or what it became, with the way there or back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.widgets.button import Button
from ui.widgets.labels import ElidedLabel, IconLabel


class StandingLine(QWidget):
    """A quiet line with a link at its end.

    Signals: `link_used` when the link is pressed.
    """

    link_used = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("standing")
        self._icon = IconLabel("info", "muted", 15)
        self.words_label = ElidedLabel("", "base", "muted")
        self.link = Button("", "link", "row")
        self.link.setObjectName("standing_link")
        self.link.clicked.connect(self.link_used)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.words_label, 1)
        row.addWidget(self.link)
        self.setFixedHeight(theme.current().line() + 16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, icon: str, words: str, link: str, ink: str = "muted") -> None:
        """Show a line, its icon in an ink; without words it is gone, without a link it has none."""
        self._icon.set_icon(icon or "info", ink)
        self.words_label.setText(words)
        self.words_label.setToolTip(words)
        self.link.setText(link)
        self.link.setVisible(bool(link))
        self.link.updateGeometry()
        self.setVisible(bool(words))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painting.fill_round(painter, QRectF(self.rect()), "well", 8)
        painter.end()
