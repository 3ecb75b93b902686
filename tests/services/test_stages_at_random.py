"""Whatever was done to a desk before: deleting a stage leaves no orphan, and ranks stay a total order."""

from __future__ import annotations

import random
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.bootstrap import open_desk
from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import board
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.rows import all_rows

NOW = datetime(2026, 11, 10, 9, 42, tzinfo=UTC)
CARDS = st.integers(1, 9)
STAGES = st.integers(1, 14)
KINDS = st.sampled_from(["open", "won", "lost"])
DOING = st.one_of(
    st.builds(do.MoveOpportunities, st.lists(CARDS, min_size=1, max_size=3, unique=True).map(tuple), STAGES),
    st.builds(do.WinOpportunity, CARDS),
    st.builds(do.LoseOpportunity, CARDS, st.just("No budget")),
    st.builds(do.ReopenOpportunity, CARDS),
    st.builds(do.DeleteOpportunities, st.tuples(CARDS)),
    st.builds(do.SetOpportunity, CARDS, st.fixed_dictionaries({"probability": st.integers(0, 100)})),
    st.builds(do.AddStage, st.integers(1, 2), st.sampled_from(["Demo", "Trial"]), KINDS),
    st.builds(do.ChangeStage, STAGES, st.fixed_dictionaries({"kind": KINDS})),
    st.builds(do.ChangeStage, STAGES, st.fixed_dictionaries({"probability": st.integers(0, 100)})),
    st.builds(do.MoveToPipeline, st.tuples(CARDS), st.integers(1, 2), st.none() | STAGES),
    st.builds(do.DeletePipeline, st.integers(1, 2), st.none() | st.integers(1, 2)),
)


@cache
def _template() -> Path:
    """Make one file with two pipelines and nine cards that every example copies."""
    path = Path(tempfile.mkdtemp(prefix="stages-")) / "start.salesdesk"
    desk = open_desk(path, create=True, clock=lambda: NOW)
    desk.run(do.AddPipeline("Partners", copy_of=1))
    for number in range(9):
        add_card(desk, f"Card {number}", stage=number % 4 + 1)
    desk.close()
    return path


@settings(max_examples=60)
@given(st.lists(DOING, max_size=8), STAGES, st.none() | STAGES)
def test_a_stage_deleted_in_any_state_leaves_no_orphan(doing: list[do.Command], stage: int, heir: int | None) -> None:
    with tempfile.TemporaryDirectory(prefix="stages-") as folder:
        path = Path(folder) / "desk.salesdesk"
        shutil.copyfile(_template(), path)
        desk = open_desk(path, clock=lambda: NOW)
        for command in doing:
            _try(desk, command)
        before = all_rows(path)
        cards = len(before["opportunity"])
        is_done = _try(desk, do.DeleteStage(stage, heir))
        assert desk.read(problems) == []
        assert len(all_rows(path)["opportunity"]) == cards
        if is_done:
            desk.undo()
            assert desk.read(problems) == []
        assert all_rows(path) == before
        desk.close()


def _try(desk: Desk, command: do.Command) -> bool:
    try:
        return desk.run(command).entry_id is not None
    except SalesDeskError:
        return False


def test_the_order_on_the_board_is_the_one_that_moves_made(desk: Desk) -> None:
    chance = random.Random(1)
    order = [add_card(desk, f"Card {number}") for number in range(12)]
    for _ in range(150):
        card = order.pop(chance.randrange(len(order)))
        at = chance.choice((0, len(order), chance.randrange(len(order))))
        before = order[at] if at < len(order) else None
        desk.run(do.MoveOpportunities((card,), 1, before=before))
        order.insert(at, card)
    assert desk.read(board.card_ids, [1])[1] == order
    assert desk.read(problems) == []
