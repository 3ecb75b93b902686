"""Opportunities on the command line."""

from __future__ import annotations

from typing import Any

from salesdesk.cli.fields import opportunity_fields, read_id
from salesdesk.cli.nouns import Ids, Noun
from salesdesk.cli.places import stage_anywhere
from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.queries import directory, opportunities
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.settings import currency as currency_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk


def _addition(desk: Desk, words: list[str]) -> do.Command:
    return do.AddOpportunity(_fields(desk, words, desk.read(currency_of)))


def _change(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    first, *others = ids
    fields = _fields(desk, words, _own_currency(desk, first))
    if "stage_id" in fields:
        raise BadValue("opportunity", "stage", "a stage is changed with “move”.")
    return do.ReviseOpportunities(ids, fields) if others else do.SetOpportunity(first, fields)


def _own_currency(desk: Desk, opportunity: int) -> str:
    page = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    return desk.read(currency_of) if page is None else page.currency


def _fields(desk: Desk, words: list[str], currency: str) -> dict[str, Any]:
    """Return typed columns; what names a record becomes its id."""
    fields = opportunity_fields(words, currency, desk.read(own_fields, "opportunity"))
    if "stage" in fields:
        fields["stage_id"] = stage_anywhere(desk, fields.pop("stage")).id
    if "contact" in fields:
        fields["contact_id"] = read_id(fields.pop("contact"), "contact") if fields["contact"] else None
    if "account" in fields:
        fields["account_id"] = account_named(desk, fields.pop("account"))
    return fields


def account_named(desk: Desk, text: str) -> int | None:
    """Return the account of a number or a name, None where the text is empty. Raises: SalesDeskError."""
    if not text.strip():
        return None
    if text.strip().isdigit():
        return int(text)
    found = desk.read(directory.find_by_name, "account", text)
    if len(found) != 1:
        raise SalesDeskError(
            f"There {'are several accounts' if found else 'is no account'} called “{text}”. Give its number instead."
        )
    return found[0]


OPPORTUNITY = Noun("opportunities", add=_addition, change=_change)
