"""Reminders: shown when they come, snoozed, done, and those missed at the next start."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.domain.dates import iso_instant
from salesdesk.queries import reminders
from salesdesk.services.commands import CompleteActivity
from salesdesk.services.desk import Desk
from tests.pipelining import row
from tests.ui.conftest import NOW
from tests.ui.views.today.conftest import StillClock, clock, desk, plan, window
from ui.main_window.window import MainWindow
from ui.session import DeskSession
from ui.views.reminder_notice import ReminderNotice

__all__ = ["clock", "desk", "window"]


@pytest.fixture
def notice(window: MainWindow, desk: Desk, clock: StillClock) -> ReminderNotice:
    """Give the notice of the call of 16:00, the one missed this morning dismissed."""
    missed = window.reminders.notice
    assert missed is not None
    QTest.mouseClick(missed.close_button, Qt.MouseButton.LeftButton)
    clock.skip(hours=7)
    window.reminders.look()
    assert missed.isVisible()
    return missed


def test_what_was_missed_this_morning_is_shown_at_the_first_start(window: MainWindow) -> None:
    found = window.reminders.notice
    assert found is not None
    assert found.isVisible()
    assert found.heading.text() == "Morning call"
    assert window.preferences.reminded_until == iso_instant(NOW)


def test_a_reminder_comes_once_and_at_its_moment(window: MainWindow, notice: ReminderNotice) -> None:
    assert notice.heading.text() == "Walk through the proposal"
    QTest.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    window.reminders.look()
    assert not notice.isVisible()


def test_a_snoozed_reminder_comes_back_and_undo_takes_the_snooze_away(
    window: MainWindow, notice: ReminderNotice, desk: Desk, clock: StillClock
) -> None:
    notice.snooze_button.menu().actions()[0].trigger()
    assert not notice.isVisible()
    assert row(desk, "activity", 3)["remind_at"] is not None
    clock.skip(minutes=11)
    window.reminders.look()
    assert notice.isVisible()
    assert notice.heading.text() == "Walk through the proposal"
    desk.undo()
    assert row(desk, "activity", 3)["remind_at"] is None


def test_done_in_the_notice_ticks_the_activity_off(notice: ReminderNotice, desk: Desk) -> None:
    QTest.mouseClick(notice.done_button, Qt.MouseButton.LeftButton)
    assert row(desk, "activity", 3)["done_at"] is not None
    assert not notice.isVisible()


def test_what_is_done_elsewhere_is_not_reminded_of(notice: ReminderNotice, session: DeskSession) -> None:
    session.run(CompleteActivity(3))
    assert not notice.isVisible()


def test_open_shows_the_record(notice: ReminderNotice, window: MainWindow) -> None:
    QTest.mouseClick(notice.open_button, Qt.MouseButton.LeftButton)
    assert window.page() is window.pages.opportunity


def test_several_are_shown_one_after_another(window: MainWindow, desk: Desk, clock: StillClock) -> None:
    plan(desk, "Second call", 0, 10, lead=1)
    clock.skip(hours=1)
    window.reminders.look()
    found = window.reminders.notice
    assert found is not None
    assert found.count_label.text() == "2 reminders"
    QTest.mouseClick(found.close_button, Qt.MouseButton.LeftButton)
    assert found.heading.text() == "Second call"


def test_a_reminder_is_found_between_two_looks_only(desk: Desk, qtbot: QtBot) -> None:
    at = NOW.replace(hour=16, minute=0)
    assert [one.id for one in desk.read(reminders.come_due, at - timedelta(seconds=1), at)] == [3]
    assert desk.read(reminders.come_due, at, at + timedelta(hours=1)) == []
    assert desk.read(reminders.next_moment, NOW) == at


def test_a_notice_keeps_off_the_drop_zones_while_a_card_is_in_the_hand(
    window: MainWindow, notice: ReminderNotice, desk: Desk, clock: StillClock
) -> None:
    window.pages.dragging_changed.emit(True)
    assert not notice.isVisible()
    plan(desk, "Late call", 0, 17, lead=1)
    clock.skip(hours=1)
    window.reminders.look()
    assert not notice.isVisible()
    window.pages.dragging_changed.emit(False)
    assert notice.isVisible()
    assert notice.count_label.text() == "2 reminders"
