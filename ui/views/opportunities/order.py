"""The button that says what opportunities are sorted by, and lets it be chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.board import Sort
from ui.widgets.button import Button

SORTS: tuple[Sort, ...] = ("rank", "amount", "expected_close", "age", "score", "next_step")


class SortButton(Button):
    """Says what the cards are sorted by.

    Signals: `sort_chosen` with another order.
    """

    sort_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with the order the rep made by hand."""
        super().__init__("", "quiet", icon="sort", parent=parent)
        self.setObjectName("sort_button")
        menu = QMenu(self)
        menu.setObjectName("sort_menu")
        group = QActionGroup(menu)
        for sort in SORTS:
            action = menu.addAction(self._name(sort))
            action.setObjectName(f"sort_{sort}")
            action.setCheckable(True)
            action.setData(sort)
            group.addAction(action)
        group.triggered.connect(lambda action: self.sort_chosen.emit(action.data()))
        self.setMenu(menu)
        self.set_sort("rank")

    def set_sort(self, sort: Sort) -> None:
        """Say that another order holds."""
        for action in self.menu().actions():
            action.setChecked(action.data() == sort)
        self.setText(self._name(sort))
        self.setAccessibleName(self.tr("Sorted by: {name}").format(name=self._name(sort)))
        self.setToolTip(self.tr("What the cards of each column are sorted by"))
        self.updateGeometry()

    def _name(self, sort: Sort) -> str:
        return {
            "rank": self.tr("Manual"),
            "amount": self.tr("Amount"),
            "expected_close": self.tr("Close date"),
            "age": self.tr("Age"),
            "score": self.tr("Score"),
            "next_step": self.tr("Next step"),
        }[sort]
