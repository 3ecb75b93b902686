"""The leads screen, by key and mouse: what it shows, what it saves, and what it never loses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import Changes
from salesdesk.domain.filters import EVERYTHING, Condition, Filter, Not
from salesdesk.queries import evidence, leads
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.leads import LeadPage
from salesdesk.services.commands import (
    AddLead,
    DeleteLeads,
    DisqualifyLead,
    Evidence,
    LogActivity,
    NurtureLead,
    PlanActivity,
    PlannedStep,
    PromoteLead,
    RecordEvidence,
    SetLead,
    SetLifecycle,
)
from salesdesk.services.desk import Desk
from salesdesk.store.types import instant_text
from tests.qualifying import confirm
from ui.delegates.record_row import lead_look
from ui.models.leads import LeadListModel
from ui.session import DeskSession
from ui.views.leads import LeadsPage
from ui.views.record.evidence_editor import EvidenceEditor
from ui.views.record.score_popover import ScorePopover
from ui.views.record.step_editor import StepEditor
from ui.widgets.labels import ElidedLabel

Add = Callable[..., int]
KEY = Qt.Key
pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def add(desk: Desk) -> Add:
    """Give a function that adds a lead and returns its number."""

    def added(name: str, **fields: object) -> int:
        first, _, last = name.partition(" ")
        new_id = desk.run(AddLead({"first_name": first, "last_name": last, "company": "Cobalt"} | fields)).new_id
        assert new_id is not None
        return new_id

    return added


@pytest.fixture
def priya(add: Add) -> int:
    """Give a lead who is first in the list, before two others."""
    add("Joel Ferreira")
    add("Erik Sundqvist")
    return add("Priya Raghavan", title="Director of Operations", email="priya@cobalt.example", city="Rotterdam")


@pytest.fixture
def page(qtbot: QtBot, session: DeskSession, priya: int) -> LeadsPage:
    """Give the page with three leads, seen, Priya chosen."""
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: DeskSession, width: int = 1184) -> LeadsPage:
    made = LeadsPage(session)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    QAbstractItemModelTester(made.activity_pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    made.resize(width, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: made.list_pane.view.hasFocus())
    return made


def on_disk(desk: Desk, lead: int) -> LeadPage:
    found = desk.read(leads.lead_page, lead)
    assert found is not None
    return found


def state_of(desk: Desk, lead: int, dimension: str) -> str:
    found = desk.read(evidence.of_lead, lead, desk.now())
    return next(one.state for one in found if one.code == dimension)


def age_evidence(desk: Desk, at: datetime) -> None:
    """Let every answer have been given at another time."""
    connection = sqlite3.connect(desk.path)
    with connection:
        connection.execute("UPDATE answer SET answered_at = ?", (instant_text(at),))
    connection.close()


def edit(page: LeadsPage, key: str) -> QLineEdit:
    return page.lead_pane.form.field(key).edit


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def type_into(field: QWidget, text: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(field, QLineEdit):
        field.selectAll()
    QTest.keyClicks(field, text)


# The list and the page that follows it.


def test_the_first_lead_is_shown_and_arrows_bring_the_next_at_once(qtbot: QtBot, page: LeadsPage, priya: int) -> None:
    assert page.record_id == priya
    assert page.lead_pane.header.name_label.text() == "Priya Raghavan"
    press(KEY.Key_Down)
    assert page.record_id != priya
    assert page.lead_pane.page is not None
    assert page.lead_pane.page.id == page.record_id


def test_the_count_is_true_and_no_row_is_read_that_is_not_painted(qtbot: QtBot, session: DeskSession, add: Add) -> None:
    for number in range(300):
        add(f"Lead {number}")
    made = shown(qtbot, session)
    assert made.list_pane.count_label.text() == "300"
    assert 0 < len(made.model._rows) <= 128


def test_selection_and_scroll_stay_when_other_leads_come_and_go(
    qtbot: QtBot, session: DeskSession, add: Add, desk: Desk
) -> None:
    ids = [add(f"Lead {number}") for number in range(60)]
    made = shown(qtbot, session)
    made.list_pane.view.choose(ids[30])
    bar = made.list_pane.view.verticalScrollBar()
    top = bar.value()
    assert top > 0
    session.run(SetLead(ids[31], {"last_name": "Renamed"}))
    session.run(AddLead({"first_name": "New", "title": "Director", "employees": 400}))
    session.run(DeleteLeads((ids[2],)))
    assert made.record_id == ids[30]
    assert made.list_pane.view.currentIndex().data(Qt.ItemDataRole.DisplayRole).startswith("Lead 30")
    assert abs(bar.value() - top) <= 2 * made.list_pane.view.sizeHintForRow(0)


def test_a_change_that_moves_a_lead_in_the_order_moves_its_row_without_a_reset(
    page: LeadsPage, session: DeskSession, priya: int
) -> None:
    heard: list[str] = []
    page.model.modelReset.connect(lambda: heard.append("reset"))
    page.model.rowsMoved.connect(lambda *_: heard.append("moved"))
    last = page.model.ids()[-1]
    session.run(SetLead(last, {"title": "CEO", "employees": 500, "industry": "Freight"}))
    assert page.model.ids()[0] == last
    assert heard == ["moved"]
    assert page.record_id == priya


def test_an_import_that_changes_everything_keeps_the_lead_that_is_shown(
    page: LeadsPage, session: DeskSession, priya: int, add: Add
) -> None:
    for number in range(5):
        add(f"More {number}")
    session.announce(Changes(wholesale=frozenset({"lead"})))
    assert page.record_id == priya
    assert page.list_pane.count_label.text() == "8"


def test_a_lead_that_leaves_the_list_gives_way_to_its_neighbour_and_undo_brings_it_back(
    page: LeadsPage, session: DeskSession, priya: int
) -> None:
    session.run(DisqualifyLead(priya, "Spam"))
    assert page.record_id != priya
    session.undo()
    assert page.record_id == priya


def test_a_lead_outside_the_filter_can_still_be_shown(page: LeadsPage, session: DeskSession, priya: int) -> None:
    session.run(DisqualifyLead(priya, "Spam"))
    page.show_record(priya)
    assert page.record_id == priya
    assert page.list_pane.filter_label.text() == "All leads"


def test_chips_narrow_the_list_and_the_menu_keeps_them(page: LeadsPage, session: DeskSession, priya: int) -> None:
    assert page.list_filters.isHidden()
    titled = Condition("text", "has", ("director",))
    page.set_filter(titled)
    assert page.list_filters.isVisible()
    assert page.shown_ids() == [priya]
    assert page.list_pane.count_label.text() == "1 of 3"
    session.run(AddLead({"first_name": "Ann", "title": "Director of Operations"}))
    assert page.list_pane.count_label.text() == "2 of 4"
    menu = page.list_pane.filter_button.menu()
    nurture = next(action for action in menu.actions() if action.text() == "Nurture")
    nurture.trigger()
    assert page.list_pane.filter_label.text() == "Nurture"
    assert page.shown_ids() == []
    assert page.no_matches.isVisible()
    assert page.no_matches.heading.text() == "No leads match these 2 filters"
    session.run(NurtureLead(priya, date(2026, 11, 10), "No budget yet"))
    assert page.shown_ids() == [priya]
    assert not page.no_matches.isVisible()
    page.list_filters.clear()
    assert page.list_filters.isHidden()
    assert page.list_pane.filter_label.text() == "Open leads"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_filter_is_added_from_the_menu_of_the_list(page: LeadsPage) -> None:
    menu = page.list_pane.filter_button.menu()
    add = next(action for action in menu.actions() if action.text() == "Add filter…")
    add.trigger()
    assert page.list_filters.isVisible()
    offered = page.window().findChild(QMenu, "add_filter_menu")
    assert offered is not None
    names = {action.objectName() for action in offered.actions()}
    assert {"add_lifecycle", "add_created", "add_source", "add_tag", "add_score", "add_bant", "add_woken"} <= names
    offered.close()


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (EVERYTHING, "Open leads"),
        (Condition("lifecycle", "any_of", ("mql", "sql")), "MQL, SQL"),
        (Condition("woken", "is"), "Back from Nurture"),
        (Not(Condition("lifecycle", "any_of", ("mql",))), "Filtered leads"),
        (Condition("score", "at_least", (10,)), "Open leads"),
    ],
)
def test_the_list_is_called_by_what_it_holds(page: LeadsPage, chosen: Filter, said: str) -> None:
    page.set_filter(chosen)
    assert page.list_pane.filter_label.text() == said


def test_slash_filters_by_words_and_escape_shows_all_again(qtbot: QtBot, page: LeadsPage) -> None:
    press(KEY.Key_Slash)
    assert page.list_pane.words_field.hasFocus()
    QTest.keyClicks(page.list_pane.words_field, "sund")
    qtbot.waitUntil(lambda: page.list_pane.count_label.text() == "1 of 3")
    assert page.lead_pane.header.name_label.text() == "Erik Sundqvist"
    press(KEY.Key_Escape)
    assert page.list_pane.count_label.text() == "3"
    assert page.list_pane.view.hasFocus()


def test_nothing_found_says_so_and_offers_to_clear_the_filter(qtbot: QtBot, page: LeadsPage) -> None:
    press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.list_pane.words_field, "zzz")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.list_pane.empty.heading.text() == "No leads match “zzz”"
    assert not page.screen_area.is_chosen
    assert page.screen_area.nothing.heading.text() == "Select a lead"


def test_a_letter_is_a_command_and_never_jumps_to_a_name(qtbot: QtBot, page: LeadsPage, priya: int) -> None:
    with qtbot.waitSignal(page.new_requested):
        press(KEY.Key_N)
    press(KEY.Key_J)
    second = page.record_id
    press(KEY.Key_K)
    assert page.record_id == priya != second


def test_the_orders_of_the_menu_order_the_list(page: LeadsPage) -> None:
    page.set_order("name")
    names = [page.model.row_at(place) for place in range(3)]
    assert [row.name for row in names if row] == ["Erik Sundqvist", "Joel Ferreira", "Priya Raghavan"]
    assert page.list_pane.sort_button.text() == "Name"


def test_an_empty_desk_offers_an_import_and_a_first_lead(qtbot: QtBot, session: DeskSession) -> None:
    made = LeadsPage(session)
    qtbot.addWidget(made)
    assert made.list_pane.empty.heading.text() == "No leads yet"
    assert not made.screen_area.is_chosen


# Fields.


def test_a_field_saves_when_it_is_left(qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int) -> None:
    type_into(edit(page, "phone"), "+31 10 555 0142")
    assert on_disk(desk, priya).phone == ""
    press(KEY.Key_Tab)
    assert on_disk(desk, priya).phone == "+31 10 555 0142"


def test_enter_saves_and_the_list_shows_the_new_name(qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int) -> None:
    type_into(edit(page, "company"), "Cobalt Freight Systems")
    press(KEY.Key_Return)
    assert on_disk(desk, priya).company == "Cobalt Freight Systems"
    assert page.lead_pane.header.line_label.text() == "Director of Operations, Cobalt Freight Systems"
    assert "Cobalt Freight Systems" in page.list_pane.view.currentIndex().data()


def test_escape_brings_the_saved_value_back(qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int) -> None:
    field = edit(page, "city")
    type_into(field, "Elsewhere")
    press(KEY.Key_Escape)
    assert field.text() == "Rotterdam"
    press(KEY.Key_Escape)
    assert page.list_pane.view.hasFocus()
    assert on_disk(desk, priya).city == "Rotterdam"


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("employees", "many", "Write a whole number"),
        ("email", "not an address", "write an address such as"),
        ("amount", "48.000.0", "Write it as"),
    ],
)
def test_a_wrong_value_keeps_its_text_and_says_what_to_write(
    qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int, key: str, text: str, sentence: str
) -> None:
    page.lead_pane.toggle_more()
    before = on_disk(desk, priya)
    field = page.lead_pane.form.field(key)
    type_into(field.edit, text)
    press(KEY.Key_Return)
    assert field.edit.text() == text
    assert sentence in field.error_line.text()
    assert field.edit.property("has_error") is True
    assert on_disk(desk, priya) == before


def test_a_wrong_text_waits_while_another_lead_is_looked_at(qtbot: QtBot, page: LeadsPage, priya: int) -> None:
    field = page.lead_pane.form.field("employees")
    type_into(field.edit, "many")
    page.list_pane.view.choose_beside(1)
    assert field.edit.text() == ""
    assert field.edit.error() == ""
    page.list_pane.view.choose(priya)
    assert field.edit.text() == "many"
    assert field.edit.error() != ""


def test_what_is_being_typed_is_saved_before_another_lead_is_shown(
    qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int
) -> None:
    type_into(edit(page, "phone"), "0142")
    page.list_pane.view.choose_beside(1)
    assert on_disk(desk, priya).phone == "0142"
    assert edit(page, "phone").text() == ""


def test_a_change_from_elsewhere_leaves_what_is_being_typed(
    qtbot: QtBot, page: LeadsPage, session: DeskSession, priya: int
) -> None:
    type_into(edit(page, "phone"), "01")
    session.run(SetLead(priya, {"phone": "99", "city": "Delft"}))
    assert edit(page, "phone").text() == "01"
    assert edit(page, "city").text() == "Delft"


def test_an_undo_shows_the_value_as_it_was(qtbot: QtBot, page: LeadsPage, session: DeskSession, priya: int) -> None:
    type_into(edit(page, "city"), "Delft")
    press(KEY.Key_Return)
    page.focus_list()
    session.undo()
    assert edit(page, "city").text() == "Rotterdam"


def test_spaces_around_a_value_are_no_change(qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int) -> None:
    before = desk.read(leads.lead_page, priya)
    type_into(edit(page, "city"), " Rotterdam ")
    press(KEY.Key_Return)
    assert edit(page, "city").text() == "Rotterdam"
    assert desk.read(leads.lead_page, priya) == before


def test_notes_show_where_there_are_some_and_save_when_they_are_left(
    page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    notes = page.lead_pane.notes
    assert notes.isHidden()
    session.run(SetLead(priya, {"notes": "Met in Utrecht.\nWants numbers."}))
    assert notes.edit.toPlainText() == "Met in Utrecht.\nWants numbers."
    assert notes.isVisible()
    notes.edit.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(notes.edit, "Hot. ")
    page.list_pane.view.choose_beside(1)
    assert on_disk(desk, priya).notes == "Hot. Met in Utrecht.\nWants numbers."
    assert notes.edit.toPlainText() == ""


def test_labels_are_buddies_of_their_fields(page: LeadsPage) -> None:
    from PySide6.QtWidgets import QLabel

    buddies = {label.buddy() for label in page.lead_pane.form.findChildren(QLabel)}
    assert {field.edit for field in page.lead_pane.form.fields()} <= buddies


# BANT.


def test_two_keys_set_a_state_on_disk_and_undo_takes_it_back(
    qtbot: QtBot, page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    press(KEY.Key_2)
    press(KEY.Key_C)
    assert state_of(desk, priya, "authority") == "confirmed"
    card = page.lead_pane.bant.card("authority")
    assert card.state_button.text() == "Confirmed"
    assert page.lead_pane.bant.header.progress_label.text() == "1 of 4 confirmed"
    press(KEY.Key_F)
    assert state_of(desk, priya, "authority") == "failed"
    session.undo()
    session.undo()
    assert state_of(desk, priya, "authority") == "unknown"
    assert card.state_button.text() == "Unknown"


def test_c_on_a_card_is_confirmed_and_elsewhere_the_composer(
    qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int
) -> None:
    press(KEY.Key_1)
    press(KEY.Key_C)
    assert state_of(desk, priya, "budget") == "confirmed"
    page.focus_list()
    press(KEY.Key_O)
    assert page.activity_pane.composer.text_edit.hasFocus()
    assert page.activity_pane.composer.draft.tab == "meeting"


def test_the_menu_of_a_card_sets_its_state(page: LeadsPage, desk: Desk, priya: int) -> None:
    actions = page.lead_pane.bant.card("need").state_button.menu().actions()
    next(action for action in actions if action.text().startswith("Failed")).trigger()
    assert state_of(desk, priya, "need") == "failed"


def test_evidence_is_edited_on_its_card(qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int) -> None:
    press(KEY.Key_1)
    press(KEY.Key_Return)
    editor = page.window().findChild(EvidenceEditor)
    assert editor is not None
    value = editor.fields[0].widget
    assert value.hasFocus()
    QTest.keyClicks(value, "$48,000")
    assert editor.states.choice() == "confirmed"
    editor.note_field.setPlainText("In the 2027 opex plan.")
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = desk.read(evidence.of_lead, priya, desk.now())[0]
    assert (found.primary.state, found.primary.value, found.note) == (
        "confirmed",
        "48000.00 USD",
        "In the 2027 opex plan.",
    )
    assert page.lead_pane.bant.card("budget").hasFocus()


def test_a_wrong_answer_stays_in_the_editor_with_a_sentence(
    qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int
) -> None:
    page.lead_pane.edit_evidence("timeline")
    editor = page.window().findChild(EvidenceEditor)
    assert editor is not None
    field = editor.fields[0].widget
    QTest.keyClicks(field, "sometime")
    editor.save_button.click()
    assert editor.isVisible()
    assert field.error() != ""
    assert state_of(desk, priya, "timeline") == "unknown"


def test_escape_leaves_the_editor_and_evidence_as_it_was(qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int) -> None:
    page.lead_pane.edit_evidence("need")
    editor = page.window().findChild(EvidenceEditor)
    assert editor is not None
    QTest.keyClicks(editor.fields[0].widget, "x")
    press(KEY.Key_Escape)
    assert not editor.isVisible()
    assert state_of(desk, priya, "need") == "unknown"


def test_missing_dimensions_are_named(page: LeadsPage, session: DeskSession, priya: int) -> None:
    answers = tuple(Evidence(code, "confirmed") for code in ("budget", "authority", "need"))
    session.run(RecordEvidence(answers, lead=priya))
    assert page.lead_pane.bant.header.missing_label.text() == "Timeline is missing"
    assert page.lead_pane.bant.header.progress_label.text() == "3 of 4 confirmed"


# Score, lifecycle, planned steps.


def test_the_score_is_explained_line_by_line(qtbot: QtBot, page: LeadsPage) -> None:
    press(KEY.Key_S)
    popover = page.window().findChild(ScorePopover)
    assert popover is not None
    assert popover.lines[0].accessibleName().startswith("+15 Director title")
    press(KEY.Key_Down)
    assert popover.lines[0].hasFocus()
    press(KEY.Key_Escape)
    assert not popover.isVisible()
    assert page.list_pane.view.hasFocus()


def test_a_click_elsewhere_closes_the_explanation(qtbot: QtBot, page: LeadsPage) -> None:
    page.lead_pane.explain_score()
    popover = page.window().findChild(ScorePopover)
    assert popover is not None
    QTest.mouseClick(page.list_pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 80))
    assert not popover.isVisible()


def test_the_stepper_moves_a_lead_and_asks_before_it_overrides(
    qtbot: QtBot, page: LeadsPage, desk: Desk, priya: int
) -> None:
    page.lead_pane.stepper.setFocus(Qt.FocusReason.TabFocusReason)
    press(KEY.Key_Right)
    assert on_disk(desk, priya).lifecycle == "working"
    press(KEY.Key_Right)
    with qtbot.waitSignal(page.override_requested) as asked:
        press(KEY.Key_Right)
    assert asked.args is not None
    assert asked.args[0] == [priya]
    assert "not confirmed" in asked.args[1]
    assert on_disk(desk, priya).lifecycle == "mql"


def test_a_lead_off_its_path_says_why_and_is_one_click_from_it(
    page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    assert page.lead_pane.standing.isHidden()
    session.run(NurtureLead(priya, date(2027, 2, 1), "No budget yet"))
    page.show_record(priya)
    assert page.lead_pane.standing.words_label.text() == "In Nurture until 1 Feb 2027: No budget yet"
    page.lead_pane.standing.link.click()
    assert on_disk(desk, priya).lifecycle == "new"
    assert page.lead_pane.standing.isHidden()


def test_a_lead_whose_nurture_is_over_is_back_with_its_evidence_to_be_reaffirmed(
    page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    # As if it had been said before the lead was put to sleep until today.
    session.run(RecordEvidence((Evidence("budget", "confirmed", "48000"),), lead=priya))
    yesterday = desk.now() - timedelta(days=1)
    desk.run(NurtureLead(priya, desk.now().date(), "No budget yet"))
    age_evidence(desk, yesterday)
    session.announce(Changes(wholesale=frozenset({"lead"})))
    page.show_record(priya)
    pane = page.lead_pane
    assert pane.standing.words_label.text() == "Back since today: No budget yet"
    row = page.model.row_at(page.model.ids().index(priya))
    assert row is not None
    assert lead_look(row, desk.now()).words == "Back since today"
    card = pane.bant.card("budget")
    assert card.link.text() == "Reaffirm"
    assert pane.bant.header.progress_label.text() == "0 of 4 confirmed, 1 aged"
    pane.standing.link.click()
    assert on_disk(desk, priya).lifecycle == "new"
    assert "does its evidence still hold?" in pane.standing.words_label.text()
    assert pane.standing.link.isHidden()
    card.link.click()
    assert card.link.isHidden()
    assert pane.standing.isHidden()


def test_an_override_says_why_on_the_page_and_in_the_timeline(
    page: LeadsPage, session: DeskSession, priya: int
) -> None:
    session.run(SetLifecycle(priya, "sql", "The CFO said so"))
    assert page.lead_pane.standing.words_label.text() == "SQL without its evidence: The CFO said so"
    steps = {step.key: step.tip for step in page.lead_pane.stepper.steps()}
    assert steps["sql"].endswith("Reached without its evidence: The CFO said so")
    said = page.activity_pane.model.index(1, 0).data(Qt.ItemDataRole.DisplayRole)
    assert "without its evidence, the CFO said so" in said
    session.run(PromoteLead(priya, override_reason="They signed"))
    page.show_record(priya)
    assert "without its evidence: They signed" in page.lead_pane.standing.words_label.text()


def test_the_page_counts_the_time_that_is_left_for_a_first_reply(
    page: LeadsPage, session: DeskSession, priya: int
) -> None:
    fact = page.findChild(QWidget, "fact_first_reply")
    assert isinstance(fact, ElidedLabel)
    assert fact.text() == "None yet"
    session.run(SetLead(priya, {"high_intent": True}))
    assert fact.text() == "5:00 left"
    session.run(LogActivity("call", lead=priya))
    assert fact.text() == "0 min after request"


def test_a_promoted_lead_leads_to_its_opportunity(
    qtbot: QtBot, page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    confirm(desk, priya)
    done = session.run(PromoteLead(priya))
    assert done is not None
    page.show_record(priya)
    with qtbot.waitSignal(page.open_requested) as asked:
        page.lead_pane.standing.link.click()
    assert asked.args == ["opportunity", done.new_id]
    assert not page.lead_pane.qualify_button.isVisible()


def test_the_panes_take_the_focus_one_after_the_other(page: LeadsPage) -> None:
    for pane in page.panes():
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is pane or pane.isAncestorOf(focused)


def test_q_asks_to_qualify_the_lead_that_is_shown(qtbot: QtBot, page: LeadsPage, priya: int) -> None:
    with qtbot.waitSignal(page.qualify_requested) as asked:
        press(KEY.Key_Q)
    assert asked.args == [priya]


def test_delete_can_be_undone_and_comes_back_to_the_lead(
    qtbot: QtBot, page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    press(KEY.Key_Delete)
    assert desk.read(leads.lead_page, priya) is None
    assert page.list_pane.count_label.text() == "2"
    session.undo()
    assert page.record_id == priya


def test_a_planned_step_is_ticked_and_moved(
    qtbot: QtBot, page: LeadsPage, session: DeskSession, desk: Desk, priya: int
) -> None:
    today = desk.now().date()
    session.run(PlanActivity(PlannedStep("task", "Send numbers", today), lead=priya))
    steps = page.lead_pane.next_steps
    assert [row.planned.subject for row in steps.rows] == ["Send numbers"]
    assert steps.rows[0].when_button.text() == "Today"
    steps.rows[0].when_button.menu().actions()[0].trigger()
    assert steps.rows[0].planned.due_on == today + timedelta(days=1)
    QTest.mouseClick(steps.rows[0].tick, Qt.MouseButton.LeftButton)
    assert steps.rows == []
    assert steps.isHidden()


def test_a_step_is_moved_to_a_chosen_day(page: LeadsPage, session: DeskSession, priya: int) -> None:
    session.run(PlanActivity(PlannedStep("task", "Send numbers", date(2026, 11, 12)), lead=priya))
    page.lead_pane.next_steps.rows[0].move_requested.emit()
    editor = page.window().findChild(StepEditor)
    assert editor is not None
    editor.day_field.set_day(date(2026, 12, 1))
    editor.time_field.setText("14:30")
    editor.save_button.click()
    planned = page.lead_pane.next_steps.rows[0].planned
    assert planned.due_on == date(2026, 12, 1)
    assert planned.due_at is not None
    assert (planned.due_at.hour, planned.due_at.minute) == (14, 30)


# Panes.


def test_activity_becomes_a_tab_where_there_is_no_room_for_three_panes(
    qtbot: QtBot, session: DeskSession, priya: int
) -> None:
    made = shown(qtbot, session, width=980)
    area = made.screen_area
    assert area.is_narrow
    assert made.lead_pane.isVisible()
    assert not made.activity_pane.isVisible()
    press(KEY.Key_G)
    assert made.activity_pane.isVisible()
    assert made.activity_pane.composer.text_edit.hasFocus()
    made.resize(1184, 900)
    qtbot.waitUntil(lambda: not area.is_narrow)
    assert made.lead_pane.isVisible()
    assert made.activity_pane.isVisible()


def test_the_focus_ring_of_the_list_is_for_keys_only(qtbot: QtBot, page: LeadsPage) -> None:
    view = page.list_pane.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 80))
    assert not view.itemDelegate().has_keyboard_focus  # type: ignore[attr-defined]
    press(KEY.Key_Up)
    assert view.itemDelegate().has_keyboard_focus  # type: ignore[attr-defined]


def test_the_model_follows_any_change_without_a_mistake(session: DeskSession, add: Add, desk: Desk) -> None:
    ids = [add(f"Lead {number}") for number in range(12)]
    model = LeadListModel(session)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_order("name")
    model.reload()
    changes: list[Any] = [
        SetLead(ids[3], {"first_name": "Zoe"}),
        SetLead(ids[5], {"first_name": "Aaron"}),
        DeleteLeads((ids[0], ids[11])),
        SetLifecycle(ids[7], "working"),
        DisqualifyLead(ids[8], "Spam"),
        AddLead({"first_name": "Lead 5b"}),
    ]
    for command in changes:
        session.run(command)
        assert model.ids() == desk.read(leads.lead_ids, Wanted(model.filter, desk.now()), model.order)
    for _ in changes:
        session.undo()
        assert model.ids() == desk.read(leads.lead_ids, Wanted(model.filter, desk.now()), model.order)
    assert len(model.ids()) == len(desk.read(leads.lead_ids, Wanted(EVERYTHING, desk.now())))
    del tester
