"""What happened counts for the lead and the opportunity, what is to come does not until it is done."""

from datetime import date, timedelta
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.services.commands import (
    AddOpportunity,
    Command,
    CompleteActivity,
    DeleteActivity,
    LogActivity,
    PlanActivity,
    PlannedStep,
    RescheduleActivity,
)
from salesdesk.services.desk import Desk
from salesdesk.store.types import instant_text
from tests.qualifying import START, MovingClock, add_lead
from tests.rows import all_rows

TOMORROW = date(2026, 11, 10)


def one(desk: Desk, query: str, *values: object) -> Any:
    return desk.read(lambda connection: tuple(connection.exec_driver_sql(query, values).one()))


def lead_times(desk: Desk, lead: int) -> tuple[Any, ...]:
    found: tuple[Any, ...] = one(desk, "SELECT first_reply_at, last_activity_at FROM lead WHERE id = ?", lead)
    return found


def add_opportunity(desk: Desk) -> int:
    new_id = desk.run(AddOpportunity({"name": "Cobalt – planning"})).new_id
    assert new_id is not None
    return new_id


def touched(desk: Desk, opportunity: int) -> Any:
    return one(desk, "SELECT touched_at FROM opportunity WHERE id = ?", opportunity)[0]


def log(desk: Desk, kind: str, **values: Any) -> int:
    new_id = desk.run(LogActivity(kind, **values)).new_id
    assert new_id is not None
    return new_id


def plan(desk: Desk, kind: str = "task", **values: Any) -> int:
    new_id = desk.run(PlanActivity(PlannedStep(kind, "Send numbers", TOMORROW), **values)).new_id
    assert new_id is not None
    return new_id


def test_the_first_outbound_activity_is_the_first_reply(desk: Desk) -> None:
    lead = add_lead(desk)
    log(desk, "email", lead=lead, direction="inbound", at=START)
    log(desk, "call", lead=lead, at=START + timedelta(minutes=6))
    log(desk, "email", lead=lead, at=START + timedelta(hours=2))
    assert lead_times(desk, lead) == (
        instant_text(START + timedelta(minutes=6)),
        instant_text(START + timedelta(hours=2)),
    )


def test_an_activity_entered_late_can_be_the_first_reply(desk: Desk) -> None:
    lead = add_lead(desk)
    log(desk, "call", lead=lead, at=START)
    log(desk, "call", lead=lead, at=START - timedelta(days=1))
    assert lead_times(desk, lead) == (instant_text(START - timedelta(days=1)), instant_text(START))


def test_deleting_an_activity_takes_back_what_it_meant(desk: Desk) -> None:
    lead = add_lead(desk)
    before = one(desk, "SELECT score, first_reply_at, last_activity_at FROM lead WHERE id = ?", lead)
    call = log(desk, "call", lead=lead, outcome="connected")
    assert one(desk, "SELECT score FROM lead WHERE id = ?", lead) == (16,)
    desk.run(DeleteActivity(call))
    assert one(desk, "SELECT score, first_reply_at, last_activity_at FROM lead WHERE id = ?", lead) == before


def test_a_planned_activity_counts_when_it_is_done(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    call = plan(desk, "call", lead=lead)
    assert lead_times(desk, lead) == (None, None)
    clock.skip(1)
    desk.run(CompleteActivity(call))
    at, done_at = one(desk, "SELECT at, done_at FROM activity WHERE id = ?", call)
    assert at == done_at
    assert lead_times(desk, lead) == (at, at)
    assert one(desk, "SELECT lifecycle FROM lead WHERE id = ?", lead) == ("working",)


def test_taking_a_tick_back_plans_it_again(desk: Desk) -> None:
    lead = add_lead(desk)
    call = plan(desk, "call", lead=lead)
    planned = one(desk, "SELECT at, done_at FROM activity WHERE id = ?", call)
    desk.run(CompleteActivity(call))
    desk.run(CompleteActivity(call, is_done=False))
    assert one(desk, "SELECT at, done_at FROM activity WHERE id = ?", call) == planned
    assert lead_times(desk, lead) == (None, None)


def test_only_what_was_planned_is_ticked_off_and_only_once(desk: Desk) -> None:
    lead = add_lead(desk)
    logged, planned = log(desk, "call", lead=lead), plan(desk, lead=lead)
    desk.run(CompleteActivity(planned))
    refuse(desk, CompleteActivity(logged))
    refuse(desk, CompleteActivity(planned))


def test_a_call_can_be_logged_with_its_next_step(desk: Desk) -> None:
    lead = add_lead(desk)
    log(desk, "call", lead=lead, next_step=PlannedStep("meeting", "Demo", TOMORROW))
    query = "SELECT kind, due_on, done_at FROM activity WHERE lead_id = ? ORDER BY id DESC LIMIT 1"
    assert one(desk, query, lead) == ("meeting", "2026-11-10", None)
    desk.undo()
    assert one(desk, "SELECT count(*) FROM activity") == (0,)


@pytest.mark.parametrize(
    ("kind", "values", "is_touch"),
    [
        ("call", {"outcome": "connected"}, True),
        ("call", {"outcome": "no answer"}, False),
        ("email", {"direction": "inbound"}, True),
        ("email", {}, False),
        ("meeting", {}, True),
        ("meeting", {"outcome": "no show"}, False),
        ("demo", {"outcome": "held"}, True),
        ("note", {}, False),
        ("document", {}, False),
    ],
)
def test_only_two_way_activities_touch_an_opportunity(
    desk: Desk, kind: str, values: dict[str, Any], is_touch: bool
) -> None:
    opportunity = add_opportunity(desk)
    log(desk, kind, opportunity=opportunity, at=START, **values)
    assert touched(desk, opportunity) == (instant_text(START) if is_touch else None)


def test_a_finished_task_touches_an_opportunity_until_it_is_deleted(desk: Desk) -> None:
    opportunity = add_opportunity(desk)
    log(desk, "meeting", opportunity=opportunity, at=START)
    task = plan(desk, opportunity=opportunity)
    desk.run(CompleteActivity(task))
    assert touched(desk, opportunity) > instant_text(START)
    desk.run(DeleteActivity(task))
    assert touched(desk, opportunity) == instant_text(START)


def test_an_older_touch_does_not_hide_a_later_one(desk: Desk) -> None:
    opportunity = add_opportunity(desk)
    log(desk, "meeting", opportunity=opportunity, at=START)
    log(desk, "meeting", opportunity=opportunity, at=START - timedelta(days=3))
    assert touched(desk, opportunity) == instant_text(START)


def test_a_note_without_records_and_unknown_records_are_refused(desk: Desk) -> None:
    refuse(desk, LogActivity("note", notes="Nobody"))
    for command in (
        LogActivity("note", lead=9),
        LogActivity("note", opportunity=9),
        LogActivity("note", account=9),
        LogActivity("note", contact=9),
    ):
        refuse(desk, command, NotFound)
    refuse(desk, CompleteActivity(9), NotFound)
    refuse(desk, DeleteActivity(9), NotFound)


def test_values_that_do_not_fit_are_refused_by_name(desk: Desk) -> None:
    lead = add_lead(desk)
    assert "fax" in refuse(desk, LogActivity("fax", lead=lead), BadValue)
    assert "notes" in refuse(desk, LogActivity("note", lead=lead, notes="x" * 5001), BadValue)
    assert "duration" in refuse(desk, LogActivity("call", lead=lead, duration_min=-1), BadValue)


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError] = SalesDeskError) -> str:
    """Run a command that must be refused and leave every row as it was; return the sentence."""
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


def test_a_planned_activity_moves_to_another_day_and_time_in_one_step(desk: Desk) -> None:
    task = plan(desk, lead=add_lead(desk))
    later = TOMORROW + timedelta(days=7)
    done = desk.run(RescheduleActivity(task, later, START + timedelta(days=8)))
    due = "SELECT due_on, due_at FROM activity WHERE id = ?"
    assert one(desk, due, task) == (later.isoformat(), instant_text(START + timedelta(days=8)))
    assert done.label == "Reschedule “Send numbers”"
    desk.undo()
    assert one(desk, due, task) == (TOMORROW.isoformat(), None)


def test_only_what_is_planned_and_not_done_can_be_rescheduled(desk: Desk) -> None:
    lead = add_lead(desk)
    refuse(desk, RescheduleActivity(log(desk, "call", lead=lead), TOMORROW))
    task = plan(desk, lead=lead)
    desk.run(CompleteActivity(task))
    refuse(desk, RescheduleActivity(task, TOMORROW))
