"""The panel that shows what is being worked out in the background: how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, wording
from ui.session import DeskSession
from ui.tasks import Task, Work
from ui.widgets.button import Button
from ui.widgets.labels import MEDIUM, IconLabel, Label
from ui.widgets.states import Panel, ProgressBar


class ComputingPanel(Panel):
    """Works one thing out at a time off the GUI thread; a new one makes the old one void.

    Signals:
        computed: object. What was worked out.
        stopped: the work was stopped, or could not be done; the panel says why.
    """

    computed = Signal(object)
    stopped = Signal()

    def __init__(self, session: DeskSession, heading: str, unit: str, parent: QWidget | None = None) -> None:
        """Name what is worked out, and what it counts in, as in “{done} of {total} leads”."""
        super().__init__("border", "surface" if theme.current().is_dark else "window", parent)
        self.setObjectName("computing_panel")
        self._session = session
        self._heading = heading
        self._unit = unit
        self._task: Task | None = None
        self._work: Work | None = None
        self.headline = Label("", "base", "text", MEDIUM)
        self.line = Label("", "small", "muted", wraps=True)
        self.bar = ProgressBar()
        self.count = Label("", "small", "muted")
        self.button = Button("", "standard", "row")
        self.button.setObjectName("computing_button")
        self.button.clicked.connect(self._on_button)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(IconLabel("refresh", "muted", 16))
        top.addWidget(self.headline, 1)
        top.addWidget(self.count)
        top.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 11)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(self.bar)

    @property
    def is_running(self) -> bool:
        """Tell whether something is being worked out."""
        return self._task is not None

    def compute(self, work: Work) -> None:
        """Work something out; what was under way is dropped."""
        self.drop()
        self._work = work
        self.headline.setText(self._heading)
        self.line.hide()
        self.count.setText("")
        self.bar.set_progress(0, 1)
        self.bar.show()
        self.button.setText(self.tr("Cancel"))
        self.button.show()
        task = self._task = self._session.start_task(work)
        task.progressed.connect(lambda done, total: self._on_progressed(task, done, total))
        task.succeeded.connect(lambda found: self._on_succeeded(task, found))
        task.failed.connect(lambda sentence: self._on_failed(task, sentence))

    def drop(self) -> None:
        """Forget what is being worked out."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def stop(self) -> None:
        """Stop, and say so."""
        self.drop()
        self._show_end(self.tr("Stopped"), self.tr("Nothing was changed."))

    def _on_progressed(self, task: Task, done: int, total: int) -> None:
        if task is self._task:
            self.bar.set_progress(done, total)
            shown = wording.number_text(done), wording.number_text(total)
            self.count.setText(self._unit.format(done=shown[0], total=shown[1]))

    def _on_succeeded(self, task: Task, found: object) -> None:
        if task is self._task:
            self._task = None
            self.computed.emit(found)

    def _on_failed(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._task = None
            self._show_end(self.tr("This could not be worked out"), sentence)

    def _show_end(self, heading: str, sentence: str) -> None:
        self.headline.setText(heading)
        self.line.setText(sentence)
        self.line.show()
        self.count.setText("")
        self.bar.hide()
        self.button.setText(self.tr("Work it out"))
        self.stopped.emit()

    def _on_button(self) -> None:
        if self.is_running:
            self.stop()
        elif self._work is not None:
            self.compute(self._work)
