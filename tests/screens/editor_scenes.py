"""The screens of the editors that decide how leads are judged: playbooks, scoring rules, calibration, glossary."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salesdesk.services.commands import (
    AddLead,
    ChangeSettings,
    DisqualifyLead,
    Evidence,
    LoseOpportunity,
    PromoteLead,
    RecordEvidence,
    ReviewPlaybook,
    WinOpportunity,
)
from tests.screens.stage import Scene, Stage, in_large_letters
from ui.dialogs.calibration import CalibrationDialog
from ui.dialogs.glossary import GlossaryDialog
from ui.dialogs.playbooks import PlaybooksDialog
from ui.dialogs.score_editor.rule_row import RuleEdit
from ui.dialogs.score_rules import ScoreRulesDialog
from ui.dialogs.settings import SettingsDialog

LONG_NAME = "A name of sixty characters, as long as names are ever given!"


def write(field: QWidget, text: str) -> None:
    """Write into a field in place of what it says."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def playbooks(stage: Stage) -> PlaybooksDialog:
    """Open the editor of playbooks over some answers."""
    stage.show("leads")
    for lead in range(1, 12):
        answers = (
            Evidence("budget", "confirmed", str(9000 * lead)),
            Evidence("authority", "confirmed", "A. Osei, CFO"),
        )
        late = Evidence("timeline", "failed" if lead % 4 == 0 else "confirmed", "2027-02-01")
        stage.session.run(RecordEvidence((*answers, Evidence("need", "confirmed", "Faster"), late), lead=lead))
    stage.window.openings.open_playbooks()
    dialog = stage.dialog(PlaybooksDialog)
    assert isinstance(dialog, PlaybooksDialog)
    return dialog


def playbook(stage: Stage, folder: Path) -> None:
    """Edit a criterion, with a rule that cannot be read."""
    dialog = playbooks(stage)
    dialog.page.outline.choose("budget_amount")
    write(dialog.page.criterion_form.fields["rule"], "plenty")
    dialog.page.criterion_form.fields["weight"].setFocus(Qt.FocusReason.TabFocusReason)


def playbook_itself(stage: Stage, folder: Path) -> None:
    """Show the playbook itself: limits, review, versions."""
    dialog = playbooks(stage)
    stage.session.run(ReviewPlaybook(1))
    dialog.page.outline.choose("budget_amount")
    write(dialog.page.criterion_form.fields["rule"], ">= 50000 USD")
    show_preview(stage, dialog)
    dialog.primary_button.click()
    stage.wait(lambda: dialog.row.version == 2 and not dialog.draft.is_changed)
    dialog.page.outline.choose("")
    write(dialog.page.playbook_form.fields["name"], LONG_NAME)
    dialog.page.outline.setFocus(Qt.FocusReason.TabFocusReason)


def show_preview(stage: Stage, dialog: PlaybooksDialog) -> None:
    """Go on to the preview and wait for it."""
    dialog.primary_button.click()
    stage.wait(lambda: dialog.preview.found is not None)


def close_some(stage: Stage) -> None:
    """Win, lose and drop leads that had answers."""
    answers = (Evidence("budget", "confirmed", "60000"), Evidence("authority", "confirmed", "A. Osei, CFO"))
    known = (*answers, Evidence("need", "confirmed", "Faster"), Evidence("timeline", "confirmed", "2027-02-01"))
    for number in range(14):
        added = stage.session.run(AddLead({"first_name": f"Past {number}", "company": "Cobalt"}))
        assert added is not None
        lead = added.new_id or 0
        low = Evidence("budget", "confirmed", str(4000 * (number + 5)))
        stage.session.run(RecordEvidence((low, *known[1:]), lead=lead))
        if number % 3 == 2:
            stage.session.run(DisqualifyLead(lead, "No need"))
            continue
        promoted = stage.session.run(PromoteLead(lead))
        assert promoted is not None
        card = promoted.new_id or 0
        stage.session.run(WinOpportunity(card) if number % 3 else LoseOpportunity(card, "No budget"))


def playbook_preview(stage: Stage, folder: Path) -> None:
    """See what a tighter rule changes."""
    close_some(stage)
    dialog = playbooks(stage)
    dialog.page.outline.choose("budget_amount")
    write(dialog.page.criterion_form.fields["rule"], ">= 50000 USD")
    dialog.page.outline.choose("decision_by")
    write(dialog.page.criterion_form.fields["rule"], "within 6 months")
    show_preview(stage, dialog)
    dialog.preview.leads.setFocus(Qt.FocusReason.TabFocusReason)


def score_rules(stage: Stage, folder: Path) -> None:
    """Change points, and see the effect."""
    stage.show("leads")
    stage.window.openings.open_score_rules()
    dialog = stage.dialog(ScoreRulesDialog)
    assert isinstance(dialog, ScoreRulesDialog)
    row = dialog.rows.rows[1]
    assert isinstance(row, RuleEdit)
    write(row.points_field, "38")
    QTest.keyClick(row.points_field, Qt.Key.Key_Return)
    stage.wait(lambda: not dialog.effect.is_pending and dialog.effect.found)


def score_rules_wrong(stage: Stage, folder: Path) -> None:
    """Make mistakes in a rule with a long name."""
    score_rules(stage, folder)
    dialog = stage.dialog(ScoreRulesDialog)
    assert isinstance(dialog, ScoreRulesDialog)
    row = dialog.rows.rows[3]
    assert isinstance(row, RuleEdit)
    write(row.name_field, LONG_NAME)
    write(row.test_field, "plenty")
    QTest.keyClick(row.test_field, Qt.Key.Key_Return)


def calibration(stage: Stage, folder: Path) -> None:
    """Show the bands of a desk with enough leads in some of them."""
    for number in range(140):
        title = ("CEO", "Director of Operations", "Buyer", "")[number % 4]
        fields = {"first_name": f"Lead {number}", "company": "Cobalt", "title": title, "industry": "Freight"}
        done = stage.session.run(AddLead(fields | {"source": "webinar" if number % 3 else ""}))
        if done is not None and done.new_id is not None and number % (3 if title else 9) == 1:
            card = stage.session.run(PromoteLead(done.new_id, override_reason="Known"))
            if card is not None and card.new_id is not None and number % 2:
                stage.session.run(WinOpportunity(card.new_id))
    stage.show("leads")
    stage.window.openings.open_calibration()
    stage.dialog(CalibrationDialog).findChild(QWidget, "calibration_chart").setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[union-attr]


def calibration_table(stage: Stage, folder: Path) -> None:
    """Show the bands as a table."""
    calibration(stage, folder)
    dialog = stage.dialog(CalibrationDialog)
    assert isinstance(dialog, CalibrationDialog)
    dialog.layouts.segment("table").click()


def glossary(stage: Stage, folder: Path) -> None:
    """Open the glossary."""
    stage.show("leads")
    stage.window.openings.open_glossary()
    stage.dialog(GlossaryDialog)


def settings(stage: Stage, _folder: Path) -> None:
    """Paint the settings with working hours that end before they begin."""
    stage.session.run(ChangeSettings({"working_hours": "1-5 09:00-17:30", "region": "NL"}))
    dialog = SettingsDialog(stage.session, stage.window.preferences, stage.window)
    dialog.open()
    stage.settle()
    write(dialog.hours_field.end_field, "08:00")
    dialog.hours_field.start_field.setFocus(Qt.FocusReason.TabFocusReason)


EDITOR_SCENES: dict[str, Scene] = {
    "settings": settings,
    "playbook": playbook,
    "playbook-itself": playbook_itself,
    "playbook-preview": playbook_preview,
    "playbook-200": in_large_letters(playbook),
    "score-rules": score_rules,
    "score-rules-wrong": score_rules_wrong,
    "score-rules-200": in_large_letters(score_rules),
    "calibration": calibration,
    "calibration-table": calibration_table,
    "glossary": glossary,
}
