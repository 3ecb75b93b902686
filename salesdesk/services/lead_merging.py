"""Merging leads: one keeps everything of all, the others go to the trash."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.leads import PATH, full_name
from salesdesk.domain.texts import LONGEST
from salesdesk.queries.naming import name_of
from salesdesk.services import leads, letters, merging, promotion, scores, timeline
from salesdesk.services.commands import MergeLeads
from salesdesk.services.merging import Merging
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import (
    activity,
    answer,
    attachment,
    criterion,
    lead,
    lifecycle_history,
    opportunity,
)

_AMOUNTS = ("amount_minor", "annual_revenue_minor")
_APART = frozenset((*_AMOUNTS, "currency", "notes", "high_intent", "interest_at"))
_PLAIN = tuple(name for name in leads.FIELDS if name not in _APART)
CHOICES = (*_PLAIN, *_AMOUNTS, "currency", "notes", "lifecycle")
"""The fields for which a merge can be told whose value counts."""


def merge(tx: Transaction, command: MergeLeads) -> Outcome:
    """Merge leads. Raises: NotFound, BadValue, SalesDeskError where two are promoted or the promoted one would go."""
    found = merging.load(tx, lead, command.keep, command.others, command.choices, CHOICES)
    _refuse_two_promotions(tx, found)
    values: dict[str, Any] = {name: merging.chosen(found, name) for name in _PLAIN}
    values |= merging.amounts(found, _AMOUNTS)
    lines = merging.left_out(found, values, merging.plainly)
    notes, unkept = _notes(found)
    lines += merging.move_custom_values(tx, found)
    lines += _move_answers(tx, found)
    _write(tx, found, values | {"notes": notes})
    before = _last_step(tx, found.keep["id"])
    merging.move(tx, found, activity, attachment, lifecycle_history, opportunity)
    merging.move_tags(tx, found)
    _settle_lifecycle(tx, found, before)
    merging.put_away(tx, found)
    joined = {name: found.keep[name] for name in ("opportunity_id", "account_id", "contact_id")}
    merging.note(tx, found, lines, **joined)
    for text in unkept:
        timeline.add_note(tx, text, lead_id=found.keep["id"], **joined)
    if joined["opportunity_id"] is not None:
        promotion.hand_over(tx, found.keep["id"], **joined)
    letters.refresh_lead(tx, found.keep["id"])
    scores.rescore(tx, found.keep["id"])
    return Outcome(merging.label(tx, found), found.keep["id"])


def _refuse_two_promotions(tx: Transaction, found: Merging) -> None:
    promoted = [one for one in found.records if one["lifecycle"] == "opportunity"]
    names = [name_of(tx.connection, "lead", one["id"]) for one in promoted]
    if len(promoted) > 1:
        raise SalesDeskError(f"{names[0]} and {names[1]} are both promoted. Take one of the promotions back first.")
    if promoted and promoted[0]["id"] != found.keep["id"]:
        raise SalesDeskError(f"{names[0]} is promoted. Keep that lead, and merge the others into it.")
    if promoted and found.choices.get("lifecycle", found.keep["id"]) != found.keep["id"]:
        raise BadValue("lifecycle", found.choices["lifecycle"], "a promoted lead stays an opportunity.")


def _notes(found: Merging) -> tuple[str, list[str]]:
    """Return the notes of all leads below each other, and those for which there is no room."""
    first = found.choices.get("notes", found.keep["id"])
    ordered = sorted(found.records, key=lambda one: one["id"] != first)
    kept, unkept = "", list[str]()
    for text in dict.fromkeys(one["notes"] for one in ordered if one["notes"]):
        longer = f"{kept}\n\n{text}" if kept else text
        if len(longer) <= LONGEST:
            kept = longer
        else:
            unkept.append(text)
    return kept, unkept


def _write(tx: Transaction, found: Merging, values: dict[str, Any]) -> None:
    records = found.records
    values |= leads.keys_of(values)
    values["high_intent"] = max(one["high_intent"] for one in records)
    for name, pick in (("created_at", min), ("interest_at", min), ("first_reply_at", min), ("last_activity_at", max)):
        values[name] = pick((one[name] for one in records if one[name] is not None), default=None)
    values["import_batch_id"] = merging.chosen(found, "import_batch_id")
    if not full_name(values["first_name"], values["last_name"], values["company"], values["email"]):
        raise SalesDeskError("A lead keeps a name, a company or an email address. Choose one that has it.")
    tx.connection.execute(update(lead).where(lead.c.id == found.keep["id"]).values(**values))


def _move_answers(tx: Transaction, found: Merging) -> list[str]:
    """Let the kept lead have the best answer to each question; return lines of what the others said."""
    query = select(answer, criterion.c.prompt).join(criterion, criterion.c.id == answer.c.criterion_id)
    ids = [one["id"] for one in found.records]
    by_question: dict[int, list[RowMapping]] = {}
    for row in tx.connection.execute(query.where(answer.c.lead_id.in_(ids)).order_by(answer.c.id)).mappings():
        by_question.setdefault(row["criterion_id"], []).append(row)
    lines: list[str] = []
    keep = found.keep["id"]
    for rows in by_question.values():
        best = max(rows, key=lambda row: (row["state"] != "unknown", row["answered_at"], row["lead_id"] == keep))
        own = next((row for row in rows if row["lead_id"] == keep), None)
        if best["lead_id"] != keep:
            side = {"lead_id": keep, "opportunity_id": own["opportunity_id"] if own is not None else None}
            if own is not None:
                # The two change places, so that each lead still has one answer to the question.
                swapped = {"lead_id": best["lead_id"], "opportunity_id": best["opportunity_id"]}
                tx.connection.execute(update(answer).where(answer.c.id == own["id"]).values(**swapped))
            tx.connection.execute(update(answer).where(answer.c.id == best["id"]).values(**side))
        lines += [_said(row) for row in rows if row is not best and _said(row) != _said(best)]
    return lines


def _said(row: RowMapping) -> str:
    parts = [row["state"], row["value"], row["note"], f"said by {row['said_by']}" if row["said_by"] else ""]
    return f"{row['prompt']} {', '.join(part for part in parts if part)}"


def _last_step(tx: Transaction, lead_id: int) -> RowMapping | None:
    history = lifecycle_history.c
    query = select(lifecycle_history).where(history.lead_id == lead_id).order_by(history.id.desc()).limit(1)
    return tx.connection.execute(query).mappings().first()


def _settle_lifecycle(tx: Transaction, found: Merging, before: RowMapping | None) -> None:
    """Put the kept lead as far along as any of them is, and let its history, now that of all, end there."""
    source = _standing(found)
    stage, keep = source["lifecycle"], found.keep
    values = {"lifecycle": stage, "wake_on": source["wake_on"], "closed_reason": source["closed_reason"]}
    tx.connection.execute(update(lead).where(lead.c.id == keep["id"]).values(**values))
    last = _last_step(tx, keep["id"])
    if last is None and stage == keep["lifecycle"]:
        return
    stands_in = last["to_stage"] if last is not None else keep["lifecycle"]
    if stands_in == stage:
        return
    stayed = stage == keep["lifecycle"]
    since = before["at"] if before is not None else keep["created_at"]
    step = {"from_stage": stands_in, "to_stage": stage, "at": since if stayed else tx.now, "reason": "Merged"}
    tx.connection.execute(insert(lifecycle_history).values(lead_id=keep["id"], **step))


def _standing(found: Merging) -> RowMapping:
    """Return the lead whose lifecycle stage counts: the one chosen, else the furthest where the kept one is open."""
    if "lifecycle" in found.choices:
        return next(one for one in found.records if one["id"] == found.choices["lifecycle"])
    if found.keep["lifecycle"] not in PATH:
        return found.keep
    return max((one for one in found.records if one["lifecycle"] in PATH), key=lambda one: PATH.index(one["lifecycle"]))
