"""The model of the leads’ table follows each change as if it had been read anew, without losing a tick."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from salesdesk.domain.filters import Condition
from salesdesk.services.commands import (
    AddLead,
    ChangeSettings,
    DeleteLeads,
    DisqualifyLead,
    LogActivity,
    MoveLeads,
    NurtureLeads,
    PlanForLeads,
    PlannedStep,
    ReviseLeads,
    SetLead,
    TagLeads,
)
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from ui.models.lead_table import LeadTableModel, column_plans
from ui.session import DeskSession

pytestmark = pytest.mark.usefixtures("british")


def watched(session: DeskSession) -> LeadTableModel:
    made = LeadTableModel(session)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_order((("name", False),))
    assert made.load()
    return made


def texts(model: LeadTableModel) -> list[list[object]]:
    shown = range(1, model.columnCount())
    return [[model.index(row, column).data() for column in shown] for row in range(model.rowCount())]


def test_every_change_shows_as_if_the_table_had_been_read_anew(desk: Desk, session: DeskSession) -> None:
    ids = tuple(add_lead(desk, first_name=f"Lead {number}") for number in range(8))
    model = watched(session)
    resets: list[str] = []
    model.modelReset.connect(lambda: resets.append("reset"))
    model.set_ticks(ids[1:4])
    day = date(2026, 12, 1)
    changes: list[Any] = [
        SetLead(ids[3], {"first_name": "Zoe", "email": "zoe@cobalt.example"}),
        ReviseLeads(ids[:3], {"source": "webinar", "employees": 420}),
        PlanForLeads(ids[2:5], PlannedStep("call", "", day)),
        LogActivity("call", lead=ids[1]),
        TagLeads(ids[1:3], ("fleet",)),
        MoveLeads(ids[:2], "mql"),
        AddLead({"first_name": "Lead 3b"}),
        DisqualifyLead(ids[5], "Spam"),
        NurtureLeads(ids[6:], day, "Later"),
        DeleteLeads((ids[1],)),
    ]
    for command in changes:
        session.run(command)
        assert texts(model) == texts(watched(session)), command
    assert model.ticks == set(ids[2:4])
    for _ in changes:
        session.undo()
        assert texts(model) == texts(watched(session))
    assert resets == []


def test_the_whole_is_what_the_filter_draws_from(desk: Desk, session: DeskSession) -> None:
    ids = [add_lead(desk, first_name=f"Lead {number}") for number in range(3)]
    model = watched(session)
    model.set_filter(Condition("text", "has", ("lead 1",)))
    assert (model.ids, model.whole_count) == ([ids[1]], 3)
    session.run(DisqualifyLead(ids[0], "Spam"))
    assert model.whole_count == 2
    model.set_filter(Condition("lifecycle", "any_of", ("unqualified",)))
    assert (model.ids, model.whole_count) == ([ids[0]], 3)


def test_clocks_follow_the_working_hours(desk: Desk, session: DeskSession) -> None:
    add_lead(desk, high_intent=True)
    model = watched(session)
    row = model.row_at(0)
    assert row is not None
    clock = model.clock(row)
    assert clock is not None
    assert not clock.is_paused
    session.run(ChangeSettings({"working_hours": "1-5 18:00-19:00"}))
    clock = model.clock(row)
    assert clock is not None
    assert clock.is_paused


def test_each_column_says_something_of_each_lead(desk: Desk, session: DeskSession) -> None:
    add_lead(desk)
    model = watched(session)
    row = model.row_at(0)
    assert row is not None
    assert all(model.cell_text(row, plan.key) for plan in column_plans())
    assert model.row_text(row).startswith("Priya Raghavan, –, Cobalt Freight Systems, score 0, New, ")
