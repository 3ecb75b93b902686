"""Tables as JSON: one array of objects, written as it goes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from salesdesk.domain.dates import iso_instant
from salesdesk.formats.fields import Field, Value
from salesdesk.formats.files import IsCancelled, Report, never, no_report, replacing, watched


def write_json(
    path: Path,
    fields: Sequence[Field],
    rows: Iterable[Sequence[Value]],
    total: int,
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
) -> int:
    """Write an array with one object per row, whole or not at all, and return how many rows there were.

    Raises `FileFault` or `Cancelled`.
    """
    names = [field.name for field in fields]
    encode = json.JSONEncoder(ensure_ascii=False, default=plain_value).encode
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        opening = "[\n  "

        def write_row(row: Sequence[Value]) -> None:
            nonlocal opening
            stream.write(opening + encode(dict(zip(names, row, strict=True))))
            opening = ",\n  "

        count = watched(rows, total, report, is_cancelled, write_row)
        stream.write("\n]\n" if count else "[]\n")
    return count


def plain_value(value: object) -> str | int | float:
    """Return what JSON has for a date, an instant or a decimal number."""
    if isinstance(value, datetime):
        return iso_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"JSON has nothing for {type(value).__name__}")
