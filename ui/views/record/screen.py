"""A record page as a whole: list, record, activity; the last becomes a tab where there is no room for three."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.views.record.list_pane import ListPane
from ui.widgets.segmented import Segmented
from ui.widgets.states import EmptyState

ACTIVITY_WIDTH = 364
WIDEST = 1.4
"""How far the pane of activity grows with the letters."""
# The page of a window 1120 wide whose sidebar is folded to its rail.
THREE_PANES = 1064


class RecordScreen(QWidget):
    """Three panes side by side, or the list beside a record with two tabs."""

    def __init__(self, list_pane: ListPane, record_pane: QWidget, activity_pane: QWidget, nothing: str) -> None:
        """Arrange the panes; `nothing` is said where no record is chosen."""
        super().__init__()
        self.list_pane = list_pane
        self._record_pane = record_pane
        self._activity_pane = activity_pane
        self._is_narrow = False
        self.nothing = EmptyState(nothing)
        self.nothing.setObjectName("nothing_selected")
        self.tabs = Segmented(self.tr("Record or activity"))
        self.tabs.setObjectName("record_tabs")
        self.tabs.add_choice("record", self.tr("Record"))
        self.tabs.add_choice("activity", self.tr("Activity"))
        self.tabs.chosen.connect(self._on_tab)
        self._tab_row = QWidget()
        tab_layout = QHBoxLayout(self._tab_row)
        tab_layout.setContentsMargins(20, 12, 20, 0)
        tab_layout.addWidget(self.tabs)
        tab_layout.addStretch(1)
        self._tab_row.hide()
        self._middle = QStackedWidget()
        self._middle.addWidget(self.nothing)
        self._middle.addWidget(record_pane)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._tab_row)
        middle.addWidget(self._middle, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(list_pane)
        self._row.addLayout(middle, 1)
        self._row.addWidget(activity_pane)
        activity_pane.setFixedWidth(_activity_width())
        self.show_chosen(False)
        theme.changed.connect(self._arrange)

    @property
    def is_narrow(self) -> bool:
        """Tell whether activity is a tab."""
        return self._is_narrow

    def show_chosen(self, is_chosen: bool) -> None:
        """Show the record, or that none is chosen."""
        self._tab_row.setVisible(self._is_narrow and is_chosen)
        if not is_chosen:
            self._middle.setCurrentWidget(self.nothing)
        elif self._is_narrow and self.tabs.choice() == "activity":
            self._middle.setCurrentWidget(self._activity_pane)
        else:
            self._middle.setCurrentWidget(self._record_pane)
        if not self._is_narrow:
            self._activity_pane.setVisible(is_chosen)

    @property
    def is_chosen(self) -> bool:
        """Tell whether a record is shown."""
        return self._middle.currentWidget() is not self.nothing

    def show_record_pane(self) -> None:
        """Bring the record to the front where it shares its place with activity."""
        self._show_tab("record")

    def show_activity_pane(self) -> None:
        """Bring activity to the front where it shares its place with the record."""
        self._show_tab("activity")

    def _show_tab(self, name: str) -> None:
        if self._is_narrow and self.is_chosen:
            self.tabs.set_choice(name)
            self.show_chosen(True)

    def _on_tab(self, name: Any) -> None:
        self.show_chosen(self.is_chosen)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        if not self.is_chosen:
            return [self.list_pane.view]
        return [self.list_pane.view, self._record_pane, self._activity_pane]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make activity a tab where there is no room for three panes."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < THREE_PANES * theme.current().type.unit
        if not is_narrow:
            self._activity_pane.setFixedWidth(_activity_width())
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        is_chosen = self.is_chosen
        if is_narrow:
            self._row.removeWidget(self._activity_pane)
            self._activity_pane.setMinimumWidth(0)
            self._activity_pane.setMaximumWidth(16777215)
            self._middle.addWidget(self._activity_pane)
        else:
            self._middle.removeWidget(self._activity_pane)
            self._row.addWidget(self._activity_pane)
        self.show_chosen(is_chosen)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(QRectF(event.rect()), theme.current().color("window"))
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Repaint in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def _activity_width() -> int:
    return round(ACTIVITY_WIDTH * min(WIDEST, theme.current().type.unit))
