"""What is to be set right is listed from the command line, and left out for some days."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_a_category_lists_its_records_the_worst_first(call: Call, desk: Path) -> None:
    counts = {one["category"]: one["count"] for one in call("hygiene", "--json").json}
    rows = call("hygiene", "rotting", "--json").json
    assert len(rows) == counts["rotting"] == 5
    assert [one["days_over"] for one in rows] == sorted((one["days_over"] for one in rows), reverse=True)
    assert len(call("hygiene", "rotting", "--limit", 2, "--json").json) == 2
    assert rows[0]["name"] in call("hygiene", "rotting").out


def test_a_record_is_left_out_of_a_category_until_it_is_undone(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    first = call("hygiene", "rotting", "--json").json[0]["id"]
    assert call("hygiene", "rotting", "--ignore", f"opportunity={first}").out.startswith("Ignore ")
    assert first not in {one["id"] for one in call("hygiene", "rotting", "--json").json}
    call("undo")
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["hygiene", "rotting", "--ignore", "lead=1"], "name one opportunity"),
        (["hygiene", "rotting", "--ignore", "opportunity=999"], "999"),
        (["hygiene", "rotting", "--ignore", "shoe=1"], "shoe=1"),
        (["hygiene", "rotting", "--ignore", "7"], "FIELD=VALUE"),
        (["hygiene", "rotting", "--ignore", "opportunity=1", "--until", "2001-01-01"], "a day to come"),
        (["hygiene", "--ignore", "opportunity=1"], "Name a category"),
        (["hygiene", "rotting", "--until", "2099-01-01"], "--ignore alone"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
