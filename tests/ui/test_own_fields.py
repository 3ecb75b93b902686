"""Fields of the rep’s own on the pages of leads and opportunities, and a lead that looks like another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.queries import custom_fields, duplicates
from salesdesk.services.commands import (
    AddCustomField,
    ChangeCustomField,
    DeleteCustomField,
    DeleteLeads,
    PromoteLead,
    SetCustomValues,
    SetLead,
)
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.qualifying import add_lead
from ui.session import DeskSession
from ui.views.leads import LeadsPage
from ui.views.opportunity import OpportunityPage
from ui.views.record.own_fields import OwnFields

pytestmark = pytest.mark.usefixtures("british")
KINDS = (("Notes by fax", "text", ()), ("Fleet", "number", ()), ("Spend", "money", ()), ("Ends", "date", ()))
MORE_KINDS = (("Size", "choice", ("Small", "Large")), ("Pilot", "yes_no", ()))


def leads_page(qtbot: QtBot, session: DeskSession) -> LeadsPage:
    made = LeadsPage(session)
    qtbot.addWidget(made)
    made.resize(1184, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def opportunity_page(qtbot: QtBot, session: DeskSession, card: int) -> OpportunityPage:
    made = OpportunityPage(session)
    qtbot.addWidget(made)
    made.resize(1184, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_record(card)
    return made


def edit_of(own: OwnFields, field: int) -> QLineEdit:
    assert own.form is not None
    return own.form.field(f"own_{field}").edit


def write(edit: QLineEdit, text: str) -> None:
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    if edit.completer() is None:
        QTest.keyClicks(edit, text)
    else:
        # Typing would open the list of choices, which the offscreen platform cannot raise.
        edit.setText(text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def kept(desk: Desk, lead: int) -> dict[int, str]:
    return desk.read(custom_fields.texts, "lead", [lead]).get(lead, {})


def test_every_type_is_typed_shown_as_the_locale_writes_it_and_undone(
    qtbot: QtBot, session: DeskSession, desk: Desk
) -> None:
    for name, type_name, choices in (*KINDS, *MORE_KINDS):
        desk.run(AddCustomField("lead", name, type_name, choices))
    lead = add_lead(desk)
    page = leads_page(qtbot, session)
    own = page.lead_pane.own
    assert not own.isVisible()
    page.lead_pane.toggle_more()
    assert own.isVisible()
    for field, text in enumerate(("by hand", "1,200.5", "48000 EUR", "28 Feb 2027", "large", "yes"), 1):
        write(edit_of(own, field), text)
    assert kept(desk, lead) == {1: "by hand", 2: "1200.5", 3: "4800000 EUR", 4: "2027-02-28", 5: "Large", 6: "yes"}
    shown = [edit_of(own, field).text() for field in range(1, 7)]
    assert shown == ["by hand", "1200.5", "€48,000", "28 Feb 2027", "Large", "Yes"]
    page.lead_pane.toggle_more()
    assert own.isVisible()
    for field in range(1, 7):
        write(edit_of(own, field), "")
    assert kept(desk, lead) == {}
    session.undo()
    assert kept(desk, lead) == {6: "yes"}
    assert edit_of(own, 6).text() == "Yes"


@pytest.mark.parametrize(
    ("type_name", "choices", "text"),
    [
        ("number", (), "many"),
        ("number", (), "1e99"),
        ("money", (), "-5"),
        ("money", (), "9" * 30),
        ("date", (), "31 Feb 2027"),
        ("choice", ("Small",), "Huge"),
        ("yes_no", (), "perhaps"),
    ],
)
def test_what_a_field_cannot_hold_is_said_beside_it_and_stays_to_be_mended(
    qtbot: QtBot, session: DeskSession, desk: Desk, type_name: str, choices: tuple[str, ...], text: str
) -> None:
    desk.run(AddCustomField("lead", "Own", type_name, choices))
    lead = add_lead(desk)
    page = leads_page(qtbot, session)
    page.lead_pane.toggle_more()
    edit = edit_of(page.lead_pane.own, 1)
    write(edit, text)
    own = page.lead_pane.own.form
    assert own is not None
    assert own.field("own_1").error_line.text()
    assert edit.text() == text
    assert kept(desk, lead) == {}
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == ""


def test_the_section_follows_the_fields_there_are(qtbot: QtBot, session: DeskSession, desk: Desk) -> None:
    lead = add_lead(desk)
    page = leads_page(qtbot, session)
    own = page.lead_pane.own
    page.lead_pane.toggle_more()
    assert not own.isVisible()
    session.run(AddCustomField("lead", "R&D"))
    assert own.isVisible()
    session.run(SetCustomValues("lead", lead, {"R&D": "x"}))
    assert edit_of(own, 1).text() == "x"
    assert edit_of(own, 1).accessibleName() == "R&D"
    session.run(ChangeCustomField(1, {"name": "Research"}))
    assert edit_of(own, 1).accessibleName() == "Research"
    session.run(DeleteCustomField(1))
    assert not own.isVisible()


def test_an_opportunity_has_its_own(qtbot: QtBot, session: DeskSession, desk: Desk) -> None:
    desk.run(AddCustomField("opportunity", "Region code"))
    card = add_card(desk)
    page = opportunity_page(qtbot, session, card)
    page.opportunity_pane.toggle_more()
    write(edit_of(page.opportunity_pane.own, 1), "EMEA")
    assert desk.read(custom_fields.texts, "opportunity", [card]) == {card: {1: "EMEA"}}


def test_account_and_contact_of_an_opportunity_have_theirs_where_there_are_any(
    qtbot: QtBot, session: DeskSession, desk: Desk
) -> None:
    desk.run(AddCustomField("account", "Region code"))
    desk.run(AddCustomField("contact", "Speaks"))
    alone = add_card(desk)
    card = desk.run(PromoteLead(add_lead(desk), override_reason="Signed")).new_id
    assert card is not None
    page = opportunity_page(qtbot, session, card)
    pane = page.opportunity_pane
    assert not pane.account_own.isVisible()
    pane.toggle_more()
    write(edit_of(pane.account_own, 1), "EMEA")
    write(edit_of(pane.contact_own, 2), "Frisian")
    assert desk.read(custom_fields.texts, "account", [1]) == {1: {1: "EMEA"}}
    assert desk.read(custom_fields.texts, "contact", [1]) == {1: {2: "Frisian"}}
    pane.toggle_more()
    assert pane.account_own.isVisible()
    session.undo()
    assert edit_of(pane.contact_own, 2).text() == ""
    page.show_record(alone)
    assert not pane.account_own.isVisible()


# A lead that looks like another


def test_the_page_names_whom_the_lead_looks_like_until_they_are_told_apart(
    qtbot: QtBot, session: DeskSession, desk: Desk
) -> None:
    first, second = add_lead(desk), add_lead(desk)
    page = leads_page(qtbot, session)
    page.show_record(first)
    line = page.lead_pane.alike.line
    qtbot.waitUntil(line.isVisible)
    with qtbot.waitSignal(page.open_requested) as asked:
        QTest.mouseClick(line.open_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["lead", second]
    with qtbot.waitSignal(page.merge_requested) as merged:
        QTest.mouseClick(line.merge_button, Qt.MouseButton.LeftButton)
    assert merged.args == [[first, second]]
    QTest.mouseClick(line.apart_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert desk.read(duplicates.told_apart) == {(first, second)}
    session.undo()
    qtbot.waitUntil(line.isVisible)


def test_the_line_goes_and_comes_with_the_other_lead(qtbot: QtBot, session: DeskSession, desk: Desk) -> None:
    first, second = add_lead(desk), add_lead(desk)
    page = leads_page(qtbot, session)
    page.show_record(first)
    line = page.lead_pane.alike.line
    qtbot.waitUntil(line.isVisible)
    session.run(SetLead(second, {"last_name": "Osei"}))
    qtbot.waitUntil(lambda: not line.isVisible())
    session.undo()
    qtbot.waitUntil(line.isVisible)
    session.run(DeleteLeads((second,)))
    qtbot.waitUntil(lambda: not line.isVisible())


def test_m_in_the_list_asks_with_whom_to_merge_and_on_the_record_writes_mail(
    qtbot: QtBot, session: DeskSession, desk: Desk
) -> None:
    lead = add_lead(desk)
    page = leads_page(qtbot, session)
    page.focus_list()
    with qtbot.waitSignal(page.merge_requested) as asked:
        QTest.keyClick(page.list_pane.view, Qt.Key.Key_M)
    assert asked.args == [[lead]]
    page.lead_pane.score_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.lead_pane.score_button, Qt.Key.Key_M)
    assert page.activity_pane.composer.draft.tab == "email"
