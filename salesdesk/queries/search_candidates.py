"""The records that may answer a search, by ever weaker likenesses until there are enough of a kind."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from salesdesk.queries.search_hits import NAMES, RecordKind
from salesdesk.queries.search_words import beginning, match

ENOUGH = 60
SHORTEST_MIDDLE = 3
_NAME_COLUMNS: dict[RecordKind, str] = {
    "opportunity": "name",
    "account": "name",
    "contact": "first_name last_name",
    "lead": "first_name last_name",
}

Query = tuple[str, tuple[str, ...]]


def candidates(connection: Connection, wanted: str, kinds: Sequence[RecordKind]) -> dict[tuple[RecordKind, int], str]:
    """Return kind and id of the newest that are alike, each with what the record is called."""
    found: dict[tuple[RecordKind, int], str] = {}
    open_kinds = list(kinds)
    for likeness in (_by_name, _anywhere, _by_initials, _by_middle):
        queries = [query for kind in open_kinds if (query := likeness(kind, wanted)) is not None]
        if queries:
            text = " UNION ALL ".join(f"SELECT * FROM ({sql})" for sql, _ in queries)
            values = tuple(value for _, some in queries for value in some)
            for kind, record, name in connection.exec_driver_sql(text, values).all():
                found[kind, record] = name
            counts = [kind for kind, _ in found]
            open_kinds = [kind for kind in open_kinds if counts.count(kind) < ENOUGH]
    return found


def _by_name(kind: RecordKind, wanted: str) -> Query | None:
    words = match(wanted)
    return _matching(kind, "words", f"{{{_NAME_COLUMNS[kind]}}} : ({words})") if words else None


def _anywhere(kind: RecordKind, wanted: str) -> Query | None:
    words = match(wanted)
    return _matching(kind, "words", f"- notes : ({words})" if kind == "lead" else words) if words else None


def _by_initials(kind: RecordKind, wanted: str) -> Query | None:
    if not (2 <= len(wanted) <= 4 and wanted.isalpha() and wanted.isascii()):
        return None
    if kind in ("lead", "contact"):
        # The range, and the plus sign before deleted_at, make SQLite walk only the keys of that letter.
        condition = "r.name_key >= ? AND r.name_key < ? AND r.name_key GLOB ?"
        values = (wanted[0], chr(ord(wanted[0]) + 1), " ".join(f"{letter}*" for letter in wanted))
        return _select(kind, f"FROM {kind} AS r WHERE +r.deleted_at IS NULL AND {condition}"), values
    letters = " AND ".join(map(beginning, dict.fromkeys(wanted)))
    sql, found = _matching(kind, "words", f"name : ({letters})", "AND r.name LIKE ?")
    return sql, (*found, " ".join(f"{letter}%" for letter in wanted))


def _by_middle(kind: RecordKind, wanted: str) -> Query | None:
    quoted = wanted.replace('"', '""')
    return _matching(kind, "middle", f'"{quoted}"') if len(wanted) >= SHORTEST_MIDDLE else None


def _matching(kind: RecordKind, index: str, words: str, further: str = "") -> Query:
    return _select(
        kind,
        f"FROM {kind}_{index} AS w JOIN {kind} AS r ON r.id = w.rowid "
        f"WHERE {kind}_{index} MATCH ? AND r.deleted_at IS NULL {further}",
        "w.rowid",
    ), (words,)


def _select(kind: RecordKind, source: str, newest: str = "+r.id") -> str:
    return f"SELECT '{kind}', r.id, {NAMES[kind]} {source} ORDER BY {newest} DESC LIMIT {ENOUGH}"
