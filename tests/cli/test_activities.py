"""Activities are planned, ticked off, moved, put off and deleted from the command line."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def activity(call: Call, lead: int, number: int) -> dict[str, Any]:
    """Return an activity of a lead as `show` prints it."""
    found: list[dict[str, Any]] = call("show", "lead", lead, "--json").json["activities"]
    return next(one for one in found if one["id"] == number)


def planned(call: Call, *words: str) -> int:
    """Plan a task for lead 11; return its number."""
    return int(call("add", "activity", "lead=11", "subject=Send quote", *words, "--json").json["id"])


def test_a_task_is_ticked_off_and_the_tick_taken_back(call: Call, desk: Path) -> None:
    task = planned(call, "due_on=2099-01-02")
    before = all_rows(desk)
    assert call("set", "activity", task, "done=yes").out == "Complete “Send quote”\n"
    assert activity(call, 11, task)["done_at"] is not None
    assert call("set", "activity", task, "done=no").status == 0
    assert activity(call, 11, task)["done_at"] is None
    assert call("undo", "--steps", 2).status == 0
    assert all_rows(desk) == before


def test_a_task_that_comes_again_is_planned_anew_once_it_is_done(call: Call, desk: Path) -> None:
    task = planned(call, "due_on=2099-01-02", "recurrence=weekly")
    assert call("set", "activity", task, "done=yes").status == 0
    days = {one["due_on"] for one in call("show", "lead", 11, "--json").json["activities"]}
    assert "2099-01-09" in days


def test_a_planned_activity_moves_to_another_day_and_time(call: Call, desk: Path) -> None:
    task = planned(call, "due_on=2099-01-02", "due_at=09:30")
    assert call("set", "activity", task, "due_on=2099-02-03", "due_at=14:00").status == 0
    moved = activity(call, 11, task)
    assert moved["due_on"] == "2099-02-03"
    assert datetime.fromisoformat(moved["due_at"]).astimezone().strftime("%H:%M") == "14:00"
    assert call("set", "activity", task, "due_at=2099-02-04 08:00").status == 0
    assert activity(call, 11, task)["due_on"] == "2099-02-04"
    assert call("set", "activity", task, "due_on=2099-02-05").status == 0
    assert activity(call, 11, task)["due_at"] is None
    call("undo", "--steps", 3)
    assert activity(call, 11, task)["due_on"] == "2099-01-02"


def test_a_reminder_is_put_off(call: Call, desk: Path) -> None:
    task = planned(call, "due_on=2099-01-02")
    later = f"{datetime.now() + timedelta(days=2):%Y-%m-%d %H:%M}"
    assert call("set", "activity", task, f"remind_at={later}").out == "Snooze reminder of “Send quote”\n"
    assert call("undo").status == 0


def test_what_was_planned_becomes_what_happened_with_the_next_step(call: Call, desk: Path) -> None:
    task = planned(call, "kind=call", "due_on=2099-01-02")
    words = ("kind=call", f"completes={task}", "outcome=connected", "at=2021-01-09 10:00", "duration_min=12")
    done = call("add", "activity", "lead=11", *words, "next_step=Meet", "next_step_on=2099-03-01", "--json").json
    assert done["id"] == task
    happened = activity(call, 11, task)
    assert (happened["outcome"], happened["subject"]) == ("connected", "Send quote")
    assert happened["done_at"].startswith("2021-01-")
    shown = call("show", "lead", 11, "--json").json["activities"]
    assert "Meet" in {one["subject"] for one in shown}


def test_the_same_task_is_planned_for_several_records_in_one_undo(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert (
        call("add", "activity", "lead=1,2,3", "subject=Call back", "due_on=2099-01-02").out == "Add task to 3 leads\n"
    )
    said = call("add", "activity", "opportunity=1,2", "subject=Call back", "due_on=2099-01-02")
    assert said.out == "Add task to 2 opportunities\n"
    call("undo", "--steps", 2)
    assert all_rows(desk) == before


def test_an_activity_is_deleted(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    task = planned(call, "due_on=2099-01-02")
    assert call("delete", "activity", task).out == "Delete “Send quote”\n"
    assert task not in {one["id"] for one in call("show", "lead", 11, "--json").json["activities"]}
    call("undo", "--steps", 2)
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["add", "activity", "lead=11", "due_on=2099-01-02", "outcome=held"], "outcome"),
        (["add", "activity", "lead=11", "due_at=14:00"], "14:00"),
        (["add", "activity", "lead=11", "due_on=2099-01-02", "due_at=2099-01-03 14:00"], "another day"),
        (["add", "activity", "lead=11", "due_on=2099-01-02", "recurrence=hourly"], "hourly"),
        (["add", "activity", "lead=11", "completes=999"], "999"),
        (["add", "activity", "lead=11", "at=noon"], "noon"),
        (["add", "activity", "lead=11", "at=2099-01-02 10:00"], "still to come"),
        (["add", "activity", "lead=1,x", "due_on=2099-01-02"], "1,x"),
        (["add", "activity", "lead=1,2", "due_on=2099-01-02", "notes=x"], "notes"),
        (["set", "activity", 999, "done=yes"], "999"),
        (["set", "activity", 1, "done=perhaps"], "perhaps"),
        (["set", "activity", 1, "due_on="], "give the day it moves to"),
        (["set", "activity", 1, "done=yes", "due_on=2099-01-02"], "one at a time"),
        (["set", "activity", 1, "subject=x"], "subject"),
        (["set", "activity", "1,2", "done=yes"], "only one"),
        (["delete", "activity", 999], "999"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
