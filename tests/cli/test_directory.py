"""Accounts and contacts are changed and verified from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows


def test_a_contact_is_verified_and_moves_to_another_account(call: Call, desk: Path) -> None:
    before = all_rows(desk)
    account = call("show", "account", 2, "--json").json["name"]
    done = call("set", "contact", 1, "verified_on=2026-01-09", "do_not_contact=yes", f"account={account}")
    assert done.status == 0, done.err
    shown = call("show", "contact", 1, "--json").json
    assert (shown["verified_on"], shown["do_not_contact"], shown["account"]) == ("2026-01-09", True, account)
    call("undo")
    assert all_rows(desk) == before


def test_an_account_keeps_the_currency_of_its_revenue(call: Call, desk: Path) -> None:
    assert call("set", "account", 1, "status=past", "annual_revenue=1200 JPY", "website=acme.example").status == 0
    assert call("show", "account", 1, "--json").json["annual_revenue"] == 1200
    assert call("set", "account", 1, "annual_revenue=1500").status == 0
    shown = call("show", "account", 1, "--json").json
    assert (shown["annual_revenue"], shown["status"], shown["website"]) == (1500, "past", "acme.example")


@pytest.mark.parametrize("kind", ["account", "contact"])
def test_fields_of_the_reps_own_are_set_beside_the_others(call: Call, desk: Path, kind: str) -> None:
    assert call("fields", "add", kind, "Seats", "--type", "number").status == 0
    before = all_rows(desk)
    other = "city=Leeds" if kind == "account" else "title=CEO"
    assert call("set", kind, 1, "seats=120", other).status == 0
    shown = call("show", kind, 1, "--json").json
    assert (shown["Seats"], shown[other.split("=")[0]]) == (120, other.split("=")[1])
    call("undo")
    assert all_rows(desk) == before
    assert "Seats" in call("set", kind, 1, "Seats=many").err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["set", "account", 1, "status=lost"], "lost"),
        (["set", "account", 1, "name="], "needs a name"),
        (["set", "account", 1, "uid=7"], "uid"),
        (["set", "account", 999, "name=Acme"], "999"),
        (["set", "contact", 1, "verified_on=soon"], "soon"),
        (["set", "contact", 1, "account=Nobody Ltd"], "Nobody Ltd"),
        (["set", "contact", 999, "title=CEO"], "999"),
        (["set", "contact", "1,2", "title=CEO"], "only one"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(call: Call, desk: Path, words: list[object], named: str) -> None:
    before = all_rows(desk)
    said = call(*words)
    assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert all_rows(desk) == before
