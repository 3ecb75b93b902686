"""Capture, duplicates, merging and fields of the rep's own, as a script calls them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows

SIGNATURE = "Zora Nilsson\nHead of Fleet\nCobalt Works GmbH\n+49 30 5550142\nzora@cobalt-works.example\n"


def test_a_signature_is_shown_first_added_when_told_and_known_the_second_time(
    call: Call, path: Path, tmp_path: Path
) -> None:
    text = tmp_path / "signature.txt"
    text.write_text(SIGNATURE, encoding="utf-8")
    assert call("add", "lead", "last_name=Other").status == 0
    before = all_rows(path)
    shown = call("capture", text, "--json").json
    assert shown["kind"] == "text"
    assert shown["leads"][0]["fields"]["last_name"] == "Nilsson"
    assert (shown["leads"][0]["duplicates"], shown["leads"][0]["id"]) == ([], None)
    assert all_rows(path) == before
    added = call("capture", text, "--add", "--json").json["leads"][0]["id"]
    assert call("show", "lead", added, "--json").json["company"] == "Cobalt Works GmbH"
    refused = call("capture", text, "--add")
    assert (refused.status, refused.err.count("--despite")) == (1, 1)
    again = call("capture", text, "--json").json["leads"][0]["duplicates"][0]
    assert (again["id"], again["certainty"]) == (added, 99)
    assert "Same email address." in again["reasons"]


def test_rows_come_from_standard_input_in_one_step(call: Call, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "Name\tCompany\nAnn Lee\tZinc\nBo Chen\tIron\n".encode("utf-16")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows)))
    said = call("capture", "-", "--add")
    assert said.status == 0
    assert "Added as 2:" in said.out
    assert call("history", "--json").json[0]["label"] == "Add 2 leads"


def test_a_text_without_anybody_ends_with_1_and_a_sentence(call: Call, desk: Path, tmp_path: Path) -> None:
    text = tmp_path / "nothing.txt"
    text.write_text("12345", encoding="utf-8")
    said = call("capture", text)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("Nothing here reads as a person")
    assert call("capture", tmp_path / "absent.txt").err.startswith("There is no file")


def test_duplicates_are_listed_merged_and_told_apart(call: Call, path: Path) -> None:
    for name in ("Zora Nilsson", "Nilsson Zora", "Z. Nilsson"):
        first, last = name.split()
        call("add", "lead", f"first_name={first}", f"last_name={last}", "company=Cobalt Works")
    found = call("duplicates", "--json").json
    assert [lead["id"] for lead in found[0]["leads"]] == [1, 2]
    assert call("duplicates", "--limit", 1).out.startswith("93  Zora Nilsson (1) = Nilsson Zora (2): Same name, first")
    assert {one["id"] for one in call("duplicates", "--lead", 3, "--json").json} == {1}
    assert call("duplicates", "--apart", 1, 3).status == 0
    assert call("duplicates", "--lead", 3, "--json").json == []
    call("set", "lead", 2, "title=CFO")
    assert call("merge", "lead", 1, 2, "--take", "title=2").out == "Merge “Nilsson Zora” into “Zora Nilsson”\n"
    shown = call("show", "lead", 1, "--json").json
    assert shown["title"] == "CFO"
    assert "Change title of “Nilsson Zora”" in [step["label"] for step in shown["history"]]
    again = call("merge", "lead", 1, 2)
    assert (again.status, again.err) == (
        1,
        "“Nilsson Zora” (2) was merged into “Zora Nilsson” (1) already. Use that one.\n",
    )
    assert call("check").status == 0


def test_fields_of_ones_own_are_made_set_listed_and_deleted(call: Call, path: Path, tmp_path: Path) -> None:
    assert call("fields", "add", "lead", "Seats", "--type", "number", "--json").json["id"] == 1
    assert (
        call("fields", "add", "lead", "Tier", "--type", "choice", "--choice", "Gold", "--choice", "Silver").status == 0
    )
    assert call("add", "lead", "last_name=Lee", "seats=12.5", "Tier=gold").status == 0
    assert call("set", "lead", 1, "Seats=14", "title=CFO").status == 0
    shown = call("show", "lead", 1, "--json").json
    assert (shown["Seats"], shown["Tier"], shown["title"]) == (14, "Gold", "CFO")
    assert call("list", "leads", "--search", "silver", "--json").json == []
    assert call("list", "leads", "--search", "gold", "--json").json[0]["Tier"] == "Gold"
    assert call("fields", "set", "lead", 1, "Tier=Silver").status == 0
    assert call("fields", "change", 1, "--name", "Chairs", "--position", 1).status == 0
    assert [one["name"] for one in call("fields", "list", "lead", "--json").json] == ["Tier", "Chairs"]
    refused = call("set", "lead", 1, "Chairs=many")
    assert (refused.status, refused.err.count("Chairs")) == (1, 1)
    assert call("fields", "change", 1).status == 1
    assert call("fields", "delete", 1).out == "Delete field “Chairs”\n"
    assert "Chairs" not in call("show", "lead", 1, "--json").json
    assert call("undo").status == 0
    assert call("show", "lead", 1, "--json").json["Chairs"] == 14


def test_an_import_names_what_it_leaves_out_and_keeps_it_when_told(call: Call, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Last name,Wheels,Colour\nLee,4,red\n", encoding="utf-8")
    assert "Left out: “Wheels”, “Colour”." in call("import", file, "--dry-run").err
    report = call("import", file, "--keep", "Wheels=number", "--keep", "*", "--json").json
    assert report["mapping"]["Wheels"] == "custom:number:Wheels"
    shown = call("show", "lead", 1, "--json").json
    assert (shown["Wheels"], shown["Colour"]) == (4, "red")
