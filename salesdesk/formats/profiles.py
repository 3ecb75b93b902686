"""What stands in each column of a file: how full it is, samples, and how it will be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.dates import DateOrder, DateReading, read_date_column
from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.money import Money, decimal_amount
from salesdesk.formats.cells import Cell, CellReader, Reading, cell_reader, decimal_comma_of
from salesdesk.formats.csv_reader import read_rows
from salesdesk.formats.detection import TableFile
from salesdesk.formats.fields import Kind, import_field
from salesdesk.formats.files import IsCancelled, Report, never, no_report
from salesdesk.formats.formulas import restored
from salesdesk.formats.headers import Mapping

SAMPLES = 3
_DOUBTFUL = re.compile(r"^\D*[1-9]\d{0,2}\.\d{3}\D*$")
_DATED = (Kind.INSTANT, Kind.DATE)
_COUNTED = (Kind.MONEY, Kind.NUMBER, Kind.DECIMAL)
_SETTLED = frozenset((*_DATED, *_COUNTED))


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column as the mapping screen shows it.

    `not_valid` counts filled cells its field cannot take. `reads_as` is a doubtful number and what it
    was taken for; `dates` says in which order dates are read.
    """

    name: str
    field: str | None
    samples: tuple[str, ...]
    filled: int
    not_valid: int
    dates: DateReading | None = None
    reads_as: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class FileProfile:
    """All columns, and how many rows there are under the header."""

    rows: int
    columns: tuple[ColumnProfile, ...]


def profile_columns(
    table: TableFile,
    mapping: Mapping,
    *,
    currency: str = "USD",
    hint: DateOrder = DateOrder.DAY_FIRST,
    report: Report = no_report,
    is_cancelled: IsCancelled = never,
) -> FileProfile:
    """Read the whole file once and return what stands in its columns. Raises as `read_rows`."""
    tallies = [_Tally(name, field, currency) for name, field in zip(mapping.columns, mapping.fields, strict=True)]
    count = 0
    for row in read_rows(table, report, is_cancelled):
        count += 1
        if row.problem is None:
            for tally, cell in zip(tallies, row.cells, strict=False):
                if cell and not cell.isspace():
                    tally.add(restored(cell))
    return FileProfile(count, tuple(tally.profile(hint) for tally in tallies))


def settle_readings(
    table: TableFile,
    mapping: Mapping,
    hint: DateOrder = DateOrder.DAY_FIRST,
    is_cancelled: IsCancelled = never,
) -> dict[str, Reading]:
    """Return how each column of dates and numbers is read, from all its cells; reads the file only if there are any."""
    open_fields = {
        at: field for at, field in enumerate(mapping.fields) if field and import_field(field).kind in _SETTLED
    }
    if not open_fields:
        return {}
    cells: dict[str, list[str]] = {field: [] for field in open_fields.values()}
    for row in read_rows(table, is_cancelled=is_cancelled):
        if row.problem is None:
            for at, field in open_fields.items():
                if row.cells[at]:
                    cells[field].append(restored(row.cells[at]))
    return {field: _reading(field, texts, hint)[0] for field, texts in cells.items()}


class _Tally:
    """What has been seen of one column; cells are kept only where all of them settle how each is read."""

    def __init__(self, name: str, field: str | None, currency: str) -> None:
        self._name = name
        self._field = field
        self._currency = currency
        self._samples: dict[str, None] = {}
        self._filled = 0
        self._not_valid = 0
        self._kept: list[str] | None = [] if field and import_field(field).kind in _SETTLED else None
        self._read = cell_reader(import_field(field), Reading(), currency) if field else None

    def add(self, text: str) -> None:
        """Count one filled cell."""
        self._filled += 1
        if len(self._samples) < SAMPLES:
            self._samples[" ".join(text[:200].split())[:80]] = None
        if self._kept is not None:
            self._kept.append(text)
        elif self._read is not None and _value(self._read, text) is None:
            self._not_valid += 1

    def profile(self, hint: DateOrder) -> ColumnProfile:
        """Return what the whole column comes to."""
        plain = ColumnProfile(self._name, self._field, tuple(self._samples), self._filled, self._not_valid)
        if self._kept is None or self._field is None:
            return plain
        reading, dates = _reading(self._field, self._kept, hint)
        read = cell_reader(import_field(self._field), reading, self._currency)
        values = [(text, _value(read, text)) for text in self._kept]
        doubtful = next(
            ((text.strip(), _thousands(value)) for text, value in values if _is_doubtful(text, value)), None
        )
        return replace(plain, not_valid=sum(value is None for _, value in values), dates=dates, reads_as=doubtful)


def _reading(field: str, texts: Sequence[str], hint: DateOrder) -> tuple[Reading, DateReading | None]:
    kind = import_field(field).kind
    if kind in _DATED:
        dates = read_date_column(texts, hint)
        return Reading(order=dates.order, is_ambiguous=dates.is_ambiguous), dates
    if kind in _COUNTED:
        return Reading(decimal_comma=decimal_comma_of(texts)), None
    return Reading(), None


def _value(read: CellReader, text: str) -> Cell | None:
    try:
        return read(text)
    except SalesDeskError:
        return None


def _is_doubtful(text: str, value: Cell | None) -> bool:
    """Tell whether a number such as “1.200” was taken for thousands, though it could be decimals."""
    return value is not None and _DOUBTFUL.match(text.strip()) is not None and _thousands(value) >= 1000


def _thousands(value: Cell | None) -> int:
    if isinstance(value, Money):
        return int(decimal_amount(value.amount_minor, value.currency))
    return value if isinstance(value, int) else 0
