"""A card is dragged with the mouse: the file follows at the drop, and only then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPropertyAnimation, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.commands import DeleteOpportunities, MoveOpportunities
from tests.ui.views.board.conftest import Hand, World
from ui import theme


def undo_labels(world: World) -> str | None:
    return world.session.undo_label()


def below(world: World, name: str) -> QPoint:
    """Return a point in the lower half of a card, where a drop lands after it."""
    return world.point(name) + QPoint(0, 60)


def test_a_drop_on_another_column_moves_the_card_in_the_file(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Oakhurst"))
    hand.release()
    assert world.stored()[3] == ["Castellan", "Halvorsen", "Oakhurst"]
    assert world.shown() == world.stored()
    assert world.toasts == ["Moved “Halvorsen” to Proposal. Timeline still unknown."]
    assert world.current() == "Halvorsen"
    assert world.column(3).list.hasFocus()


def test_a_drop_below_the_last_card_lands_at_the_end(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Oakhurst") + QPoint(0, 150))
    hand.release()
    assert world.stored()[3] == ["Castellan", "Oakhurst", "Halvorsen"]


def test_one_drag_is_one_step_that_undo_takes_back(world: World, hand: Hand) -> None:
    before = world.stored()
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    hand.release()
    assert world.stored() != before
    world.session.undo()
    assert world.stored() == before
    assert world.shown() == before
    assert world.current() == "Halvorsen"
    assert world.column(2).list.hasFocus()


def test_a_drag_within_its_column_reorders(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Kestrel"), world.point("Kestrel"))
    hand.move(world.point("Granite") - QPoint(0, 20))
    assert not world.column(2).is_target()
    assert world.column(2).list.line_row() == 0
    hand.release()
    assert world.stored()[2] == ["Kestrel", "Granite", "Halvorsen"]


def test_a_drop_where_the_card_was_changes_nothing(world: World, hand: Hand) -> None:
    label, before = undo_labels(world), world.stored()
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Granite"))
    hand.move(world.point("Halvorsen") + QPoint(0, 12))
    assert world.column(2).list.line_row() is None
    hand.release()
    assert world.stored() == before
    assert undo_labels(world) == label
    assert world.toasts == []


def test_less_than_the_drag_distance_is_a_click(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Halvorsen") + QPoint(QApplication.startDragDistance() - 2, 0))
    assert not world.page.board.drag.is_on
    hand.release()
    assert world.current() == "Halvorsen"
    assert world.page.board.chosen_ids() == [world.ids["Halvorsen"]]
    assert not world.column(2).list.has_ring()


@pytest.mark.parametrize("way", ["escape", "right button", "focus lost", "dropped outside"])
def test_a_cancelled_drag_leaves_rows_and_undo_as_they_were(world: World, hand: Hand, way: str) -> None:
    label, before, shown = undo_labels(world), world.stored(), world.shown()
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    assert world.page.board.drag.is_on
    assert world.page.board.bar.isVisible()
    if way == "escape":
        QTest.keyClick(world.column(2).list, Qt.Key.Key_Escape)
    elif way == "right button":
        hand.press_right()
    elif way == "focus lost":
        world.page.new_button.setFocus()
    else:
        hand.move(world.page.mapToGlobal(QPoint(300, 10)))
    hand.release()
    assert not world.page.board.drag.is_on
    assert not world.page.board.bar.isVisible()
    assert not world.column(3).is_target()
    assert QApplication.overrideCursor() is None
    assert world.stored() == before
    assert world.shown() == shown
    assert undo_labels(world) == label
    assert world.toasts == []


def test_moving_on_after_escape_picks_nothing_up_again(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    QTest.keyClick(world.column(2).list, Qt.Key.Key_Escape)
    hand.move(world.point("Oakhurst"))
    assert not world.page.board.drag.is_on
    hand.release()
    assert world.toasts == []


@pytest.mark.parametrize("wants_motion", [False, True])
def test_letting_go_after_escape_is_no_click(world: World, hand: Hand, wants_motion: bool) -> None:
    theme.set_reduced_motion(not wants_motion)
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Oakhurst"))
    QTest.keyClick(world.column(2).list, Qt.Key.Key_Escape)
    assert world.page.board.drag.is_flying == wants_motion
    hand.release()
    assert world.column(2).list.selected_ids() == []
    assert world.current() == "Halvorsen"


def test_the_column_under_the_card_shows_what_its_totals_would_be(world: World, hand: Hand) -> None:
    column = world.column(3)
    assert column.header.texts() == ["Proposal 2", "$142,600", "50%", "$71,300 weighted"]
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    assert column.is_target()
    assert column.header.texts() == ["Proposal 3", "$260,600", "50%", "$130,300 weighted"]
    hand.move(world.point("Halvorsen"))
    assert not column.is_target()
    assert column.header.texts() == ["Proposal 2", "$142,600", "50%", "$71,300 weighted"]
    hand.move(world.point("Castellan"))
    hand.release()
    assert column.header.texts() == ["Proposal 3", "$260,600", "50%", "$130,300 weighted"]


def test_a_refused_drop_leaves_board_and_undo_alone(world: World, hand: Hand) -> None:
    before = world.stored()
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    # Somebody deletes the card behind the board’s back while it is in the hand.
    world.desk.run(DeleteOpportunities((world.ids["Halvorsen"],)))
    label = undo_labels(world)
    hand.release()
    assert len(world.refusals) == 1
    assert undo_labels(world) == label
    assert world.stored() == {**before, 2: ["Granite", "Kestrel"]}
    assert not world.page.board.drag.is_on
    assert world.toasts == []


@pytest.mark.parametrize(("zone", "asked"), [("won_zone", "win"), ("lost_zone", "lose")])
def test_a_drop_on_won_or_lost_asks_and_moves_nothing(world: World, hand: Hand, zone: str, asked: str) -> None:
    before = world.stored()
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    target: QWidget = getattr(world.page.board.bar, zone)
    assert world.page.board.bar.won_zone.hint() == "Close it at $118,000 today"
    hand.move(target.mapToGlobal(target.rect().center()))
    assert not world.column(3).is_target()
    hand.release()
    assert world.asked == [(asked, [world.ids["Halvorsen"]])]
    assert world.stored() == before
    assert world.current() == "Halvorsen"
    assert not world.page.board.bar.isVisible()


def test_columns_end_above_the_bar_while_a_card_is_in_the_hand(world: World, hand: Hand) -> None:
    height = world.column(1).height()
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    assert world.column(1).height() == height - 64 - 12
    hand.release()
    QApplication.processEvents()
    assert world.column(1).height() == height


def test_with_another_sort_the_line_stands_where_the_sort_puts_the_card(world: World, hand: Hand) -> None:
    world.page.set_sort("amount")
    assert world.shown()[2] == ["Halvorsen", "Granite", "Kestrel"]
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Kestrel"))
    assert world.page.board.drag.landing is None
    hand.move(world.point("Oakhurst") + QPoint(0, 150))
    assert world.column(3).list.line_row() == 0
    hand.release()
    assert world.shown()[3] == ["Halvorsen", "Castellan", "Oakhurst"]


def test_selected_cards_go_together_in_one_step(world: World, hand: Hand) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for name in ("Granite", "Kestrel"):
        hand.press(world.viewport(name), world.point(name), control)
        hand.release(control)
    hand.press(world.viewport("Kestrel"), world.point("Kestrel"))
    hand.move(world.point("Castellan") - QPoint(0, 30))
    assert world.column(3).header.texts()[0] == "Proposal 4"
    hand.release()
    assert world.stored()[2] == ["Halvorsen"]
    assert sorted(world.stored()[3]) == ["Castellan", "Granite", "Kestrel", "Oakhurst"]
    assert world.toasts == ["Moved 2 opportunities to Proposal"]
    world.session.undo()
    assert world.stored()[2] == ["Granite", "Halvorsen", "Kestrel"]


def test_the_card_glides_back_when_motion_is_wanted(world: World, hand: Hand, qtbot: QtBot) -> None:
    theme.set_reduced_motion(False)
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    QTest.keyClick(world.column(2).list, Qt.Key.Key_Escape)
    assert world.page.board.drag.is_flying
    flight = world.page.board.drag.findChild(QPropertyAnimation)
    assert flight is not None
    assert flight.duration() == 160
    qtbot.waitUntil(lambda: not world.page.board.drag.is_flying)
    assert not world.page.board.drag.is_on


def test_a_dropped_card_glides_to_its_place_when_motion_is_wanted(world: World, hand: Hand, qtbot: QtBot) -> None:
    theme.set_reduced_motion(False)
    hand.press(world.viewport("Halvorsen"), world.point("Halvorsen"))
    hand.move(world.point("Castellan"))
    hand.release()
    assert world.stored()[3] == ["Halvorsen", "Castellan", "Oakhurst"]
    assert world.page.board.drag.is_flying
    assert world.window.findChild(QWidget, "card_in_hand") is not None
    qtbot.waitUntil(lambda: not world.page.board.drag.is_flying)
    qtbot.waitUntil(lambda: world.window.findChild(QWidget, "card_in_hand") is None)
    assert not world.page.board.drag.is_on
    assert world.current() == "Halvorsen"


def test_a_change_elsewhere_keeps_scroll_and_current_card(world: World) -> None:
    world.page.board.focus_card(world.ids["Kestrel"])
    bar = world.column(2).list.verticalScrollBar()
    bar.setValue(bar.maximum())
    at = bar.value()
    world.session.run(MoveOpportunities((world.ids["Lumen"],), 3))
    assert bar.value() == at
    assert world.current() == "Kestrel"
    assert world.column(2).list.current_id() == world.ids["Kestrel"]
