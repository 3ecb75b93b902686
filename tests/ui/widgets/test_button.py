"""Buttons have the sizes of the design and say what they do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.button import Button, IconButton


@pytest.mark.parametrize(("size", "height"), [("toolbar", 28), ("dialog", 32), ("row", 24), ("state", 22)])
def test_each_size_has_its_height(page: QWidget, size: str, height: int) -> None:
    button = Button("Save", size=size, parent=page)
    assert button.sizeHint().height() == max(height, round(height - 16 + 16 * theme.current().type.unit))


def test_icon_key_and_menu_mark_take_room(page: QWidget) -> None:
    plain = Button("New lead", parent=page).sizeHint().width()
    assert Button("New lead", icon="plus", parent=page).sizeHint().width() > plain
    assert Button("New lead", keys="N", parent=page).sizeHint().width() > plain
    assert Button("New lead", has_menu=True, parent=page).sizeHint().width() > plain


def test_a_primary_button_is_filled_with_accent_until_it_is_disabled(page: QWidget) -> None:
    button = Button("Save", "primary", parent=page)
    button.resize(button.sizeHint())
    accent = theme.current().color("accent")
    assert button.grab().toImage().pixelColor(5, 14) == accent
    button.setEnabled(False)
    assert button.grab().toImage().pixelColor(5, 14) != accent


def test_an_icon_alone_has_its_words_in_tooltip_and_name(page: QWidget) -> None:
    button = IconButton("plus", "Add a saved view", parent=page)
    assert button.toolTip() == "Add a saved view"
    assert button.accessibleName() == "Add a saved view"
    assert button.sizeHint().width() == button.sizeHint().height() >= 28


def test_a_click_and_space_press_it(qtbot: QtBot, page: QWidget) -> None:
    button = Button("Save", parent=page)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_doubled_ampersand_is_one_and_a_single_one_marks_a_letter(page: QWidget) -> None:
    assert Button("Lumen && Hart", parent=page).sizeHint() == Button("Lumen &&& Hart", parent=page).sizeHint()
    assert Button("&Export", parent=page).sizeHint() == Button("Export", parent=page).sizeHint()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_as_space_does_and_ctrl_enter_is_left_to_the_dialog(page: QWidget, key: Qt.Key) -> None:
    button = Button("Save", parent=page)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, key)
    assert len(pressed) == 1
    if key != Qt.Key.Key_Space:
        QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
        assert len(pressed) == 1
