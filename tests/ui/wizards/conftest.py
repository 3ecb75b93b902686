"""A lead to qualify, and ways to drive the wizard with mouse and keys."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.commands import AddLead, Evidence, RecordEvidence
from ui.session import DeskSession
from ui.wizards.qualify import QualifyDialog

TODAY = datetime(2026, 11, 10, 9, 42, tzinfo=ZoneInfo("UTC")).date()
CONFIRMED = (
    Evidence("budget_amount", "confirmed", "48000 USD"),
    Evidence("decision_maker", "confirmed", "Daniel Osei, CFO"),
    Evidence("need", "confirmed", "Cut dispatch time by a third"),
    Evidence("decision_by", "confirmed", "2026-12-18"),
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """Give a plain window to stand over."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


@pytest.fixture
def lead(session: DeskSession) -> int:
    """Give a lead of whom nothing is known yet."""
    done = session.run(
        AddLead(
            {
                "first_name": "Priya",
                "last_name": "Raghavan",
                "title": "Director of Operations",
                "company": "Cobalt Freight Systems",
                "email": "priya@cobalt.example",
                "website": "cobalt.example",
            }
        )
    )
    assert done is not None
    assert done.new_id is not None
    return done.new_id


@pytest.fixture
def known_lead(session: DeskSession, lead: int) -> int:
    """Give the lead with all four confirmed."""
    assert session.run(RecordEvidence(CONFIRMED, lead=lead)) is not None
    return lead


Open = Callable[[int], QualifyDialog]


@pytest.fixture
def open_wizard(qtbot: QtBot, session: DeskSession, window: QMainWindow) -> Open:
    """Give a way to open the wizard, active and with the focus in it."""

    def opened(lead_id: int) -> QualifyDialog:
        dialog = QualifyDialog(session, lead_id, window)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def press(dialog: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    QTest.keyClick(dialog if focused is None else focused, key, modifier)


def go_on(dialog: QWidget) -> None:
    """Press Ctrl+Enter."""
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def alt(dialog: QWidget, key: Qt.Key) -> None:
    """Press Alt and a key."""
    press(dialog, key, Qt.KeyboardModifier.AltModifier)


def fill(field: QWidget, text: str) -> None:
    """Type into a field in place of what is there."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def child(dialog: QWidget, name: str) -> QWidget:
    """Return the visible widget of that name."""
    return next(one for one in dialog.findChildren(QWidget, name) if one.isVisible())
