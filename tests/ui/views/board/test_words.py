"""Cards and columns in words, as a screen reader says them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from salesdesk.domain.activities import NextStep
from salesdesk.queries.board import Card, Stage, StageTotals
from tests.ui.conftest import NOW
from ui.views.board import words

STAGE = Stage(3, "Proposal", "open", 50, 14, "st_proposal", 2)
CARD = Card(
    id=1,
    title="Ironbridge – plant B",
    account="Ironbridge Steel",
    stage_id=3,
    amount_minor=3_990_000,
    currency="USD",
    probability=50,
    expected_close=date(2026, 12, 15),
    next_step=NextStep("call", "", date(2026, 11, 6)),
    bant="y?yn",
    entered_stage_at=NOW - timedelta(days=22),
    touched_at=None,
)

pytestmark = pytest.mark.usefixtures("british")


def test_a_card_is_one_sentence() -> None:
    assert words.card_sentence(CARD, STAGE, NOW) == (
        "Ironbridge – plant B, Ironbridge Steel, 39,900 dollars, closes 15 December, Proposal, 22 days in stage, "
        "8 over the limit, call 4 days overdue, BANT: authority unknown, timeline failed"
    )


def test_a_column_is_one_sentence() -> None:
    totals = [StageTotals(3, "USD", 4, 21_370_000, 10_685_000)]
    assert words.column_sentence(STAGE, totals) == "Proposal, 4 cards, 213,700 dollars, 106,850 dollars weighted"
    assert words.column_sentence(STAGE, []) == "Proposal, 0 cards"


def test_a_step_to_come_keeps_its_date_as_it_is_written() -> None:
    assert words.step_words(NextStep("demo", "", date(2026, 11, 11)), NOW) == "demo Wed 11 Nov"
    assert words.step_words(NextStep("task", "Send NDA", date(2026, 11, 11)), NOW) == "Send NDA Wed 11 Nov"


def test_the_own_currency_stands_first() -> None:
    totals = [StageTotals(1, code, 1, amount, 0) for code, amount in (("CHF", 5), ("EUR", 1), ("USD", 9))]
    assert [total.currency for total in words.own_first(totals, "EUR")] == ["EUR", "USD", "CHF"]


def test_toasts_name_one_card_and_count_several() -> None:
    assert words.reordered_text(["a"], "Proposal") == "Moved “a” within Proposal"
    assert words.deleted_text(["a", "b"]) == "Deleted 2 opportunities"
