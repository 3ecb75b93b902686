"""Leads on the command line."""

from __future__ import annotations

from salesdesk.cli.fields import lead_fields
from salesdesk.cli.nouns import Ids, Noun, only
from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.settings import currency
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk


def _addition(desk: Desk, words: list[str]) -> do.Command:
    return do.AddLead(lead_fields(words, desk.read(currency), desk.read(own_fields, "lead")))


def _change(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    return do.SetLead(only("lead", ids), lead_fields(words, desk.read(currency), desk.read(own_fields, "lead")))


LEAD = Noun("leads", add=_addition, change=_change)
