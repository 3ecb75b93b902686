"""A board of a few cards in a window, a hand to drag with, and what the file says about the cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import board as queries
from salesdesk.services.commands import AddOpportunity
from salesdesk.services.desk import Desk
from ui import theme
from ui.session import DeskSession
from ui.views.board.column import Column
from ui.views.pipeline import PipelinePage

CARDS = (
    ("Lumen", 1, 14_400, "????"),
    ("Brightwater", 1, 38_800, "????"),
    ("Granite", 2, 52_000, "yy??"),
    ("Halvorsen", 2, 118_000, "yyy?"),
    ("Kestrel", 2, 47_500, "yyyy"),
    ("Castellan", 3, 84_000, "yyyy"),
    ("Oakhurst", 3, 58_600, "yyyy"),
)


@dataclass
class World:
    """The page under test, what it asked for, and how to reach its cards."""

    desk: Desk
    session: DeskSession
    window: QMainWindow
    page: PipelinePage
    ids: dict[str, int]
    asked: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def column(self, stage: int) -> Column:
        """Return the column of a stage."""
        found = self.page.board.column_of(stage)
        assert found is not None
        return found

    def stored(self) -> dict[int, list[str]]:
        """Return the names by stage in the order the file has them."""
        names = {number: name for name, number in self.ids.items()}
        found = self.desk.read(queries.card_ids, [1, 2, 3, 4, 5, 6])
        return {stage: [names[one] for one in ids] for stage, ids in found.items() if ids}

    def shown(self) -> dict[int, list[str]]:
        """Return the names by stage in the order the board has them."""
        names = {number: name for name, number in self.ids.items()}
        return {
            column.stage.id: [names[one] for one in column.list.cards.ids]
            for column in self.page.board.columns
            if column.list.cards.ids
        }

    def viewport(self, name: str) -> QWidget:
        """Return the widget that the pointer presses to take a card."""
        return self._column(name).list.viewport()

    def _column(self, name: str) -> Column:
        return next(one for one in self.page.board.columns if self.ids[name] in one.list.cards.ids)

    def point(self, name: str) -> QPoint:
        """Return the middle of a card on the screen."""
        cards = self._column(name).list
        return cards.viewport().mapToGlobal(cards.row_rect(cards.cards.row_of(self.ids[name])).center())

    def current(self) -> str | None:
        """Return the name of the current card."""
        return next((name for name, number in self.ids.items() if number == self.page.board.current_id()), None)


@dataclass
class Hand:
    """A pointer that presses, moves and lets go, as the window system would tell the widget that was pressed."""

    target: QWidget | None = None
    at: QPoint = field(default_factory=QPoint)

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton, held: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        assert self.target is not None
        local = QPointF(self.target.mapFromGlobal(self.at))
        QApplication.sendEvent(self.target, QMouseEvent(kind, local, QPointF(self.at), button, held, keys))

    def press(self, target: QWidget, at: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Put the left button down."""
        self.target, self.at = target, at
        cards = target.parentWidget()
        assert cards is not None
        cards.setFocus(Qt.FocusReason.MouseFocusReason)
        self._send(QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, keys)

    def move(self, at: QPoint) -> None:
        """Move there in a few steps, with the button down."""
        start = self.at
        for step in range(1, 5):
            self.at = start + (at - start) * (step / 4)
            held = Qt.MouseButton.LeftButton
            self._send(QEvent.Type.MouseMove, Qt.MouseButton.NoButton, held, Qt.KeyboardModifier.NoModifier)

    def release(self, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Let the left button come up."""
        self._send(QEvent.Type.MouseButtonRelease, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, keys)

    def press_right(self) -> None:
        """Press the right button while the left one is down."""
        both = Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton
        self._send(
            QEvent.Type.MouseButtonPress,
            Qt.MouseButton.RightButton,
            both,
            Qt.KeyboardModifier.NoModifier,
        )


@pytest.fixture
def hand() -> Hand:
    """Give a pointer."""
    return Hand()


@pytest.fixture
def british() -> Iterator[None]:
    """Write in British English, whatever the machine speaks."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def still(qapp: QApplication, british: None) -> Iterator[None]:
    """Give the light theme without motion."""
    theme.set_reduced_motion(True)
    theme.apply(qapp, "light")
    yield
    theme.set_reduced_motion(False)


def fill(desk: Desk) -> dict[str, int]:
    """Add the cards and return their numbers by name."""
    ids = {}
    for name, stage, amount, bant in CARDS:
        fields = {"name": name, "stage_id": stage, "amount_minor": amount * 100, "currency": "USD", "bant": bant}
        done = desk.run(AddOpportunity({**fields, "expected_close": date(2026, 12, 1)}))
        assert done.new_id is not None
        ids[name] = done.new_id
    return ids


@pytest.fixture
def world(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> World:
    """Give the page over seven cards, in an active window of 1200 × 800."""
    ids = fill(desk)
    page = PipelinePage(session)
    window = QMainWindow()
    window.setCentralWidget(page)
    window.resize(1200, 800)
    qtbot.addWidget(window)
    made = World(desk, session, window, page, ids)
    page.open_requested.connect(lambda kind, record: made.asked.append(("open", (kind, record))))
    page.win_requested.connect(lambda chosen: made.asked.append(("win", chosen)))
    page.lose_requested.connect(lambda chosen: made.asked.append(("lose", chosen)))
    page.new_requested.connect(lambda stage: made.asked.append(("new", stage)))
    page.nurture_requested.connect(lambda chosen: made.asked.append(("nurture", chosen)))
    page.log_requested.connect(lambda kind, record: made.asked.append(("log", (kind, record))))
    session.notified.connect(lambda text, _undoable: made.toasts.append(text))
    session.refused.connect(made.refusals.append)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.setFocus()
    return made
