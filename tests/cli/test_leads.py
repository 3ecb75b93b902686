"""Leads are changed, taken along their lifecycle and off it, planned for and deleted from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def standing(call: Call, lead: int) -> str:
    """Return the lifecycle stage of a lead."""
    return str(call("show", "lead", lead, "--json").json["lifecycle"])


def test_a_lead_goes_along_its_lifecycle_by_hand_and_to_sql_with_a_reason(call: Call, desk: Path) -> None:
    lead = call("add", "lead", "last_name=Lee", "--json").json["id"]
    assert call("set", "lead", lead, "lifecycle=Working").status == 0
    refused = call("set", "lead", lead, "lifecycle=sql")
    assert refused.status == 1
    assert "give a reason" in refused.err
    assert call("set", "lead", lead, "lifecycle=sql", "reason=Signed a letter").status == 0
    assert standing(call, lead) == "sql"
    call("undo")
    assert standing(call, lead) == "working"


def test_a_lead_goes_to_nurture_is_closed_and_comes_back_to_where_it_stood(call: Call, desk: Path) -> None:
    lead = call("add", "lead", "last_name=Lee", "--json").json["id"]
    call("set", "lead", lead, "lifecycle=mql")
    assert call("set", "lead", lead, "lifecycle=nurture", "wake_on=2099-01-04", "reason=No budget").status == 0
    assert standing(call, lead) == "nurture"
    assert call("set", "lead", lead, "lifecycle=open").out == "Reopen “Lee”\n"
    assert standing(call, lead) == "mql"
    assert call("set", "lead", lead, "lifecycle=unqualified", "reason=Spam", "note=Sold us shoes").status == 0
    shown = call("show", "lead", lead, "--json").json
    assert shown["lifecycle"] == "unqualified"
    assert shown["activities"][0]["notes"] == "Sold us shoes"


def test_several_leads_move_and_change_in_one_undo_each(call: Call, desk: Path) -> None:
    ids = ",".join(str(call("add", "lead", f"last_name=Lee {one}", "--json").json["id"]) for one in range(3))
    before = all_rows(desk)
    assert call("set", "lead", ids, "source=Webinar", "tags=hot").out == "Change 3 leads\n"
    assert call("set", "lead", ids, "lifecycle=mql").out == "Move 3 leads to MQL\n"
    assert call("set", "lead", ids, "lifecycle=nurture", "wake_on=2099-01-04", "reason=Later").status == 0
    assert call("set", "lead", ids, "lifecycle=open").out == "Reopen 3 leads\n"
    assert call("set", "lead", ids, "lifecycle=unqualified", "reason=Spam").out == "Disqualify 3 leads\n"
    assert call("delete", "lead", ids).out == "Delete 3 leads\n"
    assert call("undo", "--steps", 6).status == 0
    assert all_rows(desk) == before


def test_a_lead_and_its_next_step_change_together(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    words = ("next_step=Send quote", "next_step_on=2099-01-02", "next_step_at=09:30", "next_step_kind=email")
    assert call("set", "lead", 11, "title=CFO", *words).status == 0
    shown = call("show", "lead", 11, "--json").json
    assert (shown["title"], shown["next_step"], shown["next_step_on"]) == ("CFO", "Send quote", "2099-01-02")
    call("undo")
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["set", "lead", 1, "lifecycle=famous"], "nurture, unqualified or open"),
        (["set", "lead", 1, "lifecycle=opportunity"], "promotion only"),
        (["set", "lead", 1, "lifecycle=nurture", "reason=x"], "wake_on=2027-01-04"),
        (["set", "lead", 1, "lifecycle=nurture", "wake_on=2099-01-04"], "say why it waits"),
        (["set", "lead", 1, "lifecycle=nurture", "wake_on=2001-01-04", "reason=x"], "in the past"),
        (["set", "lead", 1, "lifecycle=unqualified"], "say why it is closed"),
        (["set", "lead", 1, "lifecycle=open"], "open already"),
        (["set", "lead", 1, "lifecycle=mql", "title=CEO"], "title"),
        (["set", "lead", 1, "lifecycle=mql", "wake_on=2099-01-04"], "wake_on"),
        (["set", "lead", 1, "next_step=Call"], "next_step_on"),
        (["set", "lead", 1, "next_step_on=2099-01-04"], "say what and when"),
        (["set", "lead", "1,2", "next_step=Call", "next_step_on=2099-01-04"], "add activity"),
        (["delete", "lead", "1,999"], "999"),
        (["delete", "lead", 1, "--to", "2"], "--to"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
