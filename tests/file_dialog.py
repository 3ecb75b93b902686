"""Answering the dialog that asks for a file, as a person with a keyboard does."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot


def choose_file(qtbot: QtBot, path: Path) -> None:
    """Write a path into the file dialog that is open and accept it."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    field, buttons = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QDialogButtonBox)
    assert field is not None
    assert buttons is not None
    # The list of matches is a popup, at which the offscreen platform warns.
    field.setCompleter(None)  # type: ignore[arg-type]
    is_saving = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    kind = QDialogButtonBox.StandardButton.Save if is_saving else QDialogButtonBox.StandardButton.Open
    accept_button = buttons.button(kind)
    words = accept_button.text()

    def is_taken() -> bool:
        """Until the folder has been read in the background, the dialog takes a new name for a folder to open."""
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, str(path))
        return accept_button.isEnabled() and accept_button.text() == words

    qtbot.waitUntil(is_taken)
    with qtbot.waitSignal(dialog.fileSelected):
        QTest.keyClick(field, Qt.Key.Key_Return)
