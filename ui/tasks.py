"""Work off the GUI thread, with progress and a way to stop it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, QTimer, Signal
from typing_extensions import override  # typing.override from 3.12 on

from salesdesk.domain.errors import Cancelled, SalesDeskError

log = logging.getLogger(__name__)

Work = Callable[[Callable[[int, int], None], Callable[[], bool]], object]
REPORT_EVERY_S = 0.05


class Task(QObject):
    """One piece of background work.

    Signals (all delivered on the GUI thread; exactly one of the last three ends every task):
        progressed: int, int. Done and total, at most twenty times a second.
        succeeded: object. What the work returned.
        cancelled: the work stopped because it was asked to; nothing was written.
        failed: str. A sentence for the user; a bug is logged and named as one.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    cancelled = Signal()
    failed = Signal(str)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        """Prepare the work; `start` queues it."""
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._left = threading.Event()
        self._last = 0.0

    def start(self, pool: QThreadPool) -> None:
        """Queue the work; the signals tell the rest."""
        pool.start(_Run(self))

    def start_soon(self, pool: QThreadPool) -> None:
        """Queue the work once the event loop turns, so that signals connected until then miss nothing."""

        def begin() -> None:
            if self._stop.is_set():
                self._left.set()
                self.cancelled.emit()
            else:
                self.start(pool)

        QTimer.singleShot(0, self, begin)

    def retire(self) -> None:
        """Delete the task, which has ended, once the worker is out of it: its last signal may still be on the way."""
        self._left.wait()
        self.deleteLater()

    def hush(self) -> None:
        """Take back the signals on their way to the GUI thread; call it there, with the worker out of the task."""
        QCoreApplication.removePostedEvents(self, QEvent.Type.MetaCall.value)

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._stop.set()

    def report(self, done: int, total: int) -> None:
        """Pass progress on, unless the last report was a moment ago."""
        now = time.monotonic()
        if done >= total or now - self._last >= REPORT_EVERY_S:
            self._last = now
            self.progressed.emit(done, total)

    def execute(self) -> None:
        """Do the work in the calling thread and emit how it ended."""
        try:
            result = self._work(self.report, self._stop.is_set)
        except Cancelled:
            self.cancelled.emit()
        except SalesDeskError as refusal:
            self.failed.emit(str(refusal))
        except Exception:  # the last line of defence: a bug must not vanish in a thread
            log.exception("background task failed")
            self.failed.emit(self.tr("Something went wrong. The details are in the log."))
        else:
            self.succeeded.emit(result)

    def leave(self) -> None:
        """Say that the worker is out of the task."""
        self._left.set()


class _Run(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    @override
    def run(self) -> None:
        try:
            self._task.execute()
        finally:
            self._task.leave()
