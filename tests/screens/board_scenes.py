"""The scenes of the board: cards in the hand, selected, edited, explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from salesdesk.services.commands import AddPipeline, SnoozeOpportunities
from tests.screens.stage import NOW, Stage
from ui import theme
from ui.dialogs.won import WonDialog
from ui.views.board.adding import QuickAdd
from ui.views.board.board import BoardView
from ui.views.board.joy import Joy
from ui.views.board.menu import MoveMenu


def board_drag(stage: Stage, folder: Path) -> None:
    """Hold a card over another column."""
    stage.show("pipeline")
    _carry(stage, "Halvorsen", 2, 374)


def board_multi_select(stage: Stage, folder: Path) -> None:
    """Select three cards in two stages."""
    view = _board(stage)
    for name in ("Oakhurst", "Ironbridge", "Vantage"):
        view.focus_card(stage.find("opportunity", name), has_ring=False)
        _press_key(Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    view.focus_card(stage.find("opportunity", "Ironbridge"))


def board_drag_several(stage: Stage, folder: Path) -> None:
    """Hold three cards over another column."""
    board_multi_select(stage, folder)
    _carry(stage, "Ironbridge", 1, 300)


def board_menu(stage: Stage, folder: Path) -> None:
    """Open the menu of a card with its stages, beside another pipeline."""
    stage.session.run(AddPipeline("Renewals"))
    view = _board(stage)
    card = stage.find("opportunity", "Oakhurst")
    view.focus_card(card)
    menu = view.acts.make_menu(view.columns[2].list, [card])
    menu.popup(view.mapToGlobal(_spot(view, card) + QPoint(30, 10)))
    moves = menu.findChild(MoveMenu)
    assert moves is not None
    menu.setActiveAction(moves.menuAction())
    # The screen of the offscreen plugin is smaller than the window.
    menu.move(view.mapToGlobal(_spot(view, card) + QPoint(30, 40)))
    moves.popup(QPoint(0, 0))
    moves.move(menu.mapToGlobal(menu.actionGeometry(moves.menuAction()).topRight()) - QPoint(moves.width() + 310, 6))


def rotting_hover(stage: Stage, folder: Path) -> None:
    """Explain the amber mark of a card under the pointer."""
    view = _board(stage)
    card = stage.find("opportunity", "Ironbridge")
    at = _spot(view, card) + QPoint(190, 26)
    viewport = view.columns[2].list.viewport()
    local, screen = viewport.mapFromGlobal(view.mapToGlobal(at)), view.mapToGlobal(at)
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, local, screen))
    tip = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "qtooltip_label")
    # The screen of the offscreen plugin is smaller than the window.
    tip.move(screen + QPoint(2, 18))


def quick_add(stage: Stage, folder: Path) -> None:
    """Type a new card into a column, with an amount that cannot be read."""
    view = _board(stage)
    view.focus_card(stage.find("opportunity", "Everline"))
    _press_key(Qt.Key.Key_N)
    _type("Cobalt Freight – dispatch")
    adder = view.columns[2].adder()
    assert isinstance(adder, QuickAdd)
    adder.amount_field.setFocus()
    _type("48.000.0")
    adder.save()


def board_edit(stage: Stage, folder: Path) -> None:
    """Edit a card in its place."""
    view = _board(stage)
    view.focus_card(stage.find("opportunity", "Oakhurst"))
    _press_key(Qt.Key.Key_E)
    _type("64,000")


def board_peek(stage: Stage, folder: Path) -> None:
    """Peek at a card."""
    view = _board(stage)
    view.focus_card(stage.find("opportunity", "Ironbridge"))
    _press_key(Qt.Key.Key_Space)


def board_step(stage: Stage, folder: Path) -> None:
    """Plan the next step of a card."""
    view = _board(stage)
    view.focus_card(stage.find("opportunity", "Tessera"))
    _press_key(Qt.Key.Key_T)


def snooze(stage: Stage, folder: Path) -> None:
    """Snooze rotting of a card, one beside it being snoozed already."""
    other = stage.find("opportunity", "Tessera")
    stage.session.run(SnoozeOpportunities((other,), NOW.date() + timedelta(days=14)))
    view = _board(stage)
    view.focus_card(stage.find("opportunity", "Kestrel"))
    _press_key(Qt.Key.Key_S)


def board_joy(stage: Stage, folder: Path) -> None:
    """Win a card, in the middle of the moment that follows."""
    view = _board(stage)
    card = stage.find("opportunity", "Vantage")
    view.focus_card(card)
    theme.set_reduced_motion(False)
    _press_key(Qt.Key.Key_W)
    QTest.keyClick(stage.dialog(WonDialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    joy = view.findChild(Joy)
    assert joy is not None
    joy.motion.pause()
    joy.motion.setCurrentTime(260)
    theme.set_reduced_motion(True)


def won_sheet(stage: Stage, folder: Path) -> None:
    """Ask for what is known about a win."""
    _board(stage)
    stage.window.openings.sheets.ask_won([stage.find("opportunity", "Vantage")])


def nurture_sheet(stage: Stage, folder: Path) -> None:
    """Ask until when two opportunities are put off."""
    _board(stage)
    cards = [stage.find("opportunity", name) for name in ("Tessera", "Solano")]
    stage.window.openings.sheets.ask_nurture(cards)


BOARD_SCENES: dict[str, Callable[[Stage, Path], None]] = {
    "board-drag": board_drag,
    "board-multi-select": board_multi_select,
    "board-drag-several": board_drag_several,
    "board-menu": board_menu,
    "board-edit": board_edit,
    "board-peek": board_peek,
    "board-step": board_step,
    "board-joy": board_joy,
    "rotting-hover": rotting_hover,
    "quick-add": quick_add,
    "snooze": snooze,
    "won-sheet": won_sheet,
    "nurture-sheet": nurture_sheet,
}


def _board(stage: Stage) -> BoardView:
    """Show the board and return it."""
    stage.show("pipeline")
    page = stage.window.pages.pipeline
    assert page is not None
    return page.board


def _spot(view: BoardView, card: int) -> QPoint:
    """Return the corner of a card within the board."""
    place = view.board.place_of(card)
    assert place is not None
    column = view.column_of(place[0].stage.id)
    assert column is not None
    return column.card_rect(place[1], view).topLeft()


def _carry(stage: Stage, name: str, target: int, height: int) -> None:
    """Press a card and hold it over the column of a number, at a height."""
    view = _board(stage)
    card = stage.find("opportunity", name)
    source = next(column for column in view.columns if card in column.list.cards.ids)
    viewport = source.list.viewport()
    grip = viewport.mapToGlobal(source.list.row_rect(source.list.cards.row_of(card)).topLeft() + QPoint(100, 30))
    goal = view.columns[target].list.viewport().mapToGlobal(QPoint(114, height))
    _send(viewport, QEvent.Type.MouseButtonPress, grip)
    for step in range(1, 9):
        _send(viewport, QEvent.Type.MouseMove, grip + (goal - grip) * (step / 8))
    stage.wait(lambda: view.drag.is_on)


def _press_key(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def _type(text: str) -> None:
    """Type into the field that has the focus, in place of what is there."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    field.insert(text)
    field.textEdited.emit(text)


def _send(target: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    local = QPointF(target.mapFromGlobal(at))
    button = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, local, QPointF(at), button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)
