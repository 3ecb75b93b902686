"""One SQLite file: connections, pragmas, and the lock around writers."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from salesdesk.domain.errors import FileFault

BUSY_TIMEOUT_MS = 5000
WRITER_CACHE_KIB = 65536


class Database:
    """Readers on any thread, one writer at a time.

    Each read sees one snapshot; each write is one `BEGIN IMMEDIATE` transaction. Faults of the file become
    `FileFault` sentences. A database opened read-only leaves every byte of the file as it is.
    """

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self._writing = threading.Lock()
        self._writer: Connection | None = None
        self._engine: Engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=8,
            pool_reset_on_return=None,
        )

    @property
    def engine(self) -> Engine:
        """The SQLAlchemy engine, for migrations and for tests that count statements."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state of the file."""
        with self._faults_as_sentences(), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the writer's connection inside a transaction: committed at the end, rolled back on any error."""
        if self.is_read_only:
            raise FileFault(f"“{self.path.name}” was opened for reading only. Open it again without that to change it.")
        with self._writing, self._faults_as_sentences():
            connection = self._writer_connection()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                if _is_in_transaction(connection):
                    connection.exec_driver_sql("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log back into the file."""
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self._engine.dispose()

    def _writer_connection(self) -> Connection:
        if self._writer is None:
            connection = self._engine.connect()
            connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
            # Not imported with this module: what only reads does without them.
            from salesdesk.store import derived, journal, search

            search.watch(connection)
            derived.watch(connection)
            journal.watch(connection)
            self._writer = connection
        return self._writer

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.is_read_only else "rw"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_MS / 1000,
            cached_statements=512,
        )
        try:
            set_pragmas(connection, is_read_only=self.is_read_only)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _faults_as_sentences(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as fault:
            sentence = explain_fault(self.path, fault)
            if sentence is None:
                raise
            raise FileFault(sentence) from fault


def set_pragmas(connection: sqlite3.Connection, *, is_read_only: bool = False) -> None:
    """Set what every connection to a SalesDesk file needs; docs/architecture.md gives the reasons."""
    pragmas = [
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
    ]
    if not is_read_only:
        pragmas.insert(0, "journal_mode = WAL")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def explain_fault(path: Path, fault: Exception) -> str | None:
    """Return the sentence for a fault of the file or the disk, or None where the fault is ours."""
    message = str(fault.orig if isinstance(fault, DatabaseError) else fault).lower()
    name = f"“{path.name}”"
    if "locked" in message or "busy" in message:
        return f"{name} is in use by another program. Close that program, then try again."
    if "disk is full" in message or "disk full" in message:
        return "This change wasn’t saved. The disk is full. Free some space, then try again."
    if "readonly" in message:
        return f"{name} can’t be changed: the file or its folder is read-only. Change its permissions, then try again."
    if "malformed" in message or "not a database" in message or "encrypted" in message:
        return (
            f"{name} is damaged. Nothing was changed. Restore a backup, or run “salesdesk check” to see what is wrong."
        )
    if "disk i/o error" in message:
        return f"{name} can’t be read or written: the disk reports an error. Check the disk, then try again."
    if isinstance(fault, OperationalError | sqlite3.OperationalError) and "unable to open" in message:
        return f"{name} can’t be opened. Check that the file is there and that its folder can be written to."
    return None


def _is_in_transaction(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and driver.in_transaction
