"""The bar below a table that acts on all ticked records at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.button import Button
from ui.widgets.dialog import Hairline
from ui.widgets.labels import MEDIUM, ElidedLabel

HEIGHT = 52
# So much of the count shows before “Select all” does.
WORDS = 120


class BulkBar(QWidget):
    """How many are ticked, what can be done with them, and the ways to tick all or none.

    Signals:
        all_requested, none_requested: everything is to be ticked, or nothing.
        left: Esc; the focus belongs to the table.
    """

    all_requested = Signal()
    none_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("bulk_bar")
        self._last_button: Button | None = None
        self._has_more = False
        self.count_label = ElidedLabel("", "base", "text", MEDIUM)
        self.all_button = Button("", "quiet")
        self.all_button.setObjectName("select_all_button")
        self.all_button.clicked.connect(self.all_requested)
        self.none_button = Button(self.tr("Clear"), "quiet", keys="Esc")
        self.none_button.setObjectName("select_none_button")
        self.none_button.clicked.connect(self.none_requested)
        self._row = QHBoxLayout(self)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.setContentsMargins(20, 0, 10, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self.count_label)
        self._row.addSpacing(10)
        self._row.addStretch(1)
        self._row.addWidget(self.all_button)
        self._all_line = Hairline(is_vertical=True, role="border_strong")
        self._all_line.setFixedHeight(20)
        self._row.addWidget(self._all_line)
        self._row.addWidget(self.none_button)
        theme.changed.connect(self._put_on_theme)
        self._put_on_theme()
        self.hide()

    def add_button(self, button: Button) -> Button:
        """Append something that can be done."""
        self._row.insertWidget(self._row.count() - 4, button)
        if self._last_button is not None:
            QWidget.setTabOrder(self._last_button, button)
        QWidget.setTabOrder(button, self.all_button)
        QWidget.setTabOrder(self.all_button, self.none_button)
        self._last_button = button
        return button

    def add_line(self) -> None:
        """Put a line between two groups of buttons."""
        line = Hairline(is_vertical=True, role="border_strong")
        line.setFixedHeight(20)
        at = self._row.count() - 4
        self._row.insertSpacing(at, 6)
        self._row.insertWidget(at + 1, line)
        self._row.insertSpacing(at + 2, 6)

    def show_count(self, count: int, total: int, words: str, all_words: str) -> None:
        """Show for how many the buttons act; none hides the bar."""
        self.count_label.setText(words)
        self.setAccessibleName(words)
        self.all_button.setText(all_words)
        self.all_button.updateGeometry()
        self._has_more = count < total
        self._fit()
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.setVisible(count > 0)
        if had_focus and count == 0:
            self.left.emit()

    def _put_on_theme(self) -> None:
        self.setFixedHeight(max(HEIGHT, round(36 + 16 * theme.current().type.unit)))
        self._fit()

    def _fit(self) -> None:
        """Leave “Select all” out where there is no room for it: the box in the head and Ctrl+A do the same."""
        self.all_button.setVisible(self._has_more)
        self._all_line.setVisible(self._has_more)
        words = min(self.count_label.sizeHint().width(), WORDS) - self.count_label.minimumSizeHint().width()
        if self._has_more and self._row.minimumSize().width() + max(0, words) > self.width():
            self.all_button.hide()
            self._all_line.hide()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return no width: the bar takes what the table has."""
        return QSize(0, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the focus back on Esc, and clear."""
        if event.key() == Qt.Key.Key_Escape:
            self.none_requested.emit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the raised ground and the line above."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("raised"))
        painter.fillRect(0, 0, self.width(), 1, look.color("border_strong"))
        painter.end()
