"""Dates and instants as text: whole columns read in one order, instants kept in UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from functools import lru_cache

from salesdesk.domain.errors import BadValue


class DateOrder(StrEnum):
    """The order of day, month and year in dates written with digits only."""

    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class DateReading:
    """How the dates of one column are read."""

    order: DateOrder
    read: int
    unread: int
    is_ambiguous: bool


_NUMERIC = re.compile(r"^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_DAY_MONTH = re.compile(r"^(\d{1,2})(?:\.|st|nd|rd|th)?[ -]([^\W\d]{3,10})\.?,?[ -](\d{2}|\d{4})$")
_MONTH_DAY = re.compile(r"^([^\W\d]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_CLOCK = re.compile(
    r"[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)

_MONTH_NAMES = (
    "jan january januar janvier januari enero janv ene",
    "feb february februar février fevrier februari febrero févr",
    "mar march märz maerz mars maart marzo mär mrz mrt",
    "apr april avril abril avr abr",
    "may mai mei mayo",
    "jun june juni juin junio",
    "jul july juli juillet julio juil",
    "aug august août aout augustus agosto ago",
    "sep september septembre septiembre sept",
    "oct october oktober octobre octubre okt",
    "nov november novembre noviembre",
    "dec december dezember décembre decembre diciembre dez déc dic",
)
_MONTHS = {name: at for at, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}


def parse_date(text: str, order: DateOrder = DateOrder.YEAR_FIRST, *, field: str = "date") -> date:
    """Return the date; a year first is always read, whatever the order. Raises `BadValue`."""
    found = _read_date(_split_clock(text.strip())[0], order)
    if found is None:
        raise BadValue(field, text, "write dates like 2026-11-03.")
    return found


def parse_iso_date(text: str, *, field: str = "date") -> date:
    """Return the date of a strict ISO text such as “2026-11-03”; raises `BadValue`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadValue(field, text, "write dates like 2026-11-03.") from None


def parse_instant(
    text: str,
    order: DateOrder = DateOrder.YEAR_FIRST,
    *,
    zone: tzinfo | None = None,
    field: str = "date",
) -> datetime:
    """Return the instant in UTC; without an offset it is in `zone`, by default the local one.

    A date alone is its midnight. Raises `BadValue`.
    """
    day_text, clock = _split_clock(text.strip())
    day = _read_date(day_text, order)
    if day is None or (clock is not None and (at := _read_clock(clock)) is None):
        raise BadValue(field, text, "write it like 2026-11-03 or 2026-11-03T14:30:00Z.")
    if clock is None:
        at = time(0)
    assert at is not None
    moment = datetime.combine(day, at)
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, OSError, ValueError):
        raise BadValue(field, text, "the year is out of range.") from None


def read_date_column(values: Iterable[str], hint: DateOrder = DateOrder.DAY_FIRST) -> DateReading:
    """Return the one order that reads most of a column, and whether another reads as much.

    When day first and month first both fit, the hint of the locale decides; dates written with
    dots are day first, because month-first countries write slashes.
    """
    texts = [_split_clock(value.strip())[0] for value in values if value.strip()]
    by_year = [_read_date(text, DateOrder.YEAR_FIRST) for text in texts]
    if None not in by_year:
        return DateReading(DateOrder.YEAR_FIRST, len(texts), 0, False)
    dates = {DateOrder.YEAR_FIRST: by_year}
    for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        dates[order] = [_read_date(text, order) for text in texts]
    read = {order: sum(day is not None for day in days) for order, days in dates.items()}
    most = max(read.values(), default=0)
    by_day, by_month = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
    if read[DateOrder.YEAR_FIRST] == most:
        order, is_ambiguous = DateOrder.YEAR_FIRST, False
    elif read[by_day] != read[by_month]:
        order = by_day if read[by_day] > read[by_month] else by_month
        is_ambiguous = False
    else:
        dotted = all("." in text for text in texts if _NUMERIC.match(text))
        order = by_day if dotted or hint is not by_month else by_month
        is_ambiguous = not dotted and dates[by_day] != dates[by_month]
    return DateReading(order, read[order], len(texts) - read[order], is_ambiguous)


def iso_instant(moment: datetime) -> str:
    """Return the instant as “2026-11-03T14:30:00Z”, with microseconds only when there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def utc_now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def _split_clock(text: str) -> tuple[str, re.Match[str] | None]:
    clock = _CLOCK.search(text) if ":" in text else None
    return (text[: clock.start()], clock) if clock else (text, None)


def _read_clock(clock: re.Match[str]) -> time | None:
    hour, minute, second, fraction, half, offset = clock.groups()
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half in "Pp" else 0)
    zone = "" if offset is None else "+00:00" if offset[0] in "ZUG" else offset
    micros = (fraction or "").ljust(6, "0")
    try:
        return time.fromisoformat(f"{hours:02d}:{minute}:{second or '00'}.{micros}{zone}")
    except ValueError:
        return None


# Dates of one file repeat, and each is read several times.
@lru_cache(maxsize=8192)
def _read_date(text: str, order: DateOrder) -> date | None:
    if parts := _NUMERIC.match(text):
        first, _, second, third = parts.groups()
        if len(first) > 2:
            return _made(first, second, third) if len(first) == 4 and len(third) <= 2 else None
        if order is DateOrder.DAY_FIRST:
            return _made(third, second, first)
        if order is DateOrder.MONTH_FIRST:
            return _made(third, first, second)
        return None
    if parts := _COMPACT.match(text):
        return _made(*parts.groups())
    if parts := _DAY_MONTH.match(text):
        return _named(parts[3], parts[2], parts[1])
    if parts := _MONTH_DAY.match(text):
        return _named(parts[3], parts[1], parts[2])
    return None


def _named(year: str, month_name: str, day: str) -> date | None:
    month = _MONTHS.get(month_name.casefold())
    return None if month is None else _made(year, str(month), day)


def _made(year: str, month: str, day: str) -> date | None:
    if len(year) not in (2, 4):
        return None
    # The pivot of POSIX: 69 is 1969, 68 is 2068.
    years = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 69 else 2000)
    try:
        return date(years, int(month), int(day))
    except ValueError:
        return None
