"""The models of the board follow each change row by row, and read a card only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import Condition
from salesdesk.queries.board import Stage
from salesdesk.services.commands import (
    AddOpportunity,
    AddPipeline,
    DeleteOpportunities,
    LoseOpportunity,
    MoveOpportunities,
    SetAccount,
    SetOpportunity,
)
from salesdesk.services.desk import Desk
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import account
from ui.models.board import CARD_ROLE, PAGE, BoardModel, ColumnModel
from ui.session import DeskSession

Counter = Callable[[], AbstractContextManager[list[str]]]
STAGE = Stage(1, "Qualification", "open", 10, 14, "st_qualification", 0)


def add(desk: Desk, name: str, stage: int = 1, **fields: object) -> int:
    """Add an opportunity and return its number."""
    given: dict[str, object] = {"name": name, "stage_id": stage, "amount_minor": 100_00, "currency": "USD"}
    new_id = desk.run(AddOpportunity({**given, **fields})).new_id
    assert new_id is not None
    return new_id


def add_account(desk: Desk, name: str) -> None:
    """Add the first account."""
    with desk._database.write() as connection:
        connection.execute(account.insert().values(uid=new_uid(), name=name, created_at=desk.now()))


def watch(model: QAbstractItemModel) -> list[str]:
    """Return a list that grows by what the model announces."""
    heard: list[str] = []
    model.modelReset.connect(lambda: heard.append("reset"))
    model.rowsInserted.connect(lambda _parent, first, last: heard.append(f"in {first}-{last}"))
    model.rowsRemoved.connect(lambda _parent, first, last: heard.append(f"out {first}-{last}"))
    model.dataChanged.connect(lambda first, last: heard.append(f"data {first.row()}-{last.row()}"))
    return heard


@pytest.fixture
def board(session: DeskSession, desk: Desk) -> BoardModel:
    """Give a board of three cards in Qualification and two in Discovery, watched for mistakes."""
    for name in ("a", "b", "c"):
        add(desk, name)
    for name in ("d", "e"):
        add(desk, name, 2)
    made = BoardModel(session)
    assert made.load()
    for column in made.columns:
        QAbstractItemModelTester(column, QAbstractItemModelTester.FailureReportingMode.Fatal, column)
    return made


def test_a_move_takes_one_row_out_and_puts_one_in(board: BoardModel, session: DeskSession) -> None:
    left, entered = watch(board.columns[0]), watch(board.columns[1])
    session.run(MoveOpportunities((2,), 2, before=5))
    assert left == ["out 1-1"]
    assert entered == ["in 1-1"]
    assert board.columns[0].ids == [1, 3]
    assert board.columns[1].ids == [4, 2, 5]


def test_a_changed_field_changes_one_row(board: BoardModel, session: DeskSession) -> None:
    heard = watch(board.columns[0])
    session.run(SetOpportunity(2, {"name": "new name"}))
    assert heard == ["data 1-1"]
    assert board.columns[0].index(1).data() == "new name"


def test_a_change_of_order_moves_rows_without_a_reset(board: BoardModel, session: DeskSession) -> None:
    heard = watch(board.columns[0])
    session.run(MoveOpportunities((3,), 1, before=1))
    assert board.columns[0].ids == [3, 1, 2]
    assert "reset" not in heard


def test_undo_is_followed_like_any_change(board: BoardModel, session: DeskSession) -> None:
    session.run(DeleteOpportunities((1, 3)))
    assert board.columns[0].ids == [2]
    heard = watch(board.columns[0])
    session.undo()
    assert board.columns[0].ids == [1, 2, 3]
    assert heard == ["in 0-0", "in 2-2"]


def test_a_closed_opportunity_leaves_the_board_and_its_totals(board: BoardModel, session: DeskSession) -> None:
    session.run(LoseOpportunity(1, "No budget"))
    assert board.columns[0].ids == [2, 3]
    assert [(total.count, total.amount_minor) for total in board.totals_of(1)] == [(2, 20000)]
    assert board.count() == 4


def test_a_renamed_account_is_shown_on_its_cards(board: BoardModel, session: DeskSession, desk: Desk) -> None:
    add_account(desk, "Acme")
    session.run(SetOpportunity(1, {"account_id": 1}))
    shown = board.card(1)
    assert shown is not None
    assert shown.account == "Acme"
    session.run(SetAccount(1, {"name": "Acme Holding"}))
    shown = board.card(1)
    assert shown is not None
    assert shown.account == "Acme Holding"


def test_amounts_of_two_currencies_stand_apart(session: DeskSession, desk: Desk) -> None:
    add(desk, "dollars")
    add(desk, "euros", currency="EUR", amount_minor=50_00)
    board = BoardModel(session)
    board.load()
    assert [(total.currency, total.amount_minor) for total in board.totals_of(1)] == [("EUR", 5000), ("USD", 10000)]
    assert [total.currency for total in board.all_totals()] == ["EUR", "USD"]


def test_the_preview_keeps_a_probability_set_by_hand(board: BoardModel, session: DeskSession) -> None:
    session.run(SetOpportunity(1, {"probability": 90}))
    card = board.card(1)
    assert card is not None
    preview = board.totals_with(board.columns[2], [card])
    assert [(total.count, total.amount_minor, total.weighted_minor) for total in preview] == [(1, 10000, 9000)]
    session.run(MoveOpportunities((1,), 3))
    assert board.totals_of(3) == preview


def test_cards_are_read_a_page_at_a_time_as_they_are_asked_for(
    session: DeskSession, desk: Desk, count_queries: Counter
) -> None:
    for number in range(PAGE * 3):
        add(desk, f"card {number}")
    board = BoardModel(session)
    with count_queries() as opening:
        board.load()
    column = board.columns[0]
    assert column.rowCount() == PAGE * 3
    assert len(opening) == 3
    with count_queries() as reading:
        for row in range(PAGE):
            assert column.index(row).data(CARD_ROLE) is not None
    assert len(reading) == 1
    with count_queries() as following:
        assert column.index(PAGE).data() == f"card {PAGE}"
    assert len(following) == 1


def test_a_move_costs_a_fixed_number_of_reads(session: DeskSession, desk: Desk, count_queries: Counter) -> None:
    for number in range(PAGE * 4):
        add(desk, f"card {number}")
    board = BoardModel(session)
    board.load()
    with count_queries() as statements:
        session.run(MoveOpportunities((1,), 2))
    reads = [one for one in statements if "FROM opportunity AS o" in one or one.startswith("SELECT stage_id, currency")]
    # The card itself, the order of both columns, the totals.
    assert len(reads) == 3
    assert len(board.columns[0].ids) == PAGE * 4 - 1


@given(some.lists(some.integers(1, 12), unique=True), some.lists(some.integers(1, 12), unique=True))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_column_becomes_any_other_column(qtbot: QtBot, before: list[int], after: list[int]) -> None:
    owner = QObject()
    column = ColumnModel(STAGE, lambda _ids, _row: None, owner)
    QAbstractItemModelTester(column, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    column.start(list(before))
    changed = frozenset(before) ^ frozenset(after)
    column.follow(list(after), changed | frozenset(before[:2]))
    assert column.ids == after


def test_a_filter_costs_one_statement_for_the_ids_and_one_each_for_the_sums(
    board: BoardModel, session: DeskSession, count_queries: Counter
) -> None:
    heard = watch(board.columns[0])
    nobody = Condition("amount", "at_least", (10_001, "USD"))
    board.set_filter(nobody)
    assert [column.ids for column in board.columns[:2]] == [[], []]
    assert board.all_totals() == []
    assert (board.count(), board.whole_count()) == (0, 5)
    assert "reset" not in heard
    other = BoardModel(session)
    other.load()
    with count_queries() as statements:
        other.set_filter(nobody)
    # Stages, ids, the sums of all cards and of those that are shown.
    assert len(statements) == 4


def test_cards_come_and_go_as_a_change_makes_them_match(board: BoardModel, session: DeskSession) -> None:
    board.set_filter(Condition("amount", "at_least", (20_000, "USD")))
    heard = watch(board.columns[0])
    session.run(SetOpportunity(2, {"amount_minor": 30_000}))
    session.run(SetOpportunity(3, {"amount_minor": 40_000}))
    assert board.columns[0].ids == [2, 3]
    session.run(SetOpportunity(2, {"amount_minor": 10_000}))
    assert board.columns[0].ids == [3]
    assert heard == ["in 0-0", "in 1-1", "out 0-0"]
    assert [(total.count, total.amount_minor) for total in board.all_totals()] == [(1, 40_000)]
    assert board.whole_count_of(1) == 3


def test_a_filter_set_before_the_first_reading_holds_from_it_on(
    session: DeskSession, board: BoardModel, count_queries: Counter
) -> None:
    other = BoardModel(session)
    with count_queries() as statements:
        other.set_filter(Condition("text", "has", ("b",)))
        other.set_pipeline(None)
        other.set_sort("amount")
    assert statements == []
    other.load()
    assert [column.ids for column in other.columns[:2]] == [[2], []]


def test_a_renamed_account_is_found_by_its_new_name(session: DeskSession, desk: Desk) -> None:
    add_account(desk, "Acme")
    add(desk, "a", account_id=1)
    board = BoardModel(session)
    board.set_filter(Condition("text", "has", ("holding",)))
    board.load()
    assert board.count() == 0
    session.run(SetAccount(1, {"name": "Acme Holding"}))
    assert board.columns[0].ids == [1]


def test_another_pipeline_has_other_columns(board: BoardModel, session: DeskSession) -> None:
    done = session.run(AddPipeline("Renewals"))
    assert done is not None
    board.set_pipeline(done.new_id)
    assert board.count() == 0
    assert {column.stage.id for column in board.columns}.isdisjoint(range(1, 7))
    board.set_pipeline(None)
    assert board.columns[0].ids == [1, 2, 3]
