"""The open opportunities by close month, what was won in each, and what the forecast of a quarter stands on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Connection

from salesdesk.domain.filters import AllOf
from salesdesk.domain.forecast import History, Prospect
from salesdesk.domain.money import Money
from salesdesk.domain.periods import day_start, month_of, period_days
from salesdesk.domain.rates import Conversion, Rate, convert_minor, total
from salesdesk.queries import board, settings
from salesdesk.queries.board import Stage
from salesdesk.queries.filtering import Wanted, Where, where
from salesdesk.queries.rates import rates_into
from salesdesk.store.types import instant_text, read_instant

MONTHS_AHEAD = 6
Month = date | None


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """Count and sums of the open opportunities that close in a month, in one currency; without a month, no date."""

    month: Month
    currency: str
    count: int
    amount_minor: int
    weighted_minor: int


@dataclass(frozen=True, slots=True)
class WonTotals:
    """What was won in a month by the local date of closing, in one currency."""

    month: date
    currency: str
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class MonthBoard:
    """The months to show, and the totals and the order of the cards in each, from one snapshot.

    Totals and cards are those the filter lets through; `whole_count` is how many open ones there are without it.
    """

    stages: list[Stage]
    months: list[Month]
    totals: list[MonthTotals]
    won: list[WonTotals]
    card_ids: dict[Month, list[int]]
    whole_count: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the forecast of a quarter stands on, in the currency of the desk; what has no rate stands apart.

    `weighted` is what is expected to close by the last day. `prospects` are all open opportunities with a date.
    """

    first: date
    last: date
    today: date
    won: Conversion
    weighted: Conversion
    prospects: tuple[Prospect, ...]
    history: History
    quota_minor: int | None
    is_filtered: bool


def month_board(
    connection: Connection, now: datetime, pipeline_id: int | None = None, wanted: Wanted | None = None
) -> MonthBoard:
    """Return what the columns by close month stand on, counted from a local moment."""
    stages = board.stages(connection, pipeline_id)
    open_ids = [stage.id for stage in stages if stage.kind == "open"]
    condition = _within(where(connection, "opportunity", wanted), open_ids)
    totals = _totals(connection, condition)
    ids = _card_ids(connection, condition)
    months = shown_months(ids, now.date())
    whole = sum(one.count for one in totals)
    if wanted is not None:
        whole = _count(connection, _within(where(connection, "opportunity", None), open_ids))
    won_ids = [stage.id for stage in stages if stage.kind == "won"]
    over = [month for month in months if month is not None and month <= now.date()]
    won = _won(connection, _within(where(connection, "opportunity", wanted), won_ids), over, now.tzinfo)
    return MonthBoard(stages, months, totals, won, {month: ids.get(month, []) for month in months}, whole)


def shown_months(held: Iterable[Month], today: date) -> list[Month]:
    """Return the columns: from the start of the quarter to six months ahead, and each other month that holds cards.

    What has no date comes first, where there is any.
    """
    present = month_of(today)
    first = month_of(period_days("this_quarter", today)[0])
    months = {month for month in held if month is not None}
    month = first
    while month <= month_of(present, MONTHS_AHEAD):
        months.add(month)
        month = month_of(month, 1)
    undated: list[Month] = [None] if None in held else []
    return undated + sorted(months)


def place_in_month(
    connection: Connection,
    month: Month,
    card_id: int,
    day: Month,
    pipeline_id: int | None = None,
    wanted: Wanted | None = None,
) -> int:
    """Return at which row of a month a card would stand if it closed on a day."""
    open_ids = [stage.id for stage in board.stages(connection, pipeline_id) if stage.kind == "open"]
    condition = _within(where(connection, "opportunity", wanted), open_ids)
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM opportunity AS o JOIN opportunity AS moved ON moved.id = ? "
        f"WHERE {condition.sql} AND substr(o.expected_close, 1, 7) IS ? AND o.id <> moved.id AND "
        "(coalesce(o.expected_close, ''), -o.amount_minor, o.id) < (?, -moved.amount_minor, moved.id)",
        (card_id, *condition.values, _key(month), day.isoformat() if day is not None else ""),
    )
    return int(found.scalar() or 0)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What the present quarter comes to over every pipeline, in the currency of the desk.

    `weighted` and `open_amount` are of what is expected to close by the last day.
    """

    first: date
    last: date
    today: date
    won: Conversion
    weighted: Conversion
    open_amount: Conversion
    quota_minor: int | None


def quarter(connection: Connection, now: datetime) -> Quarter:
    """Return the sums of the present quarter."""
    today = now.date()
    first, last = period_days("this_quarter", today)
    into = settings.currency(connection)
    known = rates_into(connection, into, today)
    kinds = connection.exec_driver_sql("SELECT id, kind FROM stage").all()
    open_ids, won_ids = ([stage for stage, of in kinds if of == kind] for kind in ("open", "won"))
    condition = where(connection, "opportunity", None)
    months = [month_of(first, after) for after in range(3)]
    won = [
        Money(one.amount_minor, one.currency)
        for one in _won(connection, _within(condition, won_ids), months, now.tzinfo)
    ]
    open_ones = _within(condition, open_ids)
    rows = connection.exec_driver_sql(
        "SELECT o.currency, sum((o.amount_minor * o.probability + 50) / 100), sum(o.amount_minor) "
        f"FROM opportunity AS o WHERE {open_ones.sql} AND o.expected_close <= ? GROUP BY 1 ORDER BY 1",
        (*open_ones.values, last.isoformat()),
    ).all()
    weighted = [Money(amount, currency) for currency, amount, _ in rows]
    whole = [Money(amount, currency) for currency, _, amount in rows]
    return Quarter(
        first,
        last,
        today,
        total(_by_currency(won), into, known),
        total(weighted, into, known),
        total(whole, into, known),
        settings.quota_minor(connection),
    )


def outlook(
    connection: Connection, now: datetime, pipeline_id: int | None = None, wanted: Wanted | None = None
) -> Outlook:
    """Return what the forecast of the present quarter stands on."""
    today = now.date()
    first, last = period_days("this_quarter", today)
    into = settings.currency(connection)
    known = rates_into(connection, into, today)
    stages = board.stages(connection, pipeline_id)
    open_ids, won_ids = ([stage.id for stage in stages if stage.kind == kind] for kind in ("open", "won"))
    condition = where(connection, "opportunity", wanted)
    open_ones = _within(condition, open_ids)
    months = [month_of(first, after) for after in range(3)]
    won = [
        Money(one.amount_minor, one.currency)
        for one in _won(connection, _within(condition, won_ids), months, now.tzinfo)
    ]
    return Outlook(
        first,
        last,
        today,
        total(_by_currency(won), into, known),
        total(_weighted(connection, open_ones, last), into, known),
        tuple(_prospects(connection, open_ones, into, known)),
        _history(connection, won_ids, now.tzinfo),
        settings.quota_minor(connection),
        wanted is not None and wanted.filter != AllOf(),
    )


def _within(condition: Where, stage_ids: Sequence[int]) -> Where:
    sql = f"{condition.sql} AND o.stage_id IN (SELECT value FROM json_each(?))"
    return Where(sql, (*condition.values, json.dumps(list(stage_ids))))


def _key(month: Month) -> str | None:
    return f"{month:%Y-%m}" if month is not None else None


def _month(key: str | None) -> Month:
    return date.fromisoformat(f"{key}-01") if key else None


def _count(connection: Connection, condition: Where) -> int:
    found = connection.exec_driver_sql(f"SELECT count(*) FROM opportunity AS o WHERE {condition.sql}", condition.values)
    return int(found.scalar() or 0)


def _totals(connection: Connection, condition: Where) -> list[MonthTotals]:
    rows = connection.exec_driver_sql(
        "SELECT substr(o.expected_close, 1, 7), o.currency, count(*), sum(o.amount_minor), "
        "sum((o.amount_minor * o.probability + 50) / 100) FROM opportunity AS o "
        f"WHERE {condition.sql} GROUP BY 1, 2 ORDER BY 1, 2",
        condition.values,
    )
    return [MonthTotals(_month(key), *sums) for key, *sums in rows]


def _card_ids(connection: Connection, condition: Where) -> dict[Month, list[int]]:
    # Two arrays in one row: ten thousand rows of two values each take ten times as long to fetch.
    ids, keys = connection.exec_driver_sql(
        "SELECT json_group_array(id), json_group_array(key) FROM (SELECT o.id AS id, "
        f"coalesce(substr(o.expected_close, 1, 7), '') AS key FROM opportunity AS o WHERE {condition.sql} "
        "ORDER BY coalesce(o.expected_close, ''), o.amount_minor DESC, o.id)",
        condition.values,
    ).one()
    by_key: dict[str, list[int]] = {}
    for record, key in zip(json.loads(ids), json.loads(keys), strict=True):
        by_key.setdefault(key, []).append(record)
    return {_month(key): found for key, found in by_key.items()}


def _won(connection: Connection, condition: Where, months: Sequence[date], zone: tzinfo | None) -> list[WonTotals]:
    spans = [
        (month.isoformat(), *(instant_text(day_start(day, zone)) for day in (month, month_of(month, 1))))
        for month in months
    ]
    # Materialized: else SQLite takes the months from their JSON anew for every opportunity.
    rows = connection.exec_driver_sql(
        "WITH m AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS month, json_extract(value, '$[1]') AS begins, "
        "json_extract(value, '$[2]') AS ends FROM json_each(?)) "
        "SELECT m.month, o.currency, count(*), sum(o.amount_minor) FROM opportunity AS o "
        f"JOIN m ON o.closed_at >= m.begins AND o.closed_at < m.ends WHERE {condition.sql} GROUP BY 1, 2 ORDER BY 1, 2",
        (json.dumps(spans), *condition.values),
    )
    return [WonTotals(date.fromisoformat(month), *sums) for month, *sums in rows]


def _by_currency(amounts: Iterable[Money]) -> list[Money]:
    sums: dict[str, int] = {}
    for one in amounts:
        sums[one.currency] = sums.get(one.currency, 0) + one.amount_minor
    return [Money(amount, currency) for currency, amount in sums.items()]


def _weighted(connection: Connection, condition: Where, last: date) -> list[Money]:
    rows = connection.exec_driver_sql(
        "SELECT sum((o.amount_minor * o.probability + 50) / 100), o.currency FROM opportunity AS o "
        f"WHERE {condition.sql} AND o.expected_close <= ? GROUP BY o.currency ORDER BY o.currency",
        (*condition.values, last.isoformat()),
    )
    return [Money(amount, currency) for amount, currency in rows]


def _prospects(connection: Connection, condition: Where, into: str, known: dict[str, Rate]) -> Iterable[Prospect]:
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.amount_minor, o.currency, o.stage_id, o.probability, o.probability_by_hand, o.expected_close "
        f"FROM opportunity AS o WHERE {condition.sql} AND o.expected_close IS NOT NULL ORDER BY o.id",
        condition.values,
    )
    for record, amount, currency, stage_id, probability, by_hand, close in rows:
        if currency != into and currency not in known:
            continue
        in_own = amount if currency == into else convert_minor(amount, known[currency])
        yield Prospect(record, in_own, stage_id, probability, bool(by_hand), date.fromisoformat(close))


def _history(connection: Connection, won_ids: Sequence[int], zone: tzinfo | None) -> History:
    """Return what became of all that was closed; no filter narrows it, as experience is not of one view."""
    shares = connection.exec_driver_sql(
        "SELECT h.stage_id, sum(s.kind = 'won'), count(*) "
        "FROM (SELECT DISTINCT stage_id, opportunity_id FROM stage_history) AS h "
        "JOIN opportunity AS o ON o.id = h.opportunity_id JOIN stage AS s ON s.id = o.stage_id "
        "JOIN stage AS stood ON stood.id = h.stage_id "
        "WHERE o.deleted_at IS NULL AND s.kind <> 'open' AND stood.kind = 'open' GROUP BY h.stage_id"
    ).all()
    closings = connection.exec_driver_sql(
        "SELECT o.closed_at, o.expected_close FROM opportunity AS o WHERE o.deleted_at IS NULL "
        "AND o.stage_id IN (SELECT value FROM json_each(?)) "
        "AND o.closed_at IS NOT NULL AND o.expected_close IS NOT NULL",
        (json.dumps(list(won_ids)),),
    ).all()
    slips = sorted(
        (read_instant(closed).astimezone(zone).date() - date.fromisoformat(expected)).days
        for closed, expected in closings
    )
    return History({stage: (won, closed) for stage, won, closed in shares}, tuple(slips))
