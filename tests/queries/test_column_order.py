"""A table is ordered by fields of the rep's own as their types are, over all rows, with the empty ones last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from salesdesk.domain.custom_fields import column_field
from salesdesk.domain.filters import EVERYTHING
from salesdesk.queries import lead_table, opportunity_table
from salesdesk.queries.filtering import Wanted
from salesdesk.services.commands import AddCustomField, AddOpportunity, ChangeCustomField, DeleteCustomField
from salesdesk.services.commands import SetCustomValues as Set
from salesdesk.services.desk import Desk
from tests.qualifying import add_lead

Counter = Callable[[], AbstractContextManager[list[str]]]
LISTED = ("Small", "Large", "Huge")
CASES: list[tuple[str, tuple[str, ...], list[str]]] = [
    ("text", (), ["apple", "Banana", "cherry"]),
    ("number", (), ["-3", "9.5", "10", "1000"]),
    ("money", (), ["5.00 EUR", "90.00 EUR", "90.00 USD", "1000.00 EUR"]),
    ("date", (), ["2025-12-31", "2026-01-02", "2026-11-01"]),
    ("yes_no", (), ["no", "yes"]),
    ("choice", LISTED, list(LISTED)),
]


def own(desk: Desk, kind: str, type_name: str, choices: tuple[str, ...] = ()) -> str:
    new_id = desk.run(AddCustomField(kind, f"Own {type_name}", type_name, choices)).new_id
    return f"own:{new_id}"


def leads(desk: Desk, *keys: tuple[str, bool]) -> list[int]:
    return desk.read(lead_table.opened, keys, Wanted(EVERYTHING, desk.now())).ids


def opportunities(desk: Desk, *keys: tuple[str, bool]) -> list[int]:
    return desk.read(opportunity_table.opened, keys).ids


def add_opportunity(desk: Desk) -> int:
    new_id = desk.run(AddOpportunity({"name": "Card", "stage_id": 1, "amount_minor": 0, "currency": "USD"})).new_id
    assert new_id is not None
    return new_id


@pytest.mark.parametrize(("type_name", "choices", "rising"), CASES)
@pytest.mark.parametrize(
    ("kind", "add", "ordered"), [("lead", add_lead, leads), ("opportunity", add_opportunity, opportunities)]
)
def test_every_type_is_ordered_as_it_is_meant_and_empty_ones_stay_last(
    desk: Desk,
    kind: str,
    add: Callable[[Desk], int],
    ordered: Callable[..., list[int]],
    type_name: str,
    choices: tuple[str, ...],
    rising: list[str],
) -> None:
    key = own(desk, kind, type_name, choices)
    blank, *records = [add(desk) for _ in range(len(rising) + 1)]
    # Set in another order than the one expected, so that the order of the rows cannot pass for it.
    by_value = dict(zip([*rising[1:], rising[0]], records, strict=True))
    for value, record in by_value.items():
        desk.run(Set(kind, record, {f"Own {type_name}": value}))
    expected = [by_value[value] for value in rising]
    assert ordered(desk, (key, False)) == [*expected, blank]
    assert ordered(desk, (key, True)) == [*reversed(expected), blank]


def test_a_second_column_orders_what_the_first_leaves_alike(desk: Desk) -> None:
    first, second = own(desk, "lead", "yes_no"), own(desk, "lead", "number")
    a, b, c = [add_lead(desk, first_name="Same") for _ in range(3)]
    for lead, pilot, seats in ((a, "yes", "2"), (b, "no", "1"), (c, "yes", "10")):
        desk.run(Set("lead", lead, {"Own yes_no": pilot, "Own number": seats}))
    assert leads(desk, (first, True), (second, True)) == [c, a, b]
    assert leads(desk, ("name", False), (second, False)) == [b, a, c]


def test_the_order_follows_a_field_that_changes_and_ignores_one_that_is_gone(desk: Desk) -> None:
    key = own(desk, "lead", "text")
    small, large = add_lead(desk), add_lead(desk)
    for lead, value in ((small, "9"), (large, "10")):
        desk.run(Set("lead", lead, {"Own text": value}))
    assert leads(desk, (key, False)) == [large, small]
    field = column_field(key)
    assert field is not None
    desk.run(ChangeCustomField(field, {"type": "number"}))
    assert leads(desk, (key, False)) == [small, large]
    desk.run(DeleteCustomField(field))
    assert leads(desk, (key, False), ("score", True)) == leads(desk, ("score", True))


def test_more_columns_than_sqlite_joins_are_ordered_by(desk: Desk) -> None:
    keys = []
    for number in range(70):
        new_id = desk.run(AddCustomField("lead", f"Field {number}")).new_id
        keys.append((f"own:{new_id}", False))
    lead = add_lead(desk)
    assert leads(desk, *keys) == [lead]


def test_rows_bring_the_fields_that_were_asked_for_with_one_statement_more(desk: Desk, count_queries: Counter) -> None:
    shown, hidden = own(desk, "lead", "text"), own(desk, "lead", "number")
    lead, other = add_lead(desk), add_lead(desk)
    desk.run(Set("lead", lead, {"Own text": "by hand", "Own number": 4}))
    wanted = column_field(shown)
    assert wanted is not None
    with count_queries() as without:
        desk.read(lead_table.lines, [lead, other])
    with count_queries() as statements:
        lines = {line.id: line.own for line in desk.read(lead_table.lines, [lead, other], {wanted})}
    assert lines == {lead: {wanted: "by hand"}, other: {}}
    assert len(statements) == len(without) + 1
    assert column_field(hidden) not in lines[lead]
