"""A lead is never in two stages, every step is legal or has a reason, and Nurture wakes up with its evidence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import BadValue, NotQualified, SalesDeskError
from salesdesk.domain.leads import STEPS
from salesdesk.queries import evidence, verdicts
from salesdesk.queries.settings import working_hours
from salesdesk.queries.soundness import problems
from salesdesk.queries.waking import Waking, waking
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.qualifying import START, MovingClock, add_lead, confirm

LEADS = st.integers(1, 3)
DAYS = st.integers(0, 200).map(lambda days: START.date() + timedelta(days=days))
REASONS = st.sampled_from(["", "Known for years"])
CODES = st.sampled_from(["budget", "authority", "need", "timeline"])
STATES = st.sampled_from(["confirmed", "confirmed", "failed", "unknown"])
COMMANDS = st.one_of(
    st.builds(do.SetLifecycle, LEADS, st.sampled_from(["new", "working", "mql", "sql", "opportunity"]), REASONS),
    st.builds(do.NurtureLead, LEADS, DAYS, REASONS),
    st.builds(do.DisqualifyLead, LEADS, REASONS),
    st.builds(do.ReopenLead, LEADS),
    st.builds(do.LogActivity, st.sampled_from(["call", "meeting", "note"]), lead=LEADS),
    st.builds(do.SetLead, LEADS, st.fixed_dictionaries({"high_intent": st.booleans(), "title": st.just("CEO")})),
    st.builds(do.RecordEvidence, st.lists(st.builds(do.Evidence, CODES, STATES), min_size=1).map(tuple), lead=LEADS),
    st.builds(do.ReaffirmEvidence, CODES, lead=LEADS),
    st.builds(do.PromoteLead, LEADS, override_reason=REASONS),
    st.builds(do.UnpromoteOpportunity, LEADS),
    st.builds(do.NurtureOpportunities, LEADS.map(lambda one: (one,)), DAYS, REASONS),
    st.builds(do.ReopenOpportunity, LEADS),
    st.builds(do.SetDefaultPlaybook, st.integers(1, 4)),
    st.builds(do.ChangePlaybook, st.just(1), st.fixed_dictionaries({"mql_mark": st.integers(1, 100)})),
)


def rows(desk: Desk, query: str, *values: object) -> list[tuple[Any, ...]]:
    return desk.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query, values)])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(COMMANDS, st.integers(0, 60)), max_size=25))
def test_a_lead_is_in_one_stage_and_came_there_by_legal_steps(
    tmp_path: Path, work: list[tuple[do.Command, int]]
) -> None:
    path = tmp_path / "rep.salesdesk"
    clock = MovingClock()
    path.unlink(missing_ok=True)
    desk = open_desk(path, create=True, clock=clock)
    for name in ("Priya", "Joel", "Marta"):
        add_lead(desk, first_name=name, source="webinar", industry="Freight")
    for command, days in work:
        clock.skip(days)
        lacking = _lacking(desk)
        known = rows(desk, "SELECT coalesce(max(id), 0) FROM lifecycle_history")[0][0]
        try:
            desk.run(command)
        except SalesDeskError:
            continue
        _assert_gates_held(desk, known, lacking, _lacking(desk))
    for lead_id, lifecycle in rows(desk, "SELECT id, lifecycle FROM lead"):
        steps = rows(desk, "SELECT from_stage, to_stage FROM lifecycle_history WHERE lead_id = ? ORDER BY id", lead_id)
        assert all(to_stage in STEPS[from_stage] for from_stage, to_stage in steps)
        assert all(before[1] == after[0] for before, after in pairwise(steps))
        assert (steps[0][0], steps[-1][1]) == ("new", lifecycle) if steps else lifecycle == "new"
    assert desk.read(problems) == []
    desk.close()


def _lacking(desk: Desk) -> dict[int, set[str]]:
    """Return what each lead lacks, by the dimensions of BANT where they stand for one."""
    return {
        lead: {one.stands for one in desk.read(evidence.of_lead, lead, desk.now()) if not one.is_satisfied}
        for lead in (1, 2, 3)
    }


def _assert_gates_held(desk: Desk, known: int, before: dict[int, set[str]], after: dict[int, set[str]]) -> None:
    """Look at the steps a command took: forward without evidence only by an override with a reason."""
    query = "SELECT lead_id, from_stage, to_stage, reason, is_override FROM lifecycle_history WHERE id > ?"
    for lead, from_stage, to_stage, reason, is_override in rows(desk, query, known):
        assert not is_override or reason
        lacks = before[lead] & after[lead]
        comes_back = reason in ("Reopened", "Promotion taken back")
        if to_stage == "sql" and not comes_back and lacks & {"budget", "authority", "need"}:
            assert is_override, (lead, from_stage, lacks)
        if to_stage == "opportunity" and not comes_back and lacks:
            assert is_override, (lead, from_stage, lacks)
        if to_stage in ("nurture", "unqualified"):
            assert reason


def test_a_lead_is_back_on_its_wake_up_day_with_its_evidence_aged(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    wake = date(2026, 11, 30)
    desk.run(do.NurtureLead(lead, wake, "Budget comes in December"))
    assert desk.read(waking, desk.now().date()) == []
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "qualified"
    clock.skip(21)
    assert desk.read(waking, desk.now().date()) == [
        Waking(lead, "Priya Raghavan", "Cobalt Freight Systems", wake, "Budget comes in December")
    ]
    found = desk.read(evidence.of_lead, lead, desk.now())
    assert {(one.state, one.is_aged, bool(one.headline)) for one in found} == {("confirmed", True, True)}
    desk.run(do.ReopenLead(lead))
    assert desk.read(waking, desk.now().date()) == []
    assert all(one.is_aged for one in desk.read(evidence.of_lead, lead, desk.now()))
    with pytest.raises(NotQualified, match="too old to count"):
        desk.run(do.PromoteLead(lead))
    for code in ("budget", "authority", "need", "timeline"):
        desk.run(do.ReaffirmEvidence(code, lead=lead))
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "qualified"


def test_a_lead_reopened_before_its_day_keeps_fresh_evidence(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    desk.run(do.NurtureLead(lead, date(2026, 11, 30), "Budget comes in December"))
    clock.skip(2)
    desk.run(do.ReopenLead(lead))
    clock.skip(60)
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "qualified"


def test_working_hours_are_kept_in_one_form_and_bad_ones_refused(desk: Desk) -> None:
    assert desk.read(working_hours) is None
    desk.run(do.ChangeSettings({"working_hours": "1-5  9:00-17:30"}))
    assert rows(desk, "SELECT value FROM setting WHERE key = 'working_hours'") == [("1,2,3,4,5 09:00-17:30",)]
    assert str(desk.read(working_hours)) == "1,2,3,4,5 09:00-17:30"
    with pytest.raises(BadValue, match="working hours"):
        desk.run(do.ChangeSettings({"working_hours": "office hours"}))
