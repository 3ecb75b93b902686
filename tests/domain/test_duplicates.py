"""Two leads that are one person are found among thousands, and two people are left apart."""

from __future__ import annotations

from functools import cache

import pytest

from salesdesk.domain.duplicates import Entry, compare, entry, pairs_to_compare
from tests.labelled_leads import Judged, judge, make_leads


def _lead(
    name: str, company: str = "Cobalt Freight Systems", email: str = "", phone: str = "", record: int = 1
) -> Entry:
    first, _, last = name.rpartition(" ")
    return entry(record, first, last, company, email, "", (phone,))


@cache
def _judged(seed: int) -> Judged:
    return judge(make_leads(seed))


@pytest.mark.parametrize("seed", [1, 2])
def test_of_400_known_pairs_nearly_all_are_found_and_nearly_nothing_else(seed: int) -> None:
    found = _judged(seed)
    assert found.precision >= 0.98, found.wrong
    assert found.recall >= 0.95, found.missed


def test_the_labelled_leads_are_the_same_every_time() -> None:
    assert make_leads(3, 200, 40) == make_leads(3, 200, 40)
    assert len(make_leads(3, 200, 40).same) == 40
    assert make_leads(3, 200, 40) != make_leads(4, 200, 40)


@pytest.mark.parametrize(
    ("one", "other", "strength", "reasons"),
    [
        (
            _lead("Priya Raghavan", email="PRIYA@cobalt.example"),
            _lead("Priya Raghavan", "Cobalt", "priya@cobalt.example"),
            "exact",
            ("Same email address.", "Same name.", "Same website."),
        ),
        (
            _lead("Priya Raghavan", "", phone="+31105550142"),
            _lead("Raghavan Priya", "Zinc", phone="+31105550142"),
            "exact",
            ("Same phone number.", "Same name, first and last swapped."),
        ),
        (
            _lead("Priya Raghavan", "Cobalt Freight Systems B.V."),
            _lead("Pryia Raghavan", "COBALT FREIGHT SYSTEMS"),
            "likely",
            ("Nearly the same name.", "Same company."),
        ),
        (
            _lead("Dr. Priya M. Raghavan"),
            _lead("priya raghavan", "Cobalt Freigth Systems"),
            "likely",
            ("Same name.", "Nearly the same company name."),
        ),
        (_lead("P. Raghavan"), _lead("Priya Raghavan"), "likely", ("Same surname and initial.", "Same company.")),
        (_lead(""), _lead("", "Cobalt Freight Systems, Inc."), "likely", ("Same company.",)),
    ],
)
def test_one_person_written_twice_is_known_with_the_reasons(
    one: Entry, other: Entry, strength: str, reasons: tuple[str, ...]
) -> None:
    for found in (compare(one, other), compare(other, one)):
        assert found is not None
        assert (found.strength, found.reasons) == (strength, reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_lead("Priya Raghavan"), _lead("Paul Raghavan")),
        (_lead("Priya Raghavan"), _lead("Priya Raghavan", "Zinc Works")),
        (_lead("Priya Raghavan", phone="+31105550142"), _lead("Joel Ferreira", phone="+31105550142")),
        (_lead("Ann Lee", email="info@cobalt.example"), _lead("Bo Chen", email="info@cobalt.example")),
        (
            _lead("Maria Keller", email="maria.keller@cobalt.example"),
            _lead("Marie Keller", email="marie.keller@cobalt.example"),
        ),
        (_lead("Ann Lee", "Jasper Freight Systems"), _lead("Ann Lee", "Amber Freight Systems")),
        (_lead("", ""), _lead("", "")),
    ],
)
def test_two_people_are_left_apart(one: Entry, other: Entry) -> None:
    assert compare(one, other) is None
    assert compare(other, one) is None


def test_a_company_of_a_thousand_people_is_not_compared_each_with_each() -> None:
    crowd = [_lead(f"{chr(97 + number % 26)}ann{number} lee{number}", record=number) for number in range(1000)]
    compared = sum(len(block) for block in pairs_to_compare(crowd))
    assert 0 < compared < 20_000
