"""The Won sheet closes with what is filled in, and leaves nothing behind when it is left."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import opportunities
from salesdesk.services.commands import AddOpportunity
from salesdesk.services.desk import Desk
from ui.dialogs.opportunity_sheets import OpportunitySheets
from ui.dialogs.won import WonDialog
from ui.session import DeskSession


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Give a window to open sheets over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def sheets(window: QWidget, session: DeskSession, desk: Desk) -> OpportunitySheets:
    """Give the sheets of a desk with two opportunities in Proposal."""
    for name in ("Ironbridge", "Castellan"):
        desk.run(AddOpportunity({"name": name, "stage_id": 3, "amount_minor": 3_990_000, "currency": "USD"}))
    return OpportunitySheets(session, window)


def sheet_of(sheets: OpportunitySheets) -> WonDialog:
    """Return the sheet that is open."""
    assert isinstance(sheets.sheet, WonDialog)
    return sheets.sheet


def page(desk: Desk, opportunity: int = 1) -> opportunities.OpportunityPage:
    """Return what the file holds of an opportunity."""
    found = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    assert found is not None
    return found


def test_it_is_filled_in_and_one_key_closes(
    sheets: OpportunitySheets, desk: Desk, session: DeskSession, qtbot: QtBot
) -> None:
    toasts: list[str] = []
    session.notified.connect(lambda text, _undoable: toasts.append(text))
    sheets.ask_won([1])
    sheet = sheet_of(sheets)
    assert sheet.amount_field.text() == "39,900"
    assert sheet.closed_field.day() == date(2026, 11, 10)
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (page(desk).stage_kind, page(desk).amount_minor) == ("won", 3_990_000)
    assert toasts == ["Marked “Ironbridge” as won"]
    assert sheets.sheet is None


def test_amount_day_and_contract_are_kept(sheets: OpportunitySheets, desk: Desk) -> None:
    sheets.ask_won([1])
    sheet = sheet_of(sheets)
    sheet.amount_field.setText("41,500.50")
    sheet.closed_field.set_day(date(2026, 11, 2))
    sheet.contract_field.set_day(date(2026, 11, 20))
    sheet.save()
    found = page(desk)
    assert (found.amount_minor, found.contract_on) == (4_150_050, date(2026, 11, 20))
    assert found.closed_at is not None
    assert found.closed_at.date() == date(2026, 11, 2)


def test_escape_saves_nothing(sheets: OpportunitySheets, desk: Desk, session: DeskSession) -> None:
    label = session.undo_label()
    sheets.ask_won([1])
    sheet = sheet_of(sheets)
    sheet.amount_field.setText("1")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (page(desk).stage_kind, page(desk).amount_minor) == ("open", 3_990_000)
    assert session.undo_label() == label
    assert sheets.sheet is None


@pytest.mark.parametrize(("field", "text"), [("amount_field", ""), ("amount_field", "12.3.4"), ("closed_field", "")])
def test_a_wrong_field_is_pointed_at(sheets: OpportunitySheets, desk: Desk, field: str, text: str) -> None:
    sheets.ask_won([1])
    sheet = sheet_of(sheets)
    wrong = getattr(sheet, field)
    wrong.setText(text)
    sheet.save()
    assert wrong.error()
    assert page(desk).stage_kind == "open"
    assert sheet.isVisible()
    sheet.reject()


def test_a_day_to_come_is_refused(sheets: OpportunitySheets, desk: Desk) -> None:
    sheets.ask_won([1])
    sheet = sheet_of(sheets)
    sheet.closed_field.set_day(date(2026, 11, 11))
    sheet.save()
    assert sheet.closed_field.error() == "Give today or a day before"
    assert page(desk).stage_kind == "open"
    sheet.reject()


def test_several_are_won_together_at_the_amounts_they_have(sheets: OpportunitySheets, desk: Desk) -> None:
    amounts = [page(desk, one).amount_minor for one in (1, 2)]
    sheets.ask_won([1, 2])
    sheet = sheet_of(sheets)
    assert sheet.heading.text() == "Mark 2 opportunities as won?"
    assert not sheet.amount_field.isVisible()
    sheet.primary_button.click()
    assert [page(desk, one).stage_kind for one in (1, 2)] == ["won", "won"]
    assert [page(desk, one).amount_minor for one in (1, 2)] == amounts
    assert sheets.sheet is None
    desk.undo()
    assert [page(desk, one).stage_kind for one in (1, 2)] == ["open", "open"]


def test_an_opportunity_that_is_gone_opens_no_sheet(sheets: OpportunitySheets, session: DeskSession) -> None:
    refusals: list[str] = []
    session.refused.connect(refusals.append)
    sheets.ask_won([99])
    assert sheets.sheet is None
    assert len(refusals) == 1
