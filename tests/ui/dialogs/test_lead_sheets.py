"""The sheets about a lead: each asks for what its step needs, and leaves no trace on the way out."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import lead_table, leads, opportunities
from salesdesk.queries.leads import LeadPage
from salesdesk.services.commands import (
    AddCompetitor,
    LogActivity,
    PromoteLead,
    SetLifecycle,
    SetOpportunity,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead, confirm
from ui.dialogs.lead_sheets import LeadSheets
from ui.dialogs.lifecycle import NurtureDialog, OverrideDialog, UnqualifiedDialog
from ui.dialogs.new_lead import NewLeadDialog
from ui.dialogs.unpromote import UnpromoteDialog
from ui.session import DeskSession
from ui.widgets.labels import Label, Tag

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def sheets(qtbot: QtBot, session: DeskSession) -> LeadSheets:
    """Give the sheets over an active window."""
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(900, 700)
    below.show()
    below.activateWindow()
    qtbot.waitUntil(below.isActiveWindow)
    return LeadSheets(session, below)


@pytest.fixture
def lead(desk: Desk) -> int:
    """Give a lead."""
    return add_lead(desk)


def on_disk(desk: Desk, lead: int) -> LeadPage:
    found = desk.read(leads.lead_page, lead)
    assert found is not None
    return found


def test_a_lead_is_added_with_what_was_typed_and_can_be_undone(
    qtbot: QtBot, sheets: LeadSheets, session: DeskSession, desk: Desk
) -> None:
    sheets.ask_new()
    sheet = sheets.sheet
    assert isinstance(sheet, NewLeadDialog)
    first = sheet.fields["first_name"]
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClicks(first, "Joel")
    sheet.fields["company"].setText("Ardent Packaging")
    sheet.intent_box.setChecked(True)
    with qtbot.waitSignal(sheets.added) as added:
        QTest.keyClick(first, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert added.args is not None
    page = on_disk(desk, added.args[0])
    assert (page.name, page.company, page.high_intent) == ("Joel", "Ardent Packaging", 1)
    assert page.interest_at is not None
    session.undo()
    assert not desk.read(lead_table.has_leads)


def test_pasting_is_offered_until_something_is_typed(qtbot: QtBot, sheets: LeadSheets) -> None:
    sheets.ask_new()
    sheet = sheets.sheet
    assert isinstance(sheet, NewLeadDialog)
    first = sheet.fields["first_name"]
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClicks(first, "J")
    assert not sheet.paste_button.isVisible()
    QTest.keyClick(first, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(sheets.paste_requested):
        QTest.mouseClick(sheet.paste_button, Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()


def test_a_lead_without_any_name_is_refused_in_place(sheets: LeadSheets, desk: Desk) -> None:
    sheets.ask_new()
    sheet = sheets.sheet
    assert isinstance(sheet, NewLeadDialog)
    sheet.fields["city"].setText("Rotterdam")
    sheet.primary_button.click()
    assert sheet.isVisible()
    assert sheet.refusal.text().startswith("A lead needs a name")
    assert sheet.fields["city"].text() == "Rotterdam"
    sheet.reject()
    assert not desk.read(lead_table.has_leads)


def test_a_wrong_address_is_marked_at_its_field(sheets: LeadSheets) -> None:
    sheets.ask_new()
    sheet = sheets.sheet
    assert isinstance(sheet, NewLeadDialog)
    sheet.fields["email"].setText("joel")
    sheet.primary_button.click()
    assert "joel" in sheet.fields["email"].error()
    sheet.reject()


def test_nurture_asks_for_a_reason_and_offers_ninety_days(sheets: LeadSheets, desk: Desk, lead: int) -> None:
    sheets.ask_nurture([lead])
    sheet = sheets.sheet
    assert isinstance(sheet, NurtureDialog)
    sheet.primary_button.click()
    assert sheet.reason_field.error() == "Say why it waits"
    sheet.reason_field.setText("No budget before the new year")
    sheet.primary_button.click()
    page = on_disk(desk, lead)
    assert (page.lifecycle, page.wake_on) == ("nurture", date(2027, 2, 8))
    assert page.closed_reason == "No budget before the new year"


def test_unqualified_takes_a_reason_by_its_number(sheets: LeadSheets, desk: Desk, lead: int) -> None:
    sheets.ask_unqualified([lead])
    sheet = sheets.sheet
    assert isinstance(sheet, UnqualifiedDialog)
    sheet.primary_button.click()
    assert sheet.refusal.text() != ""
    assert on_disk(desk, lead).lifecycle == "new"
    QTest.keyClick(sheet.reasons, Qt.Key.Key_7)
    sheet.primary_button.click()
    assert (on_disk(desk, lead).lifecycle, on_disk(desk, lead).closed_reason) == ("unqualified", "Spam")


def test_another_reason_is_kept_in_its_own_words(sheets: LeadSheets, desk: Desk, lead: int) -> None:
    sheets.ask_unqualified([lead])
    sheet = sheets.sheet
    assert isinstance(sheet, UnqualifiedDialog)
    assert not sheet.other_field.isVisible()
    QTest.keyClick(sheet.reasons, Qt.Key.Key_8)
    assert sheet.other_field.isVisible()
    sheet.other_field.setText("Moved to another company")
    sheet.primary_button.click()
    assert on_disk(desk, lead).closed_reason == "Moved to another company"


def test_sql_without_evidence_needs_a_reason_which_is_kept(sheets: LeadSheets, desk: Desk, lead: int) -> None:
    desk.run(SetLifecycle(lead, "mql"))
    sheets.ask_override([lead], "Budget is not confirmed.")
    sheet = sheets.sheet
    assert isinstance(sheet, OverrideDialog)
    sheet.primary_button.click()
    assert on_disk(desk, lead).lifecycle == "mql"
    sheet.reason_field.setText("The CFO said so on stage")
    sheet.primary_button.click()
    page = on_disk(desk, lead)
    assert page.lifecycle == "sql"
    assert page.steps[-1].reason == "The CFO said so on stage"


def test_several_leads_leave_the_path_with_one_sheet_and_one_undo(
    sheets: LeadSheets, session: DeskSession, desk: Desk, lead: int
) -> None:
    toasts: list[str] = []
    session.notified.connect(lambda text, _undoable: toasts.append(text))
    both = [lead, add_lead(desk, first_name="Joel")]
    sheets.ask_unqualified(both)
    sheet = sheets.sheet
    assert isinstance(sheet, UnqualifiedDialog)
    assert sheet.windowTitle() == "Why are 2 leads unqualified?"
    QTest.keyClick(sheet.reasons, Qt.Key.Key_7)
    sheet.primary_button.click()
    assert [on_disk(desk, one).closed_reason for one in both] == ["Spam", "Spam"]
    session.undo()
    assert [on_disk(desk, one).lifecycle for one in both] == ["new", "new"]
    sheets.ask_nurture(both)
    assert isinstance(sheets.sheet, NurtureDialog)
    sheets.sheet.reason_field.setText("Next year")
    sheets.sheet.primary_button.click()
    assert [on_disk(desk, one).wake_on for one in both] == [date(2027, 2, 8)] * 2
    sheets.ask_override(both, "Budget is not confirmed.")
    assert isinstance(sheets.sheet, OverrideDialog)
    sheets.sheet.reason_field.setText("They signed")
    sheets.sheet.primary_button.click()
    assert [on_disk(desk, one).steps[-1].is_override for one in both] == [True, True]
    assert toasts == ["Marked 2 leads as unqualified", "Sent 2 leads to Nurture", "Moved 2 leads to SQL"]


@pytest.mark.parametrize("ask", ["ask_nurture", "ask_unqualified"])
def test_the_way_out_changes_nothing(sheets: LeadSheets, session: DeskSession, desk: Desk, lead: int, ask: str) -> None:
    before = on_disk(desk, lead)
    getattr(sheets, ask)([lead])
    assert sheets.sheet is not None
    QTest.keyClick(sheets.sheet, Qt.Key.Key_Escape)
    assert on_disk(desk, lead) == before
    assert session.undo_label() == "Add “Priya Raghavan”"


def test_a_promotion_taken_back_says_what_will_happen_before_it_does(
    qtbot: QtBot, sheets: LeadSheets, desk: Desk, lead: int
) -> None:
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    sheets.ask_unpromote(card)
    sheet = sheets.sheet
    assert isinstance(sheet, UnpromoteDialog)
    said = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "Nothing has changed since." in said
    assert "goes to the trash" in said
    assert desk.read(opportunities.opportunity_page, card, desk.now()) is not None
    with qtbot.waitSignal(sheets.returned) as returned:
        sheet.primary_button.click()
    assert returned.args == [lead]
    assert desk.read(opportunities.opportunity_page, card, desk.now()) is None
    assert on_disk(desk, lead).lifecycle != "opportunity"


def test_what_has_changed_since_is_shown_before_and_after_with_the_fate_of_each_thing(
    sheets: LeadSheets, desk: Desk, lead: int
) -> None:
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead, name="Cobalt", amount_minor=4_800_000)).new_id
    assert card is not None
    desk.run(SetOpportunity(card, {"amount_minor": 5_200_000, "product": "Dispatch"}))
    desk.run(LogActivity("meeting", opportunity=card, subject="Contract"))
    desk.run(AddCompetitor(card, "Rivalsoft"))
    sheets.ask_unpromote(card, lead)
    assert sheets.sheet is not None
    table = sheets.sheet.findChild(QWidget, "change_table")
    assert table is not None
    cells = [label.text() for label in table.findChildren(Label)]
    assert cells[:3] == ["2 fields", "When promoted", "Now"]
    assert cells[3:] == ["Amount", "$48,000", "$52,000", "Product", "–", "Dispatch"]
    said = [label.text() for label in sheets.sheet.findChildren(Label)]
    assert any(text.startswith("Meeting: Contract, ") for text in said)
    assert "Competitor: Rivalsoft" in said
    fates = [tag.accessibleName() for tag in sheets.sheet.findChildren(Tag)]
    assert fates == ["Stays with the lead", "Goes to the trash"]


def test_a_promotion_that_cannot_be_taken_back_any_more_says_why_and_stays_open(
    sheets: LeadSheets, desk: Desk, lead: int
) -> None:
    card = desk.run(PromoteLead(lead, override_reason="Known")).new_id
    assert card is not None
    sheets.ask_unpromote(card)
    sheet = sheets.sheet
    assert isinstance(sheet, UnpromoteDialog)
    desk.run(WinOpportunity(card))
    sheet.primary_button.click()
    assert "is won" in sheet.refusal.text()
    assert sheet.isVisible()
