"""Leads that may be one person: what is compared of each, and those that a lead as it is typed may be already."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from salesdesk.domain.duplicates import Entry, Match, compare, entry, pairs_to_compare
from salesdesk.domain.keys import name_key
from salesdesk.domain.leads import full_name
from salesdesk.domain.matching import Strength
from salesdesk.formats.contact_points import e164, region_of

SHOWN = 5
BLOCK = 500
PAGE = 1000
_COMPARED = "id, first_name, last_name, company, email, website, phone, mobile, country"
_NAMING = ("first_name", "last_name", "company", "email", "website")
_SHARED_DIGITS = 7
_START = 3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lead on file that may be the one in question."""

    id: int
    name: str
    company: str
    email: str
    lifecycle: str
    certainty: int
    strength: Strength
    reasons: tuple[str, ...]


def candidates(
    connection: Connection, fields: Mapping[str, object], leave_out: Collection[int] = ()
) -> list[Candidate]:
    """Return the leads that one with these fields, as they are typed, may be already; the surest first."""
    region = _region(connection)
    typed = _entry(0, {name: str(value or "") for name, value in fields.items()}, region)
    found: list[tuple[Match, int]] = []
    for other in _entries(connection, _alike(connection, fields, typed) - set(leave_out), region):
        match = compare(typed, other)
        if match is not None:
            found.append((match, other.id))
    found.sort(key=lambda pair: (-pair[0].certainty, pair[1]))
    return _named(connection, found[:SHOWN])


def among(connection: Connection, several: Sequence[Mapping[str, object]]) -> dict[int, int]:
    """Return the places of those that one before them may be, with the place of that one."""
    region = _region(connection)
    typed = [
        _entry(place, {name: str(value or "") for name, value in fields.items()}, region)
        for place, fields in enumerate(several)
    ]
    found: dict[int, int] = {}
    for block in pairs_to_compare(typed):
        for one, other in block:
            first, second = sorted((one.id, other.id))
            if first < found.get(second, second) and compare(one, other) is not None:
                found[second] = first
    return found


def of_lead(connection: Connection, lead_id: int) -> list[Candidate]:
    """Return the leads that may be the same as this one, without those it was said not to be."""
    row = connection.exec_driver_sql(f"SELECT {_COMPARED} FROM lead WHERE id = ? AND deleted_at IS NULL", (lead_id,))
    found = row.mappings().first()
    if found is None:
        return []
    told = {other for pair in told_apart(connection) if lead_id in pair for other in pair}
    return candidates(connection, {**found}, told | {lead_id})


def entries_after(connection: Connection, last: int) -> list[Entry]:
    """Return the next page of leads ready to be compared, those behind the id."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COMPARED} FROM lead WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?", (last, PAGE)
    ).mappings()
    region = _region(connection)
    return [_entry(row["id"], {**row}, region) for row in rows]


def lead_total(connection: Connection) -> int:
    """Return how many leads there are to compare."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM lead WHERE deleted_at IS NULL").scalar() or 0)


def told_apart(connection: Connection) -> set[Pair]:
    """Return the pairs of leads that were said to be two, the lesser id first."""
    rows = connection.exec_driver_sql(
        "SELECT a.id, b.id FROM not_duplicate AS n JOIN lead AS a ON a.uid = n.first_uid "
        "JOIN lead AS b ON b.uid = n.second_uid"
    )
    return {(min(one, other), max(one, other)) for one, other in rows}


def still_open(connection: Connection, pairs: Collection[Pair]) -> list[Pair]:
    """Return those of the pairs whose leads are both there and were not said to be two, in the order given."""
    ids = sorted({one for pair in pairs for one in pair})
    rows = connection.exec_driver_sql(
        "SELECT id FROM lead WHERE +deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    there, apart = set(rows.scalars()), told_apart(connection)
    return [pair for pair in pairs if pair not in apart and there.issuperset(pair)]


def _alike(connection: Connection, fields: Mapping[str, object], typed: Entry) -> set[int]:
    """Return the ids of leads that share a key with what is typed, each way by an index of its own."""
    first, last = (str(fields.get(name) or "") for name in ("first_name", "last_name"))
    found: set[int] = set()
    if typed.email:
        found |= _ids(connection, "email_key = ? AND email_key <> ''", typed.email)
    for key in {name_key(first, last), name_key(last, first)} - {""}:
        found |= _ids(connection, "name_key = ?", key)
    for match in _word_queries(f"{first} {last}", str(fields.get("company") or ""), typed.domain):
        within = "id IN (SELECT rowid FROM lead_words WHERE lead_words MATCH ? ORDER BY rowid DESC LIMIT ?)"
        found |= _ids(connection, within, match, BLOCK)
    for phone in typed.phones:
        found |= _with_phone(connection, phone)
    return found


def _word_queries(name: str, company: str, domain: str) -> Iterator[str]:
    """Yield searches for people whose name begins like this one, at a company or an address that does."""
    people = " OR ".join(f'"{word[:_START]}"*' for word in _words(name))
    who = f"{{first_name last_name}} : ({people}) AND " if people else ""
    for word in _words(company)[:1]:
        yield f'{who}company : "{word[:_START]}"*'
    if domain:
        phrase = " + ".join(f'"{word}"' for word in _words(domain))
        yield f"{who}email : {phrase}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _with_phone(connection: Connection, phone: str) -> set[int]:
    # The digits in their order, whatever stands between them; what is not the number after all is sorted out later.
    pattern = f"%{'%'.join(phone[-_SHARED_DIGITS:])}%"
    return _ids(connection, "phone LIKE ? OR mobile LIKE ?", pattern, pattern)


def _ids(connection: Connection, condition: str, *values: object) -> set[int]:
    query = f"SELECT id FROM lead WHERE +deleted_at IS NULL AND ({condition}) LIMIT {BLOCK}"
    return set(connection.exec_driver_sql(query, values).scalars())


def _entries(connection: Connection, ids: Collection[int], region: str) -> list[Entry]:
    rows = connection.exec_driver_sql(
        f"SELECT {_COMPARED} FROM lead WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)
    ).mappings()
    return [_entry(row["id"], {**row}, region) for row in rows]


def _entry(record: int, row: Mapping[str, str], region: str) -> Entry:
    own = region_of(row.get("country", ""), region)
    phones = [e164(row[name], own) for name in ("phone", "mobile") if row.get(name)]
    first, last, company, email, site = (row.get(name, "") for name in _NAMING)
    return entry(record, first, last, company, email, site, phones)


def _region(connection: Connection) -> str:
    return connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'region'").scalar() or ""


def _named(connection: Connection, found: Collection[tuple[Match, int]]) -> list[Candidate]:
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, last_name, company, email, lifecycle FROM lead "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([record for _, record in found]),),
    )
    known = {
        record: (full_name(first, last, company, email), company, email, stage)
        for record, first, last, company, email, stage in rows
    }
    return [Candidate(record, *known[record], one.certainty, one.strength, one.reasons) for one, record in found]
