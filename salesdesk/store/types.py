"""Column types: how values stand in the file and how they are in Python."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Boolean, Dialect, Text, TypeDecorator
from typing_extensions import override


def instant_text(moment: datetime) -> str:
    """Return a UTC instant as the file holds it: ISO 8601, milliseconds, “Z”."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def read_instant(text: str) -> datetime:
    """Return the aware UTC instant a stored text stands for."""
    return datetime.fromisoformat(text)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, kept as sortable ISO text; naive datetimes are refused."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return instant_text(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A calendar date without time or zone, kept as ISO text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = Boolean(create_constraint=False)
    cache_ok = True
