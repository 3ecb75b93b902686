"""A new opportunity needs a name, and an account that exists if one is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import opportunities
from salesdesk.services.commands import FillWithSample
from salesdesk.services.desk import Desk
from ui.dialogs.new_opportunity import NewOpportunityDialog
from ui.session import DeskSession


@pytest.fixture
def sheet(qtbot: QtBot, session: DeskSession, desk: Desk) -> Iterator[NewOpportunityDialog]:
    """Give the open dialog for Discovery, over a desk with a few accounts."""
    desk.run(FillWithSample(6, 4, seed=1))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    made = NewOpportunityDialog(session, 2, window)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    window.close()


def account_name(desk: Desk) -> str:
    """Return the name of some account."""
    page = desk.read(opportunities.opportunity_page, 1, desk.now())
    assert page is not None
    return page.account_name


def test_it_adds_to_the_stage_it_was_asked_for(sheet: NewOpportunityDialog, desk: Desk) -> None:
    name = account_name(desk)
    QTest.keyClicks(sheet.name_field, "Second site")
    sheet.account_field.setText(name.upper())
    sheet.amount_field.setText("12,000")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.new_id is not None
    page = desk.read(opportunities.opportunity_page, sheet.new_id, desk.now())
    assert page is not None
    assert (page.name, page.stage_id, page.account_name) == ("Second site", 2, name)
    assert page.amount_minor == 1_200_000


def test_a_name_is_asked_for(sheet: NewOpportunityDialog) -> None:
    sheet.save()
    assert sheet.name_field.error()
    assert sheet.new_id is None
    sheet.reject()


def test_an_unknown_account_is_pointed_at(sheet: NewOpportunityDialog) -> None:
    sheet.name_field.setText("x")
    sheet.account_field.setText("Nobody of that name")
    sheet.save()
    assert "Nobody of that name" in sheet.account_field.error()
    assert sheet.new_id is None
    sheet.reject()
