"""An export holds every record asked for, and importing it again changes nothing."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import BadValue, FileFault
from salesdesk.formats.detection import detect_table
from salesdesk.formats.fields import LEAD_FIELDS, OPPORTUNITY_FIELDS
from salesdesk.formats.headers import propose_mapping
from salesdesk.services.commands import AddOpportunity, FillWithSample, ImportLeads
from salesdesk.services.desk import Desk
from salesdesk.services.exporting import export_records
from salesdesk.services.rehearsal import rehearse

NASTY = (
    "Name,Company,Email,Phone,Amount,Currency,Tags,Notes,High intent,Employees,Annual revenue\n"
    'José Núñez,Acme GmbH,jose@acme.example,+49 30 555,1200.50,EUR,"a; b",\'=1+1,yes,51,5000000\n'
    'Bo,-Ek,bo@ek.example,,7,JPY,,"two\nlines, ""quoted""",no,,\n'
    ",@Home,,,,,,,,,\n"
)


def clock() -> datetime:
    return datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "rep.salesdesk", create=True, clock=clock)
    yield desk
    desk.close()


def imported(desk: Desk, path: Path) -> tuple[int, int, int, int]:
    table = detect_table(path)
    plan = rehearse(desk, table, propose_mapping(table.columns))
    desk.run(ImportLeads(plan))
    return len(plan.new), len(plan.updates), plan.duplicates, plan.rejected


def with_leads(desk: Desk, tmp_path: Path, text: str = NASTY) -> None:
    path = tmp_path / "nasty.csv"
    path.write_text(text, encoding="utf-8", newline="")
    imported(desk, path)


def dump(desk: Desk) -> list[Any]:
    def fetched(connection: Connection) -> list[Any]:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM lead ORDER BY id")]

    return desk.read(fetched)


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_leads_go_out_with_every_field_under_its_label(desk: Desk, tmp_path: Path) -> None:
    with_leads(desk, tmp_path)
    done = export_records(desk, "leads", tmp_path / "out.csv")
    first, second, third = csv_rows(tmp_path / "out.csv")
    assert (done.rows, done.format) == (3, "csv")
    assert list(first) == [field.label for field in LEAD_FIELDS]
    assert (first["Amount"], first["Currency"], first["Tags"], first["Notes"]) == ("1200.50", "EUR", "a; b", "'=1+1")
    assert (first["Annual revenue"], first["High intent"], first["Employees"]) == ("5000000.00", "yes", "51")
    assert (second["Amount"], second["Company"], third["Company"]) == ("7", "'-Ek", "'@Home")
    assert first["Created at"] == "2026-11-10T09:00:00Z"


def test_an_export_imported_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    with_leads(desk, tmp_path)
    before = dump(desk)
    export_records(desk, "leads", tmp_path / "out.csv")
    assert imported(desk, tmp_path / "out.csv") == (0, 0, 3, 0)
    assert dump(desk) == before


def test_a_desk_filled_from_an_export_exports_the_same_leads(desk: Desk, tmp_path: Path) -> None:
    with_leads(desk, tmp_path)
    export_records(desk, "leads", tmp_path / "one.csv")
    other = open_desk(tmp_path / "other.salesdesk", create=True, clock=clock)
    try:
        assert imported(other, tmp_path / "one.csv") == (3, 0, 0, 0)
        export_records(other, "leads", tmp_path / "two.csv")
    finally:
        other.close()
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()


def test_a_sample_desk_survives_its_own_export(desk: Desk, tmp_path: Path) -> None:
    desk.run(FillWithSample(60, 12, 1))
    before = dump(desk)
    export_records(desk, "leads", tmp_path / "out.csv")
    new, updated, _, rejected = imported(desk, tmp_path / "out.csv")
    assert (new, updated, rejected) == (0, 0, 0)
    assert dump(desk) == before


def test_the_selection_goes_out_in_its_order(desk: Desk, tmp_path: Path) -> None:
    with_leads(desk, tmp_path)
    export_records(desk, "leads", tmp_path / "out.json", ids=[3, 1, 99])
    assert [row["id"] for row in json.loads((tmp_path / "out.json").read_text())] == [3, 1]


def test_more_leads_than_a_page_all_go_out(desk: Desk, tmp_path: Path) -> None:
    with_leads(desk, tmp_path, "Name\n" + "".join(f"Ann Lee{number}\n" for number in range(2100)))
    assert export_records(desk, "leads", tmp_path / "out.json").rows == 2100
    assert export_records(desk, "leads", tmp_path / "out.json", ids=list(range(2100, 0, -1))).rows == 2100
    assert json.loads((tmp_path / "out.json").read_text())[0]["id"] == 2100


def test_the_trash_stays_behind(desk: Desk, tmp_path: Path) -> None:
    with_leads(desk, tmp_path)
    with desk._database.write() as connection:
        connection.exec_driver_sql("UPDATE lead SET deleted_at = '2026-01-01T00:00:00.000Z' WHERE id = 1")
    assert export_records(desk, "leads", tmp_path / "out.csv").rows == 2
    assert export_records(desk, "leads", tmp_path / "out.csv", ids=[1, 2]).rows == 1


def test_opportunities_go_out_with_what_belongs_to_them(desk: Desk, tmp_path: Path) -> None:
    desk.run(AddOpportunity({"name": "Castellan – claims team", "amount_minor": 101, "probability": 50}))
    done = export_records(desk, "opportunities", tmp_path / "out.xlsx")
    header, row = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_index(0).to_python()
    found = dict(zip(header, row, strict=True))
    assert done.rows == 1
    assert header == [field.label for field in OPPORTUNITY_FIELDS]
    assert (found["Name"], found["Stage"], found["Kind"]) == ("Castellan – claims team", "Qualification", "open")
    assert (found["Amount"], found["Probability"], found["Weighted"], found["Days in stage"]) == (1.01, 50, 0.51, 0)


def test_sample_opportunities_carry_account_contact_and_next_step(desk: Desk, tmp_path: Path) -> None:
    desk.run(FillWithSample(60, 12, 1))
    export_records(desk, "opportunities", tmp_path / "out.json")
    records = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(records) == 12
    assert all(record["account"] and record["contact"] and record["stage"] for record in records)
    assert any(record["next_step"] and record["next_step_on"] for record in records)


def test_the_format_follows_the_name_unless_named(desk: Desk, tmp_path: Path) -> None:
    assert export_records(desk, "leads", tmp_path / "list.CSV").format == "csv"
    assert export_records(desk, "leads", tmp_path / "list.txt", "json").format == "json"
    with pytest.raises(BadValue, match="csv, xlsx, json"):
        export_records(desk, "leads", tmp_path / "list.doc")


def test_the_open_file_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    before = desk.path.read_bytes()
    with pytest.raises(FileFault, match=r"rep\.salesdesk"):
        export_records(desk, "leads", desk.path, "csv")
    assert desk.path.read_bytes() == before


def test_the_number_of_statements_is_fixed_per_thousand_leads(
    desk: Desk, tmp_path: Path, count_queries: Callable[[], Any]
) -> None:
    with_leads(desk, tmp_path)
    with count_queries() as statements:
        export_records(desk, "leads", tmp_path / "out.csv")
    assert len(statements) == 7
