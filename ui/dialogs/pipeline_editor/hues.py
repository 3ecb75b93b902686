"""The hue of a stage: a swatch that opens the six there are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.stages import STAGE_HUES
from ui import painting, resources, theme
from ui.widgets.focus import shows_focus
from ui.widgets.popover import Popover

SIDE = 32
DISC = 18
translate = QCoreApplication.translate


def hue_name(hue: str) -> str:
    """Return what a stage hue is called."""
    return {
        "st_qualification": translate("hues", "Slate"),
        "st_discovery": translate("hues", "Teal"),
        "st_proposal": translate("hues", "Violet"),
        "st_negotiation": translate("hues", "Magenta"),
        "st_won": translate("hues", "Green"),
        "st_lost": translate("hues", "Grey"),
    }[hue]


class Swatch(QAbstractButton):
    """A disc in one hue, ringed where it is chosen."""

    def __init__(self, hue: str, parent: QWidget | None = None) -> None:
        """Show the hue."""
        super().__init__(parent)
        self.hue = hue
        self._has_ring = False
        self.setObjectName(f"swatch_{hue}")
        self.setAccessibleName(hue_name(hue))
        self.setToolTip(hue_name(hue))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(SIDE, SIDE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc, a check where it is chosen, and the ring of the focus."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            painting.fill_round(painter, rect, "hover", 6)
        disc = QRectF(0, 0, DISC, DISC)
        disc.moveCenter(rect.center())
        painting.fill_round(painter, disc, look.color(self.hue), DISC / 2)
        if self.isChecked():
            mark = QRectF(0, 0, 12, 12)
            mark.moveCenter(rect.center())
            resources.paint_icon(painter, mark, "check", "raised")
        if self._has_ring and self.hasFocus():
            painting.focus_ring_inset(painter, rect, 6)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space; leave the arrows to the row of swatches."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, however the focus came: it moves by arrows here."""
        self._has_ring = shows_focus(event, True)
        super().focusInEvent(event)


class HuePopover(Popover):
    """The hues side by side; arrows move, Enter or Space picks.

    Signals: `picked` with the hue.
    """

    picked = Signal(str)

    def __init__(self, hue: str, anchor: QWidget) -> None:
        """Offer the hues, one of them chosen."""
        super().__init__(anchor, len(STAGE_HUES) * SIDE + 16)
        self.setObjectName("hue_popover")
        self.setAccessibleName(translate("hues", "Colour of the stage"))
        self.swatches = [Swatch(one, self.body) for one in STAGE_HUES]
        row = QHBoxLayout(self.body)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(0)
        for swatch in self.swatches:
            swatch.setChecked(swatch.hue == hue)
            swatch.clicked.connect(lambda _checked=False, chosen=swatch.hue: self._pick(chosen))
            row.addWidget(swatch)

    def _pick(self, hue: str) -> None:
        self.close()
        self.picked.emit(hue)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the swatch beside."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(int(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = next((place for place, one in enumerate(self.swatches) if one.hasFocus()), 0)
        self.swatches[(at + step) % len(self.swatches)].setFocus(Qt.FocusReason.ShortcutFocusReason)
        event.accept()


class HueButton(QAbstractButton):
    """The hue of a stage as its pie on the board; a press opens the others.

    Signals: `chosen` with another hue the rep picked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start grey and empty."""
        super().__init__(parent)
        self.hue = "st_lost"
        self.popover: HuePopover | None = None
        self._fraction = 0.0
        self._kind = "open"
        self._has_ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(28, 28)
        self.clicked.connect(self.open_hues)

    def show_hue(self, hue: str, fraction: float, kind: str, stage: str) -> None:
        """Show a hue, with the share of the way that the stage stands for."""
        self.hue, self._fraction, self._kind = hue, fraction, kind
        name = self.tr("Colour of “{stage}”: {hue}").format(stage=stage, hue=hue_name(hue))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def open_hues(self) -> None:
        """Open the hues below."""
        popover = HuePopover(self.hue, self)
        self.popover = popover
        popover.picked.connect(self._on_picked)
        popover.closed.connect(self._on_closed)
        popover.open(next(one for one in popover.swatches if one.hue == self.hue))

    def _on_picked(self, hue: str) -> None:
        if hue != self.hue:
            self.chosen.emit(hue)

    def _on_closed(self) -> None:
        self.popover = None

    @override
    def sizeHint(self) -> QSize:
        """Return the size of a small button."""
        return QSize(28, 28)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pie as the board draws it."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.popover is not None:
            painting.fill_round(painter, rect, "hover", 5)
        pie = QRectF(0, 0, 16, 16)
        pie.moveTopLeft(QPoint(6, 6))
        colour = theme.current().color(self.hue)
        if self._kind == "lost":
            resources.paint_icon(painter, pie, "circle-x", colour)
        else:
            painting.stage_pie(painter, pie, self._fraction, colour, won=self._kind == "won")
        if self._has_ring and self.hasFocus():
            painting.focus_ring_inset(painter, rect, 5)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        self._has_ring = shows_focus(event, self._has_ring)
        super().focusInEvent(event)
