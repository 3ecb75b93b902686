"""Opportunities on the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from salesdesk.cli.fields import opportunity_fields, pairs, read_day, read_id
from salesdesk.cli.nouns import Ids, Noun
from salesdesk.cli.places import stage_anywhere
from salesdesk.cli.steps import take_next_step
from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.queries import directory, opportunities
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.settings import currency as currency_of
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
_SHIFT = re.compile(r"[+-][0-9]{1,4}", re.ASCII)


def _addition(desk: Desk, words: list[str]) -> do.Command:
    return do.AddOpportunity(_fields(desk, pairs(words), desk.read(currency_of)))


def _change(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    given = pairs(words)
    for name, build in _ALONE.items():
        if name in given:
            if len(given) > 1:
                raise BadValue("opportunity", name, "it is set by itself.")
            return build(ids, given[name].strip())
    first, *others = ids
    step = take_next_step(given)
    if step is not None and others:
        raise BadValue("several opportunities", "next_step", "use “add activity” with opportunity=ID,ID instead.")
    fields = _fields(desk, given, _own_currency(desk, first))
    if "stage_id" in fields:
        raise BadValue("opportunity", "stage", "a stage is changed with “move”.")
    if step is not None:
        return do.ReviseOpportunity(first, fields, step)
    return do.ReviseOpportunities(ids, fields) if others else do.SetOpportunity(first, fields)


def _snoozed(ids: Ids, text: str) -> do.Command:
    return do.SnoozeOpportunities(ids, read_day(text, "snooze date"))


def _close_month(ids: Ids, text: str) -> do.Command:
    """Return the command for “2027-01”, “+1”, “-2”, or nothing, which takes the close date away."""
    if _SHIFT.fullmatch(text):
        return do.ShiftOpportunities(ids, int(text))
    if text and not _MONTH.fullmatch(text):
        raise BadValue("close month", text, "write a month like 2027-01, or months to move by like +1 or -2.")
    return do.RescheduleOpportunities(ids, read_day(f"{text}-01", "close month") if text else None)


_ALONE = {"snoozed_until": _snoozed, "close_month": _close_month}


def _deletion(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteOpportunities(ids)


def _own_currency(desk: Desk, opportunity: int) -> str:
    page = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    return desk.read(currency_of) if page is None else page.currency


def _fields(desk: Desk, given: Mapping[str, str], currency: str) -> dict[str, Any]:
    """Return typed columns; what names a record becomes its id."""
    fields = opportunity_fields(given, currency, desk.read(own_fields, "opportunity"))
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
        return read_id(text, "account")
    found = desk.read(directory.find_by_name, "account", text)
    if len(found) != 1:
        raise SalesDeskError(
            f"There {'are several accounts' if found else 'is no account'} called “{text}”. Give its number instead."
        )
    return found[0]


OPPORTUNITY = Noun("opportunities", _addition, _change, _deletion)
