"""Taking several leads along their lifecycle, or off it, in one undo; set-wise, however many."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date

from salesdesk.domain.errors import BadValue, NotQualified, SalesDeskError
from salesdesk.domain.leads import BY_HAND, LIFECYCLE_NAMES
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.queries.naming import name_of
from salesdesk.services import leads, lifecycle, timeline
from salesdesk.services.commands import DisqualifyLeads, MoveLeads, NurtureLeads, ReopenLeads
from salesdesk.services.lead_edits import targets, what
from salesdesk.services.loading import all_live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import lead
from salesdesk.store.types import instant_text

_AMONG = "id IN (SELECT value FROM json_each(?))"


def move(tx: Transaction, command: MoveLeads) -> Outcome:
    """Take leads to a stage of the path by hand. Raises: NotQualified where one lacks evidence and there is no reason.

    Those that stand there already stay.
    """
    stage, reason = command.stage, clean_text(command.reason, "reason")
    if stage in leads.ELSEWHERE:
        raise SalesDeskError(leads.ELSEWHERE[stage])
    if stage not in BY_HAND:
        raise BadValue("lifecycle stage", stage, "use new, working, mql or sql.")
    ids, standing = _not_promoted(tx, command.leads, "moved")
    moving = [one for one in ids if standing[one] != stage]
    lacking = [one for one in moving if stage == "sql" and lifecycle.lacking_for_sql(tx, one)]
    if lacking and not reason:
        raise NotQualified(
            f"The evidence for SQL is not confirmed for {_few(tx, lacking)}. "
            "Record it, or give a reason to go on without it."
        )
    overrides = set(lacking)
    _enter(tx, lacking, stage, reason, is_override=True)
    _enter(tx, [one for one in moving if one not in overrides], stage, reason)
    return Outcome(f"Move {what(tx, ids)} to {LIFECYCLE_NAMES[stage]}")


def nurture(tx: Transaction, command: NurtureLeads) -> Outcome:
    """Send leads to Nurture; each is back in Today on the wake-up day."""
    reason = clean_line(command.reason, "reason")
    if not reason:
        raise BadValue("reason", "", "say why they wait, for instance “No budget before the new year”.")
    if command.wake_on < tx.today:
        raise BadValue("wake-up date", command.wake_on.isoformat(), "it is in the past. Choose today or a day to come.")
    ids, standing = _not_promoted(tx, command.leads, "sent to Nurture")
    _take_off(tx, ids, standing, "nurture", reason, command.note, command.wake_on)
    return Outcome(f"Nurture {what(tx, ids)}")


def disqualify(tx: Transaction, command: DisqualifyLeads) -> Outcome:
    """Close leads as Unqualified."""
    reason = clean_line(command.reason, "reason")
    if not reason:
        raise BadValue("reason", "", "say why they are closed, for instance “Budget too small”.")
    ids, standing = _not_promoted(tx, command.leads, "closed")
    _take_off(tx, ids, standing, "unqualified", reason, command.note, None)
    return Outcome(f"Disqualify {what(tx, ids)}")


def reopen(tx: Transaction, command: ReopenLeads) -> Outcome:
    """Take leads back to the stage on the path each stood in before; those that are open stay."""
    ids, standing = _not_promoted(tx, command.leads, "reopened")
    back: dict[str, list[int]] = {}
    for one in ids:
        if standing[one] in ("nurture", "unqualified"):
            back.setdefault(lifecycle.stage_before(tx, one), []).append(one)
    if not back:
        raise SalesDeskError("These leads are open already.")
    for stage, found in back.items():
        _enter(tx, found, stage, "Reopened")
    return Outcome(f"Reopen {what(tx, ids)}")


def _take_off(
    tx: Transaction,
    ids: Sequence[int],
    standing: dict[int, str],
    stage: str,
    reason: str,
    note: str,
    wake_on: date | None,
) -> None:
    _enter(tx, [one for one in ids if standing[one] != stage], stage, reason)
    tx.connection.exec_driver_sql(
        f"UPDATE lead SET wake_on = ?, closed_reason = ? WHERE {_AMONG}",
        (wake_on.isoformat() if wake_on is not None else None, reason, json.dumps(list(ids))),
    )
    if note.strip():
        timeline.note_each(tx, note, targets(tx, ids))


def _enter(tx: Transaction, ids: Sequence[int], stage: str, reason: str, *, is_override: bool = False) -> None:
    """Do for many leads what `lifecycle.enter` does for one."""
    if not ids:
        return
    listed, now, today = json.dumps(list(ids)), instant_text(tx.now), tx.today.isoformat()
    tx.connection.exec_driver_sql(
        "INSERT INTO lifecycle_history (lead_id, from_stage, to_stage, at, reason, is_override) "
        f"SELECT id, lifecycle, ?, ?, ?, ? FROM lead WHERE {_AMONG} ORDER BY id",
        (stage, now, reason, int(is_override), listed),
    )
    is_off = "lifecycle IN ('nurture', 'unqualified')"
    is_new_interest = "lifecycle IN ('new', 'working') AND interest_at IS NULL AND first_reply_at IS NULL"
    tx.connection.exec_driver_sql(
        f"UPDATE lead SET woke_on = CASE WHEN {is_off} AND wake_on <= ? THEN wake_on ELSE woke_on END, "
        f"wake_on = CASE WHEN {is_off} THEN NULL ELSE wake_on END, "
        f"closed_reason = CASE WHEN {is_off} THEN '' ELSE closed_reason END, "
        f"interest_at = CASE WHEN ? = 'mql' AND {is_new_interest} THEN ? ELSE interest_at END, "
        f"lifecycle = ? WHERE {_AMONG}",
        (today, stage, now, stage, listed),
    )


def _not_promoted(tx: Transaction, chosen: Sequence[int], done_to: str) -> tuple[list[int], dict[int, str]]:
    """Return each lead once and where each stands. Raises: SalesDeskError where one is an opportunity."""
    ids = all_live(tx, lead, chosen)
    rows = tx.connection.exec_driver_sql(f"SELECT id, lifecycle FROM lead WHERE {_AMONG}", (json.dumps(ids),))
    standing: dict[int, str] = {record: stage for record, stage in rows}  # noqa: C416 (rows are no pairs to dict)
    promoted = [one for one in ids if standing[one] == "opportunity"]
    if promoted:
        raise SalesDeskError(
            f"{name_of(tx.connection, 'lead', promoted[0])} is an opportunity and cannot be {done_to}. "
            "Take the promotion back first, or leave it out."
        )
    return ids, standing


def _few(tx: Transaction, ids: Collection[int]) -> str:
    names = [name_of(tx.connection, "lead", one) for one in list(ids)[:3]]
    if len(ids) > len(names):
        return f"{', '.join(names)} and {len(ids) - len(names):,} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
