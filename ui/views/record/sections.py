"""What the sections of a record have in common: a head with a way to add, and rows that stay while they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme, wording
from ui.widgets.button import Button
from ui.widgets.labels import DEMI_BOLD, Label

ROW = 33
MENU_GAP = 4


class SectionHead(QWidget):
    """The name of a section, how many it has, and the link that adds one."""

    def __init__(self, name: str, link: str, parent: QWidget | None = None) -> None:
        """Show the name and the link."""
        super().__init__(parent)
        self.count_label = Label("", "base", "muted")
        self.add_button = Button(link, "link", "row")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(name, "subhead", "text", DEMI_BOLD))
        row.addWidget(self.count_label)
        row.addStretch(1)
        row.addWidget(self.add_button)

    def show_count(self, count: int) -> None:
        """Show how many there are, nothing for none."""
        self.count_label.setText(wording.number_text(count) if count else "")


class SectionRow(QWidget):
    """One row of a section under a hairline; a control in it takes the focus for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be as high as the design has it, or as what is in it."""
        super().__init__(parent)
        self.setMinimumHeight(max(ROW, theme.current().line() + 15))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), theme.current().color("border"))
        painter.end()


R = TypeVar("R", bound=SectionRow)


class SectionRows(QWidget, Generic[R]):
    """Rows by the id of what they show: one that stays is not made anew, so that focus and typing stay too."""

    def __init__(self, fallback: QWidget, parent: QWidget | None = None) -> None:
        """Start without rows; the focus of the last one that goes is given to another widget."""
        super().__init__(parent)
        self._fallback = fallback
        self.rows: dict[int, R] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_keys(self, keys: Sequence[int], make: Callable[[int], R]) -> None:
        """Have a row for each key, in this order."""
        before = list(self.rows)
        orphan = next((key for key in before if key not in keys and self._has_focus(self.rows[key])), None)
        for key in before:
            if key not in keys:
                self._drop(self.rows.pop(key))
        for key in keys:
            if key not in self.rows:
                self.rows[key] = make(key)
        self.rows = {key: self.rows[key] for key in keys}
        if list(self.rows) != before:
            for place, row in enumerate(self.rows.values()):
                self._column.insertWidget(place, row)
                row.show()
        self.setVisible(bool(self.rows))
        if orphan is not None:
            self._take_focus(before.index(orphan))

    def ordered(self) -> list[R]:
        """Return the rows in their order."""
        return list(self.rows.values())

    def _take_focus(self, place: int) -> None:
        rows = self.ordered()
        heir = rows[min(place, len(rows) - 1)] if rows else self._fallback
        heir.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self, row: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and row.isAncestorOf(focused)

    def _drop(self, row: QWidget) -> None:
        # Losing the focus on its way out, a field would still ask to be saved.
        row.blockSignals(True)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


def open_menu(menu: QMenu, below: QWidget) -> None:
    """Open a menu for one use below the control it belongs to."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(below.mapToGlobal(QPoint(0, below.height() + MENU_GAP)))
