"""What Today shows, read anew when it changes: the agenda and the clocks at once, the rest off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from salesdesk.domain.changes import Changes
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import agenda, hygiene, replies, today
from salesdesk.queries.agenda import Agenda
from salesdesk.queries.hygiene import Findings
from salesdesk.queries.replies import WaitingLeads
from salesdesk.queries.today import Standing
from ui.session import DeskSession
from ui.tasks import Task

WATCHED = frozenset(
    {
        *("activity", "lead", "opportunity", "contact", "account", "answer", "stage", "pipeline", "setting"),
        *("exchange_rate", "hygiene_ignore", "playbook"),
    }
)
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Rest:
    """What is read off the GUI thread: the quarter and the hygiene."""

    standing: Standing
    findings: tuple[Findings, ...]


class TodayModel(QObject):
    """One reading of Today; the lists take their rows from it.

    Signals:
        agenda_changed: sections, rows or the time of the present are new.
        replies_changed: other leads wait for a first reply.
        rest_changed: the quarter and the hygiene are new.
        agenda_failed, rest_failed: str. Why it could not be read; what was shown stays.
    """

    agenda_changed = Signal()
    replies_changed = Signal()
    rest_changed = Signal()
    agenda_failed = Signal(str)
    rest_failed = Signal(str)

    def __init__(self, session: DeskSession, parent: QObject | None = None) -> None:
        """Start empty until `load`."""
        super().__init__(parent)
        self.session = session
        self.agenda = Agenda((), ())
        self.waiting = WaitingLeads((), 0)
        self.standing: Standing | None = None
        self.findings: tuple[Findings, ...] = ()
        self.next_at: datetime | None = None
        self._is_seen = False
        self._is_stale = True
        self._task: Task | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.load)
        session.changed.connect(self._on_changed)

    @property
    def today(self) -> date:
        """The rep’s date."""
        return self.session.now().date()

    def set_seen(self, is_seen: bool) -> None:
        """Keep up with every change from now on, or only once it is seen again."""
        self._is_seen = is_seen
        if not is_seen:
            self._minute.stop()
            return
        self._minute.start()
        if self._is_stale:
            self.load()

    def load(self) -> None:
        """Read everything: agenda and clocks now, the rest in the background."""
        if not self.session.is_open:
            return
        self._is_stale = False
        now = self.session.now()
        try:
            self.agenda = self.session.read(agenda.agenda, now)
            self.next_at = self.session.read(agenda.next_at, now)
            self.waiting = self.session.read(replies.waiting, now)
        except SalesDeskError as refusal:
            self.agenda_failed.emit(str(refusal))
            return
        self.agenda_changed.emit()
        self.replies_changed.emit()
        self._start()

    def findings_of(self, category: str) -> Findings | None:
        """Return what is in a category of the hygiene."""
        return next((one for one in self.findings if one.category == category), None)

    def is_reading(self) -> bool:
        """Tell whether the rest is still being read."""
        return self._task is not None

    def _start(self) -> None:
        if self._task is not None:
            self._task.cancel()
        desk, now = self.session.desk, self.session.now()

        def work(_report: object, _is_cancelled: Callable[[], bool]) -> Rest:
            return Rest(desk.read(today.standing, now), tuple(desk.read(hygiene.findings, now)))

        task = self._task = self.session.start_task(work)
        task.succeeded.connect(lambda found: self._on_done(task, found))
        task.failed.connect(lambda sentence: self._on_failed(task, sentence))

    def _on_done(self, task: Task, found: object) -> None:
        if task is self._task and isinstance(found, Rest):
            self._task = None
            self.standing, self.findings = found.standing, found.findings
            self.rest_changed.emit()

    def _on_failed(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._task = None
            self.rest_failed.emit(sentence)

    def _on_changed(self, changes: Changes, _origin: object) -> None:
        if changes.touches(*WATCHED):
            self._is_stale = True
            if self._is_seen:
                self.load()
