"""The agenda, the clocks, the hygiene and the strip of Today, against plain Python over what the file holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Literal

import pytest

from salesdesk.domain.activities import NextStep, is_two_way, step_state
from salesdesk.domain.hygiene import DARK_LIFECYCLES
from salesdesk.domain.reply import reply_clock
from salesdesk.domain.stages import rotting
from salesdesk.queries import agenda, hygiene, hygiene_rows, replies, today
from salesdesk.services.commands import (
    AddLead,
    ChangeSettings,
    CompleteActivity,
    DeleteLeads,
    DeleteOpportunities,
    IgnoreHygiene,
    LogActivity,
    LoseOpportunity,
    NurtureLead,
    PlanActivity,
    PlannedStep,
    PromoteLead,
    ReaffirmEvidence,
    RememberNotDuplicates,
    ReopenLead,
    SetContact,
    SetOpportunity,
    SnoozeOpportunities,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.pipelining import NEGOTIATION, PROPOSAL, add_card
from tests.qualifying import START, MovingClock, add_lead, confirm

TODAY = START.date()
KINDS = ("call", "email", "meeting", "note", "task")
OUTCOMES = ("", "connected", "no answer", "Replied", "no show", "bounced")
Rows = list[dict[str, Any]]


def rows_of(desk: Desk, table: str) -> Rows:
    """Return every live row of a table, read with plain sqlite3."""
    connection = sqlite3.connect(desk.path)
    connection.row_factory = sqlite3.Row
    try:
        found = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
    finally:
        connection.close()
    return [row for row in found if row.get("deleted_at") is None]


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def random_desk(desk: Desk, clock: MovingClock, seed: int) -> None:
    """Fill a desk with what a rep could have done over ten weeks."""
    random = Random(seed)
    cards: list[int] = []
    leads: list[int] = []
    for _ in range(70):
        clock.skip(random.uniform(0, 2))
        now = desk.now()
        owner: dict[str, Any] = {}
        if cards and random.random() < 0.6:
            owner = {"opportunity": random.choice(cards)}
        elif leads:
            owner = {"lead": random.choice(leads)}
        draw = random.randrange(8)
        if draw == 0 or not cards:
            amount = random.randrange(1, 90) * 100_00
            close = now.date() + timedelta(days=random.randrange(-20, 40))
            currency = random.choice(["USD", "EUR"])
            fields: dict[str, object] = {"amount_minor": amount, "currency": currency, "expected_close": close}
            cards.append(add_card(desk, f"Card {len(cards)}", random.randrange(1, 5), **fields))
        elif draw == 1 or not leads:
            leads.append(add_lead(desk, last_name=f"Lead {len(leads)}", email=f"{random.randrange(6)}@cobalt.example"))
        elif draw in (2, 3, 4):
            direction: Literal["inbound", "outbound"] = random.choice(["inbound", "outbound"])
            desk.run(
                LogActivity(random.choice(KINDS[:4]), outcome=random.choice(OUTCOMES), direction=direction, **owner)
            )
        elif draw == 5:
            due = now.date() + timedelta(days=random.randrange(0, 20))
            at = now + timedelta(hours=3) if due == now.date() else None
            new_id = desk.run(PlanActivity(PlannedStep(random.choice(KINDS), "Do it", due, at), **owner)).new_id
            if random.random() < 0.4:
                assert new_id is not None
                desk.run(CompleteActivity(new_id))
        elif draw == 6:
            until = now.date() + timedelta(days=random.randrange(1, 30))
            desk.run(SnoozeOpportunities((random.choice(cards),), until))
        elif random.random() < 0.3 and len(cards) > 3:
            desk.run(DeleteOpportunities((cards.pop(),)))
        elif random.random() < 0.3 and len(leads) > 3:
            desk.run(DeleteLeads((leads.pop(),)))


@pytest.mark.parametrize("seed", range(4))
def test_the_hygiene_is_what_the_rules_say_of_every_record(desk: Desk, clock: MovingClock, seed: int) -> None:
    random_desk(desk, clock, seed)
    now = desk.now()
    found = {one.category: one for one in desk.read(hygiene.findings, now)}
    cards, activities = rows_of(desk, "opportunity"), rows_of(desk, "activity")
    stages = {row["id"]: row for row in rows_of(desk, "stage")}
    expected: dict[str, set[tuple[str, int]]] = {category: set() for category in found}
    for card in cards:
        stage = stages[card["stage_id"]]
        step = earliest([row for row in activities if row["opportunity_id"] == card["id"]])
        entered = instant(card["entered_stage_at"])
        assert entered is not None
        still = rotting(
            entered,
            instant(card["touched_at"]),
            stage["rot_limit_days"],
            has_planned_step=step_state(step, now) in ("today", "planned"),
            now=now,
            snoozed_until=date.fromisoformat(card["snoozed_until"]) if card["snoozed_until"] else None,
        )
        troubles = {
            "rotting": still.days_over > 0,
            "going_dark": is_dark([row for row in activities if row["opportunity_id"] == card["id"]], now),
            "no_next_step": step is None,
            "close_date_past": bool(card["expected_close"]) and card["expected_close"] < now.date().isoformat(),
            "bant_gaps": stage["probability"] >= 50 and card["bant"] != "yyyy",
        }
        for category, is_so in troubles.items():
            if is_so:
                expected[category].add(("opportunity", card["id"]))
    for lead in rows_of(desk, "lead"):
        own = [row for row in activities if row["lead_id"] == lead["id"]]
        if lead["lifecycle"] in DARK_LIFECYCLES and is_dark(own, now):
            expected["going_dark"].add(("lead", lead["id"]))
    by_email: dict[str, list[int]] = {}
    for lead in rows_of(desk, "lead"):
        by_email.setdefault(lead["email_key"], []).append(lead["id"])
    expected["duplicates"] = {("lead", max(ids)) for ids in by_email.values() if len(ids) > 1}
    assert {category: set(one.keys) for category, one in found.items()} == expected
    for one in found.values():
        assert len(set(one.keys)) == one.count
        sums: dict[str, int] = {}
        for card in cards:
            if ("opportunity", card["id"]) in one.keys:
                sums[card["currency"]] = sums.get(card["currency"], 0) + card["amount_minor"]
        assert {money.currency: money.amount_minor for money in one.amounts} == sums
        shown = desk.read(hygiene_rows.rows, one.category, one.keys, now)
        assert [row.key for row in shown] == list(one.keys)
    over = [row.days_over for row in desk.read(hygiene_rows.rows, "rotting", found["rotting"].keys, now)]
    assert over == sorted(over, reverse=True)
    assert all(over)


def earliest(activities: Rows) -> NextStep | None:
    """Return the next step among activities."""
    planned = [row for row in activities if row["due_on"] and row["done_at"] is None]
    if not planned:
        return None
    first = min(planned, key=lambda row: (row["due_on"], row["due_at"] is None, row["due_at"] or "", row["id"]))
    return NextStep(first["kind"], first["subject"], date.fromisoformat(first["due_on"]), instant(first["due_at"]))


def is_dark(activities: Rows, now: datetime) -> bool:
    """Tell whether someone answered once, and not for two weeks."""
    heard = [
        instant(row["at"])
        for row in activities
        if (row["due_on"] is None or row["done_at"]) and is_two_way(row["kind"], row["direction"], row["outcome"])
    ]
    days = [(now.date() - one.astimezone(now.tzinfo).date()).days for one in heard if one is not None]
    return bool(days) and min(days) >= 14


@pytest.mark.parametrize("seed", range(4))
def test_the_agenda_holds_each_planned_activity_once_under_its_heading(
    desk: Desk, clock: MovingClock, seed: int
) -> None:
    random_desk(desk, clock, seed)
    now = desk.now()
    found = desk.read(agenda.agenda, now)
    live = {("lead", row["id"]) for row in rows_of(desk, "lead")}
    live |= {("opportunity", row["id"]) for row in rows_of(desk, "opportunity")}
    expected: dict[date | None, list[tuple[object, ...]]] = {}
    for row in rows_of(desk, "activity"):
        is_alive = ("opportunity", row["opportunity_id"]) in live or ("lead", row["lead_id"]) in live
        if row["due_on"] is None or not is_alive:
            continue
        due, done = date.fromisoformat(row["due_on"]), instant(row["done_at"])
        if due > now.date() + timedelta(days=agenda.DAYS_AHEAD):
            continue
        if done is not None and done.astimezone(now.tzinfo).date() != now.date():
            continue
        step = NextStep(row["kind"], "", due, instant(row["due_at"]))
        is_late = due < now.date() or (done is None and step_state(step, now) == "overdue")
        place = (row["due_on"], row["due_at"] is None, row["due_at"] or "", row["id"])
        expected.setdefault(None if is_late else due, []).append(place)
    assert {section.day: list(section.ids) for section in found.sections} == {
        day: [place[-1] for place in sorted(places)] for day, places in expected.items()
    }
    assert desk.read(agenda.due_count, now) == found.due_count(now.date())


def test_what_was_ticked_off_stays_until_the_next_day(desk: Desk, clock: MovingClock) -> None:
    task = plan(desk, TODAY)
    desk.run(CompleteActivity(task))
    (section,) = desk.read(agenda.agenda, desk.now()).sections
    assert (section.day, section.ids, section.open_count) == (TODAY, (task,), 0)
    (row,) = desk.read(agenda.rows, section.ids)
    assert row.done_at is not None
    clock.skip(1)
    assert desk.read(agenda.agenda, desk.now()).sections == ()


def test_a_step_of_this_morning_is_overdue_after_a_quarter_of_an_hour(desk: Desk) -> None:
    at = START + timedelta(hours=1)
    task = plan(desk, TODAY, at)
    (section,) = desk.read(agenda.agenda, at + timedelta(minutes=15)).sections
    assert section.day == TODAY
    (section,) = desk.read(agenda.agenda, at + timedelta(minutes=15, seconds=1)).sections
    assert (section.day, section.ids) == (None, (task,))
    assert desk.read(agenda.next_at, START) == at
    assert desk.read(agenda.next_at, at + timedelta(minutes=1)) is None


def plan(desk: Desk, due_on: date, due_at: datetime | None = None, kind: str = "task") -> int:
    new_id = desk.run(PlanActivity(PlannedStep(kind, "Do it", due_on, due_at), lead=add_lead(desk))).new_id
    assert new_id is not None
    return new_id


def test_a_lead_is_back_on_its_wake_up_day_and_gone_once_it_is_reopened(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    desk.run(NurtureLead(lead, TODAY + timedelta(days=5), "No budget"))
    assert desk.read(agenda.agenda, desk.now()).awake_ids == ()
    clock.skip(5)
    found = desk.read(agenda.agenda, desk.now())
    assert found.awake_ids == (lead,)
    (row,) = desk.read(agenda.awake_rows, found.awake_ids)
    assert (row.name, row.reason, row.wake_on) == ("Priya Raghavan", "No budget", TODAY + timedelta(days=5))
    assert found.due_count(desk.now().date()) == desk.read(agenda.due_count, desk.now()) == 1
    desk.run(ReopenLead(lead))
    assert desk.read(agenda.agenda, desk.now()).awake_ids == ()


def test_those_who_wait_are_those_whose_clock_runs_the_most_urgent_first(desk: Desk, clock: MovingClock) -> None:
    random = Random(5)
    for number in range(40):
        clock.skip(random.uniform(0, 0.004))
        lead = add_lead(desk, last_name=f"Lead {number}", high_intent=random.random() < 0.5, source="webinar")
        if random.random() < 0.3:
            desk.run(LogActivity("call", lead=lead))
    now = desk.now()
    clocks = {}
    for row in rows_of(desk, "lead"):
        at, reply = instant(row["interest_at"]), instant(row["first_reply_at"])
        found = reply_clock(at, reply, row["lifecycle"], is_high_intent=bool(row["high_intent"]), now=now)
        if found is not None:
            clocks[row["id"]] = found.left
    waiting = desk.read(replies.waiting, now)
    assert waiting.count == len(clocks)
    lefts = [row.clock(now).left for row in waiting.rows]
    assert {row.lead_id: row.clock(now).left for row in waiting.rows} == clocks
    zero = timedelta()
    assert lefts == sorted(left for left in lefts if left >= zero) + sorted(
        (left for left in lefts if left < zero), reverse=True
    )
    assert [row.lead_id for row in desk.read(replies.waiting, now, 2).rows] == [row.lead_id for row in waiting.rows[:2]]


def test_ignored_is_left_out_of_its_category_alone_and_comes_back(desk: Desk, clock: MovingClock) -> None:
    card = add_card(desk, stage=PROPOSAL)
    assert categories(desk, card) == {"no_next_step", "bant_gaps"}
    desk.run(IgnoreHygiene("no_next_step", opportunity=card))
    assert categories(desk, card) == {"bant_gaps"}
    clock.skip(7)
    assert "no_next_step" in categories(desk, card)


def test_ignoring_a_lead_leaves_the_opportunity_of_the_same_number(desk: Desk, clock: MovingClock) -> None:
    card, lead = add_card(desk), add_lead(desk, lifecycle="working")
    assert card == lead
    desk.run(LogActivity("call", opportunity=card, outcome="connected"))
    desk.run(LogActivity("call", lead=lead, outcome="connected"))
    clock.skip(20)
    desk.run(IgnoreHygiene("going_dark", lead=lead))
    assert "going_dark" not in categories(desk, lead, "lead")
    assert "going_dark" in categories(desk, card)


def test_a_step_keeps_a_card_from_rotting_until_its_time_of_day_has_passed(desk: Desk, clock: MovingClock) -> None:
    card = add_card(desk)
    clock.skip(40)
    at = desk.now() + timedelta(hours=1)
    desk.run(PlanActivity(PlannedStep("call", "", at.date(), at), opportunity=card))
    assert "rotting" not in categories(desk, card)
    clock.skip(2 / 24)
    assert "rotting" in categories(desk, card)


def test_some_categories_can_be_asked_for_alone(desk: Desk, clock: MovingClock) -> None:
    random_desk(desk, clock, 2)
    whole = desk.read(hygiene.findings, desk.now())
    for one in whole:
        assert desk.read(hygiene.findings, desk.now(), (one.category,)) == [one]


def categories(desk: Desk, record: int, kind: str = "opportunity") -> set[str]:
    return {one.category for one in desk.read(hygiene.findings, desk.now()) if (kind, record) in one.keys}


def test_each_cause_that_goes_takes_its_row_with_it(desk: Desk, clock: MovingClock) -> None:
    card = add_card(desk, stage=NEGOTIATION, expected_close=TODAY + timedelta(days=3))
    desk.run(LogActivity("call", opportunity=card, outcome="connected"))
    clock.skip(30)
    whole = {"rotting", "going_dark", "no_next_step", "close_date_past", "bant_gaps"}
    assert categories(desk, card) == whole
    now = desk.now()
    step = PlannedStep("call", "", now.date() + timedelta(days=1))
    desk.run(PlanActivity(step, opportunity=card))
    assert categories(desk, card) == whole - {"rotting", "no_next_step"}
    desk.run(SetOpportunity(card, {"expected_close": now.date() + timedelta(days=9)}))
    desk.run(LogActivity("email", opportunity=card, direction="inbound"))
    assert categories(desk, card) == {"bant_gaps"}
    desk.run(LoseOpportunity(card, "No budget"))
    assert categories(desk, card) == set()


def test_the_days_until_someone_goes_dark_are_a_setting(desk: Desk, clock: MovingClock) -> None:
    card = add_card(desk)
    desk.run(LogActivity("call", opportunity=card, outcome="connected"))
    clock.skip(10)
    assert "going_dark" not in categories(desk, card)
    desk.run(ChangeSettings({"dark_days": "10"}))
    assert "going_dark" in categories(desk, card)


def test_evidence_that_is_too_old_is_named_until_it_is_reaffirmed(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    desk.run(LogActivity("call", lead=lead))
    clock.skip(121)
    assert "aged_evidence" in categories(desk, lead, "lead")
    (row,) = desk.read(hygiene_rows.rows, "aged_evidence", [("lead", lead)], desk.now())
    assert {code for code, _, _ in row.aged} == {"budget", "authority", "need", "timeline"}
    for code, _, days in row.aged:
        assert days == 121
        desk.run(ReaffirmEvidence(code, lead=lead))
    assert categories(desk, lead, "lead") & {"aged_evidence"} == set()


def test_a_contact_is_asked_about_after_a_year_until_it_is_verified(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk, email="priya@cobalt.example")
    desk.run(PromoteLead(lead, override_reason="They signed"))
    (contact,) = [row["id"] for row in rows_of(desk, "contact")]
    clock.skip(364)
    assert categories(desk, contact, "contact") == set()
    clock.skip(1)
    assert categories(desk, contact, "contact") == {"unverified"}
    desk.run(SetContact(contact, {"verified_on": desk.now().date()}))
    assert categories(desk, contact, "contact") == set()


def test_the_strip_adds_up_in_the_currency_of_the_desk_and_says_what_stands_apart(desk: Desk) -> None:
    desk.run(ChangeSettings({"quota_minor": "10000000"}))
    last = date(2026, 12, 31)
    won = add_card(desk, amount_minor=4_000_000)
    desk.run(WinOpportunity(won))
    add_card(desk, stage=PROPOSAL, amount_minor=3_000_000, expected_close=last)
    add_card(desk, stage=PROPOSAL, amount_minor=5_000_000, expected_close=last + timedelta(days=1))
    add_card(desk, stage=PROPOSAL, amount_minor=700_000, currency="EUR", expected_close=last)
    found = desk.read(today.standing, desk.now())
    assert (found.won.amount_minor, found.weighted.amount_minor, found.missing_minor) == (
        4_000_000,
        1_500_000,
        6_000_000,
    )
    assert (found.coverage_tenths, found.short_minor, found.days_left) == (5, 15_000_000, 52)
    assert "EUR" in {one.currency for one in found.apart}


def test_first_replies_count_since_monday_and_inside_their_clock(desk: Desk, clock: MovingClock) -> None:
    first = add_lead(desk, high_intent=True)
    desk.run(LogActivity("call", lead=first))
    second = desk.run(AddLead({"last_name": "Late", "high_intent": True})).new_id
    clock.skip(0.1)
    desk.run(LogActivity("call", lead=second))
    found = desk.read(today.replies, desk.now())
    assert (found.count, found.on_time) == (2, 1)
    assert found.median is not None
    assert timedelta(hours=1) < found.median < timedelta(hours=2)
    clock.skip(7)
    assert desk.read(today.replies, desk.now()).count == 0


def test_a_day_takes_few_statements(
    desk: Desk, clock: MovingClock, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    random_desk(desk, clock, 1)
    now = desk.now()
    with count_queries() as asked:
        found = desk.read(agenda.agenda, now)
        desk.read(agenda.rows, [one for section in found.sections for one in section.ids])
    assert len(asked) == 4
    with count_queries() as asked:
        desk.read(hygiene.findings, now)
    assert len(asked) <= 14


def test_leads_that_were_set_apart_are_no_possible_duplicates(desk: Desk) -> None:
    first, second, third = (add_lead(desk, last_name=name, email="office@cobalt.example") for name in ("A", "B", "C"))

    def alike() -> tuple[tuple[str, int], ...]:
        found = desk.read(hygiene.findings, desk.now())
        return next(one.keys for one in found if one.category == "duplicates")

    assert alike() == (("lead", third),)
    desk.run(RememberNotDuplicates("lead", (first, third)))
    assert alike() == (("lead", third),)
    desk.run(RememberNotDuplicates("lead", (second, third)))
    assert alike() == ()
