"""A new opportunity is typed straight into its column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from salesdesk.queries import board as queries
from salesdesk.services.commands import DeleteStage
from tests.ui.views.board.conftest import World
from ui.views.board.adding import QuickAdd
from ui.widgets.button import Button

Key = Qt.Key


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def write(text: str) -> None:
    """Type into the field that has the focus."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text)


def begin(world: World, name: str) -> QuickAdd:
    """Press N on a card and return the fields that open."""
    world.page.board.focus_card(world.ids[name])
    press(Key.Key_N)
    column = next(one for one in world.page.board.columns if one.adder() is not None)
    adder = column.adder()
    assert isinstance(adder, QuickAdd)
    assert adder.name_field.hasFocus()
    return adder


def names(world: World, stage: int) -> list[str]:
    """Return the names of the cards of a stage as the file has them."""
    ids = world.desk.read(queries.card_ids, [stage])[stage]
    titles = {card.id: card.title for card in world.desk.read(queries.cards, ids)}
    return [titles[one] for one in ids]


def test_enter_adds_to_the_column_and_stays_for_the_next(world: World) -> None:
    adder = begin(world, "Castellan")
    write("Cobalt")
    press(Key.Key_Tab)
    write("48,000")
    press(Key.Key_Return)
    assert adder.name_field.hasFocus()
    assert (adder.name_field.text(), adder.amount_field.text()) == ("", "")
    write("Solano")
    press(Key.Key_Return)
    assert names(world, 3) == ["Castellan", "Oakhurst", "Cobalt", "Solano"]
    added = world.desk.read(queries.cards, [8])[0]
    assert (added.title, added.amount_minor, added.currency) == ("Cobalt", 4_800_000, "USD")
    assert world.toasts == ["Added “Cobalt”", "Added “Solano”"]
    press(Key.Key_Escape)
    assert world.column(3).adder() is None
    assert world.column(3).list.hasFocus()
    assert world.page.board.current_id() == 9
    world.session.undo()
    assert names(world, 3) == ["Castellan", "Oakhurst", "Cobalt"]


def test_esc_adds_nothing(world: World) -> None:
    undo = world.session.undo_label()
    begin(world, "Castellan")
    write("Cobalt")
    press(Key.Key_Escape)
    assert names(world, 3) == ["Castellan", "Oakhurst"]
    assert world.session.undo_label() == undo
    assert world.current() == "Castellan"


@pytest.mark.parametrize(("name", "amount"), [("", ""), ("   ", "5"), ("Cobalt", "48.000.0"), ("Cobalt", "9" * 25)])
def test_what_is_wrong_is_said_in_place_and_nothing_is_added(world: World, name: str, amount: str) -> None:
    adder = begin(world, "Castellan")
    height = adder.height()
    write(name)
    press(Key.Key_Tab)
    write(amount)
    press(Key.Key_Return)
    assert adder.error_line.isVisible()
    assert adder.height() > height
    assert adder.rect().contains(adder.error_line.geometry())
    assert names(world, 3) == ["Castellan", "Oakhurst"]


def test_a_stage_that_went_meanwhile_is_said_in_place(world: World) -> None:
    adder = begin(world, "Castellan")
    world.desk.run(DeleteStage(3, 2))
    write("Cobalt")
    press(Key.Key_Return)
    assert adder.error_line.isVisible()
    assert adder.name_field.text() == "Cobalt"


def test_more_fields_take_along_what_was_typed(world: World) -> None:
    asked: list[tuple[object, ...]] = []
    world.page.details_requested.connect(lambda *given: asked.append(given))
    adder = begin(world, "Castellan")
    write("Cobalt")
    press(Key.Key_Tab)
    write("48,000")
    more = adder.findChild(Button, "quick_more_button")
    assert more is not None
    more.click()
    assert asked == [(3, "Cobalt", 4_800_000)]
    assert world.column(3).adder() is None


def test_cards_stand_below_the_fields_and_none_is_covered(world: World) -> None:
    before = world.point("Castellan").y()
    adder = begin(world, "Castellan")
    assert world.point("Castellan").y() >= before + adder.height()
    assert world.column(2).list.y() < world.column(3).list.y()
