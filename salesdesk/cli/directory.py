"""Accounts and contacts on the command line."""

from __future__ import annotations

from salesdesk.cli.fields import pairs, split_own, typed
from salesdesk.cli.nouns import Ids, Noun, only
from salesdesk.cli.opportunities import account_named
from salesdesk.formats.fields import Field, Kind
from salesdesk.queries import directory
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.settings import currency
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

ACCOUNT_FIELDS = (
    *(Field(name, name.capitalize()) for name in ("name", "domain", "website", "phone", "industry")),
    Field("employees", "Employees", Kind.NUMBER),
    Field("annual_revenue", "Annual revenue", Kind.MONEY),
    *(Field(name, name.capitalize()) for name in ("currency", "street", "city", "region")),
    *(Field("postal_code", "Postal code"), Field("country", "Country"), Field("status", "Status")),
)
CONTACT_FIELDS = (
    *(Field("first_name", "First name"), Field("last_name", "Last name"), Field("title", "Title")),
    *(Field("account", "Account"), Field("email", "Email"), Field("phone", "Phone"), Field("mobile", "Mobile")),
    Field("do_not_contact", "Do not contact", Kind.YES_NO),
    Field("verified_on", "Verified on", Kind.DATE),
)


def _changed_account(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    account = only("account", ids)
    own = desk.read(directory.currency_of_account, account) or desk.read(currency)
    given, custom = split_own(pairs(words), desk.read(own_fields, "account"))
    return do.SetAccount(account, typed("account", given, ACCOUNT_FIELDS, own) | custom)


def _changed_contact(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    given, custom = split_own(pairs(words), desk.read(own_fields, "contact"))
    fields = typed("contact", given, CONTACT_FIELDS, desk.read(currency)) | custom
    if "account" in fields:
        fields["account_id"] = account_named(desk, fields.pop("account"))
    return do.SetContact(only("contact", ids), fields)


ACCOUNT = Noun("accounts", change=_changed_account)
CONTACT = Noun("contacts", change=_changed_contact)
