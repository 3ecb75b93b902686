"""Why an undo was refused, in one sentence that names what changed and when."""

from __future__ import annotations

from sqlalchemy import Connection, select

from salesdesk.queries.naming import name_of
from salesdesk.store.rewind import Conflict
from salesdesk.store.schema import journal_entry, journal_row


def sentence(connection: Connection, conflict: Conflict, entry_id: int, label: str, *, is_redo: bool) -> str:
    """Return the refusal for an undo or redo that met a row which something else has changed."""
    what = name_of(connection, conflict.table, conflict.row_id)
    verb = "redo" if is_redo else "undo"
    later = connection.execute(
        select(journal_entry.c.label, journal_entry.c.at)
        .join(journal_row, journal_row.c.entry_id == journal_entry.c.id)
        .where(
            journal_row.c.table_name == conflict.table,
            journal_row.c.row_id == conflict.row_id,
            journal_entry.c.id > entry_id,
            journal_entry.c.is_undone == 0,
        )
        .order_by(journal_entry.c.id.desc())
        .limit(1)
    ).first()
    happened = "was deleted" if conflict.is_gone else "was changed"
    if later is not None:
        when = later.at.astimezone().strftime("%d %b %Y at %H:%M")
        return f"Can’t {verb} “{label}”: {what} {happened} by “{later.label}” on {when}. Take that back first."
    return f"Can’t {verb} “{label}”: {what} {happened} by another program since. Nothing was overwritten."
