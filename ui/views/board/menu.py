"""The context menus of cards and columns: everything that a drag or a key does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.queries.board import Stage
from ui import resources
from ui.delegates.opportunity_cells import STEP_ICONS
from ui.views.board.deeds import NAMED, deed_text, native_keys

CARD_GROUPS = (
    ("open", "peek", "edit"),
    ("log", "step"),
    ("move", "up", "down"),
    ("won", "lost", "nurture", "snooze"),
    ("select", "column"),
    ("delete",),
)
COLUMN_GROUPS = (("new",), ("select_all",), ("only", "filter"), ("board", "table", "forecast"), ("stages",))
SIGNALS = ("overdue", "today", "planned", "none", "rotting")
SIGNAL_ICONS = {str(state): icon for state, icon in STEP_ICONS.items()} | {"rotting": "hourglass"}
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class OtherPipeline:
    """A pipeline that cards can move to, with its open stages."""

    id: int
    name: str
    stages: Sequence[Stage]


@dataclass(frozen=True, slots=True)
class Place:
    """What a menu is opened on: some cards of a stage, where else they can go, and how the cards are sorted."""

    standing: Stage
    stages: Sequence[Stage]
    count: int = 0
    is_manual: bool = True
    others: Sequence[OtherPipeline] = field(default=())


class MoveMenu(QMenu):
    """The stages that cards can move to, and the other pipelines with theirs.

    Signals:
        stage_chosen: Stage. A stage of the pipeline that shows.
        pipeline_chosen: OtherPipeline, object. Another pipeline, and one of its stages or None for the best match.
    """

    stage_chosen = Signal(object)
    pipeline_chosen = Signal(object, object)

    def __init__(self, place: Place, parent: QWidget) -> None:
        """Offer every stage but the one the cards stand in."""
        super().__init__(parent)
        self.setObjectName("stage_menu")
        stages = list(place.stages)
        at = next(number for number, stage in enumerate(stages) if stage.id == place.standing.id)
        for number, stage in enumerate(stages):
            deed = NAMED["forward" if number > at else "back"] if abs(number - at) == 1 else None
            keys = native_keys(deed) if deed is not None else ""
            action = self.addAction(f"{_plain(stage.name)}\t{keys}" if keys else _plain(stage.name))
            action.setObjectName(f"stage_{stage.id}")
            action.setProperty("deed", deed.name if deed is not None else "")
            action.setEnabled(number != at)
            action.triggered.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))
        if place.others:
            self.addSeparator()
        for other in place.others:
            self._add_pipeline(other)

    def _add_pipeline(self, other: OtherPipeline) -> None:
        menu = self.addMenu(_plain(other.name))
        menu.setObjectName(f"pipeline_{other.id}")
        best = menu.addAction(self.tr("Stage that matches best"))
        best.triggered.connect(lambda _checked=False: self.pipeline_chosen.emit(other, None))
        menu.addSeparator()
        for stage in other.stages:
            action = menu.addAction(_plain(stage.name))
            action.setObjectName(f"stage_{stage.id}")
            action.triggered.connect(lambda _checked=False, chosen=stage: self.pipeline_chosen.emit(other, chosen))


class CardMenu(QMenu):
    """What can be done with the chosen cards, or, without any, with the column.

    Signals:
        deed_chosen: str. The name of a deed.
        stage_chosen, pipeline_chosen: as of `MoveMenu`.
        signal_chosen: str. Only cards with this state of the next step, or rotting ones, are to show.
    """

    deed_chosen = Signal(str)
    stage_chosen = Signal(object)
    pipeline_chosen = Signal(object, object)
    signal_chosen = Signal(str)

    def __init__(self, place: Place, parent: QWidget) -> None:
        """Offer what holds for so many cards that stand in a stage."""
        super().__init__(parent)
        self.setObjectName("card_menu")
        self._place = place
        self._fill(self, CARD_GROUPS if place.count else COLUMN_GROUPS)

    def _fill(self, menu: QMenu, groups: Sequence[Sequence[str]]) -> None:
        for group in groups:
            if not menu.isEmpty() and any(map(self._fits, group)):
                menu.addSeparator()
            for name in filter(self._fits, group):
                self._add(menu, name)

    def _fits(self, name: str) -> bool:
        deed = NAMED.get(name)
        if deed is None:
            return True
        is_one_too_many = deed.needs == "card" and self._place.count > 1
        return not is_one_too_many and (self._place.is_manual or not deed.is_manual)

    def _add(self, menu: QMenu, name: str) -> None:
        if name == "move":
            self._add_move(menu)
        elif name == "only":
            self._add_signals(menu)
        elif name == "column":
            column = menu.addMenu(
                resources.icon("columns"), self.tr("In {stage}").format(stage=_plain(self._place.standing.name))
            )
            column.setObjectName("column_menu")
            self._fill(column, COLUMN_GROUPS)
        else:
            self._add_deed(menu, name)

    def _add_deed(self, menu: QMenu, name: str) -> QAction:
        deed = NAMED[name]
        keys = native_keys(deed)
        text = deed_text(deed, self._place.count)
        action = menu.addAction(resources.icon(deed.icon), f"{text}\t{keys}" if keys else text)
        action.setObjectName(name)
        action.setProperty("deed", name)
        action.setProperty("destructive", name == "delete")
        if name == "board":
            # It shows already; the entry tells so, and its key.
            action.setCheckable(True)
            action.setChecked(True)
        action.triggered.connect(lambda _checked=False: self.deed_chosen.emit(name))
        return action

    def _add_move(self, menu: QMenu) -> None:
        moves = MoveMenu(self._place, self)
        moves.setTitle(self.tr("Move to"))
        moves.setIcon(resources.icon("arrow-right"))
        moves.stage_chosen.connect(self.stage_chosen)
        moves.pipeline_chosen.connect(self.pipeline_chosen)
        menu.addMenu(moves)

    def _add_signals(self, menu: QMenu) -> None:
        only = menu.addMenu(resources.icon("circle-dot"), self.tr("Show only"))
        only.setObjectName("only_menu")
        for name in SIGNALS:
            action = only.addAction(resources.icon(SIGNAL_ICONS[name]), signal_text(name))
            action.setObjectName(f"only_{name}")
            action.triggered.connect(lambda _checked=False, chosen=name: self.signal_chosen.emit(chosen))


def signal_text(name: str) -> str:
    """Return what a signal of a card is called."""
    return {
        "overdue": translate("board", "Next step overdue"),
        "today": translate("board", "Next step today"),
        "planned": translate("board", "Next step planned"),
        "none": translate("board", "No next step"),
        "rotting": translate("board", "Rotting"),
    }[name]


def _plain(name: str) -> str:
    return name.replace("&", "&&")
