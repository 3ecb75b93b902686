"""Promotion links what is there, says beforehand what it meets, and is taken back with open eyes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_a_promotion_says_beforehand_what_it_lacks_and_whom_it_meets(call: Call, desk: Path) -> None:
    account = call("show", "account", 1, "--json").json
    lead = call("add", "lead", "last_name=Lee", f"company={account['name']}", "--json").json["id"]
    before = all_rows(desk)
    ahead = call("promote", lead, "--dry-run", "--json").json
    assert ahead["lacking"] == ["Budget", "Authority", "Need", "Timeline"]
    assert ahead["accounts"][0]["id"] == 1
    assert "Budget" in call("promote", lead, "--dry-run").out
    assert all_rows(desk) == before


def test_a_lead_joins_an_open_opportunity_with_the_fields_that_are_taken_over(call: Call, desk: Path) -> None:
    card = call("show", "opportunity", 3, "--json").json
    account = call("list", "accounts", "--search", card["account"], "--json").json[0]["id"]
    lead = call("add", "lead", "last_name=Lee", "website=lee.example", "company=Lee Ltd", "--json").json["id"]
    before = all_rows(desk)
    words = ("--account", account, "--contact", "new", "--take", "account.website", "--attach-to", 3)
    done = call("promote", lead, *words, "--override", "Known", "--note", "Met at the fair", "--json")
    assert done.status == 0, done.err
    assert done.json["id"] == 3
    assert call("show", "account", account, "--json").json["website"] == "lee.example"
    call("undo")
    assert all_rows(desk) == before


def test_taking_back_says_what_has_changed_since(call: Call, desk: Path) -> None:
    lead = call("add", "lead", "last_name=Lee", "company=Lee Ltd", "--json").json["id"]
    steps = ("--next-step", "Kick-off", "--next-step-on", "2099-01-02")
    card = call("promote", lead, "--override", "Known", *steps, "--json").json["id"]
    call("set", "opportunity", card, "amount=500")
    call("add", "activity", f"opportunity={card}", "notes=Called")
    before = all_rows(desk)
    back = call("unpromote", card, "--dry-run", "--json").json
    assert [one["id"] for one in back["leads"]] == [lead]
    assert [one["field"] for one in back["changes"]] == ["amount_minor"]
    assert [one["name"] for one in back["added"]] == ["Called"]
    assert "returns to New" in call("unpromote", card, "--dry-run").out
    assert all_rows(desk) == before
    assert call("unpromote", card).status == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["promote", 1, "--override", "x", "--take", "account.website"], "--account ID"),
        (["promote", 1, "--override", "x", "--take", "shoes"], "shoes"),
        (["promote", 1, "--override", "x", "--account", 1, "--take", "account.shoes"], "shoes"),
        (["promote", 1, "--override", "x", "--contact", 999], "999"),
        (["promote", 1, "--override", "x", "--attach-to", 999], "999"),
        (["promote", 1, "--override", "x", "--next-step", "Call"], "next_step_on"),
        (["promote", 1, "--override", "x", "--attach-to", 3, "--name", "Deal"], "--attach-to"),
        (["promote", 999, "--dry-run"], "999"),
        (["unpromote", 999, "--dry-run"], "999"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
