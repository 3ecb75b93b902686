"""Asking for a file: the system’s own dialog, over the window and without a loop of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(parent: QWidget, caption: str, filters: str, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a file that is there, starting among the documents; `on_chosen` is called once one is chosen."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, caption, folder, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, on_chosen)


def ask_where_to_save(
    parent: QWidget, caption: str, proposed: Path, filters: str, on_chosen: Callable[[Path], None]
) -> None:
    """Ask where a file is to go; a name without an ending gets the one of the proposed path."""
    dialog = QFileDialog(parent, caption, str(proposed.parent), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.lstrip("."))
    dialog.selectFile(proposed.name)
    _open(dialog, on_chosen)


def _open(dialog: QFileDialog, on_chosen: Callable[[Path], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
