"""The toast: it goes by itself, waits while someone is on it, and can be taken back."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.toast import Toast


@pytest.fixture
def toast(page: QWidget) -> Toast:
    """Give a toast over the page."""
    return Toast(page)


def enter(widget: QWidget) -> None:
    """Move the pointer onto a widget."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    middle = widget.rect().center().toPointF()
    QApplication.sendEvent(widget, QEnterEvent(middle, middle, widget.mapToGlobal(middle)))


def leave(widget: QWidget) -> None:
    """Move the pointer away."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def test_it_stands_in_the_middle_32_above_the_foot(page: QWidget, toast: Toast) -> None:
    toast.show_message("Lead deleted", "Undo", "Ctrl+Z")
    assert toast.height() >= 40
    assert abs(toast.geometry().center().x() - page.rect().center().x()) <= 1
    assert page.height() - toast.geometry().bottom() - 1 == 32


def test_it_makes_room_for_the_drop_bar(page: QWidget, toast: Toast) -> None:
    toast.show_message("Lead deleted")
    toast.set_over_drop_bar(True)
    assert page.height() - toast.geometry().bottom() - 1 == 104
    toast.set_over_drop_bar(False)
    assert page.height() - toast.geometry().bottom() - 1 == 32


def test_it_keeps_its_place_when_the_window_changes_size(page: QWidget, toast: Toast) -> None:
    toast.show_message("Lead deleted")
    page.resize(900, 700)
    assert 700 - toast.geometry().bottom() - 1 == 32
    assert abs(toast.geometry().center().x() - 450) <= 1


def test_it_stays_eight_seconds(toast: Toast) -> None:
    toast.show_message("Lead deleted")
    assert 7000 < toast.remaining_ms() <= 8000
    assert not toast.is_held()


def test_it_goes_when_its_time_is_over(qtbot: QtBot, toast: Toast) -> None:
    toast.show_message("Lead deleted")
    with qtbot.waitSignal(toast.closed):
        toast._hold.start(1)
    assert not toast.isVisible()
    assert toast.message() == ""


def test_the_pointer_holds_it_and_leaving_lets_it_go_on(toast: Toast) -> None:
    toast.show_message("Lead deleted", "Undo")
    enter(toast)
    assert toast.is_held()
    left = toast.remaining_ms()
    assert left > 0
    leave(toast)
    assert not toast.is_held()
    assert toast.remaining_ms() <= left


def test_the_focus_holds_it(page: QWidget, toast: Toast) -> None:
    toast.show_message("Lead deleted", "Undo")
    toast.action.setFocus()
    assert toast.is_held()
    QApplication.sendEvent(toast.action, QFocusEvent(QEvent.Type.FocusOut))
    toast.action.clearFocus()
    assert not toast.is_held()


def test_alt_u_reaches_the_action_and_enter_takes_it(qtbot: QtBot, page: QWidget, toast: Toast) -> None:
    toast.show_message("Lead deleted", "Undo", "Ctrl+Z")
    QTest.keyClick(page, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert toast.action.hasFocus()
    with qtbot.waitSignal(toast.action_requested):
        QTest.keyClick(toast.action, Qt.Key.Key_Space)
    assert not toast.isVisible()


def test_alt_u_does_nothing_when_there_is_nothing_to_take_back(page: QWidget, toast: Toast) -> None:
    toast.show_message("Saved 3 tasks")
    QTest.keyClick(page, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert not toast.action.hasFocus()


def test_a_new_message_replaces_the_old_one_and_starts_over(toast: Toast) -> None:
    toast.show_message("Lead deleted", "Undo")
    toast._hold.start(10)
    toast.show_message("Saved 3 tasks")
    assert toast.message() == "Saved 3 tasks"
    assert toast.remaining_ms() > 7000
    assert not toast.action.isVisible()


def test_a_click_on_undo_asks_for_it_once(qtbot: QtBot, toast: Toast) -> None:
    asked: list[None] = []
    toast.action_requested.connect(lambda: asked.append(None))
    toast.show_message("Lead deleted", "Undo")
    QTest.mouseClick(toast.action, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert len(asked) == 1


def test_a_long_message_stays_inside_the_window(page: QWidget, toast: Toast) -> None:
    toast.show_message("Moved “" + "a very long name " * 20 + "” to Proposal", "Undo", "Ctrl+Z")
    assert page.rect().contains(toast.geometry())
    assert toast.rect().contains(toast.action.geometry())
