"""The Lost sheet requires a reason, by click or by its number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import opportunities
from salesdesk.services.commands import AddOpportunity
from salesdesk.services.desk import Desk
from ui.dialogs.lost import LostDialog
from ui.dialogs.opportunity_sheets import OpportunitySheets
from ui.session import DeskSession


@pytest.fixture
def sheet(qtbot: QtBot, session: DeskSession, desk: Desk) -> Iterator[LostDialog]:
    """Give the open sheet of the only opportunity, in an active window."""
    desk.run(AddOpportunity({"name": "Ironbridge", "stage_id": 3, "amount_minor": 3_990_000, "currency": "USD"}))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    sheets = OpportunitySheets(session, window)
    sheets.ask_lost([1])
    assert isinstance(sheets.sheet, LostDialog)
    made = sheets.sheet
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    window.close()


def page(desk: Desk) -> opportunities.OpportunityPage:
    """Return what the file holds of the opportunity."""
    found = desk.read(opportunities.opportunity_page, 1, desk.now())
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def test_without_a_reason_nothing_is_lost(sheet: LostDialog, desk: Desk, session: DeskSession) -> None:
    label = session.undo_label()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.isVisible()
    assert sheet.reason_error.text() == "Choose a reason: its number picks it"
    assert page(desk).stage_kind == "open"
    assert session.undo_label() == label
    press(Qt.Key.Key_2)
    assert sheet.reason_error.text() == ""
    sheet.reject()


def test_a_number_picks_the_reason_and_one_key_closes(sheet: LostDialog, desk: Desk) -> None:
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = page(desk)
    assert (found.stage_kind, found.lost_reason, found.lost_kind) == ("lost", "No budget", "declined")


def test_vendor_day_and_kind_are_kept(sheet: LostDialog, desk: Desk) -> None:
    press(Qt.Key.Key_1)
    sheet.disqualified.click()
    sheet.vendor_field.setFocus()
    QTest.keyClicks(sheet.vendor_field, "Plantline 5")
    sheet.retry_field.set_day(date(2027, 6, 1))
    sheet.primary_button.click()
    found = page(desk)
    assert (found.lost_reason, found.lost_kind) == ("Chose another vendor", "disqualified")
    assert (found.competitor, found.retry_on) == ("Plantline 5", date(2027, 6, 1))


def test_a_bad_fit_means_that_we_disqualified_unless_said_otherwise(sheet: LostDialog) -> None:
    press(Qt.Key.Key_5)
    assert sheet.disqualified.isChecked()
    press(Qt.Key.Key_2)
    assert sheet.declined.isChecked()
    sheet.disqualified.click()
    press(Qt.Key.Key_3)
    assert sheet.disqualified.isChecked()
    sheet.reject()


def test_a_day_to_try_again_lies_ahead(sheet: LostDialog, desk: Desk) -> None:
    press(Qt.Key.Key_2)
    sheet.retry_field.set_day(date(2026, 11, 10))
    sheet.save()
    assert sheet.retry_field.error() == "Give a day to come"
    assert page(desk).stage_kind == "open"
    sheet.reject()


@pytest.mark.parametrize("way", ["escape", "keep open"])
def test_leaving_saves_nothing(sheet: LostDialog, desk: Desk, session: DeskSession, way: str) -> None:
    label = session.undo_label()
    press(Qt.Key.Key_2)
    if way == "escape":
        press(Qt.Key.Key_Escape)
    else:
        sheet.secondary_button.click()
    assert page(desk).stage_kind == "open"
    assert session.undo_label() == label


def test_a_refusal_is_shown_in_the_sheet(sheet: LostDialog, desk: Desk) -> None:
    from salesdesk.services.commands import LoseOpportunity

    desk.run(LoseOpportunity(1, "No budget"))
    press(Qt.Key.Key_2)
    sheet.save()
    assert sheet.refusal.text() == "“Ironbridge” is lost already."
    assert sheet.isVisible()
    sheet.reject()
