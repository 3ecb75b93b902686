"""Opportunities are changed, put off, moved in time and deleted from the command line, several in one undo."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

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
        ("set", "lead", "2,3", "first_name=Ann"),
    ):
        said = call(*words)
        assert said.status == 1
        assert said.err.count(".") >= 1
    assert call("set", "opportunity", "2,,3", "source=x").status == 2
    assert all_rows(desk) == before


def test_rotting_is_put_off_and_counts_again(call: Call, desk: Path) -> None:
    day = date.today() + timedelta(days=20)
    assert call("set", "opportunity", "3,4", f"snoozed_until={day}").out.startswith("Snooze 2 opportunities until ")
    before = all_rows(desk)
    assert call("set", "opportunity", 3, "snoozed_until=").out.startswith("End snooze of ")
    call("undo")
    assert all_rows(desk) == before


def test_close_dates_move_to_a_month_by_months_and_away(call: Call, desk: Path) -> None:
    call("set", "opportunity", "3,4", "expected_close=2098-01-31")
    before = all_rows(desk)
    assert call("set", "opportunity", "3,4", "close_month=2098-02").out == "Move 2 opportunities to February 2098\n"
    assert call("show", "opportunity", 3, "--json").json["expected_close"] == "2098-02-28"
    assert call("set", "opportunity", 3, "close_month=+2").status == 0
    assert call("show", "opportunity", 3, "--json").json["expected_close"] == "2098-04-28"
    assert call("set", "opportunity", 3, "close_month=-1").status == 0
    assert call("set", "opportunity", 3, "close_month=").status == 0
    assert call("show", "opportunity", 3, "--json").json["expected_close"] is None
    call("undo", "--steps", 4)
    assert all_rows(desk) == before


def test_an_opportunity_and_its_next_step_change_together(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    words = ("product=Fleet", "seats=40", "pain=Late claims", "next_step=Demo", "next_step_on=2099-01-02")
    assert call("set", "opportunity", 3, *words).status == 0
    shown = call("show", "opportunity", 3, "--json").json
    assert (shown["product"], shown["seats"], shown["pain"]) == ("Fleet", 40, "Late claims")
    assert (shown["next_step"], shown["next_step_on"]) == ("Demo", "2099-01-02")
    call("undo")
    assert all_rows(desk) == before


def test_opportunities_are_deleted_in_one_undo(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert call("delete", "opportunity", "3,4").out == "Delete 2 opportunities\n"
    assert call("show", "opportunity", 3).status == 1
    call("undo")
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["set", "opportunity", 3, "snoozed_until=2001-01-01"], "a day to come"),
        (["set", "opportunity", 3, "snoozed_until=2099-12-24", "source=x"], "by itself"),
        (["set", "opportunity", 3, "close_month=soon"], "soon"),
        (["set", "opportunity", 3, "close_month=2001-01"], "is over"),
        (["set", "opportunity", 3, "close_month=2026-13"], "2026-13"),
        (["set", "opportunity", "3,4", "next_step=x", "next_step_on=2099-01-01"], "add activity"),
        (["delete", "opportunity", 999], "999"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
