"""Check boxes and radio buttons with the focus ring of the design."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from ui import faces, painting, theme
from ui.widgets.focus import shows_focus

MARK = 16
GAP = 9
# Room around the mark for its ring.
MARGIN = 4


def _mark_rect(button: QAbstractButton) -> QRectF:
    left = float(MARGIN)
    if button.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        left = button.width() - MARGIN - MARK
    return QRectF(left, round((button.height() - MARK) / 2), MARK, MARK)


def _words(button: QAbstractButton) -> str:
    """Return the text without the marks of its key; “&&” stands for one “&”."""
    return button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def _hint(button: QAbstractButton) -> QSize:
    width = 2 * MARGIN + MARK
    if button.text():
        width += GAP + round(painting.text_width(_words(button), painting.font()) + 0.99)
    return QSize(width, max(24, theme.current().line() + 2))


def _paint_words(button: QAbstractButton, painter: QPainter) -> None:
    if not button.text():
        return
    rect = QRectF(button.rect()).adjusted(MARGIN + MARK + GAP, 0, 0, 0)
    if button.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        rect = QRectF(button.rect()).adjusted(0, 0, -(MARGIN + MARK + GAP), 0)
    ink = "text" if button.isEnabled() else "disabled"
    painting.draw_text(painter, rect, _words(button), ink)


class CheckBox(QCheckBox):
    """A check box of 16 px, 4 px in from its left edge so that the ring has room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show the box before its text."""
        super().__init__(text, parent)
        self._keyboard_focus = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        """Return room for box, ring and text."""
        return _hint(self)

    @override
    def hitButton(self, pos: object) -> bool:
        """Take clicks anywhere on box or text."""
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, ring and text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        mark = _mark_rect(self)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        faces.check_box(painter, mark, self.checkState(), self.isEnabled(), is_hovered)
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring(painter, mark, 4)
        _paint_words(self, painter)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)


class RadioButton(QRadioButton):
    """A radio button of 16 px, 4 px in from its left edge so that the ring has room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show the mark before its text."""
        super().__init__(text, parent)
        self._keyboard_focus = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        """Return room for mark, ring and text."""
        return _hint(self)

    @override
    def hitButton(self, pos: object) -> bool:
        """Take clicks anywhere on mark or text."""
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark, ring and text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        mark = _mark_rect(self)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        faces.radio(painter, mark, self.isChecked(), self.isEnabled(), is_hovered)
        if self._keyboard_focus and self.hasFocus():
            painting.focus_ring(painter, mark, 8)
        _paint_words(self, painter)
        painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the focus came by keyboard, arrows among them."""
        self._keyboard_focus = shows_focus(event, self._keyboard_focus)
        super().focusInEvent(event)
