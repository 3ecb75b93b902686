"""The model of the table keeps ids, reads rows in pages, and follows each change without losing a tick or a place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from salesdesk.domain.filters import AllOf, Condition
from salesdesk.services.commands import (
    DeleteOpportunities,
    FillWithSample,
    LoseOpportunity,
    MoveOpportunities,
    PlanActivity,
    PlannedStep,
    ReviseOpportunities,
    SetAccount,
    SetOpportunity,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, PROPOSAL, add_card
from ui.models.opportunity_table import OpportunityTableModel
from ui.models.table import PAGE
from ui.session import DeskSession

Counter = Callable[[], AbstractContextManager[list[str]]]
pytestmark = pytest.mark.usefixtures("british")
CHECK = Qt.ItemDataRole.CheckStateRole


def watched(session: DeskSession) -> OpportunityTableModel:
    made = OpportunityTableModel(session)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def heard(model: QAbstractItemModel) -> list[str]:
    found: list[str] = []
    model.modelReset.connect(lambda: found.append("reset"))
    model.rowsInserted.connect(lambda _parent, first, last: found.append(f"in {first}-{last}"))
    model.rowsRemoved.connect(lambda _parent, first, last: found.append(f"out {first}-{last}"))
    return found


def shown(table: OpportunityTableModel, key: str) -> list[object]:
    column = table.column_of(key)
    return [table.index(row, column).data() for row in range(table.rowCount())]


@pytest.fixture
def cards(desk: Desk) -> list[int]:
    """Add five cards in the order of their close dates."""
    return [
        add_card(desk, name, stage, amount_minor=amount * 100, expected_close=date(2026, 12, day))
        for name, stage, amount, day in (
            ("Basalt", 1, 500, 1),
            ("Castellan", 2, 400, 2),
            ("Delmar", 2, 300, 3),
            ("Everline", 3, 200, 4),
            ("Fjordline", 4, 100, 5),
        )
    ]


@pytest.fixture
def table(session: DeskSession, cards: list[int]) -> OpportunityTableModel:
    """Give the loaded model, watched for mistakes."""
    made = watched(session)
    assert made.load()
    return made


def test_nothing_is_read_before_the_first_load(session: DeskSession, cards: list[int], count_queries: Counter) -> None:
    made = watched(session)
    made.set_filter(Condition("rotting", "is"))
    made.set_filter(AllOf())
    made.set_pipeline(None)
    made.set_order((("amount", True),))
    with count_queries() as statements:
        session.run(SetOpportunity(cards[0], {"source": "Webinar"}))
    assert not [one for one in statements if "json_group_array" in one]
    assert made.load()
    assert made.ids == cards


def test_rows_are_read_a_page_at_a_time(session: DeskSession, desk: Desk, count_queries: Counter) -> None:
    desk.run(FillWithSample(0, 6 * PAGE, seed=4))
    made = OpportunityTableModel(session)
    made.load()
    with count_queries() as statements:
        for row in range(PAGE):
            for column in range(made.columnCount()):
                made.index(row, column).data()
    assert len(statements) == 2
    with count_queries() as statements:
        made.index(len(made.ids) // 2, 2).data()
    assert len(statements) == 2


def test_cells_say_what_the_record_holds(table: OpportunityTableModel, session: DeskSession, cards: list[int]) -> None:
    session.run(SetOpportunity(cards[0], {"expected_close": date(2026, 11, 6), "tags": ("hot", "EMEA")}))
    session.run(PlanActivity(PlannedStep("call", "", date(2026, 11, 11)), opportunity=cards[0]))
    wanted = {
        "name": "Basalt",
        "account": "–",
        "stage": "Qualification",
        "amount": "$500",
        "weighted": "$50",
        "expected_close": "6 Nov",
        "next_step": "Call Wed 11 Nov",
        "in_stage": "<1 d",
        "probability": "10%",
        "currency": "USD",
        "source": "–",
        "tags": "EMEA, hot",
        "touched": "–",
        "created": "10 Nov",
    }
    assert {key: shown(table, key)[0] for key in wanted} == wanted
    assert shown(table, "next_step")[1] == "No next step"


def test_a_change_of_one_record_moves_that_row_alone(
    table: OpportunityTableModel, session: DeskSession, cards: list[int]
) -> None:
    said = heard(table)
    session.run(SetOpportunity(cards[4], {"expected_close": date(2026, 11, 30)}))
    assert table.ids == [cards[4], *cards[:4]]
    assert said == ["out 4-4", "in 0-0"]
    session.undo()
    assert table.ids == cards
    said.clear()
    session.run(SetOpportunity(cards[2], {"name": "Delmar – front office"}))
    assert said == []
    assert shown(table, "name")[2] == "Delmar – front office"


def test_what_leaves_and_comes_back_keeps_the_others(
    table: OpportunityTableModel, session: DeskSession, cards: list[int]
) -> None:
    said = heard(table)
    session.run(LoseOpportunity(cards[1], "No budget"))
    session.run(DeleteOpportunities((cards[3],)))
    assert table.ids == [cards[0], cards[2], cards[4]]
    session.undo()
    session.undo()
    assert table.ids == cards
    assert said == ["out 1-1", "out 2-2", "in 2-2", "in 1-1"]


def test_totals_follow_every_change(table: OpportunityTableModel, session: DeskSession, cards: list[int]) -> None:
    assert [(one.count, one.amount_minor) for one in table.open_totals] == [(5, 150_000)]
    session.run(ReviseOpportunities((cards[0], cards[1]), {"currency": "EUR"}))
    session.run(WinOpportunity(cards[4]))
    assert [(one.currency, one.count, one.amount_minor) for one in table.open_totals] == [
        ("EUR", 2, 90_000),
        ("USD", 2, 50_000),
    ]
    assert table.totals == table.open_totals
    assert table.whole_count == 4


def test_closed_ones_show_where_the_filter_names_their_stage_and_count_apart(
    table: OpportunityTableModel, session: DeskSession, cards: list[int]
) -> None:
    session.run(WinOpportunity(cards[4]))
    table.set_filter(Condition("kind", "any_of", ("open", "won")))
    assert table.ids == cards
    assert [one.count for one in table.totals] == [5]
    assert [one.count for one in table.open_totals] == [4]
    assert shown(table, "next_step")[4] == "–"


def test_a_record_that_no_longer_matches_leaves_and_one_that_now_does_comes(
    table: OpportunityTableModel, session: DeskSession, cards: list[int]
) -> None:
    table.set_filter(Condition("stage", "any_of", (DISCOVERY,)))
    assert table.ids == cards[1:3]
    session.run(MoveOpportunities((cards[1],), PROPOSAL))
    assert table.ids == [cards[2]]
    session.run(MoveOpportunities((cards[4],), DISCOVERY))
    assert table.ids == [cards[2], cards[4]]


def test_ticks_stay_with_their_records_and_go_with_them(
    table: OpportunityTableModel, session: DeskSession, cards: list[int]
) -> None:
    table.set_ticks(cards[1:4])
    assert table.tick_state() == Qt.CheckState.PartiallyChecked
    session.run(SetOpportunity(cards[3], {"expected_close": date(2026, 11, 12)}))
    assert table.ticked_ids() == [cards[3], cards[1], cards[2]]
    session.run(DeleteOpportunities((cards[1],)))
    assert table.ticked_ids() == [cards[3], cards[2]]
    table.set_ticks(table.ids)
    assert table.tick_state() == Qt.CheckState.Checked
    assert table.setData(table.index(0, 0), Qt.CheckState.Unchecked, CHECK)
    assert table.index(0, 0).data(CHECK) == Qt.CheckState.Unchecked
    assert len(table.ticked_ids()) == len(table.ids) - 1
    table.toggle_all()
    assert table.tick_state() == Qt.CheckState.Checked
    table.toggle_all()
    assert table.ticked_ids() == []


def test_several_columns_sort_and_screen_readers_hear_how(
    table: OpportunityTableModel, session: DeskSession, cards: list[int]
) -> None:
    table.set_order((("stage", False), ("amount", False)))
    assert table.ids == [cards[0], cards[2], cards[1], cards[3], cards[4]]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    said = table.headerData(table.column_of("amount"), Qt.Orientation.Horizontal, spoken)
    assert said == "Amount, lowest first"
    assert table.headerData(table.column_of("account"), Qt.Orientation.Horizontal, spoken) == "Account"


def test_the_name_of_an_account_follows_its_account(session: DeskSession, desk: Desk) -> None:
    desk.run(FillWithSample(0, 12, seed=1))
    made = watched(session)
    made.load()
    account = made.rows_of(made.ids[:1])[0].card.account_id
    assert account is not None
    before = shown(made, "account")[0]
    session.run(SetAccount(account, {"name": "Renamed GmbH"}))
    assert before != "Renamed GmbH" == shown(made, "account")[0]


def test_a_large_change_reads_anew_once(session: DeskSession, desk: Desk) -> None:
    desk.run(FillWithSample(0, 300, seed=4))
    made = watched(session)
    made.load()
    said = heard(made)
    session.run(ReviseOpportunities(tuple(made.ids), {"expected_close": date(2027, 1, 15)}))
    assert said == ["reset"]
    assert set(shown(made, "expected_close")) == {"15 Jan 2027"}
