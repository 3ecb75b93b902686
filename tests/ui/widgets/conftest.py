"""The look on the application, and a window with the keyboard in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme


@pytest.fixture
def light(qapp: QApplication) -> Iterator[theme.Theme]:
    """Give the light theme, without motion."""
    theme.set_reduced_motion(True)
    theme.apply(qapp, "light")
    yield theme.current()
    theme.set_reduced_motion(False)


@pytest.fixture
def page(qtbot: QtBot, light: theme.Theme) -> QWidget:
    """Give an active window of 640 × 480 with a column to put controls in."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(640, 480)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made
