"""Opportunities move across the board, off it and back from the command line, with what each way asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def shown(call: Call, card: int) -> dict[str, Any]:
    """Return an opportunity as `show` prints it."""
    found: dict[str, Any] = call("show", "opportunity", card, "--json").json
    return found


def test_an_opportunity_goes_to_nurture_and_comes_back(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    stage = shown(call, 3)["stage"]
    words = ("--until", "2099-01-04", "--reason", "Budget year", "--note", "Call in January")
    assert call("move", 3, "nurture", *words).status == 0
    assert (shown(call, 3)["kind"], shown(call, 3)["lost_reason"]) == ("lost", "Budget year")
    assert call("move", 3, "open").out.startswith("Reopen ")
    assert shown(call, 3)["stage"] == stage
    call("undo", "--steps", 2)
    assert all_rows(desk) == before


def test_a_stage_called_nurture_is_a_stage(call: Call, desk: Path) -> None:
    call("add", "stage", "name=Nurture", "probability=5")
    assert call("move", 3, "nurture").status == 0
    assert shown(call, 3)["stage"] == "Nurture"


def test_winning_takes_the_final_amount_and_the_days(call: Call, desk: Path) -> None:
    words = ("--amount", "51000", "--closed-on", "2021-01-09", "--contract-on", "2021-02-01")
    assert call("move", 3, "won", *words).status == 0
    card = shown(call, 3)
    assert (card["amount"], card["closed_at"][:7], card["contract_on"]) == (51000, "2021-01", "2021-02-01")


def test_losing_names_the_competitor_and_the_day_to_try_again(call: Call, desk: Path) -> None:
    words = ("--reason", "Price", "--competitor", "Roadbook", "--retry-on", "2099-01-04")
    assert call("move", 3, "lost", *words).status == 0
    card = shown(call, 3)
    assert (card["competitor"], card["retry_on"], card["lost_kind"]) == ("Roadbook", "2099-01-04", "declined")


def test_a_card_takes_its_place_before_or_after_another(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    assert call("move", "2,4", "Proposal").status == 0
    assert call("move", 4, "Proposal", "--before", 2).out.startswith("Reorder ")
    ranks = {row[0]: row for row in all_rows(desk)["opportunity"]}
    call("undo")
    assert call("move", 2, "Proposal", "--after", 4).status == 0
    assert {row[0]: row for row in all_rows(desk)["opportunity"]} != ranks
    call("undo", "--steps", 2)
    assert all_rows(desk) == before


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["move", 3, "nurture"], "--until"),
        (["move", 3, "nurture", "--until", "2099-01-04"], "say why it waits"),
        (["move", 3, "nurture", "--until", "2001-01-04", "--reason", "x"], "a day to come"),
        (["move", 3, "open"], "open already"),
        (["move", "3,4", "open"], "only one"),
        (["move", 3, "Proposal", "--reason", "x"], "--reason"),
        (["move", 3, "won", "--competitor", "x"], "--competitor"),
        (["move", 3, "lost", "--reason", "x", "--until", "2099-01-04"], "--until"),
        (["move", "3,4", "won", "--amount", "5"], "--amount"),
        (["move", 3, "won", "--amount", "5 EUR"], "USD"),
        (["move", 3, "won", "--closed-on", "2099-01-01"], "future"),
        (["move", 999, "won", "--amount", "5"], "999"),
        (["move", 3, "Proposal", "--before", 999], "999"),
        (["move", 3, "Proposal", "--after", 16], "stands in Proposal"),
        (["move", 3, "Lost", "--before", 4, "--reason", "x"], "--before"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
