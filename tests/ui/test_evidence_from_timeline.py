"""Evidence is recorded from what was logged, with who said it and when, and what has aged is reaffirmed in place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.domain.evidence import Dimension
from salesdesk.queries import evidence
from salesdesk.services.commands import AddOpportunity, DeleteActivity, Evidence, LogActivity, RecordEvidence
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from tests.ui.conftest import NOW
from ui.session import DeskSession
from ui.views.leads import LeadsPage
from ui.views.opportunity import OpportunityPage
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.evidence_editor import EvidenceEditor

KEY = Qt.Key
CALLED_AT = NOW - timedelta(days=6)
pytestmark = [
    pytest.mark.usefixtures("british"),
    # A menu wants what the offscreen plugin cannot do.
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.fixture
def lead(desk: Desk) -> int:
    """Give a lead who was called six days ago."""
    made = add_lead(desk)
    desk.run(LogActivity("call", lead=made, outcome="connected", at=CALLED_AT, notes="In the 2027 plan."))
    return made


@pytest.fixture
def page(qtbot: QtBot, session: DeskSession, lead: int) -> LeadsPage:
    """Give the page of that lead, seen."""
    made = LeadsPage(session)
    qtbot.addWidget(made)
    made.resize(1184, 900)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: made.list_pane.view.hasFocus())
    return made


def known(desk: Desk, lead: int) -> dict[str, Dimension]:
    return {one.code: one for one in desk.read(evidence.of_lead, lead, desk.now())}


def entry(pane: ActivityPane, kind: str) -> int:
    """Return the row of the first entry whose title starts so, made the current one."""
    rows = [pane.model.row_at(place) for place in range(pane.model.rowCount())]
    place = next(at for at, row in enumerate(rows) if row.words is not None and row.words.title.startswith(kind))
    pane.view.setFocus()
    pane.view.setCurrentIndex(pane.model.index(place))
    return place


def menu_by_key(pane: ActivityPane) -> QMenu:
    """Open the menu of the current entry as the menu key does."""
    reason, middle = QContextMenuEvent.Reason.Keyboard, pane.view.rect().center()
    QApplication.sendEvent(pane.view, QContextMenuEvent(reason, middle, pane.view.mapToGlobal(middle)))
    menu = pane.view.findChild(QMenu, "timeline_menu")
    assert menu is not None
    return menu


def confirm_from(pane: ActivityPane, dimension: str) -> None:
    action = menu_by_key(pane).findChild(QAction, f"confirmed_{dimension}")
    assert action is not None
    action.trigger()


def editor_of(page: LeadsPage | OpportunityPage) -> EvidenceEditor:
    editor = page.window().findChild(EvidenceEditor)
    assert editor is not None
    return editor


def test_a_call_confirms_a_dimension_with_its_day_and_its_person(page: LeadsPage, desk: Desk, lead: int) -> None:
    entry(page.activity_pane, "Call")
    confirm_from(page.activity_pane, "budget")
    editor = editor_of(page)
    assert editor.states.choice() == "confirmed"
    assert editor.person_field.text() == "Priya Raghavan"
    assert editor.day_field.day() == CALLED_AT.date()
    QTest.keyClicks(editor.fields[0].widget, "48,000")
    QTest.keyClick(editor.fields[0].widget, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    budget = known(desk, lead)["budget"].primary
    assert (budget.value, budget.said_by, budget.activity_kind) == ("48000.00 USD", "Priya Raghavan", "call")
    assert budget.answered_at == CALLED_AT
    words = page.activity_pane.model.row_at(entry(page.activity_pane, "Call")).words
    assert words is not None
    assert words.tags == (("Budget confirmed", "confirmed"),)


def test_an_event_that_is_no_activity_confirms_nothing(page: LeadsPage) -> None:
    entry(page.activity_pane, "Added by hand")
    assert menu_by_key(page.activity_pane).findChild(QMenu, "evidence_menu") is None


def test_an_activity_that_is_gone_opens_a_plain_editor(page: LeadsPage, desk: Desk, lead: int) -> None:
    call = desk.read(lambda connection: connection.exec_driver_sql("SELECT id FROM activity").scalar_one())
    desk.run(DeleteActivity(call))
    page.lead_pane.edit_evidence("budget", call)
    assert editor_of(page).origin_field.choice() is None


def test_another_day_is_the_day_it_was_said(page: LeadsPage, desk: Desk, lead: int) -> None:
    page.lead_pane.edit_evidence("need")
    editor = editor_of(page)
    QTest.keyClicks(editor.fields[0].widget, "Faster dispatch")
    editor.day_field.setFocus()
    editor.day_field.selectAll()
    QTest.keyClicks(editor.day_field, "2026-11-01")
    editor.save_button.click()
    answered_at = known(desk, lead)["need"].primary.answered_at
    assert answered_at is not None
    assert answered_at.date().isoformat() == "2026-11-01"


def test_a_day_to_come_stays_in_the_editor_with_a_sentence(page: LeadsPage, desk: Desk, lead: int) -> None:
    page.lead_pane.edit_evidence("need")
    editor = editor_of(page)
    editor.day_field.setFocus()
    editor.day_field.selectAll()
    QTest.keyClicks(editor.day_field, "2026-11-20")
    editor.save_button.click()
    assert editor.isVisible()
    assert editor.day_field.error() == "This day is still to come"
    assert known(desk, lead)["need"].primary.id is None


def test_a_changed_answer_is_one_of_today_and_an_unchanged_one_keeps_its_day(
    page: LeadsPage, session: DeskSession, desk: Desk, lead: int
) -> None:
    answer = Evidence("need", "confirmed", "Faster dispatch", said_at=CALLED_AT)
    session.run(RecordEvidence((answer,), lead=lead))
    page.lead_pane.edit_evidence("need")
    editor_of(page).save_button.click()
    assert known(desk, lead)["need"].primary.answered_at == CALLED_AT
    page.lead_pane.edit_evidence("need")
    editor = next(one for one in page.window().findChildren(EvidenceEditor) if one.isVisible())
    QTest.keyClicks(editor.fields[0].widget, " by a third")
    assert editor.day_field.day() == NOW.date()
    editor.save_button.click()
    assert known(desk, lead)["need"].primary.answered_at == NOW


def test_the_composer_logs_what_a_call_confirmed_and_ruled_out(
    page: LeadsPage, session: DeskSession, desk: Desk, lead: int
) -> None:
    composer = page.activity_pane.composer
    page.compose("call")
    QTest.keyClicks(composer.text_edit, "Budget is there, Daniel signs.")
    choose(composer.evidence_button.menu(), "evidence_authority", "failed")
    choose(composer.evidence_button.menu(), "evidence_budget", "confirmed")
    assert composer.evidence_button.text() == "2 answers"
    QTest.keyClick(composer.text_edit, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = known(desk, lead)
    assert (found["budget"].state, found["authority"].state) == ("confirmed", "failed")
    assert found["authority"].note == "Budget is there, Daniel signs."
    assert found["budget"].primary.activity_kind == "call"
    assert composer.evidence_button.text() == "Evidence"
    session.undo()
    assert known(desk, lead)["budget"].state == "unknown"


def test_a_choice_in_the_composer_can_be_taken_back(page: LeadsPage) -> None:
    composer = page.activity_pane.composer
    choose(composer.evidence_button.menu(), "evidence_budget", "confirmed")
    assert composer.evidence_button.text() == "Budget confirmed"
    choose(composer.evidence_button.menu(), "evidence_budget", "confirmed")
    assert composer.evidence_button.text() == "Evidence"
    composer.open_tab("task")
    assert not composer.evidence_button.isVisible()


def choose(menu: QMenu, part: str, state: str) -> None:
    menu.aboutToShow.emit()
    submenu = menu.findChild(QMenu, part)
    assert submenu is not None
    next(action for action in submenu.actions() if action.objectName() == state).trigger()


def test_aged_evidence_is_reaffirmed_on_its_card_by_key(
    page: LeadsPage, session: DeskSession, desk: Desk, lead: int
) -> None:
    aged = Evidence("need", "confirmed", "Faster dispatch", said_at=NOW - timedelta(days=200))
    session.run(RecordEvidence((aged,), lead=lead))
    card = page.lead_pane.bant.card("need")
    assert card.link.text() == "Reaffirm"
    card.setFocus()
    QTest.keyClick(card, KEY.Key_R)
    assert known(desk, lead)["need"].is_satisfied
    assert session.undo_label() == "Reaffirm Need of “Priya Raghavan”"


def test_aged_evidence_is_reaffirmed_on_its_row_of_an_opportunity(
    qtbot: QtBot, session: DeskSession, desk: Desk
) -> None:
    card = desk.run(AddOpportunity({"name": "Vantage"})).new_id
    assert card is not None
    aged = Evidence("need", "confirmed", "Faster dispatch", said_at=NOW - timedelta(days=200))
    desk.run(RecordEvidence((aged,), opportunity=card))
    page = OpportunityPage(session)
    qtbot.addWidget(page)
    page.resize(1184, 900)
    page.show()
    row = page.opportunity_pane.bant.rows[2]
    assert row.link.isVisible()
    QTest.mouseClick(row.link, Qt.MouseButton.LeftButton)
    assert not row.link.isVisible()
    found = desk.read(evidence.of_opportunity, card, desk.now())
    assert found[2].is_satisfied
