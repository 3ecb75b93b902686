"""Promotion: a lead becomes an account, a contact and an opportunity, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import NotFound, NotQualified, SalesDeskError, StageClosed
from salesdesk.domain.evidence import Answer, Dimension
from salesdesk.domain.keys import name_key
from salesdesk.domain.leads import SQL_NEEDS, full_name
from salesdesk.domain.money import Money
from salesdesk.domain.phrases import listed
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.domain.verdict import unsatisfied
from salesdesk.queries import evidence
from salesdesk.queries.naming import name_of
from salesdesk.queries.settings import currency
from salesdesk.services import activities, custom_fields, letters, lifecycle, opportunities, tags, timeline
from salesdesk.services.commands import AddOpportunity, PromoteLead
from salesdesk.services.linking import add_named_contact, choose_account, choose_contact
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import activity, answer, attachment, committee_member, contact, lead, opportunity, stage


@dataclass(frozen=True, slots=True)
class _Told:
    """What the evidence says about the opportunity to be."""

    amount: Money | None
    decision_by: date | None
    pain: str
    decision_maker: str


def promote(tx: Transaction, command: PromoteLead) -> Outcome:
    """Promote a lead. Raises: NotQualified where the gate refuses and no override reason is given."""
    record = lifecycle.load(tx, command.lead)
    _refuse_unless_open(tx, record)
    dimensions = evidence.of_lead(tx.connection, record["id"], tx.now)
    lacking = unsatisfied(dimensions)
    reason = clean_text(command.override_reason, "override reason")
    if lacking and not reason:
        raise NotQualified(_refusal(tx, record, lacking))
    told = _told(dimensions)
    attached = _load_open(tx, command.attach_to) if command.attach_to is not None else None
    at_account = attached["account_id"] if attached is not None else None
    account_id = choose_account(tx, record, command.account, at_account)
    contact_id = choose_contact(tx, record, command.contact, account_id)
    if attached is None:
        opportunity_id = _open(tx, record, command, told, account_id, contact_id)
    else:
        opportunity_id = _attach(tx, attached, told, account_id, contact_id)
    _seat_decision_maker(tx, told, opportunity_id, account_id, contact_id)
    hand_over(tx, record["id"], opportunity_id, account_id, contact_id)
    _advance(tx, record, lacking, reason)
    joined = {"account_id": account_id, "contact_id": contact_id, "opportunity_id": opportunity_id}
    tx.connection.execute(update(lead).where(lead.c.id == record["id"]).values(**joined))
    _write_timeline(tx, command, lacking, reason, {"lead_id": record["id"], **joined})
    return Outcome(f"Promote {name_of(tx.connection, 'lead', record['id'])}", opportunity_id)


def _refuse_unless_open(tx: Transaction, record: RowMapping) -> None:
    called = name_of(tx.connection, "lead", record["id"])
    if record["lifecycle"] == "opportunity":
        into = name_of(tx.connection, "opportunity", record["opportunity_id"])
        raise SalesDeskError(f"{called} is promoted already, into {into}. Open that opportunity instead.")
    if record["lifecycle"] == "unqualified":
        raise SalesDeskError(f"{called} is Unqualified. Reopen the lead, then promote it.")


def _refusal(tx: Transaction, record: RowMapping, lacking: Sequence[Dimension]) -> str:
    states = {"failed": "{} failed", "unknown": "{} is unknown", "confirmed": "{} is too old to count"}
    called = name_of(tx.connection, "lead", record["id"])
    named = listed([states[one.state].format(one.name) for one in lacking])
    return f"{called} can’t be promoted yet: {named}. Record the evidence, or give a reason to promote without it."


def _told(dimensions: Sequence[Dimension]) -> _Told:
    answers = {one.criterion: one for dimension in dimensions for one in dimension.answers}
    confirmed = {code: one for code, one in answers.items() if one.state == "confirmed"}
    budget, closing, need = (confirmed.get(code) for code in ("budget_amount", "decision_by", "need"))
    # Who decides is known even where Authority failed because it is not the lead.
    decides: Answer | None = answers.get("decision_maker")
    return _Told(
        budget.money if budget is not None else None,
        closing.day if closing is not None else None,
        need.value if need is not None else "",
        decides.value if decides is not None and decides.state != "unknown" else "",
    )


def _open(
    tx: Transaction, record: RowMapping, command: PromoteLead, told: _Told, account_id: int, contact_id: int | None
) -> int:
    own_currency = record["currency"] or currency(tx.connection)
    amount = told.amount or Money(record["amount_minor"] or 0, own_currency)
    if command.amount_minor is not None:
        amount = Money(command.amount_minor, command.currency or amount.currency)
    fields: dict[str, Any] = {
        "name": clean_line(command.name, "name")
        or record["company"]
        or full_name(*_names(record), "", record["email"]),
        "account_id": account_id,
        "contact_id": contact_id,
        "lead_id": record["id"],
        "amount_minor": amount.amount_minor,
        "currency": command.currency or amount.currency,
        "expected_close": command.expected_close or told.decision_by,
        "source": record["source"],
        "pain": told.pain,
    }
    if command.stage is not None:
        fields["stage_id"] = command.stage
    new_id = opportunities.add(tx, AddOpportunity(fields)).new_id
    assert new_id is not None
    return new_id


def _attach(tx: Transaction, card: RowMapping, told: _Told, account_id: int, contact_id: int | None) -> int:
    """Join an opportunity that is there; only what it lacks is filled in."""
    values: dict[str, Any] = {"account_id": account_id, "pain": told.pain, "expected_close": told.decision_by}
    missing = {name: value for name, value in values.items() if value and not card[name]}
    if contact_id is not None and card["contact_id"] is None:
        missing["contact_id"] = contact_id
    elif contact_id is not None and card["contact_id"] != contact_id:
        _seat(tx, card["id"], contact_id, "influences")
    if missing:
        tx.connection.execute(update(opportunity).where(opportunity.c.id == card["id"]).values(**missing))
    return int(card["id"])


def _load_open(tx: Transaction, opportunity_id: int) -> RowMapping:
    query = (
        select(opportunity, stage.c.kind)
        .join(stage, stage.c.id == opportunity.c.stage_id)
        .where(opportunity.c.id == opportunity_id, opportunity.c.deleted_at.is_(None))
    )
    found = tx.connection.execute(query).mappings().first()
    if found is None:
        raise NotFound("opportunity", opportunity_id)
    if found["kind"] != "open":
        raise StageClosed(f"“{found['name']}” is {found['kind']}. A lead can join an open opportunity only.")
    return found


def _seat_decision_maker(
    tx: Transaction, told: _Told, opportunity_id: int, account_id: int, contact_id: int | None
) -> None:
    """Put who decides on the buying committee, as a new contact where the account has nobody of that name."""
    name, _, title = told.decision_maker.partition(",")
    first, _, last = " ".join(name.split()).rpartition(" ")
    key = name_key(first, last)
    if not key:
        return
    at_account = (contact.c.account_id == account_id) | (contact.c.id == contact_id)
    known = select(contact.c.id).where(at_account, contact.c.name_key == key, contact.c.deleted_at.is_(None))
    found = tx.connection.execute(known.order_by((contact.c.id == contact_id).desc(), contact.c.id)).scalar()
    _seat(tx, opportunity_id, found or add_named_contact(tx, first, last, title.strip(), account_id), "decides")


def _seat(tx: Transaction, opportunity_id: int, contact_id: int, role: str) -> None:
    member = committee_member.c
    there = select(member.id).where(
        member.opportunity_id == opportunity_id, member.contact_id == contact_id, member.role == role
    )
    if tx.connection.execute(there).first() is None:
        values = {"opportunity_id": opportunity_id, "contact_id": contact_id, "role": role}
        tx.connection.execute(insert(committee_member).values(uid=new_uid(), **values))


def hand_over(
    tx: Transaction, lead_id: int, opportunity_id: int, account_id: int | None, contact_id: int | None
) -> None:
    """Let the opportunity see what the lead has: activities, tasks, answers, files and tags stay one row each."""
    for name, value in (("opportunity_id", opportunity_id), ("account_id", account_id), ("contact_id", contact_id)):
        unset = (activity.c.lead_id == lead_id, activity.c[name].is_(None))
        tx.connection.execute(update(activity).where(*unset).values(**{name: value}))
    # Of two answers to one question the newest counts, but “unknown” is no answer that another has to give way to.
    known = select(answer.c.criterion_id).where(answer.c.opportunity_id == opportunity_id)
    says = (answer.c.lead_id == lead_id, (answer.c.state != "unknown") | answer.c.criterion_id.not_in(known))
    tx.connection.execute(update(answer).where(*says).values(opportunity_id=opportunity_id))
    files = (attachment.c.lead_id == lead_id, attachment.c.opportunity_id.is_(None))
    tx.connection.execute(update(attachment).where(*files).values(opportunity_id=opportunity_id))
    tags.hand_over(tx, lead_id, opportunity_id)
    custom_fields.carry(tx, lead_id, "opportunity", opportunity_id)
    if account_id is not None:
        custom_fields.carry(tx, lead_id, "account", account_id)
    if contact_id is not None:
        custom_fields.carry(tx, lead_id, "contact", contact_id)
    activities.touch_as_lead(tx, lead_id, opportunity_id)
    letters.refresh_opportunity(tx, opportunity_id)


def _advance(tx: Transaction, record: RowMapping, lacking: Sequence[Dimension], reason: str) -> None:
    """Take the lead through SQL, which every promotion passes, to Opportunity."""
    if record["lifecycle"] != "sql":
        is_early = any(one.stands in SQL_NEEDS for one in lacking)
        lifecycle.enter(tx, record, "sql", reason if is_early else "", is_override=is_early)
        record = lifecycle.load(tx, record["id"])
    lifecycle.enter(tx, record, "opportunity", reason if lacking else "", is_override=bool(lacking))


def _write_timeline(
    tx: Transaction, command: PromoteLead, lacking: Sequence[Dimension], reason: str, targets: dict[str, int | None]
) -> None:
    if lacking:
        without = listed([one.name for one in lacking])
        timeline.add(tx, kind="note", subject=f"Promoted without {without}", notes=reason, **targets)
    if command.note.strip():
        timeline.add_note(tx, command.note, **targets)
    steps = (command.next_step, *command.tasks) if command.next_step is not None else command.tasks
    timeline.plan(tx, steps, notes="", **targets)


def _names(record: RowMapping) -> tuple[str, str]:
    return record["first_name"], record["last_name"]
