"""What the window says by itself: toasts, refusals, and changes that did not reach the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.changes import Changes
from ui.session import DeskSession
from ui.views.sidebar import SavedLine

if TYPE_CHECKING:
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
        self._toast: Toast | None = None
        session.changed.connect(self._on_changed)
        session.notified.connect(self.show_toast)
        session.refused.connect(self.show_toast)
        session.saving.connect(line.set_saving)
        session.saved.connect(self._on_saved)
        session.unsaved.connect(self._on_unsaved)

    @property
    def toast(self) -> Toast:
        """The message at the foot of the page."""
        if self._toast is None:
            from ui.widgets.toast import Toast

            self._toast = Toast(self._content)
            self._toast.setObjectName("toast")
            self._toast.action_requested.connect(self.undo_requested)
        return self._toast

    def make_room(self, is_dragging: bool) -> None:
        """Keep the toast clear of the drop bar while a card is in the hand."""
        self.toast.set_over_drop_bar(is_dragging)

    def show_toast(self, text: str, undoable: bool = False) -> None:
        """Say something at the foot of the page."""
        keys = QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText)
        self.toast.show_message(text, self.tr("Undo") if undoable else "", keys if undoable else "")

    def _on_changed(self, changes: Changes, origin: object) -> None:
        # The Undo of a toast that still shows would now take back another step than the one it names.
        if self._toast is not None:
            self._toast.close_gently()

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
            from ui.widgets.states import ErrorPanel

            self._panel = ErrorPanel(heading, advice)
            self._panel.setObjectName("unsaved_panel")
            self._panel.retry_requested.connect(self._session.retry)
            column = self._content.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(0, self._panel)
        self._panel.set_failure(heading.rstrip("."), advice)
