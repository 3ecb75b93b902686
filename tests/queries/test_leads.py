"""The list of leads holds all that its filter lets through, in order; a page tells everything about one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from salesdesk.domain.filters import EVERYTHING, Condition, Filter, having_words
from salesdesk.domain.leads import LIFECYCLE_NAMES
from salesdesk.queries import filtering, leads
from salesdesk.queries.filtering import Wanted
from salesdesk.queries.leads import LeadSort
from salesdesk.services.commands import DeleteLeads, DisqualifyLead, NurtureLead, SetLead, SetLifecycle
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead

Counter = Callable[[], AbstractContextManager[list[str]]]
ALL = Condition("lifecycle", "any_of", tuple(LIFECYCLE_NAMES))
NURTURE = Condition("lifecycle", "any_of", ("nurture",))


def names(desk: Desk, chosen: Filter = ALL, sort: LeadSort = "name") -> list[str]:
    ids = desk.read(leads.lead_ids, Wanted(chosen, desk.now()), sort)
    found = {row.id: row.name for row in desk.read(leads.lead_rows, ids)}
    return [found[one] for one in ids]


def test_open_leads_are_those_on_the_path_before_an_opportunity(desk: Desk) -> None:
    add_lead(desk, first_name="Ann", last_name="Open")
    closed = add_lead(desk, first_name="Bob", last_name="Closed")
    waiting = add_lead(desk, first_name="Cleo", last_name="Waiting")
    desk.run(DisqualifyLead(closed, "Spam"))
    desk.run(NurtureLead(waiting, date(2027, 2, 1), "No budget yet"))
    assert names(desk, EVERYTHING) == ["Ann Open"]
    assert names(desk, NURTURE) == ["Cleo Waiting"]
    assert names(desk) == ["Ann Open", "Bob Closed", "Cleo Waiting"]
    for chosen, whole in ((EVERYTHING, 1), (having_words("ann"), 1), (NURTURE, 3)):
        assert desk.read(leads.whole_count, Wanted(chosen, desk.now())) == whole
    assert desk.read(filtering.count, "lead", Wanted(ALL, desk.now())) == 3


def test_a_deleted_lead_is_in_no_list_and_has_no_page(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(DeleteLeads((lead,)))
    assert names(desk) == []
    assert desk.read(leads.lead_rows, [lead]) == []
    assert desk.read(leads.lead_page, lead) is None


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Ann Berg", "Bo Carl", "Cy Dorn"]),
        ("newest", ["Bo Carl", "Ann Berg", "Cy Dorn"]),
        ("company", ["Bo Carl", "Cy Dorn", "Ann Berg"]),
        ("lifecycle", ["Cy Dorn", "Ann Berg", "Bo Carl"]),
        ("score", ["Ann Berg", "Bo Carl", "Cy Dorn"]),
    ],
)
def test_each_order_puts_the_leads_as_it_says(desk: Desk, sort: LeadSort, expected: list[str]) -> None:
    cy = add_lead(desk, first_name="Cy", last_name="Dorn", company="Beta")
    add_lead(desk, first_name="Ann", last_name="Berg", company="Gamma", title="Director of Operations", employees=400)
    add_lead(desk, first_name="Bo", last_name="Carl", company="Alpha", title="Operations Manager")
    desk.run(SetLifecycle(cy, "working"))
    assert names(desk, sort=sort) == expected


@pytest.mark.parametrize("words", ["pri", "ragh cob", "PRIYA", "aghav", "cobalt"])
def test_words_find_a_lead_by_beginnings_and_by_the_middle_of_a_name(desk: Desk, words: str) -> None:
    add_lead(desk)
    add_lead(desk, first_name="Joel", last_name="Ferreira", company="Ardent Packaging")
    assert names(desk, having_words(words)) == ["Priya Raghavan"]


@pytest.mark.parametrize("words", ["nobody", '"', "priya joel", "*", "…"])
def test_words_that_no_lead_has_find_none(desk: Desk, words: str) -> None:
    add_lead(desk)
    assert names(desk, having_words(words)) == []


def test_words_follow_a_changed_name(desk: Desk) -> None:
    lead = add_lead(desk)
    desk.run(SetLead(lead, {"last_name": "Menon"}))
    assert names(desk, having_words("raghavan")) == []
    assert names(desk, having_words("menon")) == ["Priya Menon"]


def test_a_lead_without_a_name_is_called_by_its_company(desk: Desk) -> None:
    add_lead(desk, first_name="", last_name="")
    assert names(desk) == ["Cobalt Freight Systems"]


def test_the_page_tells_fields_and_dated_steps(desk: Desk) -> None:
    lead = add_lead(desk, city="Rotterdam", employees=420)
    desk.run(SetLifecycle(lead, "mql"))
    page = desk.read(leads.lead_page, lead)
    assert page is not None
    assert (page.name, page.city, page.employees, page.mql_mark) == ("Priya Raghavan", "Rotterdam", 420, 60)
    assert [(step.from_stage, step.to_stage) for step in page.steps][-1] == ("new", "mql")
    assert page.imported_from == ""


def test_ids_rows_and_page_ask_one_one_and_two_statements(desk: Desk, count_queries: Counter) -> None:
    ids = [add_lead(desk, first_name=f"Lead {number}") for number in range(30)]
    with count_queries() as asked:
        desk.read(leads.lead_ids, Wanted(EVERYTHING, desk.now()))
    assert len(asked) == 1
    with count_queries() as asked:
        desk.read(leads.lead_rows, ids)
    assert len(asked) == 1
    with count_queries() as asked:
        desk.read(leads.lead_page, ids[0])
    assert len(asked) == 2
