"""Playbooks from the command line: listed, shown, handed on as JSON and back, and made the default."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_playbooks_are_listed_and_shown(call: Call, desk: Path) -> None:
    found = call("playbook", "list", "--json").json
    assert [(row["name"], row["is_default"]) for row in found] == [
        *(("BANT", True), ("CHAMP", False), ("MEDDIC", False), ("SPIN", False)),
    ]
    shown = call("playbook", "show", "meddic", "--json").json
    assert "".join(one["letter"] for one in shown["dimensions"]) == "MEDDIC"
    assert "Who signs, and who else has a say?" in call("playbook", "show").out
    assert call("playbook", "list").out.startswith("id")


def test_an_exported_playbook_comes_back_the_same(call: Call, desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "bant.json"
    assert call("playbook", "export", "--to", target).status == 0
    assert call("playbook", "import", target, "--replace", "BANT", "--json").json["changed"] == {}
    renamed = json.loads(target.read_text(encoding="utf-8")) | {"name": "Hospitals"}
    target.write_text(json.dumps(renamed), encoding="utf-8")
    before = all_rows(desk)
    assert call("playbook", "import", target, "--dry-run").status == 0
    assert all_rows(desk) == before
    new_id = call("playbook", "import", target, "--json").json["id"]
    again = tmp_path / "again.json"
    call("playbook", "export", new_id, "--to", again)
    assert json.loads(again.read_text(encoding="utf-8")) == renamed


def test_a_changed_playbook_is_rehearsed_before_it_is_taken(call: Call, desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "bant.json"
    call("playbook", "export", "BANT", "--to", target)
    plan = json.loads(target.read_text(encoding="utf-8"))
    plan["dimensions"][0]["criteria"][0]["rule"] = ">= 9000000 USD"
    target.write_text(json.dumps(plan), encoding="utf-8")
    before = all_rows(desk)
    said = call("playbook", "import", target, "--replace", "bant", "--dry-run", "--json").json
    assert set(said) == {"open_count", "before", "after", "changes", "past"}
    assert all_rows(desk) == before
    assert "would change verdict" in call("playbook", "import", target, "--replace", "bant", "--dry-run").out
    assert call("playbook", "import", target, "--replace", "BANT").status == 0
    assert call("playbook", "list", "--json").json[0]["version"] == 2
    assert call("check", "--json").json["ok"]


def test_the_default_playbook_is_the_one_that_is_asked(call: Call, desk: Path) -> None:
    assert call("playbook", "default", "MEDDIC").out.strip() == "Make “MEDDIC” the default playbook"
    assert call("answer", 11, "champion", "--state", "confirmed", "--value", "Ann Lee").status == 0
    missing = call("verdict", 11, "--json").json["missing"]
    assert missing[0] == "Metrics: Which figure would tell you that this worked?"
    assert not any(sentence.startswith("Champion") for sentence in missing)
    assert set(call("show", "lead", 11, "--json").json["score"]) == {"value", "because"}
    assert call("check", "--json").json["ok"]


def test_an_answer_says_who_said_it_and_where(call: Call, desk: Path) -> None:
    meeting = call("add", "activity", "kind=meeting", "lead=11", "--json").json["id"]
    words = ("--state", "confirmed", "--value", "Speed", "--said-by", "Ann Lee", "--activity", meeting)
    assert call("answer", 11, "need", *words).status == 0
    told = call("show", "lead", 11, "--json").json["evidence"]
    assert next(one["said_by"] for one in told if one["criterion"] == "need") == "Ann Lee"
    assert "999" in call("answer", 11, "need", *words[:-1], 999).err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["playbook", "show", "Tarot"], "Tarot"),
        (["playbook", "default", 99], "99"),
        (["playbook", "import", "/nowhere/a.json"], "/nowhere/a.json"),
        (["playbook", "export", "--to", "/nowhere/a.json"], "/nowhere"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before


def test_a_file_that_is_no_playbook_is_refused_with_the_place(call: Call, desk: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    for content, named in (
        (b'{"format": 1}', "does not begin"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"{", "line 1, column 2"),
    ):
        bad.write_bytes(content)
        said = call("playbook", "import", bad)
        assert (said.status, said.err.count("\n")) == (1, 1)
        assert named in said.err
    assert call("playbook").status == 2
