"""A promotion is taken back after other work too: the lead stands where it stood, with all that came since."""

from datetime import date
from typing import Any

import pytest

from salesdesk.domain.errors import NotFound, SalesDeskError, StageClosed
from salesdesk.queries import promotions, soundness
from salesdesk.services.commands import (
    AddOpportunity,
    ChangeSettings,
    DeleteLeads,
    Evidence,
    LogActivity,
    LoseOpportunity,
    MoveOpportunities,
    PlannedStep,
    PromoteLead,
    RecordEvidence,
    SetLifecycle,
    SetOpportunity,
    UnpromoteOpportunity,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import AUTHORITY, add_lead, confirm
from tests.rows import all_rows

SOON = date(2026, 11, 12)


def rows(desk: Desk, query: str, *values: object) -> list[tuple[Any, ...]]:
    return desk.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query, values)])


def value(desk: Desk, query: str, *values: object) -> Any:
    return rows(desk, query, *values)[0][0]


def promoted(desk: Desk, lead: int, **choices: Any) -> int:
    new_id = desk.run(PromoteLead(lead, **choices)).new_id
    assert new_id is not None
    return new_id


def ready(desk: Desk, **fields: object) -> int:
    lead = add_lead(desk, **fields)
    desk.run(LogActivity("call", lead=lead, outcome="connected", next_step=PlannedStep("call", "Again", SOON)))
    confirm(desk, lead)
    return lead


def test_the_lead_is_as_it_was_but_for_its_history(desk: Desk) -> None:
    lead = ready(desk, tags=["Freight"])
    before = all_rows(desk.path)
    desk.run(UnpromoteOpportunity(promoted(desk, lead)))
    after = all_rows(desk.path)
    for table in ("lead", "activity", "answer"):
        assert after[table] == before[table], table
    assert rows(desk, "SELECT DISTINCT deleted_at IS NULL FROM opportunity") == [(0,)]
    query = "SELECT from_stage, to_stage, reason FROM lifecycle_history ORDER BY id DESC LIMIT 1"
    assert rows(desk, query) == [("opportunity", "sql", "Promotion taken back")]
    assert desk.read(soundness.problems) == []


@pytest.mark.parametrize("stage", ["new", "working", "mql", "sql"])
def test_the_lead_returns_to_the_stage_it_had(desk: Desk, stage: str) -> None:
    lead = ready(desk)
    desk.run(SetLifecycle(lead, stage))
    desk.run(UnpromoteOpportunity(promoted(desk, lead)))
    assert value(desk, "SELECT lifecycle FROM lead") == stage


def test_account_and_contacts_that_nothing_else_uses_go_with_it(desk: Desk) -> None:
    desk.run(UnpromoteOpportunity(promoted(desk, ready(desk))))
    assert value(desk, "SELECT count(*) FROM account WHERE deleted_at IS NULL") == 0
    assert rows(desk, "SELECT count(*), sum(deleted_at IS NULL) FROM contact") == [(2, 0)]


def test_an_account_that_something_else_uses_stays(desk: Desk) -> None:
    card = promoted(desk, ready(desk))
    account = value(desk, "SELECT account_id FROM opportunity")
    desk.run(AddOpportunity({"name": "Second", "account_id": account}))
    desk.run(UnpromoteOpportunity(card))
    assert value(desk, "SELECT count(*) FROM account WHERE deleted_at IS NULL") == 1
    assert value(desk, "SELECT count(*) FROM contact WHERE deleted_at IS NULL") == 0


def test_an_account_that_was_there_before_stays(desk: Desk) -> None:
    first = promoted(desk, ready(desk))
    second = promoted(desk, ready(desk, first_name="Joel", last_name="Ferreira"))
    assert value(desk, "SELECT count(*) FROM account") == 1
    desk.run(UnpromoteOpportunity(second))
    assert value(desk, "SELECT count(*) FROM account WHERE deleted_at IS NULL") == 1
    assert rows(desk, "SELECT first_name FROM contact WHERE deleted_at IS NOT NULL") == [("Joel",)]
    desk.run(UnpromoteOpportunity(first))
    assert value(desk, "SELECT count(*) FROM account WHERE deleted_at IS NULL") == 0


def test_what_came_since_stays_with_the_lead(desk: Desk) -> None:
    lead = ready(desk)
    card = promoted(desk, lead)
    desk.run(MoveOpportunities((card,), 3))
    desk.run(SetOpportunity(card, {"amount_minor": 5_200_000, "expected_close": date(2027, 1, 15)}))
    meeting = desk.run(LogActivity("meeting", opportunity=card)).new_id
    desk.run(RecordEvidence((Evidence("go_live", "confirmed", "2027-02-15"),), opportunity=card))
    desk.run(UnpromoteOpportunity(card))
    query = "SELECT lead_id, opportunity_id, account_id, contact_id FROM activity WHERE id = ?"
    assert rows(desk, query, meeting) == [(lead, None, None, None)]
    assert rows(desk, "SELECT DISTINCT lead_id, opportunity_id FROM answer") == [(lead, None)]
    at = value(desk, "SELECT at FROM activity WHERE id = ?", meeting)
    assert value(desk, "SELECT last_activity_at FROM lead") == at


def test_the_rep_sees_first_what_has_changed_since_and_what_will_happen(desk: Desk) -> None:
    card = promoted(desk, ready(desk), name="Cobalt – dispatch")
    found = desk.read(promotions.before_taking_back, card, desk.now())
    assert (found.changes, found.added) == ((), ())
    desk.run(MoveOpportunities((card,), 2))
    desk.run(MoveOpportunities((card,), 3))
    desk.run(SetOpportunity(card, {"name": "Cobalt", "amount_minor": 5_200_000, "expected_close": date(2027, 1, 15)}))
    desk.run(SetOpportunity(card, {"pain": "Late trucks", "seats": 12}))
    desk.run(LogActivity("meeting", opportunity=card))
    desk.run(ChangeSettings({"region": "NL"}))
    desk.undo()
    found = desk.read(promotions.before_taking_back, card, desk.now())
    assert [(one.field, one.before, one.after) for one in found.changes] == [
        ("name", "Cobalt – dispatch", "Cobalt"),
        ("stage", "Qualification", "Proposal"),
        ("amount_minor", 4_800_000, 5_200_000),
        ("expected_close", "2026-12-18", "2027-01-15"),
        ("pain", "Cut dispatch time by a third", "Late trucks"),
        ("seats", None, 12),
    ]
    assert [(one.kind, one.fate) for one in found.added] == [("meeting", "lead")]
    assert found.will_happen == (
        "“Priya Raghavan” returns to SQL.",
        "The opportunity “Cobalt” goes to the trash.",
        "The account “Cobalt Freight Systems” goes to the trash, nothing else uses it.",
        "The contact “Daniel Osei” goes to the trash, nothing else uses it.",
        "The contact “Priya Raghavan” goes to the trash, nothing else uses it.",
    )


def test_a_change_that_was_undone_is_no_change_since(desk: Desk) -> None:
    card = promoted(desk, ready(desk))
    desk.run(SetOpportunity(card, {"amount_minor": 1}))
    desk.undo()
    assert desk.read(promotions.before_taking_back, card, desk.now()).changes == ()


def test_a_lead_can_be_promoted_again_and_taken_back_again(desk: Desk) -> None:
    lead = ready(desk)
    desk.run(UnpromoteOpportunity(promoted(desk, lead)))
    again = promoted(desk, lead)
    assert value(desk, "SELECT count(*) FROM account WHERE deleted_at IS NULL") == 1
    desk.run(UnpromoteOpportunity(again))
    assert value(desk, "SELECT lifecycle FROM lead") == "sql"


def test_a_lead_in_the_trash_comes_back(desk: Desk) -> None:
    lead = ready(desk)
    card = promoted(desk, lead)
    desk.run(DeleteLeads((lead,)))
    desk.run(UnpromoteOpportunity(card))
    assert rows(desk, "SELECT lifecycle, deleted_at FROM lead") == [("sql", None)]


def test_leads_that_joined_an_opportunity_leave_it_without_taking_it_along(desk: Desk) -> None:
    card = desk.run(AddOpportunity({"name": "Old acquaintance"})).new_id
    assert card is not None
    lead = ready(desk)
    promoted(desk, lead, attach_to=card)
    said = desk.read(promotions.before_taking_back, card, desk.now()).will_happen
    assert "The opportunity “Old acquaintance” stays, without the lead." in said
    desk.run(UnpromoteOpportunity(card))
    assert rows(desk, "SELECT bant, deleted_at FROM opportunity") == [("????", None)]
    assert rows(desk, "SELECT lifecycle, opportunity_id, bant FROM lead") == [("sql", None, "yyyy")]
    assert desk.read(soundness.problems) == []


def test_taking_a_promotion_back_is_itself_undone(desk: Desk) -> None:
    card = promoted(desk, ready(desk))
    desk.run(LogActivity("meeting", opportunity=card))
    before = all_rows(desk.path)
    desk.run(UnpromoteOpportunity(card))
    after = all_rows(desk.path)
    desk.undo()
    assert all_rows(desk.path) == before
    desk.redo()
    assert all_rows(desk.path) == after


def test_a_lost_opportunity_can_be_taken_back_and_a_won_one_not(desk: Desk) -> None:
    card = promoted(desk, ready(desk))
    desk.run(WinOpportunity(card))
    refuse(desk, card, StageClosed)
    desk.undo()
    desk.run(LoseOpportunity(card, "No budget"))
    desk.run(UnpromoteOpportunity(card))
    assert value(desk, "SELECT lifecycle FROM lead") == "sql"


def test_what_was_never_promoted_is_refused(desk: Desk) -> None:
    card = desk.run(AddOpportunity({"name": "Old acquaintance"})).new_id
    assert card is not None
    refuse(desk, card)
    refuse(desk, 99, NotFound)
    with pytest.raises(NotFound):
        desk.read(promotions.before_taking_back, 99, desk.now())


def test_answers_given_to_the_opportunity_alone_go_to_its_lead(desk: Desk) -> None:
    lead = add_lead(desk)
    card = promoted(desk, lead, override_reason="Known")
    desk.run(RecordEvidence((AUTHORITY,), opportunity=card))
    desk.run(UnpromoteOpportunity(card))
    assert value(desk, "SELECT bant FROM lead") == "?y??"


def refuse(desk: Desk, opportunity: int, kind: type[SalesDeskError] = SalesDeskError) -> None:
    """Ask to take back what must not be, and see every row as it was."""
    before = all_rows(desk.path)
    with pytest.raises(kind):
        desk.run(UnpromoteOpportunity(opportunity))
    assert all_rows(desk.path) == before
