"""The editor of pipelines and stages: each change is saved as it is made, or says beside the field why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.queries import board, pipelines
from salesdesk.queries.soundness import problems
from salesdesk.services.commands import AddPipeline, AddStage, ChangeStage, DeleteStage
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, LOST, NEGOTIATION, PROPOSAL, QUALIFICATION, WON, add_card, row, stage_names
from tests.rows import all_rows
from ui.dialogs.pipeline_editor.destination import DestinationSheet
from ui.dialogs.pipeline_editor.pipeline_sheets import NewPipelineSheet, RenamePipelineSheet
from ui.dialogs.pipeline_editor.stage_row import StageEdit
from ui.dialogs.stages import MOVED_AT_ONCE, StagesDialog
from ui.session import DeskSession

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
Open = Callable[[], StagesDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, session: DeskSession) -> Iterator[Open]:
    """Give a function that opens the editor over an active window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    window.show()

    def make() -> StagesDialog:
        dialog = StagesDialog(session, None, window)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield make
    window.close()


@pytest.fixture
def dialog(open_dialog: Open) -> StagesDialog:
    """Give the editor, open."""
    return open_dialog()


def edit(dialog: StagesDialog, stage: int) -> StageEdit:
    """Return the row of a stage."""
    found = dialog.rows.row(stage)
    assert isinstance(found, StageEdit)
    return found


def write(field: QWidget, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace what a field says, and leave it with a key."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def choose(menu: QMenu, name: str) -> None:
    """Choose an entry of a menu."""
    action = next(one for one in menu.actions() if one.objectName() == name)
    assert action.isEnabled()
    action.trigger()


S = TypeVar("S", bound=QWidget)


def asked(dialog: StagesDialog, kind: type[S]) -> S:
    """Return the sheet that opened over the editor, once it takes keys."""
    sheet = dialog.sheet
    assert isinstance(sheet, kind)
    deadline = QDeadlineTimer(5000)
    while QApplication.activeWindow() is not sheet and not deadline.hasExpired():
        QTest.qWait(1)
    assert QApplication.activeWindow() is sheet
    return sheet


def test_the_rows_say_what_the_stages_are(desk: Desk, open_dialog: Open) -> None:
    add_card(desk, stage=PROPOSAL)
    found = edit(open_dialog(), PROPOSAL)
    shown = found.name_field.text(), found.kind_field.choice(), found.chance_field.text(), found.limit_field.text()
    assert shown == ("Proposal", "open", "50", "14")
    assert found.count_label.text() == "1"
    assert found.count_label.toolTip() == "1 opportunity in it now, 1 ever were"


def test_a_name_is_saved_when_it_is_left(dialog: StagesDialog, desk: Desk, session: DeskSession) -> None:
    write(edit(dialog, PROPOSAL).name_field, "  Offer   out ", Qt.Key.Key_Tab)
    assert row(desk, "stage", PROPOSAL)["name"] == "Offer out"
    assert edit(dialog, PROPOSAL).name_field.text() == "Offer out"
    assert session.undo_label() == "Change stage “Proposal”"


def test_esc_gives_up_what_was_typed_and_then_closes(dialog: StagesDialog, desk: Desk, session: DeskSession) -> None:
    field = edit(dialog, PROPOSAL).name_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "xx")
    press(Qt.Key.Key_Escape)
    assert field.text() == "Proposal"
    assert dialog.isVisible()
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session.undo_label() is None


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("name_field", "discovery", "this pipeline has a stage of that name"),
        ("name_field", "", "a stage needs a name"),
        ("name_field", "x" * 81, "80 fit"),
        ("chance_field", "140", "“140” cannot be used for probability: give a whole percentage from 0 to 100."),
        ("chance_field", "-5", "Write it as 50"),
        ("chance_field", "half", "Write it as 50"),
        ("chance_field", "9" * 30, "cannot be used for probability"),
        ("limit_field", "0", "give 1 to 3,650 days, or leave it empty."),
        ("limit_field", "99999", "give 1 to 3,650 days"),
        ("limit_field", "soon", "Write it as 14, or leave it empty for never"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    dialog: StagesDialog, desk: Desk, part: str, text: str, sentence: str
) -> None:
    before = all_rows(desk.path)
    found = edit(dialog, PROPOSAL)
    field = getattr(found, part)
    write(field, text)
    assert sentence in field.error()
    assert found.error_line.text() == field.error()
    assert found.error_line.isVisible()
    assert field.text() == text
    assert all_rows(desk.path) == before
    press(Qt.Key.Key_Escape)
    assert (field.error(), found.error_line.isVisible()) == ("", False)
    assert dialog.isVisible()


def test_closing_points_at_what_is_not_saved(dialog: StagesDialog, desk: Desk) -> None:
    field = edit(dialog, PROPOSAL).chance_field
    write(field, "140")
    dialog.primary_button.click()
    assert dialog.isVisible()
    assert QApplication.focusWidget() is field
    write(field, "60")
    dialog.primary_button.click()
    assert not dialog.isVisible()
    assert row(desk, "stage", PROPOSAL)["probability"] == 60


def test_closing_points_at_a_new_stage_that_is_not_added(dialog: StagesDialog, desk: Desk) -> None:
    dialog.new_field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(dialog.new_field, "Legal")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.new_error.text() == "This is not added yet. Press Enter to add it, or empty the field."
    press(Qt.Key.Key_Return)
    assert "Legal" in stage_names(desk)
    dialog.primary_button.click()
    assert not dialog.isVisible()


def test_closing_saves_what_is_being_typed(dialog: StagesDialog, desk: Desk) -> None:
    field = edit(dialog, PROPOSAL).limit_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, "30")
    dialog.primary_button.click()
    assert row(desk, "stage", PROPOSAL)["rot_limit_days"] == 30


def test_an_empty_limit_means_never(dialog: StagesDialog, desk: Desk) -> None:
    write(edit(dialog, PROPOSAL).limit_field, "")
    assert row(desk, "stage", PROPOSAL)["rot_limit_days"] is None


def test_alt_and_an_arrow_put_a_stage_elsewhere_and_the_focus_goes_along(dialog: StagesDialog, desk: Desk) -> None:
    field = edit(dialog, PROPOSAL).name_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert stage_names(desk)[:3] == ["Proposal", "Qualification", "Discovery"]
    assert dialog.rows.keys()[0] == PROPOSAL
    assert QApplication.focusWidget() is field
    press(Qt.Key.Key_Down, ALT)
    assert stage_names(desk)[:2] == ["Qualification", "Proposal"]
    dialog.undo_button.click()
    assert dialog.rows.keys()[0] == PROPOSAL


def test_arrows_go_from_row_to_row(dialog: StagesDialog) -> None:
    edit(dialog, QUALIFICATION).grip.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is edit(dialog, DISCOVERY).grip
    edit(dialog, NEGOTIATION).chance_field.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is edit(dialog, WON).grip


def drag(dialog: StagesDialog, stage: int, onto: int, *, lets_go: bool = True) -> None:
    """Drag a stage by its grip to just below the middle of another one."""
    grip = edit(dialog, stage).grip
    target = edit(dialog, onto)
    at = grip.mapFromGlobal(target.mapToGlobal(QPoint(5, target.height() // 2 + 4)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, NONE, grip.rect().center())
    QTest.mouseMove(grip, grip.rect().center() + QPoint(0, 12))
    QTest.mouseMove(grip, at)
    if lets_go:
        QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, NONE, at)


def test_a_stage_is_dragged_to_another_place(dialog: StagesDialog, desk: Desk) -> None:
    drag(dialog, QUALIFICATION, PROPOSAL)
    assert stage_names(desk)[:4] == ["Discovery", "Proposal", "Qualification", "Negotiation"]
    assert dialog.rows.keys()[:3] == [DISCOVERY, PROPOSAL, QUALIFICATION]
    assert not dialog.rows.drop_line.isVisible()


def test_esc_puts_a_dragged_stage_back(dialog: StagesDialog, desk: Desk) -> None:
    drag(dialog, QUALIFICATION, PROPOSAL, lets_go=False)
    assert dialog.rows.drop_line.isVisible()
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.rows.drop_line.isVisible()
    grip = edit(dialog, QUALIFICATION).grip
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, NONE, grip.rect().center() + QPoint(0, 90))
    assert stage_names(desk)[0] == "Qualification"


def test_a_hue_is_picked_with_the_arrows(dialog: StagesDialog, desk: Desk) -> None:
    button = edit(dialog, PROPOSAL).hue_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Space)
    assert button.popover is not None
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    assert row(desk, "stage", PROPOSAL)["hue"] == "st_discovery"
    assert button.accessibleName() == "Colour of “Proposal”: Teal"
    assert QApplication.focusWidget() is button


def test_a_hue_is_picked_with_the_pointer_and_esc_leaves_it(dialog: StagesDialog, desk: Desk) -> None:
    button = edit(dialog, PROPOSAL).hue_button
    button.click()
    assert button.popover is not None
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    button.click()
    swatch = next(one for one in button.popover.swatches if one.hue == "st_negotiation")
    QTest.mouseClick(swatch, Qt.MouseButton.LeftButton)
    assert row(desk, "stage", PROPOSAL)["hue"] == "st_negotiation"


def test_a_kind_is_changed_while_the_stage_is_empty(dialog: StagesDialog, desk: Desk) -> None:
    kind = edit(dialog, NEGOTIATION).kind_field
    kind.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Down)
    assert (row(desk, "stage", NEGOTIATION)["kind"], row(desk, "stage", NEGOTIATION)["probability"]) == ("won", 100)
    assert not edit(dialog, NEGOTIATION).chance_field.isEnabled()
    assert edit(dialog, NEGOTIATION).chance_field.text() == "100"


def test_a_kind_that_would_close_cards_is_refused_beside_it(desk: Desk, open_dialog: Open) -> None:
    add_card(desk, stage=NEGOTIATION)
    dialog = open_dialog()
    kind = edit(dialog, NEGOTIATION).kind_field
    kind.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Down)
    assert "can’t become won with the stage" in kind.error()
    assert kind.choice() == "open"
    assert row(desk, "stage", NEGOTIATION)["kind"] == "open"


def test_a_stage_is_added_by_its_name(dialog: StagesDialog, desk: Desk) -> None:
    write(dialog.new_field, "Legal")
    assert stage_names(desk) == ["Qualification", "Discovery", "Proposal", "Negotiation", "Legal", "Won", "Lost"]
    added = dialog.rows.keys()[4]
    assert edit(dialog, added).name_field.text() == "Legal"
    assert dialog.new_field.text() == ""
    write(dialog.new_field, "legal")
    assert dialog.new_error.text().endswith("this pipeline has a stage of that name. Choose another name.")
    assert dialog.new_field.text() == "legal"


def test_an_empty_stage_goes_at_once_and_comes_back_with_undo(dialog: StagesDialog, desk: Desk) -> None:
    edit(dialog, DISCOVERY).grip.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Delete)
    assert "Discovery" not in stage_names(desk)
    assert QApplication.focusWidget() is edit(dialog, PROPOSAL).grip
    assert dialog.saved_label.text() == "Delete stage “Discovery”"
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stage_names(desk)[1] == "Discovery"
    assert dialog.rows.keys()[1] == DISCOVERY
    assert not dialog.undo_button.isEnabled()


def test_deleting_a_stage_with_cards_asks_where_they_go(desk: Desk, open_dialog: Open, session: DeskSession) -> None:
    cards = [add_card(desk, f"Card {number}", PROPOSAL) for number in range(3)]
    dialog = open_dialog()
    before = all_rows(desk.path)
    edit(dialog, PROPOSAL).grip.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Delete)
    sheet = asked(dialog, DestinationSheet)
    sheet.primary_button.click()
    assert sheet.refusal.text() == "Choose where they go: its number picks it"
    QTest.keyClick(sheet, Qt.Key.Key_2)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()
    assert {row(desk, "opportunity", card)["stage_id"] for card in cards} == {DISCOVERY}
    assert dialog.rows.row(PROPOSAL) is None
    assert edit(dialog, DISCOVERY).count_label.text() == "3"
    assert desk.read(problems) == []
    dialog.undo_button.click()
    after = all_rows(desk.path)
    assert {name: rows for name, rows in after.items() if "journal" not in name} == {
        name: rows for name, rows in before.items() if "journal" not in name
    }


def test_many_cards_move_in_the_background_as_one_step(desk: Desk, open_dialog: Open, qtbot: QtBot) -> None:
    count = MOVED_AT_ONCE + 1
    for number in range(count):
        add_card(desk, f"Card {number}", PROPOSAL)
    dialog = open_dialog()
    choose(dialog.stage_menu(edit(dialog, PROPOSAL)), "delete")
    sheet = asked(dialog, DestinationSheet)
    QTest.keyClick(sheet, Qt.Key.Key_1)
    sheet.primary_button.click()
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: dialog.saved_label.text() == "Delete stage “Proposal”")
    assert dialog.rows.row(PROPOSAL) is None
    assert edit(dialog, QUALIFICATION).count_label.text() == str(count)
    dialog.undo_button.click()
    assert edit(dialog, PROPOSAL).count_label.text() == str(count)


def test_a_refusal_in_the_background_shows_at_the_foot(desk: Desk, open_dialog: Open, qtbot: QtBot) -> None:
    for number in range(MOVED_AT_ONCE + 1):
        add_card(desk, f"Card {number}", PROPOSAL)
    dialog = open_dialog()
    choose(dialog.stage_menu(edit(dialog, PROPOSAL)), "delete")
    sheet = asked(dialog, DestinationSheet)
    desk.run(DeleteStage(QUALIFICATION))
    QTest.keyClick(sheet, Qt.Key.Key_1)
    sheet.primary_button.click()
    qtbot.waitUntil(lambda: bool(dialog.refusal.text()))
    assert dialog.rows.row(QUALIFICATION) is None
    assert edit(dialog, PROPOSAL).count_label.text() == str(MOVED_AT_ONCE + 1)
    assert dialog.saved_label.text() == "Every change is saved as you make it."


def test_keeping_the_stage_changes_nothing(desk: Desk, open_dialog: Open) -> None:
    add_card(desk, stage=PROPOSAL)
    dialog = open_dialog()
    before = all_rows(desk.path)
    choose(dialog.stage_menu(edit(dialog, PROPOSAL)), "delete")
    sheet = asked(dialog, DestinationSheet)
    QTest.keyClick(sheet, Qt.Key.Key_1)
    sheet.secondary_button.click()
    assert all_rows(desk.path) == before


def test_the_only_stage_of_its_kind_stays_and_says_why(dialog: StagesDialog, desk: Desk) -> None:
    choose(dialog.stage_menu(edit(dialog, WON)), "delete")
    assert dialog.refusal.text().startswith("“Won” is the only won stage of its pipeline")
    assert "Won" in stage_names(desk)


def test_the_menu_moves_a_stage_and_its_cards(desk: Desk, open_dialog: Open) -> None:
    card = add_card(desk, stage=PROPOSAL)
    dialog = open_dialog()
    choose(dialog.stage_menu(edit(dialog, PROPOSAL)), "up")
    assert stage_names(desk)[1] == "Proposal"
    choose(dialog.stage_menu(edit(dialog, PROPOSAL)), "move_cards")
    sheet = asked(dialog, DestinationSheet)
    QTest.keyClick(sheet, Qt.Key.Key_3)
    sheet.primary_button.click()
    assert row(desk, "opportunity", card)["stage_id"] == NEGOTIATION
    top = dialog.stage_menu(edit(dialog, dialog.rows.keys()[0]))
    assert [one.isEnabled() for one in top.actions() if one.objectName() in ("up", "move_cards")] == [False, False]


def test_a_stage_that_somebody_else_deleted_is_said_to_be_gone(dialog: StagesDialog, desk: Desk) -> None:
    field = edit(dialog, DISCOVERY).name_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    QTest.keyClicks(field, "Exploration")
    desk.run(DeleteStage(DISCOVERY))
    press(Qt.Key.Key_Return)
    assert dialog.refusal.text() == "It is gone: somebody else deleted it. The list is up to date again."
    assert dialog.rows.row(DISCOVERY) is None


def test_an_order_that_is_out_of_date_is_refused_and_the_list_is_read_again(dialog: StagesDialog, desk: Desk) -> None:
    desk.run(AddStage(1, "Legal"))
    edit(dialog, PROPOSAL).grip.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Up, ALT)
    assert "are not the ones that were put in order" in dialog.refusal.text()
    assert len(dialog.rows.keys()) == 7


def test_cards_that_came_meanwhile_are_asked_for(dialog: StagesDialog, desk: Desk) -> None:
    add_card(desk, stage=DISCOVERY)
    choose(dialog.stage_menu(edit(dialog, DISCOVERY)), "delete")
    assert "“Discovery” has 1 opportunity" in dialog.refusal.text()
    assert edit(dialog, DISCOVERY).count_label.text() == "1"


def test_what_is_being_typed_survives_a_change_by_others(dialog: StagesDialog, session: DeskSession) -> None:
    field = edit(dialog, PROPOSAL).name_field
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "Half a na")
    session.run(ChangeStage(PROPOSAL, {"name": "Offer", "probability": 55}))
    assert field.text().endswith("Half a na")
    assert edit(dialog, PROPOSAL).chance_field.text() == "55"
    press(Qt.Key.Key_Escape)
    assert field.text() == "Offer"


def test_undo_does_not_take_back_what_was_done_elsewhere(dialog: StagesDialog, desk: Desk) -> None:
    write(edit(dialog, PROPOSAL).name_field, "Offer")
    desk.run(AddStage(1, "Legal"))
    dialog.undo_button.click()
    assert "Something else was done since" in dialog.refusal.text()
    assert {"Offer", "Legal"} <= set(stage_names(desk))


def test_a_pipeline_is_added_as_a_copy_and_shown(dialog: StagesDialog, desk: Desk) -> None:
    write(edit(dialog, PROPOSAL).name_field, "Offer")
    dialog.new_button.click()
    sheet = asked(dialog, NewPipelineSheet)
    QTest.keyClicks(sheet.name_field, "sales")
    sheet.primary_button.click()
    assert sheet.name_field.error().endswith("there is a pipeline of that name. Choose another name.")
    write(sheet.name_field, "Renewals", Qt.Key.Key_Tab)
    sheet.stages_field.set_choice(1)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()
    assert stage_names(desk, 2)[2] == "Offer"
    assert dialog.pipeline.name == "Renewals"
    assert dialog.pipeline_field.currentText() == "Renewals, 0 open"


def test_a_pipeline_is_renamed(dialog: StagesDialog, desk: Desk) -> None:
    dialog.rename_button.click()
    sheet = asked(dialog, RenamePipelineSheet)
    QTest.keyClicks(sheet.name_field, "New business")
    sheet.primary_button.click()
    assert [one.name for one in desk.read(pipelines.pipelines)] == ["New business"]
    assert dialog.pipeline_field.currentText() == "New business, 0 open"


def test_the_opportunities_of_a_pipeline_move_and_then_it_goes(desk: Desk, open_dialog: Open) -> None:
    cards = [add_card(desk, stage=stage) for stage in (DISCOVERY, PROPOSAL)]
    desk.run(AddPipeline("Renewals"))
    dialog = open_dialog()
    choose(dialog.pipeline_menu(), "move_all")
    sheet = asked(dialog, DestinationSheet)
    sheet.primary_button.click()
    assert {row(desk, "opportunity", card)["pipeline_id"] for card in cards} == {2}
    dialog.undo_button.click()
    choose(dialog.pipeline_menu(), "delete_pipeline")
    sheet = asked(dialog, DestinationSheet)
    sheet.primary_button.click()
    assert [one.name for one in desk.read(pipelines.pipelines)] == ["Renewals"]
    assert dialog.pipeline.name == "Renewals"
    assert [
        stage.name for stage in desk.read(board.stages, 2) if stage.id == row(desk, "opportunity", cards[0])["stage_id"]
    ] == ["Discovery"]
    choose(dialog.pipeline_menu(), "delete_pipeline")


def test_the_last_pipeline_stays(dialog: StagesDialog, desk: Desk) -> None:
    choose(dialog.pipeline_menu(), "delete_pipeline")
    assert dialog.refusal.text() == "“Sales” is the only pipeline. Add another one, then delete it."


def test_tab_goes_through_a_row_and_on_to_the_next(dialog: StagesDialog) -> None:
    found = edit(dialog, QUALIFICATION)
    found.grip.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(7):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
    assert seen == [*found.cells[1:], edit(dialog, DISCOVERY).grip]


def test_long_names_and_lost_stages_show(dialog: StagesDialog, desk: Desk) -> None:
    write(edit(dialog, LOST).name_field, "x" * 80)
    assert row(desk, "stage", LOST)["name"] == "x" * 80
    assert edit(dialog, LOST).name_field.error() == ""
