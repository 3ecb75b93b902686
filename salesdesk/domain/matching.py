"""Is this company or person on file already? How sure, and why, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from salesdesk.domain.keys import company_key, email_key, name_key

Strength = Literal["exact", "likely", "possible"]
ORDER: tuple[Strength, ...] = ("exact", "likely", "possible")
NEARLY = 88
"""Similarity, out of 100, from which two names count as nearly the same."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure a match is, and why."""

    strength: Strength
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both sides have with different values, as text."""

    field: str
    from_lead: str
    on_record: str


@dataclass(frozen=True, slots=True)
class Person:
    """What matching looks at on a contact."""

    first_name: str
    last_name: str
    email: str = ""
    phones: tuple[str, ...] = ()


def account_likeness(company: str, domain: str, account_name: str, account_domain: str) -> Likeness | None:
    """Compare a lead's company with an account: by domain, then by name without its legal form, then nearly."""
    same_site = bool(domain) and domain == account_domain
    ours, theirs = company_key(company), company_key(account_name)
    same_name = bool(ours) and ours == theirs
    if same_site and same_name:
        return Likeness("exact", "Same website, same name.")
    is_near = not same_name and bool(ours and theirs) and similarity(ours, theirs) >= NEARLY
    if same_site:
        is_longer = bool(ours and theirs) and (ours.startswith(theirs) or theirs.startswith(ours))
        return Likeness("likely", f"Same website, {'nearly the same' if is_near or is_longer else 'another'} name.")
    clash = bool(domain and account_domain)
    if same_name:
        return Likeness("possible" if clash else "likely", "Same name, another website." if clash else "Same name.")
    if is_near:
        return Likeness("possible", "Nearly the same name, another website." if clash else "Nearly the same name.")
    return None


def contact_likeness(lead: Person, contact: Person, *, is_at_account: bool) -> Likeness | None:
    """Compare a lead with a contact: by email, then phone, then name at that account."""
    where = "" if is_at_account else ", at another account"
    if lead.email and email_key(lead.email) == email_key(contact.email):
        return Likeness("exact", f"Same email address{where}.")
    ours, theirs = (name_key(one.first_name, one.last_name) for one in (lead, contact))
    same_name = bool(ours) and ours == theirs
    if {digits(one) for one in lead.phones} & {digits(one) for one in contact.phones} - {""}:
        reason = f"Same phone number, {'same' if same_name else 'another'} name{where}."
        return Likeness("likely" if same_name else "possible", reason)
    if not is_at_account:
        return None
    if same_name:
        return Likeness("likely", "Same name at this account.")
    if _is_initial_of(lead, contact):
        return Likeness("possible", "Same surname and initial at this account.")
    if ours and theirs and similarity(ours, theirs) >= NEARLY:
        return Likeness("possible", "Nearly the same name at this account.")
    return None


def similarity(one: str, other: str) -> float:
    """Return how alike two keys are, 0 to 100, whatever the order of their words."""
    # Imported here because only a comparison of unequal names needs it, and start-up does not wait for it.
    from rapidfuzz import fuzz

    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def digits(phone: str) -> str:
    """Return the digits two spellings of a phone number share; too few say nothing."""
    found = re.sub(r"\D", "", phone.replace("(0)", "")).removeprefix("00")
    return found[-9:] if len(found) >= 7 else ""


def differences(ours: Mapping[str, object], theirs: Mapping[str, object], fields: Iterable[str]) -> list[Difference]:
    """Return the fields where both sides have a value and the values differ."""
    found = []
    for field in fields:
        mine, other = _text(ours.get(field)), _text(theirs.get(field))
        if mine and other and mine != other:
            found.append(Difference(field, mine, other))
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _is_initial_of(lead: Person, contact: Person) -> bool:
    surnames = [name_key("", one.last_name) for one in (lead, contact)]
    first = [name_key(one.first_name, "") for one in (lead, contact)]
    if not all(surnames) or not all(first) or surnames[0] != surnames[1]:
        return False
    return first[0][0] == first[1][0] and min(len(one) for one in first) == 1
