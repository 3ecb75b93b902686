"""Lost reasons are the rep’s own, and a changed one leaves the past alone."""

from __future__ import annotations

import pytest

from salesdesk.domain.errors import SalesDeskError
from salesdesk.domain.stages import LOST_REASONS
from salesdesk.queries.reasons import lost_reasons
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card, row


def _names(desk: Desk) -> list[str]:
    return [reason.name for reason in desk.read(lost_reasons)]


def test_a_new_file_offers_the_usual_reasons(desk: Desk) -> None:
    reasons = desk.read(lost_reasons)
    assert tuple(reason.name for reason in reasons) == LOST_REASONS
    assert [reason.name for reason in reasons if reason.kind == "disqualified"] == ["Bad fit from the start"]
    assert [reason.name for reason in reasons if reason.names_competitor] == ["Chose another vendor"]


def test_a_renamed_reason_leaves_what_was_closed_with_it(desk: Desk) -> None:
    card = add_card(desk)
    desk.run(do.LoseOpportunity(card, "No budget"))
    assert next(one.used_count for one in desk.read(lost_reasons) if one.name == "No budget") == 1
    desk.run(do.ChangeLostReason(2, {"name": "Budget cut", "kind": "disqualified"}))
    assert _names(desk)[1] == "Budget cut"
    assert row(desk, "opportunity", card)["lost_reason"] == "No budget"


def test_reasons_are_added_ordered_and_deleted(desk: Desk) -> None:
    added = desk.run(do.AddLostReason("Price", names_competitor=True)).new_id
    assert added is not None
    assert _names(desk)[-1] == "Price"
    desk.run(do.ReorderLostReasons((added, 1, 2, 3, 4, 5, 6)))
    assert _names(desk)[0] == "Price"
    desk.run(do.DeleteLostReason(added))
    assert tuple(_names(desk)) == LOST_REASONS
    desk.undo()
    assert _names(desk)[0] == "Price"


def test_an_order_of_other_reasons_is_refused(desk: Desk) -> None:
    with pytest.raises(SalesDeskError, match="Look again"):
        desk.run(do.ReorderLostReasons((1, 2, 3)))


@pytest.mark.parametrize("name", ["", "no BUDGET", "x" * 201])
def test_a_reason_has_words_of_its_own(desk: Desk, name: str) -> None:
    for command in (do.AddLostReason(name), do.ChangeLostReason(1, {"name": name})):
        with pytest.raises(SalesDeskError, match="lost reason"):
            desk.run(command)


def test_a_reason_is_declined_or_disqualified(desk: Desk) -> None:
    with pytest.raises(SalesDeskError, match="declined"):
        desk.run(do.AddLostReason("Weather", kind="other"))


def test_the_last_reason_stays(desk: Desk) -> None:
    for reason in range(1, 6):
        desk.run(do.DeleteLostReason(reason))
    with pytest.raises(SalesDeskError, match="only lost reason"):
        desk.run(do.DeleteLostReason(6))
