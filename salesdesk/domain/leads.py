"""Leads: where they stand, where they come from, and what they are called."""

from __future__ import annotations

import re
from typing import Literal

Lifecycle = Literal["new", "working", "mql", "sql", "opportunity", "nurture", "unqualified"]

PATH: tuple[Lifecycle, ...] = ("new", "working", "mql", "sql", "opportunity")
BY_HAND: tuple[Lifecycle, ...] = ("new", "working", "mql", "sql")
LIFECYCLE_NAMES: dict[str, str] = {
    "new": "New",
    "working": "Working",
    "mql": "MQL",
    "sql": "SQL",
    "opportunity": "Opportunity",
    "nurture": "Nurture",
    "unqualified": "Unqualified",
}
STEPS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("new", "working", "mql"), frozenset((*BY_HAND, "nurture", "unqualified"))),
    "sql": frozenset((*BY_HAND, "opportunity", "nurture", "unqualified")),
    "opportunity": frozenset((*BY_HAND, "nurture")),
    "nurture": frozenset((*BY_HAND, "opportunity", "unqualified")),
    "unqualified": frozenset((*BY_HAND, "nurture")),
}
"""Which stages a lead may come to from each; back from Opportunity only as a promotion is taken back or put off."""
SOURCES = (
    "inbound form",
    "content",
    "webinar",
    "paid ad",
    "event",
    "outbound",
    "referral",
    "list",
    "partner",
    "other",
)
SQL_NEEDS = ("budget", "authority", "need")

FEWEST_DIGITS = 5

_EMAIL_SHAPE = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]*[^@\s,;<>\".]")


def looks_like_email(text: str) -> bool:
    """Tell whether a text could be an email address at all; odd but possible ones pass."""
    return _EMAIL_SHAPE.fullmatch(text) is not None


def looks_like_phone(text: str) -> bool:
    """Tell whether a text has a number in it that could be called; words around it do no harm."""
    return sum(sign.isdigit() for sign in text) >= FEWEST_DIGITS


def full_name(first_name: str, last_name: str, company: str = "", email: str = "") -> str:
    """Return what a lead is called: the person, else the company, else the address."""
    return " ".join(part for part in (first_name, last_name) if part) or company or email
