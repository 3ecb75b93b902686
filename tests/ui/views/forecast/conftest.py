"""A forecast of a few cards in a window, and what it asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import board
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.ui.views.board.conftest import Hand
from ui import theme
from ui.session import DeskSession
from ui.views.board.column import Column
from ui.views.forecast.forecast import ForecastView
from ui.views.forecast.header import MonthHeader

CARDS = (
    ("Kestrel", date(2026, 10, 5), 10_000),
    ("Basalt", date(2026, 11, 6), 20_000),
    ("Vantage", date(2026, 11, 20), 30_000),
    ("Juniper", date(2026, 12, 31), 40_000),
    ("Oakhurst", date(2026, 12, 3), 50_000),
    ("Fjordline", date(2027, 1, 22), 60_000),
    ("Solano", None, 70_000),
)


@dataclass
class World:
    """The forecast under test, what it asked for, and how to reach its cards."""

    desk: Desk
    session: DeskSession
    window: QMainWindow
    view: ForecastView
    ids: dict[str, int]
    asked: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def column(self, year: int, month: int) -> Column:
        """Return the column of a month."""
        found = self.view.column_of(date(year, month, 1))
        assert found is not None
        return found

    def head(self, year: int, month: int) -> MonthHeader:
        """Return the head of a month."""
        found = self.column(year, month).header
        assert isinstance(found, MonthHeader)
        return found

    def close(self, name: str) -> date | None:
        """Return the close date that the file has."""
        return self.desk.read(board.cards, [self.ids[name]])[0].expected_close

    def shown(self) -> dict[str, list[str]]:
        """Return the names by column in the order the forecast has them."""
        names = {number: name for name, number in self.ids.items()}
        return {
            column.objectName().removeprefix("column_"): [names[one] for one in column.list.cards.ids]
            for column in self.view.columns
            if column.list.cards.ids
        }

    def _column_of(self, name: str) -> Column:
        return next(one for one in self.view.columns if self.ids[name] in one.list.cards.ids)

    def viewport(self, name: str) -> QWidget:
        """Return the widget that the pointer presses to take a card."""
        return self._column_of(name).list.viewport()

    def point(self, name: str) -> QPoint:
        """Return the middle of a card on the screen."""
        cards = self._column_of(name).list
        return cards.viewport().mapToGlobal(cards.row_rect(cards.cards.row_of(self.ids[name])).center())

    def current(self) -> str | None:
        """Return the name of the current card."""
        return next((name for name, number in self.ids.items() if number == self.view.current_id()), None)


@pytest.fixture
def hand() -> Hand:
    """Give a pointer."""
    return Hand()


@pytest.fixture
def still(qapp: QApplication, british: None) -> Iterator[None]:
    """Give the light theme without motion."""
    theme.set_reduced_motion(True)
    theme.apply(qapp, "light")
    yield
    theme.set_reduced_motion(False)


@pytest.fixture
def world(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> World:
    """Give the forecast over seven cards and one that was won, in an active window that shows every month."""
    ids = {name: add_card(desk, name, 3, expected_close=day, amount_minor=100 * sum_) for name, day, sum_ in CARDS}
    won = add_card(desk, "Won one", amount_minor=6_500_000)
    desk.run(do.WinOpportunity(won))
    view = ForecastView(session)
    window = QMainWindow()
    window.setCentralWidget(view)
    window.resize(2600, 900)
    qtbot.addWidget(window)
    made = World(desk, session, window, view, ids)
    for name in ("open", "log", "win", "lose", "nurture", "new", "layout"):
        getattr(view, f"{name}_requested").connect(lambda what, name=name: made.asked.append((name, what)))
    view.focus_filters_requested.connect(lambda: made.asked.append(("filters", None)))
    session.notified.connect(lambda text, _undoable: made.toasts.append(text))
    session.refused.connect(made.refusals.append)
    view.load()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.setFocus()
    return made
