"""The menus of a table of opportunities: what can be done with rows, and the stages they can be taken to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.board import Stage
from ui import resources
from ui.delegates.table_cells import PIE, Pie, paint_pie
from ui.models.opportunity_table import OpportunityTableModel
from ui.views.table.deeds import NAMED, deed_text, native_keys

translate = QCoreApplication.translate
ROW_GROUPS = (
    ("open", "edit"),
    ("log", "task"),
    ("move", "close_date", "tag"),
    ("won", "lost", "nurture"),
    ("new",),
    ("delete",),
)


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
            action = self.addAction(stage_icon(table, stage, self), plain(stage.name))
            action.setObjectName(f"stage_{stage.id}")
            action.setEnabled(present != {stage.id})
            action.triggered.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))
        if has_ways_off:
            self.addSeparator()
            for name in ("won", "lost", "nurture"):
                deed = NAMED[name]
                action = self.addAction(resources.icon(deed.icon), f"{deed_text(deed)}\t{native_keys(deed)}")
                action.setObjectName(name)
                action.triggered.connect(lambda _checked=False, chosen=name: self.deed_chosen.emit(chosen))


class RowMenu(QMenu):
    """What can be done with so many rows.

    Signals:
        deed_chosen: str. The name of a deed.
        stage_chosen: Stage. An entry of “Move to”.
    """

    deed_chosen = Signal(str)
    stage_chosen = Signal(object)

    def __init__(self, table: OpportunityTableModel, ids: list[int], *, can_edit: bool, parent: QWidget) -> None:
        """Offer what holds for these opportunities; `can_edit` where the current cell can be edited itself."""
        super().__init__(parent)
        self.setObjectName("row_menu")
        self._count = len(ids)
        self._can_edit = can_edit
        for group in ROW_GROUPS:
            names = [name for name in group if self._fits(name)]
            if names and not self.isEmpty():
                self.addSeparator()
            for name in names:
                if name == "move":
                    stages = StageMenu(self)
                    stages.fill(table, (line.card.stage_id for line in table.rows_of(ids)))
                    stages.stage_chosen.connect(self.stage_chosen)
                    self.addMenu(stages)
                else:
                    self._add(name)

    def _fits(self, name: str) -> bool:
        deed = NAMED.get(name)
        return deed is None or deed.needs != "row" or self._count == 1

    def _add(self, name: str) -> None:
        deed = NAMED[name]
        keys = native_keys(deed)
        is_elsewhere = name == "edit" and not self._can_edit
        text = translate("opportunity_table", "Edit amount") if is_elsewhere else deed_text(deed, self._count)
        action = self.addAction(resources.icon(deed.icon), f"{text}\t{keys}" if keys else text)
        action.setObjectName(name)
        action.setProperty("destructive", name == "delete")
        action.triggered.connect(lambda _checked=False: self.deed_chosen.emit(name))


def stage_icon(table: OpportunityTableModel, stage: Stage, widget: QWidget) -> QIcon:
    """Return the pie of a stage as an icon."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(QSize(16, 16) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    inset = (16 - PIE) / 2
    paint_pie(painter, QRectF(inset, inset, PIE, PIE), Pie(table.fraction(stage), stage.hue, stage.kind))
    painter.end()
    return QIcon(picture)


def plain(name: str) -> str:
    """Return a name as a menu shows it in full."""
    return name.replace("&", "&&")
