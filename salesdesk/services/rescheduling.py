"""Close dates moved by whole months: into a month, or a number of months on or back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping, select, update

from salesdesk.domain.errors import SalesDeskError, StageClosed
from salesdesk.domain.periods import day_in_month, month_of
from salesdesk.domain.phrases import counted
from salesdesk.services.commands import RescheduleOpportunities, ShiftOpportunities
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import opportunity, stage


def reschedule(tx: Transaction, command: RescheduleOpportunities) -> Outcome:
    """Put the close dates into a month that is not over, or take them away; open opportunities only."""
    records = _open_ones(tx, command.opportunities)
    if command.month is None:
        for record in records:
            _set_close(tx, record, None)
        return Outcome(f"Clear close date of {_what(records)}")
    month = month_of(command.month)
    _refuse_past(tx, month)
    for record in records:
        day: date | None = record["expected_close"]
        if day is None or month_of(day) != month:
            _set_close(tx, record, day_in_month(day, month, tx.today))
    return Outcome(f"Move {_what(records)} to {_month_phrase(month)}")


def shift(tx: Transaction, command: ShiftOpportunities) -> Outcome:
    """Move each close date by months; on from a past month, or from no date, leads to the present month at least."""
    if not command.months:
        raise SalesDeskError("Moving by no month changes nothing. Give how many months later, or earlier.")
    records = _open_ones(tx, command.opportunities)
    targets = [_shifted(tx, record, command.months) for record in records]
    for record, month in zip(records, targets, strict=True):
        _set_close(tx, record, day_in_month(record["expected_close"], month, tx.today))
    if len(set(targets)) == 1:
        return Outcome(f"Move {_what(records)} to {_month_phrase(targets[0])}")
    way = "later" if command.months > 0 else "earlier"
    return Outcome(f"Move {_what(records)} {counted(abs(command.months), 'month')} {way}")


def _shifted(tx: Transaction, record: RowMapping, months: int) -> date:
    day: date | None = record["expected_close"]
    if day is None and months < 0:
        raise SalesDeskError(f"“{record['name']}” has no close date to move back. Give it one first.")
    try:
        month = month_of(tx.today, months - 1) if day is None else month_of(day, months)
    except ValueError:
        raise SalesDeskError(f"The close date of “{record['name']}” would leave the calendar. Type a date.") from None
    if months > 0:
        return max(month, month_of(tx.today))
    _refuse_past(tx, month)
    return month


def _refuse_past(tx: Transaction, month: date) -> None:
    if month < month_of(tx.today):
        raise SalesDeskError(f"{_month_phrase(month)} is over. Move the close date to this month or a later one.")


def _open_ones(tx: Transaction, ids: Sequence[int]) -> list[RowMapping]:
    if not ids:
        raise SalesDeskError("No opportunity was named. Select at least one, then move its close date.")
    records = [live(tx, opportunity, one) for one in dict.fromkeys(ids)]
    kinds = {one.id: one.kind for one in tx.connection.execute(select(stage.c.id, stage.c.kind))}
    for record in records:
        kind = kinds[record["stage_id"]]
        if kind != "open":
            raise StageClosed(f"“{record['name']}” is {kind}. Reopen it before its close date is moved.")
    return records


def _set_close(tx: Transaction, record: RowMapping, day: date | None) -> None:
    if record["expected_close"] != day:
        row = update(opportunity).where(opportunity.c.id == record["id"])
        tx.connection.execute(row.values(expected_close=day))


def _what(records: Sequence[RowMapping]) -> str:
    return f"“{records[0]['name']}”" if len(records) == 1 else f"{len(records):,} opportunities"


def _month_phrase(month: date) -> str:
    return f"{month:%B %Y}"
