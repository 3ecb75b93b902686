"""Columns of known programs and five languages find their fields by name."""

import pytest

from salesdesk.domain.errors import BadValue
from salesdesk.formats.fields import IMPORT_FIELDS, LEAD_FIELDS
from salesdesk.formats.headers import known_headers, overrule, propose_mapping
from salesdesk.formats.synonyms import SYNONYMS


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Full Name|Job title|Company|E-mail (work)|Tel.|Employees|Reg. date|utm_content",
            "name|title|company|email|phone|employees|created_at|",
        ),
        ("Vorname|Name|Firma|E-Mail-Adresse|Telefon|PLZ", "first_name|last_name|company|email|phone|postal_code"),
        ("Prénom|Nom|Société|Courriel|Code postal|Ville", "first_name|last_name|company|email|postal_code|city"),
        ("Voornaam|Achternaam|Bedrijf|E-mailadres|Plaats", "first_name|last_name|company|email|city"),
        ("Nombre|Apellidos|Empresa|Correo electrónico|Cargo", "first_name|last_name|company|email|title"),
        (
            "First Name|Last Name|Title|Company / Account|Lead Source|Zip/Postal Code|State/Province|No. of Employees",
            "first_name|last_name|title|company|source|postal_code|region|employees",
        ),
        (
            "First Name|Last Name|Email|Mobile Phone Number|Associated Company|Create Date|Original Source",
            "first_name|last_name|email|mobile|company|created_at|source",
        ),
        (
            "Person - Name|Organization - Name|Person - Email - Work|Lead - Value|Lead - Labels",
            "name|company|email|amount|tags",
        ),
        (
            "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
            "first_name|last_name|website|email|company|title|created_at",
        ),
        (
            "Given Name|Family Name|Organization 1 - Name|E-mail 1 - Value|Phone 1 - Value|Address 1 - City",
            "first_name|last_name|company|email|phone|city",
        ),
        (
            "First Name|Last Name|Company|Job Title|Business Street|Business Phone|E-mail Address|Web Page|Categories",
            "first_name|last_name|company|title|street|phone|email|website|tags",
        ),
        ("FirstName|LastName|MobilePhone|NumberOfEmployees", "first_name|last_name|mobile|employees"),
    ],
)
def test_columns_find_their_fields(header: str, fields: str) -> None:
    mapping = propose_mapping(header.split("|"))
    assert ["" if field is None else field for field in mapping.fields] == fields.split("|")


def test_our_own_headers_find_themselves() -> None:
    mapping = propose_mapping([field.label for field in LEAD_FIELDS])
    importable = {field.name for field in IMPORT_FIELDS} - {"name"}
    assert {field for field in mapping.fields if field} == importable
    assert all(field is None or field == own.name for field, own in zip(mapping.fields, LEAD_FIELDS, strict=True))


def test_no_name_stands_for_two_fields() -> None:
    owners: dict[str, str] = {}
    for field, names in SYNONYMS.items():
        for name in names.split(";"):
            assert owners.setdefault("".join(filter(str.isalnum, name.casefold())), field) == field


def test_a_field_is_given_once_to_the_column_named_best() -> None:
    mapping = propose_mapping(["Work email", "Email", "Name"])
    assert mapping.fields == (None, "email", "name")


def test_a_name_beside_first_and_last_name_is_left_out() -> None:
    assert propose_mapping(["Name", "First name", "Last name"]).fields == (None, "first_name", "last_name")


def test_wishes_overrule_the_proposal() -> None:
    mapping = propose_mapping(["Email", "Second mail", "Town"])
    wished = overrule(mapping, [("email", "second MAIL"), ("city", "")])
    assert wished.fields == (None, "email", None)


@pytest.mark.parametrize("wish", [("shoe_size", "Town"), ("email", "Nowhere")])
def test_a_wish_for_what_is_not_there_is_refused(wish: tuple[str, str]) -> None:
    with pytest.raises(BadValue):
        overrule(propose_mapping(["Email", "Town"]), [wish])


def test_known_headers_are_counted_once_each() -> None:
    assert known_headers(["Email", "E-mail", "Ann Lee", ""]) == 1
