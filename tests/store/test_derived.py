"""What follows from other rows is right after any write: one by one, many at once, and taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.store import derived, journal, rewind
from salesdesk.store.bulk import insert_rows
from salesdesk.store.creation import create_file
from salesdesk.store.database import Database
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import activity, lead

NOW = datetime(2026, 11, 10, tzinfo=UTC)
Write = tuple[str, str, int, dict[str, object]]
PLACES = st.integers(0, 2)
KEYS = st.sampled_from(["", "a", "b"])
GONE = st.sampled_from([None, None, None, "2026-11-01T00:00:00.000Z"])
PEOPLE = st.fixed_dictionaries(
    {"lifecycle": st.sampled_from(["new", "working", "sql"]), "deleted_at": GONE}
    | dict.fromkeys(("email_key", "name_key", "company_key"), KEYS)
)
HAPPENED = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["call", "meeting", "meeting", "note"]),
        "direction": st.sampled_from(["inbound", "outbound"]),
        "outcome": st.sampled_from(["", "Connected", "no show", "held"]),
        "at": st.sampled_from([f"2026-0{month}-01T09:00:00.000Z" for month in range(1, 5)]),
        "due_on": st.sampled_from([None, None, "2026-05-01"]),
        "done_at": GONE,
        "deleted_at": GONE,
        "lead_id": PLACES | PLACES | st.none(),
    }
)
WRITES: st.SearchStrategy[Write] = st.one_of(
    st.tuples(st.just("INSERT"), st.just("lead"), PLACES, PEOPLE),
    st.tuples(st.just("INSERT"), st.just("activity"), PLACES, HAPPENED),
    st.tuples(st.just("UPDATE"), st.just("lead"), PLACES, PEOPLE),
    st.tuples(st.just("UPDATE"), st.just("activity"), PLACES, HAPPENED),
    st.tuples(st.just("DELETE"), st.sampled_from(["lead", "activity"]), PLACES, st.just({})),
)
LEAD_COLUMNS = ("uid", "lifecycle", "email_key", "name_key", "company_key", "created_at")
ACTIVITY_COLUMNS = ("uid", "kind", "outcome", "at", "created_at", "lead_id")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("derived") / "rep.salesdesk"
    create_file(path)
    database = Database(path)
    yield database
    database.close()


def write(database: Database, writes: list[Write]) -> int | None:
    """Carry out what can be, each in its turn, and return the journal entry."""
    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        entry = journal.open_entry(connection, NOW)
        for verb, table, place, fields in writes:
            chosen = f"id = (SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET {place})"
            values = dict(fields)
            if table == "activity" and fields:
                # One of the leads that are there.
                owners = connection.exec_driver_sql("SELECT id FROM lead ORDER BY id").scalars().all()
                owner = fields["lead_id"]
                values["lead_id"] = owners[owner % len(owners)] if isinstance(owner, int) and owners else None
            if verb == "INSERT":
                values |= {"uid": new_uid(), "created_at": "2026-01-01T00:00:00.000Z"}
                named = ", ".join(f":{name}" for name in values)
                connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({named})", values)
            elif verb == "UPDATE":
                changes = ", ".join(f"{name} = :{name}" for name in values)
                connection.exec_driver_sql(f"UPDATE {table} SET {changes} WHERE {chosen}", values)
            else:
                if table == "lead":
                    connection.exec_driver_sql(f"UPDATE activity SET lead_id = NULL WHERE lead_{chosen}")
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE {chosen}")
        journal.close_entry(connection, entry, "Write")
        return connection.exec_driver_sql("SELECT max(id) FROM journal_entry WHERE id = ?", (entry,)).scalar()


def clear(database: Database) -> None:
    with database.write() as connection:
        for table in ("activity", "lead", "journal_row", "journal_entry"):
            connection.exec_driver_sql(f"DELETE FROM {table}")


def kept(database: Database) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with database.read() as connection:
        return tuple(
            [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for table in ("lead_heard", "twin_key")
        )  # type: ignore[return-value]


@settings(deadline=None, max_examples=120)
@given(first=st.lists(WRITES, min_size=5, max_size=12), then=st.lists(WRITES, max_size=8))
def test_any_writes_and_their_undo_and_redo_leave_it_in_step(
    database: Database, first: list[Write], then: list[Write]
) -> None:
    clear(database)
    write(database, first)
    before = kept(database)
    entry = write(database, then)
    after = kept(database)
    with database.read() as connection:
        assert derived.out_of_step(connection) == []
    if entry is not None:
        for is_redo, expected in ((False, before), (True, after)):
            with database.write() as connection:
                rewind.apply(connection, entry, is_redo=is_redo)
            assert kept(database) == expected


def test_rows_added_at_once_count_like_rows_added_one_by_one(database: Database) -> None:
    clear(database)
    people = [
        (f"l{n}", "working", f"{n % 3}@x.de", "ann lee", f"c{n % 2}", "2026-01-01T00:00:00.000Z") for n in range(5)
    ]
    with database.write() as connection:
        insert_rows(connection, lead, LEAD_COLUMNS, people[:1])
        insert_rows(connection, lead, LEAD_COLUMNS, people[1:])
        ids = list(connection.exec_driver_sql("SELECT id FROM lead ORDER BY id").scalars())
        heard = [
            (f"a{n}", "call", outcome, f"2026-0{n + 1}-01T09:00:00.000Z", "2026-01-01T00:00:00.000Z", ids[n % 2])
            for n, outcome in enumerate(("connected", "connected", "connected", "no answer"))
        ]
        insert_rows(connection, activity, ACTIVITY_COLUMNS, heard[:2])
        insert_rows(connection, activity, ACTIVITY_COLUMNS, heard[2:])
        assert derived.out_of_step(connection) == []
    assert kept(database) == (
        [(ids[0], "2026-03-01T09:00:00.000Z"), (ids[1], "2026-02-01T09:00:00.000Z")],
        [("", "ann lee", "c0"), ("", "ann lee", "c1"), ("0@x.de", "", ""), ("1@x.de", "", "")],
    )


def test_what_follows_is_found_by_its_key(database: Database) -> None:
    """Adding a lead to a hundred thousand looks into indexes alone."""
    with closing(sqlite3.connect(database.path)) as plain:
        for twin in derived._TWINS:
            plan = plain.execute(f"EXPLAIN QUERY PLAN {twin.learn('FROM lead AS new WHERE new.id > 5 AND')}").fetchall()
            assert not [line for *_, line in plan if line.startswith("SCAN")], plan
