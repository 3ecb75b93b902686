"""Dropping files on a record: the page says so while they are held over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from ui import painting, theme
from ui.views.record.attaching import local_files


class DropHint(QWidget):
    """Lies over a page, unseen until files are held over it.

    Signals: `dropped` with the paths of the files.
    """

    dropped = Signal(list)

    def __init__(self, page: QWidget) -> None:
        """Take what is dropped on a page."""
        super().__init__(page)
        self.setObjectName("drop_hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        self.hide()

    def watch(self, body: QWidget) -> None:
        """Keep the text fields from taking a file’s address for text."""
        for field in (*body.findChildren(QLineEdit), *body.findChildren(QPlainTextEdit)):
            field.setAcceptDrops(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and nothing else, from a drag over the page."""
        if isinstance(event, QDragLeaveEvent):
            self.hide()
        elif isinstance(event, QDropEvent) and local_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if isinstance(event, QDragEnterEvent):
                self._show_over(watched)
            elif event.type() == QEvent.Type.Drop:
                self.hide()
                self.dropped.emit(local_files(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _show_over(self, page: QObject) -> None:
        if isinstance(page, QWidget):
            self.setGeometry(page.rect())
            self.show()
            self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge and the words."""
        painter = QPainter(self)
        look = theme.current()
        rect = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        ground = look.color("accent_subtle")
        ground.setAlphaF(0.86)
        painting.fill_round(painter, rect, ground, 10)
        painting.edge_round(painter, rect, "accent", 10)
        words = self.tr("Drop to attach")
        font = look.font("subhead", painting.MEDIUM)
        painting.draw_text(painter, rect, words, "accent_text", font, Qt.AlignmentFlag.AlignCenter)
        painter.end()
