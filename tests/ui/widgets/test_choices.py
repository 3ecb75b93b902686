"""Choices: cards exclude each other, reasons are picked by number, segments by arrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.button import Button
from ui.widgets.choices import ChoiceCard, ReasonList, ReasonRow
from ui.widgets.segmented import Segmented

REASONS = [("vendor", "Chose another vendor"), ("budget", "No budget"), ("silent", "Went silent")]


@pytest.fixture
def reasons(page: QWidget) -> ReasonList:
    """Give three reasons, none of them chosen."""
    made = ReasonList("Reason", page)
    made.set_reasons(REASONS)
    made.resize(300, 96)
    made.show()
    made.setFocus()
    return made


def test_a_number_key_picks_its_reason(qtbot: QtBot, page: QWidget, reasons: ReasonList) -> None:
    with qtbot.waitSignal(reasons.chosen) as heard:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_2)
    assert heard.args == ["budget"]
    assert reasons.reason() == "budget"
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert reasons.reason() == "silent"


def test_a_number_without_a_reason_changes_nothing(page: QWidget, reasons: ReasonList) -> None:
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_9)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_0)
    assert reasons.reason() == ""


def test_a_number_with_ctrl_is_left_to_the_window(page: QWidget, reasons: ReasonList) -> None:
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert reasons.reason() == ""


def test_arrows_move_the_choice(page: QWidget, reasons: ReasonList) -> None:
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_1)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert reasons.reason() == "budget"


def test_a_click_anywhere_on_the_row_picks_it(reasons: ReasonList) -> None:
    row = reasons.findChild(ReasonRow, "reason_silent")
    assert row is not None
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert reasons.reason() == "silent"


def test_a_reason_set_by_code_is_not_announced(reasons: ReasonList) -> None:
    announced: list[str] = []
    reasons.chosen.connect(announced.append)
    reasons.set_reason("budget")
    assert reasons.reason() == "budget"
    assert announced == []


def test_new_reasons_replace_the_old_ones(page: QWidget, reasons: ReasonList) -> None:
    reasons.set_reasons([("fit", "Bad fit from the start")])
    reasons.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_1)
    assert reasons.reason() == "fit"


def test_cards_of_one_parent_exclude_each_other_and_arrows_move(page: QWidget) -> None:
    cards = [ChoiceCard(name, "Why.", parent=page) for name in ("Qualified", "Nurture", "Unqualified")]
    for index, card in enumerate(cards):
        card.setGeometry(200 * index, 0, 190, 100)
        card.show()
    QTest.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    cards[0].setFocus()
    QTest.keyClick(cards[0], Qt.Key.Key_Right)
    assert [card.isChecked() for card in cards] == [False, True, False]
    assert cards[1].hasFocus()
    QTest.keyClick(cards[1], Qt.Key.Key_Down)
    assert cards[2].isChecked()
    QTest.keyClick(cards[2], Qt.Key.Key_Right)
    assert cards[2].hasFocus()
    QTest.keyClick(cards[2], Qt.Key.Key_Up)
    assert [card.isChecked() for card in cards] == [False, True, False]


def test_a_narrower_card_is_higher(page: QWidget) -> None:
    card = ChoiceCard("Nurture", "Comes back on a date you choose.", "Fits if it slips.", is_large=True, parent=page)
    assert card.heightForWidth(160) > card.heightForWidth(600)


def test_the_link_of_a_card_does_not_choose_it(qtbot: QtBot, page: QWidget) -> None:
    card = ChoiceCard("Link to Cobalt", "Same website.", action="Open", parent=page)
    card.setGeometry(0, 0, 500, 60)
    card.show()
    link = card.findChild(Button)
    assert link is not None
    with qtbot.waitSignal(card.action_requested):
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert not card.isChecked()


def test_a_card_tells_its_sentences_to_screen_readers(page: QWidget) -> None:
    card = ChoiceCard("Nurture", "Comes back.", "Fits.", parent=page)
    assert card.accessibleDescription() == "Comes back. Fits."


def test_arrows_move_through_segments_and_announce_the_choice(qtbot: QtBot, page: QWidget) -> None:
    segmented = Segmented("View", page)
    for key in ("board", "table", "forecast"):
        segmented.add_choice(key, key.title())
    segmented.show()
    assert segmented.choice() == "board"
    segmented.segment("board").setFocus()
    with qtbot.waitSignal(segmented.chosen) as heard:
        QTest.keyClick(segmented.segment("board"), Qt.Key.Key_Right)
    assert heard.args == ["table"]
    assert segmented.choice() == "table"


def test_a_segment_set_by_code_is_not_announced(page: QWidget) -> None:
    segmented = Segmented("View", page)
    segmented.add_choice("board", "Board")
    segmented.add_choice("table", "Table")
    announced: list[str] = []
    segmented.chosen.connect(announced.append)
    segmented.set_choice("table")
    assert segmented.choice() == "table"
    assert announced == []
