"""The journal takes back what was done, exactly, and never what something else did since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import NothingToUndo, SalesDeskError, UndoConflict
from salesdesk.queries import board
from salesdesk.services.commands import (
    AddOpportunity,
    ChangeSettings,
    DeleteOpportunities,
    FillWithSample,
    LoseOpportunity,
    MoveOpportunities,
    SetOpportunity,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.rows import all_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.salesdesk"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    desk = open_desk(path, create=True)
    yield desk
    desk.close()


def _add(desk: Desk, name: str = "Castellan – claims team", amount_minor: int = 8_400_000) -> int:
    new_id = desk.run(AddOpportunity({"name": name, "amount_minor": amount_minor})).new_id
    assert new_id is not None
    return new_id


def _outside(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_undo_of_a_move_gives_back_every_row_and_redo_repeats_it(desk: Desk, path: Path) -> None:
    card = _add(desk)
    before = all_rows(path)
    desk.run(MoveOpportunities((card,), stage=3))
    after = all_rows(path)
    assert before != after
    undone = desk.undo()
    assert all_rows(path) == before
    assert undone.label == "Move “Castellan – claims team” to Proposal"
    assert undone.changes.of("opportunity") == {card}
    desk.redo()
    assert all_rows(path) == after


def test_a_row_comes_back_with_its_id_and_no_id_is_given_twice(desk: Desk) -> None:
    first = _add(desk)
    desk.undo()
    second = _add(desk)
    assert second > first
    desk.undo()
    desk.redo()
    assert [card.id for card in desk.read(board.cards, [first, second])] == [second]


def test_undo_and_redo_reach_across_a_restart(path: Path) -> None:
    desk = open_desk(path, create=True)
    card = _add(desk)
    desk.run(MoveOpportunities((card,), stage=2))
    desk.close()
    desk = open_desk(path)
    assert desk.undo().label == "Move “Castellan – claims team” to Discovery"
    desk.close()
    desk = open_desk(path)
    assert desk.redo().changes.of("opportunity") == {card}
    assert desk.read(board.cards, [card])[0].stage_id == 2
    desk.close()


def test_a_new_step_ends_what_could_be_redone(desk: Desk) -> None:
    card = _add(desk)
    desk.run(MoveOpportunities((card,), stage=2))
    desk.undo()
    desk.run(MoveOpportunities((card,), stage=3))
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        desk.redo()


def test_a_refused_command_leaves_rows_and_undo_list_alone(desk: Desk, path: Path) -> None:
    card = _add(desk)
    before = all_rows(path)
    for command in (
        MoveOpportunities((card, 99), stage=2),
        MoveOpportunities((card,), stage=5),
        LoseOpportunity(card, reason=" "),
        SetOpportunity(card, {"amount_minor": -1}),
        SetOpportunity(card, {"probability": 140}),
        SetOpportunity(card, {"shoe_size": 1}),
    ):
        with pytest.raises(SalesDeskError):
            desk.run(command)
    assert all_rows(path) == before
    assert desk.undo().label.startswith("Add ")


def test_a_step_that_changes_nothing_is_no_step(desk: Desk) -> None:
    card = _add(desk, amount_minor=100)
    assert desk.run(SetOpportunity(card, {"amount_minor": 100})).entry_id is None
    assert desk.undo().label.startswith("Add ")


def test_undo_refuses_to_overwrite_what_another_program_changed(desk: Desk, path: Path) -> None:
    card = _add(desk)
    desk.run(SetOpportunity(card, {"amount_minor": 500}))
    _outside(path, f"UPDATE opportunity SET amount_minor = 700 WHERE id = {card}")
    before = all_rows(path)
    with pytest.raises(UndoConflict, match="“Castellan – claims team” was changed by another program"):
        desk.undo()
    assert all_rows(path) == before


def test_undo_minds_only_the_columns_its_step_touched(desk: Desk, path: Path) -> None:
    card = _add(desk)
    desk.run(SetOpportunity(card, {"amount_minor": 500}))
    _outside(path, f"UPDATE opportunity SET pain = 'slow' WHERE id = {card}")
    desk.undo()
    assert desk.read(board.cards, [card])[0].amount_minor == 8_400_000


def test_undo_refuses_where_its_row_is_gone(desk: Desk, path: Path) -> None:
    card = _add(desk)
    desk.run(SetOpportunity(card, {"amount_minor": 500}))
    _outside(path, f"DELETE FROM stage_history WHERE opportunity_id = {card}")
    _outside(path, f"DELETE FROM opportunity WHERE id = {card}")
    with pytest.raises(UndoConflict, match="was deleted by another program"):
        desk.undo()


def test_several_changes_of_one_row_in_one_command_become_one_journal_row(desk: Desk, path: Path) -> None:
    card = _add(desk)
    desk.run(MoveOpportunities((card, card), stage=3))
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT table_name, row_id FROM journal_row WHERE entry_id = (SELECT max(id) FROM journal_entry)"
    ).fetchall()
    connection.close()
    assert len(rows) == len(set(rows))


def test_a_whole_sample_goes_and_comes_back_in_one_step(desk: Desk, path: Path) -> None:
    empty = all_rows(path)
    desk.run(FillWithSample(60, 40, seed=3))
    full = all_rows(path)
    assert len(full["lead"]) == 60
    assert len(full["opportunity"]) == 40
    desk.undo()
    assert all_rows(path) == empty
    desk.redo()
    assert all_rows(path) == full


def test_text_that_json_has_to_escape_comes_back_as_it_was(desk: Desk, path: Path) -> None:
    name = "“Quote” \\ back\tslash 'single' \"double\" \u2028 🙂 Ünïcödé"
    card = _add(desk, name)
    desk.run(DeleteOpportunities((card,)))
    desk.run(ChangeSettings({"currency": "EUR"}))
    before = all_rows(path)
    for _ in range(3):
        desk.undo()
    for _ in range(3):
        desk.redo()
    assert all_rows(path) == before


def test_winning_makes_the_account_a_customer_and_undo_takes_that_back(desk: Desk, path: Path) -> None:
    desk.run(FillWithSample(0, 18))
    before = all_rows(path)
    desk.run(WinOpportunity(11))
    connection = sqlite3.connect(path)
    status = connection.execute(
        "SELECT a.status FROM account a JOIN opportunity o ON o.account_id = a.id WHERE o.id = 11"
    ).fetchone()
    connection.close()
    assert status == ("customer",)
    desk.undo()
    assert all_rows(path) == before
