"""Whether the score tells anything is said from the command line, with the leads behind each number."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_the_bands_count_every_lead_and_name_them(call: Call, desk: Path) -> None:
    bands = call("calibration", "--json").json
    assert [(one["low"], one["high"]) for one in bands] == [(0, 19), (20, 39), (40, 59), (60, 79), (80, 100)]
    assert sum(one["leads"] for one in bands) == 38
    for band in bands:
        named = call("calibration", "--band", band["low"], "--json").json
        assert len(named) == band["leads"]
        assert all(band["low"] <= one["score"] <= band["high"] for one in named)
    assert "is_enough" in call("calibration").out


def test_what_became_of_a_lead_is_told_by_its_band(call: Call, desk: Path) -> None:
    card = call("promote", 6, "--override", "Signed", "--json").json["id"]
    low = call("show", "lead", 6, "--json").json["score"]["value"] // 20 * 20
    assert [one["id"] for one in call("calibration", "--band", low, "--became", "opportunity", "--json").json] == [6]
    assert call("calibration", "--band", low, "--became", "won", "--json").json == []
    call("move", card, "won")
    assert [one["id"] for one in call("calibration", "--band", low, "--became", "won", "--json").json] == [6]


def test_a_band_that_does_not_exist_is_wrong_usage(call: Call, desk: Path) -> None:
    assert call("calibration", "--band", 17).status == 2
