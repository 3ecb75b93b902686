"""Records as plain fields, by the names docs and exports use: for lists, for one record, for finding by name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import Connection

from salesdesk.domain.custom_fields import CustomKind
from salesdesk.domain.money import decimal_amount
from salesdesk.queries import custom_fields
from salesdesk.queries.exports import lead_fields, lead_records, opportunity_fields, opportunity_records
from salesdesk.queries.words import beginning, matching

Record = dict[str, Any]

_ACCOUNT = (
    "SELECT id, uid, name, domain, website, phone, industry, employees, annual_revenue_minor, city, region, country, "
    "status, currency FROM account AS t"
)
_CONTACT = (
    "SELECT t.id, t.uid, t.first_name, t.last_name, t.title, coalesce(a.name, '') AS account, t.email, t.phone, "
    "t.mobile, coalesce((SELECT m.role FROM committee_member AS m WHERE m.contact_id = t.id ORDER BY m.id LIMIT 1), "
    "'') AS role, t.do_not_contact, t.verified_on FROM contact AS t LEFT JOIN account AS a ON a.id = t.account_id"
)
_ACTIVITY = (
    "SELECT t.id, t.uid, t.kind, t.subject, t.notes, t.at, t.due_on, t.due_at, t.done_at, t.outcome, "
    "t.lead_id AS lead, t.opportunity_id AS opportunity, t.account_id AS account, t.contact_id AS contact "
    "FROM activity AS t"
)
_QUERIES = {"accounts": ("account", _ACCOUNT), "contacts": ("contact", _CONTACT), "activities": ("activity", _ACTIVITY)}
_TABLES = {"leads": "lead", "opportunities": "opportunity", "accounts": "account", "contacts": "contact"}


def records(
    connection: Connection, kind: str, today: date, zone: tzinfo | None, search: str = "", limit: int | None = None
) -> list[Record]:
    """Return records that hold all the words, by id; `kind` is a plural noun of the command line."""
    return records_of(connection, kind, _ids(connection, _TABLES.get(kind, "activity"), search, limit), today, zone)


def records_of(connection: Connection, kind: str, ids: Sequence[int], today: date, zone: tzinfo | None) -> list[Record]:
    """Return the records with these ids; leads and opportunities in the order of the ids."""
    if kind == "leads":
        return _named(lead_fields(connection), lead_records(connection, ids))
    if kind == "opportunities":
        return _named(opportunity_fields(connection), opportunity_records(connection, today, zone, ids))
    return by_ids(connection, kind, ids)


def by_ids(connection: Connection, kind: str, ids: Sequence[int]) -> list[Record]:
    """Return accounts, contacts or activities with these ids, by id."""
    _, query = _QUERIES[kind]
    rows = connection.exec_driver_sql(
        f"{query} WHERE t.deleted_at IS NULL AND t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id",
        (json.dumps(list(ids)),),
    ).mappings()
    found = [_readable(dict(row)) for row in rows]
    return found if kind == "activities" else _with_own(connection, kind, found)


def activities_of(connection: Connection, kind: str, record: int) -> list[Record]:
    """Return the activities of one lead, opportunity, account or contact, newest first."""
    rows = connection.exec_driver_sql(
        f"{_ACTIVITY} WHERE t.deleted_at IS NULL AND t.{kind}_id = ? ORDER BY t.at DESC, t.id DESC", (record,)
    ).mappings()
    return [_readable(dict(row)) for row in rows]


def history_of(connection: Connection, kind: str, record: int) -> list[Record]:
    """Return the steps that touched a record or one merged into it, oldest first: when, what, and what changed."""
    merged = f"SELECT id FROM {kind} WHERE merged_into_id = ?" if kind != "opportunity" else "SELECT NULL WHERE ? = 0"
    rows = connection.exec_driver_sql(
        "SELECT e.at, e.label, j.before, j.after FROM journal_row AS j JOIN journal_entry AS e ON e.id = j.entry_id "
        f"WHERE j.table_name = ? AND (j.row_id = ? OR j.row_id IN ({merged})) AND e.is_undone = 0 "
        "AND j.before IS NOT NULL AND j.after IS NOT NULL ORDER BY e.id, j.id",
        (kind, record, record),
    )
    return [
        {"at": at, "label": label, "before": json.loads(before), "after": json.loads(after)}
        for at, label, before, after in rows
    ]


def find_by_name(connection: Connection, kind: str, name: str) -> list[int]:
    """Return the ids of stages or accounts of that name, upper and lower case alike."""
    rows = connection.exec_driver_sql(f"SELECT id, name FROM {kind} ORDER BY id").all()
    return [record for record, known in rows if known.casefold() == name.strip().casefold()]


def currency_of_account(connection: Connection, account: int) -> str:
    """Return the currency that the revenue of an account is in, empty where it has none."""
    found = connection.exec_driver_sql("SELECT currency FROM account WHERE id = ?", (account,)).scalar()
    return str(found or "")


def _ids(connection: Connection, table: str, search: str, limit: int | None) -> list[int]:
    where, order, values = "t.deleted_at IS NULL", "t.id", list[object]()
    if search.strip():
        condition, found = matching(table, "t.id", search)
        where += f" AND {condition}"
        # A name that begins with the word comes before one that has it somewhere in the middle.
        first, prefixes = beginning(table, "t.id", search)
        order = f"NOT ({first}), t.id"
        values.extend([*found, *prefixes])
    values.append(-1 if limit is None else limit)
    query = f"SELECT t.id FROM {table} AS t WHERE {where} ORDER BY {order} LIMIT ?"
    return list(connection.exec_driver_sql(query, tuple(values)).scalars())


def _named(fields: Iterable[Any], rows: Iterable[tuple[object, ...]]) -> list[Record]:
    names = [field.name for field in fields]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _with_own(connection: Connection, kind: str, found: list[Record]) -> list[Record]:
    """Return accounts or contacts with the rep's own fields beside the others."""
    of: CustomKind = "account" if kind == "accounts" else "contact"
    known = custom_fields.fields(connection, of)
    held = custom_fields.texts(connection, of, [row["id"] for row in found]) if known else {}
    names = [one.name for one in known]
    return [row | dict(zip(names, custom_fields.cells(known, held.get(row["id"], {})), strict=True)) for row in found]


def _readable(row: Record) -> Record:
    if "annual_revenue_minor" in row:
        minor, currency = row.pop("annual_revenue_minor"), row.pop("currency") or "USD"
        row["annual_revenue"] = None if minor is None else decimal_amount(minor, currency)
    if "do_not_contact" in row:
        row["do_not_contact"] = bool(row["do_not_contact"])
    return row
