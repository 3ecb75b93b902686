"""The opportunity page, by key and mouse: deal, stages, next step, evidence, and the way back to the lead."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.queries import evidence, opportunities, timeline
from salesdesk.queries.opportunities import OpportunityPage as Row
from salesdesk.services.commands import (
    AddOpportunity,
    LoseOpportunity,
    MoveOpportunities,
    PlanActivity,
    PlannedStep,
    PromoteLead,
    UnpromoteOpportunity,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead, confirm
from ui.session import DeskSession
from ui.views.opportunity import OpportunityPage
from ui.views.record.evidence_editor import EvidenceEditor
from ui.views.record.step_editor import StepEditor

KEY = Qt.Key
pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def card(desk: Desk) -> int:
    """Give an opportunity in Negotiation, promoted from a lead, with two others behind it."""
    for name in ("Castellan – claims team", "Halvorsen – fleet rollout"):
        desk.run(AddOpportunity({"name": name, "amount_minor": 8_400_000}))
    lead = add_lead(desk)
    confirm(desk, lead)
    new_id = desk.run(PromoteLead(lead, name="Vantage – 14 practices", amount_minor=6_400_000)).new_id
    assert new_id is not None
    desk.run(MoveOpportunities((new_id,), 4))
    return new_id


@pytest.fixture
def page(qtbot: QtBot, session: DeskSession, card: int) -> OpportunityPage:
    """Give the page, seen, with that opportunity chosen."""
    made = OpportunityPage(session)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    made.resize(1184, 900)
    made.show()
    made.activateWindow()
    made.show_record(card)
    made.setFocus()
    qtbot.waitUntil(lambda: made.list_pane.view.hasFocus())
    return made


def on_disk(desk: Desk, card: int) -> Row:
    found = desk.read(opportunities.opportunity_page, card, desk.now())
    assert found is not None
    return found


def edit(page: OpportunityPage, key: str) -> QLineEdit:
    return page.opportunity_pane.form.field(key).edit


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def retype(field: QLineEdit, text: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, text)
    press(KEY.Key_Return)


def test_the_page_shows_the_deal_and_follows_the_arrows(page: OpportunityPage, card: int) -> None:
    assert page.opportunity_pane.header.name_label.text() == "Vantage – 14 practices"
    assert edit(page, "amount").text() == "$64,000"
    assert page.opportunity_pane.won_button.isVisible()
    press(KEY.Key_Down)
    assert page.record_id != card
    assert page.opportunity_pane.header.name_label.text() != "Vantage – 14 practices"


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [("67,200", 6_720_000, "USD"), ("$67,200.50", 6_720_050, "USD"), ("EUR 5000", 500_000, "EUR"), ("", 0, "USD")],
)
def test_an_amount_is_read_as_it_is_written(
    page: OpportunityPage, desk: Desk, card: int, typed: str, minor: int, currency: str
) -> None:
    field = edit(page, "amount")
    if typed:
        retype(field, typed)
    else:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.clear()
        press(KEY.Key_Return)
    found = on_disk(desk, card)
    assert (found.amount_minor, found.currency) == (minor, currency)


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("amount", "48.000.0", "Write it as $48,000"),
        ("probability", "160", "Write a percentage from 0 to 100, for example 60%"),
        ("expected_close", "sometime", "Write it as"),
        ("seats", "a few", "Write a whole number, for example 420"),
    ],
)
def test_a_bad_value_keeps_its_text_with_a_sentence_and_escape_restores(
    page: OpportunityPage, desk: Desk, card: int, key: str, typed: str, sentence: str
) -> None:
    before, shown = on_disk(desk, card), edit(page, key).text()
    retype(edit(page, key), typed)
    field = page.opportunity_pane.form.field(key)
    assert field.edit.text() == typed
    assert field.error_line.text().startswith(sentence)
    press(KEY.Key_Escape)
    assert field.edit.text() == shown
    assert field.error_line.text() == ""
    after = on_disk(desk, card)
    assert (after.amount_minor, after.probability, after.expected_close, after.seats) == (
        before.amount_minor,
        before.probability,
        before.expected_close,
        before.seats,
    )


def test_a_chance_set_by_hand_changes_the_weighted_amount(page: OpportunityPage, desk: Desk, card: int) -> None:
    retype(edit(page, "probability"), "50%")
    assert on_disk(desk, card).probability == 50
    fact = page.opportunity_pane.form.findChild(QLabel, "fact_weighted")
    assert fact is not None
    assert fact.text() == "$32,000"


def test_a_close_date_is_read_as_iso_and_shown_with_its_month(page: OpportunityPage, desk: Desk, card: int) -> None:
    retype(edit(page, "expected_close"), "2026-12-18")
    assert on_disk(desk, card).expected_close == date(2026, 12, 18)
    assert edit(page, "expected_close").text() == "18 Dec 2026"


def test_a_changed_amount_stands_in_the_timeline_with_both_values(page: OpportunityPage) -> None:
    retype(edit(page, "amount"), "67,200")
    said = [page.activity_pane.model.row_at(place).words for place in range(page.activity_pane.model.rowCount())]
    titles = [words.title for words in said if words is not None]
    assert "Amount $64,000 to $67,200" in titles


def test_the_stepper_moves_and_asks_before_won(
    qtbot: QtBot, page: OpportunityPage, session: DeskSession, desk: Desk, card: int
) -> None:
    stepper = page.opportunity_pane.stepper
    stepper.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(page.win_requested) as asked:
        press(KEY.Key_Right)
    assert asked.args == [[card]]
    assert on_disk(desk, card).stage_name == "Negotiation"
    press(KEY.Key_Left)
    assert on_disk(desk, card).stage_name == "Proposal"
    session.undo()
    assert on_disk(desk, card).stage_name == "Negotiation"


def test_w_and_l_ask_for_their_sheets(qtbot: QtBot, page: OpportunityPage, card: int) -> None:
    with qtbot.waitSignal(page.win_requested) as won:
        press(KEY.Key_W)
    with qtbot.waitSignal(page.lose_requested) as lost:
        press(KEY.Key_L)
    assert won.args == lost.args == [[card]]


def test_a_closed_opportunity_offers_to_reopen_and_says_why_it_was_lost(
    page: OpportunityPage, session: DeskSession, desk: Desk, card: int
) -> None:
    session.run(LoseOpportunity(card, "No budget"))
    page.show_record(card)
    pane = page.opportunity_pane
    assert pane.header.line_label.text() == "Cobalt Freight Systems. Lost: No budget"
    assert not pane.won_button.isVisible()
    pane.reopen_button.click()
    assert on_disk(desk, card).stage_name == "Negotiation"
    assert pane.won_button.isVisible()


def test_a_won_opportunity_shows_the_whole_way(page: OpportunityPage, session: DeskSession, card: int) -> None:
    session.run(WinOpportunity(card))
    page.show_record(card)
    steps = page.opportunity_pane.stepper.steps()
    assert [(step.label, step.state.value) for step in steps][-1] == ("Won", "current")


def test_no_next_step_says_so_and_one_is_planned_in_place(
    page: OpportunityPage, session: DeskSession, desk: Desk, card: int
) -> None:
    steps = page.opportunity_pane.next_steps
    assert steps.rows == []
    add = steps.findChild(QPushButton, "add_next_step")
    assert add is not None
    add.click()
    editor = page.window().findChild(StepEditor)
    assert editor is not None
    editor.kind_field.set_choice("document")
    editor.subject_field.setText("Return contract redlines")
    editor.day_field.set_day(desk.now().date())
    editor.time_field.setText("14:00")
    editor.save_button.click()
    assert steps.rows[0].when_button.text() == "Today 14:00"
    QTest.mouseClick(steps.rows[0].tick, Qt.MouseButton.LeftButton)
    assert desk.read(timeline.planned, "opportunity", card) == []
    session.undo()
    assert [row.planned.subject for row in steps.rows] == ["Return contract redlines"]


def test_every_planned_activity_is_listed_the_earliest_first(
    page: OpportunityPage, session: DeskSession, card: int
) -> None:
    for subject, day in (("later", 20), ("sooner", 12)):
        session.run(PlanActivity(PlannedStep("task", subject, date(2026, 11, day)), opportunity=card))
    assert [row.planned.subject for row in page.opportunity_pane.next_steps.rows] == ["sooner", "later"]


def test_evidence_is_shown_on_request_and_edited_at_its_row(page: OpportunityPage, desk: Desk, card: int) -> None:
    summary = page.opportunity_pane.bant
    assert summary.header.progress_label.text() == "4 of 4 confirmed"
    press(KEY.Key_4)
    assert summary.rows[3].hasFocus()
    press(KEY.Key_Return)
    editor = page.window().findChild(EvidenceEditor)
    assert editor is not None
    retyped = editor.fields[0].widget
    assert isinstance(retyped, QLineEdit)
    retyped.setText("2027-01-04")
    editor.save_button.click()
    found = desk.read(evidence.of_opportunity, card, desk.now())[3]
    assert found.primary.value == "2027-01-04"
    summary.evidence_button.click()
    assert summary.cards.isVisible()
    assert not summary.rows[0].isVisible()
    assert summary.evidence_button.text() == "Hide evidence"


def test_a_state_set_here_is_seen_by_the_lead_too(page: OpportunityPage, desk: Desk, card: int) -> None:
    press(KEY.Key_1)
    press(KEY.Key_F)
    lead = on_disk(desk, card).lead_id
    assert lead is not None
    assert desk.read(evidence.of_lead, lead, desk.now())[0].state == "failed"


def test_people_are_listed_with_their_roles(page: OpportunityPage) -> None:
    assert page.opportunity_pane.deal.people.isVisible()
    assert page.opportunity_pane.deal.people.count_label.text() == "1"


def test_the_lead_it_came_from_is_one_click_away(qtbot: QtBot, page: OpportunityPage, desk: Desk, card: int) -> None:
    with qtbot.waitSignal(page.open_requested) as asked:
        page.opportunity_pane.lead_button.click()
    assert asked.args == ["lead", on_disk(desk, card).lead_id]


def test_the_menu_offers_to_take_the_promotion_back(qtbot: QtBot, page: OpportunityPage, card: int) -> None:
    menu = page.record_menu()
    entry = next(action for action in menu.actions() if action.text().startswith("Take promotion back"))
    with qtbot.waitSignal(page.unpromote_requested) as asked:
        entry.trigger()
    assert asked.args == [card, None]


def test_every_lead_behind_it_is_listed_with_the_way_there_and_back(
    qtbot: QtBot, page: OpportunityPage, session: DeskSession, desk: Desk, card: int
) -> None:
    joined = add_lead(desk, first_name="Joel", last_name="Ferreira", source="referral")
    session.run(PromoteLead(joined, attach_to=card, override_reason="Same purchase"))
    maker = on_disk(desk, card).lead_id
    rows = page.opportunity_pane.sources.list.rows
    assert list(rows) == [maker, joined]
    assert [row.day_label.text().split()[0] for row in rows.values()] == ["Promoted", "Joined"]
    with qtbot.waitSignal(page.open_requested) as asked:
        rows[joined].name_button.click()
    assert asked.args == ["lead", joined]
    back = next(one for one in rows[joined].make_menu().actions() if one.objectName() == "take_back")
    with qtbot.waitSignal(page.unpromote_requested) as asked:
        back.trigger()
    assert asked.args == [card, joined]
    session.run(UnpromoteOpportunity(card, joined))
    assert list(page.opportunity_pane.sources.list.rows) == [maker]


def test_an_opportunity_without_leads_lists_none(page: OpportunityPage, session: DeskSession, desk: Desk) -> None:
    session.run(UnpromoteOpportunity(page.record_id or 0))
    assert not page.opportunity_pane.sources.isVisible()
    assert not any(action.text().startswith("Take promotion back") for action in page.record_menu().actions())


def test_an_opportunity_that_is_taken_back_leaves_the_list(
    page: OpportunityPage, session: DeskSession, card: int
) -> None:
    session.run(UnpromoteOpportunity(card))
    assert card not in page.model.ids()
    assert page.record_id is not None
    session.undo()
    assert page.record_id == card


def test_the_list_follows_moves_and_amounts_without_a_reset(
    page: OpportunityPage, session: DeskSession, desk: Desk, card: int
) -> None:
    heard: list[str] = []
    page.model.modelReset.connect(lambda: heard.append("reset"))
    session.run(MoveOpportunities((card,), 1))
    assert page.model.ids() == desk.read(opportunities.opportunity_ids, page.model.filter, page.model.order)
    session.undo()
    assert page.model.ids() == desk.read(opportunities.opportunity_ids, page.model.filter, page.model.order)
    assert heard == []


def test_tab_goes_round_the_whole_page_and_stays_in_no_pane(page: OpportunityPage) -> None:
    start = page.list_pane.view
    start.setFocus()
    names = []
    for _ in range(120):
        press(KEY.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        if focused is start:
            break
    assert names[-1] == start.objectName()
    assert {"field_amount", "show_evidence", "source_lead", "composer_text", "timeline"} <= set(names)
