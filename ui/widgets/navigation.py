"""Rows of the navigation rail."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import shows_focus

ICON = 16
ICON_LEFT = 8
TEXT_LEFT = 34


class NavigationRow(QPushButton):
    """A page or a saved view in the rail: icon, name, count; checked when it is the current page.

    Collapsed, only the icon shows and the name moves to the tooltip.
    """

    def __init__(self, text: str, icon: str, *, is_saved_view: bool = False, parent: QWidget | None = None) -> None:
        """Show the name; a saved view is lower and quieter than a page."""
        super().__init__(text, parent)
        self._icon_name = icon
        self._is_saved_view = is_saved_view
        self._count = 0
        self._is_collapsed = False
        self._keyboard_focus = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_count(self, count: int) -> None:
        """Show how many wait there; zero shows nothing."""
        self._count = count
        shown = self.tr("{name}, {count}").format(name=self.text(), count=count) if count else self.text()
        self.setAccessibleName(shown)
        self.update()

    def count(self) -> int:
        """Return how many wait there."""
        return self._count

    def set_collapsed(self, collapsed: bool) -> None:
        """Show only the icon, or all of the row."""
        self._is_collapsed = collapsed
        self.setToolTip(self.text() if collapsed else "")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a row 30 high, 28 for a saved view, grown with the font."""
        height = 28 if self._is_saved_view else 30
        grown = max(height, round(height - 16 + 16 * theme.current().type.unit))
        return QSize(32 if self._is_collapsed else 200, grown)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the icon."""
        return QSize(32, self.sizeHint().height())

    @override
    def hitButton(self, pos: object) -> bool:
        """Take clicks anywhere on the row."""
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        has_focus = self._keyboard_focus and self.hasFocus()
        if self.isChecked():
            painting.fill_round(painter, rect, "selected_nav", 6)
        elif self.underMouse():
            painting.fill_round(painter, rect, "hover", 6)
        if has_focus:
            painting.focus_ring_inset(painter, rect, 6)
        icon_left = (rect.width() - ICON) / 2 if self._is_collapsed else ICON_LEFT
        box = QRectF(icon_left, round(rect.center().y() - ICON / 2), ICON, ICON)
        on_ground = self.isChecked() or self.underMouse()
        icon_ink = "text" if self.isChecked() else "muted" if on_ground else "subtle"
        resources.paint_icon(painter, box, self._icon_name, icon_ink)
        if not self._is_collapsed:
            self._paint_words(painter, rect, "text" if self.isChecked() or has_focus else "muted")
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        look = theme.current()
        inner = rect.adjusted(TEXT_LEFT, 0, -10, 0)
        if self._count:
            number = self.locale().toString(self._count)
            is_plain = self._is_saved_view
            font = look.font("caption", painting.NORMAL if is_plain else painting.DEMI_BOLD)
            count_ink = "muted" if is_plain else "text"
            painting.draw_text(painter, inner, number, count_ink, font, painting.RIGHT)
            inner.setRight(inner.right() - painting.text_width(number, font) - 8)
        weight = painting.NORMAL if self._is_saved_view else painting.MEDIUM
        if self.isChecked():
            weight = painting.DEMI_BOLD
        painting.draw_text(painter, inner, self.text(), ink, look.font("base", weight))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)
