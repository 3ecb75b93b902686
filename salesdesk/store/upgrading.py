"""An older file, brought to the present schema as it is opened: copied first, then changed whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from salesdesk.domain.errors import FileFault
from salesdesk.store import migrations
from salesdesk.store.database import BUSY_TIMEOUT_MS, explain_fault
from salesdesk.store.schema import SCHEMA_VERSION


def bring_up_to_date(path: Path) -> Path:
    """Migrate a file of an older version; return the copy of it as it was, which stays beside it. Raises: FileFault."""
    copy = copy_of(path)
    try:
        with closing(_only_connection(path)) as connection:
            # Another program may have been quicker; its copy stays as it is.
            if connection.execute("PRAGMA user_version").fetchone() != (SCHEMA_VERSION,):
                _copy(connection, copy)
                _migrate(connection)
    except OSError as fault:
        why = os.strerror(fault.errno or 0)
        raise FileFault(f"“{path.name}” can’t be copied before it is brought up to date: {why}.") from fault
    except (DatabaseError, sqlite3.DatabaseError) as fault:
        sentence = explain_fault(path, fault)
        if sentence is None:
            raise
        raise FileFault(sentence) from fault
    return copy


def copy_of(path: Path) -> Path:
    """Return where the copy of an older file lies once it has been brought up to date."""
    return path.with_name(f"{path.stem} (before version {SCHEMA_VERSION}){path.suffix}")


def _only_connection(path: Path) -> sqlite3.Connection:
    """Return a connection beside which there is no other: a program of the older version may not go on writing."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000
    )
    try:
        # SQLite leaves the write-ahead log only where nobody else has the file open.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # The lock that this takes is held until the connection is closed.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    draft = target.with_name(target.name + ".new")
    draft.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(draft),))
        with closing(sqlite3.connect(f"{draft.absolute().as_uri()}?mode=ro", uri=True)) as copied:
            if copied.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise FileFault(f"The copy “{target.name}” did not come out whole. Nothing was changed. Try again.")
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _migrate(connection: sqlite3.Connection) -> None:
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as wrapped:
        wrapped.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            migrations.upgrade(wrapped)
            wrapped.exec_driver_sql("COMMIT")
        except BaseException:
            if connection.in_transaction:
                wrapped.exec_driver_sql("ROLLBACK")
            raise
