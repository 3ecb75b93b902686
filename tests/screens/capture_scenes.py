"""The screens of pasted text, duplicates, merging and fields of the rep’s own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.services.commands import AddCustomField, AddLead, SetCustomValues
from tests.screens.lead_scenes import leads_table
from tests.screens.stage import Scene, Stage
from ui.dialogs.capture.dialog import CaptureDialog
from ui.dialogs.custom_fields.editor import CustomFieldsDialog
from ui.dialogs.duplicates import DuplicatesDialog
from ui.dialogs.merging.merge import MergeDialog
from ui.dialogs.merging.picking import MergeWithDialog
from ui.dialogs.new_lead import NewLeadDialog

SIGNATURE = """Hi,

thanks for the call this morning. Could you send me the price list by Friday?

Kind regards
Priya Raghavan
VP Operations, Cobalt Freight Systems B.V.
Waalhaven 12
3089 JH Rotterdam
T +31 10 555 0142 | M +31 6 1255 0142
priya.raghavan@cobaltfreight.example | www.cobaltfreight.example
"""
ROWS = """Name\tCompany\tE-mail\tPhone\tJob title
Priya Raghavan\tCobalt Freight Systems\tp.raghavan@cobaltfreight.example\t+31 10 555 0142\tVP Operations
Dana Whitlock\tTidewater Cold Storage\tdana.whitlock@tidewater.example\t+1 757 555 0111\tHead of Facilities
Sven Åkesson\tNorrland Timber AB\tsven@norrland.example\t+46 60 555 01 21\tPurchasing manager
Dana Whitlock\tTidewater Cold Storage\tdana.whitlock@tidewater.example\t\t
A name of sixty characters, as long as names are ever given!\tAnother name that goes on\tsomebody@example.com\t\t
"""


def capture_paste(stage: Stage, folder: Path) -> None:
    """Paste an e-mail of somebody who is on file already, and look at the company."""
    dialog = _paste(stage, SIGNATURE)
    dialog.form.fields["company"].setFocus(Qt.FocusReason.TabFocusReason)


def capture_rows(stage: Stage, folder: Path) -> None:
    """Paste rows of a spreadsheet, and stand in the list."""
    dialog = _paste(stage, ROWS)
    dialog.list.setFocus(Qt.FocusReason.TabFocusReason)


def capture_nothing(stage: Stage, folder: Path) -> None:
    """Paste a text without anybody in it."""
    _paste(stage, "1234\n5678\n", is_there=False)


def duplicates(stage: Stage, folder: Path) -> None:
    """Look for duplicates among all leads."""
    _alike(stage)
    stage.show("leads")
    stage.window.commands.duplicates.trigger()
    dialog = stage.dialog(DuplicatesDialog)
    assert isinstance(dialog, DuplicatesDialog)
    stage.wait(lambda: not dialog.is_looking)
    dialog.view.setFocus(Qt.FocusReason.TabFocusReason)


def merge_leads(stage: Stage, folder: Path) -> None:
    """Compare three leads side by side."""
    first, second, third = _alike(stage)
    stage.show("", "lead", "Priya Raghavan")
    stage.window.openings.capturing.merge([first, second, third])
    dialog = stage.dialog(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    dialog.table.radios["title", str(second)].setFocus(Qt.FocusReason.TabFocusReason)


def merge_with(stage: Stage, folder: Path) -> None:
    """Ask with which leads one is merged."""
    _alike(stage)
    stage.show("", "lead", "Priya Raghavan")
    QTest.keyClick(stage.window.pages.leads.list_pane.view, Qt.Key.Key_M)  # type: ignore[union-attr]
    stage.dialog(MergeWithDialog)


def lead_alike(stage: Stage, folder: Path) -> None:
    """Show a lead that looks like another, and its fields of the rep’s own."""
    _own(stage)
    _alike(stage)
    stage.show("", "lead", "Priya Raghavan")
    page = stage.window.pages.leads
    assert page is not None
    stage.wait(page.lead_pane.alike.line.isVisible)


def new_lead_alike(stage: Stage, folder: Path) -> None:
    """Type somebody who is on file already."""
    stage.show("leads")
    stage.window.commands.new.trigger()
    dialog = stage.dialog(NewLeadDialog)
    assert isinstance(dialog, NewLeadDialog)
    for name, text in (("first_name", "Priya"), ("last_name", "Raghavan"), ("company", "Cobalt Freight")):
        QTest.keyClicks(dialog.fields[name], text)
    stage.wait(dialog.duplicate_line.isVisible)


def custom_fields(stage: Stage, folder: Path) -> None:
    """Show the editor with fields of every type, and a choice without its choices."""
    _own(stage)
    stage.show("leads")
    stage.window.commands.custom_fields.trigger()
    dialog = stage.dialog(CustomFieldsDialog)
    assert isinstance(dialog, CustomFieldsDialog)
    dialog.new_type.set_choice("choice")
    dialog.new_type.chosen.emit("choice")
    QTest.keyClicks(dialog.new_field, "Fleet")
    QTest.keyClick(dialog.new_field, Qt.Key.Key_Return)


def opportunity_own(stage: Stage, folder: Path) -> None:
    """Show an opportunity with fields of the rep’s own, of its account and of its contact."""
    stage.show("", "opportunity", "Northwind")
    page = stage.window.pages.opportunity
    assert page is not None
    shown = page.opportunity_pane.page
    assert shown is not None
    assert shown.account_id is not None
    assert shown.contact_id is not None
    for kind, record, name, value in (
        ("opportunity", shown.id, "Region code", "Benelux"),
        ("account", shown.account_id, "A field whose name is as long as sixty characters can ever b", "Something"),
        ("account", shown.account_id, "Fleet size", "420"),
        ("contact", shown.contact_id, "Speaks", "Dutch, English"),
    ):
        stage.session.run(AddCustomField(kind, name))
        stage.session.run(SetCustomValues(kind, record, {name: value}))


def own_columns(stage: Stage, folder: Path) -> None:
    """Show fields of every type as columns, ordered by one, with a cell being edited."""
    _own(stage)
    shown, lead = leads_table(stage), stage.find("lead", "Priya Raghavan")
    for key in ("title", "last_activity", "source", "lifecycle", "created", "next_step"):
        shown.columns_menu.column_toggled.emit(key, False)
    for key in shown.model.own.fields:
        shown.columns_menu.column_toggled.emit(key, True)
    shown.sort_by((("own:1", True),))
    shown.show_record(lead)
    shown.edit_cell(lead, "own:2")


def own_columns_menu(stage: Stage, folder: Path) -> None:
    """Offer fields of the rep’s own among the columns."""
    _own(stage)
    leads_table(stage).columns_button.showMenu()


def _paste(stage: Stage, text: str, *, is_there: bool = True) -> CaptureDialog:
    stage.show("leads")
    QApplication.clipboard().setText(text)
    stage.window.commands.capture.trigger()
    dialog = stage.dialog(CaptureDialog)
    assert isinstance(dialog, CaptureDialog)
    stage.wait(lambda: not dialog.is_looking and bool(dialog.proposals) == is_there)
    return dialog


def _alike(stage: Stage) -> list[int]:
    """Add two leads that look like one of the sample; return all three."""
    known = [stage.find("lead", "Priya Raghavan")]
    for fields in (
        {"first_name": "P.", "last_name": "Raghavan", "company": "Cobalt Freight", "title": "Operations Manager"},
        {
            "first_name": "Priya",
            "last_name": "Ragavan",
            "company": "Cobalt Freight Systems",
            "phone": "+31 10 555 0199",
        },
    ):
        done = stage.session.run(AddLead(fields | {"city": "Rotterdam", "notes": "Met at the fair."}))
        assert done is not None
        assert done.new_id is not None
        known.append(done.new_id)
    return known


def _own(stage: Stage) -> None:
    lead = stage.find("lead", "Priya Raghavan")
    for name, type_name, choices, value in (
        ("Contract ends", "date", (), "2027-02-28"),
        ("Fleet size", "number", (), "420"),
        ("Region code", "choice", ("North", "South", "Benelux"), "Benelux"),
        ("Spend last year", "money", (), "987654321 USD"),
        ("Takes part in the pilot", "yes_no", (), "yes"),
        ("A field whose name is as long as sixty characters can ever b", "text", (), "Something"),
    ):
        done = stage.session.run(AddCustomField("lead", name, type_name, choices))
        assert done is not None
        stage.session.run(SetCustomValues("lead", lead, {name: value}))


CAPTURE_SCENES: dict[str, Scene] = {
    "capture-paste": capture_paste,
    "capture-rows": capture_rows,
    "capture-nothing": capture_nothing,
    "duplicates": duplicates,
    "merge-leads": merge_leads,
    "merge-with": merge_with,
    "lead-alike": lead_alike,
    "new-lead-alike": new_lead_alike,
    "custom-fields": custom_fields,
    "opportunity-own": opportunity_own,
    "own-columns": own_columns,
    "own-columns-menu": own_columns_menu,
}
