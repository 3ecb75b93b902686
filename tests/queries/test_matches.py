"""Accounts, contacts and open opportunities that a lead may belong to are found in the file."""

import pytest

from salesdesk.domain.errors import NotFound
from salesdesk.queries import matches
from salesdesk.services.commands import (
    AccountChoice,
    AddOpportunity,
    ContactChoice,
    LoseOpportunity,
    PromoteLead,
    SetAccount,
    SetContact,
)
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead


def on_file(desk: Desk, company: str, **fields: object) -> int:
    """Put an account with one contact, Joel Ferreira, on file by promoting a lead; return the account’s id."""
    lead = add_lead(desk, first_name="Joel", last_name="Ferreira", company=company, **fields)
    card = desk.run(PromoteLead(lead, AccountChoice(), ContactChoice(), override_reason="Known")).new_id
    query = "SELECT account_id FROM opportunity WHERE id = ?"
    found = desk.read(lambda connection: connection.exec_driver_sql(query, (card,)).scalar())
    assert isinstance(found, int)
    return found


def test_accounts_come_surest_first_with_reason_and_detail(desk: Desk) -> None:
    near = on_file(desk, "Cobalt Freigth Systems")
    same = on_file(desk, "Cobalt Freight Systems", website="cobalt.example", employees=380, city="Rotterdam")
    on_file(desk, "Zinc Works")
    lead = add_lead(desk, company="Cobalt Freight Systems B.V.", website="www.cobalt.example", employees=420)
    found = desk.read(matches.accounts, lead)
    assert [(one.id, one.strength, one.reason) for one in found] == [
        (same, "exact", "Same website, same name."),
        (near, "possible", "Nearly the same name."),
    ]
    assert found[0].detail == "Rotterdam, 1 contact, 1 opportunity open."
    assert [(one.field, one.from_lead, one.on_record) for one in found[0].differences] == [
        ("name", "Cobalt Freight Systems B.V.", "Cobalt Freight Systems"),
        ("website", "www.cobalt.example", "cobalt.example"),
        ("employees", "420", "380"),
    ]


def test_a_lead_without_company_and_domain_matches_no_account(desk: Desk) -> None:
    on_file(desk, "Zinc Works")
    assert desk.read(matches.accounts, add_lead(desk, company="", email="priya@gmail.com")) == []


def test_contacts_are_found_by_mail_anywhere_and_by_name_at_the_account(desk: Desk) -> None:
    account = on_file(desk, "Zinc Works")
    elsewhere = on_file(desk, "Tin Works", email="priya@tin.example")
    desk.run(SetContact(1, {"first_name": "P.", "last_name": "Raghavan", "title": "Operations Manager"}))
    lead = add_lead(desk, email="PRIYA@tin.example", title="Director of Operations")
    found = desk.read(matches.contacts, lead, account)
    assert [(one.account, one.strength) for one in found] == [("Tin Works", "exact"), ("Zinc Works", "possible")]
    assert found[1].name == "P. Raghavan"
    assert "title" in [one.field for one in found[1].differences]
    assert [one.account_id for one in desk.read(matches.contacts, lead, None)] == [elsewhere]


def test_a_phone_number_finds_its_contact(desk: Desk) -> None:
    on_file(desk, "Zinc Works", phone="+31 10 555 0142")
    lead = add_lead(desk, first_name="Joel", last_name="Ferreira", phone="+31 10 555 0142", company="Other")
    found = desk.read(matches.contacts, lead, None)
    assert [one.strength for one in found] == ["likely"]


def test_only_open_opportunities_can_be_joined(desk: Desk) -> None:
    account = on_file(desk, "Zinc Works")
    lost = desk.run(AddOpportunity({"name": "Lost one", "account_id": account})).new_id
    assert lost is not None
    desk.run(LoseOpportunity(lost, "No budget"))
    desk.run(AddOpportunity({"name": "Second", "account_id": account, "amount_minor": 4200}))
    found = desk.read(matches.open_opportunities, account)
    assert [(one.name, one.stage, one.amount_minor) for one in found] == [
        ("Second", "Qualification", 4200),
        ("Zinc Works", "Qualification", 0),
    ]
    desk.run(SetAccount(account, {"city": "Delft"}))
    lead = add_lead(desk, company="Zinc Works")
    detail = desk.read(matches.accounts, lead)[0].detail
    assert detail == "Delft, 1 contact, 2 opportunities open, 1 opportunity lost in November 2026."


def test_a_lead_that_is_not_there_has_no_matches(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.read(matches.accounts, 99)
