"""The window’s line to its desk: commands go out, announcements come back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from salesdesk.domain.changes import Changes, Done
from salesdesk.domain.errors import FileFault, NothingToUndo, SalesDeskError
from ui.tasks import Task

if TYPE_CHECKING:
    from salesdesk.services.commands import Command
    from salesdesk.services.desk import Desk

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
ROWS_AT_ONCE = 2000
EVERYTHING = Changes(
    wholesale=frozenset(
        {
            *("lead", "opportunity", "account", "contact", "activity", "answer", "tag", "tagging"),
            *("pipeline", "stage", "saved_view", "exchange_rate", "lost_reason", "setting"),
            *("custom_field", "not_duplicate"),
        }
    )
)


class DeskSession(QObject):
    """One open desk, as every part of the window sees it. Lives on the GUI thread.

    Signals:
        changed: Changes, object. What a command, an undo or a redo changed, once after each; and who asked for it.
        opened: a desk is there; `read` and `run` work from now on.
        refused: str. The sentence of a refusal; nothing was written.
        notified: str, bool. A toast, and whether it offers Undo.
        saving: bool. A write is under way that takes its time, or has ended.
        unsaved: str. A change did not reach the disk; the sentence says why, and `retry` tries again.
        saved: a change is on disk.
    """

    changed = Signal(object, object)
    opened = Signal()
    refused = Signal(str)
    notified = Signal(str, bool)
    saving = Signal(bool)
    unsaved = Signal(str)
    saved = Signal()

    def __init__(self, desk: Desk | None = None, parent: QObject | None = None) -> None:
        """Start with a desk, or without one until `open`."""
        super().__init__(parent)
        self._desk = desk
        self._clock: Callable[[], datetime] = (lambda: self.desk.now()) if desk is None else desk.now
        self._pool = QThreadPool(self)
        self._tasks: set[Task] = set()
        self._writing = 0
        self._unsaved: tuple[Callable[[], Done], object] | None = None
        self._mark = (0, 0) if desk is None else self._read_mark()

    @property
    def desk(self) -> Desk:
        """The open desk."""
        if self._desk is None:
            raise RuntimeError("no desk is open yet")
        return self._desk

    @property
    def is_open(self) -> bool:
        """Tell whether a desk is there."""
        return self._desk is not None

    def open(self, desk: Desk) -> None:
        """Take a desk and tell everyone."""
        self._desk = desk
        self._clock = desk.now
        self._mark = self._read_mark()
        self.opened.emit()

    def close(self) -> None:
        """Stop background work at its next safe point, wait for it, and let go of the file; nothing is told after."""
        for task in self._tasks:
            task.cancel()
        self._pool.waitForDone()
        for task in self._tasks:
            task.hush()
        self._tasks.clear()
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def run(self, command: Command, origin: object = None, *, raises: bool = False) -> Done | None:
        """Carry out a command and announce it; a refusal, or a fault of the file, is announced too and gives None.

        Raises: SalesDeskError where `raises` is set, instead of announcing the refusal.
        """
        return self._attempt(lambda: self.desk.run(command), origin, raises=raises)

    def run_task(
        self, command: Command, origin: object = None, *, on_done: Callable[[Done], None] | None = None
    ) -> Task:
        """Carry out a long command off the GUI thread; announced when it is on disk, refused like `run`.

        The task is already under way; connect its signals at once. `on_done` is called after the announcement.
        """
        desk = self.desk
        return self._start(lambda report, stop: desk.run(command, report, stop), origin, on_done)

    def start_task(self, work: Callable[[Callable[[int, int], None], Callable[[], bool]], object]) -> Task:
        """Do work that writes nothing (reading a file, exporting) off the GUI thread; connect its signals at once."""
        task = Task(work)
        self._keep(task)
        task.start_soon(self._pool)
        return task

    def prepare_to_write(self) -> None:
        """Load what the first command needs, so that it does not wait for it."""

        def load(_report: object, _stop: object) -> None:
            import salesdesk.services.writing  # noqa: F401

        self.start_task(load)

    def undo(self, origin: object = None) -> Done | None:
        """Take the latest step back and announce it; a very large step goes to the background and gives None."""
        return self._rewind(origin, is_redo=False)

    def redo(self, origin: object = None) -> Done | None:
        """Do the step again that was taken back last; as `undo`."""
        return self._rewind(origin, is_redo=True)

    def read(self, query: Callable[Concatenate[Any, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a query function finds."""
        return self.desk.read(query, *args, **kwargs)

    def now(self) -> datetime:
        """Return the present by the clock of the desk, also of one that was closed, in local time."""
        return self._clock()

    def undo_label(self) -> str | None:
        """Return the name of what undo would take back."""
        from salesdesk.queries import history

        return self.read(history.next_steps).undo

    def redo_label(self) -> str | None:
        """Return the name of what redo would do again."""
        from salesdesk.queries import history

        return self.read(history.next_steps).redo

    def retry(self) -> Done | None:
        """Carry out again the last change that did not reach the disk."""
        if self._unsaved is None:
            return None
        act, origin = self._unsaved
        return self._attempt(act, origin, raises=False)

    def notify(self, text: str, undoable: bool = False) -> None:
        """Show a toast."""
        self.notified.emit(text, undoable)

    def look_outside(self) -> None:
        """Announce everything as changed where another program has changed the file since the last look."""
        if not self._writing and self._read_mark() != self._mark:
            self.announce(EVERYTHING)

    def announce(self, changes: Changes, origin: object = None) -> None:
        """Tell everyone what changed."""
        self._mark = self._read_mark()
        self.changed.emit(changes, origin)

    def _read_mark(self) -> tuple[int, int]:
        from salesdesk.queries import history

        return self.read(history.mark)

    def _rewind(self, origin: object, *, is_redo: bool) -> Done | None:
        from salesdesk.queries import history

        desk = self.desk
        step = desk.redo if is_redo else desk.undo
        if self.read(history.rows_of_next, is_redo=is_redo) > ROWS_AT_ONCE:
            self._start(lambda _report, _stop: step(), origin, None)
            return None
        return self._attempt(step, origin, raises=False)

    def _attempt(self, act: Callable[[], Done], origin: object, *, raises: bool) -> Done | None:
        try:
            done = act()
        except NothingToUndo as refusal:
            self.notify(str(refusal).rstrip("."))
            return None
        except FileFault as fault:
            self._unsaved = (act, origin)
            self.unsaved.emit(str(fault))
            if raises:
                raise
            return None
        except SalesDeskError as refusal:
            if raises:
                raise
            self.refused.emit(str(refusal))
            return None
        self._unsaved = None
        self.saved.emit()
        self.announce(done.changes, origin)
        return done

    def _start(
        self,
        work: Callable[[Callable[[int, int], None], Callable[[], bool]], object],
        origin: object,
        on_done: Callable[[Done], None] | None,
    ) -> Task:
        task = Task(work)

        def succeed(result: object) -> None:
            assert isinstance(result, Done)
            self.saved.emit()
            self.announce(result.changes, origin)
            if on_done is not None:
                on_done(result)

        def end_writing(*_: object) -> None:
            self._writing -= 1
            self.saving.emit(False)

        task.succeeded.connect(succeed)
        task.failed.connect(self.refused)
        self._keep(task)
        self._writing += 1
        self.saving.emit(True)
        for end in (task.succeeded, task.cancelled, task.failed):
            end.connect(end_writing)
        task.start_soon(self._pool)
        return task

    def _keep(self, task: Task) -> None:
        self._tasks.add(task)

        def drop(*_: object) -> None:
            self._tasks.discard(task)
            task.retire()

        for end in (task.succeeded, task.cancelled, task.failed):
            end.connect(drop)
