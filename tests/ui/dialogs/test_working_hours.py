"""Working hours and the days until someone goes dark are settings of the file, kept as soon as they are right."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.reply import WorkingHours
from salesdesk.queries.settings import dark_days, working_hours
from salesdesk.services.commands import ChangeSettings
from salesdesk.services.desk import Desk
from ui.dialogs.settings import SettingsDialog
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.widgets.fields import LineField

MONDAY_TO_FRIDAY = frozenset(range(1, 6))
pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Give the widget that the dialog belongs to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, session: DeskSession, parent: QWidget) -> SettingsDialog:
    """Give the settings, open."""
    made = SettingsDialog(session, Preferences(), parent)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def choose(dialog: SettingsDialog, days: str) -> None:
    field = dialog.hours_field.days_field
    field.setFocus()
    field.setCurrentIndex(field.findData(days))
    field.activated.emit(field.currentIndex())


def write(dialog: SettingsDialog, field: LineField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_days_and_hours_are_kept_as_they_are_chosen(dialog: SettingsDialog, desk: Desk) -> None:
    hours = dialog.hours_field
    assert desk.read(working_hours) is None
    assert not hours.start_field.isVisible()
    choose(dialog, "1,2,3,4,5")
    assert desk.read(working_hours) == WorkingHours(MONDAY_TO_FRIDAY, time(9), time(17, 30))
    write(dialog, hours.start_field, "830")
    write(dialog, hours.end_field, "6 pm")
    assert desk.read(working_hours) == WorkingHours(MONDAY_TO_FRIDAY, time(8, 30), time(18))
    choose(dialog, "")
    assert desk.read(working_hours) is None
    desk.undo()
    assert desk.read(working_hours) == WorkingHours(MONDAY_TO_FRIDAY, time(8, 30), time(18))


@pytest.mark.parametrize(
    ("text", "said"),
    [("8", "Working hours have to end later than they begin"), ("late", "Write it as 17:30"), ("", "Write it")],
)
def test_hours_that_can_not_be_are_marked_and_kept_as_typed(
    dialog: SettingsDialog, desk: Desk, text: str, said: str
) -> None:
    choose(dialog, "1,2,3,4,5")
    before = desk.read(working_hours)
    end = dialog.hours_field.end_field
    end.setFocus()
    end.clear()
    write(dialog, end, text)
    assert said in end.error()
    assert end.text() == text
    assert desk.read(working_hours) == before
    write(dialog, end, "16:00")
    assert end.error() == ""


def test_hours_from_elsewhere_are_shown_with_the_names_of_their_days(
    desk: Desk, session: DeskSession, parent: QWidget
) -> None:
    desk.run(ChangeSettings({"working_hours": "1,3 10:00-14:00"}))
    shown = SettingsDialog(session, Preferences(), parent).hours_field
    assert shown.days_field.currentText() == "Mon, Wed"
    assert (shown.start_field.text(), shown.end_field.text()) == ("10:00", "14:00")
    assert [shown.days_field.itemText(at) for at in range(5)] == [
        *("Day and night", "Mon to Fri", "Mon to Sat", "Sun to Thu", "Every day")
    ]


def test_the_days_until_someone_goes_dark_are_kept_and_wrong_ones_marked(dialog: SettingsDialog, desk: Desk) -> None:
    assert dialog.dark_field.text() == "14"
    write(dialog, dialog.dark_field, "21")
    assert desk.read(dark_days) == 21
    write(dialog, dialog.dark_field, "0")
    assert dialog.dark_field.error().startswith("“0” cannot be used for days until someone is going dark")
    assert desk.read(dark_days) == 21
