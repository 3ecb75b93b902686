"""Playbooks are edited by commands; whatever becomes of a criterion, its answers keep the one they were given to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.evidence import Dimension
from salesdesk.domain.playbook import BANT, PlaybookPlan
from salesdesk.domain.playbook_checks import checked_plan
from salesdesk.queries import evidence, verdicts
from salesdesk.queries.playbooks import PlaybookRow, plan_of, playbooks
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.playbook_strategies import plans
from tests.qualifying import BUDGET, MovingClock, add_lead, confirm
from tests.rows import all_rows

BANT_ID, MEDDIC_ID, CHAMP_ID = 1, 2, 3


def rows(desk: Desk, query: str, *values: object) -> list[tuple[Any, ...]]:
    return desk.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query, values)])


def panel(desk: Desk, lead: int) -> dict[str, Dimension]:
    return {one.code: one for one in desk.read(evidence.of_lead, lead, desk.now())}


def listed(desk: Desk) -> dict[str, PlaybookRow]:
    return {row.name: row for row in desk.read(playbooks, desk.now())}


def change(desk: Desk, criterion: str, **fields: object) -> None:
    desk.run(do.ChangeCriterion(BANT_ID, criterion, fields))


def test_a_new_file_holds_four_playbooks_and_bant_is_the_default(desk: Desk) -> None:
    found = listed(desk)
    assert list(found) == ["BANT", "CHAMP", "MEDDIC", "SPIN"]
    assert [row.name for row in found.values() if row.is_default] == ["BANT"]
    assert desk.read(plan_of, BANT_ID) == BANT


def test_a_criterion_nobody_answered_is_changed_in_place(desk: Desk) -> None:
    change(desk, "go_live", prompt="Live on", rule="within 1 year", weight=3, evidence_days=30)
    assert listed(desk)["BANT"].version == 1
    assert rows(desk, "SELECT count(*) FROM criterion WHERE code = 'go_live'") == [(1,)]


def test_changing_a_criterion_with_answers_makes_a_version_and_the_answer_keeps_its_own(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET)
    before = rows(desk, "SELECT * FROM answer"), desk.read(plan_of, BANT_ID)
    change(desk, "budget_amount", prompt="Budget this year")
    assert listed(desk)["BANT"].version == 2
    assert (rows(desk, "SELECT * FROM answer"), desk.read(plan_of, BANT_ID, 1)) == before
    query = (
        "SELECT c.prompt, c.since_version, c.until_version FROM answer AS a JOIN criterion AS c ON c.id = criterion_id"
    )
    assert rows(desk, query) == [("Budget", 1, 1)]
    carried = panel(desk, lead)["budget"].primary
    assert (carried.prompt, carried.asked, carried.state, carried.value) == (
        *("Budget this year", "Budget"),
        *("confirmed", "48000.00 USD"),
    )
    assert desk.read(problems) == []
    desk.undo()
    assert listed(desk)["BANT"].version == 1


def test_an_answer_to_the_new_version_stands_beside_the_old_one(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, replace(BUDGET, note="In the plan", said_by="Priya"))
    change(desk, "budget_amount", prompt="Budget this year")
    before = rows(desk, "SELECT * FROM answer")
    assert desk.run(do.RecordEvidence((BUDGET,), lead=lead)).entry_id is None
    confirm(desk, lead, do.Evidence("budget", "confirmed", "60000"))
    assert rows(desk, "SELECT * FROM answer ORDER BY id LIMIT 1") == before
    found = panel(desk, lead)["budget"].primary
    assert (found.value, found.note, found.said_by, found.asked) == ("60000.00 USD", "In the plan", "Priya", "")


def test_reaffirming_gives_an_old_answer_again_to_the_present_version(desk: Desk, clock: MovingClock) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    change(desk, "budget_amount", prompt="Budget this year")
    clock.skip(121)
    before = rows(desk, "SELECT * FROM answer")
    assert panel(desk, lead)["budget"].is_aged
    desk.run(do.ReaffirmEvidence("budget", lead=lead))
    assert panel(desk, lead)["budget"].is_satisfied
    assert rows(desk, f"SELECT * FROM answer ORDER BY id LIMIT {len(before)}") == before


def test_a_tighter_rule_judges_old_answers_and_leaves_their_rows_alone(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    before = rows(desk, "SELECT * FROM answer")
    change(desk, "budget_amount", rule=">= 50000 USD")
    found = panel(desk, lead)["budget"]
    assert (found.state, found.primary.breaks_rule) == ("failed", True)
    verdict = desk.read(verdicts.of_lead, lead, desk.now())
    assert (verdict.kind, verdict.missing) == (
        "incomplete",
        ["Budget: $48,000, and the playbook asks for >= 50000 USD"],
    )
    assert rows(desk, "SELECT bant FROM lead") == [("nyyy",)]
    assert rows(desk, "SELECT * FROM answer") == before
    desk.undo()
    assert rows(desk, "SELECT bant FROM lead") == [("yyyy",)]


def test_timing_that_breaks_its_rule_suggests_nurture(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, do.Evidence("timeline", "confirmed", "2028-03-01"))
    confirm(desk, lead, BUDGET, do.Evidence("authority", "confirmed", "Ann"), do.Evidence("need", "confirmed", "Speed"))
    change(desk, "decision_by", rule="within 6 months")
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "nurture"


def test_a_criterion_has_an_ageing_limit_of_its_own(desk: Desk, clock: MovingClock) -> None:
    change(desk, "decision_by", evidence_days=30)
    lead = add_lead(desk)
    confirm(desk, lead)
    clock.skip(31)
    found = panel(desk, lead)
    assert (found["timeline"].is_aged, found["budget"].is_aged) == (True, False)
    desk.run(do.ChangePlaybook(BANT_ID, {"evidence_days": 20}))
    assert panel(desk, lead)["budget"].is_aged


def test_deleted_criteria_and_dimensions_keep_their_answers_on_record(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    before = rows(desk, "SELECT * FROM answer")
    desk.run(do.DeleteCriterion(BANT_ID, "budget_origin"))
    assert listed(desk)["BANT"].version == 1
    desk.run(do.DeleteDimension(BANT_ID, "budget"))
    assert listed(desk)["BANT"].version == 2
    assert list(panel(desk, lead)) == ["authority", "need", "timeline"]
    assert "budget" in {one.code for one in desk.read(plan_of, BANT_ID, 1).dimensions}
    assert rows(desk, "SELECT * FROM answer") == before
    assert rows(desk, "SELECT bant FROM lead") == [("?yyy",)]
    desk.undo()
    assert "budget" in panel(desk, lead)


def test_dimensions_and_criteria_are_added_moved_and_ordered(desk: Desk) -> None:
    done = desk.run(do.AddDimension(BANT_ID, "Size", "How large are they?", before="need"))
    fields = {"rule": ">= 100 beds", "disqualifies": True, "talk_track": ["How many beds?"]}
    desk.run(do.AddCriterion(BANT_ID, "size", "Beds", "number", fields))
    desk.run(do.MoveCriterion(BANT_ID, "need_impact", "size", before="beds"))
    desk.run(do.ChangeDimension(BANT_ID, "size", {"name": "Hospital", "letter": "H"}))
    desk.run(do.ReorderDimensions(BANT_ID, ("budget", "authority", "need", "timeline", "size")))
    assert done.label == "Add dimension “Size”"
    last = desk.read(plan_of, BANT_ID).dimensions[-1]
    assert (last.code, last.letter, last.name) == ("size", "H", "Hospital")
    assert [one.code for one in last.criteria] == ["need_impact", "beds"]
    assert last.criteria[1].talk_track == ("How many beds?",)
    for _ in range(5):
        desk.undo()
    assert desk.read(plan_of, BANT_ID) == BANT


def test_a_disqualifying_rule_makes_unqualified(desk: Desk) -> None:
    desk.run(do.AddCriterion(BANT_ID, "need", "Beds", "number", {"rule": ">= 100", "disqualifies": True}))
    lead = add_lead(desk)
    confirm(desk, lead, do.Evidence("beds", "confirmed", "99"))
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "unqualified"
    confirm(desk, lead, do.Evidence("beds", "confirmed", "100"))
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "incomplete"


def test_the_gates_ask_for_what_is_required_and_nothing_else(desk: Desk) -> None:
    change(desk, "decision_by", is_required=False)
    change(desk, "decision_maker", is_required=False)
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET, do.Evidence("need", "confirmed", "Speed"))
    assert rows(desk, "SELECT lifecycle FROM lead") == [("sql",)]
    assert desk.read(verdicts.of_lead, lead, desk.now()).kind == "qualified"
    desk.run(do.PromoteLead(lead))
    assert rows(desk, "SELECT to_stage, is_override FROM lifecycle_history ORDER BY id") == [
        ("sql", 0),
        ("opportunity", 0),
    ]


def test_another_default_asks_its_own_questions_and_the_letters_keep_what_is_known(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead, BUDGET, do.Evidence("authority", "failed"))
    desk.run(do.SetDefaultPlaybook(MEDDIC_ID))
    assert [one.letter for one in panel(desk, lead).values()] == list("MEDDIC")
    assert rows(desk, "SELECT bant FROM lead") == [("yn??",)]
    confirm(desk, lead, do.Evidence("economic_buyer", "confirmed", "Ann Lee, CFO"))
    assert rows(desk, "SELECT bant FROM lead") == [("yy??",)]
    confirm(desk, lead, do.Evidence("need", "confirmed", "Fewer returns"))
    assert rows(desk, "SELECT bant, lifecycle FROM lead") == [("yyy?", "sql")]
    card = desk.run(do.PromoteLead(lead, override_reason="Known for years")).new_id
    assert rows(desk, "SELECT bant, pain FROM opportunity WHERE id = ?", card) == [("yyy?", "Fewer returns")]
    desk.run(do.SetDefaultPlaybook(BANT_ID))
    assert rows(desk, "SELECT bant FROM lead") == [("yny?",)]
    assert desk.read(problems) == []


def test_playbooks_are_added_renamed_reviewed_and_deleted(desk: Desk, clock: MovingClock) -> None:
    new_id = desk.run(do.AddPlaybook(replace(BANT, name="Hospitals", version=7))).new_id
    assert new_id is not None
    assert listed(desk)["Hospitals"].version == 1
    assert desk.run(do.ChangePlaybook(new_id, {"name": "Clinics"})).label == "Rename playbook “Hospitals” to “Clinics”"
    for name in ("Clinics", "bant"):
        with pytest.raises(BadValue, match="there is a playbook of that name"):
            desk.run(do.AddPlaybook(replace(BANT, name=name)))
    desk.run(do.ReviewPlaybook(new_id))
    assert (listed(desk)["Clinics"].reviewed_on, listed(desk)["Clinics"].review_due_on) == (
        date(2026, 11, 9),
        date(2027, 2, 8),
    )
    desk.run(do.DeletePlaybook(new_id))
    assert "Clinics" not in listed(desk)
    with pytest.raises(NotFound):
        desk.run(do.ChangePlaybook(new_id, {"name": "Again"}))
    with pytest.raises(SalesDeskError, match="default"):
        desk.run(do.DeletePlaybook(BANT_ID))


def test_a_playbook_in_use_asks_for_its_review_each_quarter(desk: Desk) -> None:
    assert listed(desk)["BANT"].review_due_on is None
    confirm(desk, add_lead(desk))
    assert listed(desk)["BANT"].review_due_on == date(2027, 2, 8)


def test_a_lower_mark_makes_mqls_of_those_between_and_starts_no_clock(desk: Desk) -> None:
    warm = add_lead(desk, title="Director of Operations", industry="Freight", source="webinar")
    cold = add_lead(desk, first_name="Joel")
    desk.run(do.ChangePlaybook(BANT_ID, {"mql_mark": 37}))
    assert rows(desk, "SELECT id, lifecycle, interest_at FROM lead ORDER BY id") == [
        (warm, "mql", None),
        (cold, "new", None),
    ]
    assert rows(desk, "SELECT reason FROM lifecycle_history") == [("The mark went from 60 to 37",)]
    desk.run(do.SetLifecycle(warm, "working"))
    desk.run(do.ChangePlaybook(BANT_ID, {"mql_mark": 30}))
    assert rows(desk, "SELECT lifecycle FROM lead WHERE id = ?", warm) == [("working",)]


@pytest.mark.parametrize(
    "command",
    [
        do.ChangeCriterion(BANT_ID, "budget_amount", {"rule": "plenty"}),
        do.ChangeCriterion(BANT_ID, "weather", {"prompt": "A"}),
        do.ChangeCriterion(99, "need", {"prompt": "A"}),
        do.AddCriterion(BANT_ID, "need", " ", "text", {}),
        do.AddDimension(BANT_ID, "Size", before="weather"),
        do.ChangePlaybook(BANT_ID, {"version": 9}),
        do.ReorderDimensions(BANT_ID, ("need",)),
        do.SavePlaybook(BANT_ID, PlaybookPlan("BANT", ())),
        do.SetDefaultPlaybook(99),
    ],
)
def test_a_refused_edit_leaves_every_row_as_it_was(desk: Desk, command: do.Command) -> None:
    confirm(desk, add_lead(desk))
    before = all_rows(desk.path)
    with pytest.raises(SalesDeskError):
        desk.run(command)
    assert all_rows(desk.path) == before


def test_saving_what_is_there_already_is_no_step(desk: Desk) -> None:
    assert desk.run(do.SavePlaybook(BANT_ID, BANT)).entry_id is None


ANSWERS = st.lists(st.tuples(st.sampled_from([f"c{number}" for number in range(8)]), st.booleans()), max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_version_of_a_playbook_ever_alters_an_old_answer(desk: Desk, data: st.DataObject) -> None:
    lead = add_lead(desk)
    playbook = _fresh(desk, data.draw(plans("Random")))
    desk.run(do.SetDefaultPlaybook(playbook))
    kept: dict[int, tuple[Any, ...]] = {}
    steps = 0
    start = all_rows(desk.path)
    for _ in range(3):
        present = desk.read(plan_of, playbook)
        for code, is_confirmed in data.draw(ANSWERS):
            if code in {one.code for one in present.criteria}:
                given_answer = do.Evidence(code, "confirmed" if is_confirmed else "failed", note=str(steps))
                steps += desk.run(do.RecordEvidence((given_answer,), lead=lead)).entry_id is not None
        kept = {row[0]: row for row in _with_questions(desk)}
        wanted = replace(data.draw(plans("Random", present.criteria)), version=present.version)
        steps += desk.run(do.SavePlaybook(playbook, wanted)).entry_id is not None
        after = {row[0]: row for row in _with_questions(desk)}
        assert after == kept
        saved = desk.read(plan_of, playbook)
        assert replace(saved, version=1) == replace(checked_plan(wanted), version=1)
        assert saved.version - present.version in (0, 1)
        assert desk.read(problems) == []
    for _ in range(steps):
        desk.undo()
    assert all_rows(desk.path) == start


def _fresh(desk: Desk, plan: PlaybookPlan) -> int:
    """Return a new playbook in place of the random one that an example before this made."""
    former = listed(desk).get("Random")
    if former is not None:
        desk.run(do.SetDefaultPlaybook(BANT_ID))
        desk.run(do.DeletePlaybook(former.id))
    new_id = desk.run(do.AddPlaybook(plan)).new_id
    assert new_id is not None
    return new_id


def _with_questions(desk: Desk) -> list[tuple[Any, ...]]:
    """Return every answer with the question it was given to."""
    return rows(
        desk,
        "SELECT a.id, a.criterion_id, a.state, a.value, a.note, a.said_by, a.answered_at, c.code, c.prompt, "
        "c.talk_track, c.answer_type, c.rule, c.choices, c.weight, c.is_required, c.disqualifies, c.evidence_days "
        "FROM answer AS a JOIN criterion AS c ON c.id = a.criterion_id ORDER BY a.id",
    )
