"""Lines of an opportunity: while there are any, its amount is their sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from salesdesk.domain.errors import BadValue, SalesDeskError
from salesdesk.domain.lines import LARGEST_QUANTITY, WHOLE_BP, lines_total_minor
from salesdesk.domain.money import MAX_MINOR, exponent
from salesdesk.queries import deals
from salesdesk.services.commands import AddLine, ChangeLine, DeleteLine, ReorderLines
from salesdesk.services.fields import changed, checked
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.identity import new_uid
from salesdesk.store.schema import opportunity, opportunity_line

LINE_FIELDS = {
    "description": "line",
    "quantity_thousandths": "count",
    "unit_price_minor": "money",
    "discount_bp": "count",
}
MOST_LINES = 500
DESCRIPTION_LENGTH = 300


def add(tx: Transaction, command: AddLine) -> Outcome:
    """Add a line at the end; the first one takes the amount over, so that nothing jumps."""
    card = live(tx, opportunity, command.opportunity)
    present = deals.lines(tx.connection, card["id"])
    if len(present) >= MOST_LINES:
        raise SalesDeskError(f"“{card['name']}” has {MOST_LINES} lines, and no more fit. Sum some of them up in one.")
    values = _checked(command.fields)
    if not present and "unit_price_minor" not in values and "quantity_thousandths" not in values:
        values["unit_price_minor"] = card["amount_minor"]
    last = select(opportunity_line.c.position).where(opportunity_line.c.opportunity_id == card["id"])
    place = max(tx.connection.execute(last).scalars(), default=-1) + 1
    row = {"uid": new_uid(), "opportunity_id": card["id"], "position": place, **values}
    result = tx.connection.execute(insert(opportunity_line).values(**row))
    _follow(tx, card)
    return Outcome(f"Add line to “{card['name']}”", int(result.inserted_primary_key[0]))  # type: ignore[index]


def change(tx: Transaction, command: ChangeLine) -> Outcome:
    """Change fields of a line."""
    record, card = _line(tx, command.line)
    differing = changed(record, _checked(command.fields))
    if differing:
        where = opportunity_line.c.id == record["id"]
        tx.connection.execute(update(opportunity_line).where(where).values(**differing))
        _follow(tx, card)
    called = _called(differing.get("description", record["description"]))
    return Outcome(f"Change {called} of “{card['name']}”")


def remove(tx: Transaction, command: DeleteLine) -> Outcome:
    """Delete a line; the amount stays where that was the last one, and can be typed again."""
    record, card = _line(tx, command.line)
    tx.connection.execute(delete(opportunity_line).where(opportunity_line.c.id == record["id"]))
    _follow(tx, card)
    return Outcome(f"Delete {_called(record['description'])} of “{card['name']}”")


def reorder(tx: Transaction, command: ReorderLines) -> Outcome:
    """Put the lines in the order given."""
    card = live(tx, opportunity, command.opportunity)
    present = [line.id for line in deals.lines(tx.connection, card["id"])]
    if sorted(present) != sorted(command.lines):
        raise SalesDeskError(
            f"The lines of “{card['name']}” have changed meanwhile. Look again, then put them in order."
        )
    for place, line in enumerate(command.lines):
        where = (opportunity_line.c.id == line, opportunity_line.c.position != place)
        tx.connection.execute(update(opportunity_line).where(*where).values(position=place))
    return Outcome(f"Reorder lines of “{card['name']}”")


def refuse_amount(tx: Transaction, record: RowMapping, amount_minor: int) -> None:
    """Refuse another amount than the sum of the lines. Raises: SalesDeskError."""
    if amount_minor != record["amount_minor"] and deals.lines(tx.connection, record["id"]):
        raise SalesDeskError(
            f"The amount of “{record['name']}” is the sum of its lines. Change a line, or delete them all to type one."
        )


def restate(tx: Transaction, record: RowMapping, currency: str) -> dict[str, Any]:
    """Return amounts of an opportunity in a currency of other decimals, the number kept: 1,200.00 becomes 1,200.

    The prices of its lines are written on the way.
    """
    shift = exponent(currency) - exponent(record["currency"])
    if not shift:
        return {}
    present = deals.lines(tx.connection, record["id"])
    for line in present:
        price = {"unit_price_minor": _bounded(_shifted(line.unit_price_minor, shift))}
        tx.connection.execute(update(opportunity_line).where(opportunity_line.c.id == line.id).values(**price))
    amount = _shifted(record["amount_minor"], shift)
    if present:
        amount = lines_total_minor(deals.lines(tx.connection, record["id"]))
    recurring = record["mrr_minor"]
    return {
        "amount_minor": _bounded(amount),
        "mrr_minor": None if recurring is None else _bounded(_shifted(recurring, shift)),
    }


def _shifted(minor: int, places: int) -> int:
    if places >= 0:
        return minor * int(10**places)
    unit = int(10**-places)
    return (2 * minor + unit) // (2 * unit)


def _bounded(minor: int) -> int:
    if minor > MAX_MINOR:
        raise BadValue("amount", minor, "it is larger than SalesDesk can keep.")
    return minor


def _follow(tx: Transaction, card: RowMapping) -> None:
    """Let the amount be the sum of the lines, where there are any."""
    present = deals.lines(tx.connection, card["id"])
    if not present:
        return
    amount = lines_total_minor(present)
    if amount > MAX_MINOR:
        raise BadValue(
            "line", f"{amount:,}", "the lines come to more than SalesDesk can keep. Check quantity and price."
        )
    if amount != card["amount_minor"]:
        where = opportunity.c.id == card["id"]
        tx.connection.execute(update(opportunity).where(where).values(amount_minor=amount))


def _line(tx: Transaction, line: int) -> tuple[RowMapping, RowMapping]:
    found = tx.connection.execute(select(opportunity_line).where(opportunity_line.c.id == line)).mappings().first()
    if found is None:
        raise SalesDeskError(f"Line {line} is not there any more. Look at the opportunity again.")
    return found, live(tx, opportunity, found["opportunity_id"])


def _called(description: str) -> str:
    return f"line “{description}”" if description else "line"


def _checked(fields: Mapping[str, object]) -> dict[str, Any]:
    values = checked("line", fields, LINE_FIELDS)
    if len(values.get("description", "")) > DESCRIPTION_LENGTH:
        raise BadValue("description", values["description"], f"keep it under {DESCRIPTION_LENGTH} characters.")
    quantity = values.get("quantity_thousandths", 1)
    if quantity is None or not 0 < quantity <= LARGEST_QUANTITY:
        raise BadValue("quantity", fields["quantity_thousandths"], "give a number above 0, up to a billion.")
    if (values.get("discount_bp") or 0) > WHOLE_BP:
        raise BadValue("discount", fields["discount_bp"], "give a percentage from 0 to 100.")
    for name in ("unit_price_minor", "discount_bp"):
        if name in values:
            values[name] = values[name] or 0
    return values
