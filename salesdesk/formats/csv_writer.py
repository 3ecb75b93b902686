"""Tables as CSV: UTF-8 with a mark, commas, formulas neutralised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from salesdesk.domain.dates import iso_instant
from salesdesk.formats.fields import Field, Value
from salesdesk.formats.files import IsCancelled, Report, never, no_report, replacing, watched
from salesdesk.formats.formulas import neutralised

TAG_SEPARATOR = "; "


def write_csv(
    path: Path,
    fields: Sequence[Field],
    rows: Iterable[Sequence[Value]],
    total: int,
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
) -> int:
    """Write a header and the rows, whole or not at all, and return how many rows there were.

    Raises `FileFault` or `Cancelled`.
    """
    # Spreadsheet programs take a CSV without the mark for a legacy encoding.
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow([field.label for field in fields])
        return watched(rows, total, report, is_cancelled, lambda row: out.writerow([_cell(value) for value in row]))


def write_texts(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write text cells under a header, whole or not at all, and return how many rows there were."""
    count = 0
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(list(map(neutralised, header)))
        for row in rows:
            out.writerow(list(map(neutralised, row)))
            count += 1
    return count


def _cell(value: Value) -> str | int | Decimal:
    if isinstance(value, str):
        return neutralised(value)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return neutralised(TAG_SEPARATOR.join(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return iso_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
