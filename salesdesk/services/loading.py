"""Reading the record that a command names."""

from __future__ import annotations

from sqlalchemy import RowMapping, Table, select

from salesdesk.domain.errors import NotFound
from salesdesk.services.transaction import Transaction


def live(tx: Transaction, table: Table, record_id: int) -> RowMapping:
    """Return a record that is neither absent nor in the trash. Raises: NotFound."""
    query = select(table).where(table.c.id == record_id)
    if "deleted_at" in table.c:
        query = query.where(table.c.deleted_at.is_(None))
    found = tx.connection.execute(query).mappings().first()
    if found is None:
        raise NotFound(table.name.replace("_", " "), record_id)
    return found
