"""Reading the record that a command names."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import RowMapping, Table, select

from salesdesk.domain.errors import NotFound, SalesDeskError
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


def all_live(tx: Transaction, table: Table, ids: Sequence[int]) -> list[int]:
    """Return each id once, in their order. Raises: NotFound for the first that is absent or in the trash."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise SalesDeskError(f"No {table.name.replace('_', ' ')} was named. Select at least one.")
    found = tx.connection.exec_driver_sql(
        f"SELECT id FROM {table.name} WHERE +deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    there = set(found.scalars())
    missing = next((one for one in wanted if one not in there), None)
    if missing is not None:
        raise NotFound(table.name.replace("_", " "), missing)
    return wanted
