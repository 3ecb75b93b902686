"""What the window says by itself: toasts, refusals, and changes that did not reach the disk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.changes import Changes
from ui.session import DeskSession
from ui.views.sidebar import SavedLine
from ui.widgets.states import ErrorPanel
from ui.widgets.toast import Toast


class Notices(QObject):
    """Shows what the session has to say, over the content of a window and in the line at the foot of its sidebar.

    Signals: undo_requested: Undo in a toast was pressed.
    """

    undo_requested = Signal()

    def __init__(self, session: DeskSession, content: QWidget, line: SavedLine) -> None:
        """Listen to a session."""
        super().__init__(content)
        self._session = session
        self._content = content
        self._line = line
        self._panel: ErrorPanel | None = None
        self.toast = Toast(content)
        self.toast.setObjectName("toast")
        self.toast.action_requested.connect(self.undo_requested)
        session.changed.connect(self._on_changed)
        session.notified.connect(self.show_toast)
        session.refused.connect(self.show_toast)
        session.saving.connect(line.set_saving)
        session.saved.connect(self._on_saved)
        session.unsaved.connect(self._on_unsaved)

    def show_toast(self, text: str, undoable: bool = False) -> None:
        """Say something at the foot of the page."""
        keys = QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText)
        self.toast.show_message(text, self.tr("Undo") if undoable else "", keys if undoable else "")

    def _on_changed(self, changes: Changes, origin: object) -> None:
        # The Undo of a toast that still shows would now take back another step than the one it names.
        self.toast.close_gently()

    def _on_saved(self) -> None:
        self._line.set_saved()
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    def _on_unsaved(self, sentence: str) -> None:
        self._line.set_unsaved(sentence)
        heading, _, advice = sentence.partition(". ")
        if self._panel is None:
            self._panel = ErrorPanel(heading, advice)
            self._panel.setObjectName("unsaved_panel")
            self._panel.retry_requested.connect(self._session.retry)
            column = self._content.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(0, self._panel)
        self._panel.set_failure(heading.rstrip("."), advice)
