"""The window: places, undo, toasts, sidebar, keys, closing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import FileFault
from salesdesk.queries import leads, overview
from salesdesk.services.commands import AddLead, FillWithSample, LogActivity, SetLead
from salesdesk.services.desk import Desk
from ui.dialogs.capture.dialog import CaptureDialog
from ui.dialogs.importing import ImportDialog
from ui.dialogs.keys import KeysDialog
from ui.dialogs.settings import SettingsDialog
from ui.main_window.places import Place, Places
from ui.main_window.window import MainWindow
from ui.preferences import Preferences
from ui.session import DeskSession
from ui.views.menu_bar import MenuBar
from ui.views.pipeline import PipelinePage
from ui.widgets.states import ErrorPanel

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give the desk with sample data."""
    desk.run(FillWithSample(38, 18, seed=1))
    return desk


def lead_named(desk: Desk, first: str) -> int:
    """Add a lead and return its id."""
    done = desk.run(AddLead({"first_name": first, "last_name": "Lee", "company": "Cobalt"}))
    assert done.new_id is not None
    return done.new_id


def dialog_of(window: MainWindow, kind: type[QWidget]) -> QWidget:
    """Return the open dialog of a kind."""
    found = window.findChild(kind)
    assert found is not None
    return found


def test_places_go_back_and_forward_until_a_new_one_is_visited() -> None:
    places = Places(Place("leads"))
    places.visit(Place("pipeline"))
    places.visit(Place("opportunity", 3))
    assert places.back() == Place("pipeline")
    assert places.back() == Place("leads")
    assert places.back() == Place("leads")
    assert places.forward() == Place("pipeline")
    places.visit(Place("leads", 7))
    assert not places.has_forward
    assert places.back() == Place("pipeline")


def test_no_page_shows_a_window_of_its_own_on_its_way_into_this_one(filled: Desk, window: MainWindow) -> None:
    shown: list[QObject] = []

    class Watch(QObject):
        """Notes every window that shows."""

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch, app = Watch(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    for place in ("pipeline", "leads", "today"):
        window.go(Place(place))
        page = window.page()
        if isinstance(page, PipelinePage):
            for layout in ("table", "forecast", "board"):
                page.set_layout(layout)
    app.removeEventFilter(watch)
    assert shown == []


def test_the_screens_have_keys_and_the_way_back_too(filled: Desk, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, CONTROL)
    assert window.page() is window.pages.pipeline
    assert window.sidebar.rows["pipeline"].isChecked()
    assert not window.sidebar.rows["leads"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.page() is window.pages.leads
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window.page() is window.pages.pipeline


def test_a_click_in_the_sidebar_shows_the_screen(filled: Desk, window: MainWindow) -> None:
    QTest.mouseClick(window.sidebar.rows["pipeline"], Qt.MouseButton.LeftButton)
    assert window.page() is window.pages.pipeline
    QTest.mouseClick(window.sidebar.rows["pipeline"], Qt.MouseButton.LeftButton)
    assert window.sidebar.rows["pipeline"].isChecked()


def test_the_edit_menu_names_what_undo_and_redo_would_take(window: MainWindow, session: DeskSession) -> None:
    assert not window.commands.undo.isEnabled()
    done = session.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    assert done is not None
    assert window.commands.undo.text() == f"Undo {done.label}"
    assert not window.commands.redo.isEnabled()
    window.undo()
    assert not window.commands.undo.isEnabled()
    assert window.commands.redo.text() == f"Redo {done.label}"


def test_undo_by_key_takes_back_the_step_and_says_so(window: MainWindow, session: DeskSession) -> None:
    done = session.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    assert done is not None
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert session.read(overview.is_empty)
    assert window.notices.toast.message() == f"Undone: {done.label}"
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert not session.read(overview.is_empty)


def test_the_undo_of_a_toast_takes_back_its_step(window: MainWindow, session: DeskSession) -> None:
    session.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    session.notify("Added “Ann Lee”", undoable=True)
    QTest.mouseClick(window.notices.toast.action, Qt.MouseButton.LeftButton)
    assert session.read(overview.is_empty)


def test_a_toast_goes_when_its_undo_would_take_another_step(window: MainWindow, session: DeskSession) -> None:
    session.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    session.notify("Added “Ann Lee”", undoable=True)
    assert window.notices.toast.message()
    session.run(AddLead({"first_name": "Bo", "last_name": "Kim"}))
    assert window.notices.toast.message() == ""


def test_the_sidebar_counts_the_leads_that_wait_for_a_first_reply(
    desk: Desk, window: MainWindow, session: DeskSession, qtbot: QtBot
) -> None:
    done = session.run(AddLead({"first_name": "Ann", "last_name": "Lee", "high_intent": True}))
    assert done is not None
    waiting = desk.read(overview.counts, desk.now()).leads_waiting
    row = window.sidebar.rows["leads"]
    qtbot.waitUntil(lambda: row.count() == waiting)
    session.run(LogActivity("call", lead=done.new_id, subject="Hello"))
    left = desk.read(overview.counts, desk.now()).leads_waiting
    qtbot.waitUntil(lambda: row.count() == left)


def test_the_sidebar_folds_by_key_and_stays_folded(
    desk: Desk, window: MainWindow, session: DeskSession, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert window.sidebar.width() == 56
    window.close()
    again = MainWindow(Preferences())
    qtbot.addWidget(again)
    assert again.sidebar.is_rail


def test_a_narrow_window_folds_the_sidebar_and_a_wide_one_unfolds_it(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1100, 800)
    qtbot.waitUntil(lambda: window.sidebar.is_rail)
    assert window.content.width() == window.width() - window.sidebar.width() - 1
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: not window.sidebar.is_rail)
    assert window.sidebar.width() == 256


def test_the_window_opens_where_it_was_closed(
    filled: Desk, window: MainWindow, session: DeskSession, qtbot: QtBot
) -> None:
    window.go(Place("pipeline"))
    window.splitter.setSizes([300, 1140])
    assert Preferences().window_state("splitter").isEmpty()
    window.close()
    again = MainWindow(Preferences())
    qtbot.addWidget(again)
    again.show()
    assert again.places.here == Place("pipeline")
    assert Preferences().window_state("splitter") == window.splitter.saveState()


def test_what_is_being_typed_is_saved_when_the_window_closes(
    desk: Desk, window: MainWindow, session: DeskSession
) -> None:
    lead = lead_named(desk, "Ann")
    session.look_outside()
    window.open_record("lead", lead)
    field = window.page().findChild(QWidget, "field_title")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "Head of Fleet")
    window.close()
    page = session.read(leads.lead_page, lead)
    assert page is not None
    assert page.title == "Head of Fleet"


def test_another_program_changed_the_file_and_the_window_shows_it_when_turned_to(
    desk: Desk, window: MainWindow, session: DeskSession, qtbot: QtBot
) -> None:
    lead = lead_named(desk, "Ann")
    session.look_outside()
    other = open_desk(desk.path)
    other.run(SetLead(lead, {"first_name": "Bettina"}))
    other.close()
    with qtbot.waitSignal(session.changed) as heard:
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert heard.args is not None
    assert "lead" in heard.args[0].wholesale
    with qtbot.assertNotEmitted(session.changed):
        session.look_outside()


def test_own_changes_are_not_taken_for_those_of_others(window: MainWindow, session: DeskSession, qtbot: QtBot) -> None:
    session.run(AddLead({"first_name": "Ann", "last_name": "Lee"}))
    session.undo()
    with qtbot.assertNotEmitted(session.changed):
        session.look_outside()


def test_a_change_that_did_not_reach_the_disk_is_said_and_tried_again(
    desk: Desk, window: MainWindow, session: DeskSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise FileFault("This change wasn’t saved. The disk is full. Free some space, then try again.")

    with monkeypatch.context() as patch:
        patch.setattr(desk, "run", full)
        assert session.run(AddLead({"first_name": "Ann", "last_name": "Lee"})) is None
    panel = window.content.findChild(ErrorPanel, "unsaved_panel")
    assert panel is not None
    assert panel.heading.text() == "This change wasn’t saved"
    assert window.sidebar.saved_line.words == "Not saved"
    QTest.mouseClick(panel.retry_button, Qt.MouseButton.LeftButton)
    assert not session.read(overview.is_empty)
    assert window.sidebar.saved_line.words == "Saved on this computer"
    assert panel.isHidden()


def test_a_refusal_is_said_in_a_toast(window: MainWindow, session: DeskSession) -> None:
    session.run(SetLead(99, {"first_name": "x"}))
    assert "99" in window.notices.toast.message()


def test_alt_alone_calls_the_menu_bar_and_alt_with_a_key_does_not(window: MainWindow) -> None:
    bar = window.menuBar()
    assert isinstance(bar, MenuBar)
    assert not bar.isVisible()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyRelease(window, Qt.Key.Key_Alt, ALT)
    assert bar.isVisible()
    bar.toggle()
    assert not bar.isVisible()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    QTest.keyRelease(window, Qt.Key.Key_Alt, ALT)
    assert not bar.isVisible()


def test_f6_goes_from_pane_to_pane(filled: Desk, window: MainWindow) -> None:
    panes = [window.sidebar, *window.pages.panes()]
    assert len(panes) == 4
    for pane in (*panes[2:], panes[0], panes[1]):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert pane is focused or pane.isAncestorOf(focused), pane


def test_single_keys_can_be_switched_off_and_writing_still_works(filled: Desk, window: MainWindow) -> None:
    window.go(Place("pipeline"))
    window.openings.single_keys_switched.emit(False)
    assert window.pages.pipeline is not None
    columns = window.pages.pipeline.board.columns
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_N)
    assert not any(column.adder() for column in columns)
    window.open_palette()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "n")
    assert field.property("text") == "n"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    window.openings.single_keys_switched.emit(True)
    QTest.keyClick(focused, Qt.Key.Key_N)
    assert any(column.adder() for column in columns)


def test_settings_hold_as_soon_as_they_are_chosen(window: MainWindow, session: DeskSession) -> None:
    QTest.keyClick(window, Qt.Key.Key_Comma, CONTROL)
    dialog = dialog_of(window, SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.currency_field.setFocus()
    QTest.keyClicks(dialog.currency_field, "EUR")
    dialog.currency_field.activated.emit(dialog.currency_field.currentIndex())
    assert session.undo_label() == "Change settings"
    QTest.mouseClick(dialog.theme_choice.segment("dark"), Qt.MouseButton.LeftButton)
    assert Preferences().theme == "dark"
    QTest.mouseClick(dialog.theme_choice.segment("system"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.keys_box, Qt.MouseButton.LeftButton)
    assert not Preferences().has_single_keys
    QTest.mouseClick(dialog.keys_box, Qt.MouseButton.LeftButton)
    dialog.close()


def test_every_command_that_can_be_given_does_something(filled: Desk, window: MainWindow) -> None:
    silent: list[str] = []
    left_out = {"action_close_window", "action_go_leads"}
    for action in window.commands:
        if not action.isEnabled() or action.objectName() in left_out:
            continue
        before = state_of(window)
        action.trigger()
        if state_of(window) == before:
            silent.append(action.objectName())
        close_what_opened(window)
    assert silent == []


def state_of(window: MainWindow) -> list[object]:
    """Return what a command can visibly change."""
    shown = [child for child in window.findChildren(QWidget) if child.isVisible() and child.objectName()]
    steps = (window.commands.undo.text(), window.commands.redo.text())
    return [window.page(), QApplication.focusWidget(), window.sidebar.is_rail, len(shown), steps]


def close_what_opened(window: MainWindow) -> None:
    """Close every dialog over the window, and the palette."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        modal.close()
    for palette in window.findChildren(QWidget, "palette"):
        leave: Callable[[], None] = palette.leave  # type: ignore[attr-defined]
        leave()


def test_f1_lists_the_keys_of_the_screen(filled: Desk, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = dialog_of(window, KeysDialog)
    assert dialog.isVisible()
    dialog.close()


def test_the_shown_leads_are_exported_in_their_order(
    filled: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from ui.dialogs.export import ExportDialog

    shown = window.pages.shown()
    assert shown is not None
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    target = tmp_path / "leads.csv"
    dialog.write_to(target)
    qtbot.waitUntil(lambda: "leads.csv" in dialog.done_label.text())
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert [int(row.split(",")[0]) for row in rows[1:]] == list(shown.ids)
    dialog.close()


def test_an_export_to_a_place_that_cannot_be_written_says_so(
    filled: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from ui.dialogs.export import FAILED, ExportDialog

    window.open_export()
    dialog = window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    dialog.write_to(tmp_path / "no such folder" / "leads.csv")
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == FAILED)
    assert dialog.error_panel.sentence.text()
    dialog.close()


def test_a_card_opens_on_its_page_and_the_way_leads_back_to_the_board(filled: Desk, window: MainWindow) -> None:
    window.go(Place("pipeline"))
    assert window.pages.pipeline is not None
    record = window.pages.pipeline.shown_ids()[0]
    window.pages.pipeline.open_requested.emit("opportunity", record)
    page = window.pages.opportunity
    assert page is not None
    assert window.page() is page
    assert page.record_id == record
    assert window.sidebar.rows["pipeline"].isChecked()
    page.board_button.click()
    assert window.page() is window.pages.pipeline


def test_a_new_record_is_of_the_kind_the_page_shows(filled: Desk, window: MainWindow) -> None:
    for place, dialog in (("leads", "new_lead_dialog"), ("pipeline", "new_opportunity_dialog")):
        window.go(Place(place))
        QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
        opened = QApplication.activeModalWidget()
        assert opened is not None
        assert opened.objectName() == dialog
        opened.close()


def test_pasted_text_becomes_a_lead_by_its_key(filled: Desk, window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("Zoe Quist\nQuist & Sons Ltd\nzoe@quist.example")
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    dialog = dialog_of(window, CaptureDialog)
    assert isinstance(dialog, CaptureDialog)
    qtbot.waitUntil(dialog.primary_button.isEnabled)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert window.pages.leads is not None
    assert window.pages.leads.lead_pane.page is not None
    assert window.pages.leads.lead_pane.page.name == "Zoe Quist"
    window.commands.undo.trigger()
    assert window.pages.leads.lead_pane.page.name != "Zoe Quist"


def test_what_is_dropped_on_the_window_is_captured_or_imported(
    filled: Desk, window: MainWindow, tmp_path: Path
) -> None:
    table = tmp_path / "leads.csv"
    table.write_text("Name,Company\nAnn Lee,Cobalt\n", encoding="utf-8")
    file, text, two = QMimeData(), QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(table))])
    two.setUrls([QUrl.fromLocalFile(str(table))] * 2)
    text.setText("Zoe Quist\nzoe@quist.example")
    assert not drop(window, two)
    assert not drop(window, QMimeData())
    assert drop(window, text)
    dialog_of(window, CaptureDialog).close()
    assert drop(window, file)
    dialog_of(window, ImportDialog).close()


def drop(window: MainWindow, data: QMimeData) -> bool:
    """Drop data on a window, and tell whether it was taken."""
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(10, 10), *given)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(10, 10), *given))
    return entering.isAccepted()
