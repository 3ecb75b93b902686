"""Whichever playbook is the default, it is shown, asked and saved; scores and clocks follow what the rep has set."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from salesdesk.domain.playbook import PlaybookPlan
from salesdesk.domain.scoring import Rule
from salesdesk.domain.shipped_playbooks import CHAMP, MEDDIC, SPIN
from salesdesk.queries import evidence
from salesdesk.queries.leads import lead_rows
from salesdesk.queries.settings import working_hours
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.ui.conftest import NOW
from ui.delegates.record_row import RecordRowDelegate, lead_look
from ui.session import DeskSession
from ui.views.leads import LeadsPage
from ui.views.record.score_popover import ScorePopover
from ui.wizards.dimension_step import DimensionStep
from ui.wizards.qualify import QualifyDialog

SHIPPED_ID = {"MEDDIC": 2, "CHAMP": 3, "SPIN": 4}
pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def lead(desk: Desk) -> int:
    """Give a lead that showed interest twenty hours ago."""
    fields = {"first_name": "Priya", "last_name": "Raghavan", "company": "Cobalt", "title": "Student"}
    new_id = desk.run(do.AddLead(fields | {"interest_at": NOW - timedelta(hours=20)})).new_id
    assert new_id is not None
    desk.run(do.SetLifecycle(new_id, "mql"))
    return new_id


def shown(qtbot: QtBot, session: DeskSession) -> LeadsPage:
    made = LeadsPage(session)
    qtbot.addWidget(made)
    made.resize(1184, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("plan", [MEDDIC, CHAMP, SPIN], ids=lambda plan: plan.name)
def test_the_page_and_the_wizard_ask_what_the_default_playbook_asks(
    qtbot: QtBot, session: DeskSession, lead: int, plan: PlaybookPlan
) -> None:
    dimensions = plan.dimensions
    session.run(do.SetDefaultPlaybook(SHIPPED_ID[plan.name]))
    page = shown(qtbot, session)
    cards = [card.dimension for card in page.lead_pane.bant.cards if card.isVisible()]
    assert [card.name for card in cards if card is not None] == [one.name for one in dimensions]
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    dialog = QualifyDialog(session, lead, window)
    qtbot.addWidget(dialog)
    dialog.show()
    steps = dialog.findChildren(DimensionStep)
    assert {step.key for step in steps} == {one.code for one in dimensions}
    dialog.close()
    session.run(do.RecordEvidence((do.Evidence(dimensions[0].code, "confirmed", "Twelve hours a week"),), lead=lead))
    found = session.read(evidence.of_lead, lead, session.now())
    assert (found[0].state, page.lead_pane.bant.cards[0].dimension) == ("confirmed", found[0])


def test_a_page_follows_an_edit_of_the_playbook_at_once(qtbot: QtBot, session: DeskSession, lead: int) -> None:
    page = shown(qtbot, session)
    session.run(do.ChangeDimension(1, "need", {"name": "Pain"}))
    assert page.lead_pane.bant.card("need").dimension == session.read(evidence.of_lead, lead, session.now())[2]
    session.run(do.DeleteDimension(1, "timeline"))
    assert [card.isVisible() for card in page.lead_pane.bant.cards] == [True, True, True, False]


def test_points_of_the_third_group_are_explained_too(qtbot: QtBot, session: DeskSession, lead: int) -> None:
    session.run(do.SetScoreRules((Rule("fit", 9, "Titled", "title"), Rule("negative", -4, "Still studies", "title"))))
    page = shown(qtbot, session)
    page.lead_pane.score_button.click()
    popover = page.window().findChild(ScorePopover)
    assert isinstance(popover, ScorePopover)
    assert [line.accessibleName() for line in popover.lines] == ["+9 Titled, Student", "−4 Still studies, Student"]
    popover.close()


def test_a_reply_clock_stands_still_outside_the_working_hours(
    qtbot: QtBot, session: DeskSession, desk: Desk, lead: int
) -> None:
    page = shown(qtbot, session)
    (row,) = desk.read(lead_rows, (lead,))
    delegate = page.list_pane.view.itemDelegate()
    assert isinstance(delegate, RecordRowDelegate)
    assert delegate.is_counting(row)
    session.run(do.ChangeSettings({"working_hours": "1-5 10:00-13:45"}))
    assert not delegate.is_counting(row)
    assert lead_look(row, NOW, session.read(working_hours)).words == "27:00"
