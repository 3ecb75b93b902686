"""The rail at the left of a wizard: every step with how it stands, and the way to each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import shows_focus

WIDTH = 224
MARGIN = 10
TOP = 16
ICON = 16
TEXT_LEFT = 37
MARKS = {
    "open": ("circle", "subtle"),
    "current": ("circle-half", "accent_text"),
    "done": ("circle-check", "success"),
    "failed": ("circle-x", "danger"),
    "unknown": ("circle-dashed", "muted"),
}


def rail_width() -> int:
    """Return the width of the rail, grown with the font up to half as much again."""
    return round(WIDTH * min(1.5, theme.current().type.unit))


class StepRow(QAbstractButton):
    """One step: an icon that tells how it stands, its name, and what was found in one line."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Start open, without a line."""
        super().__init__(parent)
        self.setText(name)
        self._line = ""
        self._mark = "open"
        self._is_current = False
        self._keyboard_focus = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def line(self) -> str:
        """The second line."""
        return self._line

    @property
    def mark(self) -> str:
        """How the step stands: a key of `MARKS`."""
        return self._mark

    def show_state(self, mark: str, line: str, words: str, *, is_current: bool) -> None:
        """Show how the step stands; the words say the same to a screen reader."""
        self._mark, self._line, self._is_current = mark, line, is_current
        self.setAccessibleName(", ".join(part for part in (self.text(), words, line) if part))
        self.setToolTip(self._cut_words(line))
        self.updateGeometry()
        self.update()

    def _cut_words(self, line: str) -> str:
        """Return what does not fit."""
        texts = ((self.text(), painting.font("base", painting.DEMI_BOLD)), (line, painting.font("small")))
        return "\n".join(text for text, font in texts if painting.text_width(text, font) > self._room())

    def _room(self) -> float:
        return rail_width() - 2 * MARGIN - TEXT_LEFT - 8

    @override
    def sizeHint(self) -> QSize:
        """Return 44 px with a second line, 34 without, grown with the font."""
        look = theme.current()
        height = 10 + look.line() + look.line("small") if self._line else max(34, 16 + look.line())
        return QSize(rail_width() - 2 * MARGIN, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon and lines."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._is_current:
            painting.fill_round(painter, rect, "selection", 6)
        elif self.underMouse() and self.isEnabled():
            painting.fill_round(painter, rect, "hover", 6)
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring_inset(painter, rect, 6)
        name, ink = MARKS["current" if self._is_current else self._mark]
        first = QRectF(TEXT_LEFT, (rect.height() - look.line()) / 2, self._room(), look.line())
        if self._line:
            first.moveTop(5)
        box = QRectF(9, first.center().y() - ICON / 2, ICON, ICON).toRect().toRectF()
        resources.paint_icon(painter, box, name, ink if self.isEnabled() else "disabled")
        is_plain = self._mark == "open" and not self._is_current
        weight = painting.DEMI_BOLD if self._is_current else painting.NORMAL if is_plain else painting.MEDIUM
        name_ink = "disabled" if not self.isEnabled() else "muted" if is_plain else "text"
        painting.draw_text(painter, first, self.text(), name_ink, look.font("base", weight))
        if self._line:
            second = QRectF(TEXT_LEFT, first.bottom(), self._room(), look.line("small"))
            painting.draw_text(painter, second, self._line, "muted", look.font("small"))
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)


class StepRail(QWidget):
    """The steps one below the other.

    Signals: `chosen` with the key of a step the rep clicked.
    """

    chosen = Signal(str)

    def __init__(self, steps: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show (key, name) steps, all open."""
        super().__init__(parent)
        self.setFixedWidth(rail_width())
        self.setAccessibleName(self.tr("Steps"))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, TOP, MARGIN, TOP)
        column.setSpacing(2)
        self._rows: dict[str, StepRow] = {}
        for key, name in steps:
            row = StepRow(name, self)
            row.setObjectName(f"step_{key}")
            row.clicked.connect(lambda _checked=False, chosen=key: self.chosen.emit(chosen))
            self._rows[key] = row
            column.addWidget(row)
        column.addStretch(1)

    def row(self, key: str) -> StepRow:
        """Return the row of a step."""
        return self._rows[key]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line to the content."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface" if look.is_dark else "sidebar"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("border"))
        painter.end()


class RailArea(QScrollArea):
    """The rail, which scrolls where a playbook has more steps than the dialog has room for."""

    def __init__(self, rail: StepRail, parent: QWidget | None = None) -> None:
        """Show the rail in its width."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(rail)
        self.setFixedWidth(rail.width())
