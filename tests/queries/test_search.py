"""Search over everything."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesdesk.bootstrap import open_desk
from salesdesk.queries import overview, search
from salesdesk.queries.search_candidates import ENOUGH
from salesdesk.services.commands import (
    AddLead,
    AddOpportunity,
    DeleteLeads,
    DeleteOpportunities,
    FillWithSample,
    LogActivity,
    SetLead,
)
from salesdesk.services.desk import Desk

NOW = datetime(2026, 11, 10, 9, 42, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an empty desk."""
    opened = open_desk(tmp_path / "desk.salesdesk", create=True, clock=lambda: NOW)
    yield opened
    opened.close()


def add_lead(desk: Desk, first: str, last: str, company: str = "", notes: str = "") -> int:
    """Add a lead and return its id."""
    done = desk.run(AddLead({"first_name": first, "last_name": last, "company": company, "notes": notes}))
    assert done.new_id is not None
    return done.new_id


def names(desk: Desk, text: str) -> list[str]:
    """Return the names found, best first."""
    return [hit.name for hit in desk.read(search.records, text)]


def test_the_beginning_of_a_word_is_enough_whatever_its_case_and_accents(desk: Desk) -> None:
    add_lead(desk, "Zoë", "Ångström", "Fjordline")
    assert names(desk, "zoe") == ["Zoë Ångström"]
    assert names(desk, "angst") == ["Zoë Ångström"]
    assert names(desk, "FJORD") == ["Zoë Ångström"]


@pytest.mark.parametrize("last", ["S", "S7", "Smith", "Sömmer", "Sømme", "Šimek", "Saß", "Sławski", "O’Sæter"])
def test_one_letter_finds_every_word_in_latin_script_that_begins_with_it(desk: Desk, last: str) -> None:
    add_lead(desk, "Ann", last)
    assert names(desk, "s") == names(desk, "ann s") == [f"Ann {last}"]
    assert names(desk, "t") == names(desk, "ann t") == []


def test_one_letter_of_another_script_is_found_too(desk: Desk) -> None:
    add_lead(desk, "Ольга", "Шульц")
    add_lead(desk, "Øyvind", "Dahl")
    assert names(desk, "ш") == ["Ольга Шульц"]
    assert names(desk, "ø") == ["Øyvind Dahl"]


def test_more_candidates_than_are_ranked_still_begin_with_the_newest(desk: Desk) -> None:
    leads = [add_lead(desk, "Ann", f"Lee {number}") for number in range(ENOUGH + 5)]
    found = desk.read(search.records, "ann", search.KINDS, ENOUGH + 5)
    assert [hit.id for hit in found] == leads[: -ENOUGH - 1 : -1]


def test_what_opens_nothing_leaves_its_place_to_others(desk: Desk) -> None:
    desk.run(FillWithSample(38, 18, seed=1))
    desk.run(DeleteOpportunities(tuple(range(1, 19))))
    everyone = desk.read(search.records, "a", search.KINDS, 1000)
    assert {hit.kind for hit in everyone} == {"lead"}
    assert desk.read(search.records, "a", search.KINDS, 3) == everyone[:3]


def test_the_middle_of_a_word_is_found_from_three_letters_on(desk: Desk) -> None:
    desk.run(AddOpportunity({"name": "Northwind – 240 seats"}))
    assert names(desk, "thwi") == ["Northwind – 240 seats"]
    assert names(desk, "th") == []


def test_a_name_that_begins_with_the_words_comes_before_one_that_holds_them(desk: Desk) -> None:
    for name in ("Winding road", "Northwind – 240 seats", "Big wind farm"):
        desk.run(AddOpportunity({"name": name}))
    assert names(desk, "wind") == ["Winding road", "Big wind farm", "Northwind – 240 seats"]


def test_initials_come_before_a_match_in_the_middle(desk: Desk) -> None:
    desk.run(AddOpportunity({"name": "Acct reform"}))
    desk.run(AddOpportunity({"name": "Castellan claims team"}))
    assert names(desk, "cct") == ["Castellan claims team", "Acct reform"]
    add_lead(desk, "Priya", "Raghavan")
    assert names(desk, "pr") == ["Priya Raghavan"]


def test_the_newest_of_equals_comes_first(desk: Desk) -> None:
    first = add_lead(desk, "Ann", "Lee", "Alpha")
    second = add_lead(desk, "Ann", "Lee", "Beta")
    assert [hit.id for hit in desk.read(search.records, "ann lee")] == [second, first]


def test_deleted_records_are_not_found(desk: Desk) -> None:
    lead = add_lead(desk, "Ann", "Lee")
    desk.run(DeleteLeads((lead,)))
    assert names(desk, "ann") == []
    desk.undo()
    assert names(desk, "ann") == ["Ann Lee"]


def test_a_changed_name_is_found_and_the_old_one_no_more(desk: Desk) -> None:
    lead = add_lead(desk, "Ann", "Lee")
    desk.run(SetLead(lead, {"first_name": "Bettina"}))
    assert names(desk, "ann") == []
    assert names(desk, "bett") == ["Bettina Lee"]


def test_signs_of_the_query_language_are_plain_text(desk: Desk) -> None:
    add_lead(desk, "Ann", "Lee")
    for text in ('"', "a OR b", "ann*", "(", "ann AND", "-notes:x", "^ann", "%", "_", "'"):
        desk.read(search.records, text)
        desk.read(search.note_count, text)
    assert names(desk, 'ann "') == ["Ann Lee"]


def test_notes_of_leads_and_activities_are_found_apart_from_names(desk: Desk) -> None:
    lead = add_lead(desk, "Ann", "Lee", notes="Met at the harbour fair")
    desk.run(LogActivity("call", lead=lead, subject="Intro", notes="They renovate the harbour offices"))
    assert names(desk, "harbour") == []
    assert desk.read(search.note_count, "harbour") == 2
    found = desk.read(search.notes, "harb")
    assert {(note.record_kind, note.record, note.record_name) for note in found} == {("lead", lead, "Ann Lee")}
    assert all("harbour" in note.passage for note in found)


def test_an_account_and_its_people_open_what_there_is_of_them(desk: Desk) -> None:
    desk.run(FillWithSample(38, 18, seed=1))
    hits = desk.read(search.records, "northwind")
    by_kind = {hit.kind: hit for hit in hits}
    opportunity = by_kind["opportunity"]
    assert opportunity.stage
    assert opportunity.amount_minor > 0
    assert by_kind["account"].opens == ("opportunity", opportunity.id)


def test_the_records_changed_last_are_offered_first(desk: Desk) -> None:
    first, second = add_lead(desk, "Ann", "Lee"), add_lead(desk, "Bo", "Kim")
    desk.run(SetLead(first, {"title": "Head"}))
    assert [hit.id for hit in desk.read(search.latest)] == [first, second]


def test_one_search_takes_a_fixed_number_of_statements(
    desk: Desk, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    desk.run(FillWithSample(38, 18, seed=1))
    with count_queries() as few:
        desk.read(search.records, "zzzq")
    with count_queries() as many:
        desk.read(search.records, "a")
    # Four likenesses of all kinds at once, and what is shown by kind.
    assert len(few) <= 4
    assert len(many) <= 8


def test_an_empty_desk_is_known_as_one(desk: Desk) -> None:
    assert desk.read(overview.is_empty)
    lead = add_lead(desk, "Ann", "Lee")
    assert not desk.read(overview.is_empty)
    desk.run(DeleteLeads((lead,)))
    assert desk.read(overview.is_empty)
