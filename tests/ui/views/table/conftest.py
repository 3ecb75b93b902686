"""A table of seven opportunities in a window, what it asked for, and what the file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.desk import Desk
from tests.pipelining import add_card, row
from ui import theme
from ui.session import DeskSession
from ui.views.table.opportunities import OpportunityTable
from ui.widgets.fields import LineField

CARDS = (
    ("Basalt – survey tools", 4, 29_500, 6),
    ("Castellan – claims team", 3, 84_000, 27),
    ("Granite Harbor – branch pilot", 2, 52_000, 28),
    ("Halvorsen – fleet rollout", 2, 118_000, 29),
    ("Lumen & Hart – studio plan", 1, 14_400, 30),
)
KEY = Qt.Key
W = TypeVar("W", bound=QWidget)
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class World:
    """The table under test and how to reach its cells."""

    desk: Desk
    session: DeskSession
    window: QMainWindow
    table: OpportunityTable
    ids: list[int]
    asked: list[tuple[str, object]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, keys)

    def write(self, text: str) -> None:
        """Type over what is selected where the focus is; ASCII only, for keys have no other letters."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def go(self, record: int, key: str) -> None:
        """Make a cell current."""
        model = self.table.model
        self.table.rows.go(model.row_of(record), column=model.column_of(key))
        self.table.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def point(self, record: int, key: str) -> QPoint:
        """Return the middle of a cell in the viewport."""
        model, rows = self.table.model, self.table.rows
        if key == "tick":
            return rows.visualRect(model.index(model.row_of(record), 0)).topLeft() + QPoint(28, 17)
        return rows.visualRect(model.index(model.row_of(record), model.column_of(key))).center()

    def click(self, record: int, key: str, keys: Qt.KeyboardModifier = NONE) -> None:
        """Click a cell."""
        QTest.mouseClick(self.table.rows.viewport(), Qt.MouseButton.LeftButton, keys, self.point(record, key))

    def double_click(self, record: int, key: str) -> None:
        """Double-click a cell, as the window system tells it."""
        viewport, at = self.table.rows.viewport(), QPointF(self.point(record, key))
        self.click(record, key)
        left = Qt.MouseButton.LeftButton
        screen = QPointF(viewport.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseButtonDblClick, at, screen, left, left, NONE))

    def field(self) -> LineField:
        """Return the open field of a cell."""
        found = self.table.editing.open_field
        assert found is not None
        assert isinstance(found.field, LineField)
        return found.field

    def stored(self, record: int, column: str) -> object:
        """Return a value as the file has it."""
        return row(self.desk, "opportunity", record)[column]

    def child(self, kind: type[W], name: str) -> W:
        """Return a widget of the window by its name."""
        found = [one for one in self.window.findChildren(kind, name) if not one.isHidden()]
        assert found, name
        return found[-1]


@pytest.fixture
def still(qapp: QApplication, british: None) -> Iterator[None]:
    """Give the light theme without motion, in British English."""
    theme.set_reduced_motion(True)
    theme.apply(qapp, "light")
    yield
    theme.set_reduced_motion(False)


def shown_in(qtbot: QtBot, desk: Desk, session: DeskSession, ids: list[int]) -> World:
    """Return the table in an active window of 1200 × 600."""
    table = OpportunityTable(session, "USD")
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1200, 600)
    qtbot.addWidget(window)
    made = World(desk, session, window, table, ids)
    for name in (
        *("open_requested", "log_requested", "win_requested", "lose_requested", "nurture_requested"),
        *("new_requested", "layout_requested"),
    ):
        getattr(table, name).connect(lambda what, said=name: made.asked.append((said.removesuffix("_requested"), what)))
    table.focus_filters_requested.connect(lambda: made.asked.append(("filters", None)))
    table.leads_requested.connect(lambda: made.asked.append(("leads", None)))
    session.notified.connect(lambda text, _undoable: made.toasts.append(text))
    session.refused.connect(made.refusals.append)
    table.load()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    return made


@pytest.fixture
def world(qtbot: QtBot, desk: Desk, session: DeskSession, still: None) -> World:
    """Give the table of five opportunities, by close date."""
    ids = [
        add_card(desk, name, stage, amount_minor=amount * 100, expected_close=date(2026, 11, day))
        for name, stage, amount, day in CARDS
    ]
    return shown_in(qtbot, desk, session, ids)
