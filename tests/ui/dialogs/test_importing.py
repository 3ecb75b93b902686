"""An import through the window: choose, match, review, import; nothing is written before the end."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from salesdesk.queries import custom_fields
from salesdesk.services.commands import AddCustomField, AddLead
from salesdesk.services.desk import Desk
from tests.file_dialog import choose_file
from ui.dialogs.import_steps.progress import ImportProgress
from ui.dialogs.importing import CHOOSE, MATCH, REVIEW, ImportDialog
from ui.session import DeskSession

LIST = (
    "Full Name;Job title;Company;E-mail (work);Employees;utm_content\n"
    "Priya Raghavan;Director of Operations;Cobalt Freight;priya@cobalt.example;420;hero-b\n"
    "Sofia Brandt;VP;Quillon Software;s.brandt@quillon.example;1.200;hero-a\n"
    "Luis Ortega;Head of Fleet;Sierra Verde;not an address;85;footer\n"
    "Ann Old;Buyer;Old Mill;ann@oldmill.example;12;footer\n"
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def dump(path: Path) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return list(connection.iterdump())


def lead_names(path: Path) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT first_name, last_name FROM lead WHERE deleted_at IS NULL ORDER BY id")
        return [" ".join(row) for row in rows]


def open_dialog(qtbot: QtBot, session: DeskSession, window: QMainWindow, path: Path | None = None) -> ImportDialog:
    dialog = ImportDialog(session, window, path)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    if path is not None:
        qtbot.waitUntil(lambda: dialog.step == MATCH)
    return dialog


def go_to_review(qtbot: QtBot, dialog: ImportDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.step == REVIEW)


def test_a_list_is_matched_reviewed_and_imported_with_one_undo(
    qtbot: QtBot, session: DeskSession, desk: Desk, window: QMainWindow, list_file: Path
) -> None:
    session.run(
        AddLead({"first_name": "Ann", "last_name": "Old", "company": "Old Mill", "email": "ann@oldmill.example"})
    )
    dialog = open_dialog(qtbot, session, window, list_file)
    before = dump(desk.path)
    go_to_review(qtbot, dialog)
    plan = dialog.plan
    assert plan is not None
    assert (len(plan.new), len(plan.updates), plan.rejected) == (2, 1, 1)
    assert dump(desk.path) == before
    notes: list[tuple[str, bool]] = []
    session.notified.connect(lambda text, undoable: notes.append((text, undoable)))
    with qtbot.waitSignal(session.changed), qtbot.waitSignal(dialog.started):
        QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    assert lead_names(desk.path) == ["Ann Old", "Priya Raghavan", "Sofia Brandt"]
    assert notes == [("Imported 2 new, merged 1, skipped 0, 1 need a fix", True)]
    session.undo()
    assert lead_names(desk.path) == ["Ann Old"]


def test_columns_show_samples_counts_and_what_to_look_at(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, list_file: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, list_file)
    qtbot.waitUntil(lambda: dialog.columns.row(0).fact.text() != "")
    facts = [dialog.columns.row(at).fact.text() for at in range(6)]
    assert facts == ["All 4 filled", "All 4 filled", "All 4 filled", "1 not valid", "Reads 1.200 as 1,200", ""]
    assert dialog.columns.row(3).fact.is_warning()
    assert dialog.columns.row(1).samples.text() == "Director of Operations, VP, Head of Fleet"
    assert dialog.columns.row(5).field_choice.choice() is None
    assert dialog.steps.file_text == "leads.csv, 4 rows"
    assert dialog.format_button.text() == "UTF-8, semicolon"


def test_arrows_move_between_rows_and_del_leaves_a_column_out(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, list_file: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, list_file)
    dialog.activateWindow()
    first, second = dialog.columns.row(0).field_choice, dialog.columns.row(1).field_choice
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    assert first.choice() == "name"
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert dialog.columns.mapping.fields[1] is None
    go_to_review(qtbot, dialog)
    assert dialog.plan is not None
    assert "title" not in dialog.plan.mapping.fields


def test_the_separator_can_be_overruled(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, list_file: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, list_file)
    assert len(dialog.columns.mapping.columns) == 6
    dialog.format_button.action(",").trigger()
    qtbot.waitUntil(lambda: len(dialog.columns.mapping.columns) == 1)
    assert dialog.format_button.text() == "UTF-8, comma"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "is a spreadsheet or an archive"),
        (b"\x01\x02\x03\x04\x7f" * 50, "is not a text file"),
        (None, "There is no file"),
    ],
)
def test_a_file_that_is_no_table_gets_its_sentence_in_the_dialog(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "bad.csv"
    if content is not None:
        path.write_bytes(content)
    dialog = open_dialog(qtbot, session, window)
    dialog.choose(path)
    qtbot.waitUntil(lambda: sentence in dialog.chooser.problem.text())
    assert dialog.step == CHOOSE
    assert dialog.chooser.problem.isVisible()


def test_a_file_can_be_dropped_on_the_first_step(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, list_file: Path
) -> None:
    dialog = open_dialog(qtbot, session, window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(list_file))])
    action, button, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    # Qt delivers a drop only to the widget that took the drag.
    QApplication.sendEvent(dialog.chooser.zone, QDragEnterEvent(QPoint(20, 20), action, data, button, plain))
    QApplication.sendEvent(dialog.chooser.zone, QDropEvent(QPointF(20, 20), action, data, button, plain))
    qtbot.waitUntil(lambda: dialog.step == MATCH)


def test_a_header_without_rows_says_so(qtbot: QtBot, session: DeskSession, window: QMainWindow, tmp_path: Path) -> None:
    path = tmp_path / "head.csv"
    path.write_text("Name,Email\n")
    dialog = open_dialog(qtbot, session, window, path)
    qtbot.waitUntil(lambda: dialog.columns.search.line.text() == "No rows in this file")
    QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    assert dialog.step == MATCH


def test_columns_that_name_nobody_are_refused_before_anything_is_imported(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Colour,Weight of it\nred,heavy\n")
    dialog = open_dialog(qtbot, session, window, path)
    qtbot.waitUntil(lambda: "No column of “odd.csv” is a name" in dialog.columns.search.line.text())
    QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "No column" in dialog.columns.search.line.text())
    assert dialog.step == MATCH


def test_duplicates_name_the_lead_they_match(
    qtbot: QtBot, session: DeskSession, window: QMainWindow, tmp_path: Path
) -> None:
    session.run(
        AddLead({"first_name": "Ann", "last_name": "Old", "company": "Old Mill", "email": "ann@oldmill.example"})
    )
    path = tmp_path / "again.csv"
    path.write_text("Name,Company,Email\nAnn Old,Old Mill,ann@oldmill.example\nBo New,Mill,bo@mill.example\n")
    dialog = open_dialog(qtbot, session, window, path)
    QAbstractItemModelTester(dialog.review.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    go_to_review(qtbot, dialog)
    assert dialog.review.kinds.choice() == "duplicate"
    why = dialog.review.model.index(0, 2).data()
    assert why == "Already there, by email. Matches Ann Old, Old Mill."
    assert dialog.primary_button.text() == "Import 1 lead"


def test_rejected_rows_are_saved_with_their_reasons(
    qtbot: QtBot,
    session: DeskSession,
    window: QMainWindow,
    list_file: Path,
    tmp_path: Path,
) -> None:
    target = tmp_path / "fix.csv"
    dialog = open_dialog(qtbot, session, window, list_file)
    go_to_review(qtbot, dialog)
    assert dialog.review.model.rowCount() == 1
    QTest.mouseClick(dialog.review.save_button, Qt.MouseButton.LeftButton)
    choose_file(qtbot, target)
    qtbot.waitUntil(lambda: dialog.review.saved_label.text() == "Saved 1 row")
    assert "Luis Ortega" in target.read_text(encoding="utf-8-sig")


def test_esc_closes_the_rehearsal_and_nothing_was_written(
    qtbot: QtBot, session: DeskSession, desk: Desk, window: QMainWindow, list_file: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, list_file)
    before = dump(desk.path)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dump(desk.path) == before


def big_list(tmp_path: Path, rows: int) -> Path:
    path = tmp_path / "big.csv"
    lines = [f"Person {at},Company {at},person{at}@company{at}.example" for at in range(rows)]
    path.write_text("\n".join(["Name,Company,Email", *lines]) + "\n")
    return path


def start_import(qtbot: QtBot, dialog: ImportDialog) -> ImportProgress:
    go_to_review(qtbot, dialog)
    with qtbot.waitSignal(dialog.started) as started:
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    progress = started.args[0]
    assert isinstance(progress, ImportProgress)
    return progress


def test_a_cancelled_import_leaves_no_trace(
    qtbot: QtBot, session: DeskSession, desk: Desk, window: QMainWindow, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, big_list(tmp_path, 6000))
    before = dump(desk.path)
    progress = start_import(qtbot, dialog)
    with qtbot.waitSignal(session.notified, timeout=10_000) as note:
        QTest.mouseClick(progress.primary_button, Qt.MouseButton.LeftButton)
    assert note.args == ["Import cancelled, nothing was added", False]
    assert dump(desk.path) == before


def test_esc_during_the_import_only_moves_the_focus_to_cancel(
    qtbot: QtBot, session: DeskSession, desk: Desk, window: QMainWindow, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, big_list(tmp_path, 3000))
    progress = start_import(qtbot, dialog)
    progress.activateWindow()
    QTest.keyClick(progress, Qt.Key.Key_Escape)
    assert progress.isVisible()
    assert progress.focusWidget() is progress.primary_button
    with qtbot.waitSignal(session.notified, timeout=10_000) as note:
        QTest.mouseClick(progress.secondary_button, Qt.MouseButton.LeftButton)
        assert progress.isHidden()
    assert note.args == ["Imported 3,000 leads from “big.csv”", True]
    assert len(lead_names(desk.path)) == 3000


def test_a_column_is_kept_as_a_field_of_the_reps_own_with_one_undo(
    qtbot: QtBot, session: DeskSession, desk: Desk, window: QMainWindow, list_file: Path
) -> None:
    dialog = open_dialog(qtbot, session, window, list_file)
    choice = dialog.columns.row(5).field_choice
    place = choice.findText("Keep as field “utm_content”")
    assert place >= 0
    choice.setCurrentIndex(place)
    choice.activated.emit(place)
    go_to_review(qtbot, dialog)
    with qtbot.waitSignal(session.changed), qtbot.waitSignal(dialog.started):
        QTest.mouseClick(dialog.primary_button, Qt.MouseButton.LeftButton)
    assert [one.name for one in desk.read(custom_fields.fields, "lead")] == ["utm_content"]
    assert desk.read(custom_fields.texts, "lead", [1]) == {1: {1: "hero-b"}}
    session.undo()
    assert desk.read(custom_fields.fields, "lead") == []


def test_a_column_called_like_a_field_of_the_reps_own_becomes_that_field(
    qtbot: QtBot, session: DeskSession, desk: Desk, window: QMainWindow, list_file: Path
) -> None:
    desk.run(AddCustomField("lead", "UTM_content", "text"))
    dialog = open_dialog(qtbot, session, window, list_file)
    choice = dialog.columns.row(5).field_choice
    assert choice.currentText() == "UTM_content"
    assert choice.findText("Keep as field “utm_content”") < 0
    assert dialog.columns.row(0).field_choice.findText("UTM_content") >= 0
