"""What the wizard asks beside the evidence: sources of an answer, and how long wins take."""

from salesdesk.queries import qualifying
from salesdesk.services.commands import (
    AddOpportunity,
    DeleteActivity,
    LogActivity,
    PlanActivity,
    PlannedStep,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import MovingClock, add_lead


def win_after(desk: Desk, clock: MovingClock, days: int) -> None:
    made = desk.run(AddOpportunity({"name": "Deal"})).new_id
    assert made is not None
    clock.skip(days)
    desk.run(WinOpportunity(made))


def test_answers_come_from_what_happened_newest_first(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    first = desk.run(LogActivity("call", lead=lead, subject="Intro")).new_id
    clock.skip(1)
    second = desk.run(LogActivity("email", lead=lead)).new_id
    gone = desk.run(LogActivity("note", lead=lead, notes="x")).new_id
    assert gone is not None
    desk.run(DeleteActivity(gone))
    desk.run(PlanActivity(PlannedStep("call", "Later", desk.now().date()), lead=lead))
    found = desk.read(qualifying.sources_of, lead, desk.now())
    assert [source.id for source in found] == [second, first]
    assert (found[1].subject, found[0].day) == ("Intro", desk.now().date())


def test_wins_usually_take_their_median_and_five_of_them_are_needed(desk: Desk, clock: MovingClock) -> None:
    for days in (50, 58, 90, 58):
        win_after(desk, clock, days)
    assert desk.read(qualifying.usual_win_days) is None
    win_after(desk, clock, 10)
    assert desk.read(qualifying.usual_win_days) == 58
