"""The agenda by keys and by mouse: done, moved, logged, opened, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.queries import timeline
from salesdesk.services.commands import CompleteActivity, NurtureLead
from salesdesk.services.desk import Desk
from tests.pipelining import row
from tests.qualifying import add_lead
from tests.ui.conftest import NOW
from tests.ui.views.today.conftest import TODAY, StillClock, plan
from ui import painting
from ui.delegates import quick_buttons
from ui.delegates.agenda_row import AgendaDelegate
from ui.main_window.places import Place
from ui.main_window.window import MainWindow
from ui.models.agenda import Item
from ui.session import DeskSession
from ui.views.record.step_editor import StepEditor
from ui.views.today.page import TodayPage

Key = Qt.Key
# Menus pop up: the offscreen plugin complains of what it need not do.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def shown(page: TodayPage) -> list[str]:
    """Return headings with their counts, and the subjects under them; what is done in brackets."""
    found = []
    for item in page.agenda_model.items:
        if item.kind == "heading":
            found.append(f"{item.heading} {item.count}")
        elif item.row is not None:
            found.append(f"({item.row.subject})" if item.row.done_at else item.row.subject)
        elif item.awake is not None:
            found.append(item.awake.name)
    return found


def go_to(page: TodayPage, subject: str) -> Item:
    """Make the row of an activity current, with the focus in the agenda."""
    page.agenda.setFocus(Qt.FocusReason.TabFocusReason)
    place = next(at for at, item in enumerate(page.agenda_model.items) if item.row and item.row.subject == subject)
    page.agenda.go(place)
    return page.agenda_model.items[place]


def centre_of(page: TodayPage, button: str) -> QPoint:
    """Return where a painted button of the current row stands."""
    item = page.agenda.current()
    delegate = page.agenda.itemDelegate()
    assert item is not None
    assert isinstance(delegate, AgendaDelegate)
    rect = QRectF(page.agenda.current_rect())
    names = [one.name for one in delegate.buttons(item)]
    right = rect.right() - 8 - painting.text_width(delegate.figure(item)[0], delegate._figure_font(item))
    box = quick_buttons.boxes(delegate.buttons(item), right - 10, rect.center().y())[names.index(button)]
    return box.center().toPoint()


def test_the_window_opens_on_today_at_first(page: TodayPage, window: MainWindow) -> None:
    assert window.sidebar.rows["today"].isChecked()
    assert page.header.heading.text() == "Tuesday 10 November"
    assert shown(page) == [
        "Overdue 2",
        "Call about plant B",
        "Morning call",
        "Today 1",
        "Walk through the proposal",
        "Tomorrow 1",
        "Agree start date",
    ]


def test_the_sidebar_counts_what_is_due(page: TodayPage, window: MainWindow, qtbot: QtBot) -> None:
    nav = window.sidebar.rows["today"]
    qtbot.waitUntil(lambda: nav.count() == 3)
    go_to(page, "Morning call")
    QTest.keyClick(page.agenda, Key.Key_Space)
    qtbot.waitUntil(lambda: nav.count() == 2)


def test_space_ticks_off_and_the_row_stays_until_the_next_day(
    page: TodayPage, window: MainWindow, clock: StillClock, desk: Desk
) -> None:
    item = go_to(page, "Call about plant B")
    QTest.keyClick(page.agenda, Key.Key_Space)
    assert shown(page)[:3] == ["Overdue 1", "(Call about plant B)", "Morning call"]
    assert page.agenda.current().row.id == item.row.id  # type: ignore[union-attr]
    assert window.notices.toast.message() == "Done: Call about plant B"
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(page)[:2] == ["Overdue 2", "Call about plant B"]
    QTest.keyClick(page.agenda, Key.Key_Space)
    clock.skip(days=1)
    page.today.load()
    assert "(Call about plant B)" not in shown(page)


def test_space_again_takes_the_tick_back(page: TodayPage, desk: Desk) -> None:
    item = go_to(page, "Call about plant B")
    assert item.row is not None
    QTest.keyClick(page.agenda, Key.Key_Space)
    QTest.keyClick(page.agenda, Key.Key_Space)
    assert row(desk, "activity", item.row.id)["done_at"] is None


def test_a_click_on_the_circle_ticks_off(page: TodayPage) -> None:
    go_to(page, "Walk through the proposal")
    rect = page.agenda.current_rect()
    QTest.mouseClick(page.agenda.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 16, rect.center().y()))
    assert "(Walk through the proposal)" in shown(page)


@pytest.mark.parametrize(("key", "days"), [(Key.Key_1, 1), (Key.Key_2, 2), (Key.Key_3, 7)])
def test_d_and_a_digit_move_a_row_and_keep_its_time(page: TodayPage, desk: Desk, key: Qt.Key, days: int) -> None:
    item = go_to(page, "Walk through the proposal")
    assert item.row is not None
    QTest.keyClick(page.agenda, Key.Key_D)
    menu = page.findChild(QMenu, "move_menu")
    assert menu is not None
    QTest.keyClick(menu, key)
    moved = row(desk, "activity", item.row.id)
    assert moved["due_on"] == (TODAY + timedelta(days=days)).isoformat()
    assert moved["due_at"].startswith(f"{(TODAY + timedelta(days=days)).isoformat()}T16:00")
    desk.undo()
    assert row(desk, "activity", item.row.id)["due_on"] == TODAY.isoformat()


def test_enter_opens_the_record_and_the_way_back_leads_here(page: TodayPage, window: MainWindow) -> None:
    go_to(page, "Walk through the proposal")
    QTest.keyClick(page.agenda, Key.Key_Return)
    assert window.page() is window.pages.opportunity
    QTest.keyClick(window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page() is page


def test_logging_a_planned_call_finishes_it_and_asks_for_the_next_step(
    page: TodayPage, window: MainWindow, desk: Desk
) -> None:
    item = go_to(page, "Walk through the proposal")
    assert item.row is not None
    QTest.keyClick(page.agenda, Key.Key_A)
    opportunity = window.pages.opportunity
    assert opportunity is not None
    composer = opportunity.activity_pane.composer
    assert QApplication.focusWidget() is composer.text_edit
    QTest.keyClicks(composer.text_edit, "They agree.")
    QTest.keyClick(composer.text_edit, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    done = row(desk, "activity", item.row.id)
    assert done["done_at"] is not None
    assert (done["subject"], done["notes"]) == ("Walk through the proposal", "They agree.")
    editor = window.findChild(StepEditor)
    assert editor is not None
    QTest.keyClicks(editor.subject_field, "Send the order form")
    QTest.keyClick(editor.subject_field, Key.Key_Return)
    planned = desk.read(timeline.planned, "opportunity", 1)
    assert "Send the order form" in [one.subject for one in planned]


def test_the_painted_buttons_do_what_they_say(page: TodayPage, window: MainWindow) -> None:
    go_to(page, "Morning call")
    QTest.mouseClick(page.agenda.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(page, "move"))
    assert page.findChild(QMenu, "move_menu") is not None
    QTest.mouseClick(page.agenda.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(page, "log"))
    assert window.page() is window.pages.leads


def test_arrows_walk_across_headings(page: TodayPage) -> None:
    go_to(page, "Morning call")
    QTest.keyClick(page.agenda, Key.Key_Down)
    assert page.agenda.current().row.subject == "Walk through the proposal"  # type: ignore[union-attr]
    QTest.keyClick(page.agenda, Key.Key_Up)
    QTest.keyClick(page.agenda, Key.Key_Home)
    assert page.agenda.current().row.subject == "Call about plant B"  # type: ignore[union-attr]
    QTest.keyClick(page.agenda, Key.Key_End)
    assert page.agenda.current().row.subject == "Agree start date"  # type: ignore[union-attr]


def test_t_plans_a_task_that_comes_again(page: TodayPage, window: MainWindow, desk: Desk) -> None:
    go_to(page, "Morning call")
    QTest.keyClick(page.agenda, Key.Key_T)
    editor = window.findChild(StepEditor)
    assert editor is not None
    assert editor.repeat_field.isVisible()
    editor.repeat_field.set_choice("weekly")
    QTest.keyClicks(editor.subject_field, "Weekly numbers")
    QTest.keyClick(editor.subject_field, Key.Key_Return)
    assert "Weekly numbers" in shown(page)
    go_to(page, "Weekly numbers")
    QTest.keyClick(page.agenda, Key.Key_Space)
    assert (
        desk.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM activity WHERE recurrence = 'weekly'").scalar())
        == 2
    )
    desk.undo()
    assert (
        desk.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM activity WHERE recurrence = 'weekly'").scalar())
        == 1
    )


def test_the_line_of_the_present_stands_before_what_is_to_come(page: TodayPage, clock: StillClock) -> None:
    go_to(page, "Walk through the proposal")
    assert page.agenda.line_of_now() == page.agenda.current_rect().top()
    clock.skip(hours=6, minutes=25)
    page.today.load()
    assert page.agenda.line_of_now() == page.agenda.current_rect().bottom() + 1


def test_a_lead_that_is_back_is_reopened_with_space(
    page: TodayPage, desk: Desk, session: DeskSession, clock: StillClock
) -> None:
    lead = add_lead(desk, first_name="Noor", last_name="Blom")
    session.run(NurtureLead(lead, TODAY + timedelta(days=1), "No budget"))
    clock.skip(days=1)
    page.today.load()
    assert "Noor Blom" in shown(page)
    place = next(at for at, item in enumerate(page.agenda_model.items) if item.awake is not None)
    page.agenda.go(place)
    QTest.keyClick(page.agenda, Key.Key_Space)
    assert "Noor Blom" not in shown(page)
    assert row(desk, "lead", lead)["lifecycle"] == "new"


def test_many_rows_come_fifty_at_a_time(page: TodayPage, desk: Desk, session: DeskSession) -> None:
    for number in range(80):
        plan(desk, f"Call {number}", -1, lead=1)
    page.today.load()
    late = [item for item in page.agenda_model.items if item.is_late]
    assert len(late) == 52
    assert late[0].count == 82
    place = page.agenda_model.place_of(("more", "overdue"))
    assert place is not None
    page.agenda.go(place)
    QTest.keyClick(page.agenda, Key.Key_Return)
    assert len([item for item in page.agenda_model.items if item.is_late]) == 83


def test_a_change_elsewhere_is_seen_at_once_and_unseen_pages_read_nothing(
    page: TodayPage, window: MainWindow, desk: Desk, session: DeskSession
) -> None:
    session.run(CompleteActivity(2))
    assert "(Morning call)" in shown(page)
    window.go(Place("leads"))
    session.run(CompleteActivity(2, is_done=False))
    assert "(Morning call)" in shown(page)
    window.go(Place("today"))
    assert "Morning call" in shown(page)


def test_rows_say_what_they_are(page: TodayPage) -> None:
    spoken = [page.agenda_model.spoken(item) for item in page.agenda_model.items]
    assert spoken[0] == "Overdue, 2"
    assert spoken[1] == "Call, Call about plant B, Ironbridge – plant B, 4 d overdue"
    assert "16:00" in spoken[4]


def test_the_models_keep_the_rules_of_qt(page: TodayPage, desk: Desk, session: DeskSession) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    models: list[QAbstractItemModel] = [page.agenda_model, page.hygiene_model]
    testers = [QAbstractItemModelTester(model, fatal) for model in models]
    session.run(CompleteActivity(1))
    page.hygiene_model.open("bant_gaps")
    assert len(testers) == 2
    assert NOW.date() == TODAY
