"""The menu of the stages that opportunities of a table can be taken to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui import resources
from ui.delegates.table_cells import Pie
from ui.models.opportunity_table import OpportunityTableModel
from ui.views.table.menu import pie_icon, plain
from ui.views.table.opportunity_deeds import DEEDS

translate = QCoreApplication.translate


class StageMenu(QMenu):
    """The open stages, and the ways off the board.

    Signals:
        stage_chosen: Stage. An open stage.
        deed_chosen: str. “won”, “lost” or “nurture”.
    """

    stage_chosen = Signal(object)
    deed_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Start without stages."""
        super().__init__(parent)
        self.setObjectName("stage_menu")
        self.setTitle(translate("opportunity_table", "Move to"))
        self.setIcon(resources.icon("arrow-right"))

    def fill(self, table: OpportunityTableModel, standing: Iterable[int], *, has_ways_off: bool = False) -> None:
        """Offer the stages of the table; the one where all stand already cannot be chosen."""
        self.clear()
        present = set(standing)
        for stage in table.stages.values():
            if stage.kind != "open":
                continue
            pie = Pie(table.fraction(stage), stage.hue, stage.kind)
            action = self.addAction(pie_icon(pie, self), plain(stage.name))
            action.setObjectName(f"stage_{stage.id}")
            action.setEnabled(present != {stage.id})
            action.triggered.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))
        if has_ways_off:
            self.addSeparator()
            for name in ("won", "lost", "nurture"):
                deed = DEEDS.named[name]
                action = self.addAction(resources.icon(deed.icon), f"{DEEDS.text(name)}\t{deed.native_keys()}")
                action.setObjectName(name)
                action.triggered.connect(lambda _checked=False, chosen=name: self.deed_chosen.emit(chosen))
