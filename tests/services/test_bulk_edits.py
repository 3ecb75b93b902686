"""Several opportunities are edited in one step, all or none, and one undo takes all of it back."""

from __future__ import annotations

from datetime import date

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.queries import board, soundness
from salesdesk.services.commands import (
    AddLead,
    Command,
    DeleteOpportunities,
    FillWithSample,
    LoseOpportunity,
    MoveOpportunities,
    PlanForOpportunities,
    PlannedStep,
    PromoteLead,
    ReviseOpportunities,
    SetOpportunity,
    TagOpportunities,
)
from salesdesk.services.desk import Desk
from tests.pipelining import DISCOVERY, NEGOTIATION, PROPOSAL, QUALIFICATION, add_card, row
from tests.rows import all_rows

DAY = date(2026, 12, 18)


def tags_of(desk: Desk, card: int) -> set[str]:
    query = "SELECT t.name FROM tag AS t JOIN tagging AS g ON g.tag_id = t.id WHERE g.opportunity_id = ?"
    return desk.read(lambda connection: set(connection.exec_driver_sql(query, (card,)).scalars()))


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError]) -> str:
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


def test_several_get_one_close_date_and_one_undo_gives_each_its_own_back(desk: Desk) -> None:
    cards = [add_card(desk, expected_close=date(2026, 12, day)) for day in (1, 2, 18)]
    before = all_rows(desk.path)
    done = desk.run(ReviseOpportunities(tuple(cards), {"expected_close": DAY}))
    assert done.label == "Change 3 opportunities"
    assert [row(desk, "opportunity", one)["expected_close"] for one in cards] == ["2026-12-18"] * 3
    assert done.changes.of("opportunity") == frozenset(cards[:2]), "the third had that date already"
    desk.undo()
    assert all_rows(desk.path) == before


def test_a_probability_given_to_several_counts_as_set_by_hand(desk: Desk) -> None:
    cards = (add_card(desk), add_card(desk))
    desk.run(ReviseOpportunities(cards, {"probability": 40}))
    desk.run(MoveOpportunities(cards, NEGOTIATION))
    assert [row(desk, "opportunity", one)["probability"] for one in cards] == [40, 40]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"expected_close": date(1970, 1, 1)}, "“1970-01-01” cannot be used for close date"),
        ({"amount_minor": 10**17}, "give an amount from 0 to 10 trillion"),
        ({"probability": 101}, "0 to 100"),
        ({"name": "the same"}, "belongs to one opportunity alone"),
        ({"nonsense": 1}, "no such field"),
        ({}, "Nothing was changed"),
    ],
)
def test_a_value_that_cannot_be_used_changes_none(desk: Desk, fields: dict[str, object], said: str) -> None:
    cards = (add_card(desk), add_card(desk))
    assert said in refuse(desk, ReviseOpportunities(cards, fields), SalesDeskError)


def test_one_that_is_gone_refuses_all(desk: Desk) -> None:
    cards = (add_card(desk), add_card(desk))
    desk.run(DeleteOpportunities(cards[1:]))
    for command in (
        ReviseOpportunities(cards, {"expected_close": DAY}),
        TagOpportunities(cards, ("a",)),
        PlanForOpportunities(cards, PlannedStep("task", "x", DAY)),
        DeleteOpportunities(cards),
    ):
        assert f"There is no opportunity {cards[1]}." in refuse(desk, command, NotFound)
    assert "Select at least one" in refuse(desk, TagOpportunities((), ("a",)), SalesDeskError)


def test_tags_are_put_on_and_taken_off_in_one_step(desk: Desk) -> None:
    first, second = add_card(desk, tags=["Hot", "old"]), add_card(desk)
    before = all_rows(desk.path)
    done = desk.run(TagOpportunities((first, second), ("hot", "EMEA"), ("old", "never seen")))
    assert done.label == "Tag 2 opportunities"
    assert done.changes.of("opportunity") == {first, second}
    assert tags_of(desk, first) == tags_of(desk, second) == {"Hot", "EMEA"}
    desk.undo()
    assert all_rows(desk.path) == before
    assert "keep it under 100" in refuse(desk, TagOpportunities((first,), ("x" * 101,)), BadValue)
    assert "No tag was named" in refuse(desk, TagOpportunities((first,)), SalesDeskError)


def test_tags_of_one_opportunity_are_set_as_those_of_a_lead(desk: Desk) -> None:
    card = add_card(desk, tags=["a", "b"])
    desk.run(SetOpportunity(card, {"tags": ("b", "c")}))
    assert tags_of(desk, card) == {"b", "c"}
    desk.run(SetOpportunity(card, {"tags": ()}))
    assert tags_of(desk, card) == set()


def test_tags_are_among_the_fields_that_several_are_given(desk: Desk) -> None:
    cards = (add_card(desk, tags=["a"]), add_card(desk))
    before = all_rows(desk.path)
    desk.run(ReviseOpportunities(cards, {"tags": ("b",), "source": "Webinar"}))
    assert [(tags_of(desk, one), row(desk, "opportunity", one)["source"]) for one in cards] == [({"b"}, "Webinar")] * 2
    desk.undo()
    assert all_rows(desk.path) == before


def test_a_task_is_added_to_each_with_its_lead_and_account(desk: Desk) -> None:
    lead = desk.run(AddLead({"last_name": "Raghavan", "company": "Cobalt"})).new_id
    assert lead is not None
    promoted = desk.run(PromoteLead(lead, override_reason="They signed")).new_id
    assert promoted is not None
    plain = add_card(desk)
    before = all_rows(desk.path)
    done = desk.run(PlanForOpportunities((promoted, plain), PlannedStep("task", "  Send   the offer ", DAY)))
    assert done.label == "Add task to 2 opportunities"
    steps = {card.id: card.next_step for card in desk.read(board.cards, [promoted, plain])}
    assert {step.subject for step in steps.values() if step is not None} == {"Send the offer"}
    query = "SELECT opportunity_id, lead_id, account_id IS NOT NULL FROM activity WHERE kind = 'task' ORDER BY id"
    found = desk.read(lambda connection: [tuple(one) for one in connection.exec_driver_sql(query)])
    assert found == [(promoted, lead, 1), (plain, None, 0)]
    desk.undo()
    assert all_rows(desk.path) == before
    wrong = PlanForOpportunities((plain,), PlannedStep("song", "", DAY))
    assert "kind of activity" in refuse(desk, wrong, BadValue)


def test_many_cards_move_as_few_do(desk: Desk) -> None:
    desk.run(FillWithSample(20, 160, seed=2))
    chosen = [one for ids in desk.read(board.card_ids, [QUALIFICATION, DISCOVERY, PROPOSAL]).values() for one in ids]
    lost = chosen.pop()
    desk.run(LoseOpportunity(lost, "No budget"))
    chosen.append(lost)
    assert len(chosen) > 50
    before = all_rows(desk.path)
    there = desk.read(board.card_ids, [PROPOSAL])[PROPOSAL]
    desk.run(SetOpportunity(chosen[0], {"probability": 33}))
    done = desk.run(MoveOpportunities(tuple(chosen), PROPOSAL))
    assert done.label == f"Move {len(chosen)} opportunities to Proposal"
    arrived = desk.read(board.card_ids, [PROPOSAL])[PROPOSAL]
    open_ones = [one for one in chosen if one not in there and one != lost]
    assert arrived == [*(one for one in there if one != lost), *open_ones, lost]
    cards = {card.id: card for card in desk.read(board.cards, chosen)}
    assert {card.stage_id for card in cards.values()} == {PROPOSAL}
    assert cards[chosen[0]].probability == 33
    assert row(desk, "opportunity", lost)["closed_at"] is None
    assert desk.read(soundness.problems) == []
    desk.undo()
    desk.undo()
    assert all_rows(desk.path) == before


def test_deleting_many_is_one_step(desk: Desk) -> None:
    cards = tuple(add_card(desk) for _ in range(3))
    before = all_rows(desk.path)
    assert desk.run(DeleteOpportunities(cards)).label == "Delete 3 opportunities"
    assert desk.read(board.cards, cards) == []
    desk.undo()
    assert all_rows(desk.path) == before
