"""The one door to a SalesDesk file: run a command, take it back, read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from salesdesk.domain.changes import Done
from salesdesk.domain.errors import UndoConflict
from salesdesk.services import conflicts
from salesdesk.services.commands import Command
from salesdesk.services.handlers import HANDLERS
from salesdesk.services.transaction import Outcome, Report, Transaction, never, no_report
from salesdesk.store import journal, rewind
from salesdesk.store.changed import announcement
from salesdesk.store.database import Database

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], datetime]
THIN_EVERY = 50


def local_now() -> datetime:
    """Return the present moment in the machine's own time zone."""
    return datetime.now().astimezone()


class Desk:
    """A desk that is open: commands go in one at a time, each in one transaction and one undo step.

    Usable from any thread. `clock` gives the present as an aware local datetime.
    """

    def __init__(self, database: Database, clock: Clock = local_now) -> None:
        self._database = database
        self._clock = clock

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._database.path

    def now(self) -> datetime:
        """Return the present by this desk's clock, in local time."""
        return self._clock()

    def run(self, command: Command, report: Report = no_report, is_cancelled: Callable[[], bool] = never) -> Done:
        """Carry out a command: all of it is on disk when this returns, or nothing is.

        Raises: SalesDeskError where a rule, the file or the disk says no.
        """
        handler: Callable[[Transaction, Any], Outcome] = HANDLERS[type(command)]
        now = self._clock()
        with self._database.write() as connection:
            entry_id = journal.open_entry(connection, now)
            outcome = handler(Transaction(connection, now, now.date(), report, is_cancelled), command)
            footprint = journal.close_entry(connection, entry_id, outcome.label)
            changes = announcement(connection, footprint)
            if entry_id % THIN_EVERY == 0:
                journal.thin(connection)
        is_step = bool(footprint.rows or footprint.crowded)
        return Done(outcome.label, changes, outcome.new_id, entry_id if is_step else None, outcome.detail)

    def undo(self) -> Done:
        """Take the latest step back. Raises: NothingToUndo; UndoConflict where something later changed its rows."""
        return self._rewind(is_redo=False)

    def redo(self) -> Done:
        """Do the step again that was taken back last. Raises: as `undo`."""
        return self._rewind(is_redo=True)

    def read(self, query: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a query function of `salesdesk.queries` finds, from one snapshot."""
        with self._database.read() as connection:
            return query(connection, *args, **kwargs)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _rewind(self, *, is_redo: bool) -> Done:
        with self._database.write() as connection:
            entry_id, label = journal.next_step(connection, is_redo=is_redo)
            conflict = rewind.find_conflict(connection, entry_id, is_redo=is_redo)
            if conflict is not None:
                raise UndoConflict(conflicts.sentence(connection, conflict, entry_id, label, is_redo=is_redo))
            rewind.apply(connection, entry_id, is_redo=is_redo)
            journal.mark(connection, entry_id, is_undone=not is_redo)
            changes = announcement(connection, journal.footprint_of(connection, entry_id))
        return Done(label, changes, None, entry_id)
