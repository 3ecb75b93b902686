"""The one door to a SalesDesk file: run a command, take it back, read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from salesdesk.domain.changes import Done
from salesdesk.services.transaction import Report, never, no_report
from salesdesk.store.database import Database

if TYPE_CHECKING:
    from salesdesk.services.commands import Command

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the present moment in the machine's own time zone."""
    return datetime.now().astimezone()


class Desk:
    """A desk that is open: commands go in one at a time, each in one transaction and one undo step.

    Usable from any thread. `clock` gives the present as an aware local datetime. `older_copy` is where the file lies
    as it was before opening it brought it up to date.
    """

    def __init__(self, database: Database, clock: Clock = local_now, older_copy: Path | None = None) -> None:
        self._database = database
        self._clock = clock
        self.older_copy = older_copy

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
        from salesdesk.services import writing

        return writing.carry_out(self._database, command, self._clock(), report, is_cancelled)

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
        from salesdesk.services import writing

        return writing.rewind_step(self._database, is_redo=is_redo)
