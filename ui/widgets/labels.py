"""Text on a page: labels in a text style, headings, tags and key caps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme

NORMAL = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
DEMI_BOLD = QFont.Weight.DemiBold
COMFORTABLE_WIDTH = 420


class Label(QLabel):
    """A line or paragraph in one text style and colour role, right in every theme."""

    def __init__(
        self,
        text: str = "",
        style: str = "base",
        role: str = "text",
        weight: QFont.Weight = NORMAL,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show the text as plain text; `wraps` lets it take several lines."""
        super().__init__(text, parent)
        self._style_name = style
        self._role = role
        self._weight = weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if wraps:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._put_on_theme()
        theme.changed.connect(self._put_on_theme)

    def set_role(self, role: str) -> None:
        """Change the colour."""
        self._role = role
        self._put_on_theme()

    def set_weight(self, weight: QFont.Weight) -> None:
        """Change how heavy the letters are."""
        self._weight = weight
        self._put_on_theme()

    def _wrapped_height(self, width: int) -> int:
        line = theme.current().line(self._style_name)
        return round(painting.paragraph_height(self.text(), self.font(), max(1, width), line))

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the height of the paragraph on lines of the design."""
        return self._wrapped_height(width) if self.wordWrap() else super().heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        """Return a paragraph of a comfortable width, or the line."""
        if not self.wordWrap():
            return super().sizeHint()
        width = min(COMFORTABLE_WIDTH, round(painting.text_width(self.text(), self.font()) + 1))
        return QSize(width, self._wrapped_height(width))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for some words of a paragraph, or the line."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(min(60, self.sizeHint().width()), theme.current().line(self._style_name))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a paragraph on lines of the design, or the line as Qt does."""
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        ink = self.palette().color(self.foregroundRole())
        line = theme.current().line(self._style_name)
        rect = QRectF(self.rect())
        painting.draw_paragraph(painter, rect, self.text(), ink, self.font(), line, self.alignment())
        painter.end()

    def _put_on_theme(self) -> None:
        look = theme.current()
        self.setFont(look.font(self._style_name, self._weight))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, look.color(self._role))
        self.setPalette(palette)
        if not self.wordWrap():
            self.setMinimumHeight(look.line(self._style_name))


class ElidedLabel(Label):
    """One line that ends in … where it does not fit; the whole text is in the tooltip then."""

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters only."""
        return QSize(24, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        alignment = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        text = self.text()
        fits = painting.draw_text(painter, QRectF(self.rect()), text, ink, self.font(), alignment)
        painter.end()
        tip = "" if fits else text
        if self.toolTip() != tip:
            self.setToolTip(tip)


class SectionLabel(Label):
    """The heading of a group of fields or rows."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show the heading."""
        super().__init__(text, "base", "text", DEMI_BOLD, parent=parent)


class GroupLabel(Label):
    """The quiet caption above a list, as over saved views or search results."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show the caption."""
        super().__init__(text, "caption", "subtle", DEMI_BOLD, parent=parent)


class Tag(QWidget):
    """A small tinted word: neutral, suggested, confirmed, warning or failed."""

    def __init__(self, text: str, kind: str = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        """Show the word in the colours of its kind."""
        super().__init__(parent)
        self._tag_text = text
        self._kind = kind
        self._icon_name = icon
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the word."""
        return self._tag_text

    def set_tag(self, text: str, kind: str, icon: str = "") -> None:
        """Show another word."""
        self._tag_text, self._kind, self._icon_name = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the room the word takes."""
        width = painting.tag_width(self._tag_text, bool(self._icon_name))
        return QSize(round(width), round(painting.tag_height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        painting.tag(painter, 0, 0, self._tag_text, self._kind, self._icon_name)
        painter.end()


class KeyCap(QWidget):
    """The picture of a key."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        """Show the key or combination, as in “Ctrl+K”."""
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return the room the key takes."""
        width = painting.key_cap_width(self._keys)
        return QSize(round(width + 0.49), round(painting.key_cap_height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        painter = QPainter(self)
        painting.key_cap(painter, QRectF(self.rect()), self._keys)
        painter.end()


class IconLabel(QWidget):
    """An icon that stands beside its words and says nothing by itself."""

    def __init__(
        self, icon: str, colour: str | QColor = "subtle", size: int = 16, parent: QWidget | None = None
    ) -> None:
        """Show the icon at a size in pixels."""
        super().__init__(parent)
        self._icon_name = icon
        self._colour = colour
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, colour: str | QColor = "subtle") -> None:
        """Show another icon."""
        self._icon_name, self._colour = icon, colour
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        resources.paint_icon(painter, QRectF(self.rect()), self._icon_name, self._colour)
        painter.end()


class KeyHints(QWidget):
    """A row of keys with what each does, for the foot of a list or dialog."""

    def __init__(self, hints: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show (keys, meaning) pairs; several keys of one meaning are separated by spaces."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for keys, meaning in hints:
            for key in keys.split():
                row.addWidget(KeyCap(key))
            row.addWidget(Label(meaning, "small", "muted"))
            row.addSpacing(8)
        row.addStretch(1)
