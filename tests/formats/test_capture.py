"""Pasted signatures, cards, mails and rows become proposed leads, and no text at all is an accident."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesdesk.formats.capture import LONGEST, MOST, NOBODY, Captured, capture

SIGNATURE = """
Priya Raghavan
Head of Fleet Operations | Cobalt Freight Systems B.V.
Wilhelminakade 123
3072 AP Rotterdam
T +31 10 555 0142 | M: +31 6 5550 0199
Fax +31 10 555 0143
priya.raghavan@cobalt.example
www.cobalt.example
"""
VCARD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;Dr.
FN:Dr. Jörg Müller
ORG:Granite Harbor GmbH;Einkauf
TITLE:Leiter
  Einkauf
EMAIL;TYPE=HOME:joerg@home.example
EMAIL;TYPE=WORK,PREF:J.Mueller@granite.example
TEL;CELL:0170 5550142
item1.TEL;TYPE=work,voice:+49 30 5550142
TEL;TYPE=fax:+49 30 5550143
ADR;TYPE=WORK:;;Hafenstraße 1\\, Tor 2;Berlin;;10115;Germany
URL:https://granite.example
NOTE:Met at the fair\\nLikes tea
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ada Moreau
TEL;VALUE=uri;TYPE="cell":tel:+33-1-55-50-01-42
END:VCARD
"""
MAIL = """From: "Daniel Osei" <daniel.osei@northwind.example>
Sent: Monday, 9 November 2026 10:14
To: me@desk.example
Subject: Offer

Hi,

could you call me on 2026-11-12?

Kind regards,
Daniel

Daniel Osei
Chief Financial Officer
Northwind Foods Ltd.
Mobile: +44 7700 900142

> On 8 Nov 2026, me@desk.example wrote:
> Priya Raghavan
"""


def _fields(text: str, region: str = "") -> dict[str, object]:
    (lead,) = capture(text, region).leads
    return dict(lead.fields)


def test_a_signature_gives_name_role_company_numbers_and_place() -> None:
    assert _fields(SIGNATURE) == {
        "first_name": "Priya",
        "last_name": "Raghavan",
        "title": "Head of Fleet Operations",
        "company": "Cobalt Freight Systems B.V.",
        "street": "Wilhelminakade 123",
        "postal_code": "3072 AP",
        "city": "Rotterdam",
        "phone": "+31 10 555 0142",
        "mobile": "+31 6 5550 0199",
        "email": "priya.raghavan@cobalt.example",
        "website": "www.cobalt.example",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joel Ferreira, joel@zinc.example", {"email": "joel@zinc.example"}),
        ("Ann Lee\nCEO at Zinc Works\nann@zinc.example", {"title": "CEO", "company": "Zinc Works", "last_name": "Lee"}),
        ("Ludwig van Beethoven\nGeschäftsführer\nMusik GmbH", {"last_name": "van Beethoven", "company": "Musik GmbH"}),
        ("Ann Lee\nZinc Works\nann@zinc.example", {"company": "Zinc Works"}),
    ],
)
def test_short_signatures_are_read_too(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= _fields(text).items()


def test_a_card_with_lines_that_nobody_can_read_is_still_a_person() -> None:
    card = """BEGIN:VCARD
VERSION:3.0
N:Osei;Daniel
TITLE;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:CFO
PHOTO;ENCODING=b:/9j/4AAQ=SkZ
BEGIN:VEVENT
EMAIL:daniel@cobalt.example
"""
    found = _fields(card)
    assert (found["first_name"], found["title"], found["email"]) == ("Daniel", "CFO", "daniel@cobalt.example")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Sundkrogsgade 21, 2100 Copenhagen Ø, Denmark", ("Sundkrogsgade 21", "2100", "Copenhagen Ø", "", "Denmark")),
        ("14 Mill Lane, Leeds LS1 4DY, United Kingdom", ("14 Mill Lane", "LS1 4DY", "Leeds", "", "United Kingdom")),
        ("500 Market St, San Francisco, CA 94105", ("500 Market St", "94105", "San Francisco", "CA", "")),
        ("D-70565 Stuttgart\nDeutschland", ("", "70565", "Stuttgart", "", "Deutschland")),
    ],
)
def test_an_address_is_read_as_its_country_writes_it(line: str, place: tuple[str, ...]) -> None:
    found = _fields(f"Ann Lee\nSales Director\n{line}\nann@cobalt.example")
    assert tuple(found.get(name, "") for name in ("street", "postal_code", "city", "region", "country")) == place
    assert (found["first_name"], found["title"]) == ("Ann", "Sales Director")


def test_name_and_role_may_stand_in_one_line() -> None:
    found = _fields("Sam Lee, VP Sales\nAcme Inc.\nsam@acme.example")
    assert (found["first_name"], found["last_name"], found["title"], found["company"]) == (
        *("Sam", "Lee", "VP Sales"),
        "Acme Inc.",
    )


def test_street_and_place_may_stand_in_one_line() -> None:
    found = _fields("Ann Lee\nSales Director | Waalhaven 12, 3089 JH Rotterdam\nann@cobalt.example")
    assert (found["street"], found["postal_code"], found["city"]) == ("Waalhaven 12", "3089 JH", "Rotterdam")
    assert found["title"] == "Sales Director"


def test_every_card_of_a_file_becomes_a_lead() -> None:
    found = capture(VCARD, "DE")
    assert found.kind == "vcard"
    first, second = found.leads
    assert first.fields == {
        "first_name": "Jörg",
        "last_name": "Müller",
        "company": "Granite Harbor GmbH",
        "title": "Leiter Einkauf",
        "email": "j.mueller@granite.example",
        "mobile": "+49 170 5550142",
        "phone": "+49 30 5550142",
        "street": "Hafenstraße 1, Tor 2",
        "city": "Berlin",
        "postal_code": "10115",
        "country": "Germany",
        "website": "https://granite.example",
        "notes": "Met at the fair\nLikes tea",
    }
    assert second.who == "Ada Moreau"
    assert second.fields["mobile"] == "+33-1-55-50-01-42"


def test_an_e_mail_gives_its_sender_and_not_whom_it_quotes() -> None:
    assert _fields(MAIL) == {
        "first_name": "Daniel",
        "last_name": "Osei",
        "email": "daniel.osei@northwind.example",
        "title": "Chief Financial Officer",
        "company": "Northwind Foods Ltd.",
        "mobile": "+44 7700 900142",
    }


def test_rows_with_a_header_are_matched_like_a_file() -> None:
    text = (
        "First name\tSurname\tCompany\tEmployees\tTags\nPriya\tRaghavan\tCobalt\t51-200\tfleet; q4\nJoel\t\t\tmany\t\n"
    )
    found = capture(text)
    assert found.kind == "rows"
    assert found.leads[0].fields == {
        "first_name": "Priya",
        "last_name": "Raghavan",
        "company": "Cobalt",
        "employees": 51,
        "tags": ("fleet", "q4"),
    }
    assert found.leads[1].fields == {"first_name": "Joel"}
    assert found.leads[1].faults[0].startswith("Row 3, Employees: “many”")


def test_rows_without_a_header_are_told_apart_by_their_looks() -> None:
    found = capture("Priya Raghavan\tCobalt Freight\tp@cobalt.example\nJoel Ferreira\tZinc\tj@zinc.example\n")
    assert [(lead.who, lead.fields["company"]) for lead in found.leads] == [
        ("Priya Raghavan", "Cobalt Freight"),
        ("Joel Ferreira", "Zinc"),
    ]
    (lead,) = capture("Ann\tLee\tBuyer\tZinc Works\t+31 10 555 0142\n").leads
    assert lead.fields == {
        "first_name": "Ann",
        "last_name": "Lee",
        "title": "Buyer",
        "company": "Zinc Works",
        "phone": "+31 10 555 0142",
    }


@pytest.mark.parametrize("text", ["", "   \n", "+31 10 555 0142", "BEGIN:VCARD\nEND:VCARD", "\t\t\n", "12\t34\n56\t78"])
def test_a_text_without_anybody_is_answered_with_a_sentence(text: str) -> None:
    assert capture(text) == Captured("nothing", (), (NOBODY,))


def test_what_is_too_much_is_said() -> None:
    assert "Import it as a file" in capture("a" * (LONGEST + 1)).faults[0]
    many = capture("Name\tEmail\n" + "".join(f"Ann Lee\ta{number}@zinc.example\n" for number in range(MOST + 1)))
    assert len(many.leads) == MOST
    assert many.faults[0].startswith(f"Only the first {MOST} of 501")


SIGNS = st.sampled_from(
    [*"aZ0+@.:;,|\t\n\r<>\"'=()/- \\ß😀\ud800\x00\u2028", "BEGIN:VCARD\n", "TEL:", "N:", "From: ", "www.", "--\n"]
)


@given(st.one_of(st.text(max_size=300), st.lists(SIGNS, max_size=80).map("".join)), st.sampled_from(["", "DE", "XX"]))
@example("BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=nonsense:=ZZ=\n=\nTEL:\n", "")
@example('a\t"b\nc', "")
@example("First name\tLast name\n\x85\t\u2028", "DE")
def test_no_text_is_an_accident(text: str, region: str) -> None:
    found = capture(text, region)
    assert bool(found.leads) != (found.kind == "nothing")
    for lead in found.leads:
        assert lead.who
        for value in lead.fields.values():
            assert value not in ("", None)
    for fault in found.faults:
        assert fault.endswith(".")
