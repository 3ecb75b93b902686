"""Several leads are edited in one step, all or none, as each alone would be, and one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, NotQualified, SalesDeskError
from salesdesk.queries import lead_table, soundness
from salesdesk.services.commands import (
    Command,
    DeleteLeads,
    DisqualifyLead,
    DisqualifyLeads,
    MoveLeads,
    NurtureLead,
    NurtureLeads,
    PlanForLeads,
    PlannedStep,
    PromoteLead,
    ReopenLead,
    ReopenLeads,
    ReviseLeads,
    SetLead,
    SetLifecycle,
    TagLeads,
)
from salesdesk.services.desk import Desk
from tests.pipelining import row
from tests.qualifying import AUTHORITY, BUDGET, NEED, MovingClock, add_lead, confirm
from tests.rows import all_rows

SPRING = date(2027, 3, 1)
TIMES = frozenset({"at", "interest_at"})
Made = tuple[int, ...]


@pytest.fixture
def made(desk: Desk, clock: MovingClock) -> Made:
    """Give leads that stand in New, Working, MQL, SQL, Nurture that is over, Nurture, and Unqualified."""
    ids = tuple(add_lead(desk, first_name=f"Lead {number}") for number in range(7))
    desk.run(SetLifecycle(ids[1], "working"))
    desk.run(SetLifecycle(ids[2], "mql"))
    confirm(desk, ids[3], BUDGET, AUTHORITY, NEED)
    desk.run(SetLifecycle(ids[5], "working"))
    desk.run(NurtureLead(ids[4], desk.now().date() + timedelta(days=2), "No budget"))
    desk.run(NurtureLead(ids[5], SPRING, "No budget"))
    desk.run(DisqualifyLead(ids[6], "Spam"))
    clock.skip(10)
    return ids


def standing(desk: Desk, ids: Sequence[int]) -> object:
    """Return leads and their history, without what only tells the time."""

    def read(connection: Any) -> object:
        leads = connection.exec_driver_sql("SELECT * FROM lead ORDER BY id").mappings().all()
        steps = connection.exec_driver_sql("SELECT * FROM lifecycle_history ORDER BY lead_id, id").mappings().all()
        found = connection.exec_driver_sql("SELECT lead_id, kind, notes FROM activity ORDER BY lead_id")
        notes = [tuple(one) for one in found]
        plain = [{name: one[name] for name in one if name not in TIMES} for one in leads]
        clocks = [one["interest_at"] is not None for one in leads]
        return plain, clocks, [{name: one[name] for name in one if name not in TIMES | {"id"}} for one in steps], notes

    return desk.read(read)


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError]) -> str:
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


@pytest.mark.parametrize(
    ("alone", "together", "label"),
    [
        *(
            (
                lambda lead, stage=stage: SetLifecycle(lead, stage, "They asked"),
                lambda ids, stage=stage: MoveLeads(ids, stage, "They asked"),
                f"Move 7 leads to {name}",
            )
            for stage, name in (("new", "New"), ("working", "Working"), ("mql", "MQL"), ("sql", "SQL"))
        ),
        (
            lambda lead: NurtureLead(lead, SPRING, "Next year", "Said so"),
            lambda ids: NurtureLeads(ids, SPRING, "Next year", "Said so"),
            "Nurture 7 leads",
        ),
        (lambda lead: DisqualifyLead(lead, "Spam"), lambda ids: DisqualifyLeads(ids, "Spam"), "Disqualify 7 leads"),
    ],
    ids=["new", "working", "mql", "sql", "nurture", "unqualified"],
)
def test_together_is_the_same_as_each_alone_and_one_undo(
    desk: Desk,
    made: Made,
    alone: Callable[[int], Command],
    together: Callable[[Made], Command],
    label: str,
) -> None:
    before = all_rows(desk.path)
    for lead in made:
        desk.run(alone(lead))
    wanted = standing(desk, made)
    while all_rows(desk.path) != before:
        desk.undo()
    assert desk.run(together(made)).label == label
    assert standing(desk, made) == wanted
    assert desk.read(soundness.problems) == []
    desk.undo()
    assert all_rows(desk.path) == before


def test_those_off_the_path_come_back_each_to_where_it_stood(desk: Desk, made: Made) -> None:
    before = all_rows(desk.path)
    for lead in made[4:]:
        desk.run(ReopenLead(lead))
    wanted = standing(desk, made)
    while all_rows(desk.path) != before:
        desk.undo()
    desk.run(ReopenLeads(made))
    assert standing(desk, made) == wanted
    assert row(desk, "lead", made[4])["woke_on"] is not None
    desk.undo()
    assert all_rows(desk.path) == before
    assert "open already" in refuse(desk, ReopenLeads(made[:2]), SalesDeskError)


def test_sql_without_evidence_names_whose_is_missing(desk: Desk, made: Made) -> None:
    said = refuse(desk, MoveLeads(made[:5], "sql"), NotQualified)
    assert "“Lead 0 Raghavan”" in said
    assert "and 1 more" in said
    desk.run(MoveLeads((made[3],), "sql"))
    assert row(desk, "lead", made[3])["lifecycle"] == "sql"


def test_a_promoted_lead_refuses_all(desk: Desk, made: Made) -> None:
    desk.run(PromoteLead(made[3], override_reason="They signed"))
    for command in (
        MoveLeads(made[2:4], "new"),
        NurtureLeads(made[2:4], SPRING, "Later"),
        DisqualifyLeads(made[2:4], "Spam"),
        ReopenLeads(made[2:4]),
    ):
        assert "“Lead 3 Raghavan” is an opportunity" in refuse(desk, command, SalesDeskError)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (lambda ids: MoveLeads(ids, "nurture"), "Nurture needs a day"),
        (lambda ids: MoveLeads(ids, "nonsense"), "use new, working, mql or sql"),
        (lambda ids: NurtureLeads(ids, SPRING, " "), "say why they wait"),
        (lambda ids: NurtureLeads(ids, date(2020, 1, 1), "Later"), "it is in the past"),
        (lambda ids: DisqualifyLeads(ids, ""), "say why they are closed"),
        (lambda ids: ReviseLeads(ids, {"email": "a@b.example"}), "change it on each lead"),
        (lambda ids: ReviseLeads(ids, {"lifecycle": "mql"}), "change it on each lead"),
        (lambda ids: ReviseLeads(ids, {"nonsense": "a"}), "no such field"),
        (lambda ids: ReviseLeads(ids, {}), "Nothing was changed"),
        (lambda ids: TagLeads(ids), "No tag was named"),
        (lambda ids: PlanForLeads(ids, PlannedStep("song", "", SPRING)), "kind of activity"),
    ],
)
def test_what_cannot_be_done_to_all_is_done_to_none(
    desk: Desk, made: Made, command: Callable[[Made], Command], said: str
) -> None:
    assert said in refuse(desk, command(made), SalesDeskError)


def test_one_that_is_gone_refuses_all(desk: Desk, made: Made) -> None:
    desk.run(DeleteLeads(made[1:2]))
    for command in (
        ReviseLeads(made, {"source": "webinar"}),
        TagLeads(made, ("a",)),
        PlanForLeads(made, PlannedStep("task", "x", SPRING)),
        MoveLeads(made, "mql"),
        NurtureLeads(made, SPRING, "Later"),
    ):
        assert f"There is no lead {made[1]}." in refuse(desk, command, NotFound)
    assert "Select at least one" in refuse(desk, TagLeads((), ("a",)), SalesDeskError)


def test_several_get_one_source_and_scores_follow(desk: Desk, made: Made) -> None:
    before = all_rows(desk.path)
    for lead in made:
        desk.run(SetLead(lead, {"title": "Director of Operations", "employees": 420, "industry": "Freight"}))
    wanted = [row(desk, "lead", one)["score"] for one in made]
    while all_rows(desk.path) != before:
        desk.undo()
    done = desk.run(ReviseLeads(made, {"title": "Director of Operations", "employees": 420, "industry": "Freight"}))
    assert done.label == "Change 7 leads"
    assert [row(desk, "lead", one)["score"] for one in made] == wanted
    assert wanted[0] > 0
    desk.undo()
    assert all_rows(desk.path) == before


def test_high_intent_starts_the_clocks_that_do_not_run(desk: Desk, made: Made) -> None:
    running = row(desk, "lead", made[2])["interest_at"]
    assert running is not None
    desk.run(SetLead(made[0], {"high_intent": True}))
    alone = row(desk, "lead", made[0])["score"]
    desk.undo()
    assert alone > row(desk, "lead", made[0])["score"]
    desk.run(ReviseLeads(made[:3], {"high_intent": True}))
    assert row(desk, "lead", made[0])["interest_at"] is not None
    assert row(desk, "lead", made[0])["score"] == alone
    assert row(desk, "lead", made[2])["interest_at"] == running


def test_tags_and_tasks_are_put_on_several(desk: Desk, made: Made) -> None:
    before = all_rows(desk.path)
    assert desk.run(TagLeads(made[:2], ("Hot",))).label == "Tag 2 leads"
    desk.run(TagLeads(made[:3], ("fleet",), ("hot",)))
    assert desk.run(PlanForLeads(made[:2], PlannedStep("task", " Send  it", SPRING))).label == "Add task to 2 leads"
    lines = {line.id: line for line in desk.read(lead_table.lines, made)}
    assert [lines[one].tags for one in made[:3]] == [("fleet",)] * 3
    assert [line.next_step.subject for line in lines.values() if line.next_step is not None] == ["Send it"] * 2
    assert desk.read(lead_table.tag_counts, made[:2]) == {"fleet": 2}
    for _ in range(3):
        desk.undo()
    assert all_rows(desk.path) == before
    assert "keep it under 100" in refuse(desk, TagLeads(made, ("x" * 101,)), BadValue)
