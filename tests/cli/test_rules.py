"""Scoring rules are listed, changed and rehearsed from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def rule_names(call: Call) -> list[str]:
    """Return what the scoring rules are called, in their order."""
    return [one["name"] for one in call("rules", "list", "--json").json]


def score(call: Call, lead: int) -> int:
    """Return the score of a lead."""
    return int(call("show", "lead", lead, "--json").json["score"]["value"])


def test_a_change_is_rehearsed_before_it_is_made(call: Call, desk: Path) -> None:
    before, was = all_rows(desk), {lead: score(call, lead) for lead in (1, 4)}
    ahead = call("rules", "set", "executive title", "points=40", "--dry-run", "--json").json
    assert ahead["lead_count"] == sum(ahead["before"]) == sum(ahead["after"]) == 38
    assert all_rows(desk) == before
    assert "nothing was written" in call("rules", "set", 1, "points=40", "--dry-run").out
    assert call("rules", "set", "Executive title", "points=40").out == "Change scoring rules\n"
    moved = {one["lead_id"]: one["after"] for one in ahead["changes"]}
    assert moved
    assert all(score(call, lead) == value for lead, value in moved.items())
    assert all(score(call, lead) == value for lead, value in was.items() if lead not in moved)
    call("undo")
    assert all_rows(desk) == before


def test_rules_are_added_ordered_and_deleted(call: Call, desk: Path) -> None:
    before, names = all_rows(desk), rule_names(call)
    words = ("group=negative", "points=-7", "name=From the list", "fact=source", "test=any of list")
    assert call("rules", "add", *words).status == 0
    assert call("rules", "list", "--json").json[-1] == {
        "number": len(names) + 1,
        "group": "negative",
        "points": -7,
        "name": "From the list",
        "fact": "source",
        "test": "any of list",
    }
    assert call("rules", "order", "From the list", *range(1, len(names) + 1)).status == 0
    assert rule_names(call) == ["From the list", *names]
    assert call("rules", "delete", "1").status == 0
    assert rule_names(call) == names
    call("undo", "--steps", 3)
    assert all_rows(desk) == before


def test_the_facts_that_a_rule_can_look_at_are_told(call: Call, desk: Path) -> None:
    facts = {one["fact"]: one for one in call("rules", "facts", "--json").json}
    assert "student" in facts["title_rank"]["choices"]
    assert facts["bounced"]["form"] is None
    assert "Executive title" in call("rules", "list").out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["rules", "set", "Tarot", "points=4"], "Tarot"),
        (["rules", "set", 1, "points=many"], "many"),
        (["rules", "set", 1, "points=400"], "400"),
        (["rules", "set", 1, "shoe=4"], "shoe"),
        (["rules", "set", 1, "test=perhaps"], "perhaps"),
        (["rules", "set", 1, "name=Silence"], "share"),
        (["rules", "add", "name=X"], "group, points, name and fact"),
        (["rules", "add", "group=luck", "points=1", "name=X", "fact=title"], "luck"),
        (["rules", "add", "group=fit", "points=1", "name=X", "fact=shoes", "--dry-run"], "shoes"),
        (["rules", "delete", "99"], "99"),
        (["rules", "order", 1, 2], "each once"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
