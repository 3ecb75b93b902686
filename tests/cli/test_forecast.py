"""The forecast from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_the_months_hold_every_open_opportunity(call: Call, desk: Path) -> None:
    found = call("forecast", "--json").json
    open_ones = [one for one in call("board", "--json").json["stages"] if one["kind"] == "open"]
    assert sum(one["count"] for one in found["months"]) == sum(one["count"] for one in open_ones) > 0
    assert sum(one["amount_minor"] for one in found["months"]) == sum(one["amount_minor"] for one in open_ones)
    quarter = found["quarter"]
    assert quarter["p10_minor"] <= quarter["p50_minor"] <= quarter["p90_minor"]
    assert (quarter["quota_minor"], quarter["quota_chance"]) == (None, None)
    assert "weighted" in call("forecast").out


def test_a_quota_that_is_won_already_is_certain(call: Call, desk: Path) -> None:
    call("move", 3, "won", "--amount", "5000")
    call("settings", "quota=1")
    quarter = call("forecast", "--json").json["quarter"]
    assert quarter["won_minor"] >= 500000
    assert quarter["quota_chance"] == 1


def test_a_pipeline_that_is_not_there_is_refused(call: Call, desk: Path) -> None:
    said = call("forecast", "--pipeline", "Nirvana")
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert "Nirvana" in said.err
