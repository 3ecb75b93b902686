"""The editor of playbooks: mistakes beside their fields, a preview before saving, and nothing lost on the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.playbook import BANT, PlaybookPlan
from salesdesk.domain.playbook_edits import changed_criterion, criterion_of, with_fields
from salesdesk.domain.playbook_json import from_json, to_json
from salesdesk.queries.leads import lead_page
from salesdesk.queries.playbooks import default_id, plan_of, playbooks
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.file_dialog import choose_file
from tests.qualifying import add_lead, confirm
from tests.rows import all_rows
from ui.dialogs.drafts import Drafts
from ui.dialogs.playbook_editor.sheets import NewPlaybookSheet
from ui.dialogs.playbooks import EDIT, PREVIEW, PlaybooksDialog
from ui.session import DeskSession
from ui.widgets.fields import ChoiceField, LineField, TextField

pytestmark = pytest.mark.usefixtures("british")
ALT, CTRL, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
Open = Callable[[], PlaybooksDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, session: DeskSession) -> Iterator[Open]:
    """Give a function that opens the editor over an active window; what was not saved is kept between two calls."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()
    drafts = Drafts()

    def make() -> PlaybooksDialog:
        dialog = PlaybooksDialog(session, drafts, window)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield make
    window.close()


@pytest.fixture
def dialog(open_dialog: Open) -> PlaybooksDialog:
    """Give the editor, open."""
    return open_dialog()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def focused() -> str:
    """Return the name of what has the focus."""
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def tab_to(name: str) -> QWidget:
    """Press Tab until the focus is there."""
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget.objectName() == name:
            return widget
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is not reached with Tab")


def write(dialog: PlaybooksDialog, part: str, field: str, text: str) -> QWidget:
    """Go to a part, write into one of its fields in place of what it says, and leave it."""
    dialog.page.outline.choose(part)
    found = dialog.page.form().fields[field]
    found.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(found, Qt.Key.Key_A, CTRL)
    QTest.keyClick(found, Qt.Key.Key_Delete)
    QTest.keyClicks(found, text)
    dialog.page.outline.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def act(menu: QMenu, name: str) -> None:
    """Choose an entry of a menu."""
    action = next(one for one in menu.actions() if one.objectName() == name)
    assert action.isEnabled()
    action.trigger()


def choose(qtbot: QtBot, path: Path) -> None:
    """Choose a file in the dialog, once it takes keys."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    choose_file(qtbot, path)


def see(qtbot: QtBot, dialog: PlaybooksDialog) -> None:
    """Go on to the preview and wait for it."""
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.preview.found is not None)


def save(qtbot: QtBot, dialog: PlaybooksDialog) -> None:
    """Save through the preview."""
    see(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == EDIT)


def bant(desk: Desk) -> PlaybookPlan:
    """Return BANT as it is kept."""
    return desk.read(plan_of, 1)


def test_a_rule_is_changed_seen_and_saved_by_keys_alone(qtbot: QtBot, desk: Desk, open_dialog: Open) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    dialog = open_dialog()
    assert focused() == "playbook_outline"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert focused() == "part_prompt"
    QTest.keyClicks(tab_to("part_rule"), ">= 50000 USD")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.preview.found is not None)
    assert dialog.preview.count_label.text() == "1 of 1 open leads change their verdict"
    assert dialog.preview.changes_label.text() == "Budget: rule “>= 50000 USD”, before empty"
    assert dialog.preview.open_table.texts()[0] == ["Qualified", "1", "0"]
    assert dialog.preview.open_table.texts()[2] == ["Incomplete", "0", "1"]
    assert bant(desk).version == 1
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == EDIT)
    assert criterion_of(bant(desk), "budget_amount")[1].rule == ">= 50000 USD"
    assert bant(desk).version == 2
    assert not dialog.draft.is_changed
    press(Qt.Key.Key_Z, CTRL)
    assert bant(desk) == BANT
    assert dialog.saved_label.text() == "Undone: Change playbook “BANT”"


def test_each_mistake_shows_beside_its_field_and_nothing_can_be_saved(dialog: PlaybooksDialog, desk: Desk) -> None:
    write(dialog, "budget_amount", "rule", "plenty")
    write(dialog, "budget_amount", "weight", "heavy")
    write(dialog, "", "mql_mark", "0")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.stack.currentIndex() == EDIT
    assert dialog.refusal.text() == "3 mistakes have to be put right before this can be saved."
    mark = dialog.page.playbook_form.fields["mql_mark"]
    assert isinstance(mark, LineField)
    assert "give a whole number from 1 to 100" in mark.error()
    assert QApplication.focusWidget() is mark
    assert [row.code for row in dialog.page.outline.rows() if row.mistakes] == ["", "budget_amount"]
    dialog.page.outline.choose("budget_amount")
    rule, weight = (dialog.page.form().fields[name] for name in ("rule", "weight"))
    assert isinstance(rule, LineField)
    assert isinstance(weight, LineField)
    assert (rule.text(), weight.text()) == ("plenty", "heavy")
    assert dialog.page.form().fields["prompt"].error() == ""  # type: ignore[union-attr]
    rule.setFocus(Qt.FocusReason.TabFocusReason)
    weight.setFocus(Qt.FocusReason.TabFocusReason)
    assert "write “>= 10000”" in rule.error()
    assert bant(desk) == BANT


def test_a_playbook_that_requires_nothing_is_refused_at_the_foot(dialog: PlaybooksDialog) -> None:
    for one in BANT.criteria:
        if one.is_required:
            dialog.page.outline.choose(one.code)
            dialog.page.form().fields["is_required"].click()  # type: ignore[union-attr]
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "requires nothing" in dialog.refusal.text()
    assert dialog.stack.currentIndex() == EDIT


def test_new_parts_get_codes_after_their_names(qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk) -> None:
    dialog.page.outline.choose("need")
    dialog.page.criterion_button.click()
    assert focused() == "part_prompt"
    QTest.keyClicks(QApplication.focusWidget(), "Beds in all")  # type: ignore[arg-type]
    kind = dialog.page.form().fields["answer_type"]
    assert isinstance(kind, ChoiceField)
    kind.setFocus(Qt.FocusReason.TabFocusReason)
    while kind.choice() != "number":
        QTest.keyClick(kind, Qt.Key.Key_Down)
    dialog.page.dimension_button.click()
    assert focused() == "part_name"
    QTest.keyClicks(QApplication.focusWidget(), "Fit")  # type: ignore[arg-type]
    save(qtbot, dialog)
    home, added = criterion_of(bant(desk), "beds_in_all")
    assert (home.code, added.prompt, added.answer_type) == ("need", "Beds in all", "number")
    assert (bant(desk).dimensions[-1].code, bant(desk).dimensions[-1].letter) == ("fit", "F")
    assert bant(desk).version == 1


def test_parts_are_moved_and_deleted_by_keys_and_taken_back(dialog: PlaybooksDialog) -> None:
    outline = dialog.page.outline
    outline.choose("budget_origin")
    press(Qt.Key.Key_Down, ALT)
    assert dialog.draft.plan.dimensions[1].criteria[0].code == "budget_origin"
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert [one.code for one in dialog.draft.plan.dimensions[0].criteria] == [
        *("budget_amount", "budget_origin", "budget_period"),
    ]
    assert outline.code() == "budget_origin"
    press(Qt.Key.Key_Delete)
    assert dialog.draft.criterion("budget_origin") is None
    outline.choose("timeline")
    press(Qt.Key.Key_Up, ALT)
    assert [one.code for one in dialog.draft.plan.dimensions] == ["budget", "authority", "timeline", "need"]
    press(Qt.Key.Key_Delete)
    assert dialog.draft.dimension("timeline") is None
    for _ in range(6):
        press(Qt.Key.Key_Z, CTRL)
    assert dialog.draft.plan == BANT
    assert not dialog.primary_button.isEnabled()


def test_a_criterion_that_was_answered_is_deleted_and_what_was_said_stays_on_file(
    qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk
) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    answers, page = all_rows(desk.path)["answer"], desk.read(lead_page, lead)
    assert page is not None
    assert page.bant == "yyyy"
    dialog.page.outline.choose("budget_amount")
    press(Qt.Key.Key_Delete)
    save(qtbot, dialog)
    assert all_rows(desk.path)["answer"] == answers
    page = desk.read(lead_page, lead)
    assert page is not None
    assert page.bant == "?yyy"
    assert desk.read(problems) == []
    desk.undo()
    page = desk.read(lead_page, lead)
    assert page is not None
    assert page.bant == "yyyy"


def test_the_menu_of_a_part_does_what_the_keys_do(dialog: PlaybooksDialog) -> None:
    dialog.page.outline.choose("authority")
    act(dialog.page.part_menu(), "up")
    assert dialog.draft.plan.dimensions[0].code == "authority"
    act(dialog.page.part_menu(), "delete")
    assert dialog.draft.dimension("authority") is None
    dialog.page.outline.choose("")
    assert {one.objectName() for one in dialog.page.part_menu().actions() if one.isEnabled()} >= {"add_dimension"}
    assert not next(one for one in dialog.page.part_menu().actions() if one.objectName() == "delete").isEnabled()


def test_lists_are_written_a_line_each(qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk) -> None:
    dialog.page.outline.choose("date_driver")
    choices = dialog.page.form().fields["choices"]
    assert isinstance(choices, TextField)
    assert choices.isVisible()
    choices.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(choices, Qt.Key.Key_End, CTRL)
    QTest.keyClick(choices, Qt.Key.Key_Return)
    QTest.keyClicks(choices, "A merger")
    QTest.keyClick(choices, Qt.Key.Key_Return)
    save(qtbot, dialog)
    assert criterion_of(bant(desk), "date_driver")[1].choices[-1] == "A merger"
    dialog.page.outline.choose("go_live")
    assert not choices.isVisible()


def test_what_is_not_saved_is_kept_until_the_editor_opens_again(
    qtbot: QtBot, open_dialog: Open, session: DeskSession, desk: Desk
) -> None:
    dialog = open_dialog()
    write(dialog, "budget_amount", "rule", ">= 700")
    with qtbot.waitSignal(session.notified) as told:
        press(Qt.Key.Key_Escape)
    assert told.args == ["The changes to “BANT” are kept, but not saved yet", False]
    assert bant(desk) == BANT
    again = open_dialog()
    assert criterion_of(again.draft.plan, "budget_amount")[1].rule == ">= 700"
    act(again.bar.menu(), "discard")
    assert not again.draft.is_changed
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert not open_dialog().draft.is_changed


def test_changes_made_elsewhere_are_followed_and_edits_stay(qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk) -> None:
    write(dialog, "budget_amount", "rule", ">= 700")
    done = desk.run(do.ChangePlaybook(1, {"mql_mark": 70}))
    dialog.session.announce(done.changes)
    assert dialog.draft.kept.mql_mark == 70
    assert criterion_of(dialog.draft.plan, "budget_amount")[1].rule == ">= 700"
    see(qtbot, dialog)
    assert "MQL mark 60, before 70" in dialog.preview.changes_label.text()
    dialog.session.announce(desk.run(do.ChangePlaybook(1, {"mql_mark": 80})).changes)
    assert dialog.stack.currentIndex() == EDIT
    assert "changed elsewhere" in dialog.refusal.text()
    see(qtbot, dialog)
    assert "MQL mark 60, before 80" in dialog.preview.changes_label.text()


def test_a_playbook_deleted_elsewhere_gives_way_to_the_default(dialog: PlaybooksDialog, desk: Desk) -> None:
    dialog.bar.field.set_choice(2)
    dialog.bar.field.chosen.emit(2)
    write(dialog, "", "mql_mark", "50")
    dialog.session.announce(desk.run(do.DeletePlaybook(2)).changes)
    assert dialog.row.id == 1
    assert not dialog.draft.is_changed


def test_esc_leads_back_from_the_preview_and_a_stopped_one_can_still_be_saved(
    qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk
) -> None:
    write(dialog, "budget_amount", "rule", ">= 700")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert not dialog.primary_button.isEnabled()
    QTest.keyClick(dialog.preview.panel.button, Qt.Key.Key_Space)
    assert dialog.preview.panel.headline.text() == "Stopped"
    assert dialog.primary_button.isEnabled()
    press(Qt.Key.Key_Escape)
    assert dialog.stack.currentIndex() == EDIT
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    dialog.preview.panel.button.click()
    dialog.preview.panel.button.click()
    qtbot.waitUntil(lambda: dialog.preview.found is not None)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bant(desk) != BANT)


def test_the_close_button_of_the_window_closes_the_preview_too(
    qtbot: QtBot, dialog: PlaybooksDialog, open_dialog: Open
) -> None:
    write(dialog, "budget_amount", "rule", ">= 700")
    see(qtbot, dialog)
    dialog.close()
    assert not dialog.isVisible()
    assert open_dialog().draft.is_changed


def test_a_lead_is_opened_from_the_preview(qtbot: QtBot, desk: Desk, open_dialog: Open) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    dialog = open_dialog()
    write(dialog, "budget_amount", "rule", ">= 70000")
    see(qtbot, dialog)
    assert dialog.stack.currentIndex() == PREVIEW
    tab_to("lead_lines")
    with qtbot.waitSignal(dialog.open_requested) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == [lead]


def test_another_playbook_is_made_the_default_reviewed_and_deleted(
    qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk
) -> None:
    dialog.bar.field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(dialog.bar.field, Qt.Key.Key_Down)
    chosen = dialog.row
    assert chosen.id != 1
    dialog.bar.default_button.click()
    qtbot.waitUntil(lambda: desk.read(default_id) == chosen.id)
    qtbot.waitUntil(lambda: not dialog.bar.default_button.isEnabled())
    assert "default" in dialog.bar.field.currentText()
    dialog.bar.review.button.click()
    assert dialog.row.reviewed_on == desk.now().date()
    assert dialog.bar.review.label.text() == "Reviewed on 10 Nov. The next review is due on 9 Feb 2027."
    assert not next(one for one in dialog.bar.menu().actions() if one.objectName() == "delete").isEnabled()
    dialog.bar.field.set_choice(1)
    dialog.bar.field.chosen.emit(1)
    act(dialog.bar.menu(), "delete")
    qtbot.waitUntil(lambda: 1 not in {one.id for one in dialog.rows})
    assert dialog.row.id == chosen.id


def test_a_review_that_is_due_is_asked_for(desk: Desk, open_dialog: Open) -> None:
    confirm(desk, add_lead(desk))
    desk.run(do.ReviewPlaybook(1))
    dialog = open_dialog()
    assert dialog.bar.review.label.text() == "Reviewed on 10 Nov. The next review is due on 9 Feb 2027."
    past = desk.read(playbooks, desk.now().replace(year=2027, month=6))
    dialog.bar.show_playbooks(past, past[0], (), desk.now().date().replace(year=2027, month=6))
    assert "A review was due on 9 Feb" in dialog.bar.review.label.text()


def test_a_new_playbook_begins_as_a_copy_and_its_name_is_its_own(dialog: PlaybooksDialog, desk: Desk) -> None:
    dialog.bar.new_button.click()
    sheet = dialog.sheet
    assert isinstance(sheet, NewPlaybookSheet)
    QTest.keyClicks(sheet.name_field, "bant")
    sheet.primary_button.click()
    assert "there is a playbook of that name" in sheet.name_field.error()
    QTest.keyClick(sheet.name_field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(sheet.name_field, "Hospitals")
    sheet.primary_button.click()
    assert dialog.row.name == "Hospitals"
    assert desk.read(plan_of, dialog.row.id).dimensions == BANT.dimensions


def test_a_playbook_goes_into_a_file_and_comes_back(
    qtbot: QtBot, dialog: PlaybooksDialog, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "kept.json"
    act(dialog.bar.menu(), "export")
    choose(qtbot, path)
    assert from_json(path.read_text()) == BANT
    path.write_text(to_json(with_fields(BANT, {"name": "Hospitals"})))
    act(dialog.bar.menu(), "import")
    choose(qtbot, path)
    qtbot.waitUntil(lambda: dialog.row.name == "Hospitals")
    path.write_text(to_json(changed_criterion(BANT, "budget_amount", {"rule": ">= 9"})))
    act(dialog.bar.menu(), "replace")
    choose(qtbot, path)
    qtbot.waitUntil(lambda: dialog.draft.is_changed)
    assert dialog.draft.plan.name == "Hospitals"
    assert criterion_of(dialog.draft.plan, "budget_amount")[1].rule == ">= 9"
    assert len(dialog.rows) == 5


def test_a_file_that_is_no_playbook_is_refused_with_its_place(
    qtbot: QtBot, dialog: PlaybooksDialog, tmp_path: Path
) -> None:
    path = tmp_path / "odd.json"
    path.write_text('{"format": "salesdesk playbook",\n "name": }')
    act(dialog.bar.menu(), "import")
    choose(qtbot, path)
    qtbot.waitUntil(lambda: bool(dialog.refusal.text()))
    assert "line 2, column 10" in dialog.refusal.text()
    assert len(dialog.rows) == 4


def test_an_earlier_version_can_be_edited_from(qtbot: QtBot, desk: Desk, open_dialog: Open) -> None:
    confirm(desk, add_lead(desk))
    answers = all_rows(desk.path)["answer"]
    desk.run(do.ChangeCriterion(1, "budget_amount", {"rule": ">= 9"}))
    dialog = open_dialog()
    dialog.page.outline.choose("")
    button = dialog.page.playbook_form.findChild(QWidget, "version_button_1")
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert criterion_of(dialog.draft.plan, "budget_amount")[1].rule == ""
    save(qtbot, dialog)
    assert (bant(desk).version, bant(desk).dimensions) == (2, BANT.dimensions)
    assert all_rows(desk.path)["answer"] == answers
