"""A new file: the current schema at once, without running the migrations one by one."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from salesdesk.domain.errors import FileFault
from salesdesk.store import migrations, search
from salesdesk.store.database import explain_fault
from salesdesk.store.defaults import add_defaults
from salesdesk.store.schema import APPLICATION_ID, SCHEMA_VERSION, metadata


def create_file(path: Path) -> None:
    """Create a SalesDesk file; it appears whole or not at all. Raises: FileFault."""
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        _build(draft)
        os.replace(draft, path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        why = os.strerror(fault.errno or 0)
        raise FileFault(f"“{path.name}” can’t be created in “{path.parent}”: {why}. Choose another folder.") from fault
    except (DatabaseError, sqlite3.DatabaseError) as fault:
        draft.unlink(missing_ok=True)
        raise FileFault(explain_fault(path, fault) or f"“{path.name}” can’t be created.") from fault


def _build(path: Path) -> None:
    engine = create_engine(f"sqlite+pysqlite:///{path}", poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA synchronous = FULL")
            create_schema(connection)
            add_defaults(connection)
            connection.commit()
    finally:
        engine.dispose()


def create_schema(connection: Connection) -> None:
    """Create every table, index, search index and trigger, and mark the header."""
    metadata.create_all(connection)
    for statement in search.statements():
        connection.exec_driver_sql(statement)
    migrations.mark_current(connection, SCHEMA_VERSION)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
