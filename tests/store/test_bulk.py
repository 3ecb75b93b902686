"""Rows added at once leave the same traces as rows added one by one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from salesdesk.store import journal
from salesdesk.store.bulk import insert_rows
from salesdesk.store.creation import create_file
from salesdesk.store.database import Database
from salesdesk.store.schema import lead

COLUMNS = ("uid", "first_name", "company", "employees", "created_at")
ROWS = [
    ("u1", "José “x”", "Norrland Pumps", 12, "2026-11-10T09:00:00.000Z"),
    ("u2", "two\nlines", "", None, "2026-11-10T09:00:00.000Z"),
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "rep.salesdesk"
    create_file(path)
    database = Database(path)
    yield database
    database.close()


def traces(connection: Connection) -> list[list[Any]]:
    return [
        [tuple(row) for row in connection.exec_driver_sql(statement)]
        for statement in (
            "SELECT table_name, before, after FROM journal_row ORDER BY id",
            "SELECT rowid FROM lead_words WHERE lead_words MATCH 'jose OR lines' ORDER BY rowid",
            "SELECT rowid FROM lead_middle WHERE lead_middle MATCH 'rrland'",
            "SELECT name, tbl_name, sql FROM sqlite_temp_schema WHERE type = 'trigger' ORDER BY name",
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
        )
    ]


def added(database: Database, *, at_once: bool) -> list[list[Any]]:
    with database.write() as connection:
        entry = journal.open_entry(connection, datetime(2026, 11, 10, tzinfo=UTC))
        if at_once:
            insert_rows(connection, lead, COLUMNS, ROWS)
        else:
            marks = ", ".join("?" * len(COLUMNS))
            for row in ROWS:
                connection.exec_driver_sql(f"INSERT INTO lead ({', '.join(COLUMNS)}) VALUES ({marks})", row)
        journal.close_entry(connection, entry, "Add leads")
        return traces(connection)


def test_rows_added_at_once_are_journalled_and_found_like_rows_added_one_by_one(tmp_path: Path) -> None:
    found = []
    for at_once in (True, False):
        path = tmp_path / f"{at_once}.salesdesk"
        create_file(path)
        database = Database(path)
        found.append(added(database, at_once=at_once))
        database.close()
    assert found[0] == found[1]
    assert found[0][1] == [(1,), (2,)]


def test_nothing_is_journalled_outside_an_entry(database: Database) -> None:
    with database.write() as connection:
        insert_rows(connection, lead, COLUMNS, ROWS)
        assert connection.exec_driver_sql("SELECT count(*) FROM journal_row").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM lead").scalar() == 2


def test_a_rollback_brings_the_triggers_back(database: Database) -> None:
    with database.write() as connection:
        before = traces(connection)[3]
    with pytest.raises(Exception, match="UNIQUE"), database.write() as connection:
        insert_rows(connection, lead, COLUMNS, [ROWS[0], ROWS[0]])
    with database.write() as connection:
        assert traces(connection)[3] == before
        assert connection.exec_driver_sql("SELECT count(*) FROM lead").scalar() == 0


def test_no_rows_are_no_work(database: Database) -> None:
    with database.write() as connection:
        insert_rows(connection, lead, COLUMNS, [])
        assert connection.exec_driver_sql("SELECT count(*) FROM lead").scalar() == 0
