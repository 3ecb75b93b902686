"""The editor of lost reasons, and the Lost sheet that follows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries.reasons import lost_reasons
from salesdesk.services.commands import AddLostReason, ChangeLostReason, DeleteLostReason, LoseOpportunity
from salesdesk.services.desk import Desk
from tests.pipelining import add_card, row
from ui.dialogs.lost import LostDialog
from ui.dialogs.opportunity_sheets import OpportunitySheets
from ui.dialogs.reasons import ReasonEdit, ReasonsDialog
from ui.session import DeskSession

NAMES = [
    *("Chose another vendor", "No budget", "No decision, project stopped"),
    *("Missing feature", "Bad fit from the start", "Went silent"),
]


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """Give an active window to open over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    yield window
    window.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: DeskSession, host: QWidget) -> ReasonsDialog:
    """Give the editor, open."""
    made = ReasonsDialog(session, host)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def names(desk: Desk) -> list[str]:
    """Return what the reasons say, in their order."""
    return [reason.name for reason in desk.read(lost_reasons)]


def edit(dialog: ReasonsDialog, reason: int) -> ReasonEdit:
    """Return the row of a reason."""
    found = dialog.rows.row(reason)
    assert isinstance(found, ReasonEdit)
    return found


def write(field: QWidget, text: str) -> None:
    """Replace what a field says, and press Enter."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_reasons_are_added_changed_and_ordered(dialog: ReasonsDialog, desk: Desk) -> None:
    write(dialog.new_field, "Merged away")
    assert names(desk) == [*NAMES, "Merged away"]
    added = edit(dialog, 7)
    write(added.name_field, "Merged")
    added.asks_box.click()
    added.kind_field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(added.kind_field, Qt.Key.Key_Down)
    added.grip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(added.grip, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    found = desk.read(lost_reasons)[5]
    assert (found.name, found.kind, found.names_competitor) == ("Merged", "disqualified", True)
    assert dialog.rows.keys()[5] == 7
    for _ in range(5):
        dialog.undo_button.click()
    assert names(desk) == NAMES
    assert len(dialog.rows.keys()) == 6


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("no BUDGET", "there is one with these words already"),
        ("", "say why it was lost"),
        ("x" * 201, "200 fit"),
    ],
)
def test_words_that_cannot_be_are_refused_beside_the_field(
    dialog: ReasonsDialog, desk: Desk, text: str, sentence: str
) -> None:
    for field, line in ((dialog.new_field, dialog.new_error), (edit(dialog, 6).name_field, edit(dialog, 6).error_line)):
        write(field, text)
        assert sentence in field.error()
        assert line.text() == field.error()
    assert names(desk) == NAMES


def test_a_reason_is_deleted_and_what_was_lost_for_it_keeps_its_words(
    qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget
) -> None:
    card = add_card(desk)
    desk.run(LoseOpportunity(card, "No budget"))
    dialog = ReasonsDialog(session, host)
    dialog.open()
    assert edit(dialog, 2).count_label.text() == "1"
    edit(dialog, 2).grip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(edit(dialog, 2).grip, Qt.Key.Key_Delete)
    assert "No budget" not in names(desk)
    assert row(desk, "opportunity", card)["lost_reason"] == "No budget"
    dialog.undo_button.click()
    assert names(desk) == NAMES


def test_the_last_reason_stays(dialog: ReasonsDialog, desk: Desk, session: DeskSession) -> None:
    for reason in range(2, 7):
        session.run(DeleteLostReason(reason))
    menu = dialog.reason_menu(edit(dialog, 1))
    entries = {one.objectName(): one for one in menu.actions()}
    assert not entries["up"].isEnabled()
    assert not entries["down"].isEnabled()
    entries["delete"].trigger()
    assert edit(dialog, 1).error_line.text().startswith("“Chose another vendor” is the only lost reason.")
    assert len(names(desk)) == 1


def test_a_reason_that_somebody_else_deleted_is_said_to_be_gone(dialog: ReasonsDialog, desk: Desk) -> None:
    field = edit(dialog, 3).name_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, " for good")
    desk.run(DeleteLostReason(3))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.refusal.text().startswith("It is gone")
    assert dialog.rows.row(3) is None


@pytest.fixture
def sheet(qtbot: QtBot, session: DeskSession, desk: Desk, host: QWidget) -> LostDialog:
    """Give the open Lost sheet of an opportunity."""
    sheets = OpportunitySheets(session, host)
    sheets.ask_lost([add_card(desk)])
    assert isinstance(sheets.sheet, LostDialog)
    qtbot.waitUntil(sheets.sheet.isActiveWindow)
    return sheets.sheet


def test_the_lost_sheet_opens_the_editor_and_offers_what_it_made(sheet: LostDialog, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_2)
    sheet.edit_button.click()
    (editor,) = sheet.findChildren(ReasonsDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is editor)
    write(editor.new_field, "Merged")
    write(edit(editor, 2).name_field, "No money")
    editor.primary_button.click()
    assert sheet.reasons.reason() == "No money"
    QTest.keyClick(sheet, Qt.Key.Key_7)
    sheet.primary_button.click()
    assert row(desk, "opportunity", 1)["lost_reason"] == "Merged"


def test_a_chosen_reason_that_goes_is_chosen_no_longer(sheet: LostDialog, session: DeskSession) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_2)
    session.run(DeleteLostReason(2))
    assert sheet.reasons.reason() == ""
    sheet.primary_button.click()
    assert sheet.isVisible()
    sheet.reject()


def test_a_reason_that_comes_to_ask_for_the_vendor_does_so_at_once(sheet: LostDialog, session: DeskSession) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_2)
    assert sheet.vendor_box.label.text() == "Other vendor, optional"
    session.run(ChangeLostReason(2, {"names_competitor": True}))
    assert sheet.vendor_box.label.text() == "Vendor they chose"
    sheet.reject()


def test_many_reasons_scroll_and_the_sheet_stays_on_the_screen(sheet: LostDialog, session: DeskSession) -> None:
    for number in range(30):
        session.run(AddLostReason(f"Reason {number}"))
    assert len(sheet.reasons) == 36
    assert sheet.area.height() < 10 * sheet.reasons.row("No budget").height()
    assert sheet.sizeHint().height() < 800
    sheet.reject()
