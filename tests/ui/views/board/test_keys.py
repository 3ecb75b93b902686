"""Everything a drag does, a key does too, and the focus follows the card."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from salesdesk.services.commands import ChangeStage, LoseOpportunity, ReopenOpportunity
from tests.ui.views.board.conftest import World

MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(world: World, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert world.page.isAncestorOf(focused)
    QTest.keyClick(focused, key, modifiers)


def test_the_first_card_has_the_ring_when_the_board_is_reached_by_key(world: World) -> None:
    world.page.setFocus(Qt.FocusReason.TabFocusReason)
    assert world.current() == "Lumen"
    world.page.new_button.setFocus(Qt.FocusReason.TabFocusReason)
    world.page.setFocus(Qt.FocusReason.TabFocusReason)
    assert world.column(1).list.has_ring()


def test_arrows_go_through_a_column_and_across(world: World) -> None:
    world.page.board.focus_card(world.ids["Granite"])
    for key, name in (
        (Qt.Key.Key_Down, "Halvorsen"),
        (Qt.Key.Key_Right, "Oakhurst"),
        (Qt.Key.Key_Up, "Castellan"),
        (Qt.Key.Key_Left, "Granite"),
        (Qt.Key.Key_End, "Kestrel"),
        (Qt.Key.Key_Left, "Brightwater"),
        (Qt.Key.Key_Home, "Lumen"),
    ):
        press(world, key)
        assert world.current() == name
    assert world.column(1).list.has_ring()


def test_an_empty_column_takes_the_focus(world: World) -> None:
    world.page.board.focus_card(world.ids["Castellan"])
    press(world, Qt.Key.Key_Right)
    assert world.column(4).list.hasFocus()
    assert world.page.board.current_id() is None
    press(world, Qt.Key.Key_N)
    assert world.column(4).adder() is not None
    press(world, Qt.Key.Key_Escape)
    assert world.column(4).list.hasFocus()
    press(world, Qt.Key.Key_Left)
    assert world.current() == "Castellan"


def test_control_home_and_end_go_to_the_outer_columns(world: World) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(world, Qt.Key.Key_Home, CONTROL)
    assert world.current() == "Brightwater"
    press(world, Qt.Key.Key_End, CONTROL)
    assert world.column(4).list.hasFocus()


def test_a_stage_forward_and_back_by_key(world: World) -> None:
    before = world.stored()
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.stored()[3] == ["Castellan", "Halvorsen", "Oakhurst"]
    assert world.current() == "Halvorsen"
    assert world.column(3).list.hasFocus()
    assert world.column(3).list.has_ring()
    press(world, Qt.Key.Key_Left, MOVE)
    assert world.stored() == before
    assert world.current() == "Halvorsen"


def test_beyond_the_last_stage_the_won_sheet_is_asked_for(world: World) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(world, Qt.Key.Key_Right, MOVE)
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.stored()[4] == ["Halvorsen"]
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.stored()[4] == ["Halvorsen"]
    assert world.asked == [("win", [world.ids["Halvorsen"]])]


def test_nothing_moves_back_from_the_first_stage(world: World) -> None:
    before = world.stored()
    world.page.board.focus_card(world.ids["Lumen"])
    press(world, Qt.Key.Key_Left, MOVE)
    assert world.stored() == before
    assert world.toasts == []


def test_reordering_by_key_holds_only_for_the_manual_order(world: World) -> None:
    world.page.board.focus_card(world.ids["Granite"])
    press(world, Qt.Key.Key_Down, MOVE)
    assert world.stored()[2] == ["Halvorsen", "Granite", "Kestrel"]
    press(world, Qt.Key.Key_Up, MOVE)
    assert world.stored()[2] == ["Granite", "Halvorsen", "Kestrel"]
    world.page.set_sort("amount")
    press(world, Qt.Key.Key_Down, MOVE)
    assert world.stored()[2] == ["Granite", "Halvorsen", "Kestrel"]


def test_a_held_key_moves_once(world: World) -> None:
    world.page.board.focus_card(world.ids["Lumen"])
    cards = world.column(1).list
    repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, MOVE, "", True)
    QApplication.sendEvent(cards, repeat)
    assert world.stored()[1] == ["Lumen", "Brightwater"]


@pytest.mark.parametrize(
    ("key", "asked"),
    [(Qt.Key.Key_Return, "open"), (Qt.Key.Key_W, "win"), (Qt.Key.Key_L, "lose"), (Qt.Key.Key_P, "nurture")],
)
def test_single_keys_ask_for_what_they_name(world: World, key: Qt.Key, asked: str) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(world, key)
    card = world.ids["Halvorsen"]
    wanted: dict[str, Any] = {"open": ("opportunity", card), "win": [card], "lose": [card], "nurture": [card]}
    assert world.asked == [(asked, wanted[asked])]


def test_single_keys_do_nothing_with_a_modifier(world: World) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(world, Qt.Key.Key_W, CONTROL)
    press(world, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert world.asked == []


def test_delete_hands_the_focus_to_the_neighbour_and_undo_brings_it_back(world: World) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(world, Qt.Key.Key_Delete)
    assert world.stored()[2] == ["Granite", "Kestrel"]
    assert world.toasts == ["Deleted “Halvorsen”"]
    assert world.current() == "Kestrel"
    world.session.undo()
    assert world.stored()[2] == ["Granite", "Halvorsen", "Kestrel"]
    assert world.current() == "Halvorsen"


def test_a_selection_moves_in_one_step(world: World) -> None:
    world.page.board.focus_card(world.ids["Granite"])
    press(world, Qt.Key.Key_Down, SHIFT)
    press(world, Qt.Key.Key_Down, SHIFT)
    assert len(world.page.board.chosen_ids()) == 3
    press(world, Qt.Key.Key_Right, MOVE)
    assert sorted(world.stored()[3]) == ["Castellan", "Granite", "Halvorsen", "Kestrel", "Oakhurst"]
    world.session.undo()
    assert world.stored()[2] == ["Granite", "Halvorsen", "Kestrel"]


def test_escape_clears_the_selection(world: World) -> None:
    world.page.board.focus_card(world.ids["Granite"])
    press(world, Qt.Key.Key_A, CONTROL)
    assert len(world.page.board.chosen_ids()) == 3
    press(world, Qt.Key.Key_Escape)
    assert world.page.board.chosen_ids() == [world.ids["Granite"]]


def test_the_board_is_one_tab_stop(world: World) -> None:
    world.page.board.focus_card(world.ids["Castellan"])
    stops = [
        column.stage.id for column in world.page.board.columns if column.list.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [3]


def test_the_menu_moves_a_card_to_any_stage(world: World) -> None:
    board = world.page.board
    board.focus_card(world.ids["Halvorsen"])
    menu = board.acts.make_menu(world.column(2).list, board.chosen_ids())
    entries = {action.objectName() for action in menu.actions() if action.objectName()}
    assert {"open", "up", "down", "won", "lost", "delete"} <= entries
    stages = menu.findChild(QMenu, "stage_menu")
    assert stages is not None
    assert [action.isEnabled() for action in stages.actions()] == [True, False, True, True]
    stages.actions()[3].trigger()
    assert world.stored()[4] == ["Halvorsen"]
    assert world.current() == "Halvorsen"
    menu.deleteLater()


def test_shift_f10_asks_for_the_menu_of_the_current_card(world: World) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    cards = world.column(2).list
    found: list[int] = []
    cards.menu_requested.disconnect()
    cards.menu_requested.connect(lambda card, _point: found.append(card))
    middle = cards.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, cards.mapToGlobal(middle))
    QApplication.sendEvent(cards.viewport(), event)
    assert found == [world.ids["Halvorsen"]]


def test_a_card_closed_elsewhere_leaves_the_board(world: World) -> None:
    world.session.run(LoseOpportunity(world.ids["Granite"], "No budget"))
    assert world.shown()[2] == ["Halvorsen", "Kestrel"]
    assert world.column(2).header.texts()[0] == "Discovery 2"


def test_a_reopened_opportunity_comes_back_to_its_column(world: World) -> None:
    world.session.run(LoseOpportunity(world.ids["Granite"], "No budget"))
    world.session.run(ReopenOpportunity(world.ids["Granite"]))
    assert sorted(world.shown()[2]) == ["Granite", "Halvorsen", "Kestrel"]
    assert world.shown() == world.stored()


def test_a_changed_limit_holds_at_once(world: World) -> None:
    world.session.run(ChangeStage(2, {"rot_limit_days": 3}))
    cards = world.column(2).list
    assert cards.tip_at(cards.row_rect(0).center())[-2].endswith("It rots after 3 days: in 4 days from now.")


def test_a_column_names_its_cards_to_screen_readers(world: World) -> None:
    cards = world.column(3).list
    found = QAccessible.queryAccessibleInterface(cards)
    assert found.role() == QAccessible.Role.List
    assert found.childCount() == 2
    assert found.text(QAccessible.Text.Name) == "Proposal, 2 cards, 142,600 dollars, 71,300 dollars weighted"
    said = found.child(0).text(QAccessible.Text.Name)
    assert said == (
        "Castellan, 84,000 dollars, closes 1 December, Proposal, 0 days in stage, no next step, BANT confirmed"
    )
