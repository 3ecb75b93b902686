"""The composer logs what happened and the step after it in one undo, and never loses what is typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.queries import history, leads, timeline
from salesdesk.queries.timeline import ActivityEntry
from salesdesk.services.commands import AddLead, DeleteLeads
from salesdesk.services.desk import Desk
from ui.session import DeskSession
from ui.views.record.activity_pane import ActivityPane
from ui.views.record.composer import Composer
from ui.views.record.step_editor import StepEditor, next_working_day

CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key
pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def lead(desk: Desk) -> int:
    """Give a lead to write about."""
    return added(desk, "Priya")


@pytest.fixture
def pane(qtbot: QtBot, session: DeskSession, lead: int) -> ActivityPane:
    """Give the activity pane of that lead, seen, with the cursor in the composer."""
    made = ActivityPane(session, "lead")
    qtbot.addWidget(made)
    made.resize(364, 800)
    made.show()
    made.activateWindow()
    made.show_record(lead, "Priya")
    made.focus_composer()
    qtbot.waitUntil(lambda: made.composer.text_edit.hasFocus())
    return made


def added(desk: Desk, name: str) -> int:
    new_id = desk.run(AddLead({"first_name": name})).new_id
    assert new_id is not None
    return new_id


def activities(desk: Desk, lead: int) -> list[ActivityEntry]:
    found = desk.read(timeline.timeline, "lead", lead).entries
    return [entry for entry in found if isinstance(entry, ActivityEntry)]


def choose(button: QPushButton, text: str) -> None:
    """Pick an entry of the menu of a button."""
    next(action for action in button.menu().actions() if action.text() == text).trigger()


def save(composer: Composer) -> None:
    QTest.keyClick(composer.text_edit, KEY.Key_Return, CONTROL)


def steps_of(desk: Desk) -> int:
    return len(desk.read(history.steps, 100))


def test_a_call_with_its_next_step_is_one_undo(pane: ActivityPane, session: DeskSession, desk: Desk, lead: int) -> None:
    composer = pane.composer
    before = steps_of(desk)
    QTest.keyClicks(composer.text_edit, "Wants a side-by-side.")
    choose(composer.minutes_button, "20 min")
    composer.next_button.click()
    editor = pane.window().findChild(StepEditor)
    assert editor is not None
    editor.day_field.set_day(date(2026, 11, 12))
    editor.time_field.setText("10:00")
    editor.save_button.click()
    assert composer.next_button.text() == "Next  Call, Thu 12 Nov 10:00"
    save(composer)
    (call,) = activities(desk, lead)
    assert (call.kind, call.outcome, call.duration_min, call.notes) == (
        "call",
        "connected",
        20,
        "Wants a side-by-side.",
    )
    (planned,) = desk.read(timeline.planned, "lead", lead)
    assert (planned.kind, planned.due_on) == ("call", date(2026, 11, 12))
    assert steps_of(desk) == before + 1
    session.undo()
    assert activities(desk, lead) == []
    assert desk.read(timeline.planned, "lead", lead) == []


def test_a_saved_activity_stands_in_the_timeline_and_the_composer_is_empty(
    qtbot: QtBot, pane: ActivityPane, session: DeskSession
) -> None:
    QTest.keyClicks(pane.composer.text_edit, "Voicemail left.")
    choose(pane.composer.result_button, "No answer")
    with qtbot.waitSignal(session.notified) as toast:
        save(pane.composer)
    assert toast.args == ["Logged call with “Priya”", True]
    assert pane.composer.text_edit.toPlainText() == ""
    said = [pane.model.row_at(place).words for place in range(pane.model.rowCount())]
    assert [words.title for words in said if words is not None] == [
        "Call, no answer",
        "New to Working",
        "Added by hand",
    ]


def test_what_is_typed_waits_while_other_leads_are_looked_at(pane: ActivityPane, desk: Desk, lead: int) -> None:
    other = added(desk, "Joel")
    QTest.keyClicks(pane.composer.text_edit, "half a sent")
    choose(pane.composer.result_button, "Voicemail")
    pane.show_record(other, "Joel")
    assert pane.composer.text_edit.toPlainText() == ""
    assert pane.composer.result_button.text() == "Connected"
    pane.show_record(lead, "Priya")
    assert pane.composer.text_edit.toPlainText() == "half a sent"
    assert pane.composer.result_button.text() == "Voicemail"
    assert activities(desk, lead) == []


def test_the_text_stays_when_the_tab_changes(pane: ActivityPane, desk: Desk, lead: int) -> None:
    QTest.keyClicks(pane.composer.text_edit, "Budget sits in opex.")
    QTest.mouseClick(pane.composer.tabs["note"], Qt.MouseButton.LeftButton)
    assert pane.composer.text_edit.toPlainText() == "Budget sits in opex."
    save(pane.composer)
    assert [(one.kind, one.notes) for one in activities(desk, lead)] == [("note", "Budget sits in opex.")]


def test_a_note_or_task_without_words_cannot_be_saved_and_a_call_can(pane: ActivityPane, desk: Desk, lead: int) -> None:
    composer = pane.composer
    for tab in ("note", "task"):
        composer.open_tab(tab)
        assert not composer.log_button.isEnabled()
        save(composer)
    assert activities(desk, lead) == []
    composer.open_tab("call")
    composer.log_button.click()
    assert [one.kind for one in activities(desk, lead)] == ["call"]


def test_a_task_is_planned_on_its_day_its_further_lines_are_notes(pane: ActivityPane, desk: Desk, lead: int) -> None:
    pane.composer.open_tab("task")
    assert pane.composer.due_button.text() == "Wed 11 Nov"
    pane.composer.text_edit.setPlainText("Send numbers\nfor a fleet her size")
    save(pane.composer)
    (planned,) = desk.read(timeline.planned, "lead", lead)
    assert (planned.kind, planned.subject, planned.due_on) == ("task", "Send numbers", date(2026, 11, 11))
    assert activities(desk, lead) == []


@pytest.mark.parametrize(
    ("result", "direction", "outcome", "title"),
    [
        ("Sent", "outbound", "sent", "Email, sent"),
        ("Received", "inbound", "", "Email, received"),
        ("Bounced", "outbound", "bounced", "Email, bounced"),
    ],
)
def test_mail_says_which_way_it_went(
    pane: ActivityPane, desk: Desk, lead: int, result: str, direction: str, outcome: str, title: str
) -> None:
    pane.composer.open_tab("email")
    choose(pane.composer.result_button, result)
    save(pane.composer)
    (mail,) = activities(desk, lead)
    assert (mail.direction, mail.outcome) == (direction, outcome)
    said = [pane.model.row_at(place).words for place in range(pane.model.rowCount())]
    assert title in [words.title for words in said if words is not None]


def test_a_demo_is_a_kind_of_meeting(pane: ActivityPane, desk: Desk, lead: int) -> None:
    pane.composer.open_tab("meeting")
    choose(pane.composer.form_button, "Demo")
    assert pane.composer.log_button.text() == "Log demo"
    save(pane.composer)
    assert [one.kind for one in activities(desk, lead)] == ["demo"]


def test_the_first_logged_call_stops_the_reply_clock_and_starts_work(pane: ActivityPane, desk: Desk, lead: int) -> None:
    save(pane.composer)
    page = desk.read(leads.lead_page, lead)
    assert page is not None
    assert page.lifecycle == "working"
    assert page.first_reply_at is not None


def test_ctrl_shift_enter_saves_and_asks_for_the_next_lead(qtbot: QtBot, pane: ActivityPane) -> None:
    with qtbot.waitSignal(pane.composer.saved) as saved:
        QTest.keyClick(pane.composer.text_edit, KEY.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert saved.args == [True]


def test_escape_leaves_the_composer_and_keeps_the_text(qtbot: QtBot, pane: ActivityPane) -> None:
    QTest.keyClicks(pane.composer.text_edit, "half")
    with qtbot.waitSignal(pane.composer.left):
        QTest.keyClick(pane.composer.text_edit, KEY.Key_Escape)
    assert pane.composer.text_edit.toPlainText() == "half"


def test_a_refused_activity_keeps_everything_that_was_typed(
    qtbot: QtBot, pane: ActivityPane, session: DeskSession, desk: Desk, lead: int
) -> None:
    QTest.keyClicks(pane.composer.text_edit, "Said yes.")
    desk.run(DeleteLeads((lead,)))
    with qtbot.waitSignal(session.refused):
        save(pane.composer)
    assert pane.composer.text_edit.toPlainText() == "Said yes."


def test_a_wrong_time_stays_in_the_editor_with_a_sentence(pane: ActivityPane) -> None:
    pane.composer.next_button.click()
    editor = pane.window().findChild(StepEditor)
    assert editor is not None
    editor.time_field.setText("soon")
    editor.save_button.click()
    assert editor.isVisible()
    assert editor.time_field.error() == "Write it as 14:30"
    focused = QApplication.focusWidget()
    assert focused is editor.time_field
    QTest.keyClick(focused, KEY.Key_Escape)
    assert pane.composer.draft.next_step is None


def test_nothing_logged_says_so_where_the_record_has_no_past(qtbot: QtBot, session: DeskSession, desk: Desk) -> None:
    made = ActivityPane(session, "opportunity")
    qtbot.addWidget(made)
    made.show_record(99)
    assert made.empty_label.text() == "Nothing logged yet. Log the first call."
    assert made.empty_label.isVisibleTo(made)


def test_older_entries_are_read_when_they_are_scrolled_to(pane: ActivityPane, session: DeskSession, lead: int) -> None:
    from salesdesk.services.commands import LogActivity

    for number in range(timeline.PAGE + 15):
        session.desk.run(LogActivity("note", lead=lead, notes=f"note {number}"))
    pane.show_record(lead, "Priya")
    assert pane.model.entry_count < timeline.PAGE + 15
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    assert pane.model.entry_count == timeline.PAGE + 16


def test_delete_takes_an_activity_out_of_the_timeline(pane: ActivityPane, desk: Desk, lead: int) -> None:
    save(pane.composer)
    pane.view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pane.view, KEY.Key_Delete)
    assert activities(desk, lead) == []


def test_a_day_ahead_that_falls_on_a_weekend_is_the_monday_after() -> None:
    friday = datetime(2026, 11, 13).date()
    assert next_working_day(friday, 1) == date(2026, 11, 16)
    assert next_working_day(friday, 3) == date(2026, 11, 16)
    assert next_working_day(friday, 4) == date(2026, 11, 17)
