"""Buttons: primary, standard, quiet, destructive, link and tinted, in four sizes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from ui import faces, painting, resources, theme
from ui.widgets.focus import RingHolder

# Height, and padding with the edge to each side.
SIZES = {"toolbar": (28, 11), "dialog": (32, 15), "row": (24, 8), "state": (22, 5)}
RADII = {"toolbar": 6.0, "dialog": 6.0, "row": 5.0, "state": 4.0}
# Icon, gap, menu mark.
PARTS = {"toolbar": (15, 6, 14), "dialog": (15, 6, 14), "row": (15, 6, 12), "state": (14, 4, 12)}
KEYS_GAP = 9
PLAIN_KINDS = frozenset({"primary", "standard", "quiet", "destructive", "link"})


class Button(QPushButton):
    """A button drawn by the design.

    Kinds: primary, standard, quiet, destructive, link, or a tag kind (neutral, confirmed,
    failed, …) for the tinted button of a state. Sizes: toolbar, dialog, row, state.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "standard",
        size: str = "toolbar",
        *,
        icon: str = "",
        keys: str = "",
        has_menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show the text with an icon before it, and a key cap or a menu mark after it."""
        super().__init__(text, parent)
        self._kind = kind
        self._size_name = size
        self._icon_name = icon
        self._keys = keys
        self._has_menu = has_menu
        self._ring = RingHolder(self, RADII[size])
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def kind(self) -> str:
        """Return the kind the button is drawn as."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Draw the button as another kind."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon, or none."""
        self._icon_name = icon
        self.updateGeometry()
        self.update()

    def set_cut_text(self, text: str, most: int) -> None:
        """Show as much of a text as fits into a width; all of it is in the tooltip and read aloud."""
        room = most * theme.current().type.unit
        shown = QFontMetricsF(self._text_font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip("" if shown == text else text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_keys(self, keys: str) -> None:
        """Show another key cap, or none."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def shows_ring(self) -> bool:
        """Tell whether the focus ring is drawn."""
        return self._ring.is_shown

    def _text_font(self) -> QFont:
        style = "small" if self._size_name in ("row", "state") else "base"
        weight = painting.NORMAL if self._kind == "link" and self._size_name != "row" else painting.MEDIUM
        return theme.current().font(style, weight)

    def _label(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space: Qt leaves that to the desktop, and some have no opinion."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """Return the room for all parts, in the height of the size grown with the font."""
        height, padding = SIZES[self._size_name]
        if self._kind == "link":
            padding = 0
        icon_size, gap, chevron = PARTS[self._size_name]
        width = 2.0 * padding
        if self.text():
            width += painting.text_width(self._label(), self._text_font())
        if self._icon_name:
            width += icon_size + (gap if self.text() else 0)
        if self._keys:
            width += KEYS_GAP + painting.key_cap_width(self._keys) - 2
        if self._has_menu or self.menu() is not None:
            width += gap + chevron - 1
        grown = max(height, round(height - 16 + 16 * theme.current().type.unit))
        return QSize(round(width + 0.49), grown)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the same as the size hint: buttons do not shrink."""
        return self.sizeHint()

    def _ink(self) -> tuple[str, str]:
        if not self.isEnabled():
            return "disabled", "disabled"
        if self._kind in painting.TAG_ROLES:
            ink = painting.TAG_ROLES[self._kind][1]
            return ink, ink
        return {
            "primary": ("on_accent", "on_accent"),
            "destructive": ("danger", "danger"),
            "link": ("accent_text", "accent_text"),
            "quiet": ("muted", "muted"),
        }.get(self._kind, ("text", "muted"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw face, icon, text, key cap and menu mark."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_down = bool(option.state & (QStyle.StateFlag.State_Sunken | QStyle.StateFlag.State_On))
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = RADII[self._size_name]
        if self._kind in PLAIN_KINDS - {"link"}:
            faces.button_face(
                painter,
                rect,
                self._kind,
                is_enabled=self.isEnabled(),
                is_hovered=is_hovered,
                is_down=is_down,
                radius=radius,
            )
        elif self._kind in painting.TAG_ROLES:
            painting.fill_round(painter, rect, painting.TAG_ROLES[self._kind][0], radius)
            if is_hovered or is_down:
                painting.edge_round(painter, rect, painting.TAG_ROLES[self._kind][1], radius)
        self._paint_content(painter, rect, is_hovered)
        painter.end()

    def _paint_content(self, painter: QPainter, rect: QRectF, is_hovered: bool) -> None:
        ink, icon_ink = self._ink()
        icon_size, gap, chevron = PARTS[self._size_name]
        hint = self.sizeHint().width()
        padding = 0 if self._kind == "link" else SIZES[self._size_name][1]
        left = rect.left() + padding + max(0.0, (rect.width() - hint) / 2)
        middle = rect.center().y()
        font = self._text_font()
        if self._icon_name:
            box = QRectF(left, middle - icon_size / 2, icon_size, icon_size)
            resources.paint_icon(painter, box, self._icon_name, icon_ink)
            left += icon_size + gap
        if self.text():
            width = painting.text_width(self._label(), font)
            if self._kind == "link" and is_hovered:
                font = QFont(font)
                font.setUnderline(True)
            room = QRectF(left, rect.top(), min(width + 1, rect.right() - left), rect.height())
            painting.draw_text(painter, room, self._label(), ink, font)
            left += width
        if self._keys:
            self._paint_keys(painter, left + KEYS_GAP, middle, ink)
            left += KEYS_GAP + painting.key_cap_width(self._keys)
        if self._has_menu or self.menu() is not None:
            box = QRectF(left + gap, middle - chevron / 2, chevron, chevron)
            resources.paint_icon(painter, box, "chevron-down", icon_ink)

    def _paint_keys(self, painter: QPainter, left: float, middle: float, ink: str) -> None:
        height = painting.key_cap_height()
        cap = QRectF(left, middle - height / 2, painting.key_cap_width(self._keys), height)
        edge: QColor | str = "border_strong"
        if self._kind == "primary" and self.isEnabled():
            edge = QColor(theme.current().color("on_accent"))
            edge.setAlphaF(0.5)
        painting.key_cap(painter, cap, self._keys, ink, edge)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboard focus."""
        super().focusInEvent(event)
        self._ring.focus_in(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.focus_out(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Ask for new room when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()


class IconButton(Button):
    """A quiet button that is only an icon, with its words in tooltip and accessible name."""

    def __init__(
        self, icon: str, name: str, size: str = "toolbar", kind: str = "quiet", parent: QWidget | None = None
    ) -> None:
        """Show the icon; the name says what the button does."""
        super().__init__("", kind, size, icon=icon, parent=parent)
        self.setToolTip(name)
        self.setAccessibleName(name)

    @override
    def sizeHint(self) -> QSize:
        """Return a square of the height of the size."""
        height = super().sizeHint().height()
        return QSize(height, height)

    @override
    def _paint_content(self, painter: QPainter, rect: QRectF, is_hovered: bool) -> None:
        side = 16
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        resources.paint_icon(painter, box.toRect().toRectF(), self._icon_name, self._ink()[1])
