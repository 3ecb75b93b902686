"""The table of leads has every lead the filter lets through, in the order asked for, with what its cells show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from salesdesk.domain.filters import EVERYTHING, AllOf, Condition, Filter
from salesdesk.domain.keys import company_key, name_key
from salesdesk.domain.leads import LIFECYCLE_NAMES
from salesdesk.queries import lead_table
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.lead_table import SORTABLE, LeadLine
from salesdesk.services.commands import (
    DeleteLeads,
    DisqualifyLead,
    FillWithSample,
    LogActivity,
    NurtureLead,
    PlanActivity,
    PlannedStep,
    SetLead,
    TagLeads,
)
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead

Counter = Callable[[], AbstractContextManager[list[str]]]
STAGES = ("new", "working", "mql", "sql", "opportunity", "nurture", "unqualified")
ALL = Condition("lifecycle", "any_of", STAGES)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give a desk with a sample of 60 leads, some without a title or a number of employees."""
    desk.run(FillWithSample(60, 20, seed=3))
    for lead in range(1, 60, 7):
        desk.run(SetLead(lead, {"title": "", "employees": None, "source": "", "country": "België"}))
    return desk


def ids(desk: Desk, chosen: Filter = EVERYTHING, *keys: tuple[str, bool]) -> list[int]:
    return desk.read(lead_table.opened, keys, Wanted(chosen, desk.now())).ids


def lines(desk: Desk, found: list[int]) -> list[LeadLine]:
    by_id = {line.id: line for line in desk.read(lead_table.lines, found)}
    return [by_id[one] for one in found]


def test_without_a_filter_the_table_has_the_open_leads(filled: Desk) -> None:
    filled.run(DisqualifyLead(2, "Spam"))
    opened = filled.read(lead_table.opened, (), Wanted(EVERYTHING, filled.now()))
    assert {line.lifecycle for line in lines(filled, opened.ids)} <= set(STAGES[:4])
    assert len(opened.ids) == opened.whole_count < len(ids(filled, ALL))
    assert 2 not in opened.ids


def test_a_filter_narrows_and_the_whole_is_what_it_is_drawn_from(filled: Desk) -> None:
    scored = Condition("score", "at_least", (30,))
    narrow = filled.read(lead_table.opened, (), Wanted(scored, filled.now()))
    assert 0 < len(narrow.ids) < narrow.whole_count == len(ids(filled))
    among_all = filled.read(lead_table.opened, (), Wanted(AllOf((ALL, scored)), filled.now()))
    assert among_all.whole_count == len(ids(filled, ALL))


def _sortable(line: LeadLine, key: str) -> object:
    step = line.next_step
    first, _, last = line.name.rpartition(" ")
    values: dict[str, object] = {
        "name": (name_key(first, last), company_key(line.company)),
        "company": company_key(line.company) or None,
        "lifecycle": STAGES.index(line.lifecycle),
        "last_activity": line.last_at,
        "next_step": None if step is None else (step.due_on, step.due_at is None, step.due_at or 0),
        "created": line.created_at,
        "score": line.score,
        "employees": line.employees,
    }
    return values[key] if key in values else (_folded(getattr(line, key)) or None)


def _folded(text: str) -> str:
    """Return a text as SQLite compares it without regard to case."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    keys=some.lists(some.tuples(some.sampled_from(sorted(SORTABLE)), some.booleans()), max_size=3),
    chosen=some.sampled_from((EVERYTHING, ALL, Condition("score", "at_least", (20,)))),
)
def test_every_order_of_columns_is_the_one_a_stable_sort_gives(
    filled: Desk, keys: list[tuple[str, bool]], chosen: Filter
) -> None:
    found = ids(filled, chosen, *keys)
    expected = lines(filled, sorted(found, reverse=True))
    for key, is_highest in reversed(keys):
        having = [line for line in expected if _sortable(line, key) is not None]
        empty = [line for line in expected if _sortable(line, key) is None]
        by_key = sorted(having, key=lambda line: _sortable(line, key), reverse=is_highest)  # type: ignore[arg-type,return-value]
        expected = [*by_key, *empty]
    assert found == [line.id for line in expected]


def test_a_line_has_what_happened_last_and_what_comes_next(desk: Desk) -> None:
    lead, other = add_lead(desk, email="p@cobalt.example", country="NL", employees=420), add_lead(desk)
    now = desk.now()
    desk.run(LogActivity("email", lead=lead, at=now - timedelta(days=3)))
    desk.run(LogActivity("call", lead=lead, at=now - timedelta(days=1), outcome="voicemail"))
    desk.run(PlanActivity(PlannedStep("meeting", "Demo", now.date() + timedelta(days=9)), lead=lead))
    desk.run(PlanActivity(PlannedStep("call", "", now.date() + timedelta(days=2)), lead=lead))
    desk.run(TagLeads((lead,), ("zeta", "Alpha")))
    desk.run(NurtureLead(other, now.date() + timedelta(days=30), "Later"))
    desk.run(DeleteLeads((add_lead(desk),)))
    line, waiting = lines(desk, [lead, other])
    assert (line.last_kind, line.last_outcome) == ("call", "voicemail")
    assert line.last_at == now - timedelta(days=1)
    assert line.next_step is not None
    assert line.next_step.kind == "call"
    assert line.tags == ("Alpha", "zeta")
    assert (line.email, line.country, line.employees) == ("p@cobalt.example", "NL", 420)
    assert waiting.wake_on == now.date() + timedelta(days=30)
    assert (waiting.last_kind, waiting.last_at, waiting.next_step) == ("", None, None)
    assert desk.read(lead_table.lines, [999]) == []


def test_those_whose_nurture_is_over_are_found(desk: Desk) -> None:
    today = desk.now().date()
    woken, asleep = add_lead(desk), add_lead(desk)
    desk.run(NurtureLead(woken, today, "Later"))
    desk.run(NurtureLead(asleep, today + timedelta(days=9), "Later"))
    found = desk.read(lead_table.opened, (), Wanted(Condition("woken", "is"), desk.now()))
    assert (found.ids, found.whole_count) == ([woken], 2)


def test_no_question_takes_more_statements_for_more_records(filled: Desk, count_queries: Counter) -> None:
    for most, ask in (
        (2, lambda: ids(filled, EVERYTHING, ("next_step", True), ("company", False))),
        (1, lambda: filled.read(lead_table.lines, range(1, 60))),
        (1, lambda: filled.read(lead_table.tag_counts, range(1, 60))),
    ):
        with count_queries() as statements:
            ask()
        assert len(statements) == most


def test_the_stages_are_all_there_are() -> None:
    assert set(STAGES) == set(LIFECYCLE_NAMES)
