"""A company or person on file is known again, with the reason and how sure it is."""

import pytest

from salesdesk.domain.matching import Person, account_likeness, contact_likeness, differences, digits


@pytest.mark.parametrize(
    ("lead", "account", "strength", "reason"),
    [
        (("Cobalt B.V.", "cobalt.example"), ("Cobalt", "cobalt.example"), "exact", "Same website, same name."),
        (
            ("Cobalt Freight System", "cobalt.example"),
            ("Cobalt Freight Systems Holding", "cobalt.example"),
            "likely",
            "Same website, nearly the same name.",
        ),
        (("Cobalt", "cobalt.example"), ("Zinc", "cobalt.example"), "likely", "Same website, another name."),
        (("Cobalt, Inc.", ""), ("COBALT", "cobalt.example"), "likely", "Same name."),
        (("Cobalt", "cobalt.nl.example"), ("Cobalt", "cobalt.example"), "possible", "Same name, another website."),
        (("Cobalt Freigth Systems", ""), ("Cobalt Freight Systems", ""), "possible", "Nearly the same name."),
        (("Freight Cobalt", ""), ("Cobalt Freight", ""), "possible", "Nearly the same name."),
    ],
)
def test_accounts_match_by_website_then_name_then_nearly(
    lead: tuple[str, str], account: tuple[str, str], strength: str, reason: str
) -> None:
    found = account_likeness(*lead, *account)
    assert found is not None
    assert (found.strength, found.reason) == (strength, reason)


@pytest.mark.parametrize("other", ["Zinc Works", "Cobalt Mining", ""])
def test_other_companies_do_not_match(other: str) -> None:
    assert account_likeness("Cobalt Freight Systems", "", other, "") is None


def test_two_companies_without_name_or_website_do_not_match() -> None:
    assert account_likeness("", "", "", "") is None


PRIYA = Person("Priya", "Raghavan", "priya@cobalt.example", ("+31 10 555 0142",))


@pytest.mark.parametrize(
    ("contact", "is_at_account", "strength", "reason"),
    [
        (Person("P.", "R.", "PRIYA@cobalt.example"), False, "exact", "Same email address, at another account."),
        (Person("Priya", "Raghavan", "", ("010 555 0142", "0031 (0)10-5550142")), True, "likely", "Same phone number"),
        (Person("Joel", "Ferreira", "", ("+31105550142",)), True, "possible", "Same phone number, another name."),
        (Person("priya", "RAGHAVAN"), True, "likely", "Same name at this account."),
        (Person("P.", "Raghavan"), True, "possible", "Same surname and initial at this account."),
        (Person("Pryia", "Raghavan"), True, "possible", "Nearly the same name at this account."),
    ],
)
def test_contacts_match_by_mail_then_phone_then_name_there(
    contact: Person, is_at_account: bool, strength: str, reason: str
) -> None:
    found = contact_likeness(PRIYA, contact, is_at_account=is_at_account)
    assert found is not None
    assert found.strength == strength
    assert found.reason.startswith(reason)


def test_a_name_at_another_account_says_nothing() -> None:
    assert contact_likeness(PRIYA, Person("Priya", "Raghavan"), is_at_account=False) is None


def test_people_of_whom_nothing_is_known_do_not_match() -> None:
    assert contact_likeness(Person("", ""), Person("", ""), is_at_account=True) is None
    assert contact_likeness(PRIYA, Person("Paul", "Raghavan"), is_at_account=True) is None


def test_phone_numbers_are_compared_by_their_last_digits() -> None:
    assert digits("+31 10 555 0142") == digits("0031105550142") == digits("+31 (0)10 555-0142")
    assert digits("12345") == ""


def test_only_fields_that_both_have_differ() -> None:
    ours = {"name": "Cobalt", "employees": 420, "phone": "", "city": "Delft"}
    theirs = {"name": "Cobalt B.V.", "employees": 380, "phone": "+31", "city": "Delft"}
    found = differences(ours, theirs, ("name", "employees", "phone", "city"))
    assert [(one.field, one.from_lead, one.on_record) for one in found] == [
        ("name", "Cobalt", "Cobalt B.V."),
        ("employees", "420", "380"),
    ]
