"""Looking, while a lead is typed or shown, for leads that it may be already, without holding anybody up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from salesdesk.queries import duplicates
from salesdesk.queries.duplicates import Candidate
from ui.session import DeskSession
from ui.tasks import Task

DELAY_MS = 250


class DuplicateSearch(QObject):
    """Answers a short while after the last question.

    Signals: found: list. The leads it may be, the surest first; empty where there is none.
    """

    found = Signal(list)

    def __init__(self, session: DeskSession, parent: QObject) -> None:
        """Wait for a question."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._ask: Callable[[], list[Candidate]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._start)

    def look_for(self, fields: Mapping[str, object]) -> None:
        """Ask for leads that one with these fields may be."""
        desk, typed = self._session.desk, dict(fields)
        self._begin(lambda: desk.read(duplicates.candidates, typed))

    def look_at(self, lead: int) -> None:
        """Ask for leads that may be the same as one on file."""
        desk = self._session.desk
        self._begin(lambda: desk.read(duplicates.of_lead, lead))

    def stop(self) -> None:
        """Want no answer any more."""
        self._timer.stop()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _begin(self, ask: Callable[[], list[Candidate]]) -> None:
        self.stop()
        self._ask = ask
        self._timer.start()

    def _start(self) -> None:
        ask = self._ask
        if ask is None or not self._session.is_open:
            return
        task = self._task = self._session.start_task(lambda _report, _stop: ask())
        task.succeeded.connect(lambda found: self._answer(task, found))

    def _answer(self, task: Task, found: list[Candidate]) -> None:
        # An answer may be on its way while another question is asked, or while the program quits.
        if self._task is task and self._session.is_open:
            self._task = None
            self.found.emit(found)
