"""What belongs to an opportunity, on the command line: its committee, lines and competitors."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from salesdesk.cli.fields import pairs, read_id
from salesdesk.cli.nouns import Ids, Noun, known, only
from salesdesk.domain.errors import BadValue, NotFound, SalesDeskError
from salesdesk.domain.money import decimal_amount, parse_amount
from salesdesk.queries import deals, opportunities
from salesdesk.queries.origins import source_leads
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk

BESIDE = ("product", "seats", "term", "term_months", "pain", "competitor", "retry_on", "contract_on")
PERSON = ("first_name", "last_name", "title", "email", "phone")


def of_opportunity(desk: Desk, opportunity: int) -> dict[str, Any]:
    """Return what `show` prints of an opportunity beside its fields."""
    page, deal = _page(desk, opportunity), desk.read(deals.deal, opportunity)
    return {
        "leads": [asdict(one) for one in desk.read(source_leads, opportunity)],
        "stays": [
            {"stage": one.name, "entered_at": one.entered_at, "spent_s": one.spent_s}
            for one in page.stays
            if one.entered_at is not None
        ],
        **{name: getattr(page, name) for name in BESIDE},
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


def _line(desk: Desk, words: list[str]) -> do.Command:
    page, given = _owner(desk, "line", words)
    return do.AddLine(page.id, _line_fields(given, page.currency))


def _competitor(desk: Desk, words: list[str]) -> do.Command:
    page, given = _owner(desk, "competitor", words)
    _refuse_others("competitor", given, ("name", "notes"))
    return do.AddCompetitor(page.id, given.get("name", ""), given.get("notes", ""))


def _member(desk: Desk, words: list[str]) -> do.Command:
    page, given = _owner(desk, "member", words)
    role = given.pop("role", "influences")
    contact = read_id(given.pop("contact"), "contact") if "contact" in given else None
    _refuse_others("member", given, ("role", "contact", *PERSON) if contact is None else ("role", "contact"))
    return do.AddMember(page.id, role, contact, given)


def _owner(desk: Desk, kind: str, words: list[str]) -> tuple[opportunities.OpportunityPage, dict[str, str]]:
    """Return the opportunity that something is added to, and the other fields."""
    given = pairs(words)
    if "opportunity" not in given:
        raise BadValue(kind, "opportunity", "say which one it belongs to, as in opportunity=7.")
    return _page(desk, read_id(given.pop("opportunity"), "opportunity")), given


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


def _changed_line(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    line = only("line", ids)
    return do.ChangeLine(line, _line_fields(pairs(words), _page(desk, _opportunity_of(desk, line)).currency))


def _deleted_line(desk: Desk, ids: Ids) -> do.Command:
    return do.DeleteLine(only("line", ids))


def _ordered_lines(desk: Desk, ids: Ids) -> do.Command:
    return do.ReorderLines(_opportunity_of(desk, ids[0]), ids)


def _opportunity_of(desk: Desk, line: int) -> int:
    found = desk.read(deals.opportunity_of_line, line)
    if found is None:
        raise SalesDeskError(f"There is no line {line}. Find its number with “show opportunity”.")
    return found


def _changed_competitor(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    return do.ChangeCompetitor(only("competitor", ids), known("competitor", words, ("name", "notes")))


def _deleted_competitor(desk: Desk, ids: Ids) -> do.Command:
    return do.RemoveCompetitor(only("competitor", ids))


def _changed_member(desk: Desk, ids: Ids, words: list[str]) -> do.Command:
    return do.ChangeRole(only("member", ids), known("member", words, ("role",))["role"])


def _deleted_member(desk: Desk, ids: Ids) -> do.Command:
    return do.RemoveMember(only("member", ids))


LINE = Noun("lines", _line, _changed_line, _deleted_line, order=_ordered_lines)
COMPETITOR = Noun("competitors", _competitor, _changed_competitor, _deleted_competitor)
MEMBER = Noun("members", _member, _changed_member, _deleted_member)
