"""Bringing an older file to the current schema: Alembic revisions, written by hand, run only when one is due.

A new file is made from the schema at once (`store/creation.py`); a test holds that both ways end in the same schema.
Alembic is imported inside the functions: it is the slowest import of the program, and nearly every start needs none.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

REVISIONS = {1: "0001", 2: "0002"}
"""The Alembic revision of each schema version."""


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run every revision that is due, in one transaction that the caller commits.

    Foreign keys have to be off on the connection before its transaction starts: rebuilding a table with them on would
    delete the rows that refer to it. They are checked afterwards. Raises: RuntimeError where a reference is broken.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)

    def due(present: object, _context: object) -> object:
        return scripts._upgrade_revs(revision, present)  # type: ignore[arg-type]

    with EnvironmentContext(config, scripts, fn=due) as environment:
        environment.configure(connection=connection, transactional_ddl=False)
        environment.run_migrations()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"a migration left row {broken[1]} of {broken[0]} without its {broken[2]}")


def mark_current(connection: Connection, version: int) -> None:
    """Note in a new file which revision its schema stands at."""
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISIONS[version],))
