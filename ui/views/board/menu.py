"""The context menu of a card: everything that a drag or a key does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.board import Stage
from ui import resources

MOVE_KEYS = "Ctrl+Shift+Right"


class CardMenu(QMenu):
    """What can be done with the chosen cards.

    Signals:
        open_chosen, up_chosen, down_chosen, won_chosen, lost_chosen, new_chosen, delete_chosen: that entry.
        stage_chosen: Stage. An entry of “Move to”.
    """

    open_chosen = Signal()
    stage_chosen = Signal(object)
    up_chosen = Signal()
    down_chosen = Signal()
    won_chosen = Signal()
    lost_chosen = Signal()
    new_chosen = Signal()
    delete_chosen = Signal()

    def __init__(
        self, stages: Sequence[Stage], standing: Stage, count: int, has_manual_order: bool, parent: QWidget
    ) -> None:
        """Offer what holds for so many cards that stand in a stage; none offers a new one only."""
        super().__init__(parent)
        self.setObjectName("card_menu")
        if count == 0:
            self._entry("new", self.tr("New opportunity"), "N", "plus", self.new_chosen.emit)
            return
        if count == 1:
            self._entry("open", self.tr("Open"), "Enter", "external-link", self.open_chosen.emit)
            self.addSeparator()
        self._add_stages(stages, standing)
        if has_manual_order and count == 1:
            self._entry("up", self.tr("Move up"), "Ctrl+Shift+Up", "arrow-up", self.up_chosen.emit)
            self._entry("down", self.tr("Move down"), "Ctrl+Shift+Down", "arrow-down", self.down_chosen.emit)
        self._entry("won", self.tr("Mark as won"), "W", "trophy", self.won_chosen.emit)
        self._entry("lost", self.tr("Mark as lost"), "L", "circle-x", self.lost_chosen.emit)
        self.addSeparator()
        self._entry("new", self.tr("New opportunity"), "N", "plus", self.new_chosen.emit)
        self.addSeparator()
        delete = self.tr("Delete") if count == 1 else self.tr("Delete {count}").format(count=count)
        self._entry("delete", delete, "Del", "trash", self.delete_chosen.emit).setProperty("destructive", True)

    def _add_stages(self, stages: Sequence[Stage], standing: Stage) -> None:
        menu = self.addMenu(resources.icon("arrow-right"), self.tr("Move to"))
        menu.setObjectName("stage_menu")
        for stage in stages:
            keys = ""
            if stage.position == standing.position + 1:
                keys = MOVE_KEYS
            elif stage.position == standing.position - 1:
                keys = "Ctrl+Shift+Left"
            action = menu.addAction(_with_keys(stage.name, keys))
            action.setObjectName(f"stage_{stage.id}")
            action.setEnabled(stage.id != standing.id)
            action.triggered.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))

    def _entry(self, name: str, text: str, keys: str, icon: str, act: Callable[[], None]) -> QAction:
        action = self.addAction(resources.icon(icon), _with_keys(text, keys))
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: act())
        return action


def _with_keys(text: str, keys: str) -> str:
    """Return the text of an entry that shows its keys; they are handled by the board itself."""
    if not keys:
        return text
    return f"{text}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}"
