"""The menu of the sources that leads of a table can be given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.leads import SOURCES
from ui import resources
from ui.views.table.menu import plain

translate = QCoreApplication.translate
MOST = 24


class SourceMenu(QMenu):
    """The sources in use, the usual ones, and a way to write another.

    Signals:
        source_chosen: str. A source.
        other_requested: one is to be written.
    """

    source_chosen = Signal(str)
    other_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start without sources."""
        super().__init__(parent)
        self.setObjectName("source_menu")
        self.setTitle(translate("lead_table", "Set source"))
        self.setIcon(resources.icon("globe"))

    def fill(self, used: Sequence[str]) -> None:
        """Offer the sources in use, and of the usual ones those that are not."""
        self.clear()
        known = {name.casefold() for name in used}
        usual = [name for name in SOURCES if name.casefold() not in known]
        for name in (*used[:MOST], *usual):
            action = self.addAction(plain(name))
            action.triggered.connect(lambda _checked=False, chosen=name: self.source_chosen.emit(chosen))
        self.addSeparator()
        other = self.addAction(translate("lead_table", "Other source…"))
        other.setObjectName("other_source")
        other.triggered.connect(lambda: self.other_requested.emit())
