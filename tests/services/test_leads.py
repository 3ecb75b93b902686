"""Leads are added, changed, deleted and taken along their lifecycle; a refusal leaves every row as it was."""

from datetime import date, datetime
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, NotQualified, SalesDeskError
from salesdesk.queries import duplicates
from salesdesk.queries.leads import lead_page
from salesdesk.services.commands import (
    AddLead,
    AddLeads,
    Command,
    DeleteLeads,
    DisqualifyLead,
    Evidence,
    LogActivity,
    NurtureLead,
    PlannedStep,
    PromoteLead,
    ReaffirmEvidence,
    ReopenLead,
    SetLead,
    SetLifecycle,
)
from salesdesk.services.desk import Desk
from salesdesk.services.lifecycle import CONFIRMED
from tests.qualifying import AUTHORITY, BUDGET, NEED, MovingClock, add_lead, confirm
from tests.rows import all_rows


def of(desk: Desk, lead: int, *columns: str) -> tuple[Any, ...]:
    query = f"SELECT {', '.join(columns)} FROM lead WHERE id = ?"
    return desk.read(lambda connection: tuple(connection.exec_driver_sql(query, (lead,)).one()))


def history(desk: Desk, lead: int) -> list[tuple[Any, ...]]:
    query = "SELECT from_stage, to_stage, reason, is_override FROM lifecycle_history WHERE lead_id = ? ORDER BY id"
    return desk.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query, (lead,))])


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError] = SalesDeskError) -> str:
    """Run a command that must be refused and leave every row as it was; return the sentence."""
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


def test_a_lead_is_kept_with_the_keys_it_is_found_by(desk: Desk) -> None:
    lead = add_lead(desk, email=" Priya@CobaltFreight.example ", company="Cobalt Freight Systems B.V.")
    keys = of(desk, lead, "email", "email_key", "name_key", "company_key", "domain")
    assert keys == (
        "Priya@CobaltFreight.example",
        "priya@cobaltfreight.example",
        "priya raghavan",
        "cobalt freight systems",
        "cobaltfreight.example",
    )


def test_keys_follow_a_change(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SetLead(lead, {"website": "https://www.cobalt.example/about", "last_name": "Rao"}))
    assert of(desk, lead, "domain", "name_key") == ("cobalt.example", "priya rao")


def test_texts_are_cleaned_before_they_are_kept(desk: Desk) -> None:
    lead = add_lead(desk, first_name=" Jose\u0301\x00 ", notes="one\r\ntwo\x00 ", city="Rotter\ndam")
    assert of(desk, lead, "first_name", "notes", "city") == ("José", "one\ntwo", "Rotter dam")


def test_odd_phone_numbers_are_kept_as_typed(desk: Desk) -> None:
    lead = add_lead(desk, phone="ask for Priya, ext. 12")
    assert of(desk, lead, "phone") == ("ask for Priya, ext. 12",)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"email": "not an address"}, "email"),
        ({"notes": "x" * 5001}, "5,000"),
        ({"employees": -1}, "employees"),
        ({"employees": 2**63}, "employees"),
        ({"currency": "EURO"}, "currency"),
        ({"shoe_size": 3}, "shoe_size"),
        ({"score": 99}, "score"),
    ],
)
def test_what_a_column_cannot_hold_is_refused_by_name(desk: Desk, fields: dict[str, object], named: str) -> None:
    lead = add_lead(desk)
    assert named in refuse(desk, SetLead(lead, fields), BadValue)


def test_five_thousand_characters_fit(desk: Desk) -> None:
    lead = add_lead(desk, notes="x" * 5000)
    assert len(of(desk, lead, "notes")[0]) == 5000


def test_a_lead_without_any_name_is_refused(desk: Desk) -> None:
    refuse(desk, AddLead({"first_name": " ", "city": "Rotterdam"}))
    lead = add_lead(desk, first_name="", last_name="")
    refuse(desk, SetLead(lead, {"company": ""}))


def test_a_change_to_the_same_values_is_no_step(desk: Desk) -> None:
    lead = add_lead(desk, city="Rotterdam", tags=["Freight"])
    assert desk.run(SetLead(lead, {"city": " Rotterdam ", "tags": ["freight"]})).entry_id is None


def test_tags_are_replaced_as_a_whole(desk: Desk) -> None:
    lead = add_lead(desk, tags=["Freight", "Benelux"])
    desk.run(SetLead(lead, {"tags": ("benelux", "Hot")}))
    query = "SELECT t.name FROM tagging AS g JOIN tag AS t ON t.id = g.tag_id WHERE g.lead_id = ? ORDER BY t.name"
    found = desk.read(lambda connection: connection.exec_driver_sql(query, (lead,)).scalars().all())
    assert found == ["Benelux", "Hot"]


def test_a_high_intent_lead_starts_its_reply_clock(desk: Desk) -> None:
    lead = add_lead(desk)
    assert of(desk, lead, "interest_at") == (None,)
    desk.run(SetLead(lead, {"high_intent": True}))
    assert of(desk, lead, "interest_at")[0] is not None


def test_deleted_leads_are_gone_for_commands_until_undone(desk: Desk) -> None:
    leads = (add_lead(desk), add_lead(desk, first_name="Joel"))
    assert desk.run(DeleteLeads(leads)).label == "Delete 2 leads"
    refuse(desk, SetLead(leads[0], {"city": "Delft"}), NotFound)
    desk.undo()
    desk.run(SetLead(leads[0], {"city": "Delft"}))


def test_deleting_one_lead_that_is_not_there_deletes_none(desk: Desk) -> None:
    refuse(desk, DeleteLeads((add_lead(desk), 99)), NotFound)


def test_the_first_outbound_activity_makes_a_new_lead_working(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(LogActivity("note", lead=lead, notes="Read their website"))
    desk.run(LogActivity("email", lead=lead, direction="inbound"))
    assert of(desk, lead, "lifecycle") == ("new",)
    desk.run(LogActivity("call", lead=lead, outcome="no answer"))
    assert of(desk, lead, "lifecycle") == ("working",)
    assert history(desk, lead) == [("new", "working", "", 0)]


def test_a_score_that_passes_the_mark_makes_an_mql(desk: Desk) -> None:
    lead = add_lead(desk, title="Director of Operations", industry="Freight", source="webinar")
    assert of(desk, lead, "lifecycle", "score") == ("new", 37)
    desk.run(SetLead(lead, {"high_intent": True}))
    assert of(desk, lead, "lifecycle", "score") == ("mql", 62)
    assert history(desk, lead) == [("new", "mql", "Score passed 60", 0)]


def test_a_lead_put_back_by_hand_is_not_pulled_forward_again(desk: Desk) -> None:
    lead = add_lead(desk, title="CEO", industry="Freight", source="webinar", high_intent=True)
    desk.run(SetLifecycle(lead, "working"))
    desk.run(SetLead(lead, {"employees": 420}))
    assert of(desk, lead, "lifecycle") == ("working",)


def test_sql_needs_budget_authority_and_need(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET)
    said = refuse(desk, SetLifecycle(lead, "sql"), NotQualified)
    assert "Authority and Need are not confirmed" in said
    confirm(desk, lead, AUTHORITY, NEED)
    assert history(desk, lead) == [("new", "sql", CONFIRMED, 0)]


def test_a_lead_put_back_by_hand_becomes_an_sql_again_only_by_hand(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET, AUTHORITY, NEED)
    desk.run(SetLifecycle(lead, "working"))
    confirm(desk, lead, Evidence("decision_by", "confirmed", "2026-12-18"))
    assert of(desk, lead, "lifecycle") == ("working",)
    desk.run(SetLifecycle(lead, "sql"))
    assert history(desk, lead)[-1] == ("working", "sql", "", 0)


def test_sql_without_evidence_keeps_the_reason_as_an_override(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SetLifecycle(lead, "sql", "The CFO called us"))
    assert history(desk, lead) == [("new", "sql", "The CFO called us", 1)]


def test_aged_evidence_makes_no_sql(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    desk.run(SetLifecycle(lead, "working"))
    clock.skip(121)
    refuse(desk, SetLifecycle(lead, "sql"), NotQualified)
    for dimension in ("budget", "authority", "need"):
        desk.run(ReaffirmEvidence(dimension, lead=lead))
    assert of(desk, lead, "lifecycle") == ("sql",)


@pytest.mark.parametrize("stage", ["opportunity", "nurture", "unqualified", "customer"])
def test_other_stages_are_not_set_by_hand(desk: Desk, stage: str) -> None:
    lead = add_lead(desk)
    refuse(desk, SetLifecycle(lead, stage))
    refuse(desk, SetLead(lead, {"lifecycle": stage}))


def test_nurture_keeps_day_reason_note_and_task(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET)
    wake = date(2027, 2, 8)
    desk.run(NurtureLead(lead, wake, "No budget before February", "Call again", (PlannedStep("call", "Ask", wake),)))
    assert of(desk, lead, "lifecycle", "wake_on", "closed_reason", "bant") == (
        "nurture",
        "2027-02-08",
        "No budget before February",
        "y???",
    )
    assert history(desk, lead) == [("new", "nurture", "No budget before February", 0)]
    kinds = desk.read(lambda connection: connection.exec_driver_sql("SELECT kind FROM activity").scalars().all())
    assert kinds == ["note", "call"]


def test_nurture_wants_a_reason_and_a_day_that_is_not_past(desk: Desk) -> None:
    lead = add_lead(desk)
    assert "past" in refuse(desk, NurtureLead(lead, date(2026, 11, 8), "Later"), BadValue)
    refuse(desk, NurtureLead(lead, date(2026, 12, 8), " "), BadValue)
    desk.run(NurtureLead(lead, date(2026, 11, 9), "Later today"))


def test_unqualified_wants_a_reason(desk: Desk) -> None:
    lead = add_lead(desk)
    refuse(desk, DisqualifyLead(lead, ""), BadValue)
    desk.run(DisqualifyLead(lead, "Student or researcher"))
    assert of(desk, lead, "lifecycle", "closed_reason") == ("unqualified", "Student or researcher")


def test_reopening_returns_to_the_stage_before_all_detours(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SetLifecycle(lead, "mql"))
    desk.run(NurtureLead(lead, date(2027, 2, 8), "Later"))
    desk.run(DisqualifyLead(lead, "No need"))
    desk.run(ReopenLead(lead))
    assert of(desk, lead, "lifecycle", "wake_on", "closed_reason") == ("mql", None, "")
    refuse(desk, ReopenLead(lead))


def test_a_lead_closed_while_new_reopens_as_new(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(DisqualifyLead(lead, "Spam"))
    desk.run(ReopenLead(lead))
    assert of(desk, lead, "lifecycle") == ("new",)


def test_undoing_every_step_leaves_the_file_as_it_was(desk: Desk) -> None:
    states = [all_rows(desk.path)]
    lead = add_lead(desk, tags=["Freight"])
    states.append(all_rows(desk.path))
    for command in (
        SetLead(lead, {"title": "CEO", "tags": ["Hot"]}),
        LogActivity("call", lead=lead, outcome="connected"),
        SetLifecycle(lead, "sql", "Known for years"),
        NurtureLead(lead, date(2027, 2, 8), "Later", "A note"),
        ReopenLead(lead),
        DeleteLeads((lead,)),
    ):
        desk.run(command)
        states.append(all_rows(desk.path))
    for state in reversed(states[:-1]):
        desk.undo()
        assert all_rows(desk.path) == state


def test_a_step_names_the_lead_by_what_is_known_of_it(desk: Desk) -> None:
    person = add_lead(desk, last_name="")
    assert desk.run(SetLead(person, {"title": "CEO"})).label == "Change title of “Priya”"
    address = add_lead(desk, first_name="", last_name="", company="", email="info@zinc.example")
    assert desk.run(DeleteLeads((address,))).label == "Delete “info@zinc.example”"


def test_a_lead_can_be_added_in_a_later_stage_with_its_history(desk: Desk) -> None:
    lead = add_lead(desk, lifecycle="Working")
    assert history(desk, lead) == [("new", "working", "", 0)]
    refuse(desk, AddLead({"company": "Zinc", "lifecycle": "sql"}), NotQualified)


def test_a_lifecycle_stage_can_be_set_like_a_field(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SetLead(lead, {"lifecycle": "mql", "city": "Delft"}))
    assert of(desk, lead, "lifecycle", "city") == ("mql", "Delft")
    assert desk.run(SetLifecycle(lead, "mql")).entry_id is None


def test_a_promoted_lead_leaves_its_stage_only_with_its_opportunity(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(PromoteLead(lead, override_reason="Known"))
    refuse(desk, SetLifecycle(lead, "working"))
    refuse(desk, NurtureLead(lead, date(2027, 2, 8), "Later"))
    refuse(desk, DisqualifyLead(lead, "Spam"))


def test_deleting_no_lead_is_refused(desk: Desk) -> None:
    refuse(desk, DeleteLeads(()))


def test_a_moment_without_its_time_zone_is_refused(desk: Desk) -> None:
    refuse(desk, SetLead(add_lead(desk), {"interest_at": datetime(2026, 11, 9)}), BadValue)


def test_a_lead_is_added_as_somebody_else_in_one_step(desk: Desk) -> None:
    known = {"first_name": "Priya", "last_name": "Raghavan", "company": "Cobalt Freight Systems"}
    first = add_lead(desk)
    second = desk.run(AddLead(known, apart_from=(first,))).new_id
    assert second is not None
    assert desk.read(duplicates.told_apart) == {(first, second)}
    assert desk.read(duplicates.of_lead, second) == []
    desk.undo()
    assert desk.read(duplicates.told_apart) == set()
    assert desk.read(lead_page, second) is None


def test_one_of_several_leads_is_added_as_somebody_else(desk: Desk) -> None:
    known = {"first_name": "Priya", "last_name": "Raghavan", "company": "Cobalt Freight Systems"}
    first = add_lead(desk)
    done = desk.run(AddLeads(({"company": "Delphi"}, known), {1: (first,)}))
    assert desk.read(duplicates.told_apart) == {(first, done.detail[1])}  # type: ignore[index]


def test_a_lead_is_not_told_apart_from_one_that_is_gone(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.run(AddLead({"company": "Cobalt"}, apart_from=(99,)))
    assert desk.read(lead_page, 1) is None
