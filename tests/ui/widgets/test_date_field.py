"""The date field reads what people type and never guesses in silence."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.date_field import CalendarPopup, DateField, read_date

TODAY = date(2026, 11, 10)
UK = QLocale("en_GB")
US = QLocale("en_US")
GERMAN = QLocale("de_DE")
SWEDISH = QLocale("sv_SE")


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("2026-12-18", UK, date(2026, 12, 18)),
        ("2026-12-18", US, date(2026, 12, 18)),
        ("18 Dec 2026", UK, date(2026, 12, 18)),
        ("Dec 18, 2026", US, date(2026, 12, 18)),
        ("03/04/2027", UK, date(2027, 4, 3)),
        ("03/04/2027", US, date(2027, 3, 4)),
        ("3/4/27", US, date(2027, 3, 4)),
        ("18.12.2026", GERMAN, date(2026, 12, 18)),
        ("18.12.26", GERMAN, date(2026, 12, 18)),
        ("18. Dezember 2026", GERMAN, date(2026, 12, 18)),
        ("2026-12-18", SWEDISH, date(2026, 12, 18)),
        ("18 Dec", UK, date(2026, 12, 18)),
        ("18.12.", GERMAN, date(2026, 12, 18)),
        ("9 Nov", UK, date(2027, 11, 9)),
        ("29 Feb", UK, date(2028, 2, 29)),
        ("  18   Dec  2026 ", UK, date(2026, 12, 18)),
    ],
)
def test_dates_are_read_as_the_locale_writes_them(text: str, locale: QLocale, day: date) -> None:
    assert read_date(text, locale, TODAY) == day


@pytest.mark.parametrize("text", ["soon", "31 Feb 2027", "2026-13-01", "48000", "18 Foo 2026", "1/2/3/4"])
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert read_date(text, UK, TODAY) is None


@pytest.fixture
def field(page: QWidget) -> DateField:
    """Give an empty British date field with the focus."""
    made = DateField(parent=page)
    made.setLocale(UK)
    made.resize(150, 32)
    made.show()
    made.setFocus()
    return made


def test_a_typed_date_is_announced_when_the_field_is_left(qtbot: QtBot, field: DateField) -> None:
    QTest.keyClicks(field, "18/12/2026")
    with qtbot.waitSignal(field.date_changed) as heard:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.args == [date(2026, 12, 18)]
    assert field.text() == "18 Dec 2026"
    assert field.error() == ""


def test_a_wrong_date_keeps_its_text_and_says_what_to_write(field: DateField) -> None:
    announced: list[object] = []
    field.date_changed.connect(announced.append)
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "soon"
    assert field.error().startswith("Write it as ")
    assert field.accessibleDescription() == field.error()
    assert field.day() is None
    assert announced == []


def test_typing_on_clears_the_error(field: DateField) -> None:
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.error() == ""


def test_an_emptied_field_has_no_date(qtbot: QtBot, field: DateField) -> None:
    field.set_day(date(2026, 12, 18))
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.date_changed) as heard:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.args == [None]
    assert field.day() is None


def test_leaving_without_a_change_announces_nothing(field: DateField) -> None:
    field.set_day(date(2026, 12, 18))
    announced: list[object] = []
    field.date_changed.connect(announced.append)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert announced == []


def test_arrows_step_by_days_and_weeks(field: DateField) -> None:
    field.set_day(date(2026, 12, 31))
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.day() == date(2027, 1, 1)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert field.day() == date(2026, 12, 25)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_alt_down_opens_the_calendar_and_a_picked_day_is_taken(qtbot: QtBot, field: DateField) -> None:
    field.set_day(date(2026, 12, 18))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(2026, 12, 18)
    with qtbot.waitSignal(field.date_changed) as heard:
        popup.calendar.activated.emit(QDate(2026, 12, 24))
    assert heard.args == [date(2026, 12, 24)]
    assert field.text() == "24 Dec 2026"
    assert QApplication.activePopupWidget() is None
