"""Settings kept in the file."""

from __future__ import annotations

from sqlalchemy import Connection

DEFAULT_CURRENCY = "USD"


def setting(connection: Connection, key: str, default: str = "") -> str:
    """Return a setting of the file."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).scalar()
    return default if found is None else str(found)


def currency(connection: Connection) -> str:
    """Return the currency that amounts are in where none is named."""
    return setting(connection, "currency") or DEFAULT_CURRENCY
