"""Search over everything: records by name, then notes and activities by their words.

Only the newest candidates of each kind are ranked, and only what is shown is read, so that a search costs the same in a
large file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from salesdesk.queries.search_candidates import candidates
from salesdesk.queries.search_hits import KINDS as KINDS
from salesdesk.queries.search_hits import Hit as Hit
from salesdesk.queries.search_hits import RecordKind as RecordKind
from salesdesk.queries.search_hits import hits
from salesdesk.queries.search_words import folded as folded
from salesdesk.queries.search_words import match, rank
from salesdesk.store.types import read_instant

MOST_COUNTED = 100


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
    found = sorted(
        ((rank(name, wanted), kinds.index(kind), -record), (kind, record))
        for (kind, record), name in candidates(connection, wanted, kinds).items()
    )
    ordered = [key for _, key in found]
    shown = _shown(connection, ordered[:limit])
    # Most that is found can be shown; only where some of it opens nothing, the rest is looked at.
    return shown if len(shown) == limit else [*shown, *_shown(connection, ordered[limit:])][:limit]


def _shown(connection: Connection, keys: Sequence[tuple[RecordKind, int]]) -> list[Hit]:
    """Return the records that can be shown, in this order."""
    there: dict[tuple[RecordKind, int], Hit] = {}
    for kind in dict.fromkeys(kind for kind, _ in keys):
        found = hits(connection, [record for one, record in keys if one == kind], kind)
        there |= {(kind, hit.id): hit for hit in found}
    return [there[key] for key in keys if key in there]


def latest(connection: Connection, limit: int = 5) -> list[Hit]:
    """Return the leads and opportunities that were changed last, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id FROM journal_row WHERE table_name IN ('lead', 'opportunity') "
        "ORDER BY id DESC LIMIT 200"
    )
    return _shown(connection, list(dict.fromkeys((kind, record) for kind, record in rows)))[:limit]


def note_count(connection: Connection, text: str) -> int:
    """Return how many notes and activities hold the words, counted up to `MOST_COUNTED`."""
    words = match(folded(text))
    if not words:
        return 0
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM (SELECT * FROM (SELECT 1 {_ACTIVITIES} LIMIT {MOST_COUNTED}) "
        f"UNION ALL SELECT * FROM (SELECT 1 {_LEAD_NOTES} LIMIT {MOST_COUNTED}) LIMIT {MOST_COUNTED})",
        (words, f"notes : ({words})"),
    ).scalar_one()
    return int(found)


def notes(connection: Connection, text: str, limit: int = 30) -> list[NoteHit]:
    """Return the passages of notes and activities that hold the words, newest first."""
    words = match(folded(text))
    if not words:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT * FROM (SELECT a.kind, snippet(activity_words, -1, '', '', '…', 14), a.opportunity_id, a.lead_id, "
        f"o.name, trim(l.first_name || ' ' || l.last_name), l.company, a.at AS moment {_ACTIVITIES} "
        f"ORDER BY w.rowid DESC LIMIT {limit}) UNION ALL "
        f"SELECT * FROM (SELECT 'note', snippet(lead_words, 7, '', '', '…', 14), NULL, l.id, NULL, "
        f"trim(l.first_name || ' ' || l.last_name), l.company, l.created_at AS moment {_LEAD_NOTES} "
        f"ORDER BY w.rowid DESC LIMIT {limit}) ORDER BY moment DESC LIMIT {limit}",
        (words, f"notes : ({words})"),
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


_ACTIVITIES = (
    "FROM activity_words AS w JOIN activity AS a ON a.id = w.rowid "
    "LEFT JOIN opportunity AS o ON o.id = a.opportunity_id LEFT JOIN lead AS l ON l.id = a.lead_id "
    "WHERE activity_words MATCH ? AND a.deleted_at IS NULL AND (o.deleted_at IS NULL OR a.lead_id IS NOT NULL) "
    "AND coalesce(o.id, l.id) IS NOT NULL AND (a.opportunity_id IS NOT NULL OR l.deleted_at IS NULL)"
)
_LEAD_NOTES = "FROM lead_words AS w JOIN lead AS l ON l.id = w.rowid WHERE lead_words MATCH ? AND l.deleted_at IS NULL"
