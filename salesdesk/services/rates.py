"""Exchange rates that the rep enters, each with the day from which it holds."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, insert, select, update

from salesdesk.domain.errors import BadValue
from salesdesk.domain.money import CURRENCIES
from salesdesk.domain.rates import exact_rate
from salesdesk.services.commands import DeleteRate, EnterRate
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import exchange_rate

EARLIEST = date(1970, 1, 1)


def enter(tx: Transaction, command: EnterRate) -> Outcome:
    """Enter a rate; one of the same day and direction is replaced."""
    currency, into = _code(command.currency), _code(command.into)
    if currency == into:
        raise BadValue("exchange rate", f"{currency} to {into}", "choose two different currencies.")
    dated_on = command.dated_on or tx.today
    if dated_on > tx.today:
        raise BadValue("date of the rate", dated_on, "it is in the future. Give the day you saw the rate.")
    if dated_on < EARLIEST:
        raise BadValue("date of the rate", dated_on, "it is before 1970. Check the year.")
    numerator, denominator = exact_rate(command.rate)
    known = (
        exchange_rate.c.from_currency == currency,
        exchange_rate.c.to_currency == into,
        exchange_rate.c.dated_on == dated_on,
    )
    values = {"numerator": numerator, "denominator": denominator}
    present = tx.connection.execute(select(exchange_rate).where(*known)).mappings().first()
    label = f"Enter rate {currency} to {into}"
    if present is None:
        between = {"from_currency": currency, "to_currency": into, "dated_on": dated_on}
        row = insert(exchange_rate).values(uid=new_uid(), entered_at=tx.now, **between, **values)
        return Outcome(label, int(tx.connection.execute(row).inserted_primary_key[0]))  # type: ignore[index]
    if (present["numerator"], present["denominator"]) != (numerator, denominator):
        tx.connection.execute(update(exchange_rate).where(*known).values(entered_at=tx.now, **values))
    return Outcome(label, present["id"])


def remove(tx: Transaction, command: DeleteRate) -> Outcome:
    """Forget a rate; totals go by the one before it, or stand apart."""
    record = live(tx, exchange_rate, command.rate)
    tx.connection.execute(delete(exchange_rate).where(exchange_rate.c.id == record["id"]))
    return Outcome(f"Delete rate {record['from_currency']} to {record['to_currency']}")


def _code(text: str) -> str:
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise BadValue("currency", text, "give a code of three letters, for instance EUR.")
    return code
