"""The pipeline page: figures, order, empty and failed states."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.services.commands import (
    AddLead,
    AddOpportunity,
    DeleteOpportunities,
    LoseOpportunity,
    SetOpportunity,
)
from salesdesk.services.desk import Desk
from salesdesk.store.schema import opportunity
from tests.ui.views.board.conftest import CARDS, Hand, World, fill
from tests.ui.views.board.conftest import british as british
from tests.ui.views.board.conftest import hand as hand
from tests.ui.views.board.conftest import still as still
from tests.ui.views.board.conftest import world as world
from ui.session import DeskSession
from ui.views.board.autoscroll import speed_at
from ui.views.pipeline import PipelinePage
from ui.widgets.button import Button


def words(page: PipelinePage) -> list[str]:
    """Return what the head of the page says."""
    return [label.text().strip() for label in page.header.findChildren(QLabel) if label.isVisibleTo(page)]


def test_the_head_counts_and_adds_every_open_card(world: World) -> None:
    total = sum(amount for _, _, amount, _ in CARDS)
    assert words(world.page) == ["Pipeline", "7 open", f"${total:,}", "$130,995 weighted"]
    world.session.run(SetOpportunity(world.ids["Lumen"], {"amount_minor": 0}))
    assert words(world.page)[2] == f"${total - 14_400:,}"


def test_a_second_currency_gets_a_line_of_its_own(world: World) -> None:
    height = world.column(1).header.height()
    world.session.run(AddOpportunity({"name": "Euro", "stage_id": 2, "amount_minor": 2_000_000, "currency": "EUR"}))
    assert world.column(2).header.texts()[-1] == "€20,000, €5,000 weighted"
    assert world.column(2).header.texts()[1] == "$217,500"
    assert words(world.page)[2] == "$413,300 + €20,000"
    assert world.column(1).header.height() > height
    assert len({column.list.y() for column in world.page.board.columns}) == 1


def test_the_sort_menu_orders_every_column(world: World) -> None:
    menu = world.page.sort_button.menu()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.objectName() == "sort_amount")
    action.trigger()
    assert world.page.sort_button.text() == "Amount"
    assert world.shown()[2] == ["Halvorsen", "Granite", "Kestrel"]
    assert world.shown()[1] == ["Brightwater", "Lumen"]
    world.page.set_sort("rank")
    assert world.shown() == world.stored()


def test_an_empty_desk_offers_the_first_opportunity(
    qtbot: QtBot, desk: Desk, session: DeskSession, still: None
) -> None:
    page = PipelinePage(session)
    qtbot.addWidget(page)
    page.show()
    asked: list[int] = []
    page.new_requested.connect(asked.append)
    assert page.board.empty.isVisible()
    assert page.board.empty.heading.text() == "No opportunities yet"
    button = page.board.empty.findChild(Button, "empty_new_button")
    assert button is not None
    button.click()
    assert asked == [1]
    fill(desk)
    page.board.load()
    assert not page.board.empty.isVisible()


def test_leads_are_offered_for_qualifying_where_there_are_any(
    qtbot: QtBot, desk: Desk, session: DeskSession, still: None
) -> None:
    desk.run(AddLead({"last_name": "Lindqvist", "company": "Halvorsen Marine"}))
    page = PipelinePage(session)
    qtbot.addWidget(page)
    asked: list[bool] = []
    page.leads_requested.connect(lambda: asked.append(True))
    button = page.board.empty.findChild(Button, "empty_leads_button")
    assert button is not None
    button.click()
    assert asked == [True]


def test_a_board_whose_cards_are_all_closed_says_so(world: World) -> None:
    first, *rest = world.ids.values()
    world.session.run(DeleteOpportunities(tuple(rest)))
    world.session.run(LoseOpportunity(first, "No budget"))
    assert world.page.board.empty.heading.text() == "No open opportunities"
    assert world.page.board.empty.isVisible()
    world.session.undo()
    assert not world.page.board.empty.isVisible()
    assert world.shown() == {1: ["Lumen"]}


def test_a_board_that_cannot_be_read_says_why_and_can_be_tried_again(world: World) -> None:
    path = Path(world.desk.path)
    world.desk.close()
    aside = path.with_suffix(".aside")
    os.replace(path, aside)
    world.page.board.load()
    assert world.page.board.failure.isVisible()
    assert path.name in world.page.board.failure.sentence.text()
    os.replace(aside, path)
    world.page.board.failure.retry_button.click()
    assert not world.page.board.failure.isVisible()
    assert world.shown()[3] == ["Castellan", "Oakhurst"]


def test_the_tooltip_tells_what_a_card_leaves_out(world: World) -> None:
    name = "A name that is far too long to be read in full on a card of this width"
    world.session.run(SetOpportunity(world.ids["Granite"], {"name": name}))
    cards = world.column(2).list
    tip = cards.tip_at(cards.row_rect(0).center())
    assert tip == [
        name,
        "No next step",
        "It entered Discovery today. It rots after 21 days: in 22 days from now.",
        "BANT: need unknown, timeline unknown",
    ]
    assert cards.tip_at(cards.row_rect(0).bottomLeft() + QPoint(0, 4)) == []


def test_the_tooltip_explains_the_amber_mark(world: World) -> None:
    entered = world.desk.now() - timedelta(days=24)
    with world.desk._database.write() as connection:
        connection.execute(
            opportunity.update().where(opportunity.c.name == "Halvorsen").values(entered_stage_at=entered)
        )
    world.page.board.load()
    cards = world.column(2).list
    tip = cards.tip_at(cards.row_rect(1).center())
    sentence = (
        "It has been in Discovery for 24 days without a two-way touch or a finished activity: "
        "3 days over the limit of 21."
    )
    assert tip[0] == sentence
    index = cards.cards.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == sentence
    assert "24 days in stage, 3 over the limit" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize(
    ("place", "speed"),
    [(0, -16), (24, -9), (47, -2), (48, 0), (300, 0), (552, 0), (553, 2), (576, 9), (600, 16), (640, 16), (-30, -16)],
)
def test_scrolling_is_faster_the_nearer_the_edge(place: int, speed: int) -> None:
    assert speed_at(place, 600) == speed


def test_holding_a_card_at_the_foot_of_a_column_scrolls_it(world: World, hand: Hand, qtbot: QtBot) -> None:
    for number in range(20):
        world.desk.run(AddOpportunity({"name": f"more {number}", "stage_id": 3, "amount_minor": 100}))
    world.page.board.load()
    bar = world.column(3).list.verticalScrollBar()
    viewport = world.column(3).list.viewport()
    hand.press(world.viewport("Granite"), world.point("Granite"))
    hand.move(viewport.mapToGlobal(QPoint(100, 300)))
    foot = viewport.mapToGlobal(QPoint(100, viewport.height() - 6))
    hand.move(foot)
    qtbot.waitUntil(lambda: bar.value() > 200)
    landing = world.page.board.drag.landing
    assert landing is not None
    assert landing.row > 4
    world.page.board.drag.cancel()
    hand.release()
    assert world.toasts == []
