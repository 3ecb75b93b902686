"""The content of a dialog that scrolls where a screen has no room for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

AROUND = 200
"""How much of the screen the rest of a dialog and its frame take."""


class ContentArea(QScrollArea):
    """As high as its content, up to a limit from which on it scrolls."""

    def __init__(self, content: QWidget, width: int, longest: int, parent: QWidget | None = None) -> None:
        """Show the content, which is laid out in a width at first."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._content = content
        self._longest = longest
        self.setWidget(content)
        content.installEventFilter(self)
        content.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit(width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the content needs in this width."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Take another height where the content needs one."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit(self.viewport().width())
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _fit(self, width: int) -> None:
        layout = self._content.layout()
        assert layout is not None
        room = self.screen().availableSize().height() - AROUND
        self.setFixedHeight(min(layout.totalHeightForWidth(width), self._longest, room))
