"""Addresses and numbers have one form, whoever wrote them."""

import pytest

from salesdesk.domain.errors import BadValue
from salesdesk.formats.contact_points import clean_email, clean_phone, region_of


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ann.Lee@Acme.Example", "ann.lee@acme.example"),
        ("mailto:ann@acme.example", "ann@acme.example"),
        ("Ann Lee <ann@acme.example>", "ann@acme.example"),
        ("o'neill@acme.example", "o'neill@acme.example"),
        ("jörg@müller.example", "jörg@müller.example"),
    ],
)
def test_an_address_is_tidied(text: str, address: str) -> None:
    assert clean_email(text) == address


@pytest.mark.parametrize("text", ["ann@", "@acme.example", "ann acme.example", "a@b", "ann@acme..example"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        clean_email(text)


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+31 10 555 0142", "", "+31 10 555 0142"),
        ("0049 30 5550177", "", "+49 30 5550177"),
        ("(212) 555-0142", "US", "+1 212-555-0142"),
        ("030 5550177", "DE", "+49 30 5550177"),
        ("030 5550177", "", "030 5550177"),
        ("ask at desk", "DE", "ask at desk"),
        ("  555  0100 ", "", "555 0100"),
    ],
)
def test_a_number_is_international_where_its_country_is_known(text: str, region: str, number: str) -> None:
    assert clean_phone(text, region) == number


def test_cleaning_a_clean_number_changes_nothing() -> None:
    for region in ("", "US", "DE"):
        number = clean_phone("030 5550177", region)
        assert clean_phone(number, region) == number


def test_a_country_has_its_region_by_name_or_code() -> None:
    assert [region_of(name, "US") for name in ("Germany", "deutschland", "fr", "Atlantis", "")] == [
        "DE",
        "DE",
        "FR",
        "US",
        "US",
    ]
