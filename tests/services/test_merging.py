"""Several leads, accounts or contacts become one, and nothing of any of them is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.queries import directory, duplicates
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from salesdesk.store import schema
from tests.qualifying import MovingClock, add_lead, confirm
from tests.rows import all_rows


def _rows(desk: Desk, table: Any, **having: object) -> list[dict[str, Any]]:
    query = select(table).where(*(table.c[name] == value for name, value in having.items())).order_by(table.c.id)
    return desk.read(lambda connection: [dict(row) for row in connection.execute(query).mappings()])


def _one(desk: Desk, table: Any, record: int) -> dict[str, Any]:
    (found,) = _rows(desk, table, id=record)
    return found


def _notes(desk: Desk, lead: int) -> str:
    return "\n".join(row["notes"] for row in _rows(desk, schema.activity, lead_id=lead, kind="note"))


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """Give a lead with an address, and the same person with a title, another phone and an amount."""
    one = add_lead(desk, email="priya@cobalt.example", phone="+31105550142", notes="Met in May")
    other = add_lead(desk, title="CFO", phone="+31105550199", amount_minor=4_800_000, currency="EUR", tags=["fleet"])
    return one, other


def test_a_blank_field_is_filled_and_what_differs_stays_as_chosen(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    done = desk.run(do.MergeLeads(keep, (other,), {"phone": other}))
    lead = _one(desk, schema.lead, keep)
    assert done.label == "Merge “Priya Raghavan” into “Priya Raghavan”"
    assert done.new_id == keep
    assert (lead["email"], lead["title"], lead["phone"]) == ("priya@cobalt.example", "CFO", "+31105550199")
    assert (lead["amount_minor"], lead["currency"]) == (4_800_000, "EUR")
    assert "Phone: +31105550142" in _notes(desk, keep)


def test_the_history_of_both_is_shown_for_the_kept_lead(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    desk.run(do.SetLead(other, {"title": "Treasurer"}))
    desk.run(do.MergeLeads(keep, (other,)))
    labels = [step["label"] for step in desk.read(directory.history_of, "lead", keep)]
    assert "Change title of “Priya Raghavan”" in labels


def test_the_lead_that_is_further_along_decides_where_it_stands(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    desk.run(do.LogActivity("call", lead=other))
    desk.run(do.SetLifecycle(other, "mql"))
    desk.run(do.MergeLeads(keep, (other,)))
    lead = _one(desk, schema.lead, keep)
    assert lead["lifecycle"] == "mql"
    assert lead["first_reply_at"] is not None
    assert desk.read(problems) == []


def test_a_merged_lead_may_wait_as_the_other_did_where_that_is_chosen(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    desk.run(do.NurtureLead(other, date(2027, 1, 4), "No budget yet"))
    desk.run(do.MergeLeads(keep, (other,), {"lifecycle": other}))
    lead = _one(desk, schema.lead, keep)
    assert (lead["lifecycle"], lead["wake_on"], lead["closed_reason"]) == ("nurture", date(2027, 1, 4), "No budget yet")
    assert desk.read(problems) == []


def test_amounts_in_two_currencies_are_never_mixed(desk: Desk) -> None:
    keep = add_lead(desk, amount_minor=100, currency="USD")
    other = add_lead(desk, annual_revenue_minor=9_900, currency="EUR")
    with pytest.raises(BadValue, match="one currency"):
        desk.run(do.MergeLeads(keep, (other,), {"annual_revenue_minor": other, "amount_minor": keep}))
    desk.run(do.MergeLeads(keep, (other,)))
    lead = _one(desk, schema.lead, keep)
    assert (lead["amount_minor"], lead["annual_revenue_minor"], lead["currency"]) == (100, None, "USD")
    assert "Annual revenue: €99" in _notes(desk, keep)


def test_the_fresher_answer_counts_and_the_other_is_noted(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    confirm(desk, keep, do.Evidence("budget", "failed", "5000"))
    confirm(desk, other, do.Evidence("budget", "confirmed", "48000"))
    desk.run(do.MergeLeads(keep, (other,)))
    assert _one(desk, schema.lead, keep)["bant"][0] == "y"
    assert "failed, 5000" in _notes(desk, keep)
    assert desk.read(problems) == []


def test_a_promoted_lead_takes_another_in_and_its_opportunity_sees_it(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    desk.run(do.LogActivity("call", lead=other, subject="Asked for an offer"))
    card = desk.run(do.PromoteLead(keep, override_reason="Signed")).new_id
    assert card is not None
    desk.run(do.MergeLeads(keep, (other,)))
    assert [row["opportunity_id"] for row in _rows(desk, schema.activity, subject="Asked for an offer")] == [card]
    assert _rows(desk, schema.tagging, opportunity_id=card)
    assert desk.read(problems) == []
    desk.run(do.UnpromoteOpportunity(card))
    assert desk.read(problems) == []


def test_promoted_leads_are_not_merged_away(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    desk.run(do.PromoteLead(other, override_reason="Signed"))
    with pytest.raises(SalesDeskError, match="Keep that lead"):
        desk.run(do.MergeLeads(keep, (other,)))
    desk.run(do.PromoteLead(keep, override_reason="Signed"))
    with pytest.raises(SalesDeskError, match="both promoted"):
        desk.run(do.MergeLeads(keep, (other,)))
    third = add_lead(desk)
    with pytest.raises(BadValue, match="stays an opportunity"):
        desk.run(do.MergeLeads(keep, (third,), {"lifecycle": third}))


def test_merging_the_same_pair_again_says_where_the_lead_went(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    desk.run(do.MergeLeads(keep, (other,)))
    for command in (do.MergeLeads(keep, (other,)), do.MergeLeads(other, (keep,))):
        with pytest.raises(SalesDeskError, match=rf"was merged into “Priya Raghavan” \({keep}\) already"):
            desk.run(command)


@pytest.mark.parametrize(
    ("others", "choices", "refusal"),
    [
        ((), {}, SalesDeskError),
        ((1,), {}, SalesDeskError),
        ((99,), {}, NotFound),
        ((2,), {"uid": 2}, BadValue),
        ((2,), {"title": 3}, BadValue),
        (tuple(range(2, 60)), {}, SalesDeskError),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(
    desk: Desk, two: tuple[int, int], others: tuple[int, ...], choices: dict[str, int], refusal: type[SalesDeskError]
) -> None:
    start = all_rows(desk.path)
    with pytest.raises(refusal, match=r"\.$"):
        desk.run(do.MergeLeads(1, others, choices))
    assert all_rows(desk.path) == start


def test_a_lead_is_kept_apart_from_whoever_the_merged_one_was_kept_apart_from(desk: Desk, two: tuple[int, int]) -> None:
    keep, other = two
    stranger = add_lead(desk, first_name="P.")
    desk.run(do.RememberNotDuplicates("lead", (other, stranger)))
    desk.run(do.MergeLeads(keep, (other,)))
    assert (keep, stranger) in desk.read(duplicates.told_apart)


def test_notes_that_have_no_room_become_notes_of_the_timeline(desk: Desk) -> None:
    keep, other = add_lead(desk, notes="a" * 3000), add_lead(desk, notes="b" * 3000)
    desk.run(do.MergeLeads(keep, (other,), {"notes": other}))
    assert _one(desk, schema.lead, keep)["notes"] == "b" * 3000
    assert "a" * 3000 in _notes(desk, keep)


def test_accounts_become_one_with_all_their_people_and_opportunities(desk: Desk, clock: MovingClock) -> None:
    one, other = add_lead(desk, email="a@cobalt.example"), add_lead(desk, first_name="Joel", company="Cobalt B.V.")
    for lead in (one, other):
        command = do.PromoteLead(lead, account=do.AccountChoice(None), override_reason="Signed")
        desk.run(command)
    keep, gone = (row["id"] for row in _rows(desk, schema.account))
    desk.run(do.SetAccount(gone, {"city": "Delft", "status": "customer"}))
    done = desk.run(do.MergeAccounts(keep, (gone,)))
    assert done.label == "Merge “Cobalt B.V.” into “Cobalt Freight Systems”"
    for table in (schema.contact, schema.opportunity, schema.lead):
        assert len(_rows(desk, table, account_id=keep)) == 2
    account = _one(desk, schema.account, keep)
    assert (account["city"], account["status"], account["domain"]) == ("Delft", "customer", "cobalt.example")
    (note,) = _rows(desk, schema.activity, account_id=keep, subject="Merged with “Cobalt B.V.”")
    assert note["notes"] == "Name: Cobalt B.V."
    assert desk.read(problems) == []
    desk.undo()
    assert len(_rows(desk, schema.contact, account_id=gone)) == 1


def test_contacts_become_one_that_nobody_may_contact_if_either_asked_for_that(desk: Desk) -> None:
    lead = add_lead(desk, email="priya@cobalt.example")
    confirm(desk, lead, do.Evidence("authority", "confirmed", "Daniel Osei, CFO"))
    desk.run(do.PromoteLead(lead, override_reason="Signed"))
    daniel, priya = sorted(_rows(desk, schema.contact), key=lambda row: row["first_name"])
    desk.run(do.SetContact(daniel["id"], {"do_not_contact": True, "verified_on": date(2026, 11, 1)}))
    desk.run(do.MergeContacts(priya["id"], (daniel["id"],), {"title": daniel["id"]}))
    contact = _one(desk, schema.contact, priya["id"])
    assert (contact["title"], contact["do_not_contact"], contact["verified_on"]) == ("CFO", 1, date(2026, 11, 1))
    assert [row["role"] for row in _rows(desk, schema.committee_member, contact_id=priya["id"])] == ["decides"]
    assert desk.read(problems) == []
