"""Writing to a desk: each command, undo and redo in one transaction with its journal entry.

Apart from `desk`, which imports it for the first write only: a window starts by reading, and this knows every service.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from salesdesk.domain.changes import Done
from salesdesk.domain.errors import UndoConflict
from salesdesk.services import conflicts
from salesdesk.services.commands import Command
from salesdesk.services.handlers import HANDLERS
from salesdesk.services.transaction import Outcome, Report, Transaction
from salesdesk.store import journal, rewind
from salesdesk.store.changed import announcement
from salesdesk.store.database import Database

THIN_EVERY = 50


def carry_out(
    database: Database, command: Command, now: datetime, report: Report, is_cancelled: Callable[[], bool]
) -> Done:
    """Carry out a command as of a moment: all of it is on disk when this returns, or nothing is."""
    handler: Callable[[Transaction, Any], Outcome] = HANDLERS[type(command)]
    with database.write() as connection:
        entry_id = journal.open_entry(connection, now)
        outcome = handler(Transaction(connection, now, now.date(), report, is_cancelled), command)
        footprint = journal.close_entry(connection, entry_id, outcome.label)
        changes = announcement(connection, footprint)
        if entry_id % THIN_EVERY == 0:
            journal.thin(connection)
    is_step = bool(footprint.rows or footprint.crowded)
    return Done(outcome.label, changes, outcome.new_id, entry_id if is_step else None, outcome.detail)


def rewind_step(database: Database, *, is_redo: bool) -> Done:
    """Take the latest step back, or do the one taken back last again."""
    with database.write() as connection:
        entry_id, label = journal.next_step(connection, is_redo=is_redo)
        conflict = rewind.find_conflict(connection, entry_id, is_redo=is_redo)
        if conflict is not None:
            raise UndoConflict(conflicts.sentence(connection, conflict, entry_id, label, is_redo=is_redo))
        rewind.apply(connection, entry_id, is_redo=is_redo)
        journal.mark(connection, entry_id, is_undone=not is_redo)
        changes = announcement(connection, journal.footprint_of(connection, entry_id))
    return Done(label, changes, None, entry_id)
