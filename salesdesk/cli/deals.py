"""What belongs to an opportunity, on the command line: its committee, lines, competitors and files."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal, InvalidOperation
from typing import Any

from salesdesk.cli.fields import pairs, read_id
from salesdesk.cli.output import desk_of, print_done
from salesdesk.domain.errors import BadValue, NotFound
from salesdesk.domain.money import decimal_amount, parse_amount
from salesdesk.queries import deals, opportunities
from salesdesk.services import attaching
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

KINDS = ("line", "competitor", "member")
PERSON = ("first_name", "last_name", "title", "email", "phone")


def attach(arguments: Namespace) -> int:
    """Copy files beside the desk file and attach them to an opportunity."""
    with desk_of(arguments) as desk:
        _page(desk, arguments.opportunity)
        files = tuple(attaching.keep(desk.path, path) for path in arguments.paths)
        return print_done(arguments, desk.run(do.AttachFiles(files, opportunity=arguments.opportunity)), with_id=True)


def detach(arguments: Namespace) -> int:
    """Take a file off its record."""
    with desk_of(arguments) as desk:
        return print_done(arguments, desk.run(do.DetachFile(arguments.attachment)))


def of_opportunity(desk: Desk, opportunity: int) -> dict[str, Any]:
    """Return what `show` prints of an opportunity beside its fields."""
    page, deal = _page(desk, opportunity), desk.read(deals.deal, opportunity)
    return {
        "term_months": page.term_months,
        "committee": [
            {"id": one.id, "contact": one.contact_id, "name": one.name, "title": one.title, "email": one.email}
            | {"role": one.role}
            for one in page.committee
        ],
        "lines": [
            {
                "id": one.id,
                "description": one.description,
                "quantity": Decimal(one.quantity_thousandths).scaleb(-3).normalize() + 0,
                "price": decimal_amount(one.unit_price_minor, page.currency),
                "discount": Decimal(one.discount_bp).scaleb(-2),
                "total": decimal_amount(one.total_minor, page.currency),
            }
            for one in deal.lines
        ],
        "competitors": [{"id": one.id, "name": one.name, "notes": one.notes} for one in deal.competitors],
        "attachments": [
            {"id": one.id, "name": one.name, "size_bytes": one.size_bytes, "sha256": one.sha256}
            | {"added_at": one.added_at, "is_there": one.is_there}
            for one in deal.attachments
        ],
    }


def command_to_add(desk: Desk, kind: str, words: list[str]) -> do.Command:
    """Return the command that adds a line, a competitor or a member of the committee."""
    given = pairs(words)
    if "opportunity" not in given:
        raise BadValue(kind, "opportunity", "say which one it belongs to, as in opportunity=7.")
    opportunity = read_id(given.pop("opportunity"), "opportunity")
    page = _page(desk, opportunity)
    if kind == "line":
        return do.AddLine(opportunity, _line_fields(given, page.currency))
    if kind == "competitor":
        _refuse_others(kind, given, ("name", "notes"))
        return do.AddCompetitor(opportunity, given.get("name", ""), given.get("notes", ""))
    role = given.pop("role", "influences")
    contact = read_id(given.pop("contact"), "contact") if "contact" in given else None
    _refuse_others(kind, given, ("role", "contact", *PERSON) if contact is None else ("role", "contact"))
    return do.AddMember(opportunity, role, contact, given)


def _page(desk: Desk, opportunity: int) -> opportunities.OpportunityPage:
    page = desk.read(opportunities.opportunity_page, opportunity, desk.now())
    if page is None:
        raise NotFound("opportunity", opportunity)
    return page


def _line_fields(given: dict[str, str], currency: str) -> dict[str, object]:
    _refuse_others("line", given, ("description", "quantity", "price", "discount"))
    fields: dict[str, object] = {}
    if "description" in given:
        fields["description"] = given["description"]
    if "quantity" in given:
        fields["quantity_thousandths"] = _scaled(given["quantity"], "quantity", 3)
    if "price" in given:
        fields["unit_price_minor"] = parse_amount(given["price"], currency, field="price")
    if "discount" in given:
        fields["discount_bp"] = _scaled(given["discount"].strip().removesuffix("%"), "discount", 2)
    return fields


def _scaled(text: str, field: str, places: int) -> int:
    try:
        number = Decimal(text.strip()).scaleb(places)
        whole = int(number)
    except (InvalidOperation, ValueError, OverflowError):
        raise BadValue(field, text, "write a number such as 2.5.") from None
    if whole != number:
        raise BadValue(field, text, f"it has more than {places} decimals. Round it.")
    return whole


def _refuse_others(kind: str, given: dict[str, str], known: tuple[str, ...]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise BadValue(kind, unknown[0], f"use opportunity, {', '.join(known[:-1])} or {known[-1]}.")
