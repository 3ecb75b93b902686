"""The editor of fields of the rep’s own, by key and mouse, and bad input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import custom_fields
from salesdesk.services.commands import AddCustomField, DeleteCustomField, SetCustomValues
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from tests.rows import all_rows
from ui.dialogs.custom_fields.deleting import DeleteFieldSheet
from ui.dialogs.custom_fields.editor import CustomFieldsDialog
from ui.dialogs.custom_fields.row import FieldEdit
from ui.session import DeskSession

TAB = Qt.FocusReason.TabFocusReason


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
def dialog(qtbot: QtBot, session: DeskSession, host: QWidget) -> CustomFieldsDialog:
    """Give the editor, open, without fields."""
    made = CustomFieldsDialog(session, host)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def known(desk: Desk, kind: str = "lead") -> list[tuple[str, str, tuple[str, ...]]]:
    found = desk.read(custom_fields.fields, kind)  # type: ignore[arg-type]
    return [(one.name, one.type, one.choices) for one in found]


def row(dialog: CustomFieldsDialog, field: int) -> FieldEdit:
    found = dialog.rows.row(field)
    assert isinstance(found, FieldEdit)
    return found


def write(field: QWidget, text: str) -> None:
    field.setFocus(TAB)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def choose(field: QWidget, word: str) -> None:
    field.setFocus(TAB)
    QTest.keyClicks(field, word[0])


def test_fields_are_added_renamed_retyped_and_ordered_each_with_its_undo(
    dialog: CustomFieldsDialog, desk: Desk
) -> None:
    assert dialog.nothing.isVisible()
    write(dialog.new_field, "Fleet size")
    choose(dialog.new_type, "Date")
    write(dialog.new_field, "Contract ends")
    assert known(desk) == [("Fleet size", "text", ()), ("Contract ends", "date", ())]
    write(row(dialog, 1).name_field, "Vehicles")
    choose(row(dialog, 1).type_field, "Number")
    row(dialog, 2).grip.setFocus(TAB)
    QTest.keyClick(row(dialog, 2).grip, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert known(desk) == [("Contract ends", "date", ()), ("Vehicles", "number", ())]
    for _ in range(5):
        dialog.undo_button.click()
    assert known(desk) == []
    assert dialog.rows.keys() == []


def test_a_choice_is_saved_with_what_can_be_chosen(dialog: CustomFieldsDialog, desk: Desk) -> None:
    choose(dialog.new_type, "Choice")
    write(dialog.new_field, "Size")
    assert dialog.new_choices.hasFocus()
    assert "separated by semicolons" in dialog.new_error.text()
    write(dialog.new_choices, "Small; Large, very; ;Small")
    assert known(desk) == [("Size", "choice", ("Small", "Large, very"))]
    write(row(dialog, 1).choices_field, "Small; Large, very; Huge")
    assert known(desk)[0][2] == ("Small", "Large, very", "Huge")


def test_turning_a_field_into_a_choice_waits_for_its_choices(dialog: CustomFieldsDialog, desk: Desk) -> None:
    write(dialog.new_field, "Size")
    edit = row(dialog, 1)
    choose(edit.type_field, "Choice")
    assert edit.choices_field.hasFocus()
    assert known(desk) == [("Size", "text", ())]
    QTest.keyClick(edit.choices_field, Qt.Key.Key_Return)
    assert "separated by semicolons" in edit.error_line.text()
    QTest.keyClicks(edit.choices_field, "Small, Large")
    QTest.keyClick(edit.choices_field, Qt.Key.Key_Return)
    assert known(desk) == [("Size", "choice", ("Small", "Large"))]
    assert edit.error_line.text() == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "from 1 to 60"), ("x" * 61, "from 1 to 60"), ("a=b", "without"), ("E-mail", ""), ("Email", "already")],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(
    dialog: CustomFieldsDialog, desk: Desk, text: str, sentence: str
) -> None:
    if not sentence:
        write(dialog.new_field, text)
        assert known(desk) == [(text, "text", ())]
        return
    write(dialog.new_field, text)
    assert sentence in dialog.new_error.text()
    assert known(desk) == []


def test_a_type_that_no_value_fits_is_refused_beside_the_row_and_stays(
    dialog: CustomFieldsDialog, session: DeskSession, desk: Desk
) -> None:
    session.run(AddCustomField("lead", "Fleet"))
    lead = add_lead(desk)
    session.run(SetCustomValues("lead", lead, {"Fleet": "many"}))
    edit = row(dialog, 1)
    assert edit.count_label.text() == "1"
    choose(edit.type_field, "Number")
    assert "many" in edit.error_line.text()
    assert "1 lead has that value" in edit.error_line.text()
    assert known(desk) == [("Fleet", "text", ())]


def test_a_field_with_values_goes_only_after_asking(
    qtbot: QtBot, dialog: CustomFieldsDialog, session: DeskSession, desk: Desk
) -> None:
    session.run(AddCustomField("lead", "Fleet"))
    lead = add_lead(desk)
    session.run(SetCustomValues("lead", lead, {"Fleet": "many"}))
    before = all_rows(desk.path)
    row(dialog, 1).grip.setFocus(TAB)
    QTest.keyClick(row(dialog, 1).grip, Qt.Key.Key_Delete)
    sheet = dialog.findChild(DeleteFieldSheet)
    assert sheet is not None
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert all_rows(desk.path) == before
    entries = {one.objectName(): one for one in dialog.field_menu(row(dialog, 1)).actions()}
    entries["delete"].trigger()
    assert dialog.sheet is not None
    QTest.mouseClick(dialog.sheet.primary_button, Qt.MouseButton.LeftButton)
    assert known(desk) == []
    dialog.undo_button.click()
    assert all_rows(desk.path) == before


def test_a_field_without_values_goes_at_once(dialog: CustomFieldsDialog, desk: Desk) -> None:
    write(dialog.new_field, "Fleet")
    QTest.keyClick(row(dialog, 1).grip, Qt.Key.Key_Delete)
    assert known(desk) == []


@pytest.mark.parametrize("kind", ["account", "contact", "opportunity"])
def test_other_records_have_fields_of_their_own(dialog: CustomFieldsDialog, desk: Desk, kind: str) -> None:
    QTest.mouseClick(dialog.kind_choice.segment(kind), Qt.MouseButton.LeftButton)
    write(dialog.new_field, "Region code")
    assert known(desk) == []
    assert known(desk, kind) == [("Region code", "text", ())]
    QTest.mouseClick(dialog.kind_choice.segment("lead"), Qt.MouseButton.LeftButton)
    assert dialog.rows.keys() == []


def test_a_field_that_somebody_else_deleted_is_said_to_be_gone(dialog: CustomFieldsDialog, desk: Desk) -> None:
    write(dialog.new_field, "Fleet")
    field = row(dialog, 1).name_field
    field.setFocus(TAB)
    QTest.keyClicks(field, " size")
    desk.run(DeleteCustomField(1))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.refusal.text().startswith("It is gone")
    assert dialog.rows.row(1) is None


def test_closing_points_at_a_field_that_was_typed_and_not_added(dialog: CustomFieldsDialog) -> None:
    QTest.keyClicks(dialog.new_field, "Fleet")
    dialog.accept()
    assert dialog.isVisible()
    assert "not added yet" in dialog.new_error.text()
