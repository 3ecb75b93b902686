"""Pasted and dropped text becomes leads: seen first, in one step, and never twice without being told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import duplicates
from salesdesk.queries.leads import LeadPage, lead_page
from salesdesk.services.commands import AddLead, DeleteLeads
from salesdesk.services.desk import Desk
from tests.rows import all_rows
from ui.dialogs.capture.dialog import CaptureDialog
from ui.dialogs.capturing import Capturing
from ui.dialogs.merging.filling import FillLeadDialog
from ui.session import DeskSession

CONTROL = Qt.KeyboardModifier.ControlModifier
SIGNATURE = (
    "Kind regards\nPriya Raghavan\nVP Operations, Cobalt Freight Systems B.V.\n"
    "+31 10 555 0142\npriya.raghavan@cobaltfreight.example\n"
)
ROWS = (
    "Name\tCompany\tE-mail\n"
    "Dana Whitlock\tTidewater\tdana@tidewater.example\n"
    "Priya Raghavan\tCobalt Freight Systems\tpriya.raghavan@cobaltfreight.example\n"
    "Dana Whitlock\tTidewater\tdana@tidewater.example\n"
    "Sven Ek\tNorrland\tsven@norrland.example\n"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Osei;Daniel\nORG:Cobalt\nEMAIL:daniel@cobalt.example\nEND:VCARD\n"


@pytest.fixture
def capturing(qtbot: QtBot, session: DeskSession) -> Iterator[Capturing]:
    """Give what takes text, over an active window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield Capturing(session, window)
    window.close()


@pytest.fixture
def known(desk: Desk) -> int:
    """Give a lead who is on file already."""
    fields = {"first_name": "Priya", "last_name": "Raghavan", "company": "Cobalt Freight Systems", "title": "Director"}
    new_id = desk.run(AddLead(fields | {"phone": "+31 10 555 0142"})).new_id
    assert new_id is not None
    return new_id


def paste(qtbot: QtBot, capturing: Capturing, text: str) -> CaptureDialog:
    QApplication.clipboard().setText(text)
    capturing.paste()
    return opened(qtbot, capturing)


def opened(qtbot: QtBot, capturing: Capturing) -> CaptureDialog:
    dialog = capturing.dialog
    assert isinstance(dialog, CaptureDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    return dialog


def page(desk: Desk, lead: int | None) -> LeadPage:
    assert lead is not None
    found = desk.read(lead_page, lead)
    assert found is not None
    return found


def shown(dialog: CaptureDialog) -> dict[str, str]:
    return {name: field.text() for name, field in dialog.form.fields.items() if field.text()}


def test_a_signature_is_shown_with_its_places_and_added_in_one_step(
    qtbot: QtBot, capturing: Capturing, desk: Desk
) -> None:
    before = all_rows(desk.path)
    dialog = paste(qtbot, capturing, SIGNATURE)
    assert shown(dialog) == {
        "first_name": "Priya",
        "last_name": "Raghavan",
        "title": "VP Operations",
        "company": "Cobalt Freight Systems B.V.",
        "email": "priya.raghavan@cobaltfreight.example",
        "phone": "+31 10 555 0142",
    }
    marked = {mark.cursor.selectedText() for mark in dialog.text_field.extraSelections()}
    assert {"Priya", "Raghavan", "Cobalt Freight Systems B.V."} <= marked
    assert "Read from “VP Operations, Cobalt" in dialog.form.fields["company"].toolTip()
    assert all_rows(desk.path) == before
    with qtbot.waitSignal(capturing.open_requested) as asked:
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert asked.args is not None
    assert page(desk, asked.args[0]).title == "VP Operations"
    desk.undo()
    assert all_rows(desk.path)["lead"] == []


def test_a_changed_field_is_what_is_added(qtbot: QtBot, capturing: Capturing, desk: Desk) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    field = dialog.form.fields["company"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Cobalt")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert page(desk, 1).company == "Cobalt"


def test_the_text_can_be_typed_and_is_read_anew(qtbot: QtBot, capturing: Capturing) -> None:
    QApplication.clipboard().clear()
    capturing.paste()
    dialog = opened(qtbot, capturing)
    assert dialog.text_field.hasFocus()
    assert not dialog.primary_button.isEnabled()
    QTest.keyClicks(dialog.text_field, "ann@cobalt.example")
    qtbot.waitUntil(lambda: shown(dialog).get("email") == "ann@cobalt.example")
    qtbot.waitUntil(dialog.primary_button.isEnabled)


@pytest.mark.parametrize("text", ["", "   \n", "1234\n5678", "\0\0", "����", "x" * 100_001])
def test_a_text_without_a_lead_says_so_and_offers_nothing(qtbot: QtBot, capturing: Capturing, text: str) -> None:
    dialog = paste(qtbot, capturing, text)
    assert dialog.proposals == []
    assert not dialog.primary_button.isEnabled()
    assert dialog.empty_state.heading.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()


def test_a_paste_that_is_too_long_leaves_the_text_alone(qtbot: QtBot, capturing: Capturing) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    QApplication.clipboard().setText("Ann Lee\n" * 20_000)
    dialog.text_field.setFocus()
    QTest.keyClick(dialog.text_field, Qt.Key.Key_V, CONTROL)
    assert dialog.text_field.toPlainText() == SIGNATURE
    assert dialog.refusal.text() == "This is longer than 100,000 characters. Import it as a file instead."


def test_somebody_on_file_is_named_with_reasons_and_added_only_anyway(
    qtbot: QtBot, capturing: Capturing, desk: Desk, known: int
) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    assert dialog.duplicate_line.isVisible()
    assert dialog.duplicate_line.words_label.text() == "Looks like Priya Raghavan, Cobalt Freight Systems"
    assert "Same phone number." in dialog.duplicate_line.reasons_label.text()
    assert dialog.primary_button.text() == "Add anyway"
    QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    assert [one.id for one in desk.read(duplicates.of_lead, known)] == [known + 1]


def test_not_a_duplicate_is_remembered_with_the_lead_and_undone_with_it(
    qtbot: QtBot, capturing: Capturing, desk: Desk, known: int
) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    QTest.mouseClick(dialog.duplicate_line.apart_button, Qt.MouseButton.LeftButton)
    assert not dialog.duplicate_line.isVisible()
    assert dialog.primary_button.text() == "Add lead"
    QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    assert desk.read(duplicates.of_lead, known) == []
    desk.undo()
    assert desk.read(duplicates.told_apart) == set()


def test_merging_fills_the_blanks_and_takes_what_was_chosen(
    qtbot: QtBot, capturing: Capturing, desk: Desk, known: int
) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    QTest.mouseClick(dialog.duplicate_line.merge_button, Qt.MouseButton.LeftButton)
    sheet = dialog.findChild(FillLeadDialog)
    assert sheet is not None
    assert {field for field, _ in sheet.table.radios} == {"title", "company"}
    sheet.table.radios["title", "new"].click()
    with qtbot.waitSignal(capturing.open_requested) as asked:
        QTest.mouseClick(sheet.primary_button, Qt.MouseButton.LeftButton)
    found = page(desk, known)
    assert asked.args == [known]
    assert (found.title, found.company, found.email) == (
        *("VP Operations", "Cobalt Freight Systems"),
        "priya.raghavan@cobaltfreight.example",
    )
    assert desk.read(lead_page, known + 1) is None
    desk.undo()
    assert page(desk, known).email == ""


def test_the_lead_on_file_is_opened_instead(qtbot: QtBot, capturing: Capturing, desk: Desk, known: int) -> None:
    before = all_rows(desk.path)
    dialog = paste(qtbot, capturing, SIGNATURE)
    with qtbot.waitSignal(capturing.open_requested) as asked:
        QTest.mouseClick(dialog.duplicate_line.open_button, Qt.MouseButton.LeftButton)
    assert asked.args == [known]
    assert all_rows(desk.path) == before


def test_merging_with_a_lead_that_was_just_deleted_adds_nothing_and_looks_again(
    qtbot: QtBot, capturing: Capturing, desk: Desk, known: int
) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    desk.run(DeleteLeads((known,)))
    QTest.mouseClick(dialog.duplicate_line.merge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert not dialog.duplicate_line.isVisible()
    assert dialog.primary_button.text() == "Add lead"


def test_a_change_that_makes_it_somebody_on_file_is_not_added_unseen(
    qtbot: QtBot, capturing: Capturing, desk: Desk, known: int
) -> None:
    dialog = paste(qtbot, capturing, "Ann Lee\nCobalt Freight Systems B.V.\n+31 10 555 0142\n")
    assert not dialog.duplicate_line.isVisible()
    for name, text in (("first_name", "Priya"), ("last_name", "Raghavan")):
        dialog.form.fields[name].selectAll()
        QTest.keyClicks(dialog.form.fields[name], text)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    assert dialog.duplicate_line.isVisible()
    assert desk.read(lead_page, known + 1) is None
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert page(desk, known + 1).name == "Priya Raghavan"


def test_rows_are_ticked_where_they_are_new_and_added_in_one_step(
    qtbot: QtBot, capturing: Capturing, desk: Desk, known: int
) -> None:
    before = all_rows(desk.path)
    dialog = paste(qtbot, capturing, ROWS)
    texts = [dialog.list.item(place).text() for place in range(dialog.list.count())]
    assert texts == [
        "Dana Whitlock, Tidewater",
        "May be on file: Priya Raghavan, Cobalt Freight Systems",
        "Twice in this text: Dana Whitlock, Tidewater",
        "Sven Ek, Norrland",
    ]
    assert dialog.list.ticked() == [0, 3]
    assert dialog.primary_button.text() == "Add 2 leads"
    dialog.list.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Space):
        QTest.keyClick(dialog.list, key)
    assert dialog.list.ticked() == [1, 3]
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [page(desk, known + at).name for at in (1, 2)] == ["Priya Raghavan", "Sven Ek"]
    desk.undo()
    assert all_rows(desk.path) == before


def test_each_row_keeps_what_was_changed_of_it(qtbot: QtBot, capturing: Capturing, desk: Desk) -> None:
    dialog = paste(qtbot, capturing, ROWS)
    QTest.keyClicks(dialog.form.fields["title"], "Buyer")
    dialog.list.setCurrentRow(3)
    assert shown(dialog)["first_name"] == "Sven"
    assert dialog.form.fields["title"].text() == ""
    dialog.list.setCurrentRow(0)
    assert dialog.form.fields["title"].text() == "Buyer"
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert page(desk, 1).title == "Buyer"


def test_a_row_that_is_merged_is_not_added_again(qtbot: QtBot, capturing: Capturing, desk: Desk, known: int) -> None:
    dialog = paste(qtbot, capturing, ROWS)
    dialog.list.setCurrentRow(1)
    QTest.mouseClick(dialog.duplicate_line.merge_button, Qt.MouseButton.LeftButton)
    sheet = dialog.findChild(FillLeadDialog)
    assert sheet is not None
    QTest.mouseClick(sheet.primary_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.list.item(1).text().startswith("Merged: ")
    assert dialog.list.ticked() == [0, 3]
    assert page(desk, known).email == "priya.raghavan@cobaltfreight.example"


def test_a_field_that_cannot_be_kept_is_named_and_nothing_is_added(
    qtbot: QtBot, capturing: Capturing, desk: Desk
) -> None:
    dialog = paste(qtbot, capturing, SIGNATURE)
    field = dialog.form.fields["email"]
    field.selectAll()
    QTest.keyClicks(field, "not an address")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert field.error()
    assert dialog.isVisible()
    assert all_rows(desk.path)["lead"] == []


def test_closing_adds_nothing(qtbot: QtBot, capturing: Capturing, desk: Desk) -> None:
    dialog = paste(qtbot, capturing, ROWS)
    with qtbot.waitSignal(capturing.closed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert all_rows(desk.path)["lead"] == []


def test_a_vcard_is_taken_from_its_file_and_a_table_goes_to_the_import(
    qtbot: QtBot, capturing: Capturing, tmp_path: Path
) -> None:
    card, table = tmp_path / "daniel.vcf", tmp_path / "leads.CSV"
    card.write_text(CARD, encoding="utf-8")
    table.write_text("Name,Company\nAnn,Cobalt\n", encoding="utf-8")
    with qtbot.waitSignal(capturing.import_requested) as asked:
        capturing.take(_files(table))
    assert asked.args == [table]
    capturing.take(_files(card))
    dialog = opened(qtbot, capturing)
    assert shown(dialog)["last_name"] == "Osei"
    assert dialog.kind_label.text() == "Read as a vCard."


@pytest.mark.parametrize("name", ["gone.vcf", "picture.png", ""])
def test_a_file_that_cannot_be_read_is_a_sentence(
    qtbot: QtBot, capturing: Capturing, tmp_path: Path, name: str
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(5000))
    capturing.take(_files(tmp_path / name))
    dialog = opened(qtbot, capturing)
    assert len(dialog.empty_state.heading.text()) > 20
    assert not dialog.primary_button.isEnabled()


def _files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
