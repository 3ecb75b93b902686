"""How the columns of a table are written.

Only INTEGER and TEXT columns, so that the journal's JSON images restore every value exactly.
No ON DELETE action: services delete what belongs together, and the journal sees each row.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text

from salesdesk.store.types import Instant

metadata = MetaData()


def new_table(name: str, *columns: Column[object] | CheckConstraint | Index) -> Table:
    """Return a table with an id that is never given twice."""
    identity: Column[object] = Column("id", Integer, primary_key=True, autoincrement=True)
    return Table(name, metadata, identity, *columns, sqlite_strict=True, sqlite_autoincrement=True)


def uid() -> Column[object]:
    """Return the column that is stable across files."""
    return Column("uid", Text, nullable=False, unique=True)


def words(name: str) -> Column[object]:
    """Return a text column that is empty, never NULL."""
    return Column(name, Text, nullable=False, server_default="")


def ref(name: str, target: str, *, nullable: bool = True, index: bool = True) -> Column[object]:
    """Return a column that points to a row of another table."""
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def number(name: str, default: int | None = None) -> Column[object]:
    """Return a whole number, NULL where there is no default."""
    if default is None:
        return Column(name, Integer)
    return Column(name, Integer, nullable=False, server_default=str(default))


def instant(name: str, *, nullable: bool = True) -> Column[object]:
    """Return an instant in UTC."""
    return Column(name, Instant, nullable=nullable)


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return the check that a column has one of these values."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=f"{column}_known")
