"""The day from the command line."""

from pathlib import Path

from tests.cli.conftest import Call


def test_today_says_what_is_due_and_what_to_set_right(call: Call, desk: Path) -> None:
    found = call("today", "--json").json
    assert found["counts"]["overdue"] == len(found["overdue"])
    # Late today is by the clock of the machine; of the days before there are five.
    assert sum(one["due_on"] < found["date"] for one in found["overdue"]) == 5
    assert found["counts"]["today"] == len(found["today"])
    assert {one["of"] for one in found["overdue"]} <= {"lead", "opportunity"}
    counts = {one["category"]: one["count"] for one in found["hygiene"]}
    assert counts["rotting"] == 5
    assert counts["close_date_past"] == 1
    assert found["counts"]["waiting"] == len(found["waiting"])


def test_today_is_readable_without_json(call: Call, desk: Path) -> None:
    counts, said = call("today", "--json").json["counts"], call("today")
    assert said.status == 0
    assert f"Overdue: {counts['overdue']}\n" in said.out
    assert "rotting" in said.out


def test_today_says_who_waits_and_how_the_quarter_stands(call: Call, desk: Path) -> None:
    lead = call("add", "lead", "last_name=Lee", "high_intent=yes", "--json").json["id"]
    call("settings", "quota=100000")
    found = call("today", "--json").json
    assert next(one["minutes_left"] for one in found["waiting"] if one["id"] == lead) <= 4
    assert call("show", "lead", lead, "--json").json["minutes_left"] <= 4
    assert found["quarter"]["quota_minor"] == 10_000_000
    assert found["quarter"]["coverage"] > 0
    call("add", "activity", "kind=call", f"lead={lead}", "outcome=connected")
    after = call("today", "--json").json
    assert lead not in {one["id"] for one in after["waiting"]}
    assert after["replies"]["on_time"] == found["replies"]["on_time"] + 1
    assert "Quarter: " in call("today").out


def test_a_lead_shows_where_it_stood_and_what_is_not_in_a_list(call: Call, desk: Path) -> None:
    lead = call("add", "lead", "last_name=Lee", "language=fr", "--json").json["id"]
    call("set", "lead", lead, "lifecycle=nurture", "wake_on=2099-01-04", "reason=Budget year")
    shown = call("show", "lead", lead, "--json").json
    assert (shown["language"], shown["wake_on"], shown["closed_reason"]) == ("fr", "2099-01-04", "Budget year")
    assert [(one["from_stage"], one["to_stage"]) for one in shown["stages"]][-1] == ("new", "nurture")
