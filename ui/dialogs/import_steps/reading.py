"""Reading and rehearsing a file off the GUI thread, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from salesdesk.formats.detection import TableFile, detect_table
from salesdesk.formats.headers import Mapping
from salesdesk.formats.profiles import profile_columns
from salesdesk.queries.imports import import_settings
from salesdesk.services.rehearsal import rehearse
from ui.tasks import Task, Work

if TYPE_CHECKING:
    from ui.session import DeskSession


class FileReading(QObject):
    """What is being found out about a file; a new question makes the answer to the old one void.

    Signals:
        detected: TableFile. How the file is built.
        profiled: FileProfile. What stands in its columns.
        rehearsed: ImportPlan. What each row becomes.
        progressed: int, int. Rows looked at, of how many.
        refused: str. The sentence about a file that is no table.
        unmatched: str. The sentence about columns that make no leads.
    """

    detected = Signal(object)
    profiled = Signal(object)
    rehearsed = Signal(object)
    progressed = Signal(int, int)
    refused = Signal(str)
    unmatched = Signal(str)

    def __init__(self, session: DeskSession, parent: QObject) -> None:
        """Start with nothing to find out."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being found out."""
        return self._task is not None

    def open(self, path: Path, encoding: str | None = None, delimiter: str | None = None) -> None:
        """Find out how a file is built; what is given is taken."""
        self._ask(lambda _report, _stop: detect_table(path, encoding, delimiter), self.detected.emit, self.refused.emit)

    def profile(self, table: TableFile, mapping: Mapping) -> None:
        """Find out what stands in its columns, read as the fields they become."""
        currency = self._session.read(import_settings).currency

        def work(report: Callable[[int, int], None], stop: Callable[[], bool]) -> object:
            return profile_columns(table, mapping, currency=currency, is_cancelled=stop)

        self._ask(work, self.profiled.emit, self.refused.emit)

    def rehearse(self, table: TableFile, mapping: Mapping, rows: int) -> None:
        """Find out what each row becomes."""
        desk = self._session.desk

        def work(report: Callable[[int, int], None], stop: Callable[[], bool]) -> object:
            return rehearse(desk, table, mapping, report=report, is_cancelled=stop, expected_rows=rows)

        self._ask(work, self.rehearsed.emit, self.unmatched.emit)

    def stop(self) -> None:
        """Find out nothing more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _ask(self, work: Work, answer: Callable[[object], None], refuse: Callable[[str], None]) -> None:
        self.stop()
        task = self._task = self._session.start_task(work)

        def end(tell: Callable[[object], None], result: object) -> None:
            # An answer may be on its way while the program quits.
            if self._task is task and self._session.is_open:
                self._task = None
                tell(result)

        def pass_on(done: int, total: int) -> None:
            if self._task is task:
                self.progressed.emit(done, total)

        task.succeeded.connect(lambda result: end(answer, result))
        task.failed.connect(lambda sentence: end(refuse, sentence))  # type: ignore[arg-type]
        task.progressed.connect(pass_on)
