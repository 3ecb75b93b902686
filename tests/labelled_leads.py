"""Leads of which it is known which are one person: made for judging the matching, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from salesdesk.domain.duplicates import Entry, compare, entry, pairs_to_compare
from salesdesk.formats.contact_points import e164

_FIRST = """
    Anna Maria Marie Priya Daniel Danielle Joel Lena Leo Tomas Thomas Sofia Sophie Jan Jana Jean Oliver Olivia Emil
    Emily Karl Karla Nina Noah Paul Paula Peter Petra Robert Roberta Sara Simon Simone Stefan Stefanie Viktor
    Viktoria Wei Yuki Amara Bjorn Carlos Chloe Dmitri Elena Fatima Giulia Hanna Ines Jonas Katrin Liam Mateo Nadia
    Omar Rosa Samir Tariq Uma
"""
_LAST = """
    Raghavan Keller Osei Ferreira Lindqvist Moreau Schmidt Schmitt Meyer Meier Novak Kowalski Rossi Jensen Jansen
    Peeters Dubois García Okafor Tanaka Nakamura Petrov Ivanov Andersson Larsen Virtanen Papadakis Costa Silva
    Santos Almeida Weber Wagner Fischer Brandt Hoffmann Richter Vogel Lange Krause Bauer Huber Gruber Steiner
    Bianchi Romano Greco Marino Conti Brown Taylor Walker Wright Hughes Edwards Bennett Foster Sanders Morgan Bailey
    Coleman Jenkins Russell Barnes Fisher
"""
_WORDS = """
    Cobalt Granite Northwind Harbor Summit Meridian Juniper Falcon Copper Amber Cedar Delta Ember Fjord Glacier
    Horizon Indigo Jasper Kestrel Lumen Maple Nimbus Onyx Pioneer Quartz Raven Sable Tundra Umber Vertex Willow
    Zephyr Alder Birch
"""
_TRADES = "Freight Systems;Logistics;Foods;Medical;Software;Energy;Robotics;Textiles;Media;Insurance;Optics;Plastics"
_FORMS = ("", " Inc.", " GmbH", " Ltd", " B.V.", " AG", " S.A.", " LLC", ", Inc.", " & Co. KG", " SARL", " Oy")
_REGIONS = {"DE": ("+49", "30"), "GB": ("+44", "20"), "FR": ("+33", "1"), "NL": ("+31", "20")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lead as a file would have it."""

    first_name: str
    last_name: str
    company: str
    email: str
    website: str
    phone: str
    region: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """The leads, and which pairs of their numbers are one person."""

    leads: tuple[Sheet, ...]
    same: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judged:
    """How the matching did: of what it found, how much is true; of what is true, how much it found."""

    precision: float
    recall: float
    wrong: tuple[tuple[Sheet, Sheet], ...]
    missed: tuple[tuple[Sheet, Sheet], ...]


def make_leads(seed: int = 1, count: int = 2000, pairs: int = 400) -> Labelled:
    """Make leads with that many pairs of one person each, among colleagues, namesakes and shared switchboards."""
    random = Random(seed)
    people: list[Sheet] = []
    seen: set[tuple[str, str, str]] = set()
    while len(people) < count - pairs:
        found = _neighbour(random, people[-1]) if people and random.random() < 0.35 else _person(random)
        key = (found.first_name, found.last_name, found.company)
        if key not in seen:
            seen.add(key)
            people.append(found)
    sources = random.sample(range(len(people)), pairs)
    leads = list(people) + [_copied(random, people[source]) for source in sources]
    order = list(range(len(leads)))
    random.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    same = {_pair(place[source], place[len(people) + at]) for at, source in enumerate(sources)}
    return Labelled(tuple(leads[old] for old in order), frozenset(same))


def judge(labelled: Labelled) -> Judged:
    """Match the leads with each other as the program does and count what came out."""
    entries = [
        entry(
            number,
            one.first_name,
            one.last_name,
            one.company,
            one.email,
            one.website,
            (e164(one.phone, one.region),),
        )
        for number, one in enumerate(labelled.leads)
    ]
    found = _found(entries)
    right = found & labelled.same

    def sheets(pairs: frozenset[tuple[int, int]]) -> tuple[tuple[Sheet, Sheet], ...]:
        return tuple((labelled.leads[one], labelled.leads[other]) for one, other in sorted(pairs))

    precision = len(right) / len(found) if found else 1.0
    return Judged(precision, len(right) / len(labelled.same), sheets(found - right), sheets(labelled.same - found))


def _found(entries: list[Entry]) -> frozenset[tuple[int, int]]:
    return frozenset(
        _pair(one.id, other.id)
        for block in pairs_to_compare(entries)
        for one, other in block
        if compare(one, other) is not None
    )


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _person(random: Random) -> Sheet:
    word, trade = random.choice(_WORDS.split()), random.choice(_TRADES.split(";"))
    company = f"{word} {trade}"
    site = f"{word}-{trade.split()[0]}.example".lower()
    return _filled(random, Sheet("", "", company, "", site, "", random.choice(list(_REGIONS))))


def _filled(random: Random, at: Sheet, last_name: str = "", phone: str = "") -> Sheet:
    first, last = random.choice(_FIRST.split()), last_name or random.choice(_LAST.split())
    plain = last.lower().replace("í", "i")
    local = random.choice((f"{first}.{plain}", f"{first[0]}.{plain}", f"{first}{plain[0]}", "")).lower()
    code, area = _REGIONS[at.region]
    number = phone or (f"{code} {area} {random.randint(2_000_000, 9_999_999)}" if random.random() < 0.7 else "")
    email = f"{local}@{at.website}" if local else ""
    website = at.website if random.random() < 0.5 else ""
    return replace(at, first_name=first, last_name=last, email=email, phone=number, website=website)


def _neighbour(random: Random, known: Sheet) -> Sheet:
    """Make somebody who is easily mistaken: a colleague, a relative there, a namesake elsewhere, at one switchboard."""
    site = known.website or known.email.partition("@")[2] or "elsewhere.example"
    at = replace(known, website=site)
    kind = random.choice(("colleague", "colleague", "relative", "switchboard", "namesake"))
    if kind == "namesake":
        other = _person(random)
        return replace(other, first_name=known.first_name, last_name=known.last_name, email="")
    found = _filled(
        random,
        at,
        last_name=known.last_name if kind == "relative" else "",
        phone=known.phone if kind == "switchboard" else "",
    )
    # Nobody could tell “J. Keller” of one company from her colleague J. Keller but by their addresses.
    return replace(found, email="") if found.email == known.email else found


def _copied(random: Random, known: Sheet) -> Sheet:
    """Write the same person down once more, as another source would."""
    found = known
    for change in random.sample(_CHANGES, random.choice((1, 2, 2, 3))):
        found = change(random, found)
    return found


def _with_typo(random: Random, text: str) -> str:
    if len(text) < 5:
        return text
    at = random.randint(1, len(text) - 2)
    kind = random.choice(("swap", "drop", "double", "change"))
    if kind == "swap":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == "drop":
        return text[:at] + text[at + 1 :]
    return text[:at] + (text[at] * 2 if kind == "double" else random.choice("aeinrst")) + text[at + 1 :]


def _other_form(random: Random, one: Sheet) -> Sheet:
    company = one.company + random.choice(_FORMS)
    return replace(one, company=random.choice((company, company.upper(), company.lower())))


def _swapped(random: Random, one: Sheet) -> Sheet:
    return replace(one, first_name=one.last_name, last_name=one.first_name)


def _mistyped(random: Random, one: Sheet) -> Sheet:
    if random.random() < 0.5:
        return replace(one, first_name=_with_typo(random, one.first_name))
    return replace(one, last_name=_with_typo(random, one.last_name))


def _company_mistyped(random: Random, one: Sheet) -> Sheet:
    return replace(one, company=_with_typo(random, one.company))


def _phone_written_otherwise(random: Random, one: Sheet) -> Sheet:
    if not one.phone:
        return one
    code, area, number = one.phone.split()
    return replace(
        one,
        phone=random.choice(
            (
                f"0{area} {number}",
                f"0{area}/{number[:3]}-{number[3:]}",
                f"{code.replace('+', '00')}{area}{number}",
                f"{code} (0){area} {number[:4]} {number[4:]}",
            )
        ),
    )


def _without_email(random: Random, one: Sheet) -> Sheet:
    return replace(one, email="")


def _email_in_capitals(random: Random, one: Sheet) -> Sheet:
    return replace(one, email=one.email.upper())


def _with_title(random: Random, one: Sheet) -> Sheet:
    return replace(one, first_name=random.choice(("Dr. ", "Prof. ")) + one.first_name)


_CHANGES: tuple[Callable[[Random, Sheet], Sheet], ...] = (
    _other_form,
    _swapped,
    _mistyped,
    _company_mistyped,
    _phone_written_otherwise,
    _without_email,
    _email_in_capitals,
    _with_title,
)
