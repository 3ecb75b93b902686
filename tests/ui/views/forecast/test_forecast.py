"""Months are columns: what a drag does, a key and a menu do too, each in one step that can be undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import EVERYTHING, Condition
from salesdesk.queries import history
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.ui.views.board.conftest import Hand
from tests.ui.views.forecast.conftest import World
from ui.session import DeskSession
from ui.views.forecast.forecast import ForecastView

MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
AT_FIRST = {
    "none": ["Solano"],
    "2026_10": ["Kestrel"],
    "2026_11": ["Basalt", "Vantage"],
    "2026_12": ["Oakhurst", "Juniper"],
    "2027_01": ["Fjordline"],
}


def press(world: World, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert world.view.isAncestorOf(focused)
    QTest.keyClick(focused, key, modifiers)


def undo_label(world: World) -> str | None:
    return world.desk.read(history.next_steps).undo


def test_cards_stand_in_the_month_they_close_in(world: World) -> None:
    assert world.shown() == AT_FIRST
    names = [column.objectName().removeprefix("column_") for column in world.view.columns]
    assert names == ["none", "2026_10", "2026_11", "2026_12", *(f"2027_0{month}" for month in range(1, 6))]
    assert world.view.whole_count() == 7
    assert len(world.view.shown_ids()) == 7
    assert [(one.count, one.amount_minor) for one in world.view.all_totals()] == [(7, 28_000_000)]


def test_heads_say_count_sums_past_and_what_was_won(world: World) -> None:
    assert world.head(2026, 10).texts() == ["October 2026 1", "$10,000", "Past", "$5,000 weighted", "Won $0"]
    assert world.head(2026, 11).texts() == [
        "November 2026 2",
        "$50,000",
        "This month",
        "$25,000 weighted",
        "Won $65,000 so far",
    ]
    assert world.head(2027, 2).texts() == ["February 2027 0", "$0", "$0 weighted"]
    said = world.column(2026, 11).list.accessibleName()
    assert said.startswith("November 2026, This month, Won $65,000 so far, 2 cards, 50,000 dollars")


def test_a_drag_to_another_month_changes_the_close_date_in_one_step(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Juniper"), world.point("Juniper"))
    hand.move(world.point("Fjordline"))
    january = world.column(2027, 1)
    assert january.is_target()
    assert january.list.line_row() == 1
    assert world.head(2027, 1).texts() == ["January 2027 2", "$100,000", "$50,000 weighted"]
    hand.release()
    assert world.close("Juniper") == date(2027, 1, 31)
    assert world.shown()["2027_01"] == ["Fjordline", "Juniper"]
    assert world.toasts == ["Moved “Juniper” to January 2027"]
    assert world.current() == "Juniper"
    assert january.list.hasFocus()
    assert world.head(2027, 1).texts()[1] == "$100,000"
    world.session.undo()
    assert world.close("Juniper") == date(2026, 12, 31)
    assert world.shown() == AT_FIRST
    assert world.current() == "Juniper"


def test_selected_cards_are_dragged_together_and_undone_together(world: World, hand: Hand) -> None:
    for name in ("Oakhurst", "Fjordline"):
        hand.press(world.viewport(name), world.point(name), CONTROL)
        hand.release(CONTROL)
    hand.press(world.viewport("Oakhurst"), world.point("Oakhurst"))
    february = world.column(2027, 2).list
    hand.move(february.viewport().mapToGlobal(QPoint(60, 60)))
    hand.release()
    assert (world.close("Oakhurst"), world.close("Fjordline")) == (date(2027, 2, 3), date(2027, 2, 22))
    assert world.toasts == ["Moved 2 opportunities to February 2027"]
    world.session.undo()
    assert world.shown() == AT_FIRST


@pytest.mark.parametrize("way", ["escape", "dropped outside", "own month"])
def test_a_cancelled_drag_changes_nothing(world: World, hand: Hand, way: str) -> None:
    label = undo_label(world)
    hand.press(world.viewport("Juniper"), world.point("Juniper"))
    hand.move(world.point("Fjordline"))
    assert world.view.drag.is_on
    if way == "escape":
        QTest.keyClick(world.column(2026, 12).list, Qt.Key.Key_Escape)
    elif way == "own month":
        hand.move(world.point("Oakhurst"))
    else:
        hand.move(world.view.mapToGlobal(QPoint(300, 10)))
    hand.release()
    assert not world.view.drag.is_on
    assert world.shown() == AT_FIRST
    assert (undo_label(world), world.toasts, world.refusals) == (label, [], [])


def test_a_drop_on_a_month_that_is_over_is_refused_and_the_card_returns(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Juniper"), world.point("Juniper"))
    hand.move(world.point("Kestrel"))
    hand.release()
    assert world.refusals == ["October 2026 is over. Move the close date to this month or a later one."]
    assert world.shown() == AT_FIRST
    assert not world.view.drag.is_on


def test_a_column_that_ran_empty_goes_and_comes_back_with_undo(world: World, hand: Hand) -> None:
    hand.press(world.viewport("Solano"), world.point("Solano"))
    hand.move(world.point("Fjordline"))
    hand.release()
    assert world.close("Solano") == date(2027, 1, 31)
    assert world.view.column_of(None) is None
    assert world.current() == "Solano"
    assert world.column(2027, 1).list.hasFocus()
    world.session.undo()
    assert world.shown() == AT_FIRST
    assert world.current() == "Solano"


def test_a_key_moves_a_card_a_month_and_keeps_the_day_as_far_as_it_goes(world: World) -> None:
    world.view.focus_card(world.ids["Juniper"])
    press(world, Qt.Key.Key_Right, MOVE)
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.close("Juniper") == date(2027, 2, 28)
    assert world.current() == "Juniper"
    assert world.column(2027, 2).list.has_ring()
    press(world, Qt.Key.Key_Left, MOVE)
    assert world.close("Juniper") == date(2027, 1, 28)
    assert world.toasts[-1] == "Moved “Juniper” to January 2027"
    world.view.focus_card(world.ids["Kestrel"])
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.close("Kestrel") == date(2026, 11, 10)
    press(world, Qt.Key.Key_Left, MOVE)
    assert world.refusals == ["October 2026 is over. Move the close date to this month or a later one."]


def test_cards_of_two_months_each_move_by_one_with_one_undo(world: World) -> None:
    world.view.focus_card(world.ids["Oakhurst"])
    press(world, Qt.Key.Key_A, CONTROL)
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.toasts == ["Moved 2 opportunities to January 2027"]
    world.session.undo()
    world.column(2027, 1).list.select_row(0)
    world.column(2026, 12).list.select_span(0, 0)
    press(world, Qt.Key.Key_Right, MOVE)
    assert world.toasts[-1] == "Moved 2 opportunities one month later"
    assert (world.close("Oakhurst"), world.close("Fjordline")) == (date(2027, 1, 3), date(2027, 2, 22))
    world.session.undo()
    assert world.shown() == AT_FIRST


def test_the_menu_offers_every_month_that_is_not_over_and_no_date(world: World) -> None:
    world.view.focus_card(world.ids["Juniper"])
    menu = world.view.make_menu(world.column(2026, 12).list, world.view.chosen_ids())
    choice = menu.findChild(type(menu).__mro__[1], "month_choice")
    assert choice is not None
    actions = {action.objectName(): action for action in choice.actions() if action.objectName()}
    assert next(iter(actions)) == "month_2026_11"
    assert "month_2026_10" not in actions
    assert not actions["month_2026_12"].isEnabled()
    actions["month_2027_03"].trigger()
    assert world.close("Juniper") == date(2027, 3, 31)
    actions["month_none"].trigger()
    assert world.close("Juniper") is None
    assert world.toasts[-1] == "Removed the close date of “Juniper”"
    assert world.current() == "Juniper"


def test_keys_ask_for_what_the_page_does(world: World) -> None:
    world.view.focus_card(world.ids["Juniper"])
    juniper = world.ids["Juniper"]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_W, Qt.Key.Key_L, Qt.Key.Key_P, Qt.Key.Key_N):
        press(world, key)
    press(world, Qt.Key.Key_B)
    press(world, Qt.Key.Key_V)
    press(world, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(world.column(2026, 12).list, "/")
    assert world.asked == [
        ("open", juniper),
        ("log", juniper),
        ("win", [juniper]),
        ("lose", [juniper]),
        ("nurture", [juniper]),
        ("new", 1),
        ("layout", "board"),
        ("layout", "table"),
        ("filters", None),
        ("filters", None),
    ]


def test_a_deleted_card_is_gone_until_undo(world: World) -> None:
    world.view.focus_card(world.ids["Juniper"])
    press(world, Qt.Key.Key_Delete)
    assert world.toasts == ["Deleted “Juniper”"]
    assert world.shown()["2026_12"] == ["Oakhurst"]
    assert world.current() == "Oakhurst"
    world.session.undo()
    assert world.shown() == AT_FIRST
    assert world.current() == "Juniper"


def test_a_filter_narrows_cards_and_totals(world: World) -> None:
    world.view.set_filter(Condition("amount", "at_least", (5_500_000, "USD")))
    assert world.shown() == {"none": ["Solano"], "2027_01": ["Fjordline"]}
    assert (world.view.all_totals()[0].count, world.view.whole_count()) == (2, 7)
    world.view.set_filter(EVERYTHING)
    assert world.shown() == AT_FIRST


def test_what_happens_elsewhere_shows_at_once(world: World) -> None:
    for cards in world.view.months.columns:
        QAbstractItemModelTester(cards, QAbstractItemModelTester.FailureReportingMode.Fatal, cards)
    world.session.run(do.SetOpportunity(world.ids["Vantage"], {"expected_close": date(2027, 1, 2)}))
    assert world.shown()["2027_01"] == ["Vantage", "Fjordline"]
    world.session.run(do.WinOpportunity(world.ids["Basalt"]))
    assert world.head(2026, 11).texts()[-1] == "Won $85,000 so far"
    assert "2026_11" not in world.shown()


def test_the_strip_tells_the_chance_of_the_quota_and_follows_changes(world: World, qtbot: QtBot) -> None:
    strip = world.view.strip
    qtbot.waitUntil(lambda: strip.estimate() is not None)
    said = [(one.label, one.figure) for one in strip.groups()]
    assert said == [
        ("", "Q4 2026"),
        ("Won", "$65,000"),
        ("Weighted, closing by 31 Dec", "$75,000"),
    ]
    with qtbot.waitSignal(world.view.estimates.changed):
        world.session.run(do.ChangeSettings({"quota_minor": "6500000"}))
    assert strip.groups()[3].label == "100% chance of reaching quota"
    with qtbot.waitSignal(world.view.estimates.changed):
        world.session.run(do.RescheduleOpportunities((world.ids["Juniper"],), date(2027, 1, 1)))
    assert strip.groups()[2].figure == "$55,000"
    assert "P10" in strip.accessibleDescription()


def test_nothing_is_worked_out_while_it_is_hidden(world: World, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: world.view.strip.estimate() is not None)
    world.view.hide()
    before = world.view.strip.estimate()
    world.session.run(do.ChangeSettings({"quota_minor": "6500000"}))
    assert world.view.strip.estimate() is before
    with qtbot.waitSignal(world.view.estimates.changed):
        world.view.show()
    assert world.view.strip.estimate() is not before


def test_a_card_of_another_currency_stands_in_a_line_of_its_own(world: World) -> None:
    world.session.run(
        do.AddOpportunity(
            {"name": "Euro", "amount_minor": 900_000, "currency": "EUR", "expected_close": date(2027, 2, 1)}
        )
    )
    assert world.head(2027, 2).texts() == ["February 2027 1", "€9,000", "€900 weighted"]
    world.session.run(do.SetOpportunity(world.ids["Fjordline"], {"currency": "EUR"}))
    world.session.run(do.SetOpportunity(world.ids["Vantage"], {"currency": "EUR"}))
    assert world.head(2026, 11).texts()[-2:] == ["€30,000, €15,000 weighted", "Won $65,000 so far"]


def test_an_empty_desk_offers_a_first_opportunity(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> None:
    view = ForecastView(session)
    qtbot.addWidget(view)
    view.load()
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    assert view.empty.isVisible()
    with qtbot.waitSignal(view.new_requested) as asked:
        view.setFocus()
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Return)
    assert asked.args == [1]
    session.run(do.AddOpportunity({"name": "First"}))
    assert not view.empty.isVisible()


def test_a_month_out_of_sight_at_first_is_scrolled_to(
    qtbot: QtBot, desk: Desk, session: DeskSession, still: None
) -> None:
    for month in range(1, 9):
        add_card(desk, expected_close=date(2026, month, 1))
    view = ForecastView(session)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.load()
    view.show()
    present = view.column_of(date(2026, 11, 1))
    assert present is not None
    qtbot.waitUntil(lambda: not present.visibleRegion().isEmpty())
