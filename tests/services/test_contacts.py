"""Accounts and contacts keep what the rep writes, with keys that follow."""

from typing import Any

import pytest

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.services.commands import Command, PromoteLead, SetAccount, SetContact
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead
from tests.rows import all_rows


@pytest.fixture
def account(desk: Desk) -> int:
    desk.run(PromoteLead(add_lead(desk), override_reason="Known"))
    return 1


def only(desk: Desk, query: str) -> tuple[Any, ...]:
    return desk.read(lambda connection: tuple(connection.exec_driver_sql(query).one()))


def refuse(desk: Desk, command: Command, kind: type[SalesDeskError]) -> None:
    before = all_rows(desk.path)
    with pytest.raises(kind):
        desk.run(command)
    assert all_rows(desk.path) == before


def test_an_account_keeps_its_keys_in_step(desk: Desk, account: int) -> None:
    done = desk.run(SetAccount(account, {"name": "Zinc Works B.V.", "website": "https://www.zinc.example/nl"}))
    assert done.label == "Change “Zinc Works B.V.”"
    assert only(desk, "SELECT name_key, domain FROM account") == ("zinc works", "zinc.example")


def test_a_domain_can_be_set_apart_from_the_website(desk: Desk, account: int) -> None:
    desk.run(SetAccount(account, {"website": "zinc.example", "domain": "https://zinc-group.example"}))
    assert only(desk, "SELECT website, domain FROM account") == ("zinc.example", "zinc-group.example")


def test_a_contact_keeps_its_keys_in_step(desk: Desk, account: int) -> None:
    desk.run(SetContact(1, {"email": "P.Rao@Cobalt.example", "last_name": "Rao", "do_not_contact": True}))
    assert only(desk, "SELECT name_key, email_key, do_not_contact FROM contact") == (
        "priya rao",
        "p.rao@cobalt.example",
        1,
    )


def test_values_that_do_not_fit_are_refused(desk: Desk, account: int) -> None:
    refuse(desk, SetAccount(account, {"name": " "}), BadValue)
    refuse(desk, SetAccount(account, {"status": "friend"}), BadValue)
    refuse(desk, SetAccount(account, {"name_key": "x"}), BadValue)
    refuse(desk, SetContact(1, {"email": "nobody"}), BadValue)
    refuse(desk, SetContact(1, {"account_id": 99}), NotFound)
    refuse(desk, SetContact(99, {"title": "CEO"}), NotFound)
    refuse(desk, SetAccount(99, {"name": "Zinc"}), NotFound)
