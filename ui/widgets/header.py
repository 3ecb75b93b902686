"""The head of a page: its title, a few figures, and what can be done there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import painting, resources, theme
from ui.widgets.focus import RingHolder
from ui.widgets.labels import DEMI_BOLD, Label

HEIGHT = 52
MARK = 14
MARK_GAP = 5
WIDEST_TITLE = 320


class TitleButton(QPushButton):
    """A title with a mark that opens a menu: the page can show something else of its kind."""

    def __init__(self, parent: QWidget) -> None:
        """Start without words."""
        super().__init__(parent)
        self.setObjectName("title_button")
        self._ring = RingHolder(self, 4)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the words, as far as they are not too long, and the mark."""
        look = theme.current()
        width = min(WIDEST_TITLE, painting.text_width(self.text(), look.font("title", DEMI_BOLD)) + 1)
        return QSize(round(width + MARK_GAP + MARK + 0.49), look.line("title"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the mark."""
        painter = QPainter(self)
        ink = "accent_text" if self.underMouse() or self.isDown() else "text"
        room = QRectF(0, 0, self.width() - MARK - MARK_GAP, self.height())
        painting.draw_text(painter, room, self.text(), ink, theme.current().font("title", DEMI_BOLD))
        mark = QRectF(self.width() - MARK, round((self.height() - MARK) / 2) + 1, MARK, MARK)
        resources.paint_icon(painter, mark, "chevron-down", "muted" if ink == "text" else ink)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu with Enter and Down too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

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


class PageHeader(QWidget):
    """A line 52 high: title, figures in muted beside it, controls at the right.

    Where the line is too short the last figures go first; the tooltip of those that stay says them all.
    """

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        """Show the title."""
        super().__init__(parent)
        self.heading = Label(heading, "title", "text", DEMI_BOLD)
        self.title_button: TitleButton | None = None
        self._figures: list[Label] = []
        self._shown_count = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addSpacing(7)
        self._row.addStretch(1)
        self.setFixedHeight(max(HEIGHT, theme.current().line("title") + 28))

    def set_heading(self, heading: str) -> None:
        """Show another title."""
        self.heading.setText(heading)
        if self.title_button is not None:
            self.title_button.setText(heading)
            self.title_button.updateGeometry()

    def set_menu(self, menu: QMenu | None, name: str = "") -> None:
        """Let the title open a menu, or be a plain title again; the name is for screen readers."""
        if menu is not None and self.title_button is None:
            self.title_button = TitleButton(self)
            self.title_button.setText(self.heading.text())
            self._row.insertWidget(0, self.title_button, 0, Qt.AlignmentFlag.AlignVCenter)
        if self.title_button is not None:
            self.title_button.setAccessibleName(name)
            self.title_button.setMenu(menu)  # type: ignore[arg-type]
            self.title_button.setVisible(menu is not None)
        self.heading.setVisible(menu is None)

    def set_figures(self, figures: Sequence[str], tip: str = "") -> None:
        """Show other figures after the title, and what their tooltip says beside them."""
        while len(self._figures) < len(figures):
            label = Label("", "base", "muted")
            label.setContentsMargins(0, 0, 6, 0)
            # Before the stretch, which the controls follow.
            self._row.insertWidget(self._stretch_place(), label)
            self._figures.append(label)
        self._shown_count = len(figures)
        said = "\n".join([*figures, *([tip] if tip else [])])
        for index, label in enumerate(self._figures):
            label.setText(figures[index] if index < len(figures) else "")
            label.setToolTip(said)
        self._fit()

    def figures(self) -> list[str]:
        """Return the figures, those included for which there is no room."""
        return [label.text() for label in self._figures[: self._shown_count]]

    def add_control(self, control: QWidget, gap: int = 0) -> None:
        """Append a control at the right, with extra room before it."""
        if gap:
            self._row.addSpacing(gap)
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def _stretch_place(self) -> int:
        places = (place for place in range(self._row.count()) if self._row.stretch(place))
        return next(places, self._row.count())

    def _fit(self) -> None:
        """Show as many figures as there is room for."""
        shown = [label.sizeHint().width() + self._row.spacing() for label in self._figures[: self._shown_count]]
        fixed = 0
        for item in filter(None, map(self._row.itemAt, range(self._row.count()))):
            if item.spacerItem() is not None:
                fixed += item.sizeHint().width()
            elif not item.isEmpty() and not isinstance(item.widget(), Label | None):
                fixed += item.sizeHint().width() + self._row.spacing()
        if not self.heading.isHidden():
            fixed += self.heading.sizeHint().width() + self._row.spacing()
        margins = self._row.contentsMargins()
        room = self.width() - fixed - margins.left() - margins.right()
        for index, label in enumerate(self._figures):
            label.setVisible(index < self._shown_count and sum(shown[: index + 1]) <= room)
        self._row.activate()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for all but the figures."""
        hint = super().minimumSizeHint()
        figures = sum(one.sizeHint().width() + self._row.spacing() for one in self._figures if not one.isHidden())
        return QSize(max(0, hint.width() - figures), hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the figures there is room for."""
        super().resizeEvent(event)
        self._fit()
