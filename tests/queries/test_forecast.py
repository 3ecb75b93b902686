"""The columns by month add up to every matching record, and the outlook to what it says it stands on."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesdesk.domain.filters import AllOf, Condition
from salesdesk.domain.money import Money
from salesdesk.domain.periods import month_of
from salesdesk.queries import board, forecast
from salesdesk.queries.filtering import Wanted
from salesdesk.services import commands as do
from salesdesk.services.desk import Desk
from tests.pipelining import add_card
from tests.qualifying import MovingClock

Counter = Callable[[], AbstractContextManager[list[str]]]
BIG = AllOf((Condition("amount", "at_least", (4_000_000, "USD")),))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give a desk with a sample, some cards of it in euros, deleted, won or without a date."""
    desk.run(do.FillWithSample(60, 90, seed=5))
    for card, fields in ((3, {"currency": "EUR"}), (4, {"expected_close": None}), (5, {"expected_close": None})):
        desk.run(do.SetOpportunity(card, fields))
    desk.run(do.DeleteOpportunities((1, 2)))
    return desk


def _rows(desk: Desk) -> list[tuple[int, str, int, int, str | None, str, str | None]]:
    return (
        sqlite3.connect(desk.path)
        .execute(
            "SELECT o.id, o.currency, o.amount_minor, o.probability, o.expected_close, s.kind, o.closed_at "
            "FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id WHERE o.deleted_at IS NULL"
        )
        .fetchall()
    )


@pytest.mark.parametrize("chosen", [None, BIG])
def test_totals_of_the_months_are_the_sums_over_every_matching_card(filled: Desk, chosen: AllOf | None) -> None:
    now = filled.now()
    found = filled.read(forecast.month_board, now, None, Wanted(chosen, now) if chosen else None)
    wanted: dict[tuple[date | None, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    held: dict[date | None, set[int]] = defaultdict(set)
    rows = [row for row in _rows(filled) if row[5] == "open"]
    for record, currency, amount, percent, close, _kind, _closed in rows:
        if chosen is not None and (currency != "USD" or amount < 4_000_000):
            continue
        month = month_of(date.fromisoformat(close)) if close else None
        sums = wanted[month, currency]
        sums[0] += 1
        sums[1] += amount
        sums[2] += (amount * percent + 50) // 100
        held[month].add(record)
    assert {
        (one.month, one.currency): [one.count, one.amount_minor, one.weighted_minor] for one in found.totals
    } == wanted
    assert {month: set(ids) for month, ids in found.card_ids.items() if ids} == held
    assert found.whole_count == len(rows)
    assert None in held


def test_the_months_go_from_the_quarter_to_half_a_year_ahead_and_on_where_cards_are(desk: Desk) -> None:
    today = desk.now().date()
    assert forecast.shown_months([], today) == [month_of(date(2026, 10, 1), after) for after in range(8)]
    for day in (date(2026, 7, 3), date(2029, 3, 31), None):
        add_card(desk, expected_close=day)
    months = desk.read(forecast.month_board, desk.now()).months
    assert months[:3] == [None, date(2026, 7, 1), date(2026, 10, 1)]
    assert months[-2:] == [date(2027, 5, 1), date(2029, 3, 1)]


def test_cards_of_a_month_stand_by_date_then_by_amount(desk: Desk) -> None:
    late, small, large = (
        add_card(desk, name, expected_close=day, amount_minor=amount)
        for name, day, amount in (
            ("late", date(2026, 12, 9), 900),
            ("small", date(2026, 12, 2), 100),
            ("large", date(2026, 12, 2), 500),
        )
    )
    assert desk.read(forecast.month_board, desk.now()).card_ids[date(2026, 12, 1)] == [large, small, late]


def test_the_place_foretold_is_the_place_taken(filled: Desk) -> None:
    january = date(2027, 1, 1)
    opened = filled.read(forecast.month_board, filled.now())
    moving = [one for month, ids in opened.card_ids.items() if month != january for one in ids][:6]
    assert opened.card_ids[january]
    for card_id in moving:
        filled.run(do.RescheduleOpportunities((card_id,), january))
        day = filled.read(board.cards, [card_id])[0].expected_close
        filled.undo()
        foretold = filled.read(forecast.place_in_month, january, card_id, day)
        filled.run(do.RescheduleOpportunities((card_id,), january))
        assert filled.read(forecast.month_board, filled.now()).card_ids[january].index(card_id) == foretold


def test_won_counts_by_the_local_day_of_closing(desk: Desk, clock: MovingClock) -> None:
    october, november = add_card(desk, amount_minor=700), add_card(desk, amount_minor=900)
    # 23:30 UTC on the last day of October is November where the rep is, an hour ahead.
    clock.present = clock.present.replace(month=11, day=1, hour=0, minute=30)
    desk.run(do.WinOpportunity(november))
    clock.present = clock.present.replace(month=10, day=31, hour=23, minute=30)
    desk.run(do.WinOpportunity(october))
    clock.present = clock.present.replace(month=11, day=10)
    won = desk.read(forecast.month_board, desk.now()).won
    assert [(one.month, one.count, one.amount_minor) for one in won] == [
        (date(2026, 10, 1), 1, 700),
        (date(2026, 11, 1), 1, 900),
    ]
    assert desk.read(forecast.outlook, desk.now()).won.total == Money(1600, "USD")


def test_the_outlook_adds_what_has_a_rate_and_keeps_the_rest_apart(desk: Desk) -> None:
    own, euro, _pound = (
        add_card(desk, amount_minor=10_000, currency=code, probability=50, expected_close=date(2026, 12, 31))
        for code in ("USD", "EUR", "GBP")
    )
    later = add_card(desk, amount_minor=10_000, probability=50, expected_close=date(2027, 1, 1))
    add_card(desk, amount_minor=10_000, probability=50)
    desk.run(do.EnterRate("EUR", "USD", Decimal("1.2"), date(2026, 11, 1)))
    desk.run(do.ChangeSettings({"quota_minor": "48000"}))
    found = desk.read(forecast.outlook, desk.now())
    assert (found.first, found.last, found.quota_minor) == (date(2026, 10, 1), date(2026, 12, 31), 48_000)
    assert found.weighted.total == Money(11_000, "USD")
    assert found.weighted.apart == (Money(5000, "GBP"),)
    assert {one.id: one.amount_minor for one in found.prospects} == {own: 10_000, euro: 12_000, later: 10_000}
    assert not found.is_filtered
    narrowed = desk.read(forecast.outlook, desk.now(), None, Wanted(BIG, desk.now()))
    assert narrowed.is_filtered
    assert narrowed.prospects == ()


def test_history_says_by_stage_what_was_won_and_how_dates_slipped(desk: Desk) -> None:
    today = desk.now().date()
    early, late = (add_card(desk, expected_close=today + timedelta(days=days)) for days in (3, -5))
    lost = add_card(desk)
    add_card(desk)
    desk.run(do.MoveOpportunities((early,), 3))
    desk.run(do.WinOpportunities((early, late)))
    desk.run(do.LoseOpportunity(lost, "No budget"))
    history = desk.read(forecast.outlook, desk.now()).history
    assert history.won_of_closed == {1: (2, 3), 3: (1, 1)}
    assert history.slips == (-3, 5)


def test_ten_thousand_cards_take_as_many_statements_as_ten(filled: Desk, count_queries: Counter) -> None:
    now = filled.now()
    with count_queries() as statements:
        filled.read(forecast.month_board, now)
    assert len(statements) == 4
    with count_queries() as statements:
        filled.read(forecast.outlook, now)
    assert len(statements) == 9
