"""Won and Lost at the foot of the board while a card is in the hand."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme

Outcome = Literal["won", "lost"]
HEIGHT = 64
GAP = 12
RADIUS = 10
ICON = 18
WORD_GAP = 10


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
        """Paint edge, icon and words in the middle."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        is_won = self.outcome == "won"
        ink, edge = ("success", "success") if is_won else ("text", "control")
        if self._is_target:
            painting.fill_round(painter, rect, "success_subtle" if is_won else "fill", RADIUS)
            painting.edge_round(painter, rect, edge, RADIUS, 2)
        else:
            painting.edge_round(painter, rect, edge, RADIUS, dashed=True)
        bold = look.font("base", painting.DEMI_BOLD)
        name_width = painting.text_width(self._name, bold)
        hint_width = painting.text_width(self._hint, look.font("small"))
        left = max(12.0, (rect.width() - ICON - 2 * WORD_GAP - name_width - hint_width) / 2)
        box = QRectF(round(left), round(rect.center().y() - ICON / 2), ICON, ICON)
        resources.paint_icon(painter, box, "trophy" if is_won else "circle-x", "success" if is_won else "muted")
        left += ICON + WORD_GAP
        painting.draw_text(painter, QRectF(left, 0, name_width + 1, rect.height()), self._name, ink, bold)
        left += name_width + WORD_GAP
        room = QRectF(left, 0, rect.right() - left - 8, rect.height())
        painting.draw_text(painter, room, self._hint, "muted", look.font("small"))
        painter.end()


class DropBar(QWidget):
    """Two equal zones, 64 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("drop_bar")
        self.won_zone = DropZone("won", self.tr("Won"))
        self.lost_zone = DropZone("lost", self.tr("Lost"))
        self.lost_zone.set_hint(self.tr("You’ll be asked for a reason"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.won_zone)
        row.addWidget(self.lost_zone)
        self.setFixedHeight(HEIGHT)
        self.hide()

    def start(self, money: str) -> None:
        """Appear, for cards of this amount."""
        self.won_zone.set_hint(self.tr("Close it at {money} today").format(money=money))
        self.set_target(None)
        self.show()
        self.raise_()

    def zone_at(self, screen: QPoint) -> DropZone | None:
        """Return the zone at a point of the screen."""
        if not self.isVisible():
            return None
        for zone in (self.won_zone, self.lost_zone):
            if zone.rect().contains(zone.mapFromGlobal(screen)):
                return zone
        return None

    def set_target(self, target: DropZone | None) -> None:
        """Fill the zone the card is over, and no other."""
        for zone in (self.won_zone, self.lost_zone):
            zone.set_target(zone is target)
