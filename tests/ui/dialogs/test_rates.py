"""Exchange rates are typed as the locale writes them, and nothing absurd is taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries.rates import rates
from salesdesk.services.commands import ChangeSettings, DeleteRate, EnterRate
from salesdesk.services.desk import Desk
from ui.delegates.rate_row import LOOK_ROLE
from ui.dialogs.rates import RatesDialog, read_rate
from ui.session import DeskSession

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def dialog(qtbot: QtBot, session: DeskSession) -> Iterator[RatesDialog]:
    """Give the exchange rates, open over an active window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    made = RatesDialog(session, window)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    window.close()


def write(dialog: RatesDialog, text: str) -> None:
    """Type a rate and press Enter."""
    dialog.rate_field.setFocus(Qt.FocusReason.TabFocusReason)
    dialog.rate_field.selectAll()
    QTest.keyClicks(dialog.rate_field, text)
    QTest.keyClick(dialog.rate_field, Qt.Key.Key_Return)


def lines(dialog: RatesDialog) -> list[tuple[str, str, str, bool]]:
    """Return what the list says."""
    looks = [dialog.list.item(row).data(LOOK_ROLE) for row in range(dialog.list.count())]
    return [(look.unit, look.worth, look.day, look.is_in_use) for look in looks]


def test_a_rate_is_entered_and_listed_as_the_one_in_use(dialog: RatesDialog, desk: Desk) -> None:
    assert dialog.empty.isVisible()
    write(dialog, "1.0842")
    assert lines(dialog) == [("1 EUR", "1.0842 USD", "10 Nov 2026", True)]
    assert desk.read(rates)[0].rate.as_decimal() == Decimal("1.0842")
    assert not dialog.empty.isVisible()
    assert dialog.rate_field.text() == ""


def test_the_latest_comes_first_and_only_it_is_in_use(dialog: RatesDialog) -> None:
    write(dialog, "1.0842")
    dialog.day_field.set_day(date(2026, 10, 1))
    write(dialog, "1.05")
    dialog.currency_field.set_choice("GBP")
    write(dialog, "1.27")
    assert lines(dialog) == [
        ("1 EUR", "1.0842 USD", "10 Nov 2026", True),
        ("1 EUR", "1.05 USD", "1 Oct 2026", False),
        ("1 GBP", "1.27 USD", "1 Oct 2026", True),
    ]


def test_a_rate_of_the_same_day_replaces_the_one_before(dialog: RatesDialog) -> None:
    write(dialog, "1.0842")
    write(dialog, "1.09")
    assert [worth for _unit, worth, _day, _used in lines(dialog)] == ["1.09 USD"]
    dialog.undo_button.click()
    assert [worth for _unit, worth, _day, _used in lines(dialog)] == ["1.0842 USD"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0", "“0” cannot be used for exchange rate: give a number above zero, such as 1.0842."),
        ("-1", "give a number above zero"),
        ("99999999", "it is not between one in 10,000,000 and 10,000,000. Check the number."),
        ("0.00000000001", "it is not between"),
        ("1.123456789012", "it has more than 10 decimals. Round it."),
        ("", "Write it as 1.0842"),
        ("one", "Write it as 1.0842"),
        ("1,084", "Write it as 1.0842"),
        ("nan", "Write it as 1.0842"),
        ("1.0.8", "Write it as 1.0842"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_in_the_field(
    dialog: RatesDialog, desk: Desk, text: str, sentence: str
) -> None:
    write(dialog, text)
    assert sentence in dialog.rate_field.error()
    assert dialog.rate_field.text() == text
    assert desk.read(rates) == []


def test_a_rate_of_a_currency_in_itself_or_of_a_day_to_come_is_refused(dialog: RatesDialog, desk: Desk) -> None:
    dialog.currency_field.set_choice("USD")
    write(dialog, "1.1")
    assert "choose two different currencies" in dialog.rate_field.error()
    dialog.currency_field.set_choice("EUR")
    dialog.day_field.set_day(date(2026, 11, 11))
    write(dialog, "1.1")
    assert "it is in the future" in dialog.day_field.error()
    dialog.day_field.setText("some day")
    write(dialog, "1.1")
    assert dialog.day_field.error()
    assert desk.read(rates) == []


def test_closing_points_at_a_rate_that_is_not_entered(dialog: RatesDialog, desk: Desk) -> None:
    QTest.keyClicks(dialog.rate_field, "1.1")
    dialog.primary_button.click()
    assert dialog.isVisible()
    assert dialog.rate_field.error().startswith("This is not added yet.")
    dialog.reject()
    assert not dialog.isVisible()
    assert desk.read(rates) == []


def test_a_rate_is_said_in_both_directions_while_it_is_typed(dialog: RatesDialog) -> None:
    QTest.keyClicks(dialog.rate_field, "1.25")
    assert dialog.meaning.text() == "1 EUR is worth 1.25 USD, so 1 USD is worth 0.8 EUR."
    QTest.keyClicks(dialog.rate_field, "x")
    assert "newest rate" in dialog.meaning.text()


@pytest.mark.parametrize("way", ["key", "button", "menu"])
def test_a_rate_is_deleted_and_comes_back(dialog: RatesDialog, desk: Desk, way: str) -> None:
    write(dialog, "1.0842")
    dialog.currency_field.set_choice("GBP")
    write(dialog, "1.27")
    dialog.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    if way == "key":
        QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    elif way == "button":
        dialog.delete_button.click()
    else:
        next(one for one in dialog.rate_menu().actions() if one.objectName() == "delete").trigger()
    assert [unit for unit, *_ in lines(dialog)] == ["1 GBP"]
    dialog.undo_button.click()
    assert [unit for unit, *_ in lines(dialog)] == ["1 EUR", "1 GBP"]


def test_a_rate_that_somebody_else_deleted_is_said_to_be_gone(dialog: RatesDialog, desk: Desk) -> None:
    write(dialog, "1.0842")
    desk.run(DeleteRate(1))
    dialog.delete_button.click()
    assert dialog.refusal.text().startswith("It is gone")
    assert dialog.empty.isVisible()


def test_the_currency_of_the_desk_decides_what_is_in_use(dialog: RatesDialog, session: DeskSession) -> None:
    session.run(EnterRate("EUR", "USD", Decimal("1.1")))
    session.run(EnterRate("GBP", "USD", Decimal("1.3")))
    session.run(ChangeSettings({"currency": "EUR"}))
    assert [(unit, used) for unit, _worth, _day, used in lines(dialog)] == [("1 EUR", True), ("1 GBP", False)]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("1,0842", "de_DE", Decimal("1.0842")),
        ("1.0842", "de_DE", None),
        ("1.0842", "en_GB", Decimal("1.0842")),
        (" 1 084.5 ", "en_GB", Decimal("1084.5")),
        (".5", "en_GB", Decimal("0.5")),
        ("1e3", "en_GB", Decimal(1000)),
        ("inf", "en_GB", None),
    ],
)
def test_a_rate_is_read_by_the_marks_of_the_locale(text: str, name: str, found: Decimal | None) -> None:
    assert read_rate(text, QLocale(name)) == found
