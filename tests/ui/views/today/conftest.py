"""A desk with a morning’s work on it, a clock that the test moves, and the window on Today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from salesdesk.services.commands import PlanActivity, PlannedStep
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.qualifying import add_lead
from tests.ui.conftest import NOW
from ui import theme
from ui.main_window.window import MainWindow
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.today.page import TodayPage

TODAY = NOW.date()


class StillClock:
    """A clock that stands until the test moves it."""

    def __init__(self) -> None:
        self.present = NOW

    def __call__(self) -> datetime:
        return self.present

    def skip(self, **span: float) -> None:
        """Let time pass."""
        self.present += timedelta(**span)


def plan(desk: Desk, subject: str, days: int = 0, hour: int | None = None, **values: object) -> int:
    """Plan a call with a card or a lead; return the activity."""
    day = TODAY + timedelta(days=days)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=NOW.tzinfo) if hour is not None else None
    recurrence = str(values.pop("recurrence", ""))
    kind = "task" if recurrence else str(values.pop("kind", "call"))
    step = PlannedStep(kind, subject, day, at, recurrence)
    new_id = desk.run(PlanActivity(step, **values)).new_id  # type: ignore[arg-type]
    assert new_id is not None
    return new_id


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    """Give a desk with one card and one lead, and what is planned with them."""
    opened = open_desk(tmp_path / "desk.salesdesk", create=True, clock=clock)
    card = add_card(opened, "Ironbridge – plant B", 3)
    lead = add_lead(opened)
    plan(opened, "Call about plant B", -4, opportunity=card)
    plan(opened, "Morning call", 0, 9, lead=lead)
    plan(opened, "Walk through the proposal", 0, 16, opportunity=card)
    plan(opened, "Agree start date", 1, 14, lead=lead)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, session: DeskSession, british: None) -> MainWindow:
    """Give the window on that desk, shown and started on Today."""
    theme.set_reduced_motion(True)
    made = MainWindow(Preferences())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.finish(session)
    with qtbot.waitSignal(made.painted):
        made.start()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: hasattr(made, "reminders"))
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TodayPage:
    """Give the page, with its hygiene read."""
    found = window.pages.today
    assert found is not None
    assert window.page() is found
    settle(found, qtbot)
    return found


def settle(page: TodayPage, qtbot: QtBot) -> None:
    """Wait until everything is read."""
    qtbot.waitUntil(lambda: bool(page.today.findings) and not page.today.is_reading())
