"""Search over everything: records by name, then notes and activities by their words.

Only the newest candidates of each kind are fetched and ranked, so that a search costs the same in a large file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from salesdesk.store.types import read_instant

RecordKind = Literal["opportunity", "lead", "account", "contact"]
KINDS: tuple[RecordKind, ...] = ("opportunity", "account", "contact", "lead")
PEOPLE: tuple[RecordKind, ...] = ("lead", "contact")
CANDIDATES = 60
SHORTEST_MIDDLE = 3
MOST_COUNTED = 100
_NAME_COLUMNS = {
    "opportunity": "name",
    "account": "name",
    "contact": "first_name last_name",
    "lead": "first_name last_name",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, with what tells it apart, and the record that opens for it.

    `role` and `company` are of people, `place` is an account’s city; the stage, how far
    it is on the way to won, and the amount are of opportunities.
    An account or a contact opens its newest opportunity, else its newest lead.
    """

    kind: RecordKind
    id: int
    name: str
    company: str = ""
    role: str = ""
    place: str = ""
    lifecycle: str = ""
    stage: str = ""
    stage_kind: str = ""
    progress: float = 0.0
    hue: str = ""
    amount_minor: int = 0
    currency: str = ""
    contacts: int = 0
    opens: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A passage of an activity or of a lead’s notes, and the record it belongs to."""

    kind: str
    passage: str
    record_kind: Literal["lead", "opportunity"]
    record: int
    record_name: str
    at: datetime


def records(connection: Connection, text: str, kinds: Sequence[RecordKind] = KINDS, limit: int = 8) -> list[Hit]:
    """Return the records that the text names: by prefix of a word, initials, or anywhere; newest first in each."""
    wanted = folded(text)
    if not wanted:
        return []
    found: list[tuple[tuple[int, int, int], Hit]] = []
    for order, kind in enumerate(kinds):
        ids = _candidates(connection, kind, wanted)
        found.extend(((rank(hit.name, wanted), order, -hit.id), hit) for hit in _hits(connection, kind, ids))
    return [hit for _, hit in sorted(found, key=lambda pair: pair[0])[:limit]]


def latest(connection: Connection, limit: int = 5) -> list[Hit]:
    """Return the leads and opportunities that were changed last, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id FROM journal_row WHERE table_name IN ('lead', 'opportunity') "
        "ORDER BY id DESC LIMIT 200"
    )
    touched = list(dict.fromkeys((kind, record) for kind, record in rows))
    hits = {
        (hit.kind, hit.id): hit
        for kind in ("opportunity", "lead")
        for hit in _hits(connection, kind, [record for table, record in touched if table == kind])
    }
    return [hits[key] for key in touched if key in hits][:limit]


def note_count(connection: Connection, text: str) -> int:
    """Return how many notes and activities hold the words, counted up to `MOST_COUNTED`."""
    match = _match(folded(text))
    if not match:
        return 0
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM (SELECT * FROM (SELECT 1 {_ACTIVITIES} LIMIT {MOST_COUNTED}) "
        f"UNION ALL SELECT * FROM (SELECT 1 {_LEAD_NOTES} LIMIT {MOST_COUNTED}) LIMIT {MOST_COUNTED})",
        (match, f"notes : ({match})"),
    ).scalar_one()
    return int(found)


def notes(connection: Connection, text: str, limit: int = 30) -> list[NoteHit]:
    """Return the passages of notes and activities that hold the words, newest first."""
    match = _match(folded(text))
    if not match:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT * FROM (SELECT a.kind, snippet(activity_words, -1, '', '', '…', 14), a.opportunity_id, a.lead_id, "
        f"o.name, trim(l.first_name || ' ' || l.last_name), l.company, a.at AS moment {_ACTIVITIES} "
        f"ORDER BY w.rowid DESC LIMIT {limit}) UNION ALL "
        f"SELECT * FROM (SELECT 'note', snippet(lead_words, 7, '', '', '…', 14), NULL, l.id, NULL, "
        f"trim(l.first_name || ' ' || l.last_name), l.company, l.created_at AS moment {_LEAD_NOTES} "
        f"ORDER BY w.rowid DESC LIMIT {limit}) ORDER BY moment DESC LIMIT {limit}",
        (match, f"notes : ({match})"),
    )
    return [
        NoteHit(
            kind,
            " ".join(passage.split()),
            "opportunity" if opportunity is not None else "lead",
            opportunity if opportunity is not None else lead,
            name if opportunity is not None else (person or company),
            read_instant(moment),
        )
        for kind, passage, opportunity, lead, name, person, company, moment in rows
    ]


def folded(text: str) -> str:
    """Return the text as it is compared: small letters without diacritics, words one space apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def rank(name: str, wanted: str) -> int:
    """Return how well a name answers: 0 begins with it, 1 a word of it does, 2 initials, 3 it is elsewhere."""
    plain = folded(name)
    words = re.findall(r"\w+", plain)
    parts = re.findall(r"\w+", wanted)
    if plain.startswith(wanted):
        return 0
    if parts and all(any(word.startswith(part) for word in words) for part in parts):
        return 1
    return 2 if "".join(word[0] for word in words).startswith(wanted) else 3


_ACTIVITIES = (
    "FROM activity_words AS w JOIN activity AS a ON a.id = w.rowid "
    "LEFT JOIN opportunity AS o ON o.id = a.opportunity_id LEFT JOIN lead AS l ON l.id = a.lead_id "
    "WHERE activity_words MATCH ? AND a.deleted_at IS NULL AND (o.deleted_at IS NULL OR a.lead_id IS NOT NULL) "
    "AND coalesce(o.id, l.id) IS NOT NULL AND (a.opportunity_id IS NOT NULL OR l.deleted_at IS NULL)"
)
_LEAD_NOTES = "FROM lead_words AS w JOIN lead AS l ON l.id = w.rowid WHERE lead_words MATCH ? AND l.deleted_at IS NULL"


def _match(wanted: str) -> str:
    return " AND ".join(f'"{word}"*' for word in re.findall(r"\w+", wanted))


def _candidates(connection: Connection, kind: RecordKind, wanted: str) -> list[int]:
    match = _match(wanted)
    ids: list[int] = []
    if match:
        ids += _matched(connection, kind, f"{kind}_words", f"{{{_NAME_COLUMNS[kind]}}} : ({match})")
        if len(ids) < CANDIDATES:
            everywhere = f"- notes : ({match})" if kind == "lead" else match
            ids += _matched(connection, kind, f"{kind}_words", everywhere)
    if len(ids) < CANDIDATES:
        ids += _by_initials(connection, kind, wanted)
    if len(ids) < CANDIDATES and len(wanted) >= SHORTEST_MIDDLE:
        quoted = wanted.replace('"', '""')
        ids += _matched(connection, kind, f"{kind}_middle", f'"{quoted}"')
    return list(dict.fromkeys(ids))


def _matched(connection: Connection, kind: RecordKind, index: str, match: str) -> list[int]:
    rows = connection.exec_driver_sql(
        f"SELECT w.rowid FROM {index} AS w JOIN {kind} AS r ON r.id = w.rowid "
        f"WHERE {index} MATCH ? AND r.deleted_at IS NULL ORDER BY w.rowid DESC LIMIT {CANDIDATES}",
        (match,),
    )
    return [record for (record,) in rows]


def _by_initials(connection: Connection, kind: RecordKind, wanted: str) -> list[int]:
    if not (2 <= len(wanted) <= 4 and wanted.isalpha() and wanted.isascii()):
        return []
    if kind == "lead":
        # The range, and the plus sign before deleted_at, make SQLite walk only the keys of that letter.
        condition = "name_key >= ? AND name_key < ? AND name_key GLOB ?"
        values: tuple[str, ...] = (wanted[0], chr(ord(wanted[0]) + 1), " ".join(f"{letter}*" for letter in wanted))
    elif kind == "contact":
        condition = "name_key GLOB ?"
        values = (" ".join(f"{letter}*" for letter in wanted),)
    else:
        condition = "name LIKE ?"
        values = (" ".join(f"{letter}%" for letter in wanted),)
    rows = connection.exec_driver_sql(
        f"SELECT id FROM {kind} WHERE +deleted_at IS NULL AND {condition} ORDER BY +id DESC LIMIT {CANDIDATES}", values
    )
    return [record for (record,) in rows]


def _hits(connection: Connection, kind: str, ids: Iterable[int]) -> list[Hit]:
    listed = (json.dumps(list(ids)),)
    among = "IN (SELECT value FROM json_each(?))"
    if kind == "opportunity":
        rows = connection.exec_driver_sql(
            "SELECT o.id, o.name, coalesce(a.name, ''), s.name, s.kind, s.hue, o.amount_minor, "
            "o.currency, (SELECT 1.0 * sum(p.position <= s.position) / (count(*) + 1) FROM stage AS p "
            "WHERE p.pipeline_id = s.pipeline_id AND p.kind = 'open' AND p.deleted_at IS NULL) "
            "FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id LEFT JOIN account AS a ON a.id = o.account_id "
            f"WHERE o.deleted_at IS NULL AND o.id {among}",
            listed,
        )
        return [
            Hit(
                "opportunity",
                record,
                name,
                company=company,
                stage=stage,
                stage_kind=stage_kind,
                progress=progress,
                hue=hue,
                amount_minor=amount,
                currency=currency,
                opens=("opportunity", record),
            )
            for record, name, company, stage, stage_kind, hue, amount, currency, progress in rows
        ]
    if kind == "lead":
        rows = connection.exec_driver_sql(
            "SELECT id, trim(first_name || ' ' || last_name), company, title, lifecycle, email FROM lead "
            f"WHERE deleted_at IS NULL AND id {among}",
            listed,
        )
        return [
            Hit("lead", record, name or company or email, company, role, lifecycle=lifecycle, opens=("lead", record))
            for record, name, company, role, lifecycle, email in rows
        ]
    return _related_hits(connection, kind, listed, among)


def _related_hits(connection: Connection, kind: str, listed: tuple[str], among: str) -> list[Hit]:
    opportunity, lead = (
        f"(SELECT max(x.id) FROM {table} AS x WHERE x.{kind}_id = r.id AND x.deleted_at IS NULL)"
        for table in ("opportunity", "lead")
    )
    if kind == "account":
        rows = connection.exec_driver_sql(
            "SELECT r.id, r.name, '', '', r.city, (SELECT count(*) FROM contact AS c WHERE c.account_id = r.id "
            f"AND c.deleted_at IS NULL), {opportunity}, {lead} FROM account AS r "
            f"WHERE r.deleted_at IS NULL AND r.id {among}",
            listed,
        )
    else:
        rows = connection.exec_driver_sql(
            "SELECT r.id, trim(r.first_name || ' ' || r.last_name), coalesce(a.name, ''), r.title, '', 0, "
            f"{opportunity}, {lead} FROM contact AS r LEFT JOIN account AS a ON a.id = r.account_id "
            f"WHERE r.deleted_at IS NULL AND r.id {among}",
            listed,
        )
    return [
        Hit(
            "account" if kind == "account" else "contact",
            record,
            name,
            company,
            role,
            place,
            contacts=contacts,
            opens=("opportunity", opens) if opens is not None else ("lead", lead_opens),
        )
        for record, name, company, role, place, contacts, opens, lead_opens in rows
        if opens is not None or lead_opens is not None
    ]
