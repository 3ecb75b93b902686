"""Remembering which records are not the same, however alike they look."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sqlalchemy import insert, select

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.phrases import listed
from salesdesk.queries.naming import name_of
from salesdesk.services.commands import RememberNotDuplicates
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import metadata, not_duplicate

KINDS = ("lead", "account", "contact")


def remember_apart(tx: Transaction, command: RememberNotDuplicates) -> Outcome:
    """Note that records are not the same, each pair of them, so that nobody is asked again."""
    if command.kind not in KINDS:
        raise BadValue("kind", command.kind, f"use {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    records = sorted(set(command.records))
    if len(records) < 2:
        raise SalesDeskError("Two records can be told apart, not one. Name another one.")
    keep_apart(tx, command.kind, records)
    names = [name_of(tx.connection, command.kind, record) for record in records]
    what = listed(names) if len(names) < 4 else f"{len(names):,} {command.kind}s"
    return Outcome(f"Keep {what} apart")


def keep_apart(tx: Transaction, kind: str, records: Sequence[int]) -> None:
    """Note that records of a kind are not the same, each pair of them. Raises: NotFound."""
    table = metadata.tables[kind]
    uids = sorted(live(tx, table, record)["uid"] for record in records)
    known = {tuple(row) for row in tx.connection.execute(select(not_duplicate.c.first_uid, not_duplicate.c.second_uid))}
    rows = [
        {"first_uid": one, "second_uid": other, "at": tx.now}
        for one, other in combinations(uids, 2)
        if (one, other) not in known
    ]
    if rows:
        tx.connection.execute(insert(not_duplicate), rows)
