"""A row of choices of which one holds, as Board, Table, Forecast."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import shows_focus

ICON_SIZE = 15
THUMB = 24


class Segment(QPushButton):
    """One choice of a `Segmented`."""

    def __init__(self, text: str, icon: str, parent: QWidget) -> None:
        """Show the text after the icon, if any."""
        super().__init__(text, parent)
        self._icon_name = icon
        self._keyboard_focus = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return the room of a thumb with this text."""
        look = theme.current()
        width = 22 + painting.text_width(self.text(), look.font("base", painting.MEDIUM))
        if self._icon_name:
            width += ICON_SIZE + 6
        return QSize(round(width + 0.49), max(THUMB, round(8 + 16 * look.type.unit)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the thumb when chosen, and the words."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink = "muted"
        if self.isChecked():
            painting.panel(painter, rect, "fill" if look.is_dark else "surface", "border_strong", 5)
            ink = "text"
        elif self.underMouse() and self.isEnabled():
            ink = "text"
        if not self.isEnabled():
            ink = "disabled"
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring_inset(painter, rect, 5)
        left = rect.left() + 11
        if self._icon_name:
            box = QRectF(left, rect.center().y() - ICON_SIZE / 2, ICON_SIZE, ICON_SIZE)
            resources.paint_icon(painter, box, self._icon_name, ink)
            left += ICON_SIZE + 6
        room = QRectF(left, rect.top(), rect.right() - left, rect.height())
        painting.draw_text(painter, room, self.text(), ink, look.font("base", painting.MEDIUM))
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)


class Segmented(QWidget):
    """Choices side by side in a track; one tab stop, moved through with the arrows.

    Signals: `chosen` with the key of a choice the user made.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without choices; the name is for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._segments: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)

    def add_choice(self, key: str, text: str, icon: str = "") -> Segment:
        """Append a choice; the first one holds until another is made."""
        segment = Segment(text, icon, self)
        segment.setObjectName(f"segment_{key}")
        self._segments[key] = segment
        self._group.addButton(segment)
        self._row.addWidget(segment)
        if len(self._segments) == 1:
            segment.setChecked(True)
        segment.clicked.connect(lambda _checked=False, chosen=key: self.chosen.emit(chosen))
        return segment

    def choice(self) -> str:
        """Return the key of the choice that holds, or nothing when there are none."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def set_choice(self, key: str) -> None:
        """Make a choice hold without announcing it."""
        self._segments[key].setChecked(True)

    def segment(self, key: str) -> Segment:
        """Return the button of a choice."""
        return self._segments[key]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if look.is_dark:
            painting.panel(painter, rect, "well", "border", 7)
        else:
            painting.fill_round(painter, rect, "fill", 7)
        painter.end()
