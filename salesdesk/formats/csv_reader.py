"""Rows of a CSV file, one at a time, each with its number and what is wrong with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import islice
from typing import NamedTuple

from salesdesk.formats.detection import TableFile
from salesdesk.formats.encoding import mixed_encoding
from salesdesk.formats.files import CHECK_EVERY, IsCancelled, Report, never, no_report, reading, stop_if

LONGEST_CELL = 1 << 20
UNCLOSED = "A quotation mark opens in this row and never closes."


class Row(NamedTuple):
    """A row as the file has it; `number` counts from 1 with the rows above the header, as a spreadsheet does.

    A row with a `problem` cannot be used; one with a `note` can, but something was done to it.
    """

    number: int
    cells: list[str]
    problem: str | None
    note: str | None


def read_rows(table: TableFile, report: Report = no_report, is_cancelled: IsCancelled = never) -> Iterator[Row]:
    """Yield the rows under the header, blank ones left out, short ones filled up.

    Progress is in bytes. Raises `FileFault` when the file stops being in its encoding, `Cancelled` when
    asked to stop.
    """
    csv.field_size_limit(LONGEST_CELL)
    width = len(table.columns)
    with reading(table.path), table.path.open("rb") as raw:
        stream = TextIOWrapper(raw, table.encoding, newline="")
        rows = csv.reader(stream, delimiter=table.delimiter)
        number = line = 0
        last: Row | None = None
        while True:
            line_before, line = line, rows.line_num
            try:
                cells = next(rows)
            except StopIteration:
                break
            except csv.Error:
                number += 1
                cells, fault = [], f"A cell is longer than {LONGEST_CELL:,} characters."
            except UnicodeError:
                raise mixed_encoding(table.path, table.encoding, _odd_line(table) or number + 1) from None
            else:
                number += 1
                fault = ""
            if number % CHECK_EVERY == 0:
                stop_if(is_cancelled)
                report(min(raw.tell(), table.size_bytes), table.size_bytes)
            if number <= table.header_row or not (fault or any(cells)):
                continue
            if last is not None:
                yield last
            last = Row(number, cells, fault, None) if fault else _checked(number, cells, width)
        if last is not None:
            is_open = rows.line_num > line_before + 1 and _never_closes(table, line_before)
            yield Row(last.number, last.cells, UNCLOSED, None) if is_open else last
    report(table.size_bytes, table.size_bytes)


def _checked(number: int, cells: list[str], width: int) -> Row:
    found = len(cells)
    if found > width:
        if any(cells[width:]):
            return Row(number, cells, f"The row has {found} cells and the header {width}.", None)
        del cells[width:]
    if "\x00" in "".join(cells):
        return Row(number, cells, "The row contains a NUL byte, which no text has.", None)
    if found < width:
        cells.extend([""] * (width - found))
        return Row(number, cells, None, f"The row has {found} of {width} cells; the others were taken as empty.")
    return Row(number, cells, None, None)


def _never_closes(table: TableFile, lines_before: int) -> bool:
    """Tell whether the last row, which starts after that many lines, ends inside a quotation."""
    with table.path.open(encoding=table.encoding, newline="") as stream:
        rest = csv.reader(islice(stream, lines_before, None), delimiter=table.delimiter, strict=True)
        try:
            for _ in rest:
                pass
        except csv.Error as fault:
            return "unexpected end" in str(fault)
    return False


def _odd_line(table: TableFile) -> int | None:
    """Return the first line that is not in the encoding, for encodings that keep line ends as one byte."""
    if table.encoding.startswith(("utf-16", "utf-32")):
        return None
    with table.path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode(table.encoding)
            except UnicodeError:
                return number
    return None
