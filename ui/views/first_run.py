"""The page of an empty desk: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.labels import DEMI_BOLD, Label

WIDTH = 536
TILE = 36
# (hue of the ring, width of the bar beside it, dashed places below)
COLUMNS = (
    ("st_qualification", 52, 2),
    ("st_discovery", 44, 1),
    ("accent", 44, 1),
    ("st_negotiation", 56, 0),
)


class _Picture(QWidget):
    """Four columns and a card on its way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(132)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - 36) / 4
        for index, (hue, bar, places) in enumerate(COLUMNS):
            self._paint_column(painter, QRectF(index * (width + 12), 0, width, self.height()), hue, bar, places)
        painter.translate(76, 65)
        painter.rotate(-4)
        card = QRectF(-53, -20.5, 106, 41)
        painting.panel(painter, card, "surface", "accent", 6, 1.5)
        painting.fill_round(painter, QRectF(-43, -9, 56, 6), "accent_border", 3)
        painting.fill_round(painter, QRectF(-43, 4, 36, 5), "border", 2.5)

    def _paint_column(self, painter: QPainter, rect: QRectF, hue: str, bar: int, places: int) -> None:
        look = theme.current()
        painting.panel(painter, rect, "well", "border", 10)
        painter.setPen(QPen(look.color(hue), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(rect.left() + 16, 18), 4.6, 4.6)
        painting.fill_round(painter, QRectF(rect.left() + 27, 15.5, bar, 5), "border_strong", 2.5)
        for place in range(places):
            box = QRectF(rect.left() + 10, 35 + place * 48, rect.width() - 18, 40)
            painting.edge_round(painter, box, "border_strong", 6, 1.2, dashed=True)


class Choice(QAbstractButton):
    """One way to begin: icon, what it is, what to expect, and its key."""

    def __init__(self, title: str, text: str, icon: str, keys: str, parent: QWidget, *, is_first: bool = False) -> None:
        """Show the way; the first one carries the accent."""
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._sentence = text
        self._icon_name = icon
        self._keys = keys
        self._is_first = is_first
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return a row of 68 px, grown with the font."""
        return QSize(WIDTH, max(68, round(18 + 50 * theme.current().type.unit)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tile, words, key and arrow."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        middle = rect.center().y()
        if self.underMouse() and self.isEnabled():
            painting.fill_round(painter, rect.adjusted(1, 1, -1, -1), "hover", 7)
        tile = QRectF(17, round(middle - TILE / 2), TILE, TILE)
        painting.fill_round(painter, tile, "accent" if self._is_first else "fill", 8)
        icon = tile.adjusted(9, 9, -9, -9)
        resources.paint_icon(painter, icon, self._icon_name, "on_accent" if self._is_first else "muted")
        right = rect.right() - 16
        resources.paint_icon(painter, QRectF(right - 16, round(middle - 8), 16, 16), "chevron-right", "muted")
        right -= 16 + 14
        if self._keys:
            width, height = painting.key_cap_width(self._keys), painting.key_cap_height()
            painting.key_cap(painter, QRectF(right - width, round(middle - height / 2), width, height), self._keys)
            right -= width + 8
        self._paint_words(painter, QRectF(67, 0, right - 67, rect.height()))
        if self.hasFocus():
            painting.focus_ring_inset(painter, rect, 8)

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        look = theme.current()
        small, line = look.font("small"), look.line("base")
        wraps = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        two_lines = QRectF(0, 0, room.width(), 2 * look.line("small") + 2)
        height = min(QFontMetricsF(small).boundingRect(two_lines, wraps, self._sentence).height(), two_lines.height())
        top = room.center().y() - (line + height) / 2
        heading = QRectF(room.left(), top, room.width(), line)
        painting.draw_text(painter, heading, self.text(), "text", look.font("base", painting.DEMI_BOLD))
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(room.left(), top + line, room.width(), height + 1), wraps, self._sentence)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, walk with the arrows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class _Choices(QWidget):
    """The panel around the choices, with hairlines between them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), "surface", "border", 8)
        line = theme.current().color("border")
        for index in range(1, self.column.count()):
            item = self.column.itemAt(index)
            if item is not None:
                painter.fillRect(1, item.geometry().top(), self.width() - 2, 1, line)


class FirstRunPage(QWidget):
    """What an empty desk shows.

    Signals: import_requested, sample_requested, lead_requested: the choice the rep made.
    """

    import_requested = Signal()
    sample_requested = Signal()
    lead_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the three choices; the first has focus."""
        super().__init__(parent)
        self.setObjectName("first_run_page")
        self._block = QWidget(self)
        column = QVBoxLayout(self._block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Picture(self._block))
        column.addSpacing(30)
        column.addWidget(Label(self.tr("Start with your leads"), "display", "text", DEMI_BOLD))
        column.addSpacing(8)
        promise = self.tr(
            "Everything you add stays on this computer. There is no account to create and no connection to set up."
        )
        column.addWidget(Label(promise, "base", "muted", wraps=True))
        column.addSpacing(22)
        choices = _Choices(self._block)
        self.import_choice = Choice(
            self.tr("Import your leads"),
            self.tr("From a CSV file. You check the columns and the duplicates before anything is added."),
            "upload",
            self.tr("Ctrl+I"),
            choices,
            is_first=True,
        )
        self.sample_choice = Choice(
            self.tr("Start with sample data"),
            self.tr("38 leads and 18 opportunities to try things on. Remove them in one step."),
            "flask",
            "",
            choices,
        )
        self.lead_choice = Choice(
            self.tr("Add your first lead"), self.tr("A name and a company are enough."), "user-plus", "N", choices
        )
        for choice, name, signal in (
            (self.import_choice, "import_choice", self.import_requested),
            (self.sample_choice, "sample_choice", self.sample_requested),
            (self.lead_choice, "lead_choice", self.lead_requested),
        ):
            choice.setObjectName(name)
            choice.clicked.connect(signal)
            choices.column.addWidget(choice)
        column.addWidget(choices)
        self.setFocusProxy(self.import_choice)

    def set_busy(self, is_busy: bool) -> None:
        """Take no second choice while the first is being carried out."""
        for choice in (self.import_choice, self.sample_choice, self.lead_choice):
            choice.setEnabled(not is_busy)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus on the first choice."""
        super().showEvent(event)
        self.import_choice.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: object) -> None:
        """Keep the block in the middle, a little above it where there is room."""
        width = min(WIDTH, self.width() - 40)
        self._block.setFixedWidth(width)
        height = self._block.sizeHint().height()
        top = max(20, (self.height() - height - 60) // 2)
        self._block.setGeometry((self.width() - width) // 2, top, width, height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the first lead on N."""
        if event.key() == Qt.Key.Key_N and not event.modifiers() and not event.isAutoRepeat():
            self.lead_choice.click()
        else:
            super().keyPressEvent(event)
