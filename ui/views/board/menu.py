"""The context menu of cards and columns: everything that a drag or a key does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.board import Stage
from ui import resources
from ui.views.board.deeds import NAMED, deed_text, native_keys

CARD_GROUPS = (
    ("open", "log"),
    ("move", "up", "down"),
    ("won", "lost", "nurture"),
    ("select", "select_all"),
    ("new",),
    ("delete",),
)
COLUMN_GROUPS = (("new",), ("select_all",))


@dataclass(frozen=True, slots=True)
class Place:
    """What a menu is opened on: some cards of a stage, the other stages, and how the cards are sorted."""

    standing: Stage
    stages: Sequence[Stage]
    count: int = 0
    is_manual: bool = True


class CardMenu(QMenu):
    """What can be done with the chosen cards, or, without any, with the column.

    Signals:
        deed_chosen: str. The name of a deed.
        stage_chosen: Stage. An entry of “Move to”.
    """

    deed_chosen = Signal(str)
    stage_chosen = Signal(object)

    def __init__(self, place: Place, parent: QWidget) -> None:
        """Offer what holds for so many cards that stand in a stage."""
        super().__init__(parent)
        self.setObjectName("card_menu")
        self._place = place
        for group in CARD_GROUPS if place.count else COLUMN_GROUPS:
            if not self.isEmpty() and any(map(self._fits, group)):
                self.addSeparator()
            for name in filter(self._fits, group):
                self._add(name)

    def _fits(self, name: str) -> bool:
        deed = NAMED.get(name)
        if deed is None:
            return True
        is_one_too_many = deed.needs == "card" and self._place.count > 1
        return not is_one_too_many and (self._place.is_manual or not deed.is_manual)

    def _add(self, name: str) -> None:
        if name == "move":
            self._add_move()
        else:
            self._add_deed(self, name)

    def _add_deed(self, menu: QMenu, name: str) -> QAction:
        deed = NAMED[name]
        text = f"{deed_text(deed, self._place.count)}\t{native_keys(deed)}"
        action = menu.addAction(resources.icon(deed.icon), text)
        action.setObjectName(name)
        action.setProperty("destructive", name == "delete")
        action.triggered.connect(lambda _checked=False: self.deed_chosen.emit(name))
        return action

    def _add_move(self) -> None:
        menu = self.addMenu(resources.icon("arrow-right"), self.tr("Move to"))
        menu.setObjectName("stage_menu")
        stages = list(self._place.stages)
        at = next(place for place, stage in enumerate(stages) if stage.id == self._place.standing.id)
        for place, stage in enumerate(stages):
            keys = native_keys(NAMED["forward" if place > at else "back"]) if abs(place - at) == 1 else ""
            action = menu.addAction(f"{_plain(stage.name)}\t{keys}" if keys else _plain(stage.name))
            action.setObjectName(f"stage_{stage.id}")
            action.setEnabled(place != at)
            action.triggered.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))


def _plain(name: str) -> str:
    return name.replace("&", "&&")
