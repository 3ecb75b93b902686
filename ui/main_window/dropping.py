"""Dropping text or a file anywhere on the window, where nothing below takes it first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from ui.main_window.openings import Openings


class Dropping(QObject):
    """Hands what is dropped on a window to whoever makes leads of it."""

    def __init__(self, openings: Openings, window: QMainWindow) -> None:
        """Take drops on a window."""
        super().__init__(window)
        self._openings = openings
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one file or a text, and nothing else."""
        if isinstance(event, QDragEnterEvent) or (isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop):
            if not _is_welcome(event.mimeData()) or event.source() is not None:
                return super().eventFilter(watched, event)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self._openings.capturing.take(event.mimeData())
            return True
        return super().eventFilter(watched, event)


def _is_welcome(data: QMimeData) -> bool:
    if data.hasUrls() and any(url.isLocalFile() for url in data.urls()):
        return len(data.urls()) == 1
    return data.hasText()
