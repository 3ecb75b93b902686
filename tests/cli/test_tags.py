"""Tags are counted, put on and taken off from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_tags_are_put_on_and_taken_off_several_records_in_one_undo(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert call("tag", "lead", "1,2,3", "Berlin", "hot").out == "Tag 3 leads\n"
    counts = {one["tag"]: one["count"] for one in call("tags", "lead", "--json").json}
    assert counts["Berlin"] == 3
    assert call("tag", "lead", "2,3", "--off", "berlin").status == 0
    assert "Berlin" in call("show", "lead", 1, "--json").json["tags"]
    assert "Berlin" not in call("show", "lead", 2, "--json").json["tags"]
    assert call("tag", "opportunity", 3, "Berlin").status == 0
    assert {"tag": "Berlin", "count": 1} in call("tags", "opportunity", "--json").json
    assert "Berlin" in call("tags", "opportunity").out
    call("undo", "--steps", 3)
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["tag", "lead", 1], "No tag was named"),
        (["tag", "lead", "1,999", "hot"], "999"),
        (
            [
                "tag",
                "opportunity",
                1,
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            ],
            "xxx",
        ),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
