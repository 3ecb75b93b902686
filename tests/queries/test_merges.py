"""What a merge of leads chooses from, and what is still open among pairs."""

from __future__ import annotations

from salesdesk.queries import duplicates
from salesdesk.queries.merges import FIELDS, merge_leads
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from salesdesk.services.lead_merging import CHOICES
from tests.qualifying import BUDGET, add_lead, confirm


def test_every_field_that_can_be_chosen_is_offered() -> None:
    assert {*FIELDS, "currency", "notes"} == set(CHOICES)


def test_leads_come_in_the_order_asked_for_with_all_that_belongs_to_them(desk: Desk) -> None:
    first, second = add_lead(desk, notes="Met", tags=("fair", "vip")), add_lead(desk, city="Rotterdam")
    desk.run(do.AddCustomField("lead", "Fleet", "money"))
    desk.run(do.SetCustomValues("lead", second, {"Fleet": "48000 EUR"}))
    desk.run(do.LogActivity("call", lead=second, subject="Rang"))
    confirm(desk, second, BUDGET)
    found = desk.read(merge_leads, (second, first))
    assert [lead.id for lead in found] == [second, first]
    assert (found[0].values["city"], found[0].own, found[0].has_notes) == (
        "Rotterdam",
        {"Fleet": "48000.00 EUR"},
        False,
    )
    assert (found[0].activities, found[0].answers, found[0].tags) == (1, 1, 0)
    assert (found[1].tags, found[1].has_notes) == (2, True)


def test_a_lead_that_is_gone_is_left_out(desk: Desk) -> None:
    first, second = add_lead(desk), add_lead(desk)
    desk.run(do.DeleteLeads((first,)))
    assert [lead.id for lead in desk.read(merge_leads, (first, second, 99))] == [second]


def test_a_pair_is_settled_by_a_merge_by_a_deletion_or_by_being_told_apart(desk: Desk) -> None:
    one, two, three, four, five, six = (add_lead(desk) for _ in range(6))
    pairs = [(five, six), (one, two), (three, four)]
    assert desk.read(duplicates.still_open, pairs) == pairs
    desk.run(do.MergeLeads(one, (two,)))
    desk.run(do.RememberNotDuplicates("lead", (six, five)))
    assert desk.read(duplicates.still_open, pairs) == [(three, four)]
    desk.run(do.DeleteLeads((four,)))
    assert desk.read(duplicates.still_open, pairs) == []
    desk.undo()
    desk.undo()
    assert desk.read(duplicates.still_open, pairs) == [(five, six), (three, four)]


def test_twins_among_several_name_the_first_of_them(desk: Desk) -> None:
    dana = {"first_name": "Dana", "last_name": "Whitlock", "company": "Tidewater"}
    others = {"first_name": "Sven", "last_name": "Ek", "company": "Norrland"}
    assert desk.read(duplicates.among, [dana, others, dana, dana]) == {2: 0, 3: 0}
    assert desk.read(duplicates.among, []) == {}
