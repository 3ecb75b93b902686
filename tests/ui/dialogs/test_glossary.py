"""The glossary: every word on one page, found by typing; and the same words in tooltips where they show."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from salesdesk.domain.glossary import GLOSSARY, entry_of
from salesdesk.services.commands import AddLead, AddOpportunity
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from ui import wording
from ui.dialogs.calibration import CalibrationDialog
from ui.dialogs.glossary import GlossaryDialog
from ui.dialogs.playbooks import PlaybooksDialog
from ui.dialogs.score_rules import ScoreRulesDialog
from ui.dialogs.settings import SettingsDialog
from ui.main_window.places import Place
from ui.main_window.window import MainWindow
from ui.models.table_columns import EXPLAINED
from ui.views.record.score_popover import ScorePopover


def dialog_of(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    """Return the dialog of a kind that is open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


@pytest.fixture
def glossary(qtbot: QtBot, window: MainWindow) -> GlossaryDialog:
    """Give the glossary, opened from the Help menu."""
    window.commands.glossary.trigger()
    found = dialog_of(qtbot, window, GlossaryDialog)
    assert isinstance(found, GlossaryDialog)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def shown(glossary: GlossaryDialog) -> list[str]:
    """Return the entries that show."""
    return [row.entry.key for row in glossary.page.rows if not row.isHidden()]


def test_every_entry_is_on_the_page(glossary: GlossaryDialog) -> None:
    assert sorted(shown(glossary)) == sorted(entry.key for entry in GLOSSARY)


def test_typing_finds_and_nothing_found_is_said(glossary: GlossaryDialog) -> None:
    assert QApplication.focusWidget() is glossary.find_field
    QTest.keyClicks(glossary.find_field, "percentile")
    assert shown(glossary) == ["forecast"]
    QTest.keyClicks(glossary.find_field, "x")
    assert glossary.nothing.isVisible()
    assert glossary.nothing.heading.text() == "Nothing called “percentilex”"
    QTest.keyClick(glossary.find_field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(glossary.find_field, Qt.Key.Key_Delete)
    assert len(shown(glossary)) == len(GLOSSARY)


def test_the_page_is_scrolled_by_keys(glossary: GlossaryDialog) -> None:
    QTest.keyClick(glossary.find_field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is glossary.page
    QTest.keyClick(glossary.page, Qt.Key.Key_PageDown)
    assert glossary.page.verticalScrollBar().value() > 0
    QTest.keyClick(glossary.page, Qt.Key.Key_Escape)
    assert not glossary.isVisible()


def test_a_tooltip_says_what_the_glossary_says_in_short_lines() -> None:
    said = wording.explained("weighted")
    assert said.startswith("Weighted pipeline\n")
    assert entry_of("weighted").formula in said
    assert all(len(line) <= 72 for entry in GLOSSARY for line in wording.explained(entry.key).split("\n"))


def test_the_words_are_explained_where_they_show(window: MainWindow, desk: Desk) -> None:
    done = window.session.run(AddLead({"first_name": "Priya", "title": "CEO"}))
    assert done is not None
    assert done.new_id is not None
    window.session.run(AddOpportunity({"name": "Cobalt"}))
    window.open_record("lead", done.new_id)
    page = window.pages.leads
    assert page is not None
    pane = page.lead_pane
    assert pane.score_button.toolTip() == wording.explained("score")
    assert pane.bant.header.heading.toolTip() == wording.explained("bant")
    tips = [step.tip for step in pane.stepper.steps()]
    assert tips == [wording.explained(stage) for stage in ("new", "working", "mql", "sql", "opportunity")]
    window.go(Place("pipeline"))
    pipeline = window.pages.pipeline
    assert pipeline is not None
    assert wording.explained("weighted") in pipeline.header._figures[0].toolTip()
    assert all(wording.explained(key) for key in EXPLAINED.values())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("playbooks", PlaybooksDialog),
        ("score_rules", ScoreRulesDialog),
        ("calibration", CalibrationDialog),
        ("glossary", GlossaryDialog),
    ],
)
def test_menu_and_palette_open_each_window(qtbot: QtBot, window: MainWindow, name: str, kind: type[QDialog]) -> None:
    action = getattr(window.commands, name)
    assert action in window.commands.commands()
    action.trigger()
    dialog = dialog_of(qtbot, window, kind)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_the_settings_open_the_editors_over_themselves(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.settings.trigger()
    settings = dialog_of(qtbot, window, SettingsDialog)
    assert isinstance(settings, SettingsDialog)
    for button, kind in ((settings.playbooks_button, PlaybooksDialog), (settings.score_rules_button, ScoreRulesDialog)):
        button.click()
        dialog = dialog_of(qtbot, window, kind)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is settings)
    settings.close()


def test_the_explanation_of_a_score_leads_to_its_rules_and_on_to_the_calibration(
    qtbot: QtBot, window: MainWindow
) -> None:
    done = window.session.run(AddLead({"first_name": "Priya", "title": "CEO"}))
    assert done is not None
    assert done.new_id is not None
    window.open_record("lead", done.new_id)
    page = window.pages.leads
    assert page is not None
    page.lead_pane.explain_score()
    popover = window.findChild(ScorePopover)
    assert popover is not None
    for _ in range(len(popover.lines) + 1):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert popover.rules_button.hasFocus()
    QTest.keyClick(popover.rules_button, Qt.Key.Key_Space)
    rules = dialog_of(qtbot, window, ScoreRulesDialog)
    assert isinstance(rules, ScoreRulesDialog)
    rules.calibration_button.click()
    calibration = dialog_of(qtbot, window, CalibrationDialog)
    assert isinstance(calibration, CalibrationDialog)
    other = add_lead(window.session.desk, first_name="Marta")
    calibration.open_requested.emit(other)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert page.lead_pane.lead_id == other


def test_a_lead_of_the_preview_opens_and_the_edits_are_kept(qtbot: QtBot, window: MainWindow) -> None:
    added = window.session.run(AddLead({"first_name": "Priya"}))
    assert added is not None
    lead = added.new_id
    window.commands.playbooks.trigger()
    dialog = dialog_of(qtbot, window, PlaybooksDialog)
    assert isinstance(dialog, PlaybooksDialog)
    dialog.page.outline.choose("")
    mark = dialog.page.form().fields["mql_mark"]
    mark.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(mark, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(mark, "55")
    dialog.open_requested.emit(lead)
    assert window.pages.leads is not None
    assert window.pages.leads.lead_pane.lead_id == lead
    assert window.openings.drafts.playbooks[1].mql_mark == 55
