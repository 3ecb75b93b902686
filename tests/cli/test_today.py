"""The day from the command line."""

from pathlib import Path

from tests.cli.conftest import Call


def test_today_says_what_is_due_and_what_to_set_right(call: Call, desk: Path) -> None:
    found = call("today", "--json").json
    assert found["counts"]["overdue"] == len(found["overdue"]) == 5
    assert found["counts"]["today"] == len(found["today"])
    assert {one["of"] for one in found["overdue"]} <= {"lead", "opportunity"}
    counts = {one["category"]: one["count"] for one in found["hygiene"]}
    assert counts["rotting"] == 5
    assert counts["close_date_past"] == 1
    assert found["counts"]["waiting"] == len(found["waiting"])


def test_today_is_readable_without_json(call: Call, desk: Path) -> None:
    said = call("today")
    assert said.status == 0
    assert "Overdue: 5" in said.out
    assert "rotting" in said.out
