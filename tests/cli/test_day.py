"""A day's work from the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_the_board_equals_sums_computed_with_plain_sqlite(call: Call, path: Path) -> None:
    call("sample", "--leads", 3000, "--opportunities", 800, "--seed", 1)
    board = call("board", "--json").json["stages"]
    connection = sqlite3.connect(path)
    for stage in board:
        amounts = connection.execute(
            "SELECT amount_minor, probability FROM opportunity WHERE stage_id = ?", (stage["id"],)
        ).fetchall()
        assert stage["count"] == len(amounts)
        assert stage["amount_minor"] == sum(amount for amount, _ in amounts)
        assert stage["weighted_minor"] == sum((2 * amount * chance + 100) // 200 for amount, chance in amounts)
        assert stage["currency"] == "USD"
    connection.close()
    assert sum(stage["count"] for stage in board) == 800
    assert call("check", "--json").json == {"ok": True, "problems": []}


def test_search_finds_leads_by_the_beginning_and_the_middle_of_words(call: Call, desk: Path) -> None:
    assert [lead["last_name"] for lead in call("list", "leads", "--search", "raghav", "--json").json] == ["Raghavan"]
    assert "Heliotrope Energy" in [
        lead["company"] for lead in call("list", "leads", "--search", "trope", "--json").json
    ]
    assert call("list", "leads", "--search", "amelie", "--json").json[0]["first_name"] == "Amélie"
    assert len(call("list", "leads", "--search", "a", "--limit", 5, "--json").json) == 5
    assert call("list", "leads", "--search", "ann", "--json").json[0]["first_name"] == "Anneke"
    assert "Quote" in call("list", "activities", "--search", "quote", "--json").json[0]["subject"].title()


def test_a_lead_is_added_qualified_promoted_moved_and_won(call: Call, desk: Path) -> None:
    lead = call(
        "add", "lead", "first_name=Ann", "last_name=Lee", "company=Acme Ltd", "email=ann@acme.example", "--json"
    )
    number = lead.json["id"]
    for dimension, value in (("budget", "12500.50 EUR"), ("authority", "Ann Lee"), ("need", "Speed")):
        done = call("answer", number, dimension, "--state", "confirmed", "--value", value, "--note", "said so")
        assert done.status == 0, done.err
    refused = call("promote", number)
    assert refused.status == 1
    assert "Timeline" in refused.err
    call("answer", number, "timeline", "--state", "confirmed", "--value", "2027-02-01")
    assert call("verdict", number, "--json").json["verdict"] == "qualified"
    promoted = call("promote", number, "--name", "Acme – first deal", "--json").json
    opportunity = call("show", "opportunity", promoted["id"], "--json").json
    assert opportunity["name"] == "Acme – first deal"
    assert (opportunity["amount"], opportunity["currency"]) == (12500.5, "EUR")
    assert opportunity["expected_close"] == "2027-02-01"
    assert opportunity["account"] == "Acme Ltd"
    assert call("move", promoted["id"], "Proposal").status == 0
    assert call("move", promoted["id"], "won", "--json").json["label"] == "Win “Acme – first deal”"
    assert call("show", "opportunity", promoted["id"], "--json").json["kind"] == "won"
    assert call("check").status == 0


def test_promotion_unpromotion_and_undo_reach_the_same_rows(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    promoted = call("promote", 6, "--override", "Signed already", "--amount", "48000", "--json").json
    after = all_rows(desk)
    call("undo")
    assert all_rows(desk) == before
    call("redo")
    assert all_rows(desk) == after
    assert call("unpromote", promoted["id"]).status == 0
    lead = call("show", "lead", 6, "--json").json
    assert lead["lifecycle"] == "mql"
    assert call("check", "--json").json["ok"]


def test_moving_to_lost_asks_for_a_reason(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    refused = call("move", 3, "lost")
    assert refused.status == 1
    assert "reason" in refused.err
    assert all_rows(desk) == before
    assert call("move", 3, "Lost", "--reason", "No budget", "--kind", "disqualified").status == 0
    shown = call("show", "opportunity", 3, "--json").json
    assert (shown["kind"], shown["lost_reason"], shown["lost_kind"]) == ("lost", "No budget", "disqualified")


def test_undo_and_redo_in_steps_and_the_history_of_them(call: Call, desk: Path) -> None:
    for title in ("A", "B", "C"):
        call("set", "lead", 1, f"title={title}")
    assert call("undo", "--steps", 2).status == 0
    assert call("show", "lead", 1, "--json").json["title"] == "A"
    assert [step["undone"] for step in call("history", "--json").json] == [True, True, False, False]
    assert call("redo", "--json").json["changed"]["lead"] == [1]
    assert call("show", "lead", 1, "--json").json["title"] == "B"
    refused = call("undo", "--steps", 9)
    assert refused.status == 1
    assert "3 to undo" in refused.err


def test_an_activity_is_added_and_shown(call: Call, desk: Path) -> None:
    done = call("add", "activity", "kind=call", "lead=11", "outcome=connected", "notes=Wants a quote", "--json")
    lead = call("show", "lead", 11, "--json").json
    assert any(one["id"] == done.json["id"] and one["notes"] == "Wants a quote" for one in lead["activities"])
    call("add", "activity", "kind=task", "subject=Send quote", "due_on=2030-01-02", "lead=11")
    assert call("list", "leads", "--search", "Haddad", "--json").json[0]["next_step"] != ""


@pytest.mark.parametrize("format_name", ["csv", "json", "xlsx"])
def test_an_export_that_is_imported_again_changes_nothing(
    call: Call, desk: Path, tmp_path: Path, format_name: str
) -> None:
    target = tmp_path / f"out.{format_name}"
    assert call("export", "leads", "--to", target, "--json").json["rows"] == 38
    if format_name != "csv":
        assert target.stat().st_size > 1000
        return
    before = all_rows(desk)
    report = call("import", target, "--json").json
    assert (report["rows"], report["duplicates"]) == (38, 38), report["problems"]
    assert all_rows(desk) == before


def test_a_dry_run_reports_and_leaves_the_file_byte_identical(call: Call, desk: Path, tmp_path: Path) -> None:
    source = tmp_path / "new.csv"
    source.write_text("Name,Company,E-mail\nAnn Lee,Acme,ann@acme.example\nBad,,not-an-address\n", encoding="utf-8")
    before = desk.read_bytes()
    report = call("import", source, "--dry-run", "--json").json
    assert report["rows"] == report["new"] + report["updated"] + report["duplicates"] + report["rejected"]
    assert report["mapping"] == {"Name": "name", "Company": "company", "E-mail": "email"}
    assert desk.read_bytes() == before
    done = call("import", source, "--rejects", tmp_path / "rejects.csv", "--json").json
    assert done["new"] == report["new"]
    assert len(call("list", "leads", "--json").json) == 38 + done["new"]
    call("undo")
    assert len(call("list", "leads", "--json").json) == 38


def test_json_is_one_document_for_every_looking_verb(call: Call, desk: Path) -> None:
    for words in (
        ["list", "leads"],
        ["list", "opportunities"],
        ["list", "accounts"],
        ["list", "contacts"],
        ["list", "activities"],
        ["show", "lead", 6],
        ["show", "opportunity", 12],
        ["show", "account", 1],
        ["show", "contact", 1],
        ["verdict", 6],
        ["board"],
        ["history"],
        ["check"],
    ):
        said = call(*words, "--json")
        assert said.status == 0, said.err
        assert json.loads(said.out)
        assert call(*words).out.strip()
