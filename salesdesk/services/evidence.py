"""Evidence: recording answers to the playbook's criteria, and saying that old ones still hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.evidence import kept_value
from salesdesk.domain.playbook import AnswerState
from salesdesk.domain.texts import clean_line, clean_text
from salesdesk.queries.naming import name_of
from salesdesk.queries.settings import currency as file_currency
from salesdesk.services import letters, lifecycle
from salesdesk.services.commands import Evidence, ReaffirmEvidence, RecordEvidence
from salesdesk.services.fields import changed
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import activity, answer, criterion, dimension, lead, opportunity, playbook

KEPT = ("state", "value", "note", "said_by", "activity_id")
STATE_NAMES: dict[AnswerState, str] = {"unknown": "Unknown", "confirmed": "Confirmed", "failed": "Failed"}


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who the evidence is about: the side it was asked on, and the other side of its promotion, if any."""

    kind: str
    id: int
    lead_id: int | None
    opportunity_id: int | None
    currency: str


def record(tx: Transaction, command: RecordEvidence) -> Outcome:
    """Record answers; the same answer again changes nothing, so that it does not look fresher than it is."""
    about = _subject(tx, command.lead, command.opportunity)
    if not command.answers:
        raise SalesDeskError("No answer was given. Name a criterion and its state.")
    questions = _criteria(tx)
    is_lacking = _lacks_for_sql(tx, about)
    touched = [_write(tx, about, _find(questions, given.criterion), given) for given in command.answers]
    _refresh(tx, about, is_lacking=is_lacking)
    called = name_of(tx.connection, about.kind, about.id)
    names = dict.fromkeys(question["dimension"] for question in touched)
    state = STATE_NAMES[command.answers[0].state]
    is_one_thing = len(names) == 1 and touched[0]["is_required"]
    return Outcome(
        f"Set {next(iter(names))} of {called} to {state}" if is_one_thing else f"Record evidence of {called}"
    )


def reaffirm(tx: Transaction, command: ReaffirmEvidence) -> Outcome:
    """Date the confirmed answers of a dimension anew; one to an earlier version is given again to the present one."""
    about = _subject(tx, command.lead, command.opportunity)
    group = [one for one in _criteria(tx) if one["dimension_code"] == command.dimension]
    if not group:
        known = ", ".join(dict.fromkeys(one["dimension_code"] for one in _criteria(tx)))
        raise BadValue("dimension", command.dimension, f"the playbook has {known}.")
    present = [(question, _present(tx, about, question)) for question in group]
    confirmed = [(question, one) for question, one in present if one is not None and one["state"] == "confirmed"]
    called = name_of(tx.connection, about.kind, about.id)
    if not confirmed:
        raise SalesDeskError(f"{group[0]['dimension']} of {called} was never confirmed. Record an answer instead.")
    is_lacking = _lacks_for_sql(tx, about)
    for question, one in confirmed:
        if one["criterion_id"] == question["id"]:
            tx.connection.execute(update(answer).where(answer.c.id == one["id"]).values(answered_at=tx.now))
        else:
            _add(tx, about, question, {name: one[name] for name in KEPT} | {"answered_at": tx.now})
    _refresh(tx, about, is_lacking=is_lacking)
    return Outcome(f"Reaffirm {group[0]['dimension']} of {called}")


def _subject(tx: Transaction, lead_id: int | None, opportunity_id: int | None) -> _Subject:
    if (lead_id is None) == (opportunity_id is None):
        raise SalesDeskError("Evidence is about one lead or one opportunity. Name one of them.")
    if lead_id is not None:
        found = lifecycle.load(tx, lead_id)
        currency = found["currency"] or file_currency(tx.connection)
        return _Subject("lead", lead_id, lead_id, found["opportunity_id"], currency)
    query = select(opportunity).where(opportunity.c.id == opportunity_id, opportunity.c.deleted_at.is_(None))
    card = tx.connection.execute(query).mappings().first()
    if card is None:
        raise NotFound("opportunity", opportunity_id)
    return _Subject("opportunity", card["id"], card["lead_id"], card["id"], card["currency"])


def _criteria(tx: Transaction) -> list[RowMapping]:
    default = select(playbook.c.id).order_by(playbook.c.is_default.desc(), playbook.c.id).limit(1).scalar_subquery()
    query = (
        select(
            criterion,
            dimension.c.code.label("dimension_code"),
            dimension.c.name.label("dimension"),
            dimension.c.playbook_id,
        )
        .join(dimension, dimension.c.id == criterion.c.dimension_id)
        .where(dimension.c.playbook_id == default, criterion.c.until_version.is_(None))
        .order_by(dimension.c.position, criterion.c.is_required.desc(), criterion.c.position)
    )
    return list(tx.connection.execute(query).mappings())


def _find(questions: list[RowMapping], code: str) -> RowMapping:
    for column in ("code", "dimension_code"):
        found = next((one for one in questions if one[column] == code), None)
        if found is not None:
            return found
    known = ", ".join(one["code"] for one in questions)
    raise BadValue("criterion", code, f"the playbook asks for {known}.")


def _write(tx: Transaction, about: _Subject, question: RowMapping, given: Evidence) -> RowMapping:
    if given.state not in STATE_NAMES:
        raise BadValue("state", given.state, "use confirmed, failed or unknown.")
    values = _values(tx, about, question, given)
    answered_at = _when(tx, given.said_at)
    present = _present(tx, about, question)
    if present is None:
        _add(tx, about, question, {"answered_at": answered_at, **values})
        return question
    differing = changed(present, values)
    if differing.keys() - {"note"} or (given.said_at is not None and present["answered_at"] != answered_at):
        differing["answered_at"] = answered_at
    if differing and present["criterion_id"] == question["id"]:
        if present["opportunity_id"] is None and about.opportunity_id is not None:
            differing["opportunity_id"] = about.opportunity_id
        tx.connection.execute(update(answer).where(answer.c.id == present["id"]).values(**differing))
    elif differing:
        # The newest answer counts, so that one to a later version must not look older than the one it replaces.
        differing["answered_at"] = max(present["answered_at"], differing.get("answered_at", present["answered_at"]))
        _add(tx, about, question, {name: present[name] for name in KEPT} | differing)
    return question


def _when(tx: Transaction, said_at: datetime | None) -> datetime:
    if said_at is not None and said_at > tx.now:
        raise BadValue("day it was said", f"{said_at:%Y-%m-%d}", "it is still to come. Choose today or a day gone by.")
    return said_at or tx.now


def _add(tx: Transaction, about: _Subject, question: RowMapping, values: dict[str, Any]) -> None:
    owners = {"lead_id": about.lead_id, "opportunity_id": about.opportunity_id}
    if about.kind == "opportunity" and _is_answered(tx, "lead_id", about.lead_id, question["id"]):
        owners["lead_id"] = None
    tx.connection.execute(insert(answer).values(uid=new_uid(), criterion_id=question["id"], **owners, **values))


def _values(tx: Transaction, about: _Subject, question: RowMapping, given: Evidence) -> dict[str, Any]:
    values: dict[str, Any] = {"state": given.state}
    if given.value is not None:
        choices = [choice for choice in question["choices"].split("\n") if choice]
        values["value"] = kept_value(question["answer_type"], given.value, choices, about.currency, question["prompt"])
    if given.note is not None:
        values["note"] = clean_text(given.note, "note")
    if given.said_by is not None:
        values["said_by"] = clean_line(given.said_by, "who said it")
    if given.activity is not None:
        known = select(activity.c.id).where(activity.c.id == given.activity, activity.c.deleted_at.is_(None))
        if tx.connection.execute(known).first() is None:
            raise NotFound("activity", given.activity)
        values["activity_id"] = given.activity
    return values


def _present(tx: Transaction, about: _Subject, question: RowMapping) -> RowMapping | None:
    """Return the newest answer to a question, whichever version of it was asked."""
    query = (
        select(answer)
        .join(criterion, criterion.c.id == answer.c.criterion_id)
        .join(dimension, dimension.c.id == criterion.c.dimension_id)
        .where(
            answer.c[f"{about.kind}_id"] == about.id,
            dimension.c.playbook_id == question["playbook_id"],
            criterion.c.code == question["code"],
            criterion.c.answer_type == question["answer_type"],
        )
        .order_by(answer.c.answered_at.desc(), criterion.c.since_version.desc(), answer.c.id.desc())
    )
    return tx.connection.execute(query.limit(1)).mappings().first()


def _is_answered(tx: Transaction, owner: str, owner_id: int | None, criterion_id: int) -> bool:
    query = select(answer.c.id).where(answer.c[owner] == owner_id, answer.c.criterion_id == criterion_id)
    return owner_id is not None and tx.connection.execute(query.limit(1)).first() is not None


def _lacks_for_sql(tx: Transaction, about: _Subject) -> bool:
    return about.lead_id is not None and bool(lifecycle.lacking_for_sql(tx, about.lead_id))


def _refresh(tx: Transaction, about: _Subject, *, is_lacking: bool) -> None:
    """Bring the letters in step; what has just become whole makes an SQL of a lead on its way there."""
    joined = select(lead.c.id).where(lead.c.opportunity_id == about.opportunity_id)
    for one in {about.lead_id, *tx.connection.execute(joined).scalars()} - {None}:
        letters.refresh_lead(tx, one)
    if about.opportunity_id is not None:
        letters.refresh_opportunity(tx, about.opportunity_id)
    if about.lead_id is None or not is_lacking or lifecycle.lacking_for_sql(tx, about.lead_id):
        return
    record = lifecycle.load(tx, about.lead_id)
    if record["lifecycle"] in ("new", "working", "mql"):
        lifecycle.enter(tx, record, "sql", lifecycle.CONFIRMED)
