"""Playbooks are changed from the command line, part by part."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def codes(call: Call, playbook: str = "BANT") -> dict[str, list[str]]:
    """Return the dimensions of a playbook, each with its criteria."""
    shown = call("playbook", "show", playbook, "--json").json
    return {one["code"]: [criterion["code"] for criterion in one["criteria"]] for one in shown["dimensions"]}


def test_dimensions_and_criteria_are_added_changed_moved_and_deleted(call: Call, desk: Path) -> None:
    before, was = all_rows(desk), codes(call)
    made = call("playbook", "add", "BANT", "name=Champion", "question=Who sells for us?", "before=need", "--json").json
    assert made["code"] == "champion"
    words = ("dimension=champion", "prompt=Who sells inside?", "answer_type=choice", "choices=The boss; A user")
    assert call("playbook", "add", "BANT", *words, "is_required=yes", "--json").json["code"] == "who_sells_inside"
    assert list(codes(call)) == ["budget", "authority", "champion", "need", "timeline"]
    assert call("playbook", "set", "BANT", "letter=X", "--dimension", "champion").status == 0
    changes = ("weight=3", "evidence_days=30", "talk_track=Who? ; Why?")
    assert call("playbook", "set", "BANT", *changes, "--criterion", "who_sells_inside").status == 0
    shown = call("playbook", "show", "BANT", "--json").json["dimensions"][2]
    criterion = shown["criteria"][0]
    assert (shown["letter"], criterion["weight"], criterion["evidence_days"]) == ("X", 3, 30)
    assert (criterion["choices"], criterion["talk_track"]) == (["The boss", "A user"], ["Who?", "Why?"])
    assert call("playbook", "move", "BANT", "who_sells_inside", "need", "--before", "need_impact").status == 0
    assert codes(call)["need"] == ["need", "who_sells_inside", "need_impact"]
    assert call("playbook", "order", "BANT", "champion", *was).status == 0
    assert next(iter(codes(call))) == "champion"
    assert call("playbook", "delete", "BANT", "--criterion", "who_sells_inside").status == 0
    assert call("playbook", "delete", "BANT", "--dimension", "champion").status == 0
    assert codes(call) == was
    call("undo", "--steps", 8)
    assert all_rows(desk) == before


def test_a_playbook_gets_another_mark_is_reviewed_and_deleted(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert call("playbook", "set", "BANT", "mql_mark=45", "evidence_days=90").status == 0
    shown = call("playbook", "show", "BANT", "--json").json
    assert (shown["mql_mark"], shown["evidence_days"]) == (45, 90)
    assert call("playbook", "review", "BANT").status == 0
    assert call("playbook", "list", "--json").json[0]["reviewed_on"] is not None
    assert call("playbook", "delete", "SPIN").status == 0
    assert "SPIN" not in {one["name"] for one in call("playbook", "list", "--json").json}
    call("undo", "--steps", 3)
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["playbook", "set", "Tarot", "name=X"], "Tarot"),
        (["playbook", "set", "BANT", "mql_mark=400"], "400"),
        (["playbook", "set", "BANT", "mql_mark=many"], "many"),
        (["playbook", "set", "BANT", "evidence_days="], "needs them"),
        (["playbook", "set", "BANT", "shoes=1"], "shoes"),
        (["playbook", "set", "BANT", "name=X", "--dimension", "shoes"], "shoes"),
        (["playbook", "set", "BANT", "prompt=X", "--criterion", "shoes"], "shoes"),
        (["playbook", "set", "BANT", "rule=perhaps", "--criterion", "budget_amount"], "perhaps"),
        (["playbook", "add", "BANT", "question=Why?"], "needs a name"),
        (["playbook", "add", "BANT", "dimension=shoes", "prompt=X"], "shoes"),
        (["playbook", "add", "BANT", "dimension=need", "prompt=X", "answer_type=runes"], "runes"),
        (["playbook", "move", "BANT", "need", "shoes"], "shoes"),
        (["playbook", "order", "BANT", "need"], "put in order"),
        (["playbook", "delete", "BANT"], "default playbook"),
        (["playbook", "delete", "BANT", "--criterion", "shoes"], "shoes"),
        (["playbook", "review", "Tarot"], "Tarot"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
