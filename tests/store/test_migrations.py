"""Files of every version open, and migrating ends in the schema that a new file has."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from salesdesk.store import migrations
from salesdesk.store.creation import create_file
from salesdesk.store.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.rows import written_schema


def _migrated(path: Path) -> Path:
    engine = create_engine(f"sqlite+pysqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        migrations.upgrade(connection)
        connection.commit()
    return path


def test_migrating_from_nothing_ends_in_the_schema_of_a_new_file(tmp_path: Path) -> None:
    new = tmp_path / "new.salesdesk"
    create_file(new)
    migrated = _migrated(tmp_path / "migrated.salesdesk")
    assert written_schema(migrated) == written_schema(new)


def test_a_migrated_file_carries_the_marks_of_its_version(tmp_path: Path) -> None:
    connection = sqlite3.connect(_migrated(tmp_path / "migrated.salesdesk"))
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
        migrations.REVISIONS[SCHEMA_VERSION],
    )
    connection.close()


def test_every_version_has_its_revision() -> None:
    assert sorted(migrations.REVISIONS) == list(range(1, SCHEMA_VERSION + 1))
