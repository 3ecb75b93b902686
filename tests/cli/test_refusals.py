"""Bad input gets one sentence on standard error, status 1, and nothing changes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from salesdesk.store.schema import SCHEMA_VERSION
from tests.cli.conftest import Call
from tests.rows import all_rows, first_version


def _is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.strip().endswith(".") and "Traceback" not in text and len(text) < 400


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["move", 1, "Nirvana"], "Nirvana"),
        (["move", 999, "Proposal"], "999"),
        (["show", "lead", 999], "999"),
        (["show", "account", 999], "999"),
        (["verdict", 999], "999"),
        (["set", "lead", 1, "shoe_size=44"], "shoe_size"),
        (["set", "lead", 1, "title"], "title"),
        (["set", "lead", 1, "title=A", "title=B"], "each field once"),
        (["set", "lead", 1, "score=99"], "score"),
        (["set", "lead", 1, "employees=many"], "many"),
        (["set", "opportunity", 1, "probability=140"], "140"),
        (["set", "opportunity", 1, "amount=-5"], "-5"),
        (["set", "opportunity", 1, "amount=9999999999999999"], "9999999999999999"),
        (["set", "opportunity", 1, "expected_close=soon"], "soon"),
        (["set", "opportunity", 1, "account=Nobody Ltd"], "Nobody Ltd"),
        (["set", "opportunity", 1, "account=999"], "999"),
        (["add", "opportunity", "amount=5"], "name"),
        (["add", "activity", "kind=seance", "lead=1"], "seance"),
        (["answer", 1, "weather", "--state", "confirmed"], "weather"),
        (["answer", 1, "timeline", "--state", "confirmed", "--value", "someday"], "someday"),
        (["promote", 1], "Budget"),
        (["promote", 999], "999"),
        (["unpromote", 1], "Lumen"),
        (["redo"], "nothing to redo"),
        (["undo", "--steps", 0], "steps"),
        (["sample"], "already has records"),
        (["import", "/nowhere/leads.csv"], "leads.csv"),
        (["export", "leads", "--to", "/nowhere/out.csv"], "/nowhere"),
        (["export", "leads", "--to", "out.doc"], "doc"),
    ],
)
def test_a_refusal_names_the_thing_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert said.status == 1
    assert named in said.err
    assert _is_one_sentence(said.err), said.err
    assert said.out == ""
    assert all_rows(desk) == before


def test_wrong_usage_is_status_two(call: Call, desk: Path) -> None:
    assert call("answer", 1, "budget").status == 2
    assert call("list", "unicorns").status == 2


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


def _newer(path: Path, sample: Path) -> None:
    data = bytearray(sample.read_bytes())
    data[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
    path.write_bytes(data)


def _damaged(path: Path, sample: Path) -> None:
    data = bytearray(sample.read_bytes())
    data[4096:] = bytes(len(data[4096:]))
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path, sample: None, "There is no file"),
        (lambda path, sample: path.write_bytes(b""), "is not a SalesDesk file"),
        (lambda path, sample: path.write_text("Dear diary"), "is not a SalesDesk file"),
        (lambda path, sample: path.write_bytes(sample.read_bytes()[:60]), "is damaged"),
        (lambda path, sample: path.write_bytes(sample.read_bytes()[:5000]), "is damaged"),
        (_damaged, "is damaged"),
        (lambda path, sample: _foreign(path), "database of another program"),
        (_newer, "newer SalesDesk"),
        (lambda path, sample: path.mkdir(), "is a folder"),
    ],
)
@pytest.mark.parametrize("words", [["board"], ["move", 1, "Proposal"], ["list", "leads"]])
def test_a_file_that_cannot_be_used_gets_a_sentence_and_keeps_every_byte(
    call: Call, desk: Path, tmp_path: Path, make: object, sentence: str, words: list[object]
) -> None:
    bad = tmp_path / "bad.salesdesk"
    assert callable(make)
    make(bad, desk)
    before = bad.read_bytes() if bad.is_file() else None
    said = call(*words, file=bad)
    assert said.status == 1, said
    assert sentence in said.err
    assert _is_one_sentence(said.err), said.err
    assert (bad.read_bytes() if bad.is_file() else None) == before


def test_a_locked_file_is_named_and_left_alone(call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.store.database.BUSY_TIMEOUT_MS", 50)
    holder = sqlite3.connect(desk, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    said = call("set", "lead", 1, "title=Boss")
    holder.execute("ROLLBACK")
    holder.close()
    assert said.status == 1
    assert "in use by another program" in said.err
    assert call("show", "lead", 1, "--json").json["title"] == "Head of Plant IT"


def test_a_file_with_a_foreign_trigger_is_not_written_to(call: Call, desk: Path) -> None:
    connection = sqlite3.connect(desk)
    connection.execute("CREATE TRIGGER spy AFTER UPDATE ON lead BEGIN DELETE FROM contact; END")
    connection.commit()
    connection.close()
    before = all_rows(desk)
    said = call("set", "lead", 1, "title=Boss")
    assert said.status == 1
    assert "spy" in said.err
    assert all_rows(desk) == before


def test_an_older_file_is_brought_up_to_date_and_its_copy_named_once(call: Call, path: Path) -> None:
    first_version(path)
    said = call("check", "--json")
    assert said.status == 0
    assert said.json == {"ok": True, "problems": []}
    assert _is_one_sentence(said.err.replace("”.", "."))
    assert f"“desk (before version {SCHEMA_VERSION}).salesdesk”" in said.err
    assert call("check").err == ""
