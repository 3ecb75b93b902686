"""A promotion is one step: everything of it is there, or nothing; undone, every row is as it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, NotQualified, SalesDeskError, StageClosed
from salesdesk.queries import evidence, soundness
from salesdesk.services.commands import (
    AccountChoice,
    AddOpportunity,
    Command,
    ContactChoice,
    DisqualifyLead,
    Evidence,
    LogActivity,
    LoseOpportunity,
    NurtureLead,
    PlannedStep,
    PromoteLead,
    RecordEvidence,
    ReopenLead,
    SetAccount,
    SetContact,
)
from salesdesk.services.desk import Desk
from salesdesk.services.lifecycle import CONFIRMED
from tests.qualifying import AUTHORITY, BUDGET, NEED, MovingClock, add_lead, confirm
from tests.rows import all_rows

SOON = date(2026, 11, 12)


def rows(desk: Desk, query: str, *values: object) -> list[tuple[Any, ...]]:
    return desk.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query, values)])


def value(desk: Desk, query: str, *values: object) -> Any:
    return rows(desk, query, *values)[0][0]


def promote(desk: Desk, lead: int, **choices: Any) -> int:
    new_id = desk.run(PromoteLead(lead, **choices)).new_id
    assert new_id is not None
    return new_id


def ready(desk: Desk, **fields: object) -> int:
    lead = add_lead(desk, **fields)
    confirm(desk, lead)
    return lead


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError] = SalesDeskError) -> str:
    """Run a command that must be refused and leave every row as it was; return the sentence."""
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


def test_the_opportunity_follows_the_evidence(desk: Desk) -> None:
    lead = ready(desk, source="webinar", employees=420, website="cobaltfreight.example")
    card = promote(desk, lead)
    assert rows(
        desk,
        "SELECT o.name, a.name, c.last_name, o.lead_id, s.name, o.amount_minor, o.currency, o.expected_close, o.pain, "
        "o.source, o.bant, o.probability FROM opportunity AS o JOIN account AS a ON a.id = o.account_id "
        "JOIN contact AS c ON c.id = o.contact_id JOIN stage AS s ON s.id = o.stage_id WHERE o.id = ?",
        card,
    ) == [
        (
            "Cobalt Freight Systems",
            "Cobalt Freight Systems",
            "Raghavan",
            lead,
            "Qualification",
            4_800_000,
            "USD",
            "2026-12-18",
            "Cut dispatch time by a third",
            "webinar",
            "yyyy",
            10,
        )
    ]
    assert rows(desk, "SELECT name_key, domain, employees FROM account") == [
        ("cobalt freight systems", "cobaltfreight.example", 420)
    ]


def test_what_the_rep_says_goes_before_the_evidence(desk: Desk) -> None:
    lead = ready(desk)
    card = promote(
        desk,
        lead,
        name="Cobalt – dispatch",
        amount_minor=5_000_000,
        currency="EUR",
        expected_close=date(2027, 1, 15),
        stage=2,
    )
    query = "SELECT name, amount_minor, currency, expected_close, stage_id FROM opportunity WHERE id = ?"
    assert rows(desk, query, card) == [("Cobalt – dispatch", 5_000_000, "EUR", "2027-01-15", 2)]


def test_the_lead_becomes_an_opportunity_by_way_of_sql(desk: Desk) -> None:
    lead = ready(desk)
    card = promote(desk, lead)
    query = "SELECT from_stage, to_stage, reason, is_override FROM lifecycle_history WHERE lead_id = ? ORDER BY id"
    assert rows(desk, query, lead) == [("new", "sql", CONFIRMED, 0), ("sql", "opportunity", "", 0)]
    query = "SELECT lifecycle, opportunity_id, account_id IS NULL, contact_id IS NULL FROM lead WHERE id = ?"
    assert rows(desk, query, lead) == [("opportunity", card, 0, 0)]


def test_activities_tasks_answers_and_tags_are_reached_from_both_sides(desk: Desk) -> None:
    lead = ready(desk, tags=["Freight", "Hot"])
    desk.run(LogActivity("call", lead=lead, outcome="connected", next_step=PlannedStep("call", "Demo", SOON)))
    card = promote(
        desk,
        lead,
        next_step=PlannedStep("meeting", "Kick-off", SOON, datetime(2026, 11, 12, 9, tzinfo=UTC)),
        tasks=(PlannedStep("task", "Ask for a work email", SOON),),
        note="Start from the dispatch sheets",
    )
    query = (
        "SELECT kind, lead_id, opportunity_id, account_id IS NULL, contact_id IS NULL FROM activity ORDER BY kind, id"
    )
    linked = (lead, card, 0, 0)
    assert rows(desk, query) == [
        ("call", *linked),
        ("call", *linked),
        ("meeting", *linked),
        ("note", *linked),
        ("task", *linked),
    ]
    assert rows(desk, "SELECT DISTINCT lead_id, opportunity_id FROM answer") == [(lead, card)]
    assert value(desk, "SELECT count(*) FROM tagging WHERE opportunity_id = ?", card) == 2
    assert value(desk, "SELECT count(*) FROM tagging WHERE lead_id = ?", lead) == 2
    assert value(desk, "SELECT touched_at FROM opportunity") == value(desk, "SELECT min(at) FROM activity")


def test_who_decides_takes_a_seat_as_a_new_contact(desk: Desk) -> None:
    lead = ready(desk)
    card = promote(desk, lead)
    query = (
        "SELECT c.first_name, c.last_name, c.title, c.account_id, m.role FROM committee_member AS m "
        "JOIN contact AS c ON c.id = m.contact_id WHERE m.opportunity_id = ?"
    )
    account = value(desk, "SELECT account_id FROM opportunity WHERE id = ?", card)
    assert rows(desk, query, card) == [("Daniel", "Osei", "CFO", account, "decides")]


def test_a_lead_who_decides_takes_the_seat(desk: Desk) -> None:
    lead = ready(desk)
    confirm(desk, lead, Evidence("authority", "confirmed", "priya  RAGHAVAN"))
    card = promote(desk, lead)
    assert value(desk, "SELECT count(*) FROM contact") == 1
    query = "SELECT m.contact_id = o.contact_id FROM committee_member AS m JOIN opportunity AS o ON o.id = ?"
    assert value(desk, query, card) == 1


def test_who_decides_is_known_even_where_authority_failed(desk: Desk) -> None:
    lead = ready(desk)
    confirm(desk, lead, Evidence("authority", "failed", note="Signs only up to $10,000"))
    promote(desk, lead, override_reason="Daniel joins the next call")
    assert rows(desk, "SELECT role FROM committee_member") == [("decides",)]


def test_the_gate_names_what_is_missing(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET, NEED, Evidence("authority", "failed"))
    said = refuse(desk, PromoteLead(lead), NotQualified)
    assert "Authority failed and Timeline is unknown" in said


def test_aged_evidence_does_not_open_the_gate(desk: Desk, clock: MovingClock) -> None:
    lead = ready(desk)
    clock.skip(121)
    said = refuse(desk, PromoteLead(lead), NotQualified)
    assert "Budget is too old to count" in said


def test_an_override_is_kept_with_its_reason(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET, AUTHORITY, NEED)
    promote(desk, lead, override_reason="They start in January")
    query = "SELECT to_stage, reason, is_override FROM lifecycle_history ORDER BY id"
    assert rows(desk, query) == [("sql", CONFIRMED, 0), ("opportunity", "They start in January", 1)]
    query = "SELECT subject, notes FROM activity WHERE kind = 'note'"
    assert rows(desk, query) == [("Promoted without Timeline", "They start in January")]


def test_a_reason_that_was_not_needed_is_no_override(desk: Desk) -> None:
    lead = ready(desk)
    promote(desk, lead, override_reason="Just in case")
    assert value(desk, "SELECT max(is_override) FROM lifecycle_history") == 0
    assert value(desk, "SELECT count(*) FROM activity") == 0


def test_a_lead_is_promoted_once(desk: Desk) -> None:
    lead = ready(desk)
    promote(desk, lead, name="Cobalt – dispatch")
    assert "Cobalt – dispatch" in refuse(desk, PromoteLead(lead))


def test_an_unqualified_lead_is_reopened_first(desk: Desk) -> None:
    lead = ready(desk)
    desk.run(DisqualifyLead(lead, "No need"))
    refuse(desk, PromoteLead(lead))
    desk.run(ReopenLead(lead))
    promote(desk, lead)


def test_a_lead_in_nurture_can_be_promoted(desk: Desk) -> None:
    lead = ready(desk)
    desk.run(NurtureLead(lead, SOON, "Later"))
    promote(desk, lead)
    assert rows(desk, "SELECT lifecycle, wake_on, closed_reason FROM lead") == [("opportunity", None, "")]


@pytest.mark.parametrize(
    ("choices", "kind"),
    [
        ({"stage": 5}, StageClosed),
        ({"stage": 99}, NotFound),
        ({"amount_minor": -1}, BadValue),
        ({"account": AccountChoice(link=99)}, NotFound),
        ({"contact": ContactChoice(link=99)}, NotFound),
        ({"account": AccountChoice(take=("shoe_size",))}, SalesDeskError),
        ({"attach_to": 99}, NotFound),
        ({"tasks": (PlannedStep("fax", "Send it", SOON),)}, BadValue),
        ({"note": "x" * 5001}, BadValue),
        ({"name": "x" * 400}, BadValue),
    ],
)
def test_a_failure_at_any_step_leaves_nothing_behind(
    desk: Desk, choices: dict[str, Any], kind: type[SalesDeskError]
) -> None:
    lead = ready(desk)
    add_known_account(desk)
    if "account" in choices and choices["account"].take:
        choices["account"] = AccountChoice(1, choices["account"].take)
    refuse(desk, PromoteLead(lead, **choices), kind)


def test_undo_gives_back_the_same_rows_and_redo_the_promotion(desk: Desk) -> None:
    add_known_account(desk)
    lead = ready(desk, tags=["Freight"], phone="+31 10 555 0142", website="zinc.example")
    desk.run(LogActivity("call", lead=lead, next_step=PlannedStep("call", "Again", SOON)))
    before = all_rows(desk.path)
    promote(desk, lead, override_reason="x", note="y", tasks=(PlannedStep("task", "Ask", SOON),))
    after = all_rows(desk.path)
    desk.undo()
    assert all_rows(desk.path) == before
    desk.redo()
    assert all_rows(desk.path) == after
    assert desk.read(soundness.problems) == []


def add_known_account(desk: Desk) -> int:
    """Leave one account on file, made by another promotion; return its id."""
    other = add_lead(desk, first_name="Joel", last_name="Ferreira", company="Zinc Works", website="zinc.example")
    confirm(desk, other, Evidence("authority", "confirmed", "Joel Ferreira"))
    card = promote(desk, other, override_reason="A customer of old")
    account: int = value(desk, "SELECT account_id FROM opportunity WHERE id = ?", card)
    return account


def test_the_surest_match_is_linked_and_its_gaps_are_filled(desk: Desk) -> None:
    account = add_known_account(desk)
    desk.run(SetAccount(account, {"city": "Delft"}))
    lead = ready(desk, company="Zinc Works B.V.", website="www.zinc.example", city="Leiden", employees=80)
    promote(desk, lead)
    query = "SELECT id, name, city, employees FROM account"
    assert rows(desk, query) == [(account, "Zinc Works", "Delft", 80)]


def test_a_merely_possible_match_is_not_linked_unasked(desk: Desk) -> None:
    add_known_account(desk)
    lead = ready(desk, company="Zink Works")
    promote(desk, lead)
    assert value(desk, "SELECT count(*) FROM account") == 2


def test_a_new_account_is_made_where_the_rep_wants_one(desk: Desk) -> None:
    add_known_account(desk)
    lead = ready(desk, company="Zinc Works")
    promote(desk, lead, account=AccountChoice(), contact=ContactChoice())
    assert value(desk, "SELECT count(*) FROM account WHERE name = 'Zinc Works'") == 2


def test_named_fields_are_taken_over(desk: Desk) -> None:
    account = add_known_account(desk)
    joel = value(desk, "SELECT id FROM contact WHERE last_name = 'Ferreira'")
    desk.run(SetAccount(account, {"phone": "+31 1", "employees": 380}))
    desk.run(SetContact(joel, {"title": "Planner", "phone": "+31 2"}))
    lead = ready(desk, company="Zinc Works B.V.", employees=420, phone="+31 3", title="Director")
    promote(
        desk,
        lead,
        account=AccountChoice(account, ("name", "employees")),
        contact=ContactChoice(joel, ("first_name", "last_name", "title")),
    )
    query = "SELECT name, employees, phone FROM account WHERE id = ?"
    assert rows(desk, query, account) == [("Zinc Works B.V.", 420, "+31 1")]
    query = "SELECT first_name, name_key, title, phone FROM contact WHERE id = ?"
    assert rows(desk, query, joel) == [("Priya", "priya raghavan", "Director", "+31 2")]


def test_a_known_contact_is_linked_by_its_address(desk: Desk) -> None:
    account = add_known_account(desk)
    joel = value(desk, "SELECT id FROM contact WHERE last_name = 'Ferreira'")
    desk.run(SetContact(joel, {"email": "joel@zinc.example"}))
    lead = ready(desk, first_name="J.", last_name="Ferreira", company="Zinc", email="JOEL@zinc.example")
    card = promote(desk, lead)
    query = "SELECT account_id, contact_id FROM opportunity WHERE id = ?"
    assert rows(desk, query, card) == [(account, joel)]


def test_a_lead_can_join_an_open_opportunity(desk: Desk) -> None:
    account = add_known_account(desk)
    card = value(desk, "SELECT id FROM opportunity")
    amount = value(desk, "SELECT amount_minor FROM opportunity")
    lead = ready(desk, company="Zinc Works")
    assert promote(desk, lead, attach_to=card) == card
    query = "SELECT account_id, amount_minor, pain, expected_close, bant FROM opportunity"
    assert rows(desk, query) == [(account, amount, "Cut dispatch time by a third", "2026-12-18", "yyyy")]
    assert value(desk, "SELECT opportunity_id FROM lead WHERE id = ?", lead) == card
    query = (
        "SELECT c.last_name, m.role FROM committee_member AS m JOIN contact AS c ON c.id = m.contact_id "
        "WHERE m.opportunity_id = ? ORDER BY m.id"
    )
    assert rows(desk, query, card) == [("Ferreira", "decides"), ("Raghavan", "influences"), ("Osei", "decides")]
    assert desk.read(soundness.problems) == []


def test_joining_lets_the_newest_answer_count_and_keeps_the_other(desk: Desk) -> None:
    add_known_account(desk)
    card = value(desk, "SELECT id FROM opportunity")
    lead = ready(desk, company="Zinc Works")
    desk.run(RecordEvidence((Evidence("budget", "unknown"),), lead=lead))
    desk.run(RecordEvidence((Evidence("budget", "confirmed", "70000 USD"),), opportunity=card))
    promote(desk, lead, attach_to=card, override_reason="Known")
    known = {one.code: one.primary for one in desk.read(evidence.of_opportunity, card, desk.now())}
    assert known["authority"].value == "Daniel Osei, CFO"
    assert (known["budget"].state, known["budget"].value) == ("confirmed", "70000.00 USD")
    query = "SELECT a.value FROM answer AS a WHERE a.opportunity_id = ? AND a.criterion_id = 4 ORDER BY a.id"
    assert rows(desk, query, card) == [("Joel Ferreira",), ("Daniel Osei, CFO",)]


def test_nothing_joins_a_closed_opportunity(desk: Desk) -> None:
    card = desk.run(AddOpportunity({"name": "Old"})).new_id
    assert card is not None
    desk.run(LoseOpportunity(card, "No budget"))
    refuse(desk, PromoteLead(ready(desk), attach_to=card), StageClosed)


def test_a_lead_of_a_company_alone_makes_no_contact(desk: Desk) -> None:
    lead = ready(desk, first_name="", last_name="")
    confirm(desk, lead, Evidence("authority", "confirmed", ""))
    card = promote(desk, lead)
    assert rows(desk, "SELECT contact_id FROM opportunity WHERE id = ?", card) == [(None,)]
    assert value(desk, "SELECT count(*) FROM contact") == 0


def test_a_lead_without_a_company_makes_an_account_of_its_name(desk: Desk) -> None:
    promote(desk, ready(desk, company=""))
    assert rows(desk, "SELECT name FROM account") == [("Priya Raghavan",)]
