"""Duplicates among all leads are found without stopping anybody, and what was told apart stays apart."""

from __future__ import annotations

import pytest

from salesdesk.domain.errors import BadValue, Cancelled, NotFound, SalesDeskError
from salesdesk.queries import duplicates
from salesdesk.services.commands import AddLead, ChangeSettings, DeleteLeads, RememberNotDuplicates
from salesdesk.services.desk import Desk
from salesdesk.services.duplicate_scan import scan
from tests.qualifying import add_lead


@pytest.fixture
def three(desk: Desk) -> tuple[int, int, int]:
    """Give one person twice, and somebody else."""
    one = add_lead(desk, email="priya@cobalt.example", phone="+31 10 555 0142")
    other = add_lead(desk, first_name="RAGHAVAN", last_name="Pryia", company="Cobalt Freight Systems B.V.")
    third = add_lead(desk, first_name="Joel", last_name="Ferreira")
    return one, other, third


def _pairs(desk: Desk) -> list[tuple[int, int]]:
    return [(one.first, one.second) for one in scan(desk)]


def test_the_scan_finds_the_pair_with_its_reasons_and_no_other(desk: Desk, three: tuple[int, int, int]) -> None:
    (found,) = scan(desk)
    assert (found.first, found.second) == three[:2]
    assert found.reasons == ("Nearly the same name.", "Same company.")
    assert found.strength == "likely"


def test_the_surest_pair_comes_first(desk: Desk, three: tuple[int, int, int]) -> None:
    sure = add_lead(desk, company="", email="PRIYA@cobalt.example")
    found = scan(desk)
    assert (found[0].first, found[0].second) == (three[0], sure)
    assert [one.certainty for one in found] == sorted((one.certainty for one in found), reverse=True)


def test_leads_in_the_trash_are_nobodys_duplicate(desk: Desk, three: tuple[int, int, int]) -> None:
    desk.run(DeleteLeads((three[1],)))
    assert _pairs(desk) == []


def test_what_was_told_apart_is_not_asked_again_until_it_is_undone(desk: Desk, three: tuple[int, int, int]) -> None:
    one, other, _ = three
    done = desk.run(RememberNotDuplicates("lead", (other, one)))
    assert done.label == "Keep “Priya Raghavan” and “RAGHAVAN Pryia” apart"
    assert _pairs(desk) == []
    assert desk.read(duplicates.of_lead, one) == []
    assert desk.run(RememberNotDuplicates("lead", (one, other))).entry_id is None
    desk.undo()
    assert _pairs(desk) == [(one, other)]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (RememberNotDuplicates("lead", (1,)), SalesDeskError),
        (RememberNotDuplicates("lead", (1, 1)), SalesDeskError),
        (RememberNotDuplicates("lead", (1, 99)), NotFound),
        (RememberNotDuplicates("setting", (1, 2)), BadValue),
    ],
)
def test_what_cannot_be_told_apart_is_refused(
    desk: Desk, three: tuple[int, int, int], command: RememberNotDuplicates, refusal: type[SalesDeskError]
) -> None:
    with pytest.raises(refusal, match=r"\.$"):
        desk.run(command)


def test_the_scan_reports_progress_to_its_end(desk: Desk, three: tuple[int, int, int]) -> None:
    told: list[tuple[int, int]] = []
    scan(desk, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (6, 6)


def test_the_scan_stops_when_asked_to(desk: Desk, three: tuple[int, int, int]) -> None:
    with pytest.raises(Cancelled):
        scan(desk, is_cancelled=lambda: True)


def test_the_desk_can_be_written_to_while_the_scan_runs(desk: Desk, three: tuple[int, int, int]) -> None:
    added: list[int | None] = []

    def add_one(done: int, total: int) -> None:
        if not added:
            added.append(desk.run(AddLead({"last_name": "Meanwhile"})).new_id)

    assert [(one.first, one.second) for one in scan(desk, add_one)] == [three[:2]]
    assert added


def test_a_desk_without_leads_has_no_duplicates(desk: Desk) -> None:
    assert scan(desk) == ()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"email": " Priya@Cobalt.example"}, "Same email address."),
        ({"first_name": "Priya", "phone": "010-5550142", "last_name": "Raghavan"}, "Same phone number."),
        ({"first_name": "Raghavan", "last_name": "Priya", "company": "Cobalt Freight"}, "Same name, first and last"),
        ({"first_name": "Prya", "last_name": "Raghavan", "company": "cobalt freight systems bv"}, "Nearly the same"),
        ({"first_name": "P.", "last_name": "Raghavan", "company": "Cobalt Freight Systems"}, "Same surname"),
        ({"last_name": "Raghavan", "first_name": "Priya", "website": "www.cobalt.example"}, "Same name."),
    ],
)
def test_a_lead_is_known_while_it_is_typed(
    desk: Desk, three: tuple[int, int, int], typed: dict[str, object], reason: str
) -> None:
    desk.run(ChangeSettings({"region": "NL"}))
    found = desk.read(duplicates.candidates, typed)
    assert found[0].id == three[0]
    assert any(one.startswith(reason) for one in found[0].reasons)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"email": "", "company": None},
        {"last_name": '"*'},
        {"company": "AND OR NOT"},
        {"phone": "%"},
        {"last_name": "Nobody", "company": "Cobalt Freight Systems"},
    ],
)
def test_a_lead_that_is_new_has_no_candidates(
    desk: Desk, three: tuple[int, int, int], typed: dict[str, object]
) -> None:
    assert desk.read(duplicates.candidates, typed) == []
