"""The list and the page of opportunities: order, words, days in each stage, and the people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from salesdesk.queries import opportunities
from salesdesk.queries.opportunities import OpportunityFilter, OpportunitySort
from salesdesk.services.commands import (
    AddOpportunity,
    DeleteOpportunities,
    LoseOpportunity,
    MoveOpportunities,
    PromoteLead,
    WinOpportunity,
)
from salesdesk.services.desk import Desk
from tests.qualifying import MovingClock, add_lead, confirm

Counter = Callable[[], AbstractContextManager[list[str]]]


def add(desk: Desk, name: str, stage: int = 1, **fields: object) -> int:
    new_id = desk.run(AddOpportunity({"name": name, "stage_id": stage} | fields)).new_id
    assert new_id is not None
    return new_id


def names(desk: Desk, chosen: OpportunityFilter | None = None, sort: OpportunitySort = "stage") -> list[str]:
    ids = desk.read(opportunities.opportunity_ids, chosen or OpportunityFilter(), sort)
    found = {row.id: row.name for row in desk.read(opportunities.opportunity_rows, ids)}
    return [found[one] for one in ids]


def page_of(desk: Desk, opportunity: int) -> opportunities.OpportunityPage:
    page = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    assert page is not None
    return page


def test_the_list_is_narrowed_to_open_won_or_lost(desk: Desk) -> None:
    add(desk, "open")
    desk.run(WinOpportunity(add(desk, "won")))
    desk.run(LoseOpportunity(add(desk, "lost"), "No budget"))
    desk.run(DeleteOpportunities((add(desk, "gone"),)))
    assert names(desk) == ["open"]
    assert names(desk, OpportunityFilter("won")) == ["won"]
    assert names(desk, OpportunityFilter("lost")) == ["lost"]
    assert sorted(names(desk, OpportunityFilter("all"))) == ["lost", "open", "won"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("stage", ["b", "c", "a"]),
        ("amount", ["c", "b", "a"]),
        ("expected_close", ["a", "b", "c"]),
        ("name", ["a", "b", "c"]),
        ("newest", ["c", "b", "a"]),
    ],
)
def test_each_order_puts_them_as_it_says(desk: Desk, sort: OpportunitySort, expected: list[str]) -> None:
    add(desk, "a", 1, amount_minor=1, expected_close=date(2026, 11, 20))
    add(desk, "b", 3, amount_minor=2, expected_close=date(2026, 11, 21))
    add(desk, "c", 3, amount_minor=3)
    assert names(desk, sort=sort) == expected


def test_words_find_an_opportunity_by_its_name_and_by_its_account(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    desk.run(PromoteLead(lead, name="Dispatch planning"))
    add(desk, "Other")
    for words in ("dispatch", "cobalt", "obal"):
        assert names(desk, OpportunityFilter(text=words)) == ["Dispatch planning"]
    assert names(desk, OpportunityFilter(text="nothing")) == []


def test_a_row_tells_how_far_its_stage_is(desk: Desk) -> None:
    rows = desk.read(opportunities.opportunity_rows, [add(desk, "a", 1), add(desk, "d", 4)])
    assert {row.name: round(row.stage_fraction, 2) for row in rows} == {"a": 0.2, "d": 0.8}


def test_the_page_counts_the_days_of_each_stage_also_when_it_was_left_and_entered_again(
    desk: Desk, clock: MovingClock
) -> None:
    card = add(desk, "a", 1)
    clock.skip(9)
    desk.run(MoveOpportunities((card,), 2))
    clock.skip(18)
    desk.run(MoveOpportunities((card,), 1))
    clock.skip(2)
    page = page_of(desk, card)
    days = {stay.name: None if stay.spent_s is None else int(stay.spent_s // 86400) for stay in page.stays}
    assert days == {
        "Qualification": 11,
        "Discovery": 18,
        "Proposal": None,
        "Negotiation": None,
        "Won": None,
        "Lost": None,
    }


def test_a_promoted_opportunity_names_its_lead_account_and_committee(desk: Desk) -> None:
    lead = add_lead(desk)
    confirm(desk, lead)
    card = desk.run(PromoteLead(lead)).new_id
    assert card is not None
    page = page_of(desk, card)
    assert (page.lead_id, page.lead_name, page.account_name) == (lead, "Priya Raghavan", "Cobalt Freight Systems")
    assert [(person.name, person.role) for person in page.committee] == [("Daniel Osei", "decides")]


def test_a_deleted_opportunity_has_no_page(desk: Desk) -> None:
    card = add(desk, "a")
    desk.run(DeleteOpportunities((card,)))
    assert desk.read(opportunities.opportunity_page, card, desk.now()) is None


def test_ids_rows_and_page_ask_one_one_and_four_statements(desk: Desk, count_queries: Counter) -> None:
    ids = [add(desk, f"card {number}") for number in range(12)]
    for query, most in (
        (lambda: desk.read(opportunities.opportunity_ids, OpportunityFilter()), 1),
        (lambda: desk.read(opportunities.opportunity_rows, ids), 1),
        (lambda: page_of(desk, ids[0]), 4),
    ):
        with count_queries() as asked:
            query()
        assert len(asked) == most
