"""Leads made one in the window: what stays is chosen, the rest is told, one undo brings all back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import NotFound
from salesdesk.queries.leads import LeadPage, lead_page
from salesdesk.services.commands import (
    AddCustomField,
    DeleteLeads,
    LogActivity,
    MergeLeads,
    PromoteLead,
    SetCustomValues,
    SetLead,
)
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead, confirm
from tests.rows import all_rows
from ui.dialogs.capturing import Capturing
from ui.dialogs.lead_sheets import LeadSheets
from ui.dialogs.merging.choosing import KEEP
from ui.dialogs.merging.filling import FillLeadDialog
from ui.dialogs.merging.merge import MergeDialog
from ui.dialogs.merging.picking import MergeWithDialog
from ui.dialogs.new_lead import NewLeadDialog
from ui.session import DeskSession

pytestmark = pytest.mark.usefixtures("british")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """Give an active window to open over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


def opened(qtbot: QtBot, session: DeskSession, host: QWidget, *leads: int) -> MergeDialog:
    made = MergeDialog(session, leads, host)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def page(desk: Desk, lead: int) -> LeadPage:
    found = desk.read(lead_page, lead)
    assert found is not None
    return found


def fields_of(dialog: MergeDialog) -> list[str]:
    return list(dict.fromkeys(field for field, _ in dialog.table.radios))


def test_the_lead_with_more_stays_and_only_what_differs_is_asked(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    sparse = add_lead(desk, title="Buyer", phone="+31 10 555 0142")
    full = add_lead(desk, title="Director", email="priya@cobalt.example", notes="Met", city="Rotterdam")
    desk.run(LogActivity("call", lead=full))
    dialog = opened(qtbot, session, host, sparse, full)
    assert fields_of(dialog) == [KEEP, "title", "lifecycle"]
    assert dialog.choice.keep == full
    words = dialog.kept_label.text()
    assert "What the lead that stays does not have: Phone." in words
    assert "1 activity" in words
    before = all_rows(desk.path)
    dialog.table.radios["title", str(sparse)].click()
    assert all_rows(desk.path) == before
    with qtbot.waitSignal(dialog.merged) as merged:
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert merged.args == [full]
    found = page(desk, full)
    assert (found.title, found.phone, found.email) == ("Buyer", "+31 10 555 0142", "priya@cobalt.example")
    assert desk.read(lead_page, sparse) is None
    desk.undo()
    assert all_rows(desk.path) == before


def test_another_lead_that_stays_moves_what_nobody_chose_and_nothing_else(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    first, second = add_lead(desk, title="Buyer", city="Delft"), add_lead(desk, title="Director", city="Breda")
    dialog = opened(qtbot, session, host, first, second)
    dialog.table.radios["title", str(second)].click()
    other = next(lead for lead in (first, second) if lead != dialog.choice.keep)
    dialog.table.radios[KEEP, str(other)].click()
    assert dialog.table.side_of("title") == str(second)
    assert dialog.table.side_of("city") == str(other)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    found = page(desk, other)
    assert (found.title, found.city) == ("Director", "Delft" if other == first else "Breda")


def test_amounts_in_two_currencies_are_asked_and_stay_in_one(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    first = add_lead(desk, amount_minor=100_00, currency="EUR")
    second = add_lead(desk, annual_revenue_minor=900_00, currency="JPY")
    dialog = opened(qtbot, session, host, first, second)
    assert {"amount_minor", "annual_revenue_minor"} <= set(fields_of(dialog))
    dialog.table.radios["amount_minor", str(first)].click()
    assert dialog.table.side_of("annual_revenue_minor") == str(first)
    dialog.table.radios["annual_revenue_minor", str(second)].click()
    before = all_rows(desk.path)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert "in one currency" in dialog.refusal.text()
    assert dialog.isVisible()
    assert all_rows(desk.path) == before
    dialog.table.radios["annual_revenue_minor", str(first)].click()
    assert dialog.refusal.text() == ""
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    found = page(desk, dialog.choice.keep)
    assert (found.amount_minor, found.annual_revenue_minor, found.currency) == (100_00, None, "EUR")


def test_fields_of_the_reps_own_are_chosen_too(qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget) -> None:
    desk.run(AddCustomField("lead", "R&D", "text"))
    first, second = add_lead(desk), add_lead(desk)
    desk.run(SetCustomValues("lead", first, {"R&D": "yes & no"}))
    desk.run(SetCustomValues("lead", second, {"R&D": "later"}))
    dialog = opened(qtbot, session, host, first, second)
    radio = dialog.table.radios["R&D", str(second)]
    assert dialog.table.radios["R&D", str(first)].text() == "yes && no"
    radio.click()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    values: list[Any] = [row[-1] for row in all_rows(desk.path)["custom_value"] if dialog.choice.keep in row]
    assert "later" in values


def test_a_promoted_lead_stays_and_two_promoted_ones_are_refused_in_a_sentence(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    full = add_lead(desk, title="Director", city="Breda", email="priya@cobalt.example")
    promoted = add_lead(desk)
    confirm(desk, promoted)
    desk.run(PromoteLead(promoted))
    dialog = opened(qtbot, session, host, full, promoted)
    assert dialog.choice.keep == promoted
    dialog.table.radios[KEEP, str(full)].click()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert "is promoted. Keep that lead" in dialog.refusal.text()
    dialog.reject()


def test_a_lead_that_changes_meanwhile_is_shown_as_it_is(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    first, second, third = add_lead(desk, title="Buyer"), add_lead(desk, title="Director"), add_lead(desk)
    dialog = opened(qtbot, session, host, first, second, third)
    session.run(SetLead(second, {"title": "Chief"}))
    assert dialog.table.radios["title", str(second)].text() == "Chief"
    session.run(DeleteLeads((third,)))
    assert (KEEP, str(third)) not in dialog.table.radios
    session.run(DeleteLeads((second,)))
    assert not dialog.isVisible()


def test_leads_that_are_gone_cannot_be_compared(session: DeskSession, desk: Desk, host: QWidget) -> None:
    with pytest.raises(NotFound):
        MergeDialog(session, (add_lead(desk), 99), host)


def test_a_pair_that_was_merged_by_another_program_is_not_merged_twice(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    first, second = add_lead(desk, title="Buyer"), add_lead(desk, title="Director")
    dialog = opened(qtbot, session, host, first, second)
    other = open_desk(desk.path)
    other.run(MergeLeads(dialog.choice.keep, (second if dialog.choice.keep == first else first,)))
    other.close()
    merged = all_rows(desk.path)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert all_rows(desk.path) == merged
    assert dialog.isVisible()
    assert "already. Use that one." in dialog.refusal.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


# With which leads


def ask_with(qtbot: QtBot, session: DeskSession, host: QWidget, lead: int) -> tuple[Capturing, MergeWithDialog]:
    capturing = Capturing(session, host)
    capturing.merge([lead])
    dialog = capturing.dialog
    assert isinstance(dialog, MergeWithDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return capturing, dialog


def test_another_lead_is_found_ticked_and_compared_by_keyboard(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    priya, alike = add_lead(desk), add_lead(desk, email="priya@cobalt.example")
    other = add_lead(desk, first_name="Ann", last_name="Lee", company="Delphi")
    capturing, dialog = ask_with(qtbot, session, host, priya)
    assert dialog.ticked() == [alike]
    QTest.keyClicks(dialog.field, "ann le")
    assert [dialog.list.item(row).text() for row in range(2)] == [
        "Priya Raghavan, Cobalt Freight Systems. Same name. Same company.",
        "Ann Lee, Delphi",
    ]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(dialog.focusWidget(), key)
    assert dialog.ticked() == [alike, other]
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    merge = capturing.dialog
    assert isinstance(merge, MergeDialog)
    assert [lead.id for lead in merge.choice.leads] == [priya, alike, other]
    merge.reject()


def test_nothing_ticked_is_said(qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget) -> None:
    _, dialog = ask_with(qtbot, session, host, add_lead(desk))
    assert dialog.nothing.isVisible()
    QTest.keyClicks(dialog.field, "zzz")
    assert dialog.nothing.text() == "No lead matches “zzz”."
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.refusal.text().startswith("Tick at least one lead")
    assert dialog.isVisible()


# A lead as it is typed


@pytest.fixture
def sheet(qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget) -> NewLeadDialog:
    """Give the sheet of a new lead, with somebody on file whom it is typed like."""
    add_lead(desk, city="Breda")
    sheets = LeadSheets(session, host)
    sheets.ask_new()
    assert isinstance(sheets.sheet, NewLeadDialog)
    made = sheets.sheet
    qtbot.waitUntil(made.isActiveWindow)
    for name, text in (
        *(("first_name", "Priya"), ("last_name", "Raghavan"), ("company", "Cobalt Freight Systems")),
        *(("city", "Delft"), ("phone", "+31 10 555 0142")),
    ):
        QTest.keyClicks(made.fields[name], text)
    qtbot.waitUntil(made.duplicate_line.isVisible)
    return made


def test_the_line_names_whom_it_looks_like_and_goes_when_it_does_not(qtbot: QtBot, sheet: NewLeadDialog) -> None:
    assert sheet.duplicate_line.reasons_label.text() == "Same name. Same company."
    sheet.fields["last_name"].selectAll()
    QTest.keyClicks(sheet.fields["last_name"], "Lee")
    qtbot.waitUntil(lambda: not sheet.duplicate_line.isVisible())


def test_not_a_duplicate_is_kept_with_the_lead_that_is_added(sheet: NewLeadDialog, desk: Desk) -> None:
    QTest.mouseClick(sheet.duplicate_line.apart_button, Qt.MouseButton.LeftButton)
    assert not sheet.duplicate_line.isVisible()
    sheet.save()
    assert len(all_rows(desk.path)["not_duplicate"]) == 1
    desk.undo()
    assert all_rows(desk.path)["not_duplicate"] == []
    assert len(all_rows(desk.path)["lead"]) == 1


def test_what_was_typed_is_merged_into_the_lead_on_file(qtbot: QtBot, sheet: NewLeadDialog, desk: Desk) -> None:
    QTest.mouseClick(sheet.duplicate_line.merge_button, Qt.MouseButton.LeftButton)
    fill = sheet.findChild(FillLeadDialog)
    assert fill is not None
    assert {field for field, _ in fill.table.radios} == {"city"}
    fill.table.radios["city", "new"].click()
    with qtbot.waitSignal(sheet.accepted):
        QTest.mouseClick(fill.primary_button, Qt.MouseButton.LeftButton)
    assert sheet.new_id == 1
    assert (page(desk, 1).city, page(desk, 1).phone) == ("Delft", "+31 10 555 0142")
    desk.undo()
    assert (page(desk, 1).city, page(desk, 1).phone) == ("Breda", "")


def test_the_one_on_file_is_opened_and_nothing_added(qtbot: QtBot, sheet: NewLeadDialog, desk: Desk) -> None:
    with qtbot.waitSignal(sheet.open_requested) as asked:
        QTest.mouseClick(sheet.duplicate_line.open_button, Qt.MouseButton.LeftButton)
    assert asked.args == [1]
    assert len(all_rows(desk.path)["lead"]) == 1
