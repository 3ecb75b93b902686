"""Filling an empty desk with plausible, reproducible records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, func, select

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.scoring import RULES
from salesdesk.queries.scores import rules
from salesdesk.queries.settings import currency
from salesdesk.services.commands import FillWithSample
from salesdesk.services.sample_material import read_material
from salesdesk.services.sample_records import SampleBuilder
from salesdesk.services.scores import rescore_leads
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.bulk import insert_rows
from salesdesk.store.schema import (
    account,
    activity,
    answer,
    committee_member,
    competitor,
    contact,
    criterion,
    dimension,
    lead,
    lifecycle_history,
    opportunity,
    opportunity_line,
    playbook,
    stage,
    stage_history,
)
from salesdesk.store.types import instant_text

LARGEST = 2_000_000
CHUNK = 5000
TABLES: tuple[Table, ...] = (
    account,
    contact,
    lead,
    opportunity,
    committee_member,
    opportunity_line,
    competitor,
    activity,
    answer,
    lifecycle_history,
    stage_history,
)


def fill(tx: Transaction, command: FillWithSample) -> Outcome:
    """Add sample leads and opportunities to a desk that has none; one undo takes them all away again."""
    for name, count in (("leads", command.leads), ("opportunities", command.opportunities)):
        if not 0 <= count <= LARGEST:
            raise BadValue(name, count, f"give a number from 0 to {LARGEST}.")
    for table in (lead, opportunity):
        if tx.connection.execute(select(table.c.id).where(table.c.deleted_at.is_(None)).limit(1)).first():
            raise SalesDeskError("This file already has records. Sample data only goes into an empty file.")
    builder = SampleBuilder(
        read_material(),
        command.seed,
        tx.now,
        {table.name: _next_id(tx, table) for table in TABLES},
        _stages(tx),
        _criteria(tx),
        currency(tx.connection),
    )
    tx.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    total = command.leads + command.opportunities
    done = 0
    for batch in builder.batches(command.leads, command.opportunities, CHUNK):
        tx.stop_if_cancelled()
        for table in TABLES:
            rows = batch.rows.get(table.name)
            if rows:
                columns = list(rows[0])
                insert_rows(tx.connection, table, columns, [[_stored(row[name]) for name in columns] for row in rows])
        done += batch.count
        tx.report(done, total)
    if rules(tx.connection) != RULES:
        rescore_leads(tx)
    return Outcome("Add sample data")


def _stored(value: object) -> object:
    """Return a value as the file holds it."""
    if isinstance(value, datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _next_id(tx: Transaction, table: Table) -> int:
    used = tx.connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
    largest = tx.connection.execute(select(func.max(table.c.id))).scalar()
    return max(used or 0, largest or 0) + 1


def _stages(tx: Transaction) -> Sequence[dict[str, Any]]:
    query = select(stage).where(stage.c.deleted_at.is_(None)).order_by(stage.c.pipeline_id, stage.c.position)
    return [dict(row) for row in tx.connection.execute(query).mappings()]


def _criteria(tx: Transaction) -> dict[str, tuple[str, int]]:
    """Return dimension letter and id by criterion code, of the default playbook."""
    query = (
        select(criterion.c.code, dimension.c.letter, criterion.c.id)
        .join(dimension, dimension.c.id == criterion.c.dimension_id)
        .join(playbook, playbook.c.id == dimension.c.playbook_id)
        .where(playbook.c.is_default == 1, criterion.c.until_version.is_(None))
    )
    return {code: (letter, record) for code, letter, record in tx.connection.execute(query)}
