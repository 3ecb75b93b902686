"""The editor of scoring rules: the effect stands beside them before they are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.scoring import RULES, Rule
from salesdesk.queries import scores
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from ui.dialogs.drafts import Drafts
from ui.dialogs.score_editor.rule_row import RuleEdit
from ui.dialogs.score_rules import ScoreRulesDialog
from ui.session import DeskSession
from ui.widgets.fields import LineField

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Open = Callable[[], ScoreRulesDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, session: DeskSession) -> Iterator[Open]:
    """Give a function that opens the editor over an active window; what was not saved is kept between two calls."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    drafts = Drafts()

    def make() -> ScoreRulesDialog:
        dialog = ScoreRulesDialog(session, drafts, window)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield make
    window.close()


@pytest.fixture
def dialog(open_dialog: Open) -> ScoreRulesDialog:
    """Give the editor, open."""
    return open_dialog()


def edit(dialog: ScoreRulesDialog, place: int) -> RuleEdit:
    """Return the row at a place."""
    row = dialog.rows.rows[place]
    assert isinstance(row, RuleEdit)
    return row


def write(field: LineField, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace what a field says, and leave it with a key."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def settle(qtbot: QtBot, dialog: ScoreRulesDialog) -> None:
    """Wait for the effect of the present rules."""
    qtbot.waitUntil(lambda: not dialog.effect.is_pending)


def act(menu: QMenu, name: str) -> None:
    """Choose an entry of a menu."""
    action = next(one for one in menu.actions() if one.objectName() == name)
    assert action.isEnabled()
    action.trigger()


def names(dialog: ScoreRulesDialog) -> list[str]:
    """Return what the rules of the group that shows are called."""
    return [edit(dialog, place).name_field.text() for place in range(len(dialog.rows.rows))]


def test_the_effect_is_seen_before_the_points_are_saved(qtbot: QtBot, desk: Desk, open_dialog: Open) -> None:
    lead = add_lead(desk, title="CEO")
    add_lead(desk, first_name="Joel")
    dialog = open_dialog()
    settle(qtbot, dialog)
    assert dialog.effect.sentence.text() == "Every lead keeps its score."
    assert not dialog.primary_button.isEnabled()
    write(edit(dialog, 0).points_field, "65")
    assert not dialog.primary_button.isEnabled()
    settle(qtbot, dialog)
    assert dialog.effect.sentence.text() == "1 of 2 leads score otherwise. 1 reach 60 and become MQL."
    assert dialog.effect.table.texts()[1] == ["20–39", "1", "0"]
    assert dialog.effect.table.texts()[3] == ["60–79", "0", "1"]
    line = dialog.effect.leads.lines.lines[0]
    assert (line.lead_id, line.said, line.tag) == (lead, "20 → 65", "MQL")
    assert desk.read(scores.rules) == RULES
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.read(scores.rules)[0].points == 65)
    qtbot.waitUntil(lambda: not dialog.draft.is_changed)
    assert dialog.saved_label.text() == "Change scoring rules"
    dialog.undo_button.click()
    assert desk.read(scores.rules) == RULES
    qtbot.waitUntil(lambda: dialog.draft.rules == RULES)


def test_each_mistake_shows_below_its_row_and_nothing_can_be_saved(qtbot: QtBot, dialog: ScoreRulesDialog) -> None:
    for field, text, sentence in (
        (edit(dialog, 0).points_field, "many", "give a whole number up to 100"),
        (edit(dialog, 1).test_field, "any of pope", "use one of executive"),
        (edit(dialog, 2).name_field, "executive  TITLE", "two rules share it"),
    ):
        write(field, text)
        assert sentence in field.error()
        assert field.text() == text
    assert sentence in edit(dialog, 2).error_line.text()
    assert dialog.effect.sentence.text() == "3 mistakes have to be put right first."
    assert not dialog.primary_button.isEnabled()
    write(edit(dialog, 0).points_field, "-12")
    assert edit(dialog, 0).points_field.error() == ""
    assert dialog.draft.rules[0].points == -12
    assert edit(dialog, 0).points_field.text() == "\u221212"


def test_esc_gives_up_what_is_typed_and_then_closes(dialog: ScoreRulesDialog) -> None:
    field = edit(dialog, 0).name_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "xx")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Executive title"
    assert dialog.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_rules_are_added_moved_between_groups_and_deleted_by_keys(
    qtbot: QtBot, dialog: ScoreRulesDialog, desk: Desk
) -> None:
    dialog.groups.segment("negative").click()
    shipped = ["Free-mail domain", "Bounced address", "Student or trainee", "Silence"]
    assert names(dialog) == shipped
    dialog.add_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(dialog.add_button, Qt.Key.Key_Space)
    added = edit(dialog, len(shipped))
    qtbot.waitUntil(added.fact_field.isVisible)
    assert QApplication.focusWidget() is added.name_field
    QTest.keyClicks(added.name_field, "No phone")
    QTest.keyClick(added.name_field, Qt.Key.Key_Tab)
    assert added.fact_field.hasFocus()
    while added.fact_field.choice() != "free_mail":
        QTest.keyClick(added.fact_field, Qt.Key.Key_Down)
    assert not added.test_field.isEnabled()
    act(dialog.rule_menu(added.key), "to_fit")
    assert names(dialog) == shipped
    dialog.groups.segment("fit").click()
    assert names(dialog)[-1] == "No phone"
    last = dialog.rows.rows[-1].grip
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(last, Qt.Key.Key_Up, ALT)
    assert names(dialog)[-2] == "No phone"
    settle(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: Rule("fit", -5, "No phone", "free_mail") in desk.read(scores.rules))
    grip = dialog.rows.rows[-2].grip
    grip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(grip, Qt.Key.Key_Delete)
    assert "No phone" not in names(dialog)
    dialog.undo_button.click()
    assert "No phone" in names(dialog)


def test_what_is_not_saved_is_kept_and_can_be_discarded(
    qtbot: QtBot, open_dialog: Open, session: DeskSession, desk: Desk
) -> None:
    dialog = open_dialog()
    write(edit(dialog, 0).points_field, "44")
    with qtbot.waitSignal(session.notified):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    again = open_dialog()
    assert again.draft.rules[0].points == 44
    act(again.menu(), "discard")
    assert again.draft.rules == RULES
    assert desk.read(scores.rules) == RULES


def test_the_rules_of_a_new_file_can_be_taken_back(qtbot: QtBot, desk: Desk, open_dialog: Open) -> None:
    desk.run(do.SetScoreRules(RULES[:3]))
    dialog = open_dialog()
    act(dialog.menu(), "shipped")
    settle(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.read(scores.rules) == RULES)


def test_rules_changed_elsewhere_are_followed(dialog: ScoreRulesDialog, desk: Desk) -> None:
    dialog.session.announce(desk.run(do.SetScoreRules(RULES[:3])).changes)
    assert dialog.draft.rules == RULES[:3]
    write(edit(dialog, 0).points_field, "44")
    dialog.session.announce(desk.run(do.SetScoreRules(RULES[:2])).changes)
    assert len(dialog.draft.rules) == 3
    assert dialog.draft.kept == RULES[:2]


def test_a_lead_is_opened_from_the_effect_and_its_work_can_be_stopped(
    qtbot: QtBot, desk: Desk, open_dialog: Open
) -> None:
    lead = add_lead(desk, title="CEO")
    dialog = open_dialog()
    write(edit(dialog, 0).points_field, "30")
    settle(qtbot, dialog)
    with qtbot.waitSignal(dialog.open_requested) as asked:
        QTest.keyClick(dialog.effect.leads, Qt.Key.Key_Return)
    assert asked.args == [lead]
    write(edit(dialog, 0).points_field, "31")
    qtbot.waitUntil(lambda: dialog.effect.panel.is_running or not dialog.effect.is_pending)
    dialog.effect.panel.stop()
    assert dialog.effect.panel.headline.text() == "Stopped"
    assert dialog.primary_button.isEnabled()
