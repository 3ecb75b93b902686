"""Importing and exporting 100,000 leads ÷ the same cells through csv, sqlite3 and XlsxWriter alone."""

from __future__ import annotations

import csv
import itertools
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from salesdesk.bootstrap import open_desk
from salesdesk.formats.detection import detect_table
from salesdesk.formats.headers import propose_mapping
from salesdesk.services.commands import ImportLeads
from salesdesk.services.exporting import export_records
from salesdesk.services.rehearsal import rehearse
from salesdesk.store import search
from salesdesk.store.creation import create_file
from salesdesk.store.database import Database
from tests.benchmarks.measuring import Measure, ratio, timed

ROWS = 100_000
HEADER = ("First name", "Last name", "Title", "Company", "Email", "Phone", "City", "Country", "Industry", "Employees")
COLUMNS = (
    *("uid", "first_name", "last_name", "title", "company", "email", "phone", "city", "country", "industry"),
    *("employees", "created_at", "email_key", "name_key", "company_key", "domain"),
)


def import_leads() -> Measure:
    """Return the import of a 100,000-row CSV ÷ csv.reader + executemany into the same schema, indexes and FTS."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "leads.csv"
        _write_csv(source)
        fresh = (Path(folder) / f"{number}.salesdesk" for number in itertools.count())
        return ratio(
            f"import of {ROWS:,} CSV rows ÷ csv.reader + executemany",
            3,
            lambda: _import(source, next(fresh)),
            lambda: _raw_import(source, next(fresh)),
            scale=1,
            scale_unit="s",
        )


def export_leads(path: Path) -> Measure:
    """Return the export of 100,000 leads to XLSX ÷ plain XlsxWriter of the same cells."""
    desk = open_desk(path)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "leads.xlsx"
        records = Path(folder) / "leads.csv"
        export_records(desk, "leads", records)
        with records.open(encoding="utf-8-sig", newline="") as file:
            cells = [[_plain(cell) for cell in row] for row in csv.reader(file)]
        found = ratio(
            f"export of {len(cells) - 1:,} leads to XLSX ÷ plain XlsxWriter",
            1.6,
            lambda: timed(lambda: export_records(desk, "leads", target)),
            lambda: timed(lambda: _raw_export(cells, Path(folder) / "raw.xlsx")),
            scale=1,
            scale_unit="s",
        )
    desk.close()
    return found


def _import(source: Path, path: Path) -> float:
    create_file(path)

    def act() -> None:
        desk = open_desk(path)
        table = detect_table(source)
        desk.run(ImportLeads(rehearse(desk, table, propose_mapping(table.columns))))
        desk.close()

    cost = timed(act)
    _expect_all_rows(path)
    return cost


def _raw_import(source: Path, path: Path) -> float:
    create_file(path)

    def act() -> None:
        connection = Database(path)._connect()
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA trusted_schema = ON")
        for statement in search.trigger_statements():
            connection.execute(statement)
        connection.execute("BEGIN IMMEDIATE")
        holes = ", ".join("?" for _ in COLUMNS)
        connection.executemany(f"INSERT INTO lead ({', '.join(COLUMNS)}) VALUES ({holes})", _raw_rows(source))
        connection.execute("COMMIT")
        connection.close()

    cost = timed(act)
    _expect_all_rows(path)
    return cost


def _raw_rows(source: Path) -> Iterator[tuple[object, ...]]:
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for number, row in enumerate(rows):
            first, last, title, company, email, phone, city, country, industry, employees = row
            yield (
                *(f"{number:032x}", first, last, title, company, email, phone, city, country, industry),
                *(int(employees), "2026-11-10T09:42:00.000Z", email.lower(), f"{first} {last}".lower()),
                *(company.lower(), email.partition("@")[2]),
            )


def _expect_all_rows(path: Path) -> None:
    connection = sqlite3.connect(path)
    count = connection.execute("SELECT count(*) FROM lead").fetchone()[0]
    connection.close()
    if count != ROWS:
        raise RuntimeError(f"{count} rows were imported instead of {ROWS}")


def _write_csv(path: Path) -> None:
    firsts = ("Ann", "Bo", "Chloe", "Dan", "Eva", "Finn", "Grace", "Hugo", "Ines", "Jon")
    lasts = ("Lee", "Meyer", "Okafor", "Rossi", "Silva", "Tan", "Visser", "Weber", "Young", "Zhou", "Ng")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(ROWS):
            first, last = firsts[number % 10], f"{lasts[number % 11]}{number // 110}"
            company = f"Company {number % 20_011} Ltd"
            writer.writerow(
                (
                    *(first, last, "Operations Manager", company, f"{first}.{last}@c{number % 20_011}.example"),
                    *(f"+31 10 555 {number % 10_000:04d}", "Rotterdam", "Netherlands", "Logistics", 10 + number % 990),
                )
            )


def _raw_export(cells: list[list[str | float]], path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    for row, record in enumerate(cells):
        for column, cell in enumerate(record):
            if cell == "":
                continue
            if isinstance(cell, float):
                page.write_number(row, column, cell)
            else:
                page.write_string(row, column, cell)
    book.close()


def _plain(cell: str) -> str | float:
    try:
        return float(cell) if cell and cell[0].isdigit() and len(cell) < 12 else cell
    except ValueError:
        return cell
