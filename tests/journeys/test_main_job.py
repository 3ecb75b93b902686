"""The main job, from a list of leads to the file a manager opens, with mouse and keys in the real window."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from salesdesk.paths import default_file
from tests.journeys import driver
from tests.journeys.driver import Rep
from tests.journeys.file import Rows, records, rows, steps
from ui.views.leads import LeadsPage
from ui.views.opportunity import OpportunityPage
from ui.views.pipeline import PipelinePage

COUNT = 500
PERSON = "Priya Raghavan"
QUALIFICATION, DISCOVERY, LOST = 1, 2, 6
NO_BUDGET = 2
HEADER = ("First Name", "Surname", "Job title", "Company", "E-mail (work)", "Employees", "City", "Remarks")


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    """Write a list of 500 leads as a spreadsheet would, one of them Priya Raghavan."""
    path = tmp_path / "trade fair.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        for number in range(COUNT - 1):
            person = (f"Ödön{number}", f"Lee-{number}", "Head of Fleet", f"Company {number}")
            city = "Łódź; Old Town" if number % 2 else "Málaga"
            # A cell that a spreadsheet would run as a formula must come out as the text it is.
            remarks = "=1+1" if number == 7 else f"Stand {number}"
            writer.writerow((*person, f"lee{number}@company{number}.example", number + 1, city, remarks))
        priya = ("Priya", "Raghavan", "Director of Operations", "Cobalt Freight Systems")
        writer.writerow((*priya, "priya@cobalt-freight.example", "420", "Bristol", "Asked for a demo"))
    return path


def sheet(path: Path) -> list[dict[str, Any]]:
    """Return the rows of the first sheet of a workbook by its header."""
    header, *found = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in found]


def stages(path: Path) -> dict[str, int]:
    """Return the stage of each opportunity that is there."""
    return dict(rows(path, "SELECT name, stage_id FROM opportunity WHERE deleted_at IS NULL"))


def open_intervals(path: Path) -> Rows:
    """Return where each opportunity stands by its history, which must have one open interval for it."""
    query = "SELECT o.name, h.stage_id FROM stage_history AS h JOIN opportunity AS o ON o.id = h.opportunity_id "
    return rows(path, query + "WHERE h.left_at IS NULL AND o.deleted_at IS NULL ORDER BY o.id")


def import_and_record(rep: Rep, list_file: Path, decision: date) -> int:
    """Import the list and record what Priya Raghavan said; return her number."""
    file = default_file()
    rep.start()
    driver.import_leads(rep, list_file, COUNT)
    assert rows(file, "SELECT count(*), count(DISTINCT email) FROM lead WHERE lifecycle = 'new'") == [(COUNT, COUNT)]
    assert rows(file, "SELECT rows, new, rejected FROM import_batch") == [(COUNT, COUNT, 0)]
    ((lead, employees),) = rows(file, "SELECT id, employees FROM lead WHERE last_name = 'Raghavan'")
    assert employees == 420
    driver.open_lead(rep, PERSON)
    driver.record_evidence(rep, "budget", "48,000")
    driver.record_evidence(rep, "authority", "Daniel Osei, CFO")
    driver.record_evidence(rep, "need", "Cut dispatch time by a third")
    driver.record_evidence(rep, "timeline", decision.isoformat())
    query = "SELECT c.code, a.state, a.value FROM answer AS a JOIN criterion AS c ON c.id = a.criterion_id"
    assert set(rows(file, f"{query} WHERE a.lead_id = ?", lead)) == {
        ("budget_amount", "confirmed", "48000.00 USD"),
        ("decision_maker", "confirmed", "Daniel Osei, CFO"),
        ("need", "confirmed", "Cut dispatch time by a third"),
        ("decision_by", "confirmed", decision.isoformat()),
    }
    assert rows(file, "SELECT bant FROM lead WHERE id = ?", lead) == [("yyyy",)]
    return int(lead)


def promote(rep: Rep, lead: int, decision: date) -> int:
    """Qualify the lead and promote it; return the number of the opportunity."""
    file = default_file()
    name = driver.qualify(rep)
    rep.page(OpportunityPage)
    query = "SELECT id, lead_id, stage_id, amount_minor, currency, expected_close, bant FROM opportunity WHERE name = ?"
    ((opportunity, *facts),) = rows(file, query, name)
    assert facts == [lead, QUALIFICATION, 4_800_000, "USD", decision.isoformat(), "yyyy"]
    assert rows(file, "SELECT lifecycle, opportunity_id FROM lead WHERE id = ?", lead) == [("opportunity", opportunity)]
    assert rows(file, "SELECT name FROM account") == [("Cobalt Freight Systems",)]
    assert rows(file, "SELECT first_name, last_name FROM contact ORDER BY id")[0] == ("Priya", "Raghavan")
    return int(opportunity)


def test_the_main_job_from_a_list_to_a_workbook(rep: Rep, list_file: Path, tmp_path: Path) -> None:
    file, decision = default_file(), date.today() + timedelta(days=45)
    lead = import_and_record(rep, list_file, decision)
    promoted = promote(rep, lead, decision)
    driver.open_board(rep)

    after_promotion = records(file)
    driver.add_opportunity(rep, "Brightwater – clinic intake", "38,800.50")
    ((other,),) = rows(file, "SELECT id FROM opportunity WHERE id <> ?", promoted)
    after_adding = records(file)
    driver.drag_card(rep, promoted, DISCOVERY)
    assert stages(file) == {"Cobalt Freight Systems": DISCOVERY, "Brightwater – clinic intake": QUALIFICATION}
    after_drag = records(file)
    driver.lose(rep, other, NO_BUDGET)
    query = "SELECT stage_id, lost_reason, lost_kind, closed_at IS NOT NULL FROM opportunity WHERE id = ?"
    assert rows(file, query, other) == [(LOST, "No budget", "declined", 1)]
    assert open_intervals(file) == [("Cobalt Freight Systems", DISCOVERY), ("Brightwater – clinic intake", LOST)]

    for state in (after_drag, after_adding, after_promotion):
        rep.press("Ctrl+Z")
        assert records(file) == state
    for state in (after_adding, after_drag):
        rep.press("Ctrl+Shift+Z")
        assert records(file) == state
    rep.close()

    rep.start()
    board = rep.page(PipelinePage).board
    assert records(file) == after_drag
    rep.press("Ctrl+Z")
    assert records(file) == after_adding
    assert [place and place[0].stage.id for place in map(board.board.place_of, (promoted, other))] == [1, 1]
    assert [undone for _, undone in steps(file)][-3:] == [False, True, True]

    driver.export(rep, tmp_path / "pipeline.xlsx")
    check_opportunities(
        sheet(tmp_path / "pipeline.xlsx"), decision, rows(file, "SELECT uid FROM lead WHERE id = ?", lead)
    )
    rep.press("Ctrl+2")
    rep.page(LeadsPage)
    driver.export(rep, tmp_path / "leads.xlsx")
    check_leads(sheet(tmp_path / "leads.xlsx"), list_file)
    rep.close()
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]
    assert rows(file, "PRAGMA foreign_key_check") == []


def check_opportunities(found: list[dict[str, Any]], decision: date, lead_uid: Rows) -> None:
    """See that the workbook has both opportunities as they stood before the drag."""
    by_name = {row["Name"]: row for row in found}
    assert len(found) == 2
    cobalt = by_name["Cobalt Freight Systems"]
    named = ("Account", "Contact", "Stage", "Kind", "Amount", "Currency", "Probability", "Weighted", "BANT")
    assert [cobalt[name] for name in named] == [
        *("Cobalt Freight Systems", PERSON, "Qualification", "open", 48_000, "USD", 10, 4_800, "yyyy"),
    ]
    assert cobalt["Expected close"] == decision
    assert cobalt["Lead UID"] == lead_uid[0][0]
    other = by_name["Brightwater – clinic intake"]
    assert [other[name] for name in ("Stage", "Amount", "Lost reason")] == ["Qualification", 38_800.5, ""]


def check_leads(found: list[dict[str, Any]], list_file: Path) -> None:
    """See that the workbook has every lead of the list that is still open, cell by cell."""
    with list_file.open(encoding="utf-8", newline="") as stream:
        listed = {row["E-mail (work)"]: row for row in csv.DictReader(stream, delimiter=";")}
    exported = {row["Email"]: row for row in found}
    assert set(listed) - set(exported) == {"priya@cobalt-freight.example"}
    for email, row in exported.items():
        given = listed[email]
        assert (row["First name"], row["Last name"]) == (given["First Name"], given["Surname"])
        assert (row["Title"], row["Company"], row["City"]) == (given["Job title"], given["Company"], given["City"])
        assert (row["Employees"], row["Notes"]) == (int(given["Employees"]), given["Remarks"])
