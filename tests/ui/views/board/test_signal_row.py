"""What stands out in a column: a bar of next steps and a chip of rotting cards, both ways to a filter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import Condition
from salesdesk.queries.board import StageSignals
from salesdesk.services.commands import PlanActivity, PlannedStep
from salesdesk.store.schema import opportunity
from tests.ui.views.board.conftest import World
from ui.views.board.signal_row import STATES, ActivityBar, signals_text
from ui.views.board.stage_header import StageHeader


def header(world: World, stage: int) -> StageHeader:
    """Return the head of a column."""
    found = world.column(stage).header
    assert isinstance(found, StageHeader)
    return found


def plan(world: World, name: str, days: int) -> None:
    """Plan a call so many days from today."""
    due = world.desk.now().date() + timedelta(days=days)
    world.session.run(PlanActivity(PlannedStep("call", "Call", due), opportunity=world.ids[name]))


def age(world: World, name: str, days: int) -> None:
    """Let a card have stood in its stage for so many days."""
    entered = world.desk.now() - timedelta(days=days)
    with world.desk._database.write() as connection:
        connection.execute(opportunity.update().where(opportunity.c.name == name).values(entered_stage_at=entered))
    world.page.board.load()


def test_the_bar_follows_the_next_steps_of_all_cards(world: World, qtbot: QtBot) -> None:
    plan(world, "Granite", -1)
    plan(world, "Halvorsen", 0)
    bar = header(world, 2).activity_bar
    qtbot.waitUntil(lambda: [state for state, _ in bar.segments()] == ["overdue", "today", "none"])
    assert bar.accessibleName() == "Next steps: 1 overdue, 1 today, 1 without a next step"
    assert world.column(2).list.accessibleName().endswith("1 overdue, 1 today, 1 without a next step")
    world.session.undo()
    qtbot.waitUntil(lambda: [state for state, _ in bar.segments()] == ["overdue", "none"])


def test_a_click_on_a_part_shows_only_those_and_another_click_all(world: World, qtbot: QtBot) -> None:
    plan(world, "Granite", -1)
    bar = header(world, 2).activity_bar
    qtbot.waitUntil(lambda: len(bar.segments()) == 2)
    middle = bar.segments()[0][1].center().toPoint()
    assert bar.tip_at(middle.x()).startswith("Next step overdue: 1 of 3.")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=middle)
    assert world.page.filters.filter == Condition("next_step", "any_of", ("overdue",))
    assert world.shown() == {2: ["Granite"]}
    qtbot.waitUntil(lambda: [state for state, _ in bar.segments()] == ["overdue"])
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert world.page.filters.sentence() == ""


def test_the_chip_counts_rotting_cards_and_shows_only_those(world: World, qtbot: QtBot) -> None:
    age(world, "Halvorsen", 40)
    chip = header(world, 2).rotting_chip
    qtbot.waitUntil(chip.isVisible)
    assert chip.text() == "1 rotting"
    assert not header(world, 1).rotting_chip.isVisible()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert world.page.filters.filter == Condition("rotting", "is")
    assert world.shown() == {2: ["Halvorsen"]}


def test_nothing_is_read_twice_for_several_changes_at_once(world: World, qtbot: QtBot) -> None:
    bar = header(world, 2).activity_bar
    # What was read at first has to have arrived.
    qtbot.waitUntil(lambda: bool(bar.segments()))
    heard: list[int] = []
    world.page.board.board.signals_changed.connect(lambda: heard.append(1))
    for name in ("Granite", "Halvorsen", "Kestrel"):
        plan(world, name, 3)
    qtbot.waitUntil(lambda: [state for state, _ in bar.segments()] == ["planned"])
    assert heard == [1]


@pytest.mark.parametrize("counts", [(1, 0, 0, 0), (1, 1, 1, 9_997), (0, 3, 0, 5), (2_500, 2_500, 2_500, 2_500)])
def test_every_part_of_the_bar_can_be_hit_and_none_reaches_beyond_it(
    qtbot: QtBot, world: World, counts: tuple[int, int, int, int]
) -> None:
    bar = ActivityBar(world.window)
    bar.resize(120, 16)
    bar.set_counts(StageSignals(1, *counts, 0))
    segments = bar.segments()
    assert [state for state, _ in segments] == [state for state, count in zip(STATES, counts, strict=True) if count]
    assert all(rect.width() >= 6 for _, rect in segments)
    assert segments[-1][1].right() == pytest.approx(120)
    assert all(bar.state_at(rect.center().x()) == state for state, rect in segments)


def test_what_stands_out_is_said_in_words() -> None:
    assert signals_text(StageSignals(1, 3, 1, 0, 2, 1)) == "3 overdue, 1 today, 2 without a next step, 1 rotting"
    assert signals_text(StageSignals(1, 0, 0, 0, 0, 0)) == ""
