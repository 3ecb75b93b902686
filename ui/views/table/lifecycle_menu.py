"""The menu of the lifecycle stages that leads of a table can be set to."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.leads import BY_HAND
from ui import resources, wording
from ui.delegates.lead_cells import lifecycle_pie
from ui.views.table.lead_deeds import DEEDS
from ui.views.table.menu import pie_icon

translate = QCoreApplication.translate


class LifecycleMenu(QMenu):
    """The stages of the path, and the ways off it and back.

    Signals:
        stage_chosen: str. A stage of the path.
        deed_chosen: str. “nurture”, “unqualified” or “reopen”.
    """

    stage_chosen = Signal(str)
    deed_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Start without stages."""
        super().__init__(parent)
        self.setObjectName("lifecycle_menu")
        self.setTitle(translate("lead_table", "Set lifecycle"))
        self.setIcon(resources.icon("circle-dot"))

    def fill(self, standing: Collection[str]) -> None:
        """Offer the stages; the one where all stand already cannot be chosen. Nobody knows where very many stand."""
        self.clear()
        present = set(standing)
        for stage in BY_HAND:
            action = self.addAction(pie_icon(lifecycle_pie(stage), self), wording.lifecycle_word(stage))
            action.setObjectName(f"stage_{stage}")
            action.setEnabled(present != {stage})
            action.triggered.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))
        self.addSeparator()
        names = ["nurture", "unqualified"]
        if present & {"nurture", "unqualified"} or not present:
            names.append("reopen")
        for name in names:
            deed = DEEDS.named[name]
            keys = deed.native_keys()
            text = f"{DEEDS.text(name)}\t{keys}" if keys else DEEDS.text(name)
            action = self.addAction(resources.icon(deed.icon), text)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, chosen=name: self.deed_chosen.emit(chosen))
