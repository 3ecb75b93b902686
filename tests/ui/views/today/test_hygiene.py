"""The hygiene by keys and by mouse, the way through it, and the reply clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.services.desk import Desk
from tests.pipelining import PROPOSAL, add_card, row
from tests.qualifying import add_lead
from tests.ui.views.today.conftest import TODAY, StillClock, settle
from ui.main_window.window import MainWindow
from ui.views.record.step_editor import StepEditor
from ui.views.today.page import TodayPage
from ui.views.today.step_form import DayForm, StepForm
from ui.views.today.work_through import WorkThrough

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
# Menus pop up: the offscreen plugin complains of what it need not do.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(desk: Desk, window: MainWindow, qtbot: QtBot) -> TodayPage:
    """Give the page with three things to set right: no step, a past date, and BANT gaps on two cards."""
    found = window.pages.today
    assert found is not None
    # What is found at first is what is open.
    settle(found, qtbot)
    add_card(desk, "Kestrel – maintenance log", PROPOSAL, expected_close=TODAY - timedelta(days=3))
    found.today.load()
    settle(found, qtbot)
    return found


def rows(page: TodayPage) -> list[str]:
    """Return the categories with their counts, and the names under the open one."""
    return [
        item.row.name if item.row is not None else f"{item.category} {item.findings.count}"
        for item in page.hygiene_model.items
    ]


def stand_on(page: TodayPage, category: str) -> None:
    """Make a category current, with the focus in the hygiene."""
    page.hygiene.setFocus(Qt.FocusReason.TabFocusReason)
    place = next(at for at, item in enumerate(page.hygiene_model.items) if item.category == category)
    page.hygiene.list.go(place)


def open_category(page: TodayPage, category: str) -> None:
    """Open a category by key, where it is not open yet, and stand on its first record."""
    stand_on(page, category)
    if page.hygiene_model.open_category != category:
        QTest.keyClick(page.hygiene.list, Key.Key_Right)
    QTest.keyClick(page.hygiene.list, Key.Key_Down)


def test_what_is_found_first_is_open_and_left_and_right_close_and_open(page: TodayPage, qtbot: QtBot) -> None:
    closed = ["no_next_step 1", "close_date_past 1", "bant_gaps 2"]
    assert page.hygiene_model.open_category == "bant_gaps"
    assert rows(page)[:3] == closed
    assert len(rows(page)) == 5
    open_category(page, "bant_gaps")
    QTest.keyClick(page.hygiene.list, Key.Key_Left)
    assert rows(page) == closed
    assert page.hygiene.list.current().category == "bant_gaps"  # type: ignore[union-attr]
    page.today.load()
    settle(page, qtbot)
    assert rows(page) == closed
    open_category(page, "no_next_step")
    assert rows(page)[1] == "Kestrel – maintenance log"


def test_s_adds_a_step_and_the_row_goes_with_its_cause(
    page: TodayPage, window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    open_category(page, "no_next_step")
    QTest.keyClick(page.hygiene.list, Key.Key_S)
    editor = window.findChild(StepEditor)
    assert editor is not None
    QTest.keyClicks(editor.subject_field, "Ask how it stands")
    QTest.keyClick(editor.subject_field, Key.Key_Return)
    qtbot.waitUntil(lambda: "no_next_step 1" not in rows(page))
    desk.undo()
    page.today.load()
    qtbot.waitUntil(lambda: "no_next_step 1" in rows(page))


def test_m_moves_the_stage(page: TodayPage, desk: Desk) -> None:
    open_category(page, "no_next_step")
    QTest.keyClick(page.hygiene.list, Key.Key_M)
    menu = page.findChild(QMenu, "stage_menu")
    assert menu is not None
    QTest.keyClick(menu, Key.Key_2)
    assert row(desk, "opportunity", 2)["stage_id"] == 2


def test_x_leaves_a_record_alone_for_a_week(
    page: TodayPage, qtbot: QtBot, clock: StillClock, window: MainWindow
) -> None:
    open_category(page, "close_date_past")
    QTest.keyClick(page.hygiene.list, Key.Key_X)
    qtbot.waitUntil(lambda: "close_date_past 1" not in rows(page))
    assert "left alone for 7 days" in window.notices.toast.message()
    clock.skip(days=7)
    page.today.load()
    qtbot.waitUntil(lambda: "close_date_past 1" in rows(page))


def test_enter_opens_the_record(page: TodayPage, window: MainWindow) -> None:
    open_category(page, "close_date_past")
    QTest.keyClick(page.hygiene.list, Key.Key_Return)
    assert window.page() is window.pages.opportunity


def test_a_click_opens_a_category(page: TodayPage) -> None:
    view = page.hygiene.list
    rect = view.visualRect(page.hygiene_model.index(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert rows(page)[2] == "Kestrel – maintenance log"
    rect = view.visualRect(page.hygiene_model.index(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert len(rows(page)) == 3


def dialog_of(page: TodayPage, window: MainWindow, qtbot: QtBot) -> WorkThrough:
    """Open the way through the hygiene."""
    QTest.mouseClick(page.hygiene.work_button, Qt.MouseButton.LeftButton)
    found = window.findChild(WorkThrough)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_everything_is_worked_through_by_keyboard_alone(
    page: TodayPage, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    dialog = dialog_of(page, window, qtbot)
    assert dialog.place_label.text() == "1 of 4"
    assert isinstance(dialog._form, StepForm)
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert dialog.tag.text() == "Close date past"
    assert isinstance(dialog._form, DayForm)
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert row(desk, "opportunity", 2)["expected_close"] > TODAY.isoformat()
    assert dialog.tag.text() == "BANT gaps"
    assert dialog._form is not None
    first = dialog.name_label.text()
    QTest.keyClick(dialog, Key.Key_Right)
    assert dialog.name_label.text() != first
    QTest.keyClick(dialog, Key.Key_Left)
    assert dialog.name_label.text() == first
    QTest.keyClick(dialog, Key.Key_X)
    QTest.keyClick(dialog, Key.Key_Right)
    assert dialog.name_label.text() == "That was everything"
    assert dialog.detail_label.text() == "2 records set right."
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    settle(page, qtbot)
    qtbot.waitUntil(lambda: rows(page)[0] == "bant_gaps 1")


def test_a_wrong_time_is_said_at_the_field_and_nothing_is_planned(
    page: TodayPage, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = dialog_of(page, window, qtbot)
    form = dialog._form
    assert isinstance(form, StepForm)
    form.time_field.setText("late")
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    assert form.time_field.error() == "Write it as 14:30"
    assert dialog.place_label.text() == "1 of 4"
    # A letter in a field is a letter, not a deed.
    form.subject_field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(form.subject_field, Key.Key_X)
    assert form.subject_field.text().endswith("x")
    assert dialog.place_label.text() == "1 of 4"
    dialog.reject()


def test_a_reply_clock_counts_down_and_enter_opens_the_composer_on_call(
    page: TodayPage, window: MainWindow, desk: Desk, clock: StillClock
) -> None:
    add_lead(desk, first_name="Joel", last_name="Ferreira", high_intent=True)
    page.today.load()
    (reply,) = page.replies.rows
    assert "5:00" in reply.accessibleName()
    clock.skip(minutes=3)
    page.replies._tick()
    assert "2:00" in reply.accessibleName()
    clock.skip(minutes=14)
    page.replies._tick()
    assert "12 min late" in reply.accessibleName()
    QTest.keyClick(window, Key.Key_F6)
    QTest.keyClick(reply, Key.Key_Return)
    leads = window.pages.leads
    assert leads is not None
    composer = leads.activity_pane.composer
    assert (composer.draft.tab, QApplication.focusWidget()) == ("call", composer.text_edit)
    QTest.keyClick(composer.text_edit, Key.Key_Return, CONTROL)
    page.today.load()
    assert page.replies.rows == []
    assert not page.replies.isVisible()


def test_f6_goes_from_the_agenda_to_the_clocks_and_the_hygiene(page: TodayPage, window: MainWindow, desk: Desk) -> None:
    add_lead(desk, first_name="Joel", last_name="Ferreira", high_intent=True)
    page.today.load()
    page.agenda.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window, Key.Key_F6)
    assert QApplication.focusWidget() is page.replies.rows[0]
    QTest.keyClick(window, Key.Key_F6)
    assert QApplication.focusWidget() is page.hygiene.list
    QTest.keyClick(page.hygiene.list, Key.Key_Escape)
    assert QApplication.focusWidget() is page.agenda
