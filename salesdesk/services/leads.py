"""Leads: adding, changing, deleting, and taking them along their lifecycle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import BadValue, NotFound, NotQualified, SalesDeskError
from salesdesk.domain.keys import company_domain, company_key, email_key, name_key
from salesdesk.domain.leads import BY_HAND, LIFECYCLE_NAMES, full_name
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.queries.naming import name_of
from salesdesk.services import custom_fields, duplicates, lifecycle, scores, tags
from salesdesk.services.commands import (
    AddLead,
    AddLeads,
    DeleteLeads,
    DisqualifyLead,
    NurtureLead,
    ReopenLead,
    SetLead,
    SetLifecycle,
)
from salesdesk.services.fields import changed, checked
from salesdesk.services.timeline import add_note, plan
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import lead

FIELDS: dict[str, str] = {
    "first_name": "line",
    "last_name": "line",
    "title": "line",
    "company": "line",
    "email": "email",
    "phone": "line",
    "mobile": "line",
    "website": "line",
    "street": "line",
    "city": "line",
    "region": "line",
    "postal_code": "line",
    "country": "line",
    "language": "line",
    "industry": "line",
    "employees": "count",
    "annual_revenue_minor": "money",
    "source": "line",
    "campaign": "line",
    "high_intent": "flag",
    "amount_minor": "money",
    "currency": "currency",
    "notes": "text",
    "interest_at": "instant",
}
CHUNK = 5000
"""How many ids one statement names; SQLite takes some 32,000."""
ELSEWHERE = {
    "nurture": "Nurture needs a day to come back and a reason: send the lead to Nurture with both.",
    "unqualified": "Unqualified needs a reason: close the lead with one.",
    "opportunity": "A lead becomes an opportunity by promotion only.",
}


def add(tx: Transaction, command: AddLead) -> Outcome:
    """Add a lead; it needs a name, a company or an email address."""
    fields, names, stage, own = split(command.fields)
    values = checked("lead", fields, FIELDS)
    called = full_name(*(values.get(name, "") for name in ("first_name", "last_name", "company", "email")))
    if not called:
        raise SalesDeskError("A lead needs a name, a company or an email address. Give one of them.")
    if values.get("high_intent") and values.get("interest_at") is None:
        values["interest_at"] = tx.now
    result = tx.connection.execute(insert(lead).values(uid=new_uid(), created_at=tx.now, **values, **keys_of(values)))
    new_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    if names is not None:
        tags.replace(tx, "lead", new_id, names)
    custom_fields.write(tx, "lead", new_id, own)
    if stage and stage != "new":
        _take_to(tx, lifecycle.load(tx, new_id), stage, "")
    scores.rescore(tx, new_id)
    for other in command.apart_from:
        duplicates.keep_apart(tx, "lead", (new_id, other))
    return Outcome(f"Add “{called}”", new_id)


def add_several(tx: Transaction, command: AddLeads) -> Outcome:
    """Add leads one after the other; the detail of the outcome is their ids."""
    if not command.leads:
        raise SalesDeskError("No lead was given. Give at least one.")
    added = [add(tx, AddLead(fields, command.apart_from.get(place, ()))) for place, fields in enumerate(command.leads)]
    label = added[0].label if len(added) == 1 else f"Add {len(added):,} leads"
    return Outcome(label, added[0].new_id, tuple(one.new_id for one in added))


def change(tx: Transaction, command: SetLead) -> Outcome:
    """Change fields; keys and score follow."""
    record = lifecycle.load(tx, command.lead)
    fields, names, stage, own = split(command.fields)
    values = changed(record, checked("lead", fields, FIELDS))
    after = {**record, **values}
    if not full_name(after["first_name"], after["last_name"], after["company"], after["email"]):
        raise SalesDeskError("A lead keeps a name, a company or an email address. Fill in another one first.")
    if values.get("high_intent") and after["interest_at"] is None:
        values["interest_at"] = tx.now
    if values:
        values |= changed(record, keys_of(after))
        tx.connection.execute(update(lead).where(lead.c.id == record["id"]).values(**values))
        scores.rescore(tx, record["id"])
    if names is not None:
        tags.replace(tx, "lead", record["id"], names)
    custom_fields.write(tx, "lead", record["id"], own)
    if stage and stage != record["lifecycle"]:
        _take_to(tx, lifecycle.load(tx, record["id"]), stage, "")
    return Outcome(f"Change {_what(command.fields)}{_name(tx, record)}")


def remove(tx: Transaction, command: DeleteLeads) -> Outcome:
    """Put leads in the trash."""
    if not command.leads:
        raise SalesDeskError("No lead was named. Select at least one, then delete it.")
    wanted = sorted(set(command.leads))
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        live = (lead.c.id.in_(chunk), lead.c.deleted_at.is_(None))
        gone = set(chunk).difference(tx.connection.execute(select(lead.c.id).where(*live)).scalars())
        if gone:
            raise NotFound("lead", min(gone))
        tx.connection.execute(update(lead).where(*live).values(deleted_at=tx.now))
    what = name_of(tx.connection, "lead", wanted[0]) if len(wanted) == 1 else f"{len(wanted):,} leads"
    return Outcome(f"Delete {what}")


def set_lifecycle(tx: Transaction, command: SetLifecycle) -> Outcome:
    """Take a lead to New, Working, MQL or SQL by hand."""
    record = lifecycle.load(tx, command.lead)
    _take_to(tx, record, command.stage, clean_text(command.reason, "reason"))
    return Outcome(f"Move {_name(tx, record)} to {LIFECYCLE_NAMES[command.stage]}")


def nurture(tx: Transaction, command: NurtureLead) -> Outcome:
    """Send a lead to Nurture; it is back in Today on the wake-up day."""
    record = _open_lead(tx, command.lead, "sent to Nurture")
    reason = clean_line(command.reason, "reason")
    if not reason:
        raise BadValue("reason", "", "say why it waits, for instance “No budget before the new year”.")
    if command.wake_on < tx.today:
        raise BadValue("wake-up date", command.wake_on.isoformat(), "it is in the past. Choose today or a day to come.")
    _take_off_path(tx, record, "nurture", reason, command.note)
    tx.connection.execute(
        update(lead).where(lead.c.id == record["id"]).values(wake_on=command.wake_on, closed_reason=reason)
    )
    plan(tx, command.tasks, lead_id=record["id"])
    return Outcome(f"Nurture {_name(tx, record)}")


def disqualify(tx: Transaction, command: DisqualifyLead) -> Outcome:
    """Close a lead as Unqualified."""
    record = _open_lead(tx, command.lead, "closed")
    reason = clean_line(command.reason, "reason")
    if not reason:
        raise BadValue("reason", "", "say why it is closed, for instance “Budget too small”.")
    _take_off_path(tx, record, "unqualified", reason, command.note)
    tx.connection.execute(update(lead).where(lead.c.id == record["id"]).values(wake_on=None, closed_reason=reason))
    return Outcome(f"Disqualify {_name(tx, record)}")


def reopen(tx: Transaction, command: ReopenLead) -> Outcome:
    """Take a lead back to the stage on the path it stood in before."""
    record = lifecycle.load(tx, command.lead)
    if record["lifecycle"] not in ("nurture", "unqualified"):
        raise SalesDeskError(
            f"{_name(tx, record)} is open already: it stands in {LIFECYCLE_NAMES[record['lifecycle']]}."
        )
    lifecycle.enter(tx, record, lifecycle.stage_before(tx, record["id"]), "Reopened")
    return Outcome(f"Reopen {_name(tx, record)}")


def _what(fields: Mapping[str, object]) -> str:
    """Return “title of ” where one field is changed, so that the step can be told from the next."""
    (name,) = fields if len(fields) == 1 else ("",)
    return f"{name.removesuffix('_minor').replace('_', ' ')} of " if name else ""


def split(fields: Mapping[str, object]) -> tuple[dict[str, object], Sequence[str] | None, str, Mapping[Any, object]]:
    """Return the columns, the tags, the lifecycle stage and the values of the rep's own fields."""
    rest, own = custom_fields.apart(fields)
    names: Any = rest.pop("tags", None)
    stage = str(rest.pop("lifecycle", "") or "").casefold()
    return rest, ([names] if isinstance(names, str) else names), stage, own


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the columns a lead is found by, from its names."""
    email = values.get("email", "")
    return {
        "email_key": email_key(email),
        "name_key": name_key(values.get("first_name", ""), values.get("last_name", "")),
        "company_key": company_key(values.get("company", "")),
        "domain": company_domain(email, values.get("website", "")),
    }


def _take_to(tx: Transaction, record: RowMapping, stage: str, reason: str) -> None:
    if stage in ELSEWHERE:
        raise SalesDeskError(ELSEWHERE[stage])
    if stage not in BY_HAND:
        raise BadValue("lifecycle stage", stage, "use new, working, mql or sql.")
    if record["lifecycle"] == "opportunity":
        raise SalesDeskError(f"{_name(tx, record)} is an opportunity. Take the promotion back first.")
    if record["lifecycle"] == stage:
        return
    lacking = lifecycle.lacking_for_sql(tx, record["id"]) if stage == "sql" else []
    if lacking and not reason:
        raise NotQualified(
            f"{_name(tx, record)} is not an SQL yet: {_listed(lacking)} not confirmed. "
            "Record the evidence, or give a reason to go on without it."
        )
    lifecycle.enter(tx, record, stage, reason, is_override=bool(lacking))


def _listed(names: Sequence[str]) -> str:
    return f"{names[0]} is" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} are"


def _open_lead(tx: Transaction, lead_id: int, done_to: str) -> RowMapping:
    record = lifecycle.load(tx, lead_id)
    if record["lifecycle"] == "opportunity":
        raise SalesDeskError(
            f"{_name(tx, record)} is an opportunity and cannot be {done_to}. Take the promotion back first."
        )
    return record


def _take_off_path(tx: Transaction, record: RowMapping, stage: str, reason: str, note: str) -> None:
    if record["lifecycle"] != stage:
        lifecycle.enter(tx, record, stage, reason)
    if note.strip():
        add_note(tx, note, lead_id=record["id"])


def _name(tx: Transaction, record: RowMapping) -> str:
    return name_of(tx.connection, "lead", record["id"])
