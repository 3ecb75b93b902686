"""The settings of the file are printed and changed from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_settings_change_in_one_undo_and_what_leans_on_them_follows(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert call("settings", "--json").json == {
        "currency": "USD",
        "region": "",
        "quota": None,
        "working_hours": "",
        "dark_days": 14,
    }
    words = ("quota=480000.50", "working_hours=1-3 9:00-17:30", "dark_days=300", "region=de")
    assert call("settings", *words).out == "Change settings\n"
    found = call("settings", "--json").json
    assert (found["quota"], found["region"]) == (480000.5, "DE")
    assert found["working_hours"] == "1,2,3 09:00-17:30"
    assert next(one["count"] for one in call("hygiene", "--json").json if one["category"] == "going_dark") == 0
    assert "dark_days: 300" in call("settings").out
    call("undo")
    assert all_rows(desk) == before


def test_the_quota_is_read_in_the_currency_that_is_set_with_it(call: Call, desk: Path) -> None:
    assert call("settings", "currency=jpy", "quota=480000").status == 0
    assert call("settings", "--json").json["quota"] == 480000
    assert call("settings", "quota=", "working_hours=").status == 0
    assert call("settings", "--json").json["quota"] is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["settings", "shoe_size=44"], "shoe_size"),
        (["settings", "quota"], "FIELD=VALUE"),
        (["settings", "quota=lots"], "lots"),
        (["settings", "quota=5 EUR"], "USD"),
        (["settings", "currency=XXX"], "XXX"),
        (["settings", "region=Narnia"], "two letters"),
        (["settings", "working_hours=1-5 17:00-9:00"], "end later"),
        (["settings", "working_hours=always"], "always"),
        (["settings", "dark_days=0"], "from 1 to 365"),
        (["settings", "dark_days=30", "region=Narnia"], "NARNIA"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
