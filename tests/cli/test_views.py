"""Saved views are kept, changed and looked through from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows

HOT = '{"field": "score", "is": "at_least", "values": [60]}'
LARGE = '{"field": "amount", "is": "at_least", "values": [3000000, "USD"]}'


def test_a_view_of_leads_narrows_and_orders_lists_and_exports(call: Call, desk: Path, tmp_path: Path) -> None:
    words = ("name=Hot", "layout=table", f"filter={HOT}", "sort=-score")
    made = call("add", "view", *words, "--json").json["id"]
    view = call("views", "--json").json[0]
    assert (view["id"], view["says"], view["sort"]) == (made, "Score 60 or more", ["-score"])
    found = call("list", "leads", "--view", "hot", "--json").json
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= 60
    assert len(found) == view["count"]
    assert call("list", "leads", "--view", made, "--limit", 2, "--json").json == found[:2]
    searched = call("list", "leads", "--view", "Hot", "--search", found[0]["last_name"], "--json").json
    assert [one["id"] for one in searched] == [found[0]["id"]]
    target = tmp_path / "hot.json"
    assert call("export", "leads", "--to", target, "--view", "Hot", "--json").json["rows"] == len(found)


@pytest.mark.parametrize(("layout", "sort"), [("board", "amount"), ("table", "-amount"), ("forecast", "rank")])
def test_a_view_of_opportunities_lists_as_many_as_it_counts(call: Call, desk: Path, layout: str, sort: str) -> None:
    call("add", "pipeline", "name=Renewals")
    call("move", 1, "--pipeline", "Renewals")
    call("move", 16, "won")
    call("add", "view", "kind=pipeline", "name=Large", f"layout={layout}", f"filter={LARGE}", f"sort={sort}")
    found = call("list", "opportunities", "--view", "Large", "--json").json
    assert len(found) == call("views", "--json").json[0]["count"] > 0
    assert min(one["amount"] for one in found) >= 30000
    assert {one["kind"] for one in found} == {"open"}


def test_a_view_is_renamed_changed_ordered_and_forgotten(call: Call, desk: Path) -> None:
    first, second = (call("add", "view", f"name={name}", "--json").json["id"] for name in ("One", "Two"))
    before = all_rows(desk)
    assert call("set", "view", first, "name=Uno").out == "Rename view “One” to “Uno”\n"
    assert call("set", "view", first, f"filter={HOT}", "layout=table").status == 0
    changed = call("views", "--json").json[0]
    assert (changed["name"], changed["layout"], changed["filter"]["field"]) == ("Uno", "table", "score")
    assert call("order", "views", second, first).status == 0
    assert [one["id"] for one in call("views", "--json").json] == [second, first]
    assert call("delete", "view", second).status == 0
    assert [one["id"] for one in call("views", "--json").json] == [first]
    call("undo", "--steps", 4)
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["add", "view", "layout=list"], "needs a name"),
        (["add", "view", "name=X", "kind=shoes"], "shoes"),
        (["add", "view", "name=X", "layout=board"], "board"),
        (["add", "view", "name=X", "filter=hot"], "hot"),
        (["add", "view", "name=X", 'filter={"field": "shoes", "is": "has"}'], "shoes"),
        (["add", "view", "name=X", 'filter={"field": "stage", "is": "any_of", "values": [1]}'], "no such field"),
        (["add", "view", "name=X", "sort=shoes"], "shoes"),
        (["add", "view", "name=X", "kind=pipeline", "pipeline=Nirvana"], "Nirvana"),
        (["set", "view", 999, "layout=table"], "999"),
        (["set", "view", 999, "name=X", "layout=table"], "by itself"),
        (["delete", "view", 999], "999"),
        (["order", "views", 1], "put in order"),
        (["list", "leads", "--view", "Nowhere"], "Nowhere"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before


def test_a_view_of_other_records_is_refused(call: Call, desk: Path, tmp_path: Path) -> None:
    call("add", "view", "name=Hot")
    for words in (
        ("list", "opportunities"),
        ("list", "accounts"),
        ("export", "opportunities", "--to", tmp_path / "o.csv"),
    ):
        said = call(*words, "--view", "Hot")
        assert (said.status, said.out) == (1, "")
        assert "view of leads" in said.err
