"""Several cards at once: selected, acted on from the bar, and each time taken back in one undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.services.commands import WinOpportunities
from tests.ui.views.board.conftest import Hand, World
from ui import theme
from ui.views.board.joy import Joy
from ui.views.board.menu import CardMenu, MoveMenu
from ui.widgets.button import Button

CONTROL = Qt.KeyboardModifier.ControlModifier
MOVE = CONTROL | Qt.KeyboardModifier.ShiftModifier
# A menu wants what the offscreen plugin cannot do.
pops_up = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def choose(world: World, hand: Hand, *names: str) -> None:
    """Click cards with Ctrl held."""
    for name in names:
        hand.press(world.viewport(name), world.point(name), CONTROL)
        hand.release(CONTROL)


def selected(world: World) -> list[str]:
    """Return the names of the selected cards."""
    names = {number: name for name, number in world.ids.items()}
    return [names[one] for column in world.page.board.columns for one in column.list.selected_ids()]


def click(world: World, name: str) -> None:
    """Press a button of the bar."""
    button = world.page.board.bulk.findChild(Button, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_bar_comes_with_the_second_card_and_goes_with_the_last(world: World, hand: Hand) -> None:
    bar = world.page.board.bulk
    choose(world, hand, "Granite")
    assert not bar.isVisible()
    choose(world, hand, "Castellan")
    assert bar.isVisible()
    assert bar.count_label.text() == "2 selected"
    assert bar.accessibleName() == "2 selected"
    width = world.window.width()
    assert world.page.width() == width
    QTest.keyClick(world.column(3).list, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert selected(world) == []


def test_a_move_of_several_by_key_keeps_them_selected(world: World, hand: Hand) -> None:
    choose(world, hand, "Granite", "Kestrel")
    for stage in (3, 4):
        QTest.keyClick(world.column(stage - 1).list, Qt.Key.Key_Right, MOVE)
        assert {"Granite", "Kestrel"} <= set(world.stored()[stage])
        assert sorted(selected(world)) == ["Granite", "Kestrel"]
    world.session.undo()
    world.session.undo()
    assert world.stored()[2] == ["Granite", "Halvorsen", "Kestrel"]


def test_cards_dropped_together_stay_selected(world: World, hand: Hand) -> None:
    choose(world, hand, "Granite", "Kestrel")
    hand.press(world.viewport("Kestrel"), world.point("Kestrel"))
    hand.move(world.point("Oakhurst") + QPoint(0, 200))
    hand.release()
    assert world.stored()[3][-2:] == ["Kestrel", "Granite"]
    assert sorted(selected(world)) == ["Granite", "Kestrel"]


@pytest.mark.parametrize(("button", "asked"), [("bulk_won", "win"), ("bulk_lost", "lose"), ("bulk_nurture", "nurture")])
def test_the_bar_asks_once_for_all(world: World, hand: Hand, button: str, asked: str) -> None:
    choose(world, hand, "Granite", "Castellan")
    click(world, button)
    assert world.asked == [(asked, [world.ids["Granite"], world.ids["Castellan"]])]


def test_the_bar_deletes_all_in_one_undo(world: World, hand: Hand) -> None:
    before = world.stored()
    choose(world, hand, "Granite", "Castellan")
    assert world.page.board.bulk.delete_button.text() == "Delete 2"
    click(world, "bulk_delete")
    assert world.toasts == ["Deleted 2 opportunities"]
    assert not world.page.board.bulk.isVisible()
    world.session.undo()
    assert world.stored() == before


@pops_up
def test_the_bar_moves_all_and_has_everything_else_under_more(world: World, hand: Hand) -> None:
    choose(world, hand, "Granite", "Castellan")
    click(world, "bulk_move")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, MoveMenu)
    next(action for action in menu.actions() if action.text().startswith("Negotiation")).trigger()
    menu.close()
    assert sorted(world.stored()[4]) == ["Castellan", "Granite"]
    click(world, "bulk_more")
    more = QApplication.activePopupWidget()
    assert isinstance(more, CardMenu)
    assert {"step", "snooze", "won", "delete"} <= {action.objectName() for action in more.actions()}
    more.close()


def test_all_of_a_stage_are_selected_from_the_bar(world: World, hand: Hand) -> None:
    choose(world, hand, "Granite", "Halvorsen")
    assert world.page.board.bulk.all_button.text() == "Select all 3"
    QTest.mouseClick(world.page.board.bulk.all_button, Qt.MouseButton.LeftButton)
    assert selected(world) == ["Granite", "Halvorsen", "Kestrel"]


# The quiet moment of joy


def win(world: World) -> None:
    """Ask for the Won sheet of two cards, and win them as the sheet does."""
    world.page.board.focus_card(world.ids["Castellan"])
    QTest.keyClick(world.column(3).list, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(world.column(3).list, Qt.Key.Key_W)
    assert world.asked[-1][0] == "win"
    world.session.run(WinOpportunities((world.ids["Castellan"], world.ids["Oakhurst"])))


def test_a_win_has_its_moment_where_the_card_was_and_takes_no_input(world: World, qtbot: QtBot) -> None:
    theme.set_reduced_motion(False)
    middle = world.point("Castellan")
    win(world)
    joys = world.page.board.findChildren(Joy)
    assert len(joys) == 2
    assert min((joy.mapToGlobal(joy.rect().center()) - middle).manhattanLength() for joy in joys) <= 2
    for joy in joys:
        assert joy.motion.duration() < 700
        assert joy.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        assert joy.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.waitUntil(lambda: not world.page.board.findChildren(Joy))


def test_reduced_motion_has_no_moment(world: World) -> None:
    win(world)
    assert not [joy for joy in world.page.board.findChildren(Joy) if joy.isVisible()]


def test_what_leaves_the_board_otherwise_has_no_moment(world: World) -> None:
    theme.set_reduced_motion(False)
    world.page.board.focus_card(world.ids["Castellan"])
    QTest.keyClick(world.column(3).list, Qt.Key.Key_W)
    QTest.keyClick(world.column(3).list, Qt.Key.Key_Delete)
    assert world.page.board.findChildren(Joy) == []
