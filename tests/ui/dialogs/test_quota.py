"""The quota of the forecast is set with the file’s own settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries.settings import quota_minor
from salesdesk.services.commands import ChangeSettings
from salesdesk.services.desk import Desk
from ui.dialogs.settings import SettingsDialog
from ui.preferences import Preferences
from ui.session import DeskSession


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Give the widget that the dialog belongs to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _dialog(qtbot: QtBot, session: DeskSession, parent: QWidget) -> SettingsDialog:
    dialog = SettingsDialog(session, Preferences(), parent)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.quota_field.setFocus()
    return dialog


def test_a_quota_is_kept_once_the_field_is_left(
    qtbot: QtBot, desk: Desk, session: DeskSession, parent: QWidget, british: None
) -> None:
    dialog = _dialog(qtbot, session, parent)
    QTest.keyClicks(dialog.quota_field, "480,000")
    dialog.region_field.setFocus()
    assert desk.read(quota_minor) == 48_000_000
    dialog.quota_field.setFocus()
    dialog.quota_field.selectAll()
    QTest.keyClick(dialog.quota_field, Qt.Key.Key_Delete)
    dialog.region_field.setFocus()
    assert desk.read(quota_minor) is None


def test_a_quota_that_is_no_amount_is_marked_and_not_kept(
    qtbot: QtBot, desk: Desk, session: DeskSession, parent: QWidget, british: None
) -> None:
    desk.run(ChangeSettings({"quota_minor": "48000000"}))
    dialog = _dialog(qtbot, session, parent)
    assert dialog.quota_field.text() == "480,000"
    dialog.quota_field.selectAll()
    QTest.keyClick(dialog.quota_field, Qt.Key.Key_Delete)
    QTest.keyClicks(dialog.quota_field, "a lot")
    dialog.region_field.setFocus()
    assert dialog.quota_field.error()
    assert desk.read(quota_minor) == 48_000_000
