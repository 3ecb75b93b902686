"""What follows from other rows and is kept beside them, in step with every write and every undo.

`lead_heard` says when each lead on its way was last heard of; `twin_key` holds the addresses, and the names at a
company, that more than one row of `lead` has. Today reads them instead of walking every lead. Like the search indexes
they are kept by temporary triggers on the writer's connection: the file holds no trigger, and the journal none of their
rows, since taking back what they follow from takes them back too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table

from salesdesk.store.conditions import ON_ITS_WAY, TWO_WAY
from salesdesk.store.schema import activity, lead

_HEARD_BY = ("kind", "direction", "outcome", "at", "due_on", "done_at", "lead_id", "deleted_at")
_HEARD = (
    f"SELECT lead_id, max(at) FROM activity WHERE {TWO_WAY} AND lead_id IN (SELECT id FROM lead WHERE {ON_ITS_WAY})"
)
_EMPTY = "''"
_ALL_KEYS = ("email_key", "name_key", "company_key")


@dataclass(frozen=True, slots=True)
class _Twin:
    """A way in which two rows of `lead` may be one: the columns that are then alike, none of them empty."""

    columns: tuple[str, ...]

    def listed(self, row: str) -> str:
        return ", ".join(f"{row}.{name}" for name in self.columns)

    def is_filled(self, row: str) -> str:
        return " AND ".join(f"{row}.{name} <> ''" for name in self.columns)

    def others(self, row: str) -> str:
        """Return the SELECT of the rows with the keys of this one, which may be among them."""
        alike = " AND ".join(f"o.{name} = {row}.{name}" for name in self.columns)
        return f"SELECT 1 FROM lead AS o WHERE {alike} AND {self.is_filled('o')}"

    def learn(self, source: str) -> str:
        """Return the INSERT of the keys of the rows that `source` calls “new”, where another row has them."""
        return (
            f"INSERT INTO twin_key ({', '.join(self.columns)}) SELECT {self.listed('new')} {source} "
            f"{self.is_filled('new')} AND EXISTS ({self.others('new')} AND o.id <> new.id) ON CONFLICT DO NOTHING"
        )

    def forget(self) -> str:
        """Return the DELETE of the keys of a row that went, where no two are left that have them."""
        keys = (f"{name} = {f'old.{name}' if name in self.columns else _EMPTY}" for name in _ALL_KEYS)
        return (
            f"DELETE FROM twin_key WHERE {' AND '.join(keys)} "
            f"AND (SELECT count(*) FROM ({self.others('old')} LIMIT 2)) < 2"
        )

    def kept(self) -> str:
        empty = " AND ".join(f"{name} = ''" for name in _ALL_KEYS if name not in self.columns)
        return f"SELECT {', '.join(self.columns)} FROM twin_key WHERE {empty}"

    def true(self) -> str:
        names = ", ".join(self.columns)
        return f"SELECT {names} FROM lead WHERE {self.is_filled('lead')} GROUP BY {names} HAVING count(*) > 1"


_TWINS = (_Twin(("email_key",)), _Twin(("name_key", "company_key")))


def watch(connection: Connection) -> None:
    """Make what this connection writes count in the same transaction."""
    for statement in _trigger_statements():
        connection.exec_driver_sql(statement)


def catch_up(connection: Connection, table: Table, last: int) -> None:
    """Let the rows of a table count that came after `last` while the triggers on new rows were away."""
    if table is lead:
        for twin in _TWINS:
            connection.exec_driver_sql(twin.learn("FROM lead AS new WHERE new.id > ? AND"), (last,))
    elif table is activity:
        connection.exec_driver_sql(
            f"INSERT INTO lead_heard (lead_id, at) {_HEARD} AND id > ? GROUP BY lead_id "
            "ON CONFLICT DO UPDATE SET at = max(at, excluded.at)",
            (last,),
        )


def out_of_step(connection: Connection) -> list[str]:
    """Return the tables of this module that do not hold what follows from the others."""
    compared = [("lead_heard", "SELECT lead_id, at FROM lead_heard", f"{_HEARD} GROUP BY lead_id")]
    compared += [("twin_key", twin.kept(), twin.true()) for twin in _TWINS]
    found = []
    for name, kept, true in compared:
        differs = (
            f"SELECT EXISTS (SELECT * FROM ({kept}) EXCEPT {true}) OR EXISTS (SELECT * FROM ({true}) EXCEPT {kept})"
        )
        if connection.exec_driver_sql(differs).scalar() and name not in found:
            found.append(name)
    return found


@cache
def _trigger_statements() -> tuple[str, ...]:
    return tuple(
        f"CREATE TEMP TRIGGER derived_{name} AFTER {event} ON main.{table} WHEN {condition} BEGIN {body}; END"
        for name, event, table, condition, body in (*_hearing(), *_twins())
    )


def _hearing() -> Iterator[tuple[str, str, str, str, str]]:
    def anew(record: str) -> str:
        return (
            f"DELETE FROM lead_heard WHERE lead_id = {record}; INSERT INTO lead_heard (lead_id, at) "
            f"SELECT lead_id, at FROM activity WHERE lead_id = {record} AND {TWO_WAY} "
            f"AND EXISTS (SELECT 1 FROM lead WHERE id = {record} AND {ON_ITS_WAY}) ORDER BY at DESC LIMIT 1"
        )

    again = f"{anew('old.lead_id')}; {anew('new.lead_id')}"
    way = ("lifecycle", "deleted_at")
    yield "heard_insert", "INSERT", "activity", "new.lead_id IS NOT NULL", anew("new.lead_id")
    yield "heard_update", f"UPDATE OF {', '.join(_HEARD_BY)}", "activity", _differs(_HEARD_BY), again
    yield "heard_delete", "DELETE", "activity", "old.lead_id IS NOT NULL", anew("old.lead_id")
    yield "way_insert", "INSERT", "lead", "1", anew("new.id")
    yield "way_update", f"UPDATE OF {', '.join(way)}", "lead", _differs(way), anew("new.id")


def _twins() -> Iterator[tuple[str, str, str, str, str]]:
    learn = "; ".join(twin.learn("WHERE") for twin in _TWINS)
    forget = "; ".join(twin.forget() for twin in _TWINS)
    yield "twin_insert", "INSERT", "lead", "1", learn
    yield "twin_update", f"UPDATE OF {', '.join(_ALL_KEYS)}", "lead", _differs(_ALL_KEYS), f"{forget}; {learn}"
    yield "twin_delete", "DELETE", "lead", "1", forget


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
