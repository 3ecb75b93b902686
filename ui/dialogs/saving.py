"""Dialogs in which every change is saved as it is made, says beside the field why not, and can be taken back there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from salesdesk.domain.changes import Changes, Done
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.queries import history
from ui.session import DeskSession
from ui.widgets.button import Button
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import ErrorLine, LineField
from ui.widgets.labels import ElidedLabel
from ui.widgets.toast import announce

if TYPE_CHECKING:
    from salesdesk.services.commands import Command

MARGIN = 24
ANY = "*"
"""Where a refusal shows that is about no field in particular."""


class Faulty(Protocol):
    """A field that can say what is wrong with it."""

    def set_error(self, problem: str) -> None:
        """Show the field as wrong."""


class SavingDialog(DialogFrame):
    """Saves each change as one step, follows what others change, and offers to take its own steps back."""

    def __init__(
        self, session: DeskSession, caption: str, size: tuple[int, int], kinds: tuple[str, ...], parent: QWidget
    ) -> None:
        """Show records of these kinds; a subclass fills `column` and reads in `refresh`."""
        super().__init__(parent, caption, *size)
        self.session = session
        self._kinds = kinds
        self._designed_width = size[0]
        self._steps: list[int] = []
        self.quiet_words = self.tr("Every change is saved as you make it.")
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(MARGIN, 20, MARGIN, 12)
        self.column.setSpacing(0)
        self.refusal = ErrorLine()
        self.refusal.setObjectName("refusal")
        self.set_foot(self.tr("Close"), keys="Esc")
        self.primary_button.clicked.connect(self.accept)
        self._make_undo()
        session.changed.connect(self._on_changed)
        session.refused.connect(self.refusal.set_text)

    def _make_undo(self) -> None:
        self.undo_button = Button(self.tr("Undo"), "quiet", icon="undo")
        self.undo_button.setObjectName("undo_button")
        keys = QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText)
        self.undo_button.setToolTip(self.tr("Take the last change back, {keys}").format(keys=keys))
        self.undo_button.clicked.connect(self.undo)
        self.saved_label = ElidedLabel(self.quiet_words, "small", "muted")
        self.saved_label.setObjectName("saved_label")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.undo_button)
        row.addWidget(self.saved_label, 1)
        self.set_foot_left(holder, margin=14)
        holder.setMinimumWidth(360)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self.undo)
        self._show_steps()

    def growth(self) -> float:
        """Return by how much columns may grow with the letters, as far as the screen let the dialog grow."""
        return max(1.0, self.width() / self._designed_width)

    def refresh(self) -> None:
        """Read anew what is shown; what is being typed stays."""

    def save(self, command: Command, places: Mapping[str, Faulty] | None = None) -> Done | None:
        """Carry a command out; a refusal shows at the field it is about, else at the foot, and gives None."""
        refusal = self.attempt(command)
        if isinstance(refusal, Done):
            return refusal
        if isinstance(refusal, NotFound):
            self.refusal.set_text(self.tr("It is gone: somebody else deleted it. The list is up to date again."))
        elif refusal is not None:
            place = (places or {}).get(refusal.field if isinstance(refusal, BadValue) else ANY)
            (place.set_error if place is not None else self.refusal.set_text)(str(refusal))
        return None

    def attempt(self, command: Command) -> Done | SalesDeskError | None:
        """Carry a command out as one step; return what it did, or the refusal, for whoever shows that itself."""
        self.refusal.set_text("")
        try:
            done = self.session.run(command, self, raises=True)
        except BadValue as refusal:
            return refusal
        except SalesDeskError as refusal:
            self.refresh()
            return refusal
        if done is not None:
            self._note(done)
        return done

    def start(self, command: Command) -> None:
        """Carry a command that takes its time out in the background, as one step; a refusal shows at the foot."""
        self.refusal.set_text("")
        self.saved_label.setText(self.tr("Saving…"))
        task = self.session.run_task(command, self, on_done=self._on_done)
        for end in (task.failed, task.cancelled):
            end.connect(self._on_stopped)

    def _on_done(self, done: Done) -> None:
        # The dialog may have been closed in the meantime.
        if isValid(self):
            self._note(done)

    def _on_stopped(self, *_: object) -> None:
        self.saved_label.setText(self.quiet_words)
        self.refresh()

    def _note(self, done: Done) -> None:
        if done.entry_id is not None:
            self._steps.append(done.entry_id)
            self._show_steps(done.label)

    def undo(self) -> None:
        """Take back the last step that was made here, unless something else was done since."""
        if not self._steps:
            return
        self.refusal.set_text("")
        if self.session.read(history.next_undo) != self._steps[-1]:
            self.refusal.set_text(self.tr("Something else was done since. Close this, then undo in the window."))
            return
        self._steps.pop()
        done = self.session.undo(self)
        self._show_steps("" if done is None else self.tr("Undone: {step}").format(step=done.label))

    def commit(self) -> None:
        """Save what is being typed, as if the field had been left."""
        focused = QApplication.focusWidget()
        if isinstance(focused, LineField) and self.isAncestorOf(focused):
            focused.clearFocus()

    def wrong_field(self) -> QWidget | None:
        """Return a field whose text is not saved, with the sentence why not in it."""
        return None

    def unused(self, field: LineField) -> LineField | None:
        """Return a field for something new where it holds text that was not added, and say so in it."""
        if not field.text().strip():
            return None
        if not field.error():
            field.set_error(self.tr("This is not added yet. Press Enter to add it, or empty the field."))
        return field

    def _show_steps(self, text: str = "") -> None:
        self.undo_button.setEnabled(bool(self._steps))
        if text:
            self.saved_label.setText(text)
            announce(self, text)

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if changes.touches(*self._kinds):
            self.refresh()

    @override
    def accept(self) -> None:
        """Close, unless something typed is not saved: then point at it."""
        self.commit()
        wrong = self.wrong_field()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().accept()

    @override
    def reject(self) -> None:
        """Close; what is being typed is saved where it can be."""
        self.commit()
        super().reject()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Look for changes by other programs when the dialog is turned to."""
        super().changeEvent(event)
        is_turned_to = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_turned_to and self.session.is_open:
            self.session.look_outside()
