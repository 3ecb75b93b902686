"""A filter chip is removed by its cross, by Delete, and changed by a click elsewhere on it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.chips import AddChip
from ui.widgets.filter_chip import FilterChip


@pytest.fixture
def chip(page: QWidget) -> FilterChip:
    """Give a chip with the focus."""
    made = FilterChip("Source", "Webinar", page)
    made.resize(made.sizeHint())
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_asks_for_removal(qtbot: QtBot, chip: FilterChip, key: Qt.Key) -> None:
    with qtbot.waitSignal(chip.removal_requested):
        QTest.keyClick(chip, key)


def test_the_cross_asks_for_removal_and_does_not_open_the_filter(qtbot: QtBot, chip: FilterChip) -> None:
    clicked: list[bool] = []
    chip.clicked.connect(clicked.append)
    with qtbot.waitSignal(chip.removal_requested):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 15, chip.height() // 2))
    assert clicked == []


def test_a_click_on_the_words_opens_the_filter(qtbot: QtBot, chip: FilterChip) -> None:
    removed: list[None] = []
    chip.removal_requested.connect(lambda: removed.append(None))
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, chip.height() // 2))
    assert removed == []


def test_a_chip_is_26_high_and_named_in_full(chip: FilterChip) -> None:
    assert chip.height() >= 26
    assert chip.accessibleName() == "Source Webinar"


def test_the_dashed_chip_adds_one(qtbot: QtBot, page: QWidget) -> None:
    chip = AddChip("Add filter", page)
    chip.show()
    with qtbot.waitSignal(chip.clicked):
        QTest.keyClick(chip, Qt.Key.Key_Space)
