"""Saved views: keeping, renaming, ordering and forgetting them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.filters import RecordKind, check_kind, to_json
from salesdesk.domain.texts import clean_line
from salesdesk.domain.views import LAYOUTS, LONGEST_NAME, RECORD_KINDS
from salesdesk.services.commands import DeleteView, RenameView, ReorderViews, SaveView, UpdateView
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import pipeline, saved_view


def save(tx: Transaction, command: SaveView) -> Outcome:
    """Keep a view behind the others. Raises: BadValue."""
    if command.kind not in LAYOUTS:
        raise BadValue("a view", command.kind, f"use one of {', '.join(LAYOUTS)}.")
    name = _checked_name(tx, command.name, None)
    values = _shown(tx, command.kind, command)
    position = max((one["position"] for one in _all(tx)), default=-1) + 1
    made = insert(saved_view).values(
        uid=new_uid(), name=name, kind=command.kind, position=position, created_at=tx.now, **values
    )
    new_id = int(tx.connection.execute(made).inserted_primary_key[0])  # type: ignore[index]
    return Outcome(f"Save view “{name}”", new_id)


def change(tx: Transaction, command: UpdateView) -> Outcome:
    """Let a view show something else. Raises: BadValue."""
    record = live(tx, saved_view, command.view)
    values = _shown(tx, record["kind"], command)
    different = {key: value for key, value in values.items() if value != record[key]}
    if different:
        tx.connection.execute(update(saved_view).where(saved_view.c.id == record["id"]).values(**different))
    return Outcome(f"Update view “{record['name']}”", record["id"])


def rename(tx: Transaction, command: RenameView) -> Outcome:
    """Give a view another name. Raises: BadValue."""
    record = live(tx, saved_view, command.view)
    name = _checked_name(tx, command.name, record["id"])
    if name != record["name"]:
        tx.connection.execute(update(saved_view).where(saved_view.c.id == record["id"]).values(name=name))
    return Outcome(f"Rename view “{record['name']}” to “{name}”", record["id"])


def remove(tx: Transaction, command: DeleteView) -> Outcome:
    """Forget a view."""
    record = live(tx, saved_view, command.view)
    tx.connection.execute(delete(saved_view).where(saved_view.c.id == record["id"]))
    return Outcome(f"Delete view “{record['name']}”")


def reorder(tx: Transaction, command: ReorderViews) -> Outcome:
    """Put the views into another order."""
    if sorted(command.views) != sorted(one["id"] for one in _all(tx)):
        raise SalesDeskError("The saved views are not the ones that were put in order. Look again, then reorder them.")
    for position, view in enumerate(command.views):
        elsewhere = (saved_view.c.id == view, saved_view.c.position != position)
        tx.connection.execute(update(saved_view).where(*elsewhere).values(position=position))
    return Outcome("Reorder saved views")


def _all(tx: Transaction) -> Sequence[RowMapping]:
    order = select(saved_view).order_by(saved_view.c.position, saved_view.c.id)
    return tx.connection.execute(order).mappings().all()


def _checked_name(tx: Transaction, text: str, own_id: int | None) -> str:
    name = clean_line(text, "name")
    if not name:
        raise BadValue("name", "", "a view needs a name, for instance “Closing this quarter”.")
    if len(name) > LONGEST_NAME:
        raise BadValue("name", name, f"it has {len(name):,} characters, and {LONGEST_NAME} fit.")
    if any(one["name"].casefold() == name.casefold() and one["id"] != own_id for one in _all(tx)):
        raise BadValue("name", name, "there is a view of that name. Choose another name.")
    return name


def _shown(tx: Transaction, kind: str, command: SaveView | UpdateView) -> dict[str, Any]:
    """Return the columns that say what a view shows."""
    if command.layout not in LAYOUTS[kind]:
        raise BadValue("layout", command.layout, f"use one of {', '.join(LAYOUTS[kind])}.")
    if command.pipeline is not None:
        live(tx, pipeline, command.pipeline)
    record_kind: RecordKind = RECORD_KINDS[kind]
    return {
        "layout": command.layout,
        "filter": to_json(check_kind(command.filter, record_kind)),
        "sort": json.dumps(list(command.sort)),
        "columns": json.dumps(list(command.columns)),
        "pipeline_id": command.pipeline,
    }
