"""Lost reasons: what the Lost sheet offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.stages import LONGEST_REASON, LOST_KINDS
from salesdesk.services.commands import AddLostReason, ChangeLostReason, DeleteLostReason, ReorderLostReasons
from salesdesk.services.fields import changed, checked
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import lost_reason

FIELDS = {"name": "line", "kind": "line", "names_competitor": "flag"}


def add(tx: Transaction, command: AddLostReason) -> Outcome:
    """Add a reason behind the others."""
    others = _all(tx)
    given = {"name": command.name, "kind": command.kind, "names_competitor": command.names_competitor}
    values = _checked(others, given)
    position = max((one["position"] for one in others), default=-1) + 1
    result = tx.connection.execute(insert(lost_reason).values(uid=new_uid(), position=position, **values))
    return Outcome(f"Add lost reason “{values['name']}”", int(result.inserted_primary_key[0]))  # type: ignore[index]


def change(tx: Transaction, command: ChangeLostReason) -> Outcome:
    """Change a reason from now on; opportunities that were lost for it keep its words."""
    record = live(tx, lost_reason, command.reason)
    others = [one for one in _all(tx) if one["id"] != record["id"]]
    values = changed(record, _checked(others, command.fields))
    if values:
        tx.connection.execute(update(lost_reason).where(lost_reason.c.id == record["id"]).values(**values))
    return Outcome(f"Change lost reason “{record['name']}”")


def remove(tx: Transaction, command: DeleteLostReason) -> Outcome:
    """Take a reason off the sheet, which keeps at least one."""
    record = live(tx, lost_reason, command.reason)
    if len(_all(tx)) == 1:
        raise SalesDeskError(f"“{record['name']}” is the only lost reason. Add another one, then delete it.")
    tx.connection.execute(delete(lost_reason).where(lost_reason.c.id == record["id"]))
    return Outcome(f"Delete lost reason “{record['name']}”")


def reorder(tx: Transaction, command: ReorderLostReasons) -> Outcome:
    """Put the reasons into another order."""
    if sorted(command.reasons) != sorted(one["id"] for one in _all(tx)):
        raise SalesDeskError("The lost reasons are not the ones that were put in order. Look again, then reorder them.")
    for position, reason in enumerate(command.reasons):
        elsewhere = (lost_reason.c.id == reason, lost_reason.c.position != position)
        tx.connection.execute(update(lost_reason).where(*elsewhere).values(position=position))
    return Outcome("Reorder lost reasons")


def _all(tx: Transaction) -> Sequence[RowMapping]:
    return tx.connection.execute(select(lost_reason).order_by(lost_reason.c.position)).mappings().all()


def _checked(others: Sequence[RowMapping], given: Mapping[str, object]) -> dict[str, Any]:
    values = checked("lost reason", given, FIELDS)
    if "name" in values:
        name = values["name"]
        if not name:
            raise BadValue("lost reason", "", "say why it was lost, for instance “No budget”.")
        if len(name) > LONGEST_REASON:
            raise BadValue("lost reason", name, f"it has {len(name):,} characters, and {LONGEST_REASON} fit.")
        if any(one["name"].casefold() == name.casefold() for one in others):
            raise BadValue("lost reason", name, "there is one with these words already. Change that one instead.")
    if "kind" in values and values["kind"] not in LOST_KINDS:
        raise BadValue("lost kind", values["kind"], "use “declined” or “disqualified”.")
    return values
