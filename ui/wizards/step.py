"""What every step of a wizard is: a page that knows how it stands and keeps what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.labels import Label

SIDE = 28
TOP = 24
Kept = dict[str, Any]


class Step(QWidget):
    """One page of the wizard.

    Signals: `edited` whenever something on the page changed; `advance_requested` where the page itself asks to go on.
    """

    edited = Signal()
    advance_requested = Signal()

    def __init__(self, key: str, name: str, title: str, subtitle: str, parent: QWidget | None = None) -> None:
        """Start a page with a title and a line below it."""
        super().__init__(parent)
        self.key = key
        self.name = name
        self.setObjectName(f"page_{key}")
        self.title_label = Label(title, "title", "text", QFont.Weight.DemiBold)
        self.subtitle_label = Label(subtitle, "base", "muted", wraps=True)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.title_label)
        self.body.addSpacing(2)
        self.body.addWidget(self.subtitle_label)
        self.body.addSpacing(18)

    def add_page(self) -> None:
        """Lay the body out over the whole page, in a scroll area where it does not fit."""
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        content.setLayout(self.body)
        self.body.setContentsMargins(SIDE, TOP, SIDE, TOP)
        page.addWidget(PageArea(content))

    def summary(self) -> str:
        """Return what the rail says about the step once it was visited."""
        return ""

    def mark(self) -> str:
        """Return how the step stands once it was visited: done, failed or unknown."""
        return "done"

    def enter(self) -> None:
        """Read what the other steps may have changed."""

    def leave(self) -> bool:
        """Record what the step holds; False, with the field marked, where it cannot be recorded.

        Raises: SalesDeskError where the desk says no.
        """
        return True

    def keep(self) -> Kept:
        """Return what is not recorded yet, as JSON can hold it; empty where there is nothing."""
        return {}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Show again what `keep` returned."""

    def next_text(self) -> str:
        """Return the words of the button that goes on."""
        return self.tr("Continue")

    def is_last(self) -> bool:
        """Tell whether going on from here ends the wizard."""
        return False

    def first_field(self) -> QWidget:
        """Return what takes the focus when the step opens."""
        return self


class PageArea(QScrollArea):
    """A page that scrolls where it does not fit, sideways only with a large font; its bar stands in the margin."""

    def __init__(self, content: QWidget, right: int = SIDE, parent: QWidget | None = None) -> None:
        """Show the content, whose layout keeps the right margin."""
        super().__init__(parent)
        self._right = right
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)

    def _keep_width(self, _minimum: int, maximum: int) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is None:
            return
        margins = layout.contentsMargins()
        taken = self.verticalScrollBar().sizeHint().width() if maximum > 0 else 0
        margins.setRight(max(0, self._right - taken))
        layout.setContentsMargins(margins)
