"""A place at the foot of the board where a card leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme

Outcome = Literal["won", "lost", "nurture", "delete"]


RADIUS = 10


ICON = 18


WORD_GAP = 10


MARGIN = 12


@dataclass(frozen=True, slots=True)
class Paint:
    """How a zone looks: its icon, the colours of icon, words and edge, and its fill under a card."""

    icon: str
    icon_role: str
    ink: str
    edge: str
    fill: str


PAINTS: dict[Outcome, Paint] = {
    "won": Paint("trophy", "success", "success", "success", "success_subtle"),
    "lost": Paint("circle-x", "muted", "text", "control", "fill"),
    "nurture": Paint("moon", "muted", "text", "control", "fill"),
    "delete": Paint("trash", "danger", "danger", "control", "danger_subtle"),
}


class DropZone(QWidget):
    """A place to drop a card on that is no column."""

    def __init__(self, outcome: Outcome, name: str, parent: QWidget | None = None) -> None:
        """Show what dropping here does."""
        super().__init__(parent)
        self.setObjectName(f"zone_{outcome}")
        self.setAccessibleName(name)
        self.outcome: Outcome = outcome
        self._name = name
        self._hint = ""
        self._is_target = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_hint(self, hint: str) -> None:
        """Say more about what dropping here does."""
        self._hint = hint
        self.update()

    def hint(self) -> str:
        """Return what is said about dropping here."""
        return self._hint

    def set_target(self, is_target: bool) -> None:
        """Fill, while the card is over the zone."""
        if self._is_target != is_target:
            self._is_target = is_target
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint edge, icon and words in the middle; a hint that does not fit is left out."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint = PAINTS[self.outcome]
        if self._is_target:
            painting.fill_round(painter, rect, paint.fill, RADIUS)
            painting.edge_round(painter, rect, paint.edge, RADIUS, 2)
        else:
            painting.edge_round(painter, rect, paint.edge, RADIUS, dashed=True)
        bold = look.font("base", painting.DEMI_BOLD)
        name_width = painting.text_width(self._name, bold)
        hint_width = painting.text_width(self._hint, look.font("small"))
        own_width = ICON + WORD_GAP + name_width
        has_hint = own_width + WORD_GAP + hint_width <= rect.width() - 2 * MARGIN
        whole = own_width + WORD_GAP + hint_width if has_hint else own_width
        left = max(float(MARGIN), (rect.width() - whole) / 2)
        box = QRectF(round(left), round(rect.center().y() - ICON / 2), ICON, ICON)
        resources.paint_icon(painter, box, paint.icon, paint.icon_role)
        left += ICON + WORD_GAP
        painting.draw_text(painter, QRectF(left, 0, name_width + 1, rect.height()), self._name, paint.ink, bold)
        if has_hint:
            left += name_width + WORD_GAP
            room = QRectF(left, 0, hint_width + 1, rect.height())
            painting.draw_text(painter, room, self._hint, "muted", look.font("small"))
        painter.end()
