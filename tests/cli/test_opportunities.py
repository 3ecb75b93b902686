"""Several opportunities are changed and moved by one line, in one undo."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_tags_of_an_opportunity_are_set_as_those_of_a_lead(call: Call, desk: Path) -> None:
    assert call("set", "opportunity", 3, "tags=hot; EMEA").status == 0
    assert set(call("show", "opportunity", 3, "--json").json["tags"]) == {"hot", "EMEA"}
    assert call("add", "opportunity", "name=Acme", "tags=hot", "--json").status == 0


def test_several_opportunities_get_the_same_values_in_one_undo(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    done = call("set", "opportunity", "2,4,5", "expected_close=2027-03-31", "tags=Q1", "--json").json
    assert done["label"] == "Change 3 opportunities"
    assert done["changed"]["opportunity"] == [2, 4, 5]
    shown = [call("show", "opportunity", one, "--json").json for one in (2, 4, 5)]
    assert [(one["expected_close"], one["tags"]) for one in shown] == [("2027-03-31", ["Q1"])] * 3
    assert call("undo").status == 0
    assert all_rows(desk) == before


def test_several_opportunities_are_moved_won_and_lost_by_one_line(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert call("move", "2,4", "Proposal", "--json").json["label"] == "Move 2 opportunities to Proposal"
    assert call("move", "2,4", "won", "--json").json["label"] == "Win 2 opportunities"
    lost = call("move", "5,6", "Lost", "--reason", "No budget", "--json").json
    assert lost["label"] == "Lose 2 opportunities"
    assert call("undo", "--steps", 3).status == 0
    assert all_rows(desk) == before


def test_what_is_for_one_alone_is_refused_for_several(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    for words in (
        ("set", "opportunity", "2,3", "name=Same"),
        ("set", "opportunity", "2,3", "expected_close=1970-01-01"),
        ("set", "opportunity", "2,999", "source=Webinar"),
        ("set", "lead", "2,3", "title=CEO"),
    ):
        said = call(*words)
        assert said.status == 1
        assert said.err.count(".") >= 1
    assert call("set", "opportunity", "2,,3", "source=x").status == 2
    assert all_rows(desk) == before
