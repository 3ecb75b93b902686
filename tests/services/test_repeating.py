"""Tasks that come again, reminders that are snoozed, and hygiene that is ignored for a while."""

from datetime import date, datetime, timedelta

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.services.commands import (
    CompleteActivity,
    IgnoreHygiene,
    LogActivity,
    PlanActivity,
    PlannedStep,
    RescheduleActivity,
    SnoozeReminder,
)
from salesdesk.services.desk import Desk
from tests.pipelining import add_card, row
from tests.qualifying import START, add_lead
from tests.rows import all_rows

TODAY = START.date()


def plan(desk: Desk, recurrence: str = "", due_on: date = TODAY, due_at: datetime | None = None) -> int:
    step = PlannedStep("task", "Send the numbers", due_on, due_at, recurrence)
    new_id = desk.run(PlanActivity(step, lead=add_lead(desk), notes="By mail")).new_id
    assert new_id is not None
    return new_id


def planned(desk: Desk) -> list[tuple[int, str, str | None]]:
    query = "SELECT id, due_on, due_at FROM activity WHERE due_on IS NOT NULL AND done_at IS NULL ORDER BY id"
    return desk.read(lambda connection: [tuple(one) for one in connection.exec_driver_sql(query)])


def test_completing_a_task_plans_the_next_and_one_undo_takes_both_back(desk: Desk) -> None:
    task = plan(desk, "weekly", due_at=START.replace(hour=15))
    before = all_rows(desk.path)
    desk.run(CompleteActivity(task))
    ((following, due_on, due_at),) = planned(desk)
    assert following != task
    assert due_on == (TODAY + timedelta(weeks=1)).isoformat()
    assert due_at is not None
    assert datetime.fromisoformat(due_at) == START.replace(hour=15) + timedelta(weeks=1)
    kept = row(desk, "activity", following)
    assert (kept["subject"], kept["notes"], kept["recurrence"]) == ("Send the numbers", "By mail", "weekly")
    desk.undo()
    assert {name: rows for name, rows in all_rows(desk.path).items() if name != "sqlite_sequence"} == before
    desk.redo()
    assert planned(desk) == [(following, due_on, due_at)]


def test_a_task_that_comes_once_plans_nothing(desk: Desk) -> None:
    desk.run(CompleteActivity(plan(desk)))
    assert planned(desk) == []


def test_a_monthly_task_of_the_31st_comes_back_to_it_after_a_short_month(desk: Desk) -> None:
    desk.run(CompleteActivity(plan(desk, "monthly", date(2027, 1, 31))))
    ((second, due_on, _),) = planned(desk)
    assert due_on == "2027-02-28"
    desk.run(CompleteActivity(second))
    ((_, due_on, _),) = planned(desk)
    assert due_on == "2027-03-31"


def test_a_task_that_was_moved_repeats_from_where_it_was_moved_to(desk: Desk) -> None:
    task = plan(desk, "monthly", date(2027, 1, 31))
    desk.run(RescheduleActivity(task, date(2027, 2, 5)))
    desk.run(CompleteActivity(task))
    ((_, due_on, _),) = planned(desk)
    assert due_on == "2027-03-05"


def test_only_tasks_come_again_and_only_in_a_known_rhythm(desk: Desk) -> None:
    lead = add_lead(desk)
    for step in (PlannedStep("call", "", TODAY, None, "daily"), PlannedStep("task", "x", TODAY, None, "yearly")):
        with pytest.raises(BadValue):
            desk.run(PlanActivity(step, lead=lead))
    assert planned(desk) == []


def test_a_snoozed_reminder_keeps_the_day_and_goes_with_a_move(desk: Desk) -> None:
    task = plan(desk, due_at=START + timedelta(hours=2))
    until = START + timedelta(hours=3)
    desk.run(SnoozeReminder(task, until))
    assert datetime.fromisoformat(row(desk, "activity", task)["remind_at"]) == until
    assert row(desk, "activity", task)["due_on"] == TODAY.isoformat()
    desk.run(RescheduleActivity(task, TODAY + timedelta(days=1)))
    assert row(desk, "activity", task)["remind_at"] is None


def test_a_reminder_is_snoozed_to_a_moment_to_come_of_something_planned(desk: Desk) -> None:
    task = plan(desk)
    with pytest.raises(BadValue, match="a moment to come"):
        desk.run(SnoozeReminder(task, START - timedelta(hours=1)))
    with pytest.raises(NotFound):
        desk.run(SnoozeReminder(99, START + timedelta(hours=1)))
    note = desk.run(LogActivity("note", lead=add_lead(desk), notes="n")).new_id
    assert note is not None
    with pytest.raises(SalesDeskError, match="nothing to be reminded of"):
        desk.run(SnoozeReminder(note, START + timedelta(hours=1)))


def test_ignoring_lasts_a_week_and_again_moves_the_same_row(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(IgnoreHygiene("rotting", opportunity=card))
    assert row(desk, "hygiene_ignore", 1)["until"] == (TODAY + timedelta(days=7)).isoformat()
    later = TODAY + timedelta(days=20)
    desk.run(IgnoreHygiene("rotting", opportunity=card, until=later))
    assert len(all_rows(desk.path)["hygiene_ignore"]) == 1
    assert row(desk, "hygiene_ignore", 1)["until"] == later.isoformat()
    desk.undo()
    desk.undo()
    assert all_rows(desk.path)["hygiene_ignore"] == []


def test_what_is_ignored_must_fit_its_category(desk: Desk) -> None:
    card, lead = add_card(desk), add_lead(desk)
    refused: list[IgnoreHygiene] = [
        IgnoreHygiene("rotting", lead=lead),
        IgnoreHygiene("rotting"),
        IgnoreHygiene("untidy", opportunity=card),
        IgnoreHygiene("going_dark", opportunity=card, lead=lead),
        IgnoreHygiene("rotting", opportunity=card, until=TODAY),
    ]
    for command in refused:
        with pytest.raises(BadValue):
            desk.run(command)
    assert all_rows(desk.path)["hygiene_ignore"] == []


def test_what_was_planned_becomes_what_happened_and_the_timeline_has_it_once(desk: Desk) -> None:
    lead = add_lead(desk)
    planned_call = desk.run(PlanActivity(PlannedStep("call", "About the scope", TODAY), lead=lead)).new_id
    before = all_rows(desk.path)
    done = desk.run(LogActivity("call", lead=lead, outcome="connected", notes="They agree.", completes=planned_call))
    assert done.new_id == planned_call
    kept = row(desk, "activity", 1)
    assert (kept["subject"], kept["outcome"], kept["notes"]) == ("About the scope", "connected", "They agree.")
    assert kept["done_at"] is not None
    assert row(desk, "lead", lead)["first_reply_at"] is not None
    assert len(all_rows(desk.path)["activity"]) == 1
    with pytest.raises(SalesDeskError, match="is not planned"):
        desk.run(LogActivity("call", lead=lead, completes=planned_call))
    desk.undo()
    assert all_rows(desk.path) == before
