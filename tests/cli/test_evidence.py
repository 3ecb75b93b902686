"""Evidence is recorded about leads and opportunities and reaffirmed from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_evidence_of_an_opportunity_is_recorded_and_shown(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    words = ("answer", 16, "budget", "--opportunity", "--state", "confirmed", "--value", "48000", "--said-by", "Ann")
    assert call(*words).status == 0
    shown = call("show", "opportunity", 16, "--json").json["evidence"]
    assert next(one["said_by"] for one in shown if one["criterion"] == "budget_amount") == "Ann"
    call("undo")
    assert all_rows(desk) == before


def test_aged_evidence_is_reaffirmed(call: Call, desk: Path) -> None:
    lead = call("add", "lead", "last_name=Lee", "--json").json["id"]
    words = ("answer", lead, "need", "--state", "confirmed", "--value", "Speed", "--said-on", "2021-01-09")
    assert call(*words).status == 0
    assert call("show", "lead", lead, "--json").json["evidence"][0]["is_aged"]
    before = all_rows(desk)
    assert call("answer", lead, "need", "--reaffirm").out == "Reaffirm Need of “Lee”\n"
    assert not call("show", "lead", lead, "--json").json["evidence"][0]["is_aged"]
    call("undo")
    assert all_rows(desk) == before


def test_either_a_state_or_reaffirming_is_asked_for(call: Call, desk: Path) -> None:
    assert call("answer", 1, "need").status == 2
    assert call("answer", 1, "need", "--state", "failed", "--reaffirm").status == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["answer", 1, "weather", "--reaffirm"], "weather"),
        (["answer", 1, "budget", "--reaffirm", "--value", "5"], "--value"),
        (["answer", 999, "budget", "--reaffirm"], "999"),
        (["answer", 999, "budget", "--opportunity", "--state", "failed"], "999"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
