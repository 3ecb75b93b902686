"""The timeline tells what happened once each, newest first, page by page, with what came of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from salesdesk.queries import timeline
from salesdesk.queries.timeline import (
    ActivityEntry,
    ChangeEntry,
    Entry,
    EvidenceEntry,
    LifecycleEntry,
    OriginEntry,
    StageEntry,
)
from salesdesk.services.commands import (
    AddOpportunity,
    CompleteActivity,
    DeleteActivity,
    Evidence,
    LogActivity,
    MoveOpportunities,
    PlanActivity,
    PlannedStep,
    PromoteLead,
    SetLead,
    SetLifecycle,
    SetOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import BUDGET, NEED, MovingClock, add_lead, confirm

Counter = Callable[[], AbstractContextManager[list[str]]]


def of_lead(desk: Desk, lead: int) -> tuple[Entry, ...]:
    return desk.read(timeline.timeline, "lead", lead).entries


def of_opportunity(desk: Desk, opportunity: int) -> tuple[Entry, ...]:
    return desk.read(timeline.timeline, "opportunity", opportunity).entries


def log(desk: Desk, kind: str, **values: object) -> int:
    new_id = desk.run(LogActivity(kind, **values)).new_id  # type: ignore[arg-type]
    assert new_id is not None
    return new_id


def add_opportunity(desk: Desk, **fields: object) -> int:
    new_id = desk.run(AddOpportunity({"name": "Vantage – 14 practices", "amount_minor": 6_400_000} | fields)).new_id
    assert new_id is not None
    return new_id


def test_a_lead_tells_activities_lifecycle_and_how_it_came_newest_first(desk: Desk) -> None:
    lead = add_lead(desk)
    log(desk, "call", lead=lead, outcome="no answer", notes="Voicemail left.")
    desk.run(SetLifecycle(lead, "mql"))
    entries = of_lead(desk, lead)
    assert [type(entry) for entry in entries] == [LifecycleEntry, ActivityEntry, LifecycleEntry, OriginEntry]
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    call = entries[1]
    assert isinstance(call, ActivityEntry)
    assert (call.kind, call.outcome, call.notes) == ("call", "no answer", "Voicemail left.")


def test_what_is_planned_is_no_past_until_it_is_done(desk: Desk) -> None:
    lead = add_lead(desk)
    step = PlannedStep("task", "Send numbers", date(2026, 11, 12))
    task = desk.run(PlanActivity(step, lead=lead)).new_id
    assert task is not None
    assert not [entry for entry in of_lead(desk, lead) if isinstance(entry, ActivityEntry)]
    assert [one.subject for one in desk.read(timeline.planned, "lead", lead)] == ["Send numbers"]
    desk.run(CompleteActivity(task))
    assert [entry.subject for entry in of_lead(desk, lead) if isinstance(entry, ActivityEntry)] == ["Send numbers"]
    assert desk.read(timeline.planned, "lead", lead) == []


def test_a_deleted_activity_is_gone_from_the_timeline(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(DeleteActivity(log(desk, "note", lead=lead, notes="x")))
    assert not [entry for entry in of_lead(desk, lead) if isinstance(entry, ActivityEntry)]


def test_evidence_marks_the_activity_it_came_from_and_stands_alone_without_one(desk: Desk) -> None:
    lead = add_lead(desk)
    call = log(desk, "call", lead=lead, outcome="connected")
    confirm(desk, lead, Evidence("budget", "confirmed", "48000", activity=call))
    confirm(desk, lead, NEED)
    entries = of_lead(desk, lead)
    marked = next(entry for entry in entries if isinstance(entry, ActivityEntry))
    assert [(mark.dimension, mark.state) for mark in marked.marks] == [("Budget", "confirmed")]
    assert [(one.dimension, one.state) for one in entries if isinstance(one, EvidenceEntry)] == [("Need", "confirmed")]


def test_an_answer_set_back_to_unknown_is_not_told(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET)
    confirm(desk, lead, Evidence("budget", "unknown"))
    assert not [entry for entry in of_lead(desk, lead) if isinstance(entry, EvidenceEntry)]


def test_a_changed_amount_belongs_to_what_was_logged_just_before_it(desk: Desk, clock: MovingClock) -> None:
    card = add_opportunity(desk)
    log(desk, "meeting", opportunity=card, outcome="held")
    desk.run(SetOpportunity(card, {"amount_minor": 6_720_000}))
    clock.skip(1)
    desk.run(SetOpportunity(card, {"expected_close": date(2026, 11, 20)}))
    change, meeting, _ = of_opportunity(desk, card)
    assert isinstance(meeting, ActivityEntry)
    assert isinstance(change, ChangeEntry)
    told = [(one.field, one.before, one.after, one.currency) for one in meeting.changes]
    assert told == [("amount_minor", 6_400_000, 6_720_000, "USD")]
    assert [(one.field, one.before, one.after) for one in change.changes] == [("expected_close", None, "2026-11-20")]


def test_a_change_that_was_undone_is_not_told(desk: Desk) -> None:
    card = add_opportunity(desk)
    desk.run(SetOpportunity(card, {"amount_minor": 1}))
    desk.undo()
    assert [type(entry) for entry in of_opportunity(desk, card)] == [StageEntry]


def test_the_chance_that_a_move_brings_is_not_told_beside_the_move(desk: Desk) -> None:
    card = add_opportunity(desk)
    desk.run(MoveOpportunities((card,), 3))
    move, start = of_opportunity(desk, card)
    assert isinstance(move, StageEntry)
    assert isinstance(start, StageEntry)
    assert (move.from_name, move.to_name) == ("Qualification", "Proposal")
    assert (start.from_name, start.to_name) == ("", "Qualification")


def test_after_a_promotion_both_sides_tell_the_same_activities(desk: Desk) -> None:
    lead = add_lead(desk)
    log(desk, "call", lead=lead, outcome="connected", notes="before")
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    log(desk, "note", opportunity=card, notes="after")
    for entries in (of_lead(desk, lead), of_opportunity(desk, card)):
        notes = [entry.notes for entry in entries if isinstance(entry, ActivityEntry)]
        assert notes == ["after", "before"]


def test_an_answer_to_our_mail_says_after_how_long(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    sent = log(desk, "email", lead=lead, outcome="sent")
    clock.skip(1)
    answer = log(desk, "email", lead=lead, direction="inbound", outcome="replied")
    found = {entry.id: entry for entry in of_lead(desk, lead) if isinstance(entry, ActivityEntry)}
    assert found[sent].answered_after is None
    waited = found[answer].answered_after
    assert waited is not None
    assert timedelta(days=1) <= waited < timedelta(days=1, minutes=10)


def test_kinds_narrow_the_timeline_to_activities_of_these_kinds(desk: Desk) -> None:
    lead = add_lead(desk)
    log(desk, "call", lead=lead)
    log(desk, "note", lead=lead, notes="n")
    page = desk.read(timeline.timeline, "lead", lead, kinds=("note",))
    assert [entry.kind for entry in page.entries if isinstance(entry, ActivityEntry)] == ["note"]
    assert len(page.entries) == 1


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_together_are_the_whole_timeline_without_gaps_or_repeats(desk: Desk, limit: int) -> None:
    lead = add_lead(desk)
    moment = desk.now()
    for number in range(6):
        log(desk, "note", lead=lead, notes=str(number), at=moment)
    desk.run(SetLead(lead, {"title": "Director"}))
    whole = of_lead(desk, lead)
    found: list[Entry] = []
    page = desk.read(timeline.timeline, "lead", lead, limit=limit)
    while True:
        found.extend(page.entries)
        if page.next_cursor is None:
            break
        page = desk.read(timeline.timeline, "lead", lead, before=page.next_cursor, limit=limit)
    assert found == list(whole)
    assert len(whole) == 7


def test_a_page_asks_few_statements_however_long_it_is(desk: Desk, count_queries: Counter) -> None:
    lead = add_lead(desk)
    for number in range(20):
        log(desk, "note", lead=lead, notes=str(number))
    with count_queries() as asked:
        desk.read(timeline.timeline, "lead", lead)
    assert len(asked) <= 7
