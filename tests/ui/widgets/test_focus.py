"""The focus ring is for the keyboard: a click does not draw it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.button import Button
from ui.widgets.focus import FocusRing
from ui.widgets.marks import CheckBox
from ui.widgets.navigation import NavigationRow


@pytest.fixture
def buttons(page: QWidget) -> tuple[Button, Button]:
    """Give two buttons, one after the other, with the focus on the first."""
    first, second = Button("First", parent=page), Button("Second", parent=page)
    first.move(40, 40)
    second.move(200, 40)
    first.show()
    second.show()
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    return first, second


def ring_colour(page: QWidget, button: Button) -> bool:
    """Tell whether the ring is painted 2 px outside a button."""
    point = button.geometry().topLeft()
    colour = page.grab().toImage().pixelColor(point.x() + button.width() // 2, point.y() - 3)
    return colour == theme.current().color("focus")


def test_tab_draws_the_ring_outside_the_button(page: QWidget, buttons: tuple[Button, Button]) -> None:
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert buttons[1].hasFocus()
    assert buttons[1].shows_ring()
    assert ring_colour(page, buttons[1])
    assert not ring_colour(page, buttons[0])


def test_a_click_draws_no_ring(page: QWidget, buttons: tuple[Button, Button]) -> None:
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert buttons[1].hasFocus()
    assert not buttons[1].shows_ring()
    assert not ring_colour(page, buttons[1])


def test_the_ring_follows_a_button_that_moves(page: QWidget, buttons: tuple[Button, Button]) -> None:
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    buttons[1].move(300, 200)
    assert ring_colour(page, buttons[1])


def test_the_ring_goes_with_the_focus(page: QWidget, buttons: tuple[Button, Button]) -> None:
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    QTest.keyClick(buttons[1], Qt.Key.Key_Backtab)
    assert ring_colour(page, buttons[0])
    assert not ring_colour(page, buttons[1])
    assert len([ring for ring in page.findChildren(FocusRing) if ring.isVisible()]) == 1


def test_a_button_that_goes_away_takes_its_ring_with_it(
    qtbot: QtBot, page: QWidget, buttons: tuple[Button, Button]
) -> None:
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert page.findChildren(FocusRing)
    buttons[1].deleteLater()
    qtbot.waitUntil(lambda: not page.findChildren(FocusRing))


def test_a_row_draws_its_ring_inside(page: QWidget) -> None:
    row = NavigationRow("Leads", "inbox", parent=page)
    row.setGeometry(0, 0, 200, 30)
    row.show()
    row.setFocus(Qt.FocusReason.TabFocusReason)
    image = row.grab().toImage()
    assert image.pixelColor(100, 0) == theme.current().color("focus")
    row.clearFocus()
    row.setFocus(Qt.FocusReason.MouseFocusReason)
    assert row.grab().toImage().pixelColor(100, 0) != theme.current().color("focus")


def test_a_check_box_draws_its_ring_around_the_mark_only_for_the_keyboard(page: QWidget) -> None:
    box = CheckBox("Task", page)
    box.resize(box.sizeHint())
    box.show()
    middle = box.height() // 2
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.grab().toImage().pixelColor(0, middle) == theme.current().color("focus")
    box.clearFocus()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert box.grab().toImage().pixelColor(0, middle) != theme.current().color("focus")
