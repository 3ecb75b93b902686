"""The command line lists and shapes pipelines, stages, lost reasons and rates as the window does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def names(call: Call, *words: object) -> list[str]:
    """Return what the stages of a pipeline are called."""
    return [one["name"] for one in call("stages", *words, "--json").json]


def test_stages_are_listed_with_what_stands_in_them(call: Call, desk: Path) -> None:
    rows = call("stages", "--json").json
    assert [row["name"] for row in rows] == ["Qualification", "Discovery", "Proposal", "Negotiation", "Won", "Lost"]
    assert rows[0].keys() == {
        *("id", "name", "kind", "probability", "rot_limit_days", "hue", "opportunities", "ever", "pipeline"),
    }
    board = {stage["name"]: 0 for stage in call("board", "--json").json["stages"]}
    for stage in call("board", "--json").json["stages"]:
        board[stage["name"]] += stage["count"]
    assert {row["name"]: row["opportunities"] for row in rows} == board
    assert "Qualification" in call("stages").out


def test_a_stage_is_added_changed_ordered_and_deleted(call: Call, desk: Path) -> None:
    added = call("add", "stage", "name=Legal", "probability=90 %", "rot_limit_days=7", "before=Won", "--json").json
    assert added["label"] == "Add stage “Legal”"
    assert names(call)[4] == "Legal"
    assert call("set", "stage", added["id"], "name=Contract", "rot_limit_days=").status == 0
    stage = next(one for one in call("stages", "--json").json if one["id"] == added["id"])
    assert (stage["name"], stage["probability"], stage["rot_limit_days"]) == ("Contract", 90, None)
    order = [one["id"] for one in call("stages", "--json").json]
    assert call("order", "stages", *reversed(order)).out.strip() == "Reorder stages of “Sales”"
    assert names(call)[0] == "Lost"
    assert call("delete", "stage", added["id"]).status == 0
    assert call("undo", "--steps", 4).status == 0
    assert names(call) == ["Qualification", "Discovery", "Proposal", "Negotiation", "Won", "Lost"]


def test_deleting_a_stage_with_cards_asks_where_they_go(call: Call, desk: Path) -> None:
    before = {one["name"]: one["opportunities"] for one in call("stages", "--json").json}
    refused = call("delete", "stage", 3)
    assert refused.status == 1
    assert "Choose the stage" in refused.err
    assert call("delete", "stage", 3, "--to", "Discovery").status == 0
    after = {one["name"]: one["opportunities"] for one in call("stages", "--json").json}
    assert after["Discovery"] == before["Discovery"] + before["Proposal"]
    assert call("check").status == 0


def test_a_pipeline_is_copied_filled_and_emptied_again(call: Call, desk: Path) -> None:
    made = call("add", "pipeline", "name=Renewals", "copy_of=Sales", "--json").json["id"]
    assert call("set", "pipeline", made, "name=Renewal").status == 0
    assert call("move", 1, "--pipeline", "Renewal").status == 0
    assert call("move", 2, "Proposal", "--pipeline", "Renewal").status == 0
    assert call("show", "opportunity", 2, "--json").json["pipeline"] == "Renewal"
    assert call("move", 2, "Negotiation").status == 0
    assert call("show", "opportunity", 2, "--json").json["pipeline"] == "Renewal"
    rows = {one["name"]: one["opportunities"] for one in call("pipelines", "--json").json}
    assert rows["Renewal"] == 2
    counted = sum(one["count"] for one in call("board", "--pipeline", "Renewal", "--json").json["stages"])
    assert counted == 2
    assert call("delete", "pipeline", made).status == 1
    assert call("delete", "pipeline", made, "--to", "Sales").status == 0
    assert [one["name"] for one in call("pipelines", "--json").json] == ["Sales"]


def test_lost_reasons_are_shaped(call: Call, desk: Path) -> None:
    first = call("reasons", "--json").json
    assert first[0]["names_competitor"] is True
    made = call("add", "reason", "name=Merger", "kind=disqualified", "--json").json["id"]
    assert call("set", "reason", made, "names_competitor=yes").status == 0
    ids = [one["id"] for one in call("reasons", "--json").json]
    assert call("order", "reasons", ids[-1], *ids[:-1]).status == 0
    top = call("reasons", "--json").json[0]
    assert (top["name"], top["kind"], top["names_competitor"], top["used"]) == ("Merger", "disqualified", True, 0)
    assert call("delete", "reason", made).status == 0
    assert call("reasons", "--json").json == first


def test_rates_are_entered_and_deleted(call: Call, desk: Path) -> None:
    made = call("add", "rate", "currency=eur", "rate=1.0842", "dated_on=2026-11-09", "--json").json["id"]
    assert call("rates", "--json").json == [
        {"id": made, "currency": "EUR", "into": "USD", "rate": "1.0842", "dated_on": "2026-11-09"}
    ]
    assert "1.0842" in call("rates").out
    assert call("delete", "rate", made).status == 0
    assert call("rates", "--json").json == []


def test_stages_called_otherwise_are_still_won_and_lost(call: Call, desk: Path) -> None:
    call("set", "stage", 5, "name=Signed")
    call("set", "stage", 6, "name=Walked away")
    assert call("move", 1, "Signed").status == 0
    assert call("show", "opportunity", 1, "--json").json["kind"] == "won"
    assert call("move", 2, "Walked away", "--reason", "No budget").status == 0
    found = call("show", "opportunity", 2, "--json").json
    assert (found["kind"], found["lost_reason"], found["stage"]) == ("lost", "No budget", "Walked away")
    target = desk.parent / "out.json"
    assert call("export", "opportunities", "--to", target).status == 0
    assert '"Signed"' in target.read_text(encoding="utf-8")
    assert call("check").status == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["add", "stage", "name=Discovery"], "stage of that name"),
        (["add", "stage", "probability=50"], "needs a name"),
        (["add", "stage", "name=X", "probability=140"], "140"),
        (["add", "stage", "name=X", "kind=maybe"], "maybe"),
        (["add", "stage", "name=X", "size=3"], "size"),
        (["add", "stage", "name=X", "pipeline=Nirvana"], "Nirvana"),
        (["set", "stage", 99, "name=X"], "99"),
        (["set", "stage", 1, "rot_limit_days=0"], "rotting limit"),
        (["set", "stage", 1, "pipeline=2"], "pipeline"),
        (["delete", "stage", 5], "only won stage"),
        (["delete", "stage", 1, "--to", "Won"], "Won"),
        (["delete", "pipeline", 1], "only pipeline"),
        (["delete", "reason", 99], "99"),
        (["delete", "reason", 1, "--to", "2"], "--to"),
        (["order", "stages", 1, 2], "put in order"),
        (["add", "pipeline", "name=sales"], "pipeline of that name"),
        (["add", "rate", "currency=EUR", "rate=0"], "above zero"),
        (["add", "rate", "currency=EUR", "rate=one"], "one"),
        (["add", "rate", "currency=XXX", "rate=1"], "XXX"),
        (["add", "rate", "currency=EUR", "rate=1.1", "dated_on=2226-01-01"], "future"),
        (["move", 1], "Name a stage"),
        (["move", 1, "--pipeline", "Nirvana"], "Nirvana"),
        (["stages", "--pipeline", "9"], "9"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert said.status == 1
    assert named in said.err
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith(".")
    assert said.out == ""
    assert all_rows(desk) == before
