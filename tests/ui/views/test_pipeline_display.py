"""How the pipeline page shows what it shows: density, one currency, several pipelines, layouts, narrow windows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import Condition
from salesdesk.services.commands import (
    AddOpportunity,
    AddPipeline,
    DeleteOpportunities,
    DeletePipeline,
    EnterRate,
    MoveToPipeline,
    RenamePipeline,
)
from salesdesk.services.desk import Desk
from tests.ui.views.board.conftest import World
from tests.ui.views.board.conftest import british as british
from tests.ui.views.board.conftest import still as still
from tests.ui.views.board.conftest import world as world
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.forecast.forecast import ForecastView
from ui.views.pipeline import PipelinePage
from ui.widgets.name_popover import NamePopover


def choose(world: World, name: str) -> None:
    """Choose an entry of the display menu."""
    world.page.fill_display_menu()
    action = world.page.display_menu.findChild(QAction, name)
    assert action is not None
    action.trigger()


def entries(world: World) -> dict[str, bool]:
    """Return what the display menu offers, and whether it is ticked."""
    world.page.fill_display_menu()
    menus: list[QMenu] = [world.page.display_menu, *world.page.display_menu.findChildren(QMenu)]
    found = [action for menu in menus for action in menu.actions() if action.objectName()]
    return {action.objectName(): action.isChecked() for action in found if action.menu() is None}


def add_euros(world: World) -> None:
    """Add an opportunity in euros, and one in yen."""
    for name, currency, amount in (("Euro", "EUR", 2_000_000), ("Yen", "JPY", 40_000)):
        fields = {"name": name, "stage_id": 2, "amount_minor": amount, "currency": currency}
        done = world.session.run(AddOpportunity(fields))
        assert done is not None
        assert done.new_id is not None
        world.ids[name] = done.new_id


def new_pipeline(world: World, name: str = "Renewals") -> int:
    """Add a pipeline and return its number."""
    done = world.session.run(AddPipeline(name))
    assert done is not None
    assert done.new_id is not None
    return done.new_id


def test_compact_cards_are_lower_and_the_current_one_stays(world: World) -> None:
    cards = world.column(2).list
    world.page.board.focus_card(world.ids["Kestrel"])
    usual = cards.row_rect(0).height()
    choose(world, "compact")
    assert usual - cards.row_rect(0).height() == 17
    assert world.current() == "Kestrel"
    assert entries(world)["compact"]
    choose(world, "comfortable")
    assert cards.row_rect(0).height() == usual
    assert not entries(world)["compact"]


def test_density_outlasts_the_page(world: World, qtbot: QtBot) -> None:
    choose(world, "compact")
    other = PipelinePage(world.session)
    qtbot.addWidget(other)
    assert other.board.columns[0].list.pitch == world.column(1).list.pitch
    assert Preferences().is_compact


def test_what_stands_out_is_chosen_from_the_menu(world: World) -> None:
    choose(world, "only_none")
    assert world.page.filters.filter == Condition("next_step", "any_of", ("none",))
    assert entries(world)["only_none"]
    choose(world, "only_none")
    assert not entries(world)["only_none"]
    assert world.shown() == world.stored()


def test_one_currency_is_offered_only_where_there_are_several(world: World) -> None:
    assert "one_currency" not in entries(world)
    add_euros(world)
    assert not entries(world)["one_currency"]


def test_totals_are_converted_by_dated_rates_and_the_rest_stands_apart(world: World) -> None:
    add_euros(world)
    world.session.run(EnterRate("EUR", "USD", Decimal("1.5"), date(2026, 11, 3)))
    choose(world, "one_currency")
    assert world.page.header.figures() == [
        "9 open",
        "$443,300 + ¥40,000",
        "no rate for JPY",
        "$138,495 + ¥10,000 weighted",
    ]
    assert "1 EUR = 1.5 USD, 3 Nov 2026" in world.page.header._figures[0].toolTip()
    texts = world.column(2).header.texts()
    assert texts[:2] == ["Discovery 5", "$247,500"]
    assert texts[-1] == "¥40,000, ¥10,000 weighted"
    assert "247,500 dollars" in world.column(2).list.accessibleName()
    world.session.run(EnterRate("JPY", "USD", Decimal("0.01"), date(2026, 11, 3)))
    assert world.page.header.figures()[1] == "$443,700"
    assert world.column(2).header.texts()[-1] == "$61,975 weighted"
    choose(world, "one_currency")
    assert world.page.header.figures()[1] == "$413,300 + €20,000 + ¥40,000"


def test_the_title_is_plain_with_one_pipeline_and_a_menu_with_two(world: World) -> None:
    assert world.page.header.title_button is None
    assert world.page.header.heading.isVisible()
    new_pipeline(world)
    button = world.page.header.title_button
    assert button is not None
    assert button.isVisible()
    assert not world.page.header.heading.isVisible()
    first = button.text()
    menu = world.page.findChild(QMenu, "pipeline_menu")
    assert menu is not None
    names = [action.text() for action in menu.actions() if action.isCheckable()]
    assert names == [first, "Renewals"]
    world.session.undo()
    assert world.page.header.heading.isVisible()
    assert world.page.header.heading.text() == "Pipeline"


def test_the_chosen_pipeline_is_shown_and_remembered(world: World, qtbot: QtBot) -> None:
    number = new_pipeline(world)
    world.session.run(MoveToPipeline((world.ids["Granite"],), number))
    world.page.set_pipeline(number)
    assert list(world.shown().values()) == [["Granite"]]
    assert world.page.header.figures()[0] == "1 open"
    other = PipelinePage(world.session)
    qtbot.addWidget(other)
    assert other.shown_ids() == [world.ids["Granite"]]
    assert other.header.heading.text() == "Renewals"
    world.session.run(RenamePipeline(number, "Renewals 2027"))
    assert world.page.header.heading.text() == "Renewals 2027"


def test_a_record_of_another_pipeline_brings_its_pipeline_into_sight(world: World) -> None:
    number = new_pipeline(world)
    world.session.run(MoveToPipeline((world.ids["Granite"],), number))
    world.page.show_record(world.ids["Granite"])
    assert world.page.pipeline_id == number
    assert world.current() == "Granite"


def test_a_deleted_pipeline_gives_way_to_the_first(world: World) -> None:
    number = new_pipeline(world)
    world.page.set_pipeline(number)
    world.session.run(DeletePipeline(number))
    assert world.page.pipeline_id != number
    assert world.shown() == world.stored()


def test_a_filter_that_hides_everything_counts_only_the_pipeline_that_shows(world: World) -> None:
    number = new_pipeline(world)
    world.session.run(MoveToPipeline((world.ids["Granite"], world.ids["Lumen"]), number))
    world.page.set_pipeline(number)
    world.page.set_filter(Condition("text", "has", ("nobody",)))
    assert world.page.no_matches.sentence.text() == "2 opportunities would match without it."


def test_a_pipeline_is_added_by_name_and_a_name_that_exists_is_refused_beside_the_field(world: World) -> None:
    choose(world, "new_pipeline")
    popover = world.page.window().findChild(NamePopover)
    assert popover is not None
    focused = QApplication.focusWidget()
    assert focused is popover.name_field
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert popover.name_field.error() == "Write a name."
    QTest.keyClicks(focused, "Renewals")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert world.page.header.heading.text() == "Renewals"
    assert world.toasts == ["Added pipeline “Renewals”"]
    choose(world, "new_pipeline")
    again = [one for one in world.page.window().findChildren(NamePopover) if one.isVisible()][-1]
    again.name_field.setText("renewals")
    again.name_it()
    assert again.isVisible()
    assert "there is a pipeline of that name" in again.name_field.error()


def test_stages_are_offered_for_editing_once_someone_can_edit_them(world: World) -> None:
    assert "edit_stages" not in entries(world)
    assert not world.page.isSignalConnected(QMetaMethod.fromSignal(world.page.stages_requested))
    asked: list[bool] = []
    world.page.stages_requested.connect(lambda: asked.append(True))
    choose(world, "edit_stages")
    assert asked == [True]
    new_pipeline(world)
    menu = world.page.findChild(QMenu, "pipeline_menu")
    assert menu is not None
    menu.aboutToShow.emit()
    stages = menu.findChild(QAction, "edit_stages")
    assert stages is not None
    assert stages.isVisible()
    stages.trigger()
    assert asked == [True, True]


@pytest.mark.parametrize("width", [640, 700, 900])
def test_figures_give_way_where_the_head_is_narrow(qtbot: QtBot, desk: Desk, session: DeskSession, width: int) -> None:
    fields = {"name": "Large", "stage_id": 1, "amount_minor": 123_456_789_00, "currency": "USD"}
    desk.run(AddOpportunity(fields))
    page = PipelinePage(session)
    window = QMainWindow()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(width, 600)
    window.show()
    qtbot.waitUntil(lambda: page.width() == window.width())
    header = page.header
    assert header.width() == width
    visible = [label for label in header._figures if label.isVisible()]
    assert [label.text() for label in visible] == header.figures()[: len(visible)]
    for label in visible:
        assert label.width() >= label.sizeHint().width()
        assert label.geometry().right() < page.layout_switch.x()
    assert "$123,456,789" in (header._figures[0].toolTip())


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_keys_and_the_switch_change_the_layout_which_is_remembered(world: World, qtbot: QtBot) -> None:
    switch = world.page.layout_switch
    assert world.page.findChild(ForecastView) is None
    press(Qt.Key.Key_F)
    assert world.page.layout_key == switch.choice() == "forecast"
    forecast = world.page.findChild(ForecastView)
    assert forecast is not None
    assert forecast.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert forecast.isAncestorOf(focused)
    other = PipelinePage(world.session)
    qtbot.addWidget(other)
    assert other.layout_key == "forecast"
    press(Qt.Key.Key_B)
    assert world.page.layout_key == "board"
    assert world.page.board.isVisible()
    QTest.mouseClick(switch.segment("forecast"), Qt.MouseButton.LeftButton)
    assert forecast.isVisible()


def test_layout_keys_are_left_to_fields(world: World) -> None:
    world.page.focus_filters()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "bf")
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "bf"
    assert world.page.layout_key == "board"


def test_every_layout_shows_and_exports_the_same_filter_and_pipeline(world: World) -> None:
    large = Condition("amount", "at_least", (5_000_000, "USD"))
    world.page.set_filter(large)
    expected = sorted(world.page.shown_ids())
    figures = world.page.header.figures()
    world.page.set_layout("forecast")
    assert sorted(world.page.shown_ids()) == expected
    assert world.page.header.figures() == figures
    world.page.set_filter(Condition("text", "has", ("kestrel",)))
    assert world.page.shown_ids() == [world.ids["Kestrel"]]
    world.page.set_layout("board")
    assert world.shown() == {2: ["Kestrel"]}
    number = new_pipeline(world)
    world.page.set_pipeline(number)
    world.page.set_layout("forecast")
    assert world.page.shown_ids() == []
    assert world.page.no_matches.isVisible()


def test_a_hidden_layout_follows_what_changed_meanwhile(world: World) -> None:
    world.page.set_layout("forecast")
    world.session.run(DeleteOpportunities((world.ids["Lumen"],)))
    world.page.set_layout("board")
    assert world.shown()[1] == ["Brightwater"]
    assert world.page.header.figures()[0] == "6 open"


def test_a_layout_that_is_not_there_gives_way_to_the_board(session: DeskSession, qtbot: QtBot) -> None:
    preferences = Preferences()
    preferences.pipeline_layout = "calendar"
    page = PipelinePage(session, preferences)
    qtbot.addWidget(page)
    assert page.layout_key == "board"
