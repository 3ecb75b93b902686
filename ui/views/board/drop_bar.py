"""Where a card leaves the board: Won, Lost, Nurture and Delete at its foot while a card is in the hand."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.views.board.drop_zone import DropZone

HEIGHT = 64
GAP = 12


class DropBar(QWidget):
    """Four equal zones, 64 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("drop_bar")
        self.setAccessibleName(self.tr("Drop zones"))
        self.won_zone = DropZone("won", self.tr("Won"))
        self.lost_zone = DropZone("lost", self.tr("Lost"))
        self.lost_zone.set_hint(self.tr("Asks for the reason"))
        self.nurture_zone = DropZone("nurture", self.tr("Nurture"))
        self.nurture_zone.set_hint(self.tr("Asks until when"))
        self.delete_zone = DropZone("delete", self.tr("Delete"))
        self.delete_zone.set_hint(self.tr("You can undo this"))
        self.zones = (self.won_zone, self.lost_zone, self.nurture_zone, self.delete_zone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for zone in self.zones:
            row.addWidget(zone, 1)
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
        return next((zone for zone in self.zones if zone.rect().contains(zone.mapFromGlobal(screen))), None)

    def set_target(self, target: DropZone | None) -> None:
        """Fill the zone the card is over, and no other."""
        for zone in self.zones:
            zone.set_target(zone is target)
