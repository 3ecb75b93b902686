"""The menu of rows of a table: what can be done with so many of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from ui import resources
from ui.delegates.table_cells import PIE, Pie, paint_pie
from ui.views.table.deeds import Deeds


class RowMenu(QMenu):
    """What can be done with so many rows.

    Signals:
        deed_chosen: str. The name of a deed.
    """

    deed_chosen = Signal(str)

    def __init__(
        self,
        deeds: Deeds,
        groups: Sequence[Sequence[str]],
        count: int,
        menus: Mapping[str, Callable[[QWidget], QMenu]],
        *,
        can_edit: bool,
        parent: QWidget,
    ) -> None:
        """Offer groups of deeds; `menus` make the menus that stand for some of their names.

        With `can_edit` the current cell can be edited itself, else the first cell that can be.
        """
        super().__init__(parent)
        self.setObjectName("row_menu")
        self._deeds = deeds
        self._count = count
        self._can_edit = can_edit
        for group in groups:
            names = [name for name in group if name in menus or self._fits(name)]
            if names and not self.isEmpty():
                self.addSeparator()
            for name in names:
                if name in menus:
                    self.addMenu(menus[name](self))
                else:
                    self._add(name)

    def _fits(self, name: str) -> bool:
        deed = self._deeds.named.get(name)
        return deed is not None and (deed.needs != "row" or self._count == 1)

    def _add(self, name: str) -> None:
        deed = self._deeds.named[name]
        keys = deed.native_keys()
        is_elsewhere = name == "edit" and not self._can_edit
        text = self._deeds.text("edit_first" if is_elsewhere else name, self._count)
        action = self.addAction(resources.icon(deed.icon), f"{text}\t{keys}" if keys else text)
        action.setObjectName(name)
        action.setProperty("destructive", name == "delete")
        action.triggered.connect(lambda _checked=False: self.deed_chosen.emit(name))


def pie_icon(pie: Pie, widget: QWidget) -> QIcon:
    """Return a pie as an icon of a menu."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(QSize(16, 16) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    inset = (16 - PIE) / 2
    paint_pie(painter, QRectF(inset, inset, PIE, PIE), pie)
    painter.end()
    return QIcon(picture)


def plain(name: str) -> str:
    """Return a name as a menu shows it in full."""
    return name.replace("&", "&&")
