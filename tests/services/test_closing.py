"""Several opportunities are closed in one step, all or none, and one undo takes all of it back."""

from datetime import date
from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError, StageClosed
from salesdesk.queries import soundness
from salesdesk.services.commands import (
    Command,
    LoseOpportunities,
    NurtureOpportunities,
    PlanActivity,
    PlannedStep,
    PromoteLead,
    ReopenOpportunity,
    ReviseOpportunities,
    ReviseOpportunity,
    SetOpportunity,
    WinOpportunities,
)
from salesdesk.services.desk import Desk
from tests.pipelining import LOST, WON, add_card, row
from tests.qualifying import add_lead, confirm
from tests.rows import all_rows

SOON = date(2027, 2, 1)


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError]) -> str:
    """Run a command that must be refused and leave every row as it was; return the sentence."""
    before = all_rows(desk.path)
    with pytest.raises(kind) as refusal:
        desk.run(command)
    assert all_rows(desk.path) == before
    return str(refusal.value)


def steps(desk: Desk, card: int) -> list[tuple[Any, ...]]:
    query = "SELECT kind, subject, due_on FROM activity WHERE opportunity_id = ? AND due_on IS NOT NULL ORDER BY id"
    return desk.read(lambda connection: [tuple(one) for one in connection.exec_driver_sql(query, (card,))])


def test_several_are_won_at_their_own_amounts_and_one_undo_reopens_them(desk: Desk) -> None:
    cards = [add_card(desk, name, amount_minor=amount) for name, amount in (("Oakhurst", 100), ("Lumen", 200))]
    before = all_rows(desk.path)
    done = desk.run(WinOpportunities(tuple(cards), date(2026, 11, 9), date(2026, 11, 2)))
    assert done.label == "Win 2 opportunities"
    found = [row(desk, "opportunity", one) for one in cards]
    assert [one["stage_id"] for one in found] == [WON, WON]
    assert [one["amount_minor"] for one in found] == [100, 200]
    assert {one["contract_on"] for one in found} == {"2026-11-02"}
    assert {one["closed_at"][:10] for one in found} == {"2026-11-09"}
    desk.undo()
    assert all_rows(desk.path) == before


def test_several_are_lost_for_one_reason(desk: Desk) -> None:
    cards = (add_card(desk, "Oakhurst"), add_card(desk, "Lumen"))
    desk.run(LoseOpportunities(cards, "No budget", "disqualified", "Plantline", SOON))
    for one in cards:
        found = row(desk, "opportunity", one)
        assert (found["stage_id"], found["lost_reason"], found["lost_kind"]) == (LOST, "No budget", "disqualified")
        assert (found["competitor"], found["retry_on"]) == ("Plantline", "2027-02-01")


def test_one_that_cannot_be_closed_refuses_all(desk: Desk) -> None:
    one, other = add_card(desk, "Oakhurst"), add_card(desk, "Lumen")
    desk.run(WinOpportunities((other,)))
    assert "won already" in refuse(desk, WinOpportunities((one, other)), StageClosed)
    refuse(desk, LoseOpportunities((one, 99), "No budget"), NotFound)
    refuse(desk, LoseOpportunities((one,), "  "), BadValue)
    refuse(desk, WinOpportunities(()), SalesDeskError)


def test_nurture_closes_the_opportunity_and_its_lead_sleeps_until_the_day(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    before = all_rows(desk.path)
    done = desk.run(NurtureOpportunities((card,), SOON, "No budget before the new year", "Ask for Daniel"))
    assert done.label.startswith("Nurture “")
    found, sleeping = row(desk, "opportunity", card), row(desk, "lead", lead)
    assert (found["stage_id"], found["retry_on"]) == (LOST, "2027-02-01")
    assert found["lost_reason"] == "No budget before the new year"
    assert (sleeping["lifecycle"], sleeping["wake_on"], sleeping["opportunity_id"]) == ("nurture", "2027-02-01", None)
    assert sleeping["bant"] == "yyyy"
    assert desk.read(soundness.problems) == []
    desk.undo()
    assert all_rows(desk.path) == before


def test_a_reopened_opportunity_brings_its_lead_back(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    desk.run(NurtureOpportunities((card,), SOON, "Not this year"))
    desk.run(ReopenOpportunity(card))
    found, awake = row(desk, "opportunity", card), row(desk, "lead", lead)
    assert (found["closed_at"], found["retry_on"], found["bant"]) == (None, None, "yyyy")
    assert (awake["lifecycle"], awake["wake_on"], awake["opportunity_id"]) == ("opportunity", None, card)
    assert desk.read(soundness.problems) == []


def test_an_opportunity_without_a_lead_is_put_off_as_well(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(NurtureOpportunities((card,), SOON, "Not this year"))
    assert row(desk, "opportunity", card)["retry_on"] == "2027-02-01"
    assert desk.read(soundness.problems) == []


def test_nurture_wants_a_reason_and_a_day_to_come(desk: Desk) -> None:
    card = add_card(desk)
    assert "day to come" in refuse(desk, NurtureOpportunities((card,), desk.now().date(), "Later"), BadValue)
    refuse(desk, NurtureOpportunities((card,), SOON, " "), BadValue)


def test_amount_and_next_step_are_revised_in_one_step(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(PlanActivity(PlannedStep("call", "Ask Daniel", date(2026, 11, 12)), opportunity=card))
    before = all_rows(desk.path)
    step = PlannedStep("demo", "Show the board", date(2026, 11, 20))
    done = desk.run(ReviseOpportunity(card, {"amount_minor": 5_000}, step))
    assert done.label == "Change “Castellan – claims team”"
    assert row(desk, "opportunity", card)["amount_minor"] == 5_000
    assert steps(desk, card) == [("demo", "Show the board", "2026-11-20")]
    desk.undo()
    assert all_rows(desk.path) == before


def test_a_revised_opportunity_without_a_next_step_gets_one(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(ReviseOpportunity(card, {}, PlannedStep("call", "", SOON)))
    assert steps(desk, card) == [("call", "", "2027-02-01")]
    refuse(desk, ReviseOpportunity(card, {}, PlannedStep("dance", "", SOON)), BadValue)
    refuse(desk, ReviseOpportunity(card, {}), SalesDeskError)


def test_what_is_closed_keeps_its_chance_until_it_is_reopened(desk: Desk) -> None:
    won, other = add_card(desk, "Halvorsen"), add_card(desk, "Oakhurst")
    desk.run(WinOpportunities((won,)))
    said = "“Halvorsen” is won, so its chance stays 100 %. Reopen it to give it another."
    assert refuse(desk, SetOpportunity(won, {"probability": 40}), StageClosed) == said
    assert refuse(desk, ReviseOpportunities((other, won), {"probability": 40}), StageClosed) == said
    desk.run(SetOpportunity(won, {"probability": 100}))
    assert desk.read(soundness.problems) == []
    desk.run(ReopenOpportunity(won))
    desk.run(ReviseOpportunities((other, won), {"probability": 40}))
    assert [
        (row(desk, "opportunity", one)["probability"], row(desk, "opportunity", one)["probability_by_hand"])
        for one in (other, won)
    ] == [(40, 1)] * 2
    assert desk.read(soundness.problems) == []
