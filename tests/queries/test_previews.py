"""A preview says which open leads change their verdict before a playbook is saved, and saving makes it so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from salesdesk.domain.errors import BadValue, Cancelled
from salesdesk.domain.playbook import BANT, PlaybookPlan
from salesdesk.domain.playbook_edits import changed_criterion, with_criterion
from salesdesk.queries import verdicts
from salesdesk.queries.playbooks import plan_of
from salesdesk.queries.previews import Fared, Preview, VerdictChange, preview
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.playbook_strategies import plans
from tests.qualifying import BUDGET, NEED, MovingClock, add_lead, confirm

TIGHTER = changed_criterion(BANT, "budget_amount", {"rule": ">= 50000 USD"})


def seen(desk: Desk, plan: PlaybookPlan) -> Preview:
    return desk.read(preview, 1, plan, desk.now())


def verdicts_now(desk: Desk) -> dict[int, str]:
    query = "SELECT id FROM lead WHERE lifecycle IN ('new', 'working', 'mql', 'sql') AND deleted_at IS NULL"
    ids = desk.read(lambda connection: connection.exec_driver_sql(query).scalars().all())
    return {lead: desk.read(verdicts.of_lead, lead, desk.now()).kind for lead in ids}


def test_a_tighter_rule_names_the_leads_it_would_change(desk: Desk) -> None:
    small, large, bare = add_lead(desk), add_lead(desk, first_name="Joel"), add_lead(desk, first_name="Marta")
    confirm(desk, small)
    confirm(desk, large)
    confirm(desk, large, do.Evidence("budget", "confirmed", "90000"))
    found = seen(desk, TIGHTER)
    assert found.changes == (VerdictChange(small, "Priya Raghavan", "qualified", "incomplete"),)
    assert found.open_count == 3
    assert (found.before, found.after) == ({"qualified": 2, "incomplete": 1}, {"qualified": 1, "incomplete": 2})
    assert desk.read(verdicts.of_lead, bare, desk.now()).kind == "incomplete"


def test_last_years_outcomes_are_judged_as_of_the_day_they_ended(desk: Desk, clock: MovingClock) -> None:
    won, lost, dropped = (add_lead(desk, first_name=name) for name in ("Priya", "Joel", "Marta"))
    for lead in (won, lost, dropped):
        confirm(desk, lead)
    confirm(desk, won, do.Evidence("budget", "confirmed", "90000"))
    desk.run(do.WinOpportunity(desk.run(do.PromoteLead(won)).new_id or 0))
    desk.run(do.LoseOpportunity(desk.run(do.PromoteLead(lost)).new_id or 0, "No budget"))
    desk.run(do.DisqualifyLead(dropped, "No need"))
    clock.skip(300)
    assert seen(desk, TIGHTER).past == (Fared("won", 1, 1, 1), Fared("lost", 1, 1, 0), Fared("dropped", 1, 1, 0))
    clock.skip(70)
    assert [fared.count for fared in seen(desk, TIGHTER).past] == [0, 0, 0]


def test_a_plan_that_can_not_be_saved_has_no_preview(desk: Desk) -> None:
    with pytest.raises(BadValue, match="rule of “Budget”"):
        seen(desk, changed_criterion(BANT, "budget_amount", {"rule": "plenty"}))


def test_leads_that_slept_are_judged_with_their_evidence_aged(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    desk.run(do.NurtureLead(lead, date(2026, 11, 20), "Later"))
    clock.skip(20)
    desk.run(do.ReopenLead(lead))
    assert seen(desk, BANT).before == {"incomplete": 1}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plans("BANT", BANT.criteria))
def test_what_a_preview_says_is_what_saving_does(desk: Desk, plan: PlaybookPlan) -> None:
    if not verdicts_now(desk):
        desk.run(do.FillWithSample(12, 4, seed=4))
        confirm(desk, 1)
        confirm(desk, 2, BUDGET, NEED, do.Evidence("timeline", "failed"))
    wanted = with_criterion(BANT, "need", plan.criteria[0]) if plan.criteria[0].code.startswith("c") else BANT
    for one in plan.criteria:
        if one.code in {"budget_amount", "need", "decision_by"}:
            wanted = changed_criterion(wanted, one.code, {"is_required": one.is_required, "disqualifies": True})
    wanted = changed_criterion(wanted, "decision_by", {"rule": "within 2 months", "evidence_days": plan.evidence_days})
    before = verdicts_now(desk)
    found = seen(desk, wanted)
    assert desk.run(do.SavePlaybook(1, wanted)).entry_id is not None
    after = verdicts_now(desk)
    desk.undo()
    assert desk.read(plan_of, 1) == BANT
    assert {one.lead_id: (one.before, one.after) for one in found.changes} == {
        lead: (before[lead], after[lead]) for lead in before if before[lead] != after[lead]
    }
    assert (+Counter(found.before), +Counter(found.after)) == (Counter(before.values()), Counter(after.values()))


def test_a_preview_takes_as_many_statements_for_many_leads_as_for_few(
    desk: Desk, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    confirm(desk, add_lead(desk))
    with count_queries() as few:
        seen(desk, TIGHTER)
    for number in range(5):
        confirm(desk, add_lead(desk, first_name=f"Lead {number}"))
    with count_queries() as many:
        seen(desk, TIGHTER)
    assert len(many) == len(few) <= 11


def test_a_preview_tells_progress_and_stops_when_asked(desk: Desk) -> None:
    confirm(desk, add_lead(desk))
    told: list[tuple[int, int]] = []
    desk.read(preview, 1, TIGHTER, desk.now(), lambda done, total: told.append((done, total)))
    assert told == [(0, 1)]
    with pytest.raises(Cancelled):
        desk.read(preview, 1, TIGHTER, desk.now(), is_cancelled=lambda: True)
