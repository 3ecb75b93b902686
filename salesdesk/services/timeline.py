"""Writing lines of a record's timeline: notes and activities to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping, insert, update

from salesdesk.domain.activities import KINDS
from salesdesk.domain.errors import BadValue
from salesdesk.domain.recurrence import RECURRENCES
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.services.commands import PlannedStep
from salesdesk.services.transaction import Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import activity


def add(tx: Transaction, **values: Any) -> int:
    """Write one activity with cleaned texts; return its id. Raises: BadValue."""
    values = {"at": tx.now, **_cleaned(values), "uid": new_uid(), "created_at": tx.now}
    result = tx.connection.execute(insert(activity).values(**values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def write(tx: Transaction, planned: RowMapping | None, **values: Any) -> int:
    """Write what happened, over what was planned where that is it; return its id. Raises: BadValue."""
    if planned is None:
        return add(tx, **values)
    done = {name: value for name, value in _cleaned(values).items() if not name.endswith("_id")}
    row = update(activity).where(activity.c.id == planned["id"])
    tx.connection.execute(row.values(**done, done_at=done["at"]))
    return int(planned["id"])


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    known_kind(values["kind"])
    for name in ("subject", "outcome"):
        values[name] = clean_line(values.get(name, ""), name)
    values["notes"] = clean_text(values.get("notes", ""), "notes")
    return values


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
            **_rhythm(step),
            **targets,
        )
        for step in steps
    ]


def _rhythm(step: PlannedStep) -> dict[str, Any]:
    if step.recurrence not in RECURRENCES:
        hint = f"use {', '.join(RECURRENCES[1:-1])} or {RECURRENCES[-1]}, or nothing."
        raise BadValue("recurrence", step.recurrence, hint)
    if step.recurrence and step.kind != "task":
        raise BadValue("recurrence", step.recurrence, "only tasks come again.")
    return {"recurrence": step.recurrence, "recurs_on": step.due_on.day if step.recurrence == "monthly" else None}


def plan_each(tx: Transaction, step: PlannedStep, targets: Iterable[Mapping[str, int | None]]) -> None:
    """Write the same activity to come for many records, each with its targets, in one statement. Raises: BadValue."""
    planned: dict[str, Any] = {"subject": clean_line(step.subject, "subject"), "kind": known_kind(step.kind)}
    planned |= {"due_on": step.due_on, "due_at": step.due_at, "at": tx.now, "created_at": tx.now, **_rhythm(step)}
    tx.connection.execute(insert(activity), [{**planned, **target, "uid": new_uid()} for target in targets])


def note_each(tx: Transaction, text: str, targets: Iterable[Mapping[str, int | None]]) -> None:
    """Write the same note for many records, each with its targets, in one statement."""
    noted: dict[str, Any] = {"kind": "note", "notes": clean_text(text, "notes"), "at": tx.now, "created_at": tx.now}
    tx.connection.execute(insert(activity), [{**noted, **target, "uid": new_uid()} for target in targets])


def known_kind(kind: str) -> str:
    """Return a kind of activity. Raises: BadValue where there is none of that name."""
    if kind not in KINDS:
        raise BadValue("kind of activity", kind, f"use {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    return kind
