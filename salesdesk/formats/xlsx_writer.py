"""Tables as XLSX: numbers and dates typed, texts never run as formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from salesdesk.domain.errors import FileFault
from salesdesk.formats.csv_writer import TAG_SEPARATOR
from salesdesk.formats.fields import Field, Kind, Value
from salesdesk.formats.files import IsCancelled, Report, never, no_report, replacing, watched

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767

_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_EPOCH = date(1899, 12, 30).toordinal()
# Money has one format for each number of decimals a currency can have.
_FORMATS = {
    Kind.NUMBER: ("0",),
    Kind.MONEY: ("#,##0", "#,##0.0", "#,##0.00", "#,##0.000"),
    Kind.PERCENT: ('0"%"',),
    Kind.DATE: ("yyyy-mm-dd",),
    Kind.INSTANT: ("yyyy-mm-dd hh:mm",),
}
_WIDTHS = {
    Kind.TEXT: 22,
    Kind.LONG_TEXT: 48,
    Kind.NUMBER: 11,
    Kind.DECIMAL: 11,
    Kind.MONEY: 15,
    Kind.PERCENT: 12,
    Kind.DATE: 14,
    Kind.INSTANT: 18,
    Kind.YES_NO: 12,
    Kind.TAGS: 22,
}


def write_xlsx(
    path: Path,
    fields: Sequence[Field],
    rows: Iterable[Sequence[Value]],
    total: int,
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
    sheet: str = "SalesDesk",
) -> int:
    """Write one sheet with a bold, frozen header, whole or not at all, and return how many rows there were.

    Instants stand in local time, because a spreadsheet knows no zones. Raises `FileFault` or `Cancelled`.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    if total > MOST_ROWS:
        raise FileFault(f"A spreadsheet holds {MOST_ROWS:,} rows, and these are {total:,}. Export them as CSV.")
    with replacing(path) as draft, TemporaryDirectory(prefix="salesdesk-") as rows_in_waiting:
        # Rows wait in a file, not in memory; in a folder of ours, so that nothing is left when the disk is full.
        book = Workbook(str(draft), {**_OPTIONS, "tmpdir": rows_in_waiting})
        page = book.add_worksheet(sheet)
        try:
            cells = _prepare(book, page, fields)
            count = watched(enumerate(rows, 1), total, report, is_cancelled, _row_writer(cells))
            book.close()
        except FileCreateError as fault:
            raise fault.args[0] from fault
        finally:
            page.row_data_fh.close()
        return count


CellWriter = Callable[[int, Value], object]


def _prepare(book: Workbook, page: Worksheet, fields: Sequence[Field]) -> list[CellWriter]:
    bold = book.add_format({"bold": True, "bottom": 1})
    page.freeze_panes(1, 0)
    writers: list[CellWriter] = []
    for at, field in enumerate(fields):
        page.set_column(at, at, max(_WIDTHS[field.kind], len(field.label) + 3))
        page.write_string(0, at, field.label, bold)
        shown = _FORMATS.get(field.kind, ("General",))
        writers.append(_cell_writer(page, at, [book.add_format({"num_format": code}) for code in shown]))
    if fields:
        page.autofilter(0, 0, 0, len(fields) - 1)
    return writers


def _row_writer(cells: list[CellWriter]) -> Callable[[tuple[int, Sequence[Value]]], object]:
    def write_row(numbered: tuple[int, Sequence[Value]]) -> None:
        number, row = numbered
        for write, value in zip(cells, row, strict=True):
            if value is not None and value != "" and value != ():
                write(number, value)

    return write_row


def _cell_writer(page: Worksheet, at: int, shown: Sequence[Format]) -> CellWriter:
    write_string, write_number = page.write_string, page.write_number
    plain = shown[0]

    def write_cell(number: int, value: Value) -> None:
        if isinstance(value, str):
            write_string(number, at, _fitting(value))
        elif isinstance(value, tuple):
            write_string(number, at, _fitting(TAG_SEPARATOR.join(value)))
        elif isinstance(value, bool):
            write_string(number, at, "yes" if value else "no")
        elif isinstance(value, Decimal):
            decimals = -int(value.as_tuple().exponent)
            write_number(number, at, float(value), shown[decimals] if len(shown) > 1 else plain)
        elif isinstance(value, datetime):
            write_number(number, at, _serial_instant(value), plain)
        elif isinstance(value, date):
            write_number(number, at, value.toordinal() - _EPOCH, plain)
        elif value is not None:
            write_number(number, at, value, plain)

    return write_cell


def _fitting(text: str) -> str:
    # Longer texts would be dropped whole by the writer; a cell cannot hold them.
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _serial_instant(moment: datetime) -> float:
    moment = moment.astimezone()
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment.toordinal() - _EPOCH + seconds / 86_400
