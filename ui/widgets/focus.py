"""The focus ring, shown only to those who move with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFocusFrame, QWidget
from typing_extensions import override

from ui import painting

KEYBOARD_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
RETURN_REASONS = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


def shows_focus(event: QFocusEvent, showed_before: bool) -> bool:
    """Tell whether focus that came this way is to be drawn; coming back to a window keeps it as it was."""
    if event.reason() in RETURN_REASONS:
        return showed_before
    return event.reason() in KEYBOARD_REASONS


class FocusRing(QFocusFrame):
    """The ring 2 px outside a free-standing control; follows it wherever it moves."""

    def __init__(self, around: QWidget, radius: float) -> None:
        """Ring a widget whose corners have the radius."""
        super().__init__(around)
        self._radius = radius
        self.setWidget(around)
        around.destroyed.connect(self.deleteLater)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring inside the margin of the frame."""
        painter = QPainter(self)
        painting.focus_ring(painter, QRectF(self.rect()).adjusted(4, 4, -4, -4), self._radius)
        painter.end()


class RingHolder:
    """Shows and hides the focus ring of one control."""

    def __init__(self, around: QWidget, radius: float) -> None:
        """Look after the ring of a control whose corners have the radius."""
        self._around = around
        self._radius = radius
        self._ring: FocusRing | None = None
        self.is_shown = False

    def focus_in(self, event: QFocusEvent) -> None:
        """Show the ring if the focus came by keyboard."""
        self.is_shown = shows_focus(event, self.is_shown)
        if self.is_shown and self._ring is None:
            self._ring = FocusRing(self._around, self._radius)

    def focus_out(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        if event.reason() not in RETURN_REASONS:
            self.is_shown = False
        if self._ring is not None:
            self._ring.hide()
            self._ring.setWidget(None)  # type: ignore[arg-type]
            self._ring.deleteLater()
            self._ring = None
