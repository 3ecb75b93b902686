"""Full-text search: two FTS5 indexes per kind of record, kept in step by the writer's connection.

`KIND_words` finds words by prefix with diacritics folded; `KIND_middle` finds any three or more letters in a row.
Both are external-content tables: the text stands once, in the record's own table.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection

from salesdesk.domain.errors import FileFault

WORDS: dict[str, tuple[str, ...]] = {
    "lead": ("first_name", "last_name", "company", "title", "email", "phone", "city", "notes"),
    "account": ("name", "domain", "city", "phone"),
    "contact": ("first_name", "last_name", "title", "email", "phone"),
    "opportunity": ("name", "product"),
    "activity": ("subject", "notes"),
    "custom_value": ("value",),
}
MIDDLE: dict[str, tuple[str, ...]] = {
    "lead": ("first_name", "last_name", "company", "email"),
    "account": ("name", "domain"),
    "contact": ("first_name", "last_name", "email"),
    "opportunity": ("name",),
}


def statements() -> Iterator[str]:
    """Yield the DDL of every search index."""
    for name, table, columns in _indexes():
        tokenizer = "'trigram'" if name.endswith("_middle") else "'unicode61 remove_diacritics 2', prefix='2 3'"
        yield (
            f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, content='{table}', content_rowid='id', "
            f"tokenize={tokenizer})"
        )


@cache
def trigger_statements() -> tuple[str, ...]:
    """Return the DDL of the temporary triggers that keep every index in step with its table.

    They belong to the writer's connection and not to the file, so that the file holds no trigger at all.
    """
    found = []
    for name, table, columns in _indexes():
        listed = ", ".join(columns)
        old = ", ".join(f"old.{column}" for column in columns)
        new = ", ".join(f"new.{column}" for column in columns)
        differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
        forget = f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', old.id, {old});"
        learn = f"INSERT INTO {name}(rowid, {listed}) VALUES (new.id, {new});"
        for event, condition, body in (
            ("INSERT", "", learn),
            ("DELETE", "", forget),
            (f"UPDATE OF {listed}", f"WHEN {differs}", f"{forget} {learn}"),
        ):
            found.append(
                f"CREATE TEMP TRIGGER {name}_{event.split()[0].lower()} AFTER {event} ON main.{table} {condition} "
                f"BEGIN {body} END"
            )
    return tuple(found)


def watch(connection: Connection) -> None:
    """Make what this connection writes findable in the same transaction.

    SQLite lets triggers write to FTS5 tables only with a trusted schema. Our triggers are temporary; a file that brings
    its own is refused, so nothing but them gains that trust. Raises: FileFault.
    """
    foreign = connection.exec_driver_sql("SELECT name FROM main.sqlite_schema WHERE type = 'trigger' LIMIT 1").scalar()
    if foreign is not None:
        raise FileFault(f"This file holds a trigger “{foreign}” that SalesDesk didn’t make. Drop it, then try again.")
    connection.exec_driver_sql("PRAGMA trusted_schema = ON")
    for statement in trigger_statements():
        connection.exec_driver_sql(statement)


def _indexes() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for table, columns in WORDS.items():
        yield f"{table}_words", table, columns
    for table, columns in MIDDLE.items():
        yield f"{table}_middle", table, columns


def index_names() -> list[str]:
    """Return the names of all search indexes."""
    return [name for name, _, _ in _indexes()]
