"""Are two leads one person? How certain, out of 100, and why; and which of many leads are worth comparing at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Literal

from salesdesk.domain.keys import FREE_MAIL, company_domain, company_key, email_key, name_key
from salesdesk.domain.matching import Strength, similarity

Naming = Literal["same", "swapped", "near", "initial", "missing", "other"]

MATCH = 70
"""The certainty from which two leads are shown as possible duplicates."""
NEARLY = 88
ALL_PAIRS = 24
WINDOW = 8
PREFIX = 5
_TITLES = frozenset(("dr", "prof", "mr", "mrs", "ms", "ing", "dipl", "mag", "herr", "frau", "mme", "mlle", "sir"))
_ROLES = frozenset(
    (
        *("info", "sales", "contact", "office", "hello", "mail", "kontakt", "team", "support", "admin", "hr", "post"),
        *("marketing", "accounts", "billing", "einkauf", "service", "verkauf", "vertrieb", "zentrale", "reception"),
        *("enquiries", "welcome", "booking", "orders", "purchasing", "noreply", "no-reply", "webmaster", "buero"),
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is compared of a lead, prepared once: keys, words of the name, phones in E.164.

    `flat` has the words of the name in alphabetical order, `initials` their first letters.
    """

    id: int
    words: tuple[str, ...]
    flat: str
    initials: str
    company: str
    email: str
    domain: str
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How certain it is that two leads are one, and each reason in a sentence."""

    certainty: int
    reasons: tuple[str, ...]

    @property
    def strength(self) -> Strength:
        """The certainty in a word."""
        return "exact" if self.certainty >= 95 else "likely" if self.certainty >= 80 else "possible"


def entry(
    record: int, first_name: str, last_name: str, company: str, email: str, website: str, phones: Sequence[str]
) -> Entry:
    """Return a lead ready to be compared; `phones` are in E.164 already."""
    words = tuple(word for word in name_key(first_name, last_name).split() if word not in _TITLES)
    full = tuple(word for word in words if len(word) > 1)
    # A middle initial says nothing; one that stands for the first name does.
    words = full if len(full) > 1 else words
    ordered = sorted(words)
    return Entry(
        record,
        words,
        " ".join(ordered),
        "".join(word[0] for word in ordered),
        company_key(company),
        email_key(email),
        company_domain(email, website),
        tuple(dict.fromkeys(one for one in phones if one)),
    )


def compare(one: Entry, other: Entry) -> Match | None:
    """Return how certain it is that two leads are the same person, None where it is not likely at all."""
    same_email = bool(one.email) and one.email == other.email
    same_phone = bool(one.phones) and not set(one.phones).isdisjoint(other.phones)
    naming = _naming(one, other)
    if naming == "other" and not same_email:
        return None
    place = _place(one, other)
    certainty = max(
        _by_email(one, naming) if same_email else 0,
        _by_phone(naming, place) if same_phone else 0,
        _by_name(one, other, naming, place),
    )
    if certainty < MATCH:
        return None
    return Match(certainty, _reasons(naming, place, same_email=same_email, same_phone=same_phone))


def pairs_to_compare(entries: Sequence[Entry]) -> Iterator[list[tuple[Entry, Entry]]]:
    """Yield, a block at a time, the pairs that share a key; in a large block only those that sort near each other."""
    blocks: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in entries:
        for key in _keys(one):
            blocks[key].append(one)
    # Taken out one by one: all of them let go at once would hold up every thread for a while.
    while blocks:
        (kind, _), block = blocks.popitem()
        if len(block) < 2:
            yield []
        elif len(block) <= ALL_PAIRS:
            yield list(combinations(block, 2))
        elif kind in ("email", "phone", "name"):
            yield _neighbours(sorted(block, key=lambda found: (found.company, found.flat)))
        else:
            by_start = sorted(block, key=lambda found: found.flat)
            by_end = sorted(block, key=lambda found: found.flat[::-1])
            yield _neighbours(by_start) + _neighbours(by_end)


def block_count(entries: Sequence[Entry]) -> int:
    """Return how many blocks `pairs_to_compare` yields."""
    return len({key for one in entries for key in _keys(one)})


def _neighbours(block: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    return [(one, other) for at, one in enumerate(block) for other in block[at + 1 : at + 1 + WINDOW]]


def _keys(one: Entry) -> Iterator[tuple[str, str]]:
    if one.email:
        yield "email", one.email
    for phone in one.phones:
        yield "phone", phone
    if one.words:
        yield "name", one.flat
    if one.domain:
        yield "domain", one.domain
    if one.company:
        yield "company", one.company[:PREFIX]


def _naming(one: Entry, other: Entry) -> Naming:
    ours, theirs = one.words, other.words
    if not ours or not theirs:
        return "missing"
    if ours == theirs:
        return "same"
    if one.initials != other.initials and set(ours).isdisjoint(theirs):
        # Nobody mistypes every word of a name at its first letter; most pairs end here.
        return "other"
    if one.flat == other.flat:
        return "swapped"
    if _is_initial(ours, theirs) or _is_initial(theirs, ours):
        return "initial"
    return "near" if _is_near(ours, theirs) else "other"


def _is_initial(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether “P. Raghavan” may stand for “Priya Raghavan”."""
    if len(short) < 2 or len(long) < 2 or short[-1] != long[-1]:
        return False
    return len(short[0]) == 1 and long[0].startswith(short[0])


def _is_near(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether two names differ by slips of the pen only: every word has its counterpart, in any order."""
    if len(ours) != len(theirs):
        shorter, longer = sorted((ours, theirs), key=len)
        return len(shorter) > 1 and set(shorter) < set(longer)
    return any(all(map(_is_slip, ours, arranged)) for arranged in (theirs, tuple(reversed(theirs))))


def _is_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    if abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < 3:
        return False
    most = 1 if min(len(one), len(other)) < 8 else 2
    return _distance()(one, other, score_cutoff=most) <= most


@cache
def _distance() -> Callable[..., int]:
    """Return the number of slips between two words; imported only when two unequal words are compared."""
    from rapidfuzz.distance import OSA

    return OSA.distance


def _place(one: Entry, other: Entry) -> str:
    """Return how the companies compare: same, site, near, unknown or other."""
    if one.company and one.company == other.company:
        return "same"
    if one.domain and one.domain == other.domain:
        return "site"
    if not one.company or not other.company:
        return "unknown"
    shorter, longer = sorted((one.company, other.company), key=len)
    is_start = len(shorter) >= PREFIX and longer.startswith(f"{shorter} ")
    return "near" if is_start or _is_near_company(shorter, longer) else "other"


def _is_near_company(one: str, other: str) -> bool:
    ours, theirs = one.split(), other.split()
    if len(ours) == len(theirs):
        # Word by word: “Jasper Freight Systems” and “Amber Freight Systems” share most letters and nothing else.
        return all(map(_is_slip, ours, theirs)) or sorted(ours) == sorted(theirs)
    return similarity(one.replace(" ", ""), other.replace(" ", "")) >= NEARLY


def _by_email(one: Entry, naming: Naming) -> int:
    if naming != "other":
        return 98 if naming == "near" else 99
    # One mailbox for several people says little; a person's own address says that the name was changed.
    return 45 if one.email.partition("@")[0] in _ROLES else 85


def _by_phone(naming: Naming, place: str) -> int:
    if naming == "missing":
        return 80 if place in ("same", "site", "near") else 0
    return 0 if naming == "other" else 96 if place != "other" else 84


def _by_name(one: Entry, other: Entry, naming: Naming, place: str) -> int:
    if naming == "missing":
        is_nobody = not one.words and not other.words and place == "same"
        return 80 if is_nobody and not (one.email and other.email) else 0
    if place not in ("same", "site", "near"):
        return 0
    certainty = {"same": 95, "swapped": 93, "near": 88, "initial": 80, "other": 0}[naming]
    certainty -= 6 if place == "near" else 0
    if one.email and other.email and one.email != other.email:
        certainty -= 8
        if naming in ("near", "initial") and _has_own_address(one, other) and _has_own_address(other, one):
            certainty -= 30
    if one.phones and other.phones and set(one.phones).isdisjoint(other.phones):
        certainty -= 12 if naming in ("near", "initial") else 5
    return certainty


def _has_own_address(one: Entry, other: Entry) -> bool:
    """Tell whether a person's address is made from what only that person is called."""
    local, _, host = one.email.partition("@")
    own = [word for word in one.words if word not in other.words and len(word) > 1]
    return host not in FREE_MAIL and any(word in local for word in own)


def _reasons(naming: Naming, place: str, *, same_email: bool, same_phone: bool) -> tuple[str, ...]:
    said = {
        "same": "Same name.",
        "swapped": "Same name, first and last swapped.",
        "near": "Nearly the same name.",
        "initial": "Same surname and initial.",
    }
    places = {"same": "Same company.", "site": "Same website.", "near": "Nearly the same company name."}
    found = ["Same email address."] if same_email else []
    found += ["Same phone number."] if same_phone else []
    found += [said[naming]] if naming in said else []
    return (*found, *([places[place]] if place in places else []))
