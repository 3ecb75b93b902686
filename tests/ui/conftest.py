"""A desk in a file of its own, the session on it, and the window over both."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from salesdesk.services.desk import Desk
from ui import theme
from ui.main_window.window import MainWindow
from ui.preferences import Preferences
from ui.session import DeskSession

NOW = datetime(2026, 11, 10, 9, 42, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def british() -> Iterator[None]:
    """Write dates, times and amounts as in Britain."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an empty desk on Tuesday 10 November 2026, 09:42."""
    opened = open_desk(tmp_path / "desk.salesdesk", create=True, clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def session(qtbot: QtBot, desk: Desk) -> Iterator[DeskSession]:
    """Give the session on that desk."""
    made = DeskSession(desk)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, session: DeskSession) -> MainWindow:
    """Give the window on that session, shown and started on the leads."""
    theme.set_reduced_motion(True)
    made = MainWindow(Preferences(), "leads")
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.finish(session)
    with qtbot.waitSignal(made.painted):
        made.start()
    qtbot.waitUntil(made.isActiveWindow)
    return made
