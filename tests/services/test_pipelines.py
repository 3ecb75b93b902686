"""Several pipelines: each with its own stages, and opportunities that change from one to another."""

from __future__ import annotations

import re

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import board
from salesdesk.queries.pipelines import pipelines
from salesdesk.queries.soundness import problems
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, PROPOSAL, add_card, row, stage_names
from tests.rows import all_rows


@pytest.fixture
def partners(desk: Desk) -> int:
    """Give a second pipeline with the stages of the first, but Discovery."""
    new_id = desk.run(do.AddPipeline("Partners", copy_of=1)).new_id
    assert new_id is not None
    discovery = next(stage for stage in desk.read(board.stages, new_id) if stage.name == "Discovery")
    desk.run(do.DeleteStage(discovery.id))
    return new_id


def _stage(desk: Desk, pipeline: int, name: str) -> int:
    return next(stage.id for stage in desk.read(board.stages, pipeline) if stage.name == name)


def test_a_new_pipeline_has_the_default_stages(desk: Desk) -> None:
    desk.run(do.ChangeStage(PROPOSAL, {"name": "Offer"}))
    new_id = desk.run(do.AddPipeline("Renewals")).new_id
    assert stage_names(desk, new_id)[2] == "Proposal"
    assert [one.name for one in desk.read(pipelines)] == ["Sales", "Renewals"]
    assert desk.read(problems) == []


def test_a_copy_has_the_stages_of_its_model(desk: Desk) -> None:
    desk.run(do.AddStage(1, "Legal review", probability=90))
    copy = desk.run(do.AddPipeline("Partners", copy_of=1)).new_id
    assert stage_names(desk, copy) == stage_names(desk, 1)


@pytest.mark.parametrize("name", ["sales", " ", "x" * 81])
def test_a_pipeline_has_a_name_of_its_own(desk: Desk, name: str, partners: int) -> None:
    for command in (do.AddPipeline(name), do.RenamePipeline(partners, name)):
        with pytest.raises(SalesDeskError, match="name"):
            desk.run(command)


def test_a_pipeline_is_renamed(desk: Desk) -> None:
    assert desk.run(do.RenamePipeline(1, "New business")).label == "Rename pipeline “Sales” to “New business”"
    assert desk.read(pipelines)[0].name == "New business"


def test_opportunities_go_to_the_stage_like_their_own(desk: Desk, partners: int) -> None:
    named, unnamed = add_card(desk, stage=PROPOSAL), add_card(desk, stage=DISCOVERY)
    won, lost = add_card(desk), add_card(desk)
    desk.run(do.WinOpportunity(won))
    desk.run(do.LoseOpportunity(lost, "No budget"))
    desk.run(do.MoveToPipeline((named, unnamed, won, lost), partners))
    stages = {stage.id: stage.name for stage in desk.read(board.stages, partners)}
    found = [stages[row(desk, "opportunity", card)["stage_id"]] for card in (named, unnamed, won, lost)]
    assert found == ["Proposal", "Qualification", "Won", "Lost"]
    assert row(desk, "opportunity", unnamed)["probability"] == 10
    assert desk.read(problems) == []
    desk.undo()
    assert row(desk, "opportunity", named)["pipeline_id"] == 1


def test_a_stage_can_be_chosen_for_them(desk: Desk, partners: int) -> None:
    card = add_card(desk)
    done = desk.run(do.MoveToPipeline((card,), partners, _stage(desk, partners, "Negotiation")))
    assert done.label == "Move “Castellan – claims team” to pipeline “Partners”"
    assert row(desk, "opportunity", card)["probability"] == 75
    with pytest.raises(SalesDeskError, match="is in “Partners” already"):
        desk.run(do.MoveToPipeline((card,), partners))
    with pytest.raises(SalesDeskError, match="Choose an open stage"):
        desk.run(do.MoveToPipeline((add_card(desk),), partners, _stage(desk, partners, "Won")))
    with pytest.raises(SalesDeskError, match="There is no stage 3 in that pipeline"):
        desk.run(do.MoveToPipeline((add_card(desk),), partners, PROPOSAL))


def test_a_move_to_a_stage_of_another_pipeline_takes_the_card_there(desk: Desk, partners: int) -> None:
    card = add_card(desk)
    desk.run(do.MoveOpportunities((card,), _stage(desk, partners, "Proposal")))
    assert row(desk, "opportunity", card)["pipeline_id"] == partners
    desk.run(do.WinOpportunity(card))
    desk.run(do.ReopenOpportunity(card))
    assert row(desk, "opportunity", card)["stage_id"] == _stage(desk, partners, "Proposal")
    assert desk.read(problems) == []


def test_deleting_a_pipeline_asks_where_its_opportunities_go(desk: Desk, partners: int) -> None:
    cards = [add_card(desk, stage=_stage(desk, partners, "Proposal")) for _ in range(2)]
    desk.run(do.WinOpportunity(cards[1]))
    with pytest.raises(SalesDeskError, match=re.escape("“Partners” has 2 opportunities. Choose the pipeline")):
        desk.run(do.DeletePipeline(partners))
    with pytest.raises(SalesDeskError, match="can’t stay in it"):
        desk.run(do.DeletePipeline(partners, partners))
    before = all_rows(desk.path)
    desk.run(do.DeletePipeline(partners, 1))
    assert [row(desk, "opportunity", card)["stage_id"] for card in cards] == [3, 5]
    assert [one.name for one in desk.read(pipelines)] == ["Sales"]
    assert desk.read(problems) == []
    desk.undo()
    assert all_rows(desk.path) == before


def test_the_only_pipeline_stays(desk: Desk) -> None:
    with pytest.raises(SalesDeskError, match="only pipeline"):
        desk.run(do.DeletePipeline(1))


def test_the_first_pipeline_that_is_left_takes_new_opportunities(desk: Desk, partners: int) -> None:
    gone = add_card(desk)
    desk.run(do.DeleteOpportunities((gone,)))
    desk.run(do.DeletePipeline(1))
    card = desk.run(do.AddOpportunity({"name": "New"})).new_id
    assert card is not None
    assert row(desk, "opportunity", card)["pipeline_id"] == partners
    assert stage_names(desk) == stage_names(desk, partners)
    assert desk.read(problems) == []


def test_a_pipeline_knows_its_opportunities(desk: Desk, partners: int) -> None:
    cards = [add_card(desk) for _ in range(3)]
    desk.run(do.WinOpportunity(cards[0]))
    desk.run(do.DeleteOpportunities((cards[1],)))
    found = {one.id: (one.card_count, one.open_count) for one in desk.read(pipelines)}
    assert found == {1: (2, 1), partners: (0, 0)}
