"""Writing lines of a record's timeline: notes and activities to come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert

from salesdesk.domain.activities import KINDS
from salesdesk.domain.errors import BadValue
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.services.commands import PlannedStep
from salesdesk.services.transaction import Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import activity


def add(tx: Transaction, **values: Any) -> int:
    """Write one activity with cleaned texts; return its id. Raises: BadValue."""
    if values["kind"] not in KINDS:
        raise BadValue("kind of activity", values["kind"], f"use {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    for name in ("subject", "outcome"):
        values[name] = clean_line(values.get(name, ""), name)
    values["notes"] = clean_text(values.get("notes", ""), "notes")
    values = {"at": tx.now, **values, "uid": new_uid(), "created_at": tx.now}
    result = tx.connection.execute(insert(activity).values(**values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def add_note(tx: Transaction, text: str, **targets: int | None) -> int:
    """Write a note that was made now."""
    return add(tx, kind="note", notes=text, **targets)


def plan(tx: Transaction, steps: Iterable[PlannedStep], /, *, notes: str = "", **targets: int | None) -> list[int]:
    """Write activities to come; return their ids. Raises: BadValue where a step says nothing."""
    return [
        add(
            tx,
            kind=step.kind,
            subject=step.subject,
            notes=notes,
            due_on=step.due_on,
            due_at=step.due_at,
            **targets,
        )
        for step in steps
    ]
