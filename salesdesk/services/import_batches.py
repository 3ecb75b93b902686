"""Writing a rehearsed import of leads in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import bindparam, insert, select, update

from salesdesk.queries.custom_fields import fields as own_fields
from salesdesk.queries.custom_fields import texts as own_texts
from salesdesk.queries.imports import known_leads, stamp
from salesdesk.services import custom_fields, lifecycle, scores
from salesdesk.services.commands import AddCustomField, ImportLeads
from salesdesk.services.importing import BATCH, SCORED, ImportPlan, LeadUpdate
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.bulk import insert_rows
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import custom_value, import_batch, lead, lifecycle_history, tag, tagging

_FOLLOWING = frozenset(("score", "currency", "name_key", "company_key", "email_key", "domain"))
FEWEST_AT_ONCE, MOST_AT_ONCE = 500, 5000
T = TypeVar("T")


def apply(tx: Transaction, command: ImportLeads) -> Outcome:
    """Write the new leads and the updates of a rehearsed plan. Raises: Cancelled."""
    plan = command.plan
    label = f"Import {_counted(len(plan.new) + len(plan.updates), 'lead')} from “{plan.table.name}”"
    if plan.is_idle:
        return Outcome(label, detail=plan.report())
    is_stale = stamp(tx.connection) != plan.stamp
    new, updates = _still_due(tx, plan) if is_stale else (plan.new, plan.updates)
    batch_id = _add_batch(tx, plan, len(new), len(updates))
    progress = _Progress(tx, len(new) + len(updates))
    columns = (*plan.columns, "import_batch_id")
    for rows in _batches(new, min(MOST_AT_ONCE, max(FEWEST_AT_ONCE, len(new) // 20))):
        insert_rows(tx.connection, lead, columns, [(*row, batch_id) for row in rows])
        progress.add(len(rows))
    _note_marked(tx, batch_id)
    _update_leads(tx, updates, progress)
    _add_tags(tx, plan, updates)
    _add_own(tx, plan, updates, batch_id)
    _settle_scores(tx, updates, batch_id, is_stale=is_stale)
    return Outcome(label, detail=plan.report(len(new), len(updates)))


class _Progress:
    """How much of the writing is done, told after every batch."""

    def __init__(self, tx: Transaction, total: int) -> None:
        self._tx = tx
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        """Note work done, and stop here when the rep asked to."""
        self._done += count
        self._tx.report(self._done, self._total)
        self._tx.stop_if_cancelled()


def _still_due(tx: Transaction, plan: ImportPlan) -> tuple[Sequence[tuple[object, ...]], Sequence[LeadUpdate]]:
    """Return what of the plan still has to be written when the desk has changed since the rehearsal."""
    at = {name: plan.columns.index(name) for name in ("uid", "email_key", "name_key", "company_key")}
    new: list[tuple[object, ...]] = []
    for rows in _batches(plan.new):
        emails = {str(row[at["email_key"]]) for row in rows} - {""}
        names = {(str(row[at["name_key"]]), str(row[at["company_key"]])) for row in rows if row[at["company_key"]]}
        uids = {str(row[at["uid"]]) for row in rows}
        known = known_leads(tx.connection, (), uids=uids, emails=emails, names=names)
        taken: set[object] = {found.uid for found in known} | {found.email_key for found in known if found.email_key}
        taken_names = {(found.name_key, found.company_key) for found in known if found.company_key}
        new.extend(
            row
            for row in rows
            if row[at["uid"]] not in taken
            and row[at["email_key"]] not in taken
            and (row[at["name_key"]], row[at["company_key"]]) not in taken_names
        )
    due = [change for change in plan.updates if _is_still_due(tx, change)]
    return new, [replace(change, values=_without_score(change.values)) for change in due]


def _without_score(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name != "score"}


def _is_still_due(tx: Transaction, change: LeadUpdate) -> bool:
    """Tell whether the lead is still there and, unless the file wins, what it lacked is still blank."""
    lacked = [name for name in change.values if name not in _FOLLOWING]
    query = select(lead.c.id, *(lead.c[name] for name in lacked))
    present = tx.connection.execute(query.where(lead.c.id == change.lead, lead.c.deleted_at.is_(None))).first()
    return present is not None and (change.overwrites or not any(present[1:]))


def _add_batch(tx: Transaction, plan: ImportPlan, new: int, updated: int) -> int:
    values = {
        "uid": new_uid(),
        "file_name": plan.table.name,
        "at": tx.now,
        "rows": plan.rows,
        "new": new,
        "updated": updated,
        "duplicates": plan.rows - new - updated - plan.rejected,
        "rejected": plan.rejected,
        "mapping": json.dumps(plan.mapping.as_dict(), ensure_ascii=False),
    }
    return int(tx.connection.execute(insert(import_batch).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def _note_marked(tx: Transaction, batch_id: int) -> None:
    """Write the history of new leads whose score made them MQLs at once."""
    mark = lifecycle.mql_mark(tx)
    marked = select(lead.c.id).where(lead.c.import_batch_id == batch_id, lead.c.lifecycle == "mql")
    note = {"from_stage": "new", "to_stage": "mql", "at": tx.now, "reason": f"Score passed {mark}"}
    rows = [{"lead_id": record, **note} for record in tx.connection.execute(marked).scalars()]
    if rows:
        tx.connection.execute(insert(lifecycle_history), rows)


def _settle_scores(tx: Transaction, updates: Sequence[LeadUpdate], batch_id: int, *, is_stale: bool) -> None:
    """Take leads whose score passes the mark along; when facts may have changed meanwhile, score anew."""
    if is_stale:
        for change in updates:
            if change.values.keys() & SCORED:
                scores.rescore(tx, change.lead)
        added = select(lead.c.id).where(lead.c.import_batch_id == batch_id)
        scores.rescore_leads(tx, tx.connection.execute(added).scalars().all())
        return
    mark = lifecycle.mql_mark(tx)
    for change in updates:
        if change.becomes_mql:
            lifecycle.enter(tx, lifecycle.load(tx, change.lead), "mql", f"Score passed {mark}")


def _update_leads(tx: Transaction, updates: Sequence[LeadUpdate], progress: _Progress) -> None:
    """Write the updates, those of the same columns in one statement."""
    groups: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for change in updates:
        if change.values:
            values = {f"new_{name}": value for name, value in change.values.items()}
            groups.setdefault(tuple(change.values), []).append({"record": change.lead, **values})
    for names, changes in groups.items():
        statement = (
            update(lead)
            .where(lead.c.id == bindparam("record"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )
        for rows in _batches(changes):
            tx.connection.execute(statement, list(rows))
            progress.add(len(rows))


def _add_tags(tx: Transaction, plan: ImportPlan, updates: Sequence[LeadUpdate]) -> None:
    wanted: list[tuple[int, str]] = [(change.lead, name) for change in updates for name in change.tags]
    for uids in _batches(list(plan.new_tags)):
        found = tx.connection.execute(select(lead.c.id, lead.c.uid).where(lead.c.uid.in_(uids)))
        wanted.extend((row.id, name) for row in found for name in plan.new_tags[row.uid])
    if not wanted:
        return
    ids = dict(tx.connection.execute(select(tag.c.name, tag.c.id)).all())
    missing = sorted({name for _, name in wanted} - ids.keys())
    if missing:
        tx.connection.execute(insert(tag), [{"uid": new_uid(), "name": name} for name in missing])
        ids = dict(tx.connection.execute(select(tag.c.name, tag.c.id)).all())
    tx.connection.execute(insert(tagging), [{"tag_id": ids[name], "lead_id": record} for record, name in wanted])


def _add_own(tx: Transaction, plan: ImportPlan, updates: Sequence[LeadUpdate], batch_id: int) -> None:
    """Write values of the rep's own fields, making those fields that are not there yet."""
    changes = {change.lead: change.own for change in updates if change.own}
    if not plan.new_own and not changes:
        return
    for planned in plan.own_fields:
        known = {one.name.casefold() for one in own_fields(tx.connection, "lead")}
        if planned.name.casefold() not in known:
            custom_fields.add(tx, AddCustomField("lead", planned.name, planned.type))
    fields = {one.name: one for one in own_fields(tx.connection, "lead")}
    for uids in _batches(list(plan.new_own)):
        new = select(lead.c.id, lead.c.uid).where(lead.c.uid.in_(uids), lead.c.import_batch_id == batch_id)
        rows = [
            (fields[name].id, record, text)
            for record, uid in tx.connection.execute(new.order_by(lead.c.id)).all()
            for name, text in plan.new_own[uid].items()
        ]
        insert_rows(tx.connection, custom_value, ("custom_field_id", "lead_id", "value"), rows)
    held = own_texts(tx.connection, "lead", changes)
    for record, values in changes.items():
        for name, text in values.items():
            field = fields[name]
            custom_fields.put(tx, field, record, held.get(record, {}).get(field.id, ""), text)


def _batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
