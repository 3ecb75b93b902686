"""Stages can be shaped at any time, and no card is lost or contradicts its stage."""

from __future__ import annotations

import re
from typing import Any

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.queries import board, timeline
from salesdesk.queries.opportunities import opportunity_page
from salesdesk.queries.pipelines import stage_rows
from salesdesk.queries.soundness import problems
from salesdesk.queries.timeline import StageEntry
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, LOST, NEGOTIATION, PROPOSAL, QUALIFICATION, WON, add_card, row, stage_names
from tests.rows import all_rows


def test_a_stage_is_added_behind_the_open_ones(desk: Desk) -> None:
    done = desk.run(do.AddStage(1, "  Legal   review ", probability=90, rot_limit_days=7))
    assert done.label == "Add stage “Legal review”"
    assert stage_names(desk) == [
        *("Qualification", "Discovery", "Proposal", "Negotiation", "Legal review"),
        *("Won", "Lost"),
    ]
    assert [stage.position for stage in desk.read(board.stages)] == list(range(7))


def test_a_stage_can_be_added_in_front_of_another(desk: Desk) -> None:
    desk.run(do.AddStage(1, "Demo", before=PROPOSAL))
    assert stage_names(desk)[:4] == ["Qualification", "Discovery", "Demo", "Proposal"]


def test_a_stage_added_without_a_chance_takes_that_of_the_one_in_front(desk: Desk) -> None:
    added = desk.run(do.AddStage(1, "Demo", before=PROPOSAL)).new_id
    first = desk.run(do.AddStage(1, "Sorting", before=QUALIFICATION)).new_id
    chances = {stage.id: stage.probability for stage in desk.read(board.stages)}
    assert added is not None
    assert first is not None
    assert (chances[added], chances[first]) == (25, 10)


def test_a_closed_stage_has_its_fixed_chance(desk: Desk) -> None:
    won = desk.run(do.AddStage(1, "Won by partner", "won")).new_id
    assert won is not None
    assert row(desk, "stage", won)["probability"] == 100
    with pytest.raises(SalesDeskError, match=re.escape("a lost stage always has 0 %")):
        desk.run(do.AddStage(1, "Lost to price", "lost", probability=5))
    with pytest.raises(SalesDeskError, match=re.escape("a won stage always has 100 %")):
        desk.run(do.ChangeStage(WON, {"probability": 99}))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "discovery"}, "this pipeline has a stage of that name"),
        ({"name": " "}, "a stage needs a name"),
        ({"name": "x" * 5000}, "has 5,000 characters, and 80 fit"),
        ({"name": "x" * 5001}, "5,000 fit"),
        ({"probability": 140}, "a whole percentage from 0 to 100"),
        ({"probability": -1}, "a whole number, 0 or more"),
        ({"probability": None}, "a whole percentage from 0 to 100"),
        ({"rot_limit_days": 0}, "give 1 to 3,650 days, or leave it empty"),
        ({"rot_limit_days": 99999}, "give 1 to 3,650 days, or leave it empty"),
        ({"hue": "mauve"}, "use one of st_qualification"),
        ({"kind": "maybe"}, "use open, won or lost"),
        ({"position": 3}, "a stage has no such field"),
    ],
)
def test_what_a_stage_cannot_be_is_refused(desk: Desk, fields: dict[str, Any], sentence: str) -> None:
    before = all_rows(desk.path)
    with pytest.raises(SalesDeskError, match=re.escape(sentence)):
        desk.run(do.ChangeStage(PROPOSAL, fields))
    assert all_rows(desk.path) == before


def test_a_closed_stage_takes_no_rotting_limit(desk: Desk) -> None:
    with pytest.raises(SalesDeskError, match="nothing rots in a won stage"):
        desk.run(do.ChangeStage(WON, {"rot_limit_days": 5}))


def test_a_stage_may_keep_its_own_name_in_other_letters(desk: Desk) -> None:
    desk.run(do.ChangeStage(DISCOVERY, {"name": "DISCOVERY"}))
    assert "DISCOVERY" in stage_names(desk)


def test_cards_follow_a_new_chance_unless_theirs_was_set_by_hand(desk: Desk) -> None:
    follows, stays = add_card(desk, stage=PROPOSAL), add_card(desk, stage=PROPOSAL)
    desk.run(do.SetOpportunity(stays, {"probability": 80}))
    done = desk.run(do.ChangeStage(PROPOSAL, {"probability": 55}))
    assert row(desk, "opportunity", follows)["probability"] == 55
    assert row(desk, "opportunity", stays)["probability"] == 80
    assert done.changes.of("opportunity") == {follows}
    desk.undo()
    assert row(desk, "opportunity", follows)["probability"] == 50


def test_a_changed_limit_holds_at_once(desk: Desk) -> None:
    desk.run(do.ChangeStage(PROPOSAL, {"rot_limit_days": 3}))
    assert next(stage for stage in desk.read(board.stages) if stage.id == PROPOSAL).rot_limit_days == 3


def test_stages_are_put_into_another_order(desk: Desk) -> None:
    desk.run(do.ReorderStages(1, (DISCOVERY, QUALIFICATION, NEGOTIATION, PROPOSAL, LOST, WON)))
    assert stage_names(desk) == ["Discovery", "Qualification", "Negotiation", "Proposal", "Lost", "Won"]
    for order in ((1, 2, 3), (1, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 99)):
        with pytest.raises(SalesDeskError, match="Look again, then reorder"):
            desk.run(do.ReorderStages(1, order))


def test_deleting_a_stage_asks_where_its_cards_go(desk: Desk) -> None:
    add_card(desk, stage=PROPOSAL)
    with pytest.raises(SalesDeskError, match=re.escape("“Proposal” has 1 opportunity. Choose the stage that it moves")):
        desk.run(do.DeleteStage(PROPOSAL))
    assert "Proposal" in stage_names(desk)


def test_the_cards_of_a_deleted_stage_move_behind_those_of_the_other(desk: Desk) -> None:
    there = add_card(desk, "There", NEGOTIATION)
    cards = [add_card(desk, f"Card {number}", PROPOSAL) for number in range(3)]
    desk.run(do.MoveOpportunities((cards[2],), PROPOSAL, before=cards[0]))
    desk.run(do.SetOpportunity(cards[1], {"probability": 33}))
    before = all_rows(desk.path)
    desk.run(do.DeleteStage(PROPOSAL, move_cards_to=NEGOTIATION))
    assert desk.read(board.card_ids, [NEGOTIATION])[NEGOTIATION] == [there, cards[2], cards[0], cards[1]]
    assert [row(desk, "opportunity", card)["probability"] for card in cards] == [75, 33, 75]
    assert "Proposal" not in stage_names(desk)
    assert desk.read(problems) == []
    desk.undo()
    assert all_rows(desk.path) == before


def test_cards_in_the_trash_leave_a_deleted_stage_too(desk: Desk) -> None:
    card = add_card(desk, stage=PROPOSAL)
    desk.run(do.DeleteOpportunities((card,)))
    desk.run(do.DeleteStage(PROPOSAL))
    assert row(desk, "opportunity", card)["stage_id"] == DISCOVERY
    assert desk.read(problems) == []


def test_the_history_of_a_deleted_stage_stays_readable(desk: Desk) -> None:
    card = add_card(desk, stage=PROPOSAL)
    desk.run(do.DeleteStage(PROPOSAL, move_cards_to=DISCOVERY))
    told = desk.read(timeline.timeline, "opportunity", card).entries
    assert [(one.from_name, one.to_name) for one in told if isinstance(one, StageEntry)] == [
        ("Proposal", "Discovery"),
        ("", "Proposal"),
    ]
    page = desk.read(opportunity_page, card, desk.now())
    assert page is not None
    assert PROPOSAL not in [stay.id for stay in page.stays]


def test_nothing_enters_a_deleted_stage(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(do.DeleteStage(PROPOSAL))
    for command in (
        do.MoveOpportunities((card,), PROPOSAL),
        do.AddOpportunity({"name": "New", "stage_id": PROPOSAL}),
        do.ChangeStage(PROPOSAL, {"name": "Again"}),
        do.DeleteStage(PROPOSAL),
    ):
        with pytest.raises(SalesDeskError, match="There is no stage 3"):
            desk.run(command)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (WON, "are open, and “Won” is a won stage"),
        (PROPOSAL, "can’t stay in it"),
        (99, "There is no stage 99 in this pipeline"),
    ],
)
def test_cards_of_a_deleted_stage_go_only_where_they_can(desk: Desk, target: int, sentence: str) -> None:
    add_card(desk, stage=PROPOSAL)
    with pytest.raises(SalesDeskError, match=re.escape(sentence)):
        desk.run(do.DeleteStage(PROPOSAL, target))


@pytest.mark.parametrize("last", [WON, LOST])
def test_a_pipeline_keeps_a_stage_of_each_kind(desk: Desk, last: int) -> None:
    for command in (do.DeleteStage(last), do.ChangeStage(last, {"kind": "open"})):
        with pytest.raises(SalesDeskError, match="a pipeline needs one"):
            desk.run(command)
    for stage in (QUALIFICATION, DISCOVERY, PROPOSAL):
        desk.run(do.DeleteStage(stage))
    with pytest.raises(SalesDeskError, match="only open stage"):
        desk.run(do.DeleteStage(NEGOTIATION))


def test_another_kind_is_refused_while_cards_would_be_closed_by_it(desk: Desk) -> None:
    add_card(desk, stage=PROPOSAL)
    add_card(desk, stage=PROPOSAL)
    sentence = "“Proposal” has 2 opportunities, which can’t become won with the stage. Move them"
    with pytest.raises(SalesDeskError, match=re.escape(sentence)):
        desk.run(do.ChangeStage(PROPOSAL, {"kind": "won"}))


def test_an_empty_stage_takes_another_kind_with_its_chance_and_limit(desk: Desk) -> None:
    gone = add_card(desk, stage=PROPOSAL)
    desk.run(do.DeleteOpportunities((gone,)))
    desk.run(do.ChangeStage(PROPOSAL, {"kind": "won"}))
    stage = row(desk, "stage", PROPOSAL)
    assert (stage["kind"], stage["probability"], stage["rot_limit_days"]) == ("won", 100, None)
    assert row(desk, "opportunity", gone)["stage_id"] == DISCOVERY
    desk.run(do.ChangeStage(PROPOSAL, {"kind": "open", "name": "Offer"}))
    assert row(desk, "stage", PROPOSAL)["probability"] == 25
    assert desk.read(problems) == []


def test_the_editor_sees_how_many_cards_a_stage_has(desk: Desk) -> None:
    card, other = add_card(desk, stage=PROPOSAL), add_card(desk, stage=PROPOSAL)
    desk.run(do.SetOpportunity(card, {"probability": 80}))
    desk.run(do.MoveOpportunities((other,), NEGOTIATION))
    found = {stage.id: stage for stage in desk.read(stage_rows, 1)}
    proposal = found[PROPOSAL]
    assert (proposal.card_count, proposal.by_hand_count, proposal.ever_count) == (1, 1, 2)
    assert found[NEGOTIATION].card_count == 1


def test_reopening_gives_back_the_chance_that_was_set_by_hand(desk: Desk) -> None:
    card = add_card(desk, stage=PROPOSAL)
    desk.run(do.SetOpportunity(card, {"probability": 65}))
    desk.run(do.LoseOpportunity(card, "No budget"))
    desk.run(do.WinOpportunity(card))
    desk.run(do.ReopenOpportunity(card))
    now = row(desk, "opportunity", card)
    assert (now["stage_id"], now["probability"], now["probability_by_hand"]) == (PROPOSAL, 65, 1)


def test_reopening_follows_the_stage_where_nothing_was_set_by_hand(desk: Desk) -> None:
    card = add_card(desk, stage=PROPOSAL)
    desk.run(do.WinOpportunity(card))
    desk.run(do.ChangeStage(PROPOSAL, {"probability": 60}))
    desk.run(do.ReopenOpportunity(card))
    now = row(desk, "opportunity", card)
    assert (now["probability"], now["probability_by_hand"]) == (60, 0)


def test_reopening_passes_over_a_stage_that_was_deleted(desk: Desk) -> None:
    card = add_card(desk, stage=DISCOVERY)
    desk.run(do.MoveOpportunities((card,), PROPOSAL))
    desk.run(do.SetOpportunity(card, {"probability": 65}))
    desk.run(do.WinOpportunity(card))
    desk.run(do.DeleteStage(PROPOSAL))
    desk.run(do.ReopenOpportunity(card))
    now = row(desk, "opportunity", card)
    assert (now["stage_id"], now["probability"], now["probability_by_hand"]) == (DISCOVERY, 25, 0)
    assert desk.read(problems) == []
