"""Settings kept in the file."""

from __future__ import annotations

from sqlalchemy import Connection

from salesdesk.domain.hygiene import DARK_DAYS
from salesdesk.domain.reply import WorkingHours, parse_hours

DEFAULT_CURRENCY = "USD"


def setting(connection: Connection, key: str, default: str = "") -> str:
    """Return a setting of the file."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).scalar()
    return default if found is None else str(found)


def currency(connection: Connection) -> str:
    """Return the currency that amounts are in where none is named."""
    return setting(connection, "currency") or DEFAULT_CURRENCY


def quota_minor(connection: Connection) -> int | None:
    """Return what is to be won in a quarter, in minor units of the currency of the file; None where it is not set."""
    found = setting(connection, "quota_minor")
    return int(found) if found.isdecimal() and int(found) else None


def working_hours(connection: Connection) -> WorkingHours | None:
    """Return the hours on which reply clocks run, None where they always do."""
    return parse_hours(setting(connection, "working_hours"))


def dark_days(connection: Connection) -> int:
    """Return after how many days without a two-way activity someone is going dark."""
    found = setting(connection, "dark_days")
    return int(found) if found.isdecimal() and int(found) else DARK_DAYS
