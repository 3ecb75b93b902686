"""A rep who sits down at the program, and is gone again when the test is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.driver import Rep
from ui import theme


@pytest.fixture
def rep(qtbot: QtBot, qapp: QApplication) -> Iterator[Rep]:
    """Give a rep with a mouse and a keyboard, who reads British English and wants no motion."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme.set_reduced_motion(True)
    made = Rep(qtbot)
    yield made
    made.leave()
    theme.set_reduced_motion(False)
    QLocale.setDefault(before)
