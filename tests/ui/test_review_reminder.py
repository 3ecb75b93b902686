"""The window reminds of the quarterly review of the playbook, once a week and not before it is due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from tests.qualifying import add_lead, confirm
from tests.ui.conftest import NOW
from ui.main_window.review_reminder import ReviewReminder
from ui.preferences import Preferences
from ui.session import DeskSession


def told(qtbot: QtBot, path: Path, days: int) -> list[str]:
    """Return what a window says that is opened so many days later."""
    desk = open_desk(path, clock=lambda: NOW + timedelta(days=days))
    session = DeskSession(desk)
    said: list[str] = []
    session.notified.connect(lambda text, _undoable: said.append(text))
    reminder = ReviewReminder(session, Preferences(), session)
    reminder.look()
    qtbot.waitUntil(lambda: not session._tasks)
    session.close()
    return said


def test_a_review_is_asked_for_when_it_is_due_and_once_a_week(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "desk.salesdesk"
    desk = open_desk(path, create=True, clock=lambda: NOW)
    assert told(qtbot, path, 400) == []
    confirm(desk, add_lead(desk))
    desk.close()
    assert told(qtbot, path, 90) == []
    assert told(qtbot, path, 91) == ["The quarterly review of “BANT” is due: see Edit, Playbooks"]
    assert told(qtbot, path, 94) == []
    assert len(told(qtbot, path, 98)) == 1
