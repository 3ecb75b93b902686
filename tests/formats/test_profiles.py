"""The mapping screen knows what stands in every column."""

from pathlib import Path

import pytest

from salesdesk.domain.dates import DateOrder
from salesdesk.formats.detection import TableFile, detect_table
from salesdesk.formats.headers import propose_mapping
from salesdesk.formats.profiles import ColumnProfile, profile_columns, settle_readings

TEXT = (
    "Full Name,E-mail (work),Employees,Reg. date,utm_content\n"
    "Priya Raghavan,priya@acme.example,420,03.11.2026,hero-b\n"
    "Sofia Brandt,sofia@,1.200,02.11.2026,hero-a\n"
    "Luis Ortega,,85,soon,hero-b\n"
    "broken,row,with,too,many,cells\n"
)


@pytest.fixture
def table(tmp_path: Path) -> TableFile:
    path = tmp_path / "list.csv"
    path.write_text(TEXT, encoding="utf-8")
    return detect_table(path)


def profiles(table: TableFile) -> dict[str, ColumnProfile]:
    return {column.name: column for column in profile_columns(table, propose_mapping(table.columns)).columns}


def test_rows_filled_cells_and_samples_are_counted(table: TableFile) -> None:
    profile = profile_columns(table, propose_mapping(table.columns))
    found = profiles(table)
    assert profile.rows == 4
    assert (found["Full Name"].filled, found["E-mail (work)"].filled) == (3, 2)
    assert found["utm_content"].samples == ("hero-b", "hero-a")
    assert found["utm_content"].field is None


def test_cells_the_field_cannot_take_are_counted(table: TableFile) -> None:
    found = profiles(table)
    assert (found["E-mail (work)"].not_valid, found["Full Name"].not_valid) == (1, 0)


def test_a_doubtful_number_says_how_it_is_read(table: TableFile) -> None:
    assert profiles(table)["Employees"].reads_as == ("1.200", 1200)


def test_the_order_of_dates_is_named(table: TableFile) -> None:
    dates = profiles(table)["Reg. date"].dates
    assert dates is not None
    assert (dates.order, dates.read, dates.unread, dates.is_ambiguous) == (DateOrder.DAY_FIRST, 2, 1, False)


def test_readings_are_settled_for_columns_that_need_it_alone(table: TableFile) -> None:
    readings = settle_readings(table, propose_mapping(table.columns))
    assert set(readings) == {"employees", "created_at"}
    assert readings["created_at"].order is DateOrder.DAY_FIRST
