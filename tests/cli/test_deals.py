"""Committee, lines, competitors and files from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.rows import all_rows

CARD = 16


@pytest.mark.usefixtures("desk")
def test_show_prints_what_belongs_to_an_opportunity(call: Call, tmp_path: Path) -> None:
    (tmp_path / "offer.pdf").write_bytes(b"terms")
    assert call("attach", CARD, tmp_path / "offer.pdf", "--json").json["label"].startswith("Attach “offer.pdf” to “Van")
    call("add", "competitor", f"opportunity={CARD}", "name=Roadbook")
    call("add", "member", f"opportunity={CARD}", "first_name=Ann", "last_name=Lee", "role=blocks")
    call("add", "line", f"opportunity={CARD}", "description=Support", "quantity=2.5", "price=10", "discount=5%")
    shown = call("show", "opportunity", CARD, "--json").json
    assert [one["role"] for one in shown["committee"]] == ["decides", "champion", "signs", "blocks"]
    assert shown["lines"][-1] | {"id": 0} == {
        "id": 0,
        "description": "Support",
        "quantity": 2.5,
        "price": 10,
        "discount": 5,
        "total": 23.75,
    }
    assert [one["name"] for one in shown["competitors"]] == ["Clinora", "Roadbook"]
    assert [(one["name"], one["size_bytes"], one["is_there"]) for one in shown["attachments"]] == [
        ("offer.pdf", 5, True)
    ]
    assert shown["amount"] == 67_223.75
    assert call("detach", shown["attachments"][0]["id"]).status == 0
    assert call("show", "opportunity", CARD, "--json").json["attachments"] == []
    assert call("check").status == 0


@pytest.mark.usefixtures("desk")
def test_set_takes_recurring_revenue_its_term_and_a_currency(call: Call) -> None:
    assert call("set", "opportunity", 1, "mrr=1200.50", "term_months=24", "currency=EUR").status == 0
    shown = call("show", "opportunity", 1, "--json").json
    assert (shown["mrr"], shown["term_months"], shown["currency"]) == (1200.5, 24, "EUR")
    assert call("set", "opportunity", 1, "mrr=1300").status == 0
    assert call("show", "opportunity", 1, "--json").json["currency"] == "EUR"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("attach", CARD, "/no/such/file"), "There is no file"),
        (("attach", 999, "/no/such/file"), "There is no opportunity 999"),
        (("detach", 5), "There is no attachment 5"),
        (("add", "line", "price=5"), "say which one it belongs to"),
        (("add", "line", f"opportunity={CARD}", "quantity=0.0001"), "more than 3 decimals"),
        (("add", "line", f"opportunity={CARD}", "colour=red"), "use opportunity, description"),
        (("add", "member", f"opportunity={CARD}", "role=boss", "last_name=Lee"), "use decides, champion"),
        (("set", "line", 999, "price=1"), "There is no line 999"),
        (("set", "line", 1, "colour=red"), "use opportunity, description"),
        (("delete", "line", 999), "Line 999 is not there"),
        (("order", "lines", 999), "There is no line 999"),
        (("order", "lines", 1, 1), "have changed meanwhile"),
        (("set", "competitor", 999, "name=Acme"), "Competitor 999"),
        (("set", "competitor", 1, "name="), "give a name"),
        (("delete", "competitor", 999), "Competitor 999"),
        (("set", "member", 999, "role=signs"), "member 999"),
        (("set", "member", 1, "role=boss"), "use decides, champion"),
        (("delete", "member", "1,2"), "only one"),
        (("set", "opportunity", CARD, "amount=1"), "is the sum of its lines"),
        (("set", "opportunity", 1, "amount=1000000000000000"), "larger than SalesDesk can keep"),
        (("set", "opportunity", 1, "expected_close=1970-01-01"), "it is before the year 2000"),
    ],
)
def test_what_cannot_be_is_one_sentence(call: Call, words: tuple[object, ...], sentence: str) -> None:
    said = call(*words)
    assert said.status == 1
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_evidence_has_the_day_on_which_it_was_said(call: Call) -> None:
    call("sample", "--leads", 0, "--opportunities", 0)
    lead = call("add", "lead", "company=Cobalt", "--json").json["id"]
    words = ("answer", lead, "budget", "--state", "confirmed", "--value", "48000", "--said-by", "Priya")
    assert call(*words, "--said-on", "2026-01-09").status == 0
    budget = call("show", "lead", lead, "--json").json["evidence"][0]
    assert str(budget["answered_at"]).startswith("2026-01-09")
    assert "still to come" in call(*words[:-2], "--said-on", "2100-01-01").err


def test_one_lead_of_several_is_taken_back_and_the_other_stays(call: Call) -> None:
    call("sample", "--leads", 0, "--opportunities", 0)
    leads = [call("add", "lead", f"company={name}", "--json").json["id"] for name in ("Cobalt", "Zinc")]
    card = call("promote", leads[0], "--override", "Known", "--json").json["id"]
    assert "was not promoted into" in call("unpromote", card, "--lead", leads[1]).err
    assert call("unpromote", card, "--lead", leads[0]).status == 0
    assert call("show", "lead", leads[0], "--json").json["lifecycle"] == "new"


def test_parts_of_an_opportunity_are_changed_ordered_and_deleted(call: Call, desk: Path) -> None:
    call("add", "line", f"opportunity={CARD}", "description=Support", "price=10")
    card = call("show", "opportunity", CARD, "--json").json
    lines, rival, member = (
        [one["id"] for one in card["lines"]],
        card["competitors"][0]["id"],
        card["committee"][0]["id"],
    )
    before = all_rows(desk)
    assert call("set", "line", lines[-1], "price=12.50", "discount=20%").status == 0
    assert call("show", "opportunity", CARD, "--json").json["lines"][-1]["total"] == 10
    assert call("order", "lines", *reversed(lines)).status == 0
    assert call("show", "opportunity", CARD, "--json").json["lines"][0]["id"] == lines[-1]
    assert call("delete", "line", lines[-1]).status == 0
    assert call("set", "competitor", rival, "notes=Cheaper").status == 0
    assert call("delete", "competitor", rival).status == 0
    assert call("set", "member", member, "role=influences").status == 0
    assert call("delete", "member", member).status == 0
    after = call("show", "opportunity", CARD, "--json").json
    assert [one["id"] for one in after["lines"]] == list(reversed(lines))[1:]
    assert after["competitors"] == []
    assert member not in {one["id"] for one in after["committee"]}
    call("undo", "--steps", 7)
    assert all_rows(desk) == before
